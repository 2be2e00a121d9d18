"""What the team reads after Telegram did not answer for long."""

from dataclasses import replace
from datetime import datetime, timedelta

from sqlalchemy import select

from cli import settings
from mentoring.desk_contexts import OutageContext
from storage.engine.app_session import AppSession
from storage.engine.database import Sessions
from storage.schema.tables import MentoringSession, Outgoing
from tests.cast import NOW, add_person, list_queued, make_active, members_of
from texts import Texts
from use_cases.outbox import outages
from use_cases.outbox.context_request import ContextRequest, find_reader
from use_cases.sessions import reminders

HOUR = timedelta(hours=1)
SINCE = (NOW - 2 * HOUR).isoformat()


async def _add_reminder(session: AppSession, number: int, state: str = "expired", ago: timedelta = HOUR) -> None:
    session.add(
        Outgoing(
            kind="reminder_soon", args={"session": number, "revision": 0}, priority=3, state=state, due_at=NOW - HOUR,
            expires_at=NOW - ago, changed_at=NOW,
        )
    )  # fmt: skip
    await session.flush()


async def _show(session: AppSession, now: datetime = NOW, **args: object) -> OutageContext | None:
    reader = await find_reader(session, None)
    return await outages.show(session, ContextRequest("outage", args or {"since": SINCE}, None, reader, now))


async def _show_outage(session: AppSession) -> OutageContext:
    found = await _show(session)
    assert found is not None
    return found


async def test_it_names_twenty_binomes_and_counts_the_others(small_sessions: Sessions) -> None:
    """A coordinator of many reads a message, not a scroll; each binôme is named once."""
    async with small_sessions.begin() as session:
        for _ in range(23):
            binome = await make_active(session)
            planned = MentoringSession(binome_id=binome.id, starts_at=NOW)
            session.add(planned)
            await session.flush()
            for state in ("expired", "queued"):
                await _add_reminder(session, planned.id, state)
        found = await _show_outage(session)
        assert (found.missed, len(found.refs), found.more) == (46, 20, 3)


async def test_it_tells_only_what_expired_meanwhile(small_sessions: Sessions) -> None:
    """What expired before, or was sent, was not missed; nothing late and nothing missed is nothing to say."""
    async with small_sessions.begin() as session:
        await _add_reminder(session, 1, ago=3 * HOUR)
        await _add_reminder(session, 1, "sent")
        assert await _show(session) is None


async def test_it_counts_what_is_late_and_still_of_use(small_sessions: Sessions) -> None:
    """What waits and is due; neither a redrawing nor a list of commands, and no reminder of what has begun."""
    async with small_sessions.begin() as session:
        person = await add_person(session)
        for kind, edits, ago in (("privacy", False, HOUR), ("menu", True, HOUR), ("help", False, -HOUR)):
            session.add(
                Outgoing(
                    person_id=person.id, kind=kind, args={}, edits=edits, priority=1, due_at=NOW - ago, changed_at=NOW
                )
            )
        await _add_reminder(session, 1, "queued")
        assert (await _show_outage(session)).late == 1


async def test_more_missed_than_a_batch_make_one_message(sessions: Sessions) -> None:
    """However many ticks it takes to be up to date, the first one tells of all that was missed since the first."""
    async with sessions.begin() as session:
        for _ in range(3):
            await make_active(session)
        late = NOW + timedelta(days=3)
        while await reminders.fall_due(session, late, 1):
            pass
        assert (await list_queued(session, None)).count("outage") == 1
        row = (await session.scalars(select(Outgoing).where(Outgoing.kind == "outage"))).one()
        assert await _show(session, late, **row.args) == OutageContext(
            me=await find_reader(session, None), stopped=True, since=NOW + timedelta(hours=8), until=late, late=0,
            missed=12, refs=["B-001", "B-002", "B-003"], more=0,
        )  # fmt: skip


async def test_a_reminder_that_nobody_would_have_got_is_not_missed(small_sessions: Sessions) -> None:
    """Who blocked the bot is never written to: their partner alone missed something, or nobody did."""
    async with small_sessions.begin() as session:
        for blocked in (1, 2):
            for person in (await members_of(session, await make_active(session)))[:blocked]:
                person.state = "blocked"
        await reminders.fall_due(session, NOW + timedelta(days=3), 100)
        missed = (await session.scalars(select(Outgoing.person_id).where(Outgoing.state == "expired"))).all()
        assert len(missed) == 2
        assert len(set(missed)) == 1


async def test_a_binome_that_was_erased_since_is_counted_and_not_named(small_sessions: Sessions) -> None:
    """The message can be shown all the same, in both languages."""
    async with small_sessions.begin() as session:
        await _add_reminder(session, 999)
        found = await _show_outage(session)
    for language, words in (("fr", "avait commencé : 1"), ("en", "had begun: 1")):
        english_or_french = replace(found, me=replace(found.me, language=language))
        text = Texts(settings.read({}).programme).render("outage", english_or_french).text.replace("\u00a0", " ")
        assert words in text
        assert "B-" not in text
