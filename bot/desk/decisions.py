"""What is decided on a report, from a screen of its own, in private."""

from collections.abc import Awaitable, Callable
from datetime import datetime
from typing import Any

from bot.turn import Turn
from mentoring.actions import Action
from mentoring.errors import NotPossible
from mentoring.safeguarding import BAR_GROUNDS, BarGround
from storage.engine.app_session import AppSession
from storage.schema.tables import Card, Person
from use_cases.binomes import decisions
from use_cases.people.audit import record_audit
from use_cases.team import invitations, suspensions

DeskAct = Callable[[Turn, Card, str], Awaitable[str | None]]
Decision = Callable[[AppSession, Card, Person, str, datetime], Awaitable[Any]]


async def _show(turn: Turn, card: Card, _rest: str) -> str:
    record_audit(turn.session, turn.now, turn.person, "read", card)
    await turn.reply("case_decide", card=card.id)
    return "toast_look_private"


def _build_choice(choice: str) -> DeskAct:
    async def decide(turn: Turn, card: Card, rest: str) -> str:
        number = Action("", rest).number
        await decisions.decide_on_other(turn.session, card, number, choice, turn.person, turn.now)
        await turn.redraw("case_decide", card=card.id)
        return "toast_saved"

    return decide


def _build_decision(act: Decision) -> DeskAct:
    async def decide(turn: Turn, card: Card, reason: str) -> str:
        await act(turn.session, card, turn.person, reason, turn.now)
        return "toast_saved"

    return decide


async def _bar(turn: Turn, card: Card, ground: str) -> str:
    found = await decisions.bar(turn.session, card, turn.person, _read_ground(ground), turn.now)
    await turn.redraw("case_decide", card=card.id)
    return "toast_saved" if found else "toast_second_needed"


async def _bar_untold(turn: Turn, card: Card, reason: str) -> str:
    """Second, as a head who tells nobody of the bar, the ground that a colleague has named."""
    ground = _read_ground(await decisions.find_proposed_bar(turn.session, card, besides=turn.person))
    await decisions.bar(turn.session, card, turn.person, ground, turn.now, untold=reason)
    return "toast_saved"


async def _name_acting(turn: Turn, card: Card, rest: str) -> str:
    await suspensions.name_acting(turn.session, card, turn.person, Action("", rest).number, turn.now)
    await turn.redraw("case_decide", card=card.id)
    return "toast_saved"


async def _invite_acting(turn: Turn, card: Card, _rest: str) -> str:
    """Send a link for somebody who is not of the team yet; once there, they can be named."""
    await suspensions.require_headless(turn.session, card, turn.person)
    row = await invitations.open_invitation(turn.session, turn.person, "coordinator", turn.now)
    await turn.reply("staff_invite", invitation=row.id)
    return "toast_look_private"


def _read_ground(text: str) -> BarGround:
    for ground in BAR_GROUNDS:
        if ground == text:
            return ground
    raise NotPossible("(ground)")


ACTS: dict[str, DeskAct] = {
    "decide": _show,
    "hold": _build_choice("hold"),
    "leave": _build_choice("leave"),
    "suspend": _build_decision(decisions.suspend),
    "release": _build_decision(decisions.release),
    "apart": _build_decision(decisions.keep_apart),
    "acting": _name_acting,
    "acting_link": _invite_acting,
    "bar": _bar,
    "barq": _bar_untold,
}
