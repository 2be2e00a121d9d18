"""What Telegram refuses of what the team is told: a technician hears of it, and the next person is called."""

from datetime import datetime

from sqlalchemy import select

from mentoring.cases import CASES
from mentoring.message_kinds import IN_TRANSIT_STATES, SENT_STATES
from storage.engine.app_session import AppSession
from storage.schema.tables import Card, Outgoing, Person, Staff
from use_cases.outbox import outbox
from use_cases.team import cards, case_access

PRIVATE_CALLS = (*cards.PRIVATE_CALLS, "card_handed")
"""What calls somebody in private."""


async def report_refusal(session: AppSession, row: Outgoing, now: datetime) -> None:
    """Open a case about a kind of message that cannot be sent as it is, unless one is open.

    Its own card may be refused too, and must not call for another one.
    """
    about = f"message:{row.kind}"
    if not await cards.is_open(session, "fault", about):
        await cards.open_case(session, now, "fault", about)


async def call_others(session: AppSession, row: Outgoing, now: datetime) -> None:
    """Somebody of the team cannot be called about an urgent case: call those whom no call has reached or may reach."""
    card = await session.get(Card, row.args["card"]) if row.person_id and row.kind in PRIVATE_CALLS else None
    if card is None or not CASES[card.kind].urgent or (card.state != "open" and row.kind != "card_handed"):
        return
    called = await _find_called(session, card)
    for person in await session.scalars(select(Person).join(Staff, Staff.person_id == Person.id).order_by(Staff.since)):
        if person.id not in (*called, row.person_id) and await case_access.is_told(session, card, person):
            await outbox.put(session, now, person, "card_reminder", card=card.id)


async def _find_called(session: AppSession, card: Card) -> set[int | None]:
    """Return those of the team to whom a call about the case has left, or is about to."""
    may_arrive = (*IN_TRANSIT_STATES, *SENT_STATES)
    calls = Outgoing.kind.in_(PRIVATE_CALLS), Outgoing.state.in_(may_arrive), Outgoing.person_id.is_not(None)
    # No call is older than its case: what was said before is not looked through.
    rows = await session.execute(
        select(Outgoing.person_id, Outgoing.args).where(*calls, Outgoing.due_at >= card.opened_at)
    )
    return {person for person, args in rows if args.get("card") == card.id}
