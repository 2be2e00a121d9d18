"""Messages sent so quickly that they came before the question that is asked now: they never answer it."""

from collections.abc import Mapping
from typing import Any

from bot.turn import Turn
from mentoring import form_rules
from mentoring.questions import find_question
from mentoring.states import Form
from storage.schema.tables import Need, Offer, Outgoing
from use_cases.needs_offers import asked_questions, forms

REFUSED_WHOLE = "too_long"
"""Telegram cuts a long text in two: with its first part the rest has been answered."""
REFUSING = ("welcome", "talk_refused", "question_ask", "place_ask", "letter_ask", "letter_answer", "note_ask")
"""What says so outside of any form."""


async def hold_back(turn: Turn, form: Form, row: Need | Offer, given: Mapping[str, Any], text: str) -> bool:
    """Take words for more of the answer before, or ask again; return False when what is asked had been shown."""
    waiting = await find_unshown(turn, *asked_questions.list_kinds(form))
    if waiting is None or waiting.args.get("form") != row.id:
        return False
    if waiting.args.get("problem") == REFUSED_WHOLE or await _add_to_answer(turn, form, row, given, waiting, text):
        return True
    if waiting.state == "queued":
        waiting.args = {**waiting.args, "problem": "early"}
    elif waiting.args.get("problem") != "early":
        await forms.ask(turn.session, row, turn.now, problem="early", taken=waiting.args.get("taken", ""))
    return True


async def _add_to_answer(
    turn: Turn, form: Form, row: Need | Offer, given: Mapping[str, Any], waiting: Outgoing, text: str
) -> bool:
    """Put words behind a sentence that was typed just before; return False where there is none, or no room."""
    before = find_question(form, waiting.args.get("taken", ""))
    if before is None or row.state != "drafting" or not form_rules.takes_words(before, given):
        return False
    step = form_rules.add_words(before, given, text)
    if step.problem:
        return False
    await forms.keep(turn.session, form, row, step.answers, turn.now)
    if waiting.state != "queued":  # otherwise it is drawn with all of the sentence as it leaves
        await forms.ask(turn.session, row, turn.now, taken=before.key)
    return True


async def is_rest_of_long_text(turn: Turn) -> bool:
    """Return whether words are the rest of a text whose beginning was told to be too long, outside of any form."""
    refused = await find_unshown(turn, *REFUSING)
    return refused is not None and REFUSED_WHOLE in (refused.args.get("problem"), refused.args.get("why"))


async def find_unshown(turn: Turn, *kinds: str) -> Outgoing | None:
    """Return what was said last if the message that is heard was sent before it could be read."""
    if turn.incoming.message_id is None:
        return None
    return await asked_questions.find_unshown(turn.session, turn.person, kinds, turn.incoming.message_id)
