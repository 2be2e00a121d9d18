"""Writing to a person through the bot: asked for, typed, looked at, sent."""

from bot.turn import Turn
from mentoring.actions import Action
from mentoring.errors import NotPossible
from mentoring.expectations import Expected
from storage.schema.tables import Card, Need, Offer
from use_cases.desk import letters
from use_cases.people import staff


async def ask_on_card(turn: Turn, card: Card, _rest: str) -> str:
    """Ask for the words to whoever the case is of."""
    return await ask(turn, "card", card.id)


async def ask_on_sheet(turn: Turn, row: Need | Offer, _what: str) -> str:
    """Ask for the words to whoever's need or offer it is."""
    return await ask(turn, "need" if isinstance(row, Need) else "offer", row.id)


async def ask(turn: Turn, noun: str, number: int, problem: str = "") -> str:
    """Ask for the words: the next that are typed in private are they."""
    if await letters.find_recipient(turn.session, noun, number, turn.person) is None:
        raise NotPossible("(nobody to write to)")
    turn.expect("letter", noun, str(number))
    await turn.reply("letter_ask", subject=noun, number=number, problem=problem)
    return "toast_look_private"


async def show_letter(turn: Turn, expected: Expected, words: str) -> None:
    """Show the words that were typed, with the name of whoever would read them."""
    await staff.require_role(turn.session, turn.person)
    noun, number = expected.subject, int(expected.choice)
    if len(words) > letters.MAX_LETTER_CHARACTERS:
        await ask(turn, noun, number, "too_long")
        return
    await letters.type_letter(turn.session, noun, number, turn.person, words, turn.now)


async def send_letter(turn: Turn, action: Action) -> str:
    """Send the words that were looked at, or ask for others (``need-again``)."""
    await staff.require_role(turn.session, turn.person)
    noun, _, mark = action.choice.partition("-")
    if mark == "again":
        return await ask(turn, noun, action.number)
    await letters.send_letter(turn.session, noun, action.number, turn.person, mark, turn.now)
    if noun == "card":
        await turn.redraw("card_history", about=action.number)
    else:
        await turn.redraw(f"sheet_{noun}", noun=noun, number=action.number)
    return "toast_saved"
