"""The proof that no message was lost is read from binômes and sessions, not from the ledger itself."""

from datetime import timedelta

import pytest
from sqlalchemy import delete, select

from storage.engine.app_session import AppSession
from storage.engine.database import Sessions
from storage.schema.tables import Binome, MentoringSession, Outgoing
from tests.cast import NOW, make_active, make_proposed, members_of
from use_cases.binomes import departures
from use_cases.messages import reconciliation
from use_cases.outbox.keys import build_binome_key
from use_cases.people import people
from use_cases.sessions import reminders, sessions

BEFORE, AFTER = NOW - timedelta(days=1), NOW + timedelta(days=8)
HOUR = timedelta(hours=1)


async def _make_met(session: AppSession) -> Binome:
    """Return a binôme whose first session is over and was asked about."""
    binome = await make_active(session)
    planned = await sessions.find_upcoming(session, binome)
    assert planned is not None
    for at in (planned.starts_at - HOUR, planned.starts_at + 3 * HOUR):
        await reminders.fall_due(session, at, 100)
        await sessions.fall_due(session, at, 100)
    return binome


async def test_each_message_that_is_called_for_has_its_row(sessions: Sessions) -> None:
    """A proposal, a consent, two names shown, two reminders, two questions; a second proposal waits."""
    async with sessions.begin() as session:
        await _make_met(session)
        await make_proposed(session)
        assert await reconciliation.find_unwritten(session, BEFORE) == (9, [])


@pytest.mark.parametrize("kind", ["proposal", "consent", "agreed", "reminder_soon", "check_in"])
async def test_a_row_that_is_gone_is_named(sessions: Sessions, kind: str) -> None:
    """Whatever else the ledger says, and even if it adds up."""
    async with sessions.begin() as session:
        await _make_met(session)
        gone = select(Outgoing.key).where(Outgoing.kind == kind).order_by(Outgoing.key)
        keys = list(await session.scalars(gone))
        await session.execute(delete(Outgoing).where(Outgoing.kind == kind))
        assert await reconciliation.find_unwritten(session, BEFORE) == (8, keys)
        assert keys


async def test_nothing_is_called_for_of_what_is_forgotten(small_sessions: Sessions) -> None:
    """What is older than the ledger keeps has no row any more, and is not asked about."""
    async with small_sessions.begin() as session:
        await _make_met(session)
        assert await reconciliation.find_unwritten(session, AFTER) == (0, [])


async def test_to_whom_went_silent_nothing_is_owed(small_sessions: Sessions) -> None:
    """Nor of the sessions that were dropped meanwhile; what the other side was told before is, also after a return."""
    async with small_sessions.begin() as session:
        binome = await make_active(session)
        young, helper = await members_of(session, binome)
        await departures.mark_silent(session, young, "blocked", NOW)
        planned = (await session.scalars(select(MentoringSession))).one()
        await reminders.fall_due(session, planned.starts_at - HOUR, 100)
        await sessions.fall_due(session, planned.starts_at + 3 * HOUR, 100)
        await people.mark_active(session, young)
        assert await reconciliation.find_unwritten(session, BEFORE) == (2, [])
        await session.execute(delete(Outgoing).where(Outgoing.person_id == helper.id, Outgoing.kind == "agreed"))
        owed = [build_binome_key("agreed", binome.id, helper.id)]
        assert (await reconciliation.find_unwritten(session, BEFORE))[1] == owed


async def test_a_reminder_that_was_missed_is_in_the_ledger_too(small_sessions: Sessions) -> None:
    """We were away until the session was over: the reminders expired, and are there."""
    async with small_sessions.begin() as session:
        binome = await make_active(session)
        planned = await sessions.find_upcoming(session, binome)
        assert planned is not None
        late = planned.starts_at + 30 * HOUR
        await reminders.fall_due(session, late, 100)
        await sessions.fall_due(session, late, 100)
        assert await reconciliation.find_unwritten(session, BEFORE) == (8, [])
