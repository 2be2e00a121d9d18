"""What leaves next: rows claimed just before their requests, each with its words; or put aside, with the reason."""

import logging
from collections.abc import Collection
from datetime import datetime

from sqlalchemy.exc import SQLAlchemyError

from mentoring.errors import BinomeError
from mentoring.message_kinds import OPERATIONS
from mentoring.talk import PASSED_KINDS
from scheduler.delivery.prepared import MessagePreparer, PreparedMessage
from storage import installation
from storage.engine.app_session import AppSession
from storage.engine.clock import Clock
from storage.engine.database import is_unavailable
from storage.schema.tables import Outgoing
from use_cases.desk import card_lists
from use_cases.messages import context
from use_cases.outbox import outbox, passed_messages, quiet_time, recipients
from use_cases.outbox.recipients import NO_RECIPIENTS, Recipients
from use_cases.talk import passing
from use_cases.team import cards, refused_alerts

log = logging.getLogger(__name__)


class NotRendered(BinomeError):
    """The words of a message met an error of the database."""

    def __init__(self, row: Outgoing) -> None:
        super().__init__()
        self.row = row


async def claim_and_prepare(
    session: AppSession, preparer: MessagePreparer, clock: Clock, busy: Collection[int | None], limit: int
) -> tuple[list[PreparedMessage], bool]:
    """Claim some rows and render them; return them, and whether any row was due."""
    now, real = clock.now(), clock.real_now()
    staff_chat = await installation.read_staff_chat(session)
    rows = await outbox.claim(session, now, real, busy, staff_chat is not None, limit)
    people = [row.person_id for row in rows if row.person_id is not None]
    to = Recipients(staff_chat, await recipients.look_up_recipients(session, people) if people else NO_RECIPIENTS)
    found = [await _prepare(session, preparer, row, to, now, real) for row in rows]
    return [one for one in found if one is not None], bool(rows)


async def _prepare(
    session: AppSession, preparer: MessagePreparer, row: Outgoing, to: Recipients, now: datetime, real: datetime
) -> PreparedMessage | None:
    """Return a claimed row with its words; None when it does not leave now."""
    if row.expires_at is not None and row.expires_at <= now:
        await outbox.settle_row(session, row.id, "expired", real)
        return None
    try:
        if row.kind in PASSED_KINDS and not await passing.may_leave(session, row, now, real):
            return None
        if await quiet_time.postpone_if_early(session, row, now) or await card_lists.collapse_into_list(
            session, row, now
        ):
            return None
        return await preparer.prepare(session, row, to, now)
    except context.NoLongerTrue:
        await outbox.settle_row(session, row.id, "cancelled", real)
        await passed_messages.record_failure(session, row, "cancelled", now)
    except Exception as error:
        if is_unavailable(error):
            raise
        log.exception("message_not_rendered", extra={"row": row.id, "kind": row.kind})
        if isinstance(error, SQLAlchemyError):  # then nothing more can be written in this transaction
            session.expunge(row)  # what is known of it outlives the transaction
            raise NotRendered(row) from None
        if plain := await preparer.prepare_plainly(session, row, to):
            await refused_alerts.report_refusal(session, row, now)
            return plain
        await give_up(session, row, now, real)
    return None


async def give_up(session: AppSession, row: Outgoing, now: datetime, real: datetime) -> None:
    """Give up a message that cannot be rendered, and tell the team."""
    await outbox.settle_row(session, row.id, "given_up", real, problem="not rendered")
    await passed_messages.record_failure(session, row, "given_up", now)
    # A list of commands harms nobody; a card that says that a card cannot be shown could not be shown.
    if row.person_id is not None and row.kind not in OPERATIONS:
        await cards.open_case(session, now, "fault", f"message:{row.kind}")
