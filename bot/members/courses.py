"""Taps about the course of a binôme: its goal, its length, whether it goes on past its planned end."""

from bot.turn import Turn
from mentoring.actions import Action
from mentoring.courses import MAX_GOAL_CHARACTERS, GoesOn
from mentoring.errors import NotPossible
from mentoring.expectations import Expected
from mentoring.states import PENDING
from use_cases.binomes import binomes, courses, goals

ANSWERS: dict[str, GoesOn] = {"yes": "yes", "no": "no"}


async def choose_goal(turn: Turn, action: Action) -> None:
    """Keep one's own sentence as the goal, be asked for another, or send the one that was typed."""
    act, _, mark = action.choice.partition("-")
    if act == "keep":
        await goals.keep_offered(turn.session, action.number, turn.person, turn.now)
    elif act == "send":
        await goals.send_typed(turn.session, action.number, turn.person, mark, turn.now)
    else:
        await ask_goal(turn, action.number)


async def ask_goal(turn: Turn, number: int, problem: str = "") -> None:
    """Ask the young person for the goal; what they write next is taken for it."""
    binome = await goals.lock_own(turn.session, number, turn.person)
    turn.expect("goal", binome.id)
    await turn.reply("goal_ask", binome=binome.id, problem=problem)


async def read_goal(turn: Turn, expected: Expected, text: str) -> None:
    """Show the goal that was typed before the volunteer reads it; what is too long is asked again."""
    if len(text) > MAX_GOAL_CHARACTERS:
        await ask_goal(turn, int(expected.subject), "too_long")
    else:
        await goals.type_goal(turn.session, int(expected.subject), turn.person, text, turn.now)


async def choose_length(turn: Turn, action: Action) -> None:
    """See for how long a binôme may be planned; or choose it, and see again what is proposed."""
    binome = await binomes.lock_binome(turn.session, action.number, turn.person)
    asked = {"proposed": "proposal", "volunteer_yes": "consent"}
    side = {"proposed": "volunteer", "volunteer_yes": "young"}
    if binome.state not in PENDING or binomes.find_side(binome, turn.person) != side[binome.state]:
        raise NotPossible("(answered already)")
    if action.choice.isdecimal():
        await courses.choose_length(turn.session, binome.id, turn.person, int(action.choice))
        await turn.redraw(asked[binome.state], binome=binome.id)
    else:
        await turn.redraw("length", binome=binome.id)


async def decide_end(turn: Turn, action: Action) -> None:
    """Say whether a binôme goes on past its planned end."""
    wish = ANSWERS.get(action.choice)
    if wish is None:
        raise NotPossible
    await courses.answer(turn.session, action.number, turn.person, wish, turn.now, edit=turn.message_id)
