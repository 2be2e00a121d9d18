"""The team's ordinary door: a question that is not urgent, shown before it is sent."""

from bot.turn import Turn
from mentoring.actions import Action
from mentoring.errors import NotPossible
from mentoring.expectations import Expected, What
from use_cases.team import team_questions

WAYS = ("send", "avoid")
"""Ways to send what was looked at: to the whole team, or to all but whoever follows the person."""

ASKED_BY: dict[What, str] = {"question": "question_ask", "answer": "letter_answer"}
"""What is awaited for the team in words -> the message that asks for it."""

WITHOUT_WORDS = "bare"
"""The way of whoever would rather be written to first."""


async def ask(turn: Turn, words: str = "", problem: str = "") -> None:
    """Show the words that were written before they are sent, or ask for them."""
    if turn.is_barred:  # no words of such an account are read here
        await team_questions.ask_without_words(turn.session, turn.person, turn.now)
    elif words and len(words) <= team_questions.MAX_QUESTION_CHARACTERS:
        await team_questions.type_question(turn.session, turn.person, words, turn.now)
    else:
        turn.expect("question", "")
        await turn.reply("question_ask", problem=problem or ("too_long" if words else ""))


async def ask_words_again(turn: Turn) -> bool:
    """Ask again for words to the team that are awaited, after something else was sent; return False where none are.

    Else they would no longer be awaited, and an answer to a partner's message that is meant for the team would leave.
    """
    expected = await turn.peek_expected()
    if expected is None or expected.what not in ASKED_BY:
        return False
    turn.expect(expected.what, expected.subject)
    await turn.reply(ASKED_BY[expected.what], problem="media")
    return True


async def show_typed(turn: Turn, _expected: Expected, words: str) -> None:
    """Show what was asked for."""
    await ask(turn, words)


async def act(turn: Turn, action: Action) -> None:
    """Ask for the words, send those that were looked at (``send-mark``, ``avoid-mark``), or ask the team to write."""
    way, _, mark = action.choice.partition("-")
    if way == "":
        await ask(turn)
    elif way == WITHOUT_WORDS:
        await team_questions.ask_without_words(turn.session, turn.person, turn.now)
    elif way in WAYS:
        await team_questions.send_typed(turn.session, turn.person, mark, turn.now, avoids_follower=way == "avoid")
    else:
        raise NotPossible("(question)")
