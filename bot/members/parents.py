"""The legal representative of somebody under 18: the link that the young person passes on, and who answers by it."""

from collections.abc import Awaitable, Callable

from bot.refusals import log_refusal
from bot.turn import Turn
from mentoring.actions import Action
from mentoring.errors import NotPossible
from use_cases.binomes import parental_answers
from use_cases.needs_offers import forms, parental_requests


async def ask(turn: Turn, action: Action) -> str | None:
    """Show the link to the young person, make another, or let the team know that a paper is preferred."""
    need = await forms.find_latest(turn.session, "need", turn.person)
    if need is None or need.state == "drafting":
        raise NotPossible("(parents)")
    if not await parental_requests.ask_when_missing(turn.session, turn.person, turn.now):
        raise NotPossible("(parents)")
    if not action.choice:
        await turn.reply("parents_ask", need=need.id)
        return None
    if action.choice not in REQUESTS:
        raise NotPossible("(parents)")
    await REQUESTS[action.choice](turn.session, turn.person, turn.now)
    await turn.redraw("parents_ask", need=need.id)
    return "toast_saved"


REQUESTS = {"new": parental_requests.make_other_link, "paper": parental_requests.prefer_paper}
"""Choice -> what the young person wants instead of the link."""


async def open_link(turn: Turn, code: str) -> None:
    """Let somebody read what the programme is, and answer, by a link that a young person has passed on."""
    young, refusal = await parental_answers.open_link(turn.session, turn.person, code, turn.now)
    if refusal == "code":
        log_refusal(turn.person.id, "start_code")
        await turn.show_present("code")
    elif refusal:
        await turn.reply("parents_not_you", why=refusal)
    else:
        await turn.reply("parents_read", young=young)


async def answer(turn: Turn, action: Action) -> str | None:
    """Do what a representative's button says: read again, say yes or no, take a yes back."""
    if action.choice not in SCREENS and action.choice not in ANSWERS:
        raise NotPossible("(represent)")
    if await parental_answers.may_read(turn.session, turn.person, action.number, turn.now) is None and action.choice:
        raise NotPossible("(represent)")
    if show := SCREENS.get(action.choice):
        await show(turn, action.number)
        return None
    agrees = ANSWERS[action.choice]
    await parental_answers.answer(turn.session, turn.person, action.number, agrees=agrees, now=turn.now)
    await turn.redraw("parents_home")
    return "toast_saved"


async def _show_home(turn: Turn, _young: int) -> None:
    if not await parental_answers.list_read(turn.session, turn.person, turn.now):
        raise NotPossible("(represent)")
    await turn.reply("parents_home")


async def _show_programme(turn: Turn, young: int) -> None:
    await turn.reply("parents_read", young=young)


async def _confirm_withdrawal(turn: Turn, young: int) -> None:
    await turn.redraw("parents_withdraw", young=young)


SCREENS: dict[str, Callable[[Turn, int], Awaitable[None]]] = {
    "": _show_home,
    "read": _show_programme,
    "withdraw": _confirm_withdrawal,
}
ANSWERS = {"yes": True, "no": False}
"""Choice -> what it shows, or whether it is a yes."""
