"""Typed answers to what waits: taken at once where they can be corrected, else shown with the buttons that decide."""

from collections.abc import Awaitable, Callable
from zoneinfo import ZoneInfo

from bot.members import session_changes
from bot.turn import Turn
from mentoring.intents import IntentId
from mentoring.pending import UNASKED, Pending, PendingKind, Said, select_fitting
from mentoring.slots import WEEKDAYS, parse_weekly
from understanding.reading import Reading
from use_cases.binomes import binomes, moves, pending
from use_cases.needs_offers import forms
from use_cases.people import people
from use_cases.sessions import sessions

SMALL_TALK: tuple[IntentId, ...] = ("hello", "thanks")
"""What may stand beside an answer: « oui merci »."""
Answer = Callable[[Turn, Pending, Reading, set[Said]], Awaitable[None]]
"""Takes what somebody has typed to the question that waits."""


async def take_answer(turn: Turn, reading: Reading) -> bool:
    """Take typed words as the answer to what waits; return False when nothing that waits can be answered by them."""
    said = find_said(reading)
    waiting = await pending.list_pending(turn.session, turn.person, turn.now) if said else []
    fitting = select_fitting(waiting, said)
    if len(fitting) > 1:
        await turn.reply("waiting", said="which")
    elif fitting:
        await ANSWERS[fitting[0].kind](turn, fitting[0], reading, said)
    return bool(fitting)


def find_said(reading: Reading) -> set[Said]:
    """Return what words may be to a question: an hour in any case, the rest unless they want something else."""
    said: set[Said] = {"hours"} if reading.weekly or reading.slots else set()
    if set(reading.offered) <= set(SMALL_TALK):
        said |= {"number"} if reading.number is not None else set()
        said |= {"yes"} if reading.answer else {"no"} if reading.answer is False else set()
    return said


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
    await turn.reply("waiting", about=one.kind, number=one.number, said="yes" if "yes" in said else "no")


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


def _list_days(reading: Reading) -> set[str]:
    """Return the weekdays that words name."""
    if reading.weekly:
        return {hour.weekday for hour in reading.weekly}
    return {WEEKDAYS[reading.date.weekday()]} if reading.date else set()


async def _choose_hour(turn: Turn, one: Pending, reading: Reading, _said: set[Said]) -> None:
    """Show the hour that was typed, to be asked for by a tap; else the hours that both could make."""
    if not (reading.weekly and await session_changes.offer_weekly_hours(turn, reading.weekly)):
        await turn.reply("slot_choice", binome=one.number)


async def _answer_move(turn: Turn, one: Pending, reading: Reading, said: set[Said]) -> None:
    """Take a yes, if it is to the moment that was asked for, or a no; another moment is offered to the other side."""
    planned = await sessions.lock_own(turn.session, one.number, turn.person)
    zone = ZoneInfo(await people.find_zone(turn.session, turn.person))
    asked = planned.asked_start and planned.asked_start.astimezone(zone).date()
    is_other = reading.moment is not None and reading.moment.date() != asked
    if is_other and "hours" in said:
        await session_changes.offer_move(turn, reading.moment)
    else:
        await _confirm(turn, one, reading, said)


async def _note_coming(turn: Turn, one: Pending, _reading: Reading, _said: set[Said]) -> None:
    planned = await sessions.lock_own(turn.session, one.number, turn.person)
    await moves.come(turn.session, planned.id, turn.person, planned.revision, turn.now)


async def _answer_check_in(turn: Turn, one: Pending, _reading: Reading, said: set[Said]) -> None:
    """Record it at once: what follows has a button to correct it."""
    await sessions.answer_check_in(turn.session, one.number, turn.person, "yes" in said, turn.now)


async def _answer_rating(turn: Turn, one: Pending, reading: Reading, _said: set[Said]) -> None:
    """Show the number that was read: a rating cannot be taken back."""
    is_one = reading.number is not None and 1 <= reading.number <= sessions.MAX_RATING
    await turn.reply("waiting", about=one.kind, number=one.number, said=str(reading.number) if is_one else "")


async def _show_training(turn: Turn, one: Pending, _reading: Reading, _said: set[Said]) -> None:
    await turn.reply("training", offer=one.number)


ANSWERS: dict[PendingKind, Answer] = {
    "proposal": _answer_proposal,
    "consent": _confirm,
    "slot": _answer_slot,
    "hour": _choose_hour,
    "new_hour": _choose_hour,
    "move": _answer_move,
    "coming": _note_coming,
    "check_in": _answer_check_in,
    "rating": _answer_rating,
    "training": _show_training,
    "resume": _confirm,
    "again": _confirm,
}
