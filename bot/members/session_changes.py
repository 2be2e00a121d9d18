"""Changing a session in chat: another moment, another weekly hour, or none this week."""

from collections.abc import Sequence
from datetime import datetime

from bot.turn import Turn
from understanding.when.week import WeeklyHour


async def offer_move(turn: Turn, moment: datetime | None) -> bool:
    """Offer to ask the partner for another moment of the next session; return False when there is none to move.

    `moment`: naive, in the person's own zone, as it was read in their words; None where none was.
    """
    return False


async def offer_skip(turn: Turn) -> bool:
    """Offer to skip the next session, or to move it; return False when there is none."""
    return False


async def offer_weekly_hours(turn: Turn, hours: Sequence[WeeklyHour]) -> bool:
    """Offer to ask the partner for another weekly hour; return False when no binôme has one."""
    return False
