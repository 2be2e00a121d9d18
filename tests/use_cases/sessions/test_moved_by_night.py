"""A session that is moved or skipped late in the evening: who hears of it when."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

from storage.engine.app_session import AppSession
from storage.engine.database import Sessions
from storage.schema.tables import MentoringSession, Outgoing
from tests.cast import make_active, members_of
from use_cases.binomes import moves
from use_cases.outbox import quiet_time
from use_cases.sessions import sessions

LATE = datetime(2026, 11, 23, 22, tzinfo=UTC)
"""Monday at 23 in Paris; the session is on Tuesday."""
EIGHT = datetime(2026, 11, 24, 7, tzinfo=UTC)
ACTS = ("session_moved", "session_skipped")


async def _tell(session: AppSession, act: str, now: datetime, starts: datetime) -> tuple[Outgoing, Outgoing]:
    """Let the young person move or skip a session; return what they and the volunteer are told."""
    binome = await make_active(session)
    young, helper = await members_of(session, binome)
    planned = await sessions.find_upcoming(session, binome)
    assert isinstance(planned, MentoringSession)
    planned.starts_at = starts
    await session.flush()
    if act == "session_moved":
        await moves.ask(session, planned.id, helper, 0, planned.starts_at + timedelta(days=1), now)
    with session.answer_to(young.id):
        if act == "session_moved":
            await moves.accept(session, planned.id, young, 0, planned.starts_at + timedelta(days=1), now)
        else:
            await sessions.skip(session, planned.id, young, 0, now)
    rows = await session.scalars(select(Outgoing).where(Outgoing.kind == act))
    found = {row.person_id: row for row in rows}
    return found[young.id], found[helper.id]


@pytest.mark.parametrize("act", ACTS)
@pytest.mark.parametrize(("hour", "at_once"), [(8, True), (9, True), (11, False), (18, False)])
async def test_the_partner_sleeps_unless_they_would_come_in_vain(
    sessions: Sessions, act: str, hour: int, at_once: bool
) -> None:
    """Who moves or skips is answered; the other hears of it at eight, or at once when they would have met by ten."""
    starts = datetime(2026, 11, 24, hour - 1, tzinfo=UTC)
    async with sessions.begin() as session:
        mine, theirs = await _tell(session, act, LATE, starts)
        assert mine.due_at == LATE
        assert theirs.due_at == (LATE if at_once else EIGHT)
        assert not await quiet_time.postpone_if_early(session, theirs, theirs.due_at)


@pytest.mark.parametrize("act", ACTS)
async def test_by_day_the_partner_hears_of_it_at_once(small_sessions: Sessions, act: str) -> None:
    """Nothing waits at half past nine."""
    now = datetime(2026, 11, 24, 8, 30, tzinfo=UTC)
    async with small_sessions.begin() as session:
        _, theirs = await _tell(session, act, now, datetime(2026, 11, 24, 17, tzinfo=UTC))
        assert theirs.due_at == now
