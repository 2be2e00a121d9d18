"""Filling in a form: the role, the questions, the summary."""

from collections.abc import Awaitable, Callable, Mapping
from datetime import date
from typing import Any

from bot.members import births, first_words, quick_words
from bot.members.form_answers import Typed, read_answer
from bot.turn import Turn
from mentoring import form_rules
from mentoring.actions import Action
from mentoring.answer_changes import may_change
from mentoring.births import CLOSED_FORMS, is_too_old
from mentoring.errors import NotPossible
from mentoring.expectations import Expected
from mentoring.privacy import AGREED_TO
from mentoring.questions import Question, find_question, list_unanswered, parse_form
from mentoring.shown_choices import TAPS
from mentoring.states import Form
from storage.schema.tables import Need, Offer, find_noun
from understanding.answers.yes_no import read_yes_no
from understanding.shown_words import find_unasked
from use_cases.binomes import proposals
from use_cases.binomes.births import is_settled, turn_away
from use_cases.needs_offers import agreements, asked_questions, forms, needs, offers
from use_cases.people import people


async def invite(turn: Turn, form: Form) -> None:
    """Show what a need or an offer begins with, to somebody who came for it; or where they are with theirs."""
    if await forms.find_latest(turn.session, form, turn.person):
        await turn.show_present()
    elif not await births.refuse_too_young(turn, form):
        await turn.reply(f"begin_{form}")


async def begin(turn: Turn, action: Action) -> None:
    """Agree to what the welcome says, and begin a need or an offer; whoever has not read it yet reads it first."""
    form = parse_form(action.subject)
    turn.person.expecting = None  # the next words are for the form
    if await _refuse_age(turn, form):
        return
    known = await people.read_profile(turn.session, turn.person)
    spoken = known.get("language", turn.programme.languages[0])
    editions = {kind: turn.consent_editions.get(f"{spoken}/{kind}") for kind in AGREED_TO}
    read = await agreements.find_read(turn.session, turn.person, turn.message_id, editions)
    if read is None and turn.person.consented_at is None:  # a button of before an erasure, or of another message
        await turn.reply(f"begin_{form}")
        return
    if read is not None:
        present = turn.consent_editions.values()
        await people.record_consent(turn.session, turn.person, turn.now, editions[read], present)
    if turn.incoming.first_name and "name" not in known:
        called = form_rules.tidy(turn.incoming.first_name)[:40]
        await people.save_profile(turn.session, turn.person, {**known, "called": called})
    row = await forms.begin(turn.session, form, turn.person, turn.now)
    if row.state != "drafting":
        await turn.show_present()
        return
    if read is not None:
        await agreements.mark(turn.session, turn.person, read, turn.message_id, turn.now)
    await first_words.put_in_form(turn, row)
    await forms.ask(turn.session, row, turn.now)


async def _refuse_age(turn: Turn, form: Form) -> bool:
    """Say so to somebody whose known age is not one for a form; return whether it is not."""
    if await births.refuse_too_young(turn, form):
        return True
    birth = (await people.read_profile(turn.session, turn.person)).get("birth")
    today = await forms.read_local_date(turn.session, turn.person, turn.now)
    if birth is None or not is_too_old(form, birth, turn.programme, today):
        return False
    await turn.reply("too_old")
    return True


async def answer(turn: Turn, action: Action) -> None:
    """A tap in a form: an answer, a step back, a correction, or the confirmation."""
    form, row = await _open_form(turn, parse_form(action.verb))
    if action.subject in OTHER_TAPS:
        await OTHER_TAPS[action.subject](turn, form, row, action.choice)
        return
    if action.choice == "back" and row.state != "drafting":
        await _show_form(turn, form, row, "")
        return
    given = await forms.read_written(turn.session, row)
    today = await forms.read_local_date(turn.session, turn.person, turn.now)
    step = (
        form_rules.answer_by_tap(form, action.subject, action.choice, given, turn.programme, today)
        if given is not None
        else None
    )
    if step is None:
        raise NotPossible
    await _keep_answers(turn, form, row, step, action.subject)


async def answer_by_text(turn: Turn, text: str) -> bool:
    """Answer the present question by typed words; False when no question waits for any."""
    found = await forms.find_draft(turn.session, turn.person)
    if found is None:
        return False
    await _answer_by_text(turn, *found, text)
    return True


async def change_by_text(turn: Turn, expected: Expected, text: str) -> None:
    """Answer by typed words the question of a sent form that is asked again."""
    form, row = await _open_form(turn, parse_form(expected.subject))
    await _answer_by_text(turn, form, row, text)


async def _answer_by_text(turn: Turn, form: Form, row: Need | Offer, text: str) -> None:
    given = await forms.read_written(turn.session, row)
    if given is None:
        raise NotPossible
    if await quick_words.hold_back(turn, form, row, given, text):
        return
    today = await forms.read_local_date(turn.session, turn.person, turn.now)
    asked = form_rules.find_next_question(form, given, today)
    if find_unasked(form, given):
        await _answer_ask_back(turn, row, text)
    elif asked is None:
        await _answer_summary(turn, row, given, text, today)
    else:
        await _answer_question(turn, row, asked, given, text, today)


async def _answer_question(
    turn: Turn, row: Need | Offer, asked: Question, given: Mapping[str, Any], text: str, today: date
) -> None:
    form = find_noun(row)
    answer = read_yes_no(text)
    guess = await asked_questions.find_guess(turn.session, turn.person, form) if answer is not None else ""
    typed = Typed(form, asked, text, await turn.read(text, at=asked.key), given, turn.programme, today)
    if guess and answer is False:
        await forms.ask(turn.session, row, turn.now)
    elif guess and (step := typed.tap(guess)):
        await _keep_answers(turn, form, row, step, asked.key, is_typed=True)
    elif (heard := read_answer(typed)).guess:
        await turn.reply(f"{form}_guess", form=row.id, guess=heard.guess)
    else:
        await _keep_answers(turn, form, row, heard.step, asked.key, is_typed=True)


async def _answer_ask_back(turn: Turn, row: Need | Offer, text: str) -> None:
    """Have names removed from the words, or left in them, by a typed yes or no."""
    answer = read_yes_no(text)
    if answer is None or not await forms.choose_shown(turn.session, row, leaves=not answer):
        await forms.ask(turn.session, row, turn.now, problem="choose")
    else:
        await forms.ask(turn.session, row, turn.now)


async def _answer_summary(turn: Turn, row: Need | Offer, given: Mapping[str, Any], text: str, today: date) -> None:
    """Say that only a tap sends a form; who says no is asked what to correct, and who names hours sees them ticked."""
    form, answer, hours = find_noun(row), read_yes_no(text), find_question(find_noun(row), "slots")
    if hours and (await turn.read(text, at=hours.key)).slots:
        await _answer_question(turn, row, hours, form_rules.reopen(given, hours.key), text, today)
        return
    if answer is False:
        await turn.reply(f"{form}_edit", form=row.id)
    elif answer:
        await forms.ask(turn.session, row, turn.now, problem="send")
    else:
        await forms.ask(turn.session, row, turn.now, problem="text")


async def _open_form(turn: Turn, form: Form) -> tuple[Form, Need | Offer]:
    row = await forms.find_latest(turn.session, form, turn.person)
    if row is None:
        raise NotPossible
    if row.state != "drafting":
        turn.expect("change", form)
    else:
        turn.person.expecting = None
        row.created_at = turn.now  # of two forms, the one that was touched last is the one that words answer
    return form, row


async def _keep_answers(
    turn: Turn, form: Form, row: Need | Offer, step: form_rules.Step, key: str, *, is_typed: bool = False
) -> None:
    """Keep what was answered at a question: of it a line is left and the next one is a message of its own."""
    for mark in CLOSED_FORMS:
        if step.problem == mark:
            turn.person.expecting = None
            await turn_away(turn.session, turn.person, mark, step.answers["birth"], turn.now)
            await turn.reply(mark)
            return
    if await _is_birth_changed(turn, step):
        await births.ask_correction(turn, Action("birth"))
        return
    today = await forms.read_local_date(turn.session, turn.person, turn.now)
    is_done = key not in [item.key for item in list_unanswered(form, step.answers, today)]
    asked = find_question(form, key)
    key = asked.completes or key if asked else key
    is_changed = await forms.keep(turn.session, form, row, step.answers, turn.now)
    if is_done and (is_typed or row.state == "drafting"):
        await forms.close_question(turn.session, row, key, turn.now, turn.message_id)
    if is_changed:
        turn.person.expecting = None
        if isinstance(row, Offer):
            await proposals.take_back_impossible(turn.session, row, turn.now)
        await forms.ask(turn.session, row, turn.now, edit=turn.message_id, problem="changed")
    elif is_done and row.state == "drafting":
        await forms.ask(turn.session, row, turn.now, taken=key if is_typed else "", problem=step.problem)
    else:
        await forms.ask(turn.session, row, turn.now, edit=turn.message_id, problem=step.problem)


async def _is_birth_changed(turn: Turn, step: form_rules.Step) -> bool:
    """Return whether a birth would change that is the team's to correct."""
    known, said = (await people.read_profile(turn.session, turn.person)).get("birth"), step.answers.get("birth", "")
    if known is None or said.startswith(known):  # a month completes its year
        return False
    return await is_settled(turn.session, turn.person, turn.now)


async def _show_form(turn: Turn, form: Form, row: Need | Offer, _choice: str) -> None:
    """Show the question that waits; of a sent form all answers, and a change that was begun is let go."""
    if row.state != "drafting":
        turn.person.expecting = None
        await forms.change(turn.session, form, row, "")
    await forms.ask(turn.session, row, turn.now, edit=turn.message_id)


async def _ask_question(turn: Turn, form: Form, row: Need | Offer, _choice: str) -> None:
    """Show the question that waits once more."""
    await forms.ask(turn.session, row, turn.now, edit=turn.message_id)


async def _edit_answer(turn: Turn, form: Form, row: Need | Offer, choice: str) -> None:
    given = await forms.read_answers(turn.session, row)
    if row.state == "drafting" and choice not in given and not await _is_looked_over(turn, form, given):
        raise NotPossible
    if not choice and row.state == "drafting":
        await turn.redraw(f"{form}_edit", form=row.id)
        return
    if row.state != "drafting":
        if not may_change(form, choice, row.state) and not (choice == "birth" and choice not in given):
            raise NotPossible
        await forms.change(turn.session, form, row, choice)
    elif find_question(form, choice) is None:
        raise NotPossible
    elif await _is_birth_changed(turn, after := form_rules.Step(form_rules.reopen(given, choice))):
        await births.ask_correction(turn, Action("birth"))
        return
    else:
        await forms.save(turn.session, form, row, after.answers)
    await forms.ask(turn.session, row, turn.now, edit=turn.message_id)


async def _is_looked_over(turn: Turn, form: Form, given: Mapping[str, Any]) -> bool:
    """Return whether a draft shows its answers: in the summary, or where names in the words are asked about."""
    today = await forms.read_local_date(turn.session, turn.person, turn.now)
    return bool(find_unasked(form, given)) or form_rules.find_next_question(form, given, today) is None


async def _send_form(turn: Turn, form: Form, row: Need | Offer, _choice: str) -> None:
    given = await forms.read_answers(turn.session, row)
    today = await forms.read_local_date(turn.session, turn.person, turn.now)
    if form_rules.find_next_question(form, given, today) is not None:
        raise NotPossible
    # The birth may have been given since in the other form, where it fits.
    if not await _refuse_age(turn, form):
        await SENDS[form](turn, row, given)


async def _send_need(turn: Turn, need: Need, _given: Mapping[str, Any]) -> None:
    await needs.send(turn.session, need, turn.person, turn.now, edit=turn.message_id)


async def _send_offer(turn: Turn, offer: Offer, given: Mapping[str, Any]) -> None:
    await offers.send(turn.session, offer, turn.person, turn.now, int(given["capacity"]), edit=turn.message_id)


async def show_profile(turn: Turn, _action: Action) -> None:
    """Show what the person sent, with a button for each answer that they may change."""
    turn.person.expecting = None
    found = [(form, row) for form in forms.TABLES if (row := await forms.find_latest(turn.session, form, turn.person))]
    sent = [(form, row) for form, row in found if row.state != "drafting"]
    for form, row in sent:
        await _show_form(turn, form, row, "")
    if not sent:
        await turn.show_present()


async def _choose_shown(turn: Turn, _form: str, row: Need | Offer, choice: str) -> None:
    """Leave names in the words that a partner reads, or have them removed."""
    if row.state != "drafting":
        turn.person.expecting = None
    leaves = TAPS.get(choice)
    if leaves is None or not await forms.choose_shown(turn.session, row, leaves=leaves):
        raise NotPossible
    await forms.ask(turn.session, row, turn.now, edit=turn.message_id)


SENDS: dict[str, Callable[[Turn, Any, Mapping[str, Any]], Awaitable[None]]] = {
    "need": _send_need,
    "offer": _send_offer,
}
"""Form -> what sends it, once its summary is confirmed."""
OTHER_TAPS = {
    "shown": _choose_shown,
    "show": _show_form,
    "ask": _ask_question,
    "edit": _edit_answer,
    "send": _send_form,
}
