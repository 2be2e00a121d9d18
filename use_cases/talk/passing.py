"""Passing a message on: one member of a binôme writes, the other receives, in order and never blindly twice."""

from datetime import datetime, timedelta

from sqlalchemy import func, select

from mentoring.errors import NotAllowed, NotPossible
from mentoring.states import ARRANGING
from mentoring.talk import PASSED_KINDS, Passable, WhyNotPassed
from storage.engine.app_session import AppSession
from storage.schema.tables import Binome, Need, Offer, Outgoing, Person
from storage.schema.talk_tables import PassedMessage
from use_cases.binomes import binome_rows, binomes
from use_cases.outbox import outbox, passed_messages
from use_cases.people import people
from use_cases.talk import permission, soliciting

EDITABLE_FOR = timedelta(hours=48)
"""So long Telegram lets people correct what they wrote."""


class NotPassed(NotPossible):
    """This message does not pass now."""

    def __init__(self, why: WhyNotPassed) -> None:
        super().__init__(f"({why})")
        self.why = why


async def write(
    session: AppSession, binome: Binome, writer: Person, passable: Passable, now: datetime
) -> PassedMessage:
    """Put what one member writes on its way to the other; raise `NotPassed` when it may not pass."""
    leaves_at = await _judge(session, binome, writer, passable, now)
    passed = await add(session, writer, passable, now)
    passed.binome_id, passed.state = binome.id, "waiting"
    await session.flush()
    await _queue(session, binome, passed, leaves_at, now)
    if passable.content != "ready":
        await soliciting.look_at(session, binome, writer, passed, passable.words, now)
    return passed


async def add(session: AppSession, writer: Person, passable: Passable, now: datetime) -> PassedMessage:
    """Keep what somebody writes as a draft, its words sealed; for whom it is the caller says."""
    passed = PassedMessage(
        writer_id=writer.id,
        content=passable.content,
        words=await people.seal(session, writer.id, passable.words) if passable.words else None,
        ready=passable.ready,
        source_id=passable.source,
        written_at=now,
    )
    session.add(passed)
    return passed


async def send(session: AppSession, passed: PassedMessage, binome: Binome, writer: Person, now: datetime) -> None:
    """Put a draft, or what may not have arrived, on its way; raise `NotPassed` when it may not pass."""
    passable, is_new = await read(session, passed), passed.state == "draft"
    leaves_at = await _judge(session, binome, writer, passable, now)
    passed.binome_id, passed.state, passed.lapses_at = binome.id, "waiting", None
    await _queue(session, binome, passed, leaves_at, now)
    if is_new:
        await soliciting.look_at(session, binome, writer, passed, passable.words, now)


async def read(session: AppSession, passed: PassedMessage) -> Passable:
    """Return what a message passes on."""
    words = await people.unseal(session, passed.writer_id, passed.words) or ""
    return Passable(passed.content, words, passed.ready, passed.source_id)


async def _judge(session: AppSession, binome: Binome, writer: Person, passable: Passable, now: datetime) -> datetime:
    """Return when a message may leave; raise `NotPassed` when it may not."""
    if passable.is_too_long:
        raise NotPassed("too_long")
    verdict = await permission.judge(session, binome, writer, passable.content, now)
    reader = await binomes.fetch_partner(session, binome, writer)
    if verdict.refusal or reader.state != "active":
        raise NotPassed(verdict.refusal or "not_running")
    return verdict.leaves_at or now


async def _queue(
    session: AppSession, binome: Binome, passed: PassedMessage, leaves_at: datetime, now: datetime
) -> None:
    """Queue a message behind those of the same writer that still wait: what was written first is read first."""
    writer = await session.get_one(Person, passed.writer_id)
    reader = await binomes.fetch_partner(session, binome, writer)
    earlier = (
        PassedMessage.id == Outgoing.args["passed"].as_integer(),
        PassedMessage.binome_id == binome.id,
        PassedMessage.writer_id == writer.id,
    )
    waiting = (Outgoing.person_id == reader.id, Outgoing.kind.in_(PASSED_KINDS), Outgoing.state == "queued")
    last = await session.scalar(select(func.max(Outgoing.due_at)).where(*waiting, *earlier))
    delivery = outbox.Delivery(not_before=max(leaves_at, last) if last else leaves_at)
    kind = "passed_text" if passed.source_id is None else "passed_copy"
    await outbox.put(session, now, reader, kind, delivery=delivery, passed=passed.id)


async def may_leave(session: AppSession, row: Outgoing, now: datetime, real_now: datetime) -> bool:
    """Return whether a claimed message may still pass; one that may not is dropped, and its writer told."""
    passed = await session.get(PassedMessage, row.args["passed"], populate_existing=True)
    binome = await binome_rows.fetch_binome(session, passed.binome_id) if passed and passed.binome_id else None
    if passed is None or binome is None or passed.state != "waiting":
        await outbox.settle_row(session, row.id, "cancelled", real_now)
        return False
    writer = await session.get_one(Person, passed.writer_id)
    verdict = await permission.judge(session, binome, writer, passed.content, now)
    if verdict.refusal not in ("", "too_many"):  # how many there are was asked when each was written
        await passed_messages.drop(session, passed, now)
        await outbox.settle_row(session, row.id, "cancelled", real_now)
        return False
    if verdict.leaves_at is not None and verdict.leaves_at > now:
        row.state, row.attempts, row.due_at = "queued", row.attempts - 1, verdict.leaves_at
        return False
    return True


async def find_lately_written(session: AppSession, writer: Person, now: datetime) -> int | None:
    """Return the running binôme in which somebody wrote last, while Telegram lets that be corrected."""
    theirs = (PassedMessage.writer_id == writer.id, PassedMessage.state.not_in(("draft", "dropped")))
    lately = (PassedMessage.content == "text", PassedMessage.written_at > now - EDITABLE_FOR)
    found = select(PassedMessage.binome_id).join(Binome, Binome.id == PassedMessage.binome_id)
    running = found.where(*theirs, *lately, Binome.state.in_(ARRANGING))
    return await session.scalar(running.order_by(PassedMessage.id.desc()).limit(1))


async def find_source(session: AppSession, row: Outgoing) -> tuple[int, int]:
    """Return the chat and the number of the message that a claimed row copies."""
    passed = await session.get_one(PassedMessage, row.args["passed"])
    writer = await session.get_one(Person, passed.writer_id)
    return await people.find_chat(session, writer), passed.source_id or 0


async def lock_own(session: AppSession, number: int, person: Person) -> PassedMessage:
    """Return for changing it what somebody wrote; raise `NotAllowed` when somebody else did, or nobody."""
    passed = await session.get(PassedMessage, number, with_for_update=True, populate_existing=True)
    if passed is None or passed.writer_id != person.id:
        raise NotAllowed
    return passed


async def resend(session: AppSession, passed: PassedMessage, writer: Person, now: datetime) -> bool:
    """Send a message again whose fate is unknown; return whether its words were still there."""
    if passed.state != "uncertain" or passed.lapses_at is None or passed.binome_id is None:
        return False
    binome = await binomes.lock_binome(session, passed.binome_id, writer)
    await send(session, passed, binome, writer, now)
    return True


def let_go(passed: PassedMessage, now: datetime) -> None:
    """Leave a message as it is whose fate is unknown: its words are kept no longer."""
    if passed.state == "uncertain":
        passed_messages.settle(passed, now)


async def find_replied(session: AppSession, person: Person, message_id: int) -> Binome | None:
    """Return in which binôme a message of somebody's chat was passed on to them; None of any other message."""
    theirs = (Need.person_id == person.id) | (Offer.person_id == person.id)
    found = binome_rows.join_need_and_offer(select(Binome)).join(PassedMessage, PassedMessage.binome_id == Binome.id)
    received = (PassedMessage.received_id == message_id, PassedMessage.writer_id != person.id)
    return await session.scalar(found.where(theirs, *received).limit(1))


async def has_passed(session: AppSession, binome: Binome, writer: Person, passable: Passable) -> bool:
    """Return whether somebody has passed on such a thing in this binôme before."""
    such = (PassedMessage.content == passable.content, PassedMessage.state.in_(("waiting", "received", "uncertain")))
    theirs = (PassedMessage.binome_id == binome.id, PassedMessage.writer_id == writer.id)
    return await session.scalar(select(PassedMessage.id).where(*theirs, *such).limit(1)) is not None


async def fall_due(session: AppSession, now: datetime, limit: int) -> int:
    """Drop drafts that lapsed, and the words of what nobody sent again; return how many there were."""
    due = select(PassedMessage).where(PassedMessage.lapses_at <= now).order_by(PassedMessage.lapses_at).limit(limit)
    rows = (await session.scalars(due)).all()
    for passed in rows:
        passed.state = "dropped" if passed.state == "draft" else passed.state
        passed_messages.settle(passed, now)
    return len(rows)
