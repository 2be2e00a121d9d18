"""Changing a session in chat: another moment, another weekly hour, or none this week."""

from collections.abc import Awaitable, Callable, Sequence
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from bot.members import session_choices
from bot.turn import Turn
from mentoring.actions import Action
from mentoring.errors import NotPossible
from mentoring.expectations import Expected
from mentoring.rhythm import format_start, parse_start
from mentoring.slots import WEEKDAYS, WeeklyTime, parse_weekly
from mentoring.states import ARRANGING
from storage.schema.tables import Binome, MentoringSession
from understanding.when.week import WeeklyHour
from use_cases.binomes import binomes, moves, slots
from use_cases.people import people
from use_cases.sessions import sessions


async def offer_move(turn: Turn, moment: datetime | None, words: str = "") -> bool:
    """Offer to ask the partner for another moment of a session; return False when there is none to move.

    `moment`: naive, in the person's own zone, as it was read in their words; None where none was. Of several sessions
    the one is meant that the words single out; it is asked which where they do not.
    """
    choices = await session_choices.list_sessions(turn, words)
    if one := choices and await session_choices.choose(turn, "move", choices, words):
        planned = await _require_next(turn, one.binome)
        start = parse_start(one.data) if words else moment and await _find_start(turn, moment)
        await _offer_start(turn, planned, start)
    return bool(choices)


async def offer_skip(turn: Turn, words: str = "") -> bool:
    """Offer to skip a session, or to move it; return False when there is none."""
    choices = await session_choices.list_sessions(turn, words)
    if one := choices and await session_choices.choose(turn, "skip", choices, words):
        await _show_skip(turn, one.binome, "")
    return bool(choices)


async def offer_coming(turn: Turn, words: str = "") -> bool:
    """Offer to say that one comes to a session; return False when none is ahead."""
    choices = await session_choices.list_sessions(turn, words)
    if one := choices and await session_choices.choose(turn, "coming", choices, words):
        await _show_coming(turn, one.binome, "")
    return bool(choices)


async def offer_weekly_hours(turn: Turn, hours: Sequence[WeeklyHour], words: str = "") -> bool:
    """Offer to ask the partner for another weekly hour; return False when no binôme arranges one.

    Hours are read in the person's own zone.
    """
    found = await binomes.list_binomes(turn.session, turn.person, ARRANGING)
    choices = await session_choices.list_arranging(turn, found, hours)
    if one := choices and await session_choices.choose(turn, "hours", choices, words):
        await offer_hours(turn, one.binome, hours)
    return bool(choices)


async def offer_hours(turn: Turn, binome: Binome, hours: Sequence[WeeklyHour]) -> None:
    """Offer to ask the partner of a binôme for a weekly hour; without one show what suits both."""
    times = [WeeklyTime(WEEKDAYS.index(one.weekday), one.hour, one.minute) for one in hours]
    await _offer_times(turn, binome, times[: session_choices.MAX_HOURS])


async def change_chosen(turn: Turn, action: Action) -> None:
    """Go on with the binôme that was chosen, as its button carries what was typed."""
    kind, _, data = action.choice.partition("-")
    if kind not in CHANGES:
        raise NotPossible("(no change)")
    await CHANGES[kind](turn, await binomes.lock_binome(turn.session, action.number, turn.person), data)


async def _show_move(turn: Turn, binome: Binome, data: str) -> None:
    await _offer_start(turn, await _require_next(turn, binome), parse_start(data))


async def _show_skip(turn: Turn, binome: Binome, _data: str) -> None:
    planned = await _require_next(turn, binome)
    await turn.reply("skip_confirm", session=planned.id, revision=planned.revision)


async def _show_coming(turn: Turn, binome: Binome, _data: str) -> None:
    planned = await _require_next(turn, binome)
    await turn.reply("coming_confirm", session=planned.id, revision=planned.revision)


async def _show_hours(turn: Turn, binome: Binome, data: str) -> None:
    if binome.state not in ARRANGING:
        raise NotPossible("(not now)")
    await _offer_times(turn, binome, [time for text in data.split("_") if (time := parse_weekly(text))])


CHANGES: dict[str, Callable[[Turn, Binome, str], Awaitable[None]]] = {
    "move": _show_move,
    "skip": _show_skip,
    "hours": _show_hours,
    "coming": _show_coming,
}
"""What a button may carry -> what is shown of one binôme."""


async def _require_next(turn: Turn, binome: Binome) -> MentoringSession:
    """Return the next session of a binôme; raise `NotPossible` where none may be changed."""
    planned = await sessions.find_upcoming(turn.session, binome)
    if planned is None:
        raise NotPossible("(no session)")
    moves.require_movable(planned, planned.revision, turn.now)
    return planned


async def _offer_times(turn: Turn, binome: Binome, times: Sequence[WeeklyTime]) -> None:
    if times:
        theirs = await slots.convert_times(turn.session, binome, turn.person, times, turn.now)
        await turn.reply("slot_confirm", binome=binome.id, hours=[str(one) for one in theirs])
    else:
        await turn.reply("slot_choice", binome=binome.id)


async def show_moments(turn: Turn, session_id: int, revision: int, *, is_typed: bool) -> None:
    """Show moments that suit both, or ask for one to be typed."""
    planned = await sessions.lock_own(turn.session, session_id, turn.person)
    moves.require_movable(planned, revision, turn.now)
    if is_typed:
        turn.expect("move", planned.id)
        await turn.reply("move_type", session=planned.id, revision=planned.revision)
    else:
        await turn.reply("move_choice", session=planned.id, revision=planned.revision)


async def read_moment(turn: Turn, expected: Expected, text: str) -> None:
    """Show the moment that was typed before the other is asked; what names none is asked again."""
    planned = await sessions.lock_own(turn.session, int(expected.subject), turn.person)
    moves.require_movable(planned, planned.revision, turn.now)
    read = await turn.read(text, session_start=planned.starts_at)
    if read.moment is None:
        turn.expect("move", planned.id)
        await turn.reply("move_type", session=planned.id, revision=planned.revision, problem="moment")
    else:
        await offer_moment(turn, planned, read.moment)


async def offer_moment(turn: Turn, planned: MentoringSession, moment: datetime | None) -> None:
    """Offer to ask the partner for a moment, in the person's own zone; else show what suits both."""
    await _offer_start(turn, planned, moment and await _find_start(turn, moment))


async def _find_start(turn: Turn, moment: datetime) -> datetime:
    zone = ZoneInfo(await people.find_zone(turn.session, turn.person))
    return moment.replace(tzinfo=zone).astimezone(UTC)


async def _offer_start(turn: Turn, planned: MentoringSession, start: datetime | None) -> None:
    about = {"session": planned.id, "revision": planned.revision}
    if start is None:
        await turn.reply("move_choice", **about)
    elif fault := await moves.find_fault(turn.session, planned, start, turn.now):
        await turn.reply("move_choice", problem=fault.problem, **about)
    else:
        await turn.reply("move_confirm", start=format_start(start), **about)
