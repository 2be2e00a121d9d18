"""When what nobody asked for leaves: by day, and the program's own ideas one a day."""

from datetime import datetime, timedelta

import pytest
from sqlalchemy import select

from mentoring.errors import NotPossible
from storage.engine.app_session import AppSession
from storage.engine.database import Sessions
from storage.schema.tables import Outgoing, Person
from tests.cast import NOW, add_person
from use_cases.outbox import outbox

LATE = NOW.replace(hour=21)
"""22 in Paris."""


async def test_unprompted_messages_keep_quiet_hours(small_sessions: Sessions) -> None:
    """At 22 nobody is written to out of the blue; answers, reminders and help come at once."""
    async with small_sessions.begin() as session:
        person = await add_person(session)
        for kind in ("proposal", "menu", "help", "reminder_soon"):
            await outbox.put(session, LATE, person, kind)
        due = {row.kind: row.due_at for row in await session.scalars(select(Outgoing))}
        assert due.pop("proposal") == (NOW + timedelta(days=1)).replace(hour=7)
        assert set(due.values()) == {LATE}


async def test_quiet_hours_are_those_of_the_persons_own_zone(small_sessions: Sessions) -> None:
    """When it is 10 in Paris it is night in Nouméa's east and midday in Réunion: each has their own quiet."""
    async with small_sessions.begin() as session:
        there = await add_person(session, region="reunion")
        here = await add_person(session)
        for person in (there, here):
            await outbox.put(session, NOW.replace(hour=18), person, "proposal")
        due = {row.person_id: row.due_at for row in await session.scalars(select(Outgoing))}
        assert due[here.id] == NOW.replace(hour=18)
        assert due[there.id] == (NOW + timedelta(days=1)).replace(hour=4)  # 8 in Réunion


async def test_what_answers_ones_own_act_does_not_wait(small_sessions: Sessions) -> None:
    """Somebody who taps at night is answered at night; their partner sleeps."""
    async with small_sessions.begin() as session:
        awake, asleep = await add_person(session), await add_person(session)
        with session.answer_to(awake.id):
            for person in (awake, asleep):
                await outbox.put(session, LATE, person, "agreed", binome=1)
        due = {row.person_id: row.due_at for row in await session.scalars(select(Outgoing))}
        assert due[awake.id] == LATE
        assert due[asleep.id] > LATE


async def _list_dues(session: AppSession, person: Person, *kinds: str) -> list[datetime]:
    return [await outbox.put(session, NOW, person, kind) for kind in kinds]


async def test_the_programs_own_ideas_come_one_a_day(sessions: Sessions) -> None:
    """The first leaves at once, each other at eight on the next day that is free, all in one transaction."""
    async with sessions.begin() as session:
        person = await add_person(session)
        eight = [(NOW + timedelta(days=day)).replace(hour=7) for day in (1, 2)]
        assert await _list_dues(session, person, "proposal", "offer_standing", "offer_nudge") == [NOW, *eight]


async def test_what_does_not_leave_takes_no_day(small_sessions: Sessions) -> None:
    """Cancelled, expired or given up: the day is free for another; sent or in doubt, it is taken."""
    async with small_sessions.begin() as session:
        for state in ("cancelled", "expired", "given_up", "sent", "uncertain"):
            person = await add_person(session)
            await outbox.put(session, NOW, person, "proposal")
            for row in await session.scalars(select(Outgoing).where(Outgoing.person_id == person.id)):
                await outbox.settle_row(session, row.id, state, NOW)
            assert (await _list_dues(session, person, "offer_standing") == [NOW]) == (
                state not in ("sent", "uncertain")
            )


async def test_answers_partners_and_sessions_neither_wait_nor_take_a_day(small_sessions: Sessions) -> None:
    """Only what the program thinks of by itself is counted; what one asks for oneself is not either."""
    async with small_sessions.begin() as session:
        person = await add_person(session)
        others = ("agreed", "slot_asked", "partner_gone", "reminder_day", "check_in", "training", "menu", "help")
        assert set(await _list_dues(session, person, *others)) == {NOW}
        with session.answer_to(person.id):
            assert await _list_dues(session, person, "offer_nudge", "need_standing") == [NOW, NOW]
        assert await _list_dues(session, person, "proposal") == [NOW]
        with session.answer_to(person.id):
            assert await _list_dues(session, person, "resumed") == [NOW]


async def test_a_day_is_counted_where_the_person_lives(small_sessions: Sessions) -> None:
    """At 17 in Paris it is a new day in Nouméa, as soon as its quiet hours are over."""
    async with small_sessions.begin() as session:
        there = await add_person(session, region="caledonie")
        first = await outbox.put(session, NOW.replace(hour=1), there, "proposal")
        second = await outbox.put(session, NOW.replace(hour=22), there, "offer_standing")
        assert (first, second) == (NOW.replace(hour=1), NOW.replace(hour=22))


async def test_what_answers_goes_before_what_nobody_asked_for(small_sessions: Sessions) -> None:
    """However many proposals wait, somebody who taps is answered first."""
    async with small_sessions.begin() as session:
        asked, asking = await add_person(session), await add_person(session)
        await outbox.put(session, NOW, asked, "proposal")
        with session.answer_to(asking.id):
            await outbox.put(session, NOW, asking, "resumed")
        first = await outbox.claim(session, NOW, NOW, [], False)
        assert [row.kind for row in first] == ["resumed"]


async def test_an_answer_within_another_s_act_ends_with_its_block(small_sessions: Sessions) -> None:
    """Whoever was being answered before is again afterwards, also when what was tried has failed."""
    async with small_sessions.begin() as session:
        with session.answer_to(1):
            with pytest.raises(NotPossible), session.answer_to(2):
                raise NotPossible
            assert session.answered == 1
        assert session.answered is None
