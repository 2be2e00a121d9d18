"""Several volunteers approved at once: the offers that wait, a tap to choose each, a tap for all that are chosen."""

from bot.desk import vetting
from bot.turn import Turn
from mentoring.actions import Action
from mentoring.cases import build_case_key
from mentoring.errors import NotPossible
from mentoring.vetting import ChecksMissing
from storage.schema.tables import Offer
from use_cases.needs_offers import offers
from use_cases.people import staff, ties
from use_cases.team import cards


async def pick(turn: Turn, action: Action) -> None:
    """Choose an offer, or no longer."""
    await staff.require_role(turn.session, turn.person)
    await turn.redraw("to_approve", chosen=sorted(action.chosen_numbers ^ {action.number}))


async def approve(turn: Turn, action: Action) -> str:
    """Approve the chosen offers that still wait, none of somebody close, nor of somebody who lacks a required check."""
    await staff.require_role(turn.session, turn.person)
    close = await ties.list_close_people(turn.session, turn.person)
    found = [
        await turn.session.get(Offer, number, with_for_update=True, populate_existing=True)
        for number in sorted(action.chosen_numbers)
    ]
    known = [offer for offer in found if offer is not None and offer.person_id not in close]
    waiting = [offer for offer in known if offer.state == "to_check"]
    if not waiting:
        raise NotPossible("(nothing chosen)")
    lacking = [offer for offer in waiting if not await _approve(turn, offer)]
    approved = [offer.id for offer in waiting if offer not in lacking]
    await turn.redraw("to_approve", chosen=[offer.id for offer in lacking], approved=approved)
    return await vetting.show_missing(turn, lacking[0], "approve") if lacking else "toast_saved"


async def _approve(turn: Turn, offer: Offer) -> bool:
    """Approve an offer and close its card; return False where a required check is missing."""
    try:
        await offers.approve(turn.session, offer, turn.person, turn.now)
    except ChecksMissing:
        return False
    key = build_case_key("new_volunteer", f"offer:{offer.id}")
    await cards.close_by_key(turn.session, key, turn.now, turn.person, "approve")
    return True
