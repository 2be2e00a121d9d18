"""What the team decides on a birth that somebody says is another one, and how it puts one right from a sheet."""

from collections.abc import Awaitable, Callable
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from bot.desk.sheet_rows import fetch_named
from bot.turn import Turn
from mentoring.births import is_month_needed, parse_birth
from mentoring.errors import NotPossible
from mentoring.expectations import Expected
from storage.engine.app_session import AppSession
from storage.schema.tables import Binome, Card, Need, Offer, Person, find_noun
from use_cases.binomes import birth_requests, pauses
from use_cases.people import ties
from use_cases.team import notes

DeskAct = Callable[[Turn, Card, str], Awaitable[str | None]]
Decision = Callable[[AppSession, Card, Person, datetime], Awaitable[Any]]


def _build_decision(act: Decision) -> DeskAct:
    async def decide(turn: Turn, card: Card, _rest: str) -> str:
        await act(turn.session, card, turn.person, turn.now)
        return "toast_saved"

    return decide


async def ask_birth(turn: Turn, row: Need | Offer, _what: str) -> str:
    """Ask for the birth that the team knows better, of nobody close."""
    await ties.refuse_close(turn.session, turn.person, row.person_id)
    await _ask_birth(turn, row)
    return "toast_look_private"


async def read_birth(turn: Turn, expected: Expected, text: str) -> None:
    """Take a typed birth, and ask why; what is none, or leaves the majority open, is asked again."""
    row = await _fetch_form(turn, expected)
    birth = parse_birth(text, _find_today(turn))
    if birth is None or is_month_needed(birth, _find_today(turn)):
        await _ask_birth(turn, row, "birth_month" if birth else "birth_unclear")
        return
    await _ask_reason(turn, row, birth)


async def correct_with_reason(turn: Turn, expected: Expected, reason: str) -> None:
    """Put the birth right for the reason that was asked for; the reason stays on the sheet."""
    row, birth = await _fetch_form(turn, expected), expected.choice
    if len(reason) > notes.MAX_NOTE_CHARACTERS:
        await _ask_reason(turn, row, birth, "too_long")
        return
    person = await turn.session.get_one(Person, row.person_id)
    await birth_requests.correct_from_sheet(turn.session, person, birth, turn.person, reason, turn.now)
    await turn.reply(f"sheet_{find_noun(row)}", noun=find_noun(row), number=row.id)


async def _fetch_form(turn: Turn, expected: Expected) -> Need | Offer:
    row = await fetch_named(turn, expected.subject)
    if isinstance(row, Binome):
        raise NotPossible("(birth)")
    return row


async def _ask_birth(turn: Turn, row: Need | Offer, problem: str = "") -> None:
    turn.expect("birth_new", pauses.find_name(row))
    await turn.reply("birth_new", noun=find_noun(row), number=row.id, problem=problem)


async def _ask_reason(turn: Turn, row: Need | Offer, birth: str, problem: str = "") -> None:
    turn.expect("birth_why", pauses.find_name(row), birth)
    await turn.reply("birth_why", noun=find_noun(row), number=row.id, birth=birth, problem=problem)


def _find_today(turn: Turn) -> date:
    return turn.now.astimezone(ZoneInfo(turn.programme.zone)).date()


ACTS: dict[str, DeskAct] = {
    "let_in": _build_decision(birth_requests.accept),
    "keep_out": _build_decision(birth_requests.refuse),
    "birth_yes": _build_decision(birth_requests.accept),
    "birth_no": _build_decision(birth_requests.refuse),
}
