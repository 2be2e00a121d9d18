"""What became of messages between the two: received, in doubt, or not passed on; their writers are told.

Their words are kept until they are received, or their writer has answered, and no longer.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import delete, select

from mentoring.message_kinds import IN_TRANSIT_STATES, OutboxState, Priority
from mentoring.talk import DOUBT_LASTS, IDS_LAST, PASSED_KINDS
from storage.engine.app_session import AppSession
from storage.schema.tables import Binome, Need, Offer, Outgoing, Person
from storage.schema.talk_tables import PassedMessage
from use_cases.outbox import outbox

FRESH = timedelta(hours=1)


async def record_received(session: AppSession, row: Outgoing, message_id: int | None, now: datetime) -> None:
    """Record that a message stands in its reader's chat: its words are kept no longer."""
    passed = await _find_carried(session, row)
    if passed is not None:
        passed.received_id = message_id or passed.received_id
        settle(passed, now)
        passed.state = "received"


async def record_failure(session: AppSession, row: Outgoing, state: OutboxState, now: datetime) -> None:
    """Record that a message may have arrived, or never will, and tell its writer; what waits goes on waiting."""
    passed = await _find_carried(session, row)
    if passed is None or passed.state != "waiting" or state in IN_TRANSIT_STATES:
        return
    if state == "uncertain":
        await _mark_uncertain(session, passed, now)
    elif state != "sent":
        await drop(session, passed, now)


async def _find_carried(session: AppSession, row: Outgoing) -> PassedMessage | None:
    """Return the message that a row of the outbox carries; None where it carries none, or that one is gone."""
    return await session.get(PassedMessage, row.args["passed"]) if row.kind in PASSED_KINDS else None


async def drop(session: AppSession, passed: PassedMessage, now: datetime) -> None:
    """Keep nothing of a message that does not pass, and tell its writer: the same words whatever the reason."""
    passed.state = "dropped"
    settle(passed, now)
    writer = await session.get_one(Person, passed.writer_id)
    is_fresh = passed.written_at > now - FRESH  # then its writer is awake, and waits
    delivery = outbox.Delivery(priority=Priority.REPLY if is_fresh else None)
    await outbox.put(session, now, writer, "talk_dropped", delivery=delivery, binome=passed.binome_id)


async def drop_to(session: AppSession, reader: Person, now: datetime) -> None:
    """Drop what is on its way to somebody who can no longer be written to, or erases everything."""
    theirs = (Need.person_id == reader.id) | (Offer.person_id == reader.id)
    waiting = (PassedMessage.state == "waiting", PassedMessage.writer_id != reader.id, theirs)
    found = select(PassedMessage).join(Binome, Binome.id == PassedMessage.binome_id)
    found = found.join(Need, Need.id == Binome.need_id).join(Offer, Offer.id == Binome.offer_id)
    for passed in (await session.scalars(found.where(*waiting).order_by(PassedMessage.id))).all():
        await drop(session, passed, now)


async def reconcile(session: AppSession, now: datetime) -> None:
    """Settle what waits while nothing in the outbox carries it any more: a stop, or a copy of the database, cut in."""
    carried = await session.scalars(
        select(Outgoing.args).where(Outgoing.kind.in_(PASSED_KINDS), Outgoing.state.in_(IN_TRANSIT_STATES))
    )
    on_their_way = {args["passed"] for args in carried}
    waiting = select(PassedMessage).where(PassedMessage.state == "waiting").order_by(PassedMessage.id)
    for passed in (await session.scalars(waiting)).all():
        if passed.id not in on_their_way:
            await _settle_as_carried(session, passed, now)


async def _settle_as_carried(session: AppSession, passed: PassedMessage, now: datetime) -> None:
    its = (Outgoing.kind.in_(PASSED_KINDS), Outgoing.args["passed"].as_integer() == passed.id)
    row = await session.scalar(select(Outgoing).where(*its).order_by(Outgoing.id.desc()).limit(1))
    if row is None:
        await _mark_uncertain(session, passed, now)
    elif row.state == "sent":
        await record_received(session, row, row.message_id, now)
    else:
        await record_failure(session, row, row.state, now)


async def prune(session: AppSession, now: datetime) -> None:
    """Forget which messages passed some months ago; what is still on its way, or waits for an answer, stays."""
    old = (PassedMessage.written_at < now - IDS_LAST, PassedMessage.settled_at.is_not(None))
    await session.execute(delete(PassedMessage).where(*old))


async def list_by(session: AppSession, writer: Person) -> Sequence[PassedMessage]:
    """Return what is held of the messages that somebody has written, newest first."""
    theirs = select(PassedMessage).where(PassedMessage.writer_id == writer.id)
    return (await session.scalars(theirs.order_by(PassedMessage.id.desc()))).all()


async def _mark_uncertain(session: AppSession, passed: PassedMessage, now: datetime) -> None:
    passed.state, passed.lapses_at = "uncertain", now + DOUBT_LASTS
    writer = await session.get_one(Person, passed.writer_id)
    await outbox.put(session, now, writer, "talk_doubt", passed=passed.id)


def settle(passed: PassedMessage, now: datetime) -> None:
    """Keep the words of a message no longer: nothing more is to become of it."""
    passed.words, passed.lapses_at, passed.settled_at = None, None, now
