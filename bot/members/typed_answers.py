"""Typed answers to what waits: taken at once where they can be corrected, else shown with the buttons that decide."""

from collections.abc import Awaitable, Callable
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.members import courses, session_changes
from bot.turn import Turn
from mentoring.contexts import WaitingContext
from mentoring.expectations import Expected
from mentoring.messages import MESSAGES
from mentoring.pending import ASKED_BY, UNASKED, Pending, PendingKind, Said, select_fitting
from mentoring.slots import WEEKDAYS, parse_weekly
from understanding.answers.remarks import Remark
from understanding.reading import Reading
from use_cases.binomes import binomes, goals, moves, pending
from use_cases.needs_offers import forms
from use_cases.people import people
from use_cases.sessions import sessions

PLAIN_FROM = 0.9
"""From this share on something else is wanted than to say yes or no."""
REMARKED: dict[Remark | None, set[Said]] = {
    "coming": {"coming"},
    "good": {"good"},
    "forward": set(),
    "other": set(),
    "file": set(),
    "write": set(),
}
"""Remark -> what it is to a question; « ok » is a yes to what was just asked."""
Answer = Callable[[Turn, Pending, Reading, set[Said]], Awaitable[None]]
"""Takes what somebody has typed to the question that waits."""


async def take_answer(turn: Turn, text: str, reading: Reading) -> bool:
    """Take typed words as the answer to what waits; return False when nothing that waits can be answered by them."""
    said = find_said(reading)
    if reading.remark == "heard" and not await _was_just_asked(turn):
        return False
    waiting = await pending.list_pending(turn.session, turn.person, turn.now) if said else []
    fitting = select_fitting(waiting, said, () if reading.remark else reading.offered, is_guessed=_is_guessed(reading))
    if len(fitting) > 1:
        await turn.reply("waiting", said="which")
    elif fitting:
        (one,) = fitting
        reading = await _read_for_session(turn, one, text) if one.kind == "move" else reading
        await ANSWERS[one.kind](turn, one, reading, said)
    return bool(fitting)


async def _was_just_asked(turn: Turn) -> bool:
    """Return whether what was said last asks something: « ok » is to what was said last."""
    last = await pending.find_last_said(turn.session, turn.person, drawn_anew=True)
    return last is not None and (last.kind in ASKED_BY or MESSAGES[last.kind].context is WaitingContext)


def _is_guessed(reading: Reading) -> bool:
    """Return whether nothing is plainly wanted from the bot."""
    return not reading.intents or reading.intents[0].score < PLAIN_FROM


def find_said(reading: Reading) -> set[Said]:
    """Return what words may be to a question: a remark is no yes to whatever may be asked."""
    said = _find_answers(reading)
    if reading.remark in REMARKED:
        return {one for one in said if one in ("hours", "moment")} | REMARKED[reading.remark]
    return said


def _find_answers(reading: Reading) -> set[Said]:
    said: set[Said] = {"hours"} if reading.weekly or reading.slots else set()
    said |= {"moment"} if reading.moment else set()
    said |= {"number"} if reading.number is not None else set()
    return said | ({"yes"} if reading.answer else {"no"} if reading.answer is False else set())


async def _read_for_session(turn: Turn, one: Pending, text: str) -> Reading:
    """Return what is read in words about one session: it need not be the next one."""
    planned = await sessions.lock_own(turn.session, one.number, turn.person)
    return await turn.read(text, session_start=planned.starts_at)


async def repeat(turn: Turn) -> None:
    """Ask again what waits, after something else was answered."""
    waiting = await pending.list_pending(turn.session, turn.person, turn.now)
    if await forms.find_draft(turn.session, turn.person):
        await turn.show_present()
    elif any(one.kind not in UNASKED for one in waiting):
        await turn.reply("waiting")


async def say_not_understood(turn: Turn) -> None:
    """Say so, with what waits and what could be written; a form's question, or the welcome, is shown instead."""
    if await forms.find_draft(turn.session, turn.person) or await turn.name_home() != "menu":
        await turn.show_present("text")
    else:
        await turn.reply("not_understood")


async def _confirm(turn: Turn, one: Pending, _reading: Reading, said: set[Said]) -> None:
    """Show what was said with the buttons that decide: nothing changes without a tap."""
    await turn.reply("waiting", about=one.kind, number=one.number, said="no" if "no" in said else "yes")


async def _answer_proposal(turn: Turn, one: Pending, reading: Reading, said: set[Said]) -> None:
    if "yes" in said:
        await _confirm(turn, one, reading, said)
    else:
        await turn.reply("decline_why", binome=one.number)


async def _answer_slot(turn: Turn, one: Pending, reading: Reading, said: set[Said]) -> None:
    """Take a yes, if it is to the hour that was asked for; show other hours for anything else."""
    binome = await binomes.lock_binome(turn.session, one.number, turn.person)
    asked = parse_weekly(binome.asked_slot)
    if asked and "yes" in said and _list_days(reading) <= {WEEKDAYS[asked.weekday]}:
        await _confirm(turn, one, reading, said)
    else:
        await _choose_hour(turn, one, reading, said)


async def _answer_move(turn: Turn, one: Pending, reading: Reading, said: set[Said]) -> None:
    """Take a yes, or a no, to the moment that was asked for; offer to ask for any other that is named."""
    planned = await sessions.lock_own(turn.session, one.number, turn.person)
    assert planned.asked_start is not None
    zone = ZoneInfo(await people.find_zone(turn.session, turn.person))
    if _is_other(reading, planned.asked_start.astimezone(zone)) or said == {"hours"}:
        await session_changes.offer_moment(turn, planned, reading.moment)
    else:
        await _confirm(turn, one, reading, said if "no" in said else {"yes"})


def _is_other(reading: Reading, asked: datetime) -> bool:
    """Return whether words name a moment that is not the one that was asked for: of it a day, or an hour, may do."""
    if reading.moment is None:
        return False
    days, hours = _list_days(reading), {(one.hour, one.minute) for one in reading.weekly or ()}
    hours = hours or (set() if days else {(reading.moment.hour, reading.moment.minute)})
    return not (days <= {WEEKDAYS[asked.weekday()]} and hours <= {(asked.hour, asked.minute)})


def _list_days(reading: Reading) -> set[str]:
    """Return the weekdays that words name."""
    if reading.weekly:
        return {hour.weekday for hour in reading.weekly}
    return {WEEKDAYS[reading.date.weekday()]} if reading.date else set()


async def _choose_hour(turn: Turn, one: Pending, reading: Reading, _said: set[Said]) -> None:
    """Show the hour that was typed, to be asked for by a tap; else the hours that both could make."""
    binome = await binomes.lock_binome(turn.session, one.number, turn.person)
    await session_changes.offer_hours(turn, binome, reading.weekly or ())


async def _note_coming(turn: Turn, one: Pending, _reading: Reading, _said: set[Said]) -> None:
    planned = await sessions.lock_own(turn.session, one.number, turn.person)
    await moves.come(turn.session, planned.id, turn.person, planned.revision, turn.now)


async def _choose(turn: Turn, one: Pending, _reading: Reading, _said: set[Said]) -> None:
    """Show the buttons of a question to which a yes or a no says too little."""
    await turn.reply("waiting", about=one.kind, number=one.number, said="choose")


async def _answer_check_in(turn: Turn, one: Pending, _reading: Reading, said: set[Said]) -> None:
    """Record it at once: what follows has a button to correct it."""
    await sessions.answer_check_in(turn.session, one.number, turn.person, "no" not in said, turn.now)


async def _answer_rating(turn: Turn, one: Pending, reading: Reading, said: set[Said]) -> None:
    """Show the number that was read: a rating cannot be taken back; « c'était super » has none."""
    is_one = reading.number is not None and 1 <= reading.number <= sessions.MAX_RATING
    shown = "choose" if "good" in said else str(reading.number) if is_one else ""
    await turn.reply("waiting", about=one.kind, number=one.number, said=shown)


async def _show_training(turn: Turn, one: Pending, _reading: Reading, _said: set[Said]) -> None:
    await turn.reply("training", offer=one.number)


async def _answer_goal(turn: Turn, one: Pending, _reading: Reading, said: set[Said]) -> None:
    """Show the sentence that was offered as the goal with the button that sends it, or ask for another."""
    binome = await binomes.lock_binome(turn.session, one.number, turn.person)
    if "yes" in said and (words := await goals.read_offered(turn.session, binome)):
        await goals.type_goal(turn.session, one.number, turn.person, words, turn.now)
    else:
        await courses.ask_goal(turn, one.number)


async def read_goal(turn: Turn, expected: Expected, text: str) -> None:
    """Take words for the goal that was asked for, unless they answer something else that waits: a weekly hour."""
    if not await take_answer(turn, text, await turn.read(text)):
        await courses.read_goal(turn, expected, text)


ANSWERS: dict[PendingKind, Answer] = {
    "proposal": _answer_proposal,
    "consent": _confirm,
    "slot": _answer_slot,
    "hour": _choose_hour,
    "new_hour": _choose_hour,
    "move": _answer_move,
    "unanswered": _confirm,
    "coming": _note_coming,
    "check_in": _answer_check_in,
    "rating": _answer_rating,
    "training": _show_training,
    "resume": _confirm,
    "again": _confirm,
    "same_need": _choose,
    "feeling": _choose,
    "goal": _answer_goal,
    "ending": _choose,
}
