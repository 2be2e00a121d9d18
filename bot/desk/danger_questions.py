"""A sign of distress in what the team writes about somebody: « Ouvrir un cas pour J-204 ? », and what a yes does."""

from bot.turn import Turn
from mentoring.actions import Action
from mentoring.errors import NotPossible
from mentoring.expectations import Expected
from mentoring.references import parse_number
from mentoring.states import parse_noun
from storage.schema.tables import Binome, Card, Need, Offer
from use_cases.desk import danger_cases, record_sheets
from use_cases.people import staff
from use_cases.team import case_access

NOUN_BY_COMMAND = {"binome": "binome", "need": "need", "offer": "offer", "propose": "need"}
"""Commands behind which a reference is written first."""


def find_subject(command: str, written: str) -> str:
    """Return what a command is about, as ``need-204``; empty when that cannot be told."""
    noun, first = NOUN_BY_COMMAND.get(command, ""), written.split()[:1]
    number = parse_number(noun, first[0]) if noun and first else 0
    return f"{noun}-{number}" if number else ""


def name_subject(expected: Expected) -> str:
    """Return what words that were asked for are about, as ``card-7``."""
    if expected.what in ("reason", "record"):
        return f"card-{expected.subject}"
    return f"{expected.subject}-{expected.choice}" if expected.what in ("note", "letter") else expected.subject


async def ask(turn: Turn, subject: str) -> None:
    """Ask whether an urgent case is to be opened; of nobody in particular, say how one is."""
    await turn.reply("danger_ask", subject=subject if await _find_row(turn, subject) else "")


async def open_case(turn: Turn, action: Action) -> str | None:
    """Open the urgent case that somebody of the team asks for, or none."""
    await staff.require_role(turn.session, turn.person)
    row = await _find_row(turn, action.subject)
    is_asked = await danger_cases.was_asked(turn.session, turn.person, action.subject)
    if row is None or not is_asked or action.choice not in ("yes", "no"):
        raise NotPossible("(gone)")
    if action.choice == "no":
        await turn.redraw("danger_declined")
        return None
    card = await danger_cases.open_case(turn.session, row, turn.person, turn.now)
    await turn.redraw("card_detail", card=card.id)
    return "toast_saved"


async def _find_row(turn: Turn, subject: str) -> Binome | Need | Offer | Card | None:
    noun, _, written = subject.partition("-")
    number = Action("", written).number
    if noun != "card":
        return await record_sheets.fetch_record(turn.session, parse_noun(noun), number, turn.person) if number else None
    card = await case_access.fetch_case(turn.session, number, turn.person)
    return None if card is None or card.person_id == turn.person.id else card
