"""Typed words that were asked for: what each kind of them leads to, in one table."""

from collections.abc import Awaitable, Callable

from bot.desk import (
    birth_corrections,
    case_notes,
    case_records,
    cases,
    duty,
    letters,
    lookups,
    parental_records,
    silences,
    vetting,
)
from bot.members import (
    binomes,
    births,
    forms,
    outside_recipient,
    pauses,
    reports,
    session_changes,
    talk,
    team_letters,
    team_questions,
    typed_answers,
)
from bot.turn import Turn
from mentoring.expectations import Expected, What

Reader = Callable[[Turn, Expected, str], Awaitable[None]]
"""Takes what was expected, and the words without what surrounds them."""
READERS: dict[What, Reader] = {
    "change": forms.change_by_text,
    "place": binomes.read_place,
    "goal": typed_answers.read_goal,
    "move": session_changes.read_moment,
    "talk": talk.read_words,
    "note": case_notes.keep_note,
    "until": pauses.pause_until,
    "reason": cases.act_with_reason,
    "report": reports.add_words,
    "hold": lookups.hold_with_reason,
    "paper": parental_records.keep_paper,
    "waiver": parental_records.keep_waiver,
    "silence_until": silences.read_day,
    "silence": silences.place_with_reason,
    "quiet_end": silences.end_with_reason,
    "check": vetting.read_day,
    "away": duty.read_typed_absence,
    "record": case_records.keep_words,
    "letter": letters.show_letter,
    "answer": team_letters.send_answer,
    "question": team_questions.show_typed,
    "mail": outside_recipient.read_mail,
    "birth": births.read_correction,
    "birth_new": birth_corrections.read_birth,
    "birth_why": birth_corrections.correct_with_reason,
}
MAY_BE_EMPTY: tuple[What, ...] = ("change",)
"""The form itself answers words of which nothing is left."""


async def read_typed_words(turn: Turn, expected: Expected, text: str) -> None:
    """Pass words to the reader of what was expected, and end the expectation."""
    turn.person.expecting = None
    if text or expected.what in MAY_BE_EMPTY:
        await READERS[expected.what](turn, expected, text)
    else:
        await turn.show_present("empty")
