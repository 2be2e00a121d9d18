"""Acts on any case or sheet, in private: its history, a note, handing it to a colleague."""

from bot.turn import Turn
from mentoring.actions import Action
from mentoring.errors import NotAllowed, NotPossible
from mentoring.expectations import Expected
from mentoring.states import parse_noun
from storage.schema.tables import Binome, Card, Person
from use_cases.desk import record_sheets
from use_cases.people import outsiders, staff
from use_cases.team import cards, case_access, notes, readings


async def show_history(turn: Turn, card: Card, _choice: str) -> str:
    """Show what happened to a case, and the notes on it."""
    await readings.record_reading(turn.session, turn.now, turn.person, card)
    await turn.reply("card_history", about=card.id)
    return "toast_look_private"


async def ask_note_on_card(turn: Turn, card: Card, _choice: str) -> str:
    """Ask for a note on a case."""
    return await ask_note(turn, "card", card.id)


async def ask_note(turn: Turn, noun: str, number: int) -> str:
    """Ask for a note: the next words typed in private are it."""
    turn.expect("note", noun, str(number))
    await turn.reply("note_ask", problem="")
    return "toast_look_private"


async def keep_note(turn: Turn, expected: Expected, words: str) -> None:
    """Keep the note that was asked for."""
    await (outsiders.require_reader if expected.subject == "card" else staff.require_role)(turn.session, turn.person)
    if len(words) > notes.MAX_NOTE_CHARACTERS:
        turn.expect("note", expected.subject, expected.choice)
        await turn.reply("note_ask", problem="too_long")
        return
    await _save_note(turn, expected.subject, int(expected.choice), words)


async def choose_colleague(turn: Turn, card: Card, _choice: str) -> str:
    """Ask to whom the case goes."""
    await turn.reply("card_pass", about=card.id)
    return "toast_look_private"


async def hand_over(turn: Turn, card: Card, choice: str) -> str:
    """Hand the case over to a colleague; return the toast."""
    colleague = await turn.session.get(Person, Action("to", choice).number)
    if colleague is None or colleague.id == turn.person.id:
        raise NotPossible("(colleague)")
    if not await case_access.may_take_over(turn.session, card, colleague):
        raise NotPossible("(colleague)")
    await cards.hand_over_case(turn.session, card, turn.person, colleague, turn.now)
    await turn.redraw("card_detail", card=card.id)
    return "toast_saved"


async def _save_note(turn: Turn, noun: str, number: int, words: str) -> None:
    if noun == "card":
        card = await case_access.fetch_case(turn.session, number, turn.person)
        if card is None:
            raise NotAllowed
        await notes.add_to_card(turn.session, card, turn.person, words, turn.now)
        await turn.reply("card_history", about=card.id)
        return
    row = await record_sheets.fetch_record(turn.session, parse_noun(noun), number, turn.person)
    if row is None:
        raise NotPossible("(gone)")
    if isinstance(row, Binome):
        await notes.add_to_binome(turn.session, row, turn.person, words, turn.now)
    else:
        await notes.add_to_person(turn.session, row.person_id, turn.person, words, turn.now)
    await turn.reply(f"sheet_{noun}", noun=noun, number=number)
