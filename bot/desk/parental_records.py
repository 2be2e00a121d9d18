"""What somebody of the team records on a need's sheet for a legal representative: a paper, a waiver, their end."""

from bot.desk.sheet_rows import fetch_named
from bot.turn import Turn
from mentoring.errors import NotPossible
from mentoring.expectations import Expected
from storage.schema.tables import Need
from use_cases.binomes import pauses
from use_cases.desk import parental_records
from use_cases.people import staff


async def ask_paper(turn: Turn, need: Need, _what: str) -> str:
    """Ask who signed, when and how."""
    await parental_records.require_open(turn.session, need, turn.person, turn.now)
    turn.expect("paper", pauses.find_name(need))
    await turn.reply("parents_paper_ask", noun="need", number=need.id)
    return "toast_look_private"


async def ask_waiver(turn: Turn, need: Need, _what: str) -> str:
    """Ask the head why somebody may take part without it."""
    await staff.require_role(turn.session, turn.person, "head")
    await parental_records.require_open(turn.session, need, turn.person, turn.now)
    turn.expect("waiver", pauses.find_name(need))
    await turn.reply("parents_waive_ask", noun="need", number=need.id)
    return "toast_look_private"


async def keep_paper(turn: Turn, expected: Expected, words: str) -> None:
    """Record the paper with the words that were typed."""
    need = await _fetch_need(turn, expected)
    await parental_records.record_paper(turn.session, need, turn.person, words, turn.now)
    await turn.reply("sheet_need", noun="need", number=need.id)


async def keep_waiver(turn: Turn, expected: Expected, words: str) -> None:
    """Record the head's reason."""
    need = await _fetch_need(turn, expected)
    await parental_records.waive(turn.session, need, turn.person, words, turn.now)
    await turn.reply("sheet_need", noun="need", number=need.id)


async def show_record(turn: Turn, need: Need, _what: str) -> None:
    """Show what is recorded, and what it would mean to undo it."""
    await parental_records.require_open(turn.session, need, turn.person, turn.now)
    await turn.reply("parents_record", noun="need", number=need.id)


async def undo(turn: Turn, need: Need, _what: str) -> str:
    """Take a paper or a waiver back, or ask anew after a no."""
    await parental_records.take_back(turn.session, need, turn.person, turn.now)
    await turn.redraw("sheet_need", noun="need", number=need.id)
    return "toast_saved"


async def _fetch_need(turn: Turn, expected: Expected) -> Need:
    row = await fetch_named(turn, expected.subject)
    if not isinstance(row, Need):
        raise NotPossible("(sheet)")
    return row


ACTS = {"paper": ask_paper, "waive": ask_waiver, "record": show_record, "undone": undo}
"""Button of a need's sheet -> what is done."""
