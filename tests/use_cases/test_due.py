"""What falls due: one question tells which parts of the tick have something to do."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import event, update
from sqlalchemy.orm import InstrumentedAttribute

from scheduler.heartbeat import tick
from storage.engine.database import Sessions
from storage.schema.gate_tables import ParentalConsent, VettingCheck
from storage.schema.life_tables import Course
from storage.schema.safeguarding_tables import Duty
from storage.schema.tables import Binome, Card, MentoringSession, Need, Offer
from storage.schema.talk_tables import PassedMessage
from tests.cast import NOW, add_coordinator, make_active, vet
from use_cases import due
from use_cases.desk import digest
from use_cases.outbox import silences
from use_cases.team import cards

MINUTE = timedelta(minutes=1)
TABLES = (Need, Offer, Binome, Course, MentoringSession, Card, Duty, ParentalConsent, VettingCheck)
ENDS = ("silence.until", "person.first_words_until", "passed_message.lapses_at")
"""Moments that are named for what they end."""


def test_every_due_date_is_asked_about() -> None:
    """An indexed moment of one of these tables, or one named for an end, belongs to exactly one part of the tick."""
    moments = {f"{table.__tablename__}.{column.name}" for table in TABLES for column in table.__table__.columns
               if column.index and column.name.endswith("_at")}  # fmt: skip
    asked = [f"{column.class_.__tablename__}.{column.key}" for column in due.COLUMNS]
    assert sorted(asked) == sorted((*moments, *ENDS))


@pytest.mark.parametrize(("part", "column"), [(part, one) for part, columns in due.PARTS.items() for one in columns])
async def test_a_part_is_late_once_a_moment_of_its_own_is_past(
    small_sessions: Sessions, part: due.Part, column: InstrumentedAttribute[datetime | None]
) -> None:
    """Neither a moment before, nor because something else is due."""
    async with small_sessions.begin() as session:
        binome = await make_active(session)
        await silences.place(session, binome, await add_coordinator(session), NOW, "un deuil", NOW)
        await cards.open_case(session, NOW, "help", "person:1")
        await vet(session, binome.offer, "identity")
        session.add(Duty(begins_at=NOW, ends_at=NOW + MINUTE))
        session.add(PassedMessage(writer_id=binome.need.person_id, written_at=NOW))
        session.add(ParentalConsent(person_id=binome.need.person_id, state="asked", asked_at=NOW))
        await session.flush()
        for one in due.COLUMNS:
            await session.execute(update(one.class_).values({one: NOW if one is column else None}))
        assert await due.find_late_parts(session, NOW) == {part, digest.fall_due}
        assert await due.find_late_parts(session, NOW - MINUTE) == {digest.fall_due}


async def test_a_minute_in_which_nothing_is_due_costs_one_question_and_the_digests(sessions: Sessions) -> None:
    """However many tables there are: a tick comes every minute, day and night."""
    async with sessions.begin() as session:
        await make_active(session)
    await tick(sessions, NOW)
    said: list[str] = []

    def note(*given: Any) -> None:
        said.append(given[2])

    engine = sessions.kw["bind"].sync_engine
    event.listen(engine, "before_cursor_execute", note)
    assert await tick(sessions, NOW + MINUTE) == 0
    asked = [statement for statement in said if not statement.startswith("BEGIN")]
    assert len(asked) == 1 + len(digest.DUE_SETTINGS)


async def test_a_tick_leaves_nothing_late(small_sessions: Sessions) -> None:
    """After a month without any, one tick does what several parts have left."""
    async with small_sessions.begin() as session:
        binome = await make_active(session)
        binome.need.news_at = NOW + MINUTE
        await cards.open_case(session, NOW, "help", "person:1")
    later = NOW + timedelta(days=30)
    async with small_sessions.begin() as session:
        assert len(await due.find_late_parts(session, later)) > 3
    await tick(small_sessions, later)
    async with small_sessions.begin() as session:
        assert await due.find_late_parts(session, later) == {digest.fall_due}
