"""Messages that belong to a report: they stay in the reporter's own chat, and a case's readers are sent copies.

Nothing of them is kept here but where they stand. Whoever reads them passes the one door to cases, each time.
"""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select

from mentoring.errors import NotPossible
from mentoring.message_kinds import ATTACHED_COPY, ATTACHED_COPY_RULES
from mentoring.talk import IDS_LAST
from storage.engine.app_session import AppSession
from storage.schema.tables import Card, Outgoing, Person
from storage.schema.talk_tables import AttachedMessage, PassedMessage
from use_cases.people import people
from use_cases.team import case_access

MAX_AT_ONCE = 20
"""The newest of a partner's; older ones are attached by answering them."""
MAX_ON_CASE = 60


async def attach(
    session: AppSession, card: Card, person: Person, message_id: int, now: datetime, *, is_own: bool
) -> None:
    """Attach a message of the reporter's chat to their report, once."""
    attached = await list_of(session, card)
    if len(attached) < MAX_ON_CASE and message_id not in [one.message_id for one in attached]:
        session.add(
            AttachedMessage(card_id=card.id, message_id=message_id, person_id=person.id, written_at=now, is_own=is_own)
        )
        await session.flush()


async def attach_newest(session: AppSession, card: Card, person: Person, now: datetime) -> None:
    """Attach the newest messages that the reported partner has passed on to the reporter."""
    received = (
        PassedMessage.binome_id == card.binome_id,
        PassedMessage.writer_id != person.id,
        PassedMessage.state == "received",
        PassedMessage.received_id.is_not(None),
        PassedMessage.written_at > now - IDS_LAST,
    )
    newest = select(PassedMessage).where(*received).order_by(PassedMessage.id.desc()).limit(MAX_AT_ONCE)
    found = (await session.scalars(newest)).all() if card.binome_id else ()
    if not found:
        raise NotPossible("(no messages)")
    for passed in reversed(found):
        await attach(session, card, person, passed.received_id or 0, passed.written_at, is_own=False)


async def list_of(session: AppSession, card: Card) -> Sequence[AttachedMessage]:
    """Return what is attached to a case, in the order of the reporter's chat."""
    theirs = select(AttachedMessage).where(AttachedMessage.card_id == card.id)
    return (await session.scalars(theirs.order_by(AttachedMessage.message_id))).all()


async def send_copies(session: AppSession, card: Card, reader: Person, now: datetime) -> None:
    """Queue a copy of each attached message to somebody who reads the case."""
    attached = await list_of(session, card)
    if not attached:
        raise NotPossible("(nothing attached)")
    for one in attached:
        session.add(
            Outgoing(
                person_id=reader.id, kind=ATTACHED_COPY, args={"card": card.id, "message": one.message_id},
                priority=ATTACHED_COPY_RULES.priority, due_at=now, changed_at=now, is_answer=True,
            )
        )  # fmt: skip


async def find_source(session: AppSession, row: Outgoing, reader: Person) -> tuple[int, int] | None:
    """Return the chat and number of the message to copy; None when its reader may not see the case, or it is gone."""
    card = await case_access.fetch_case(session, row.args["card"], reader)
    one = await session.get(AttachedMessage, (card.id, row.args["message"])) if card else None
    if one is None:
        return None
    reporter = await session.get_one(Person, one.person_id)
    return await people.find_chat(session, reporter), one.message_id
