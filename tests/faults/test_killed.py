"""Killed with SIGKILL at the commit of an act: all of it has happened, or nothing; the second tap finishes it."""

import asyncio
import signal
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from storage.engine.app_session import AppSession
from storage.schema.tables import Binome, MentoringSession, Need, Outgoing, Person
from tests.cast import NOW, find_person, list_queued, make_active, make_proposed
from tests.empty_databases import open_sessions
from tests.faults import kill_at_commit
from use_cases.sessions import sessions

ROOT = Path(__file__).parents[2]
MOMENTS = pytest.mark.parametrize("moment", ["before", "after"])


async def _run_killed(url: str, act: str, moment: str, binome_id: int) -> None:
    """Let a process of its own do the act and be killed."""
    told = (sys.executable, "-m", "tests.faults.kill_at_commit", url, act, moment, str(binome_id))
    process = await asyncio.create_subprocess_exec(*told, cwd=ROOT)
    assert await process.wait() == -signal.SIGKILL


@asynccontextmanager
async def _look_after_kill(url: str, act: str, moment: str, binome_id: int) -> AsyncIterator[tuple[AppSession, bool]]:
    """Have it killed; return a transaction in which to look, and whether the act was committed."""
    await _run_killed(url, act, moment, binome_id)
    async with open_sessions(url) as sessions, sessions.begin() as session:
        yield session, moment == "after"


async def _find_begun(session: AppSession) -> MentoringSession:
    """Return a session that has taken place, as its young person says."""
    binome = await make_active(session)
    planned = await sessions.find_upcoming(session, binome)
    assert planned is not None
    await sessions.fall_due(session, planned.starts_at + timedelta(hours=3), 10)
    await sessions.answer_check_in(session, planned.id, await find_person(session, binome.need), True, NOW)
    return planned


@MOMENTS
async def test_a_kill_inside_an_acceptance_changes_both_sides_or_neither(database_url: str, moment: str) -> None:
    """The volunteer's yes and the young person's question are one; a second tap asks the young person once."""
    async with open_sessions(database_url) as sessions, sessions.begin() as session:
        binome = await make_proposed(session)
    async with _look_after_kill(database_url, "accept", moment, binome.id) as (session, done):
        found = await session.get_one(Binome, binome.id)
        young = await find_person(session, found.need)
        assert found.state == ("volunteer_yes" if done else "proposed")
        assert (await list_queued(session, young)).count("consent") == done
        await kill_at_commit.accept(session, found)
        assert found.state == "volunteer_yes"
        assert (await list_queued(session, young)).count("consent") == 1


@MOMENTS
async def test_a_kill_inside_a_check_in_counts_the_answer_or_asks_again(database_url: str, moment: str) -> None:
    """The answer, what follows from it and the next question are one; a second tap is enough to finish."""
    async with open_sessions(database_url) as sessions, sessions.begin() as session:
        planned = await _find_begun(session)
    async with _look_after_kill(database_url, "check_in", moment, planned.binome_id) as (session, done):
        found = await session.get_one(MentoringSession, planned.id)
        volunteer = await find_person(session, found.binome.offer)
        assert (found.volunteer_held, found.state) == ((True, "held") if done else (None, "begun"))
        assert (await list_queued(session, volunteer)).count("check_in_rating") == done
        await kill_at_commit.check_in(session, found.binome)
        assert (found.volunteer_held, found.state) == (True, "held")


@MOMENTS
async def test_a_kill_inside_an_erasure_erases_everything_or_nothing(database_url: str, moment: str) -> None:
    """Nobody is half erased: either the person is whole, or gone and the partner told, once."""
    async with open_sessions(database_url) as sessions, sessions.begin() as session:
        binome = await make_active(session)
    async with _look_after_kill(database_url, "erase", moment, binome.id) as (session, done):
        volunteer = await find_person(session, binome.offer)
        assert (await session.get(Person, binome.need.person_id) is None) == done
        assert (await session.get(Need, binome.need_id) is None) == done
        assert (await list_queued(session, volunteer)).count("partner_gone") == done
        if not done:
            await kill_at_commit.erase(session, await session.get_one(Binome, binome.id))
            assert (await list_queued(session, volunteer)).count("partner_gone") == 1


@MOMENTS
async def test_a_kill_while_missed_reminders_are_given_up_tells_the_team_once(database_url: str, moment: str) -> None:
    """The reminders that expire and the message that counts them are one; the next tick finishes, or finds nothing."""
    async with open_sessions(database_url) as sessions, sessions.begin() as session:
        binome = await make_active(session)
    async with _look_after_kill(database_url, "give_up", moment, binome.id) as (session, done):
        assert (await list_queued(session, None)).count("outage") == done
        await kill_at_commit.give_up(session, binome)
        assert (await list_queued(session, None)).count("outage") == 1
        expired = select(Outgoing.kind).where(Outgoing.state == "expired").order_by(Outgoing.kind)
        assert (await session.scalars(expired)).all() == ["reminder_day"] * 2 + ["reminder_soon"] * 2
