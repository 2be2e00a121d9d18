"""Changing a session in chat: another moment, another weekly hour, or none this week."""

from collections.abc import Sequence
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from bot.turn import Turn
from mentoring.expectations import Expected
from mentoring.rhythm import format_start
from mentoring.slots import WEEKDAYS, WeeklyTime
from mentoring.states import ARRANGING
from storage.schema.tables import Binome, MentoringSession
from understanding.when.week import WeeklyHour
from use_cases.binomes import binomes, moves, slots
from use_cases.people import people
from use_cases.sessions import sessions

MAX_TYPED_HOURS = 6


async def offer_move(turn: Turn, moment: datetime | None) -> bool:
    """Offer to ask the partner for another moment of the next session; return False when there is none to move.

    `moment`: naive, in the person's own zone, as it was read in their words; None where none was.
    """
    planned = await _find_next(turn)
    if planned is None:
        return False
    await offer_moment(turn, planned, moment)
    return True


async def offer_skip(turn: Turn) -> bool:
    """Offer to skip the next session, or to move it; return False when there is none."""
    planned = await _find_next(turn)
    if planned is None:
        return False
    await turn.reply("skip_confirm", session=planned.id, revision=planned.revision)
    return True


async def offer_weekly_hours(turn: Turn, hours: Sequence[WeeklyHour]) -> bool:
    """Offer to ask the partner for another weekly hour; return False when no binôme arranges one.

    Hours are read in the person's own zone; of several binômes the first that has no hour yet is meant.
    """
    found = await binomes.list_binomes(turn.session, turn.person, ARRANGING)
    if not found:
        return False
    await offer_hours(turn, min(found, key=lambda one: one.weekday is not None), hours)
    return True


async def offer_hours(turn: Turn, binome: Binome, hours: Sequence[WeeklyHour]) -> None:
    """Offer to ask the partner of a binôme for a weekly hour; without one show what suits both."""
    named = [WeeklyTime(WEEKDAYS.index(one.weekday), one.hour, one.minute) for one in hours[:MAX_TYPED_HOURS]]
    if named:
        theirs = await slots.convert_times(turn.session, binome, turn.person, named, turn.now)
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
    """Offer to ask the partner for a moment of a session; without one, or where it cannot be, show what suits both."""
    about = {"session": planned.id, "revision": planned.revision}
    if moment is None:
        await turn.reply("move_choice", **about)
        return
    zone = ZoneInfo(await people.find_zone(turn.session, turn.person))
    start = moment.replace(tzinfo=zone).astimezone(UTC)
    if fault := await moves.find_fault(turn.session, planned, start, turn.now):
        await turn.reply("move_choice", problem=fault.problem, **about)
    else:
        await turn.reply("move_confirm", start=format_start(start), **about)


async def _find_next(turn: Turn) -> MentoringSession | None:
    """Return the next session of the person that may be moved, of any of their binômes."""
    running = await binomes.list_binomes(turn.session, turn.person, ("active",))
    planned = [await sessions.find_upcoming(turn.session, one) for one in running]
    ahead = [one for one in planned if one and one.starts_at > turn.now]
    return min(ahead, key=lambda one: one.starts_at, default=None)
