"""What the team reads of people is counted: more than thirty rows in an hour are a case for others."""

from datetime import datetime, timedelta

from sqlalchemy import select

from storage.engine.app_session import AppSession
from storage.engine.database import Sessions
from storage.schema.tables import Card, Person
from tests.cast import NOW, add_coordinator, list_open_cards, list_queued
from use_cases.people.audit import Subject, record_audit
from use_cases.team import cards, readings

MINUTE = timedelta(minutes=1)


async def _read(
    session: AppSession, reader: Person, many: int, begin: datetime = NOW, step: timedelta = MINUTE
) -> None:
    for number in range(many):
        seen = Subject("need", number + 1)
        await readings.record_reading(session, begin + number * step, reader, seen, "found" if number % 2 else "read")


async def test_more_than_thirty_sheets_in_an_hour_open_a_case(small_sessions: Sessions) -> None:
    """The thirty-first, whether opened or found by a search; one case, told to the head and never to the reader."""
    async with small_sessions.begin() as session:
        head, reader = await add_coordinator(session, role="head"), await add_coordinator(session, "Karim")
        await _read(session, reader, 30)
        assert await list_open_cards(session) == []
        await _read(session, reader, 5, NOW + 30 * MINUTE)
        (card,) = (await session.scalars(select(Card))).all()
        assert (card.kind, card.about_id, card.count) == ("many_reads", reader.id, 1)
        assert await list_queued(session, head) == ["card_reminder"]
        assert await list_queued(session, reader) == []
        assert await list_queued(session, None) == []


async def test_a_working_day_opens_none(small_sessions: Sessions) -> None:
    """A sheet each two minutes all day long, lists looked at beside, and a colleague who reads as much."""
    async with small_sessions.begin() as session:
        readers = [await add_coordinator(session, name) for name in ("Karim", "Lou")]
        for reader in readers:
            await _read(session, reader, 100, step=2 * MINUTE)
            for number in range(40):
                record_audit(session, NOW + number * MINUTE, reader, "read", "queue")
        assert await list_open_cards(session) == []


async def test_what_was_looked_into_is_not_counted_again(small_sessions: Sessions) -> None:
    """Once the case is closed thirty-one more open the next one."""
    async with small_sessions.begin() as session:
        head, reader = await add_coordinator(session, role="head"), await add_coordinator(session, "Karim")
        await _read(session, reader, 31, step=timedelta(seconds=1))
        (card,) = (await session.scalars(select(Card))).all()
        await cards.close_case(session, card, head, "close", NOW + MINUTE)
        await _read(session, reader, 30, NOW + 2 * MINUTE, timedelta(seconds=1))
        assert await list_open_cards(session) == []
        await _read(session, reader, 1, NOW + 3 * MINUTE)
        assert await list_open_cards(session) == ["many_reads"]
