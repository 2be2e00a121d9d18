"""The duty roster at the desk: a week at a time; a tap takes a shift, others give it back, exchange it, repeat it."""

from collections.abc import Awaitable, Callable

from bot.turn import Turn
from mentoring.actions import Action
from mentoring.duty import REPEATED_WEEKS, Shift, format_absence, parse_absence, read_absence
from mentoring.errors import NotPossible
from mentoring.expectations import Expected
from use_cases.people import staff
from use_cases.team import duty, roster

SAVED = "toast_saved"


async def act(turn: Turn, action: Action) -> str | None:
    """Do what a button of the roster says."""
    await staff.require_role(turn.session, turn.person)
    verb, _, rest = action.choice.partition("-")
    if verb not in ACTS:
        raise NotPossible("(duty)")
    return await ACTS[verb](turn, action, rest)


async def read_typed_absence(turn: Turn, _expected: Expected, text: str) -> None:
    """Show which shifts an absence would free; what holds no days is asked again."""
    await staff.require_role(turn.session, turn.person)
    days = parse_absence(text, roster.read_calendar(turn.session).find_today(turn.now))
    if days is None:
        await _ask_absence(turn, "day")
    else:
        await turn.reply("duty_away", days=format_absence(*days))


async def _ask_absence(turn: Turn, problem: str = "") -> None:
    turn.expect("away", "")
    await turn.reply("duty_away", problem=problem)


async def _show_week(turn: Turn, action: Action, _rest: str) -> None:
    await turn.redraw("duty", page=action.number)


async def _choose_in_week(turn: Turn, action: Action, _rest: str) -> None:
    await turn.redraw("duty", page=action.number, choosing=True)


async def _repeat_own(turn: Turn, action: Action, rest: str) -> str:
    return await _repeat(turn, action, rest, everybody=False)


async def _repeat_all(turn: Turn, action: Action, rest: str) -> str:
    return await _repeat(turn, action, rest, everybody=True)


async def _repeat(turn: Turn, action: Action, rest: str, *, everybody: bool) -> str:
    weeks = Action("", rest).number
    if weeks not in REPEATED_WEEKS:
        raise NotPossible("(weeks)")
    filled = await duty.repeat(turn.session, turn.person, action.number, weeks, turn.now, everybody=everybody)
    await turn.redraw("duty", page=action.number, filled=filled)
    return SAVED


async def _open_shift(turn: Turn, action: Action, _rest: str) -> None:
    await turn.redraw("duty_shift", shift=_read_shift(turn, action.subject).key)


async def _take(turn: Turn, action: Action, _rest: str) -> str:
    shift = _read_shift(turn, action.subject)
    is_mine = await duty.take(turn.session, turn.person, shift, turn.now)
    return await _return_to_week(turn, shift, SAVED if is_mine else "toast_taken")


async def _give_back(turn: Turn, action: Action, _rest: str) -> str:
    shift = _read_shift(turn, action.subject)
    await duty.give_back(turn.session, turn.person, shift, turn.now)
    return await _return_to_week(turn, shift)


async def _leave_uncovered(turn: Turn, action: Action, _rest: str) -> str:
    shift = _read_shift(turn, action.subject)
    await duty.leave_uncovered(turn.session, turn.person, shift, turn.now)
    return await _return_to_week(turn, shift)


async def _assign(turn: Turn, action: Action, rest: str) -> str | None:
    """Choose whom a shift goes to, then give it."""
    shift = _read_shift(turn, action.subject)
    if not rest:
        await turn.redraw("duty_choice", shift=shift.key, act="assign", member=0)
        return None
    await duty.assign(turn.session, turn.person, Action("", rest).number, shift, turn.now)
    return await _return_to_week(turn, shift)


async def _swap(turn: Turn, action: Action, rest: str) -> str | None:
    """Choose a colleague, then which of their shifts comes in return, then ask them."""
    shift = _read_shift(turn, action.subject)
    colleague, _, wanted = rest.partition("-")
    number = Action("", colleague).number
    if not wanted:
        await turn.redraw("duty_choice", shift=shift.key, act="swap", member=number)
        return None
    back = None if wanted == "none" else _read_shift(turn, wanted)
    await duty.offer(turn.session, turn.person, shift, number, back, turn.now)
    return await _return_to_week(turn, shift, "toast_asked")


async def _accept(turn: Turn, action: Action, rest: str) -> str:
    await duty.answer_offer(turn.session, turn.person, action.number, rest, turn.now, accepts=True)
    await turn.redraw("duty", page=0)
    return SAVED


async def _decline(turn: Turn, action: Action, rest: str) -> str:
    await duty.answer_offer(turn.session, turn.person, action.number, rest, turn.now, accepts=False)
    await turn.redraw("duty", page=0)
    return SAVED


async def _record_absence(turn: Turn, action: Action, rest: str) -> str | None:
    """Ask from when to when, show what would be free, then free it."""
    days = read_absence(action.subject)
    if days is None:
        await _ask_absence(turn)
        return None
    if rest != "yes":
        await turn.redraw("duty_away", days=action.subject)
        return None
    await duty.record_absence(turn.session, turn.person, *days, turn.now)
    await turn.redraw("duty", page=0)
    return SAVED


def _read_shift(turn: Turn, key: str) -> Shift:
    shift = roster.read_calendar(turn.session).read_key(key)
    if shift is None or shift.ends_at <= turn.now:
        raise NotPossible("(shift)")
    return shift


async def _return_to_week(turn: Turn, shift: Shift, toast: str = SAVED) -> str:
    await turn.redraw("duty", page=roster.read_calendar(turn.session).find_page(shift, turn.now))
    return toast


ACTS: dict[str, Callable[[Turn, Action, str], Awaitable[str | None]]] = {
    "": _show_week,
    "choose": _choose_in_week,
    "repeat": _repeat_own,
    "all": _repeat_all,
    "see": _open_shift,
    "take": _take,
    "give": _give_back,
    "nobody": _leave_uncovered,
    "assign": _assign,
    "swap": _swap,
    "accept": _accept,
    "decline": _decline,
    "away": _record_absence,
}
"""First part of a button's choice -> what is done; the rest of the choice is the act's own."""
