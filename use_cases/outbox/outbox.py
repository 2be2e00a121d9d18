"""What the bot will say: rows put beside the change that causes them, claimed by the sender as they leave."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    Select,
    bindparam,
    delete,
    exists,
    func,
    literal,
    or_,
    select,
    update,
)
from sqlalchemy.orm import aliased
from sqlalchemy.orm.attributes import set_committed_value

from mentoring.errors import BinomeError
from mentoring.message_kinds import IN_TRANSIT_STATES, OutboxState, Priority
from mentoring.messages import MESSAGES, count_resends
from storage.engine.app_session import AppSession
from storage.schema.tables import Outgoing, Person
from use_cases.outbox import quiet_time, settled_messages, silences

LAPSED = "not said"
"""What became of a follow-up under a silence, or while an urgent case about its reader was open."""
HELD = "held"
"""Marks what waits for its readers' working hours."""
STAFF = None
"""The staff group as the addressee of `put`."""


class UnknownArgument(BinomeError):
    """This kind of message is not queued with such an argument."""


@dataclass(frozen=True, slots=True)
class Delivery:
    """How one message leaves, where the rules of its kind do not say it all."""

    key: str | None = None
    """Makes a second message impossible."""
    expires: datetime | None = None
    priority: Priority | None = None
    """Goes before the kind's own; with that of a reply the message waits for no morning."""
    not_before: datetime | None = None
    """When its readers work again, where it waits for that: together with all else that waits."""


USUAL_DELIVERY = Delivery()


async def put(
    session: AppSession,
    now: datetime,
    person: Person | None,
    kind: str,
    /,
    *,
    edit: int | None = None,
    delivery: Delivery = USUAL_DELIVERY,
    **args: Any,
) -> datetime:
    """Queue a message to a person or to `STAFF`; return when it may leave.

    `args` are ids and short choices, never words. `edit` is the Telegram id of the message to redraw; what is drawn is
    the state at the time of sending, so that one waiting edit is enough.
    """
    rules, key = MESSAGES[kind], delivery.key
    if not args.keys() <= rules.args:
        raise UnknownArgument(f"({kind}: {', '.join(sorted(args.keys() - rules.args))})")
    channel = "group" if person is None else rules.channel
    if person is not None and person.state != "active" and channel == "chat":
        return now
    if key is not None and await session.scalar(select(Outgoing.id).where(Outgoing.key == key)):
        return now
    if edit is not None and await _is_already_waiting(session, person, kind, edit, args):
        return now
    due, priority = now, rules.priority if delivery.priority is None else delivery.priority
    is_answer = person is not None and session.answered == person.id
    if is_answer:
        priority = min(priority, Priority.REPLY)
    elif rules.keeps_quiet_time and priority > Priority.REPLY and person is not None and edit is None:
        due = await quiet_time.find_earliest_send_time(session, person, kind, now)
    due = max(due, delivery.not_before or due)
    session.add(
        Outgoing(
            key=key, person_id=person and person.id, channel=channel, kind=kind, args=args,
            edits=edit is not None, message_id=edit,
            priority=priority, problem=HELD if due > now and delivery.not_before else "",
            due_at=due, expires_at=delivery.expires, changed_at=now, is_answer=is_answer,
        )
    )  # fmt: skip
    if person is not None:
        await settled_messages.settle_by_message(session, person, kind, args, due)
    return due


async def _is_already_waiting(
    session: AppSession, person: Person | None, kind: str, edit: int, args: dict[str, Any]
) -> bool:
    same = (Outgoing.person_id == (person and person.id), Outgoing.message_id == edit, Outgoing.kind == kind)
    rows = await session.scalars(select(Outgoing).where(*same, Outgoing.edits, Outgoing.state == "queued"))
    return any(row.args == args for row in rows)


async def claim(
    session: AppSession,
    now: datetime,
    real_now: datetime,
    busy: Collection[int | None],
    is_staff_bound: bool,
    limit: int = 1,
) -> list[Outgoing]:
    """Take the next rows that may leave, one in flight per chat and at most so many; none when nothing is due.

    `now` is programme time (when a message is due), `real_now` paces retries. What is not to be said is cancelled.
    """
    given = {"now": now, "real_now": real_now, "busy": [one for one in busy if one is not None], "most": limit}
    found = await _find_next(session, is_staff_bound and None not in busy, given)
    first_of_chat = {row.person_id: row for row in reversed(found)}
    if not first_of_chat:
        return []
    wanted = [row.id for row in first_of_chat.values()]
    taken = set(await session.scalars(MARK_CLAIMED, {"wanted": wanted, "real_now": real_now}))
    rows = [row for row in found if row.id in taken]
    for row in rows:
        set_committed_value(row, "state", "sending")
        set_committed_value(row, "attempts", row.attempts + 1)
    return rows


async def _find_next(session: AppSession, staff_too: bool, given: dict[str, Any]) -> list[Outgoing]:
    """Return what may leave; what lapses, and would have been among it, is cancelled first."""
    while True:
        rows = (await session.execute(SELECT_NEXT[staff_too], given)).all()
        lapsed = [row.id for row, has_lapsed in rows if has_lapsed]
        if not lapsed:
            return [row for row, _ in rows]
        await session.execute(CANCEL_LAPSED, {"lapsed": lapsed, "real_now": given["real_now"]})


def _is_behind_retry() -> ColumnElement[bool]:
    """Return whether a row waits behind another that will be tried again in the same chat: order is kept.

    Whether anything waits for one at all is asked first: a database that does not know the table yet would otherwise
    look through all that is queued for each row of it.
    """
    first = aliased(Outgoing)
    same_chat = first.person_id.is_not_distinct_from(Outgoing.person_id)
    earlier = (
        first.state == "queued",
        first.channel != "mail",
        first.priority == Outgoing.priority,
        first.id < Outgoing.id,
    )
    anything = select(first.id).where(first.state == "queued", first.retry_at > bindparam("real_now"))
    return anything.correlate(None).exists() & exists().where(
        first.retry_at > bindparam("real_now"), same_chat, *earlier
    )


def _select_next(staff_too: bool) -> Select[Outgoing, bool]:
    """Return the query of what may leave, each with whether it lapses instead."""
    now: BindParameter[datetime] = bindparam("now", type_=Outgoing.due_at.type)
    ready = (
        Outgoing.state == "queued",
        Outgoing.channel != "mail",
        Outgoing.due_at <= now,
        or_(Outgoing.retry_at.is_(None), Outgoing.retry_at <= bindparam("real_now")),
        Outgoing.person_id.is_(None) | Outgoing.person_id.not_in(bindparam("busy", expanding=True)),
        ~_is_behind_retry(),
        ~silences.has_to_wait(now),
    )
    found = (
        select(Outgoing, silences.has_lapsed(now))
        .where(*ready)
        .order_by(Outgoing.priority, Outgoing.id)
        .limit(bindparam("most"))
    )
    return found if staff_too else found.where(Outgoing.person_id.is_not(None))


SELECT_NEXT = {staff_too: _select_next(staff_too) for staff_too in (True, False)}
"""Made once: making the question took longer than its answer."""


_TABLE: Any = Outgoing.__table__
MARK_CLAIMED = (
    update(_TABLE)
    .where(_TABLE.c.id.in_(bindparam("wanted", expanding=True)), _TABLE.c.state == "queued")
    .values(state="sending", attempts=_TABLE.c.attempts + 1, changed_at=bindparam("real_now"))
    .returning(_TABLE.c.id)
)
CANCEL_LAPSED = (
    update(_TABLE)
    .where(_TABLE.c.id.in_(bindparam("lapsed", expanding=True)), _TABLE.c.state == "queued")
    .values(state="cancelled", problem=LAPSED, changed_at=bindparam("real_now"))
)
MARK_SENT = (
    update(_TABLE)
    .where(_TABLE.c.id == bindparam("row"), _TABLE.c.attempts == bindparam("attempt"))
    .values(state="sent", message_id=bindparam("message"), problem="", changed_at=bindparam("real_now"))
)


async def settle_row(
    session: AppSession,
    row_id: int,
    state: OutboxState,
    real_now: datetime,
    *,
    attempt: int | None = None,
    **values: Any,
) -> bool:
    """Record what became of a claimed row: sent, queued again (`retry_at`), uncertain, given_up, expired, cancelled.

    Of an attempt that another one followed meanwhile, and of a person erased meanwhile, nothing is recorded: False.
    """
    row = [Outgoing.id == row_id] if attempt is None else [Outgoing.id == row_id, Outgoing.attempts == attempt]
    written = update(Outgoing).where(*row).values(state=state, changed_at=real_now, **values).returning(Outgoing.id)
    return await session.scalar(written) is not None


async def settle_sent(session: AppSession, sent: Sequence[tuple[int, int, int | None]], real_now: datetime) -> None:
    """Record many rows as sent: id, attempt and message id of each."""
    names = "row", "attempt", "message"
    await session.execute(MARK_SENT, [dict(zip(names, one, strict=True)) | {"real_now": real_now} for one in sent])


async def put_back(session: AppSession, under_way: Collection[int]) -> None:
    """Requeue claimed rows that are not under way."""
    forgotten = Outgoing.state == "sending", Outgoing.channel != "mail", Outgoing.id.not_in(under_way)
    await session.execute(update(Outgoing).where(*forgotten).values(state="queued", attempts=Outgoing.attempts - 1))


async def recover_in_flight(session: AppSession, real_now: datetime) -> list[Outgoing]:
    """Requeue the rows that a stop left in flight, if their kind may leave again; return the others, now uncertain."""
    lost = []
    for row in await session.scalars(select(Outgoing).where(Outgoing.state == "sending")):
        if may_leave_again(row):
            row.state, row.resent = "queued", row.resent + 1
        else:
            row.state, row.problem = "uncertain", "stopped in flight"
            lost.append(row)
        row.changed_at = real_now
    return lost


def may_leave_again(row: Outgoing) -> bool:
    """Return whether a message whose fate is unknown may be sent once more; edits always may."""
    return row.edits or row.resent < count_resends(row.kind)


async def cancel(session: AppSession, keys: str, real_now: datetime) -> None:
    """Cancel the waiting rows whose key matches an SQL LIKE pattern."""
    waiting = (Outgoing.key.like(keys), Outgoing.state == "queued")
    await session.execute(update(Outgoing).where(*waiting).values(state="cancelled", changed_at=real_now))


async def cancel_about(session: AppSession, person_id: int, binome_id: int, real_now: datetime) -> None:
    """Cancel what waits to be said to somebody about a binôme, but for answers to what they have done themselves."""
    theirs = (Outgoing.person_id == person_id, Outgoing.kind.in_(silences.OBEYING_KINDS), Outgoing.is_answer.is_(False))
    waiting = (*theirs, silences.is_about_binome(literal(binome_id)), Outgoing.state == "queued")
    await session.execute(update(Outgoing).where(*waiting).values(state="cancelled", changed_at=real_now))


async def cancel_redrawing(session: AppSession, real_now: datetime) -> None:
    """Cancel the redrawings of messages of the staff group that are named by their number.

    One in flight too: should the program stop now, it would leave again, for another group.
    """
    named = (Outgoing.person_id.is_(None), Outgoing.edits, Outgoing.message_id > 0)
    waiting = Outgoing.state.in_(IN_TRANSIT_STATES)
    await session.execute(update(Outgoing).where(*named, waiting).values(state="cancelled", changed_at=real_now))


async def prune(session: AppSession, before: datetime, after: int = 0, limit: int | None = None) -> int | None:
    """Forget the messages that were settled before a real moment; what is uncertain stays listed.

    Looked at are the next `limit` after a number. Return the last one's number; None when there was none left.
    """
    some = (
        await session.scalars(select(Outgoing.id).where(Outgoing.id > after).order_by(Outgoing.id).limit(limit))
    ).all()
    if not some:
        return None
    settled = Outgoing.state.in_(("sent", "given_up", "expired", "cancelled")), Outgoing.changed_at < before
    await session.execute(delete(Outgoing).where(Outgoing.id.between(some[0], some[-1]), *settled))
    return some[-1]


async def find_next_due(session: AppSession, after: datetime) -> datetime | None:
    """Return when the next waiting message falls due, strictly after a moment of programme time."""
    waiting = (Outgoing.state == "queued", Outgoing.due_at > after)
    return await session.scalar(select(func.min(Outgoing.due_at)).where(*waiting))


async def count_ready(session: AppSession, now: datetime, is_staff_bound: bool) -> int:
    """Return how many rows are due or in flight."""
    open_rows = (Outgoing.state.in_(IN_TRANSIT_STATES), Outgoing.due_at <= now, ~silences.has_to_wait(now))
    reachable = () if is_staff_bound else (Outgoing.person_id.is_not(None),)
    return int(await session.scalar(select(func.count()).select_from(Outgoing).where(*open_rows, *reachable)) or 0)
