"""What somebody says in the middle of a form that cannot be an answer: it is heard, and the question asked again."""

from bot.members import intents, pauses
from bot.turn import Turn
from mentoring import form_rules
from mentoring.actions import Action
from mentoring.expectations import Expected, What
from mentoring.intents import IntentId
from understanding.answers.questions_back import is_question_back
from use_cases.needs_offers import forms

CLEAR_FROM = 0.85
"""Below this share words may be an answer: « je veux arrêter de procrastiner »."""
MAX_WORDS = 9
MAX_STOP_WORDS = 2
NOT_ANSWERED_BY_STOP: tuple[What, ...] = ("place", "until")
STOPPING: tuple[IntentId, ...] = ("stop", "cannot_come")
"""« annuler » is as much as « stop » here: what is cancelled is what is being written."""
ASIDE: tuple[IntentId, ...] = ("who_are_you", "thanks", "hello")
"""What is answered, and the question asked again."""
ELSEWHERE: tuple[IntentId, ...] = ("ask_team", "report", "data")
"""What asks something itself, or asks the question again itself."""


async def act_in_form(turn: Turn, text: str) -> bool:
    """Act on what is plainly no answer to a form's question, and ask the question again; return False otherwise."""
    found = await forms.find_draft(turn.session, turn.person)
    if found is None or len(text.split()) > MAX_WORDS or is_question_back(text):
        return False  # what asks back is told what the question is for
    form, row = found
    today = await forms.read_local_date(turn.session, turn.person, turn.now)
    asked = form_rules.find_next_question(form, await forms.read_answers(turn.session, row), today)
    reading = await turn.read(text, at=asked.key if asked else "")
    if len(reading.offered) != 1 or reading.intents[0].score < CLEAR_FROM or reading.first_name:
        return False
    if asked is None and reading.offered == ("thanks",):  # « c'est parfait » of a summary is a yes, not a thank-you
        await forms.ask(turn.session, row, turn.now, problem="send")
        return True
    return await _act(turn, reading.offered[0], intents.Wish(text, reading))


async def let_go(turn: Turn, expected: Expected, text: str) -> bool:
    """Let go of what was asked for, where « annuler » can be no answer to it; return False for any other words."""
    if expected.what not in NOT_ANSWERED_BY_STOP or len(text.split()) > MAX_STOP_WORDS:
        return False
    if set((await turn.read(text)).offered).isdisjoint(STOPPING):
        return False
    turn.person.expecting = None
    await turn.show_present()
    return True


async def _act(turn: Turn, intent: IntentId, wish: intents.Wish) -> bool:
    if intent in STOPPING:
        await pauses.stop(turn, Action("stop"))
    elif intent in (*ASIDE, *ELSEWHERE):
        await intents.act_on_intent(turn, wish)
        if intent in ASIDE:
            await turn.show_present()
    return intent in (*STOPPING, *ASIDE, *ELSEWHERE)
