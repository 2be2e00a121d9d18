"""More cases than the staff group can be told one by one: a message lists them, those that are urgent first."""

from datetime import datetime

from sqlalchemy import select

from mentoring.cases import CASES, URGENT
from mentoring.desk_contexts import CardListContext
from mentoring.desk_views import ListedCase
from mentoring.message_kinds import Priority
from mentoring.references import format_reference
from storage.engine.app_session import AppSession
from storage.engine.batches import split_into_batches
from storage.schema.tables import Card, Outgoing
from use_cases.outbox import outbox
from use_cases.outbox.context_request import ContextRequest
from use_cases.team import cards, case_access

MAX_SINGLE_CARDS = 6
"""At a group's pace six cards take twenty seconds; of more, the last would be seen too late."""
MAX_LISTED_CARDS = 30
"""Lines and buttons of one message that can still be read."""
LISTED_ELSEWHERE = "listed"
"""Marks a card already shown in a list."""


async def collapse_into_list(session: AppSession, row: Outgoing, now: datetime) -> bool:
    """Have a list said instead of a claimed card when many wait, or several since working hours; return whether it was.

    What is urgent still comes by itself, after the list; the rest is opened from there.
    """
    if row.person_id is not None or row.edits or row.kind not in cards.CARD_KINDS or row.problem == LISTED_ELSEWHERE:
        return False
    queued = (Outgoing.state == "queued") & (Outgoing.due_at <= now) & (Outgoing.problem != LISTED_ELSEWHERE)
    group = Outgoing.person_id.is_(None), Outgoing.edits.is_(False), Outgoing.kind.in_(cards.CARD_KINDS)
    waiting = (await session.scalars(select(Outgoing).where(*group, queued | (Outgoing.id == row.id)))).all()
    found = await _fetch_open_in_order(session, [one.args["card"] for one in waiting])
    if len(found) <= (1 if row.problem == outbox.HELD else MAX_SINGLE_CARDS):
        return False
    row.attempts -= 1
    for listed in split_into_batches(found, MAX_LISTED_CARDS):
        await outbox.put(session, now, outbox.STAFF, "cards", cards=[card.id for card in listed])
    urgent = {card.id for card in found if CASES[card.kind].urgent}
    for one in waiting:
        one.state, one.problem = "queued" if one.args["card"] in urgent else "cancelled", LISTED_ELSEWHERE
        one.priority = max(one.priority, Priority.REPLY)
    return True


async def show(session: AppSession, request: ContextRequest) -> CardListContext | None:
    """Return the cards of a list that are still open, in its order; None when none is."""
    cases = [_view_listed_case(card) for card in await _fetch_open_in_order(session, request.args["cards"])]
    return CardListContext(me=request.build_reader("staff"), cards=cases) if cases else None


def _view_listed_case(card: Card) -> ListedCase:
    return ListedCase(
        id=card.id,
        ref=format_reference("card", card.id),
        kind=URGENT if CASES[card.kind].urgent else card.kind,
        state=card.state,
        opened_at=card.opened_at,
        count=card.count,
        urgent=CASES[card.kind].urgent,
        act="detail" if "detail" in CASES[card.kind].acts else "take",
    )


async def _fetch_open_in_order(session: AppSession, numbers: list[int]) -> list[Card]:
    """Return those of some cases that are open and that the staff group may see: urgent ones first, then the oldest."""
    shown = case_access.select_cases(None).where(Card.id.in_(numbers), Card.state != "closed")
    found = await session.scalars(shown.execution_options(populate_existing=True))
    return sorted(found, key=lambda card: (not CASES[card.kind].urgent, card.opened_at, card.id))
