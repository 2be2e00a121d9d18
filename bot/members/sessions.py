"""Taps about a session: another moment is asked for, kept or taken; skipped; whether it took place, and how it was."""

from collections.abc import Awaitable, Callable
from datetime import datetime

from bot.members import session_changes
from bot.turn import Turn
from mentoring.actions import MAX_DIGITS, Action
from mentoring.errors import NotPossible
from mentoring.rhythm import parse_start
from storage.engine.app_session import AppSession
from storage.schema.tables import Person
from use_cases.binomes import moves
from use_cases.binomes.taken_hours import HourTaken
from use_cases.sessions import sessions

TYPE = "type"
Answer = Callable[[AppSession, int, Person, int, datetime, datetime], Awaitable[None]]
"""What is done about one moment of a session: its number, who, its revision, the moment, now."""


async def show_moments(turn: Turn, action: Action) -> None:
    """See moments that suit both, or type another; an old button, which once moved at once, leads here too."""
    revision, _, choice = action.choice.partition("-")
    await session_changes.show_moments(turn, action.number, _parse_number(revision), is_typed=choice == TYPE)


async def ask_moment(turn: Turn, action: Action) -> None:
    """Ask the other for another moment."""
    await _answer(turn, action, moves.ask)


async def accept_moment(turn: Turn, action: Action) -> None:
    """Say yes to the moment that the other asked for."""
    await _answer(turn, action, moves.accept)


async def keep_moment(turn: Turn, action: Action) -> None:
    """Keep the present moment: of one's own ask, or of the other's."""
    await _answer(turn, action, moves.keep)


async def _answer(turn: Turn, action: Action, act: Answer) -> None:
    revision, _, start = action.choice.partition("-")
    moment, number = parse_start(start), _parse_number(revision)
    if moment is None:
        raise NotPossible("(no moment)")
    try:
        await act(turn.session, action.number, turn.person, number, moment, turn.now)
    except HourTaken:
        await _say_taken(turn, action.number, number)


async def undo_move(turn: Turn, action: Action) -> None:
    """Take a move back, just after it; where the hour was taken meanwhile, see other moments."""
    revision = _parse_number(action.choice)
    try:
        await moves.undo(turn.session, action.number, turn.person, revision, turn.now)
    except HourTaken:
        await _say_taken(turn, action.number, revision)


async def _say_taken(turn: Turn, session_id: int, revision: int) -> None:
    await turn.reply("move_choice", session=session_id, revision=revision, problem=moves.TAKEN.problem)


async def come(turn: Turn, action: Action) -> None:
    """Say that one will be there."""
    await moves.come(turn.session, action.number, turn.person, _parse_number(action.choice), turn.now)


async def skip_session(turn: Turn, action: Action) -> None:
    """Skip a session."""
    await sessions.skip(turn.session, action.number, turn.person, _parse_number(action.choice), turn.now)


async def record_held(turn: Turn, action: Action) -> None:
    """Record whether the session took place."""
    yes = action.choice == "yes"
    await sessions.answer_check_in(turn.session, action.number, turn.person, yes, turn.now, edit=turn.message_id)


async def rate_session(turn: Turn, action: Action) -> None:
    """Say how the session was."""
    await sessions.rate(
        turn.session, action.number, turn.person, _parse_number(action.choice), turn.now, edit=turn.message_id
    )


def _parse_number(text: str) -> int:
    return int(text) if text.isdecimal() and len(text) <= MAX_DIGITS else -1
