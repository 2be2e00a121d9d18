"""Checks of volunteers, from the sheet of an offer: which kind, then the day, in one tap or typed."""

from datetime import date
from zoneinfo import ZoneInfo

from bot.desk.sheet_rows import fetch_row
from bot.turn import Turn
from mentoring.actions import Action
from mentoring.expectations import Expected
from mentoring.gates import CheckKind
from mentoring.vetting import parse_kind, parse_past_day
from mentoring.vetting_contexts import RefusedAct
from storage.schema.tables import Offer
from use_cases.desk import vetting


async def act(turn: Turn, action: Action) -> str | None:
    """Show the checks of a volunteer, or one kind; record it for today (``identity-today``), or take it back."""
    offer = await _lock_offer(turn, action.number)
    name, _, what = action.choice.partition("-")
    if not name:
        await turn.redraw("checks", number=offer.id)
        return None
    kind = parse_kind(name)
    if what == "today":
        await vetting.record_check(turn.session, offer, kind, _find_today(turn), turn.person, turn.now)
    elif what == "undo":
        await vetting.take_back_check(turn.session, offer, kind, turn.person, turn.now)
    else:
        turn.expect("check", offer.id, kind)
        await turn.redraw("check", number=offer.id, check=kind)
        return None
    await turn.redraw("checks", number=offer.id)
    return "toast_saved"


async def read_day(turn: Turn, expected: Expected, text: str) -> None:
    """Record a check of the day that was typed; what is no day is asked again."""
    offer, kind = await _lock_offer(turn, int(expected.subject)), parse_kind(expected.choice)
    day = parse_past_day(text, _find_today(turn))
    if day is None:
        await _ask_again(turn, offer, kind)
        return
    await vetting.record_check(turn.session, offer, kind, day, turn.person, turn.now)
    await turn.reply("checks", number=offer.id)


async def show_missing(turn: Turn, offer: Offer, refused: RefusedAct) -> str:
    """Say in private which checks are missing for what was wanted, each with the button that records it."""
    await turn.reply("checks", number=offer.id, refused=refused)
    return "toast_check_missing"


async def _ask_again(turn: Turn, offer: Offer, kind: CheckKind) -> None:
    turn.expect("check", offer.id, kind)
    await turn.reply("check", number=offer.id, check=kind, problem="past_day")


async def _lock_offer(turn: Turn, number: int) -> Offer:
    offer = await fetch_row(turn, "offer", number)
    assert isinstance(offer, Offer)
    await turn.session.refresh(offer, with_for_update=True)
    return offer


def _find_today(turn: Turn) -> date:
    return turn.now.astimezone(ZoneInfo(turn.programme.zone)).date()
