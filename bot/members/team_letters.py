"""Answering what the team wrote through the bot."""

from bot.turn import Turn
from mentoring.actions import Action
from mentoring.expectations import Expected
from use_cases.desk import letters


async def ask_answer(turn: Turn, action: Action) -> None:
    """Ask for the answer: the next words that are typed are it."""
    await letters.require_letter(turn.session, action.number, turn.person)
    turn.expect("answer", action.number)
    await turn.reply("letter_answer")


async def send_answer(turn: Turn, expected: Expected, words: str) -> None:
    """Pass the answer on to the team."""
    if not await letters.answer(turn.session, int(expected.subject), turn.person, words, turn.now):
        turn.expect("answer", expected.subject)
        await turn.reply("letter_answer", problem="too_long")
