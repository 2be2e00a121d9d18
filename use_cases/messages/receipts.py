"""A message has arrived: what follows from it; and a tap on one whose fate was unknown, which proves it."""

from datetime import datetime

from sqlalchemy import func, or_, select

from mentoring.cases import build_case_key
from mentoring.message_kinds import LIST
from storage.engine.app_session import AppSession
from storage.schema.tables import Outgoing, Person
from use_cases.messages import command_lists
from use_cases.outbox import deletions, passed_messages
from use_cases.team import cards, case_access

HELP_TEXTS = ("help", "help_weak")
MAY_HAVE_ARRIVED = or_(Outgoing.state == "uncertain", (Outgoing.state == "queued") & (Outgoing.resent > 0))
"""It may have arrived: nobody knows, or it waits to leave once more because nobody knows."""


async def record_receipt(session: AppSession, row: Outgoing, message_id: int | None, now: datetime) -> None:
    """Do what follows once a row's own message stands in its chat."""
    if row.person_id is not None and row.kind == LIST:
        await command_lists.save_mark(session, row.person_id, row.args["mark"])
    if row.person_id is not None and row.kind in HELP_TEXTS:
        await cards.note_help_arrived(session, row.person_id, now)
    await passed_messages.record_received(session, row, message_id, now)
    await deletions.plan_deletion(session, row, message_id or row.message_id, now)
    if row.person_id is None and row.kind in cards.CARD_KINDS and message_id:
        await cards.set_message(session, row.args["card"], message_id, now)


async def confirm_by_tap(
    session: AppSession, person: Person | None, message_id: int, subject: str, now: datetime
) -> None:
    """Somebody tapped a button of a message (None: in the staff group): if its fate was unknown, it has arrived.

    `subject` is what the button is about. In doubt between several, the message stays in doubt.
    """
    chat = Outgoing.person_id == person.id if person else Outgoing.person_id.is_(None)
    own = chat, Outgoing.edits.is_(False), Outgoing.channel != "mail"
    doubtful = (await session.scalars(select(Outgoing).where(*own, MAY_HAVE_ARRIVED).order_by(Outgoing.id))).all()
    if not doubtful or await session.scalar(select(Outgoing.id).where(*own, Outgoing.message_id == message_id)):
        return
    early, late = [
        await session.scalar(select(moment(Outgoing.changed_at)).where(*own, Outgoing.state == "sent", which))
        for moment, which in (
            (func.max, Outgoing.message_id < message_id),
            (func.min, Outgoing.message_id > message_id),
        )
    ]
    between = [row for row in doubtful if (early or row.changed_at) <= row.changed_at <= (late or row.changed_at)]
    about = [row for row in between if subject in map(str, row.args.values())]
    if len(found := about or between) == 1:
        await _mark_sent(session, found[0], message_id, now)


async def _mark_sent(session: AppSession, row: Outgoing, message_id: int, now: datetime) -> None:
    row.state, row.message_id, row.problem = "sent", message_id, ""  # when it left stays as it was written down
    await record_receipt(session, row, message_id, now)
    doubtful = (Outgoing.state == "uncertain", case_access.has_nothing_hidden(None))
    if not await session.scalar(select(Outgoing.id).where(*doubtful).limit(1)):
        await cards.close_by_key(session, build_case_key("uncertain", "messages"), now)
