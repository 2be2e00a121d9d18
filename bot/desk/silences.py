"""Silences set from a sheet: until when, why, and their end; and a binôme that ends without a message."""

from datetime import date
from zoneinfo import ZoneInfo

from bot.desk.sheet_rows import fetch_to_decide, lock_binome
from bot.turn import Turn
from mentoring.errors import NotPossible
from mentoring.expectations import Expected
from mentoring.pauses import NO_END, PAUSE_DAYS, format_day, parse_day
from mentoring.roles import VOLUNTEER, YOUNG, Side
from storage.schema.tables import Binome, Need, Offer, find_noun
from use_cases.binomes import binomes, pauses
from use_cases.desk import silence_screens
from use_cases.outbox import silences
from use_cases.people.audit import record_audit
from use_cases.team import notes

Row = Binome | Need | Offer
UNTOLD: dict[str, tuple[Side, ...]] = {"both": (YOUNG, VOLUNTEER), "young": (YOUNG,), "volunteer": (VOLUNTEER,)}
"""Who hears nothing of an end -> the sides."""
PERIODS = ("week", "month", NO_END)


async def ask_until(turn: Turn, row: Row, _what: str) -> str:
    """Ask until when nothing automatic is to be said."""
    turn.expect("silence_until", pauses.find_name(row))
    await turn.reply("silence_until", noun=find_noun(row), number=row.id)
    return "toast_look_private"


async def choose_period(turn: Turn, row: Row, what: str) -> None:
    """Take a week, a month, or no end; then ask why."""
    period = what.removeprefix("mute_")
    day = parse_day(period, _find_today(turn)) if period in PAUSE_DAYS else None
    await _ask_reason(turn, row, format_day(day) if day else NO_END)


async def read_day(turn: Turn, expected: Expected, text: str) -> None:
    """Take a typed day, and ask why; what is no day is asked again."""
    row = await fetch_to_decide(turn, expected.subject)
    day = parse_day(text, _find_today(turn))
    if day is not None:
        await _ask_reason(turn, row, format_day(day))
        return
    turn.expect("silence_until", expected.subject)
    await turn.reply("silence_until", noun=find_noun(row), number=row.id, problem="day")


async def place_with_reason(turn: Turn, expected: Expected, reason: str) -> None:
    """Set the silence for the reason that was asked for."""
    row = await fetch_to_decide(turn, expected.subject)
    until = silence_screens.compute_end(turn.session, expected.choice, turn.now)
    if until is None and expected.choice != NO_END:
        raise NotPossible("(day)")
    if len(reason) > notes.MAX_NOTE_CHARACTERS:
        await _ask_reason(turn, row, expected.choice, "too_long")
        return
    subject = await silence_screens.find_subject(turn.session, row)
    await silences.place(turn.session, subject, turn.person, until, reason, turn.now)
    await turn.reply(f"sheet_{find_noun(row)}", noun=find_noun(row), number=row.id)


async def confirm_end(turn: Turn, row: Row, _what: str) -> None:
    """Ask a second time before a silence ends; where there is none, nothing is asked."""
    subject = await silence_screens.find_subject(turn.session, row)
    if await silences.find_on(turn.session, subject, turn.now) is None:
        raise NotPossible("(no silence)")
    await turn.reply("silence_end", noun=find_noun(row), number=row.id)


async def end_silence(turn: Turn, row: Row, _what: str) -> str:
    """End a silence by hand."""
    subject = await silence_screens.find_subject(turn.session, row)
    if not await silences.end(turn.session, subject, turn.person, turn.now):
        raise NotPossible("(no silence)")
    await turn.redraw(f"sheet_{find_noun(row)}", noun=find_noun(row), number=row.id)
    return "toast_saved"


async def ask_untold(turn: Turn, binome: Binome, _what: str) -> None:
    """Ask who is to hear nothing of a binôme's end."""
    await turn.reply("end_quietly", noun="binome", number=binome.id)


async def ask_quiet_reason(turn: Turn, binome: Binome, what: str) -> None:
    """Ask why a binôme ends without a message."""
    await _ask_quiet_reason(turn, binome, what.removeprefix("quiet_"))


async def end_with_reason(turn: Turn, expected: Expected, reason: str) -> None:
    """End a binôme without a message to one side or both; the reason stays on its sheet."""
    binome = await lock_binome(turn, int(expected.subject))
    if len(reason) > notes.MAX_NOTE_CHARACTERS:
        await _ask_quiet_reason(turn, binome, expected.choice, "too_long")
        return
    await binomes.end(turn.session, binome, "team", turn.now, untold=UNTOLD[expected.choice])
    await notes.add_to_binome(turn.session, binome, turn.person, reason, turn.now)
    record_audit(turn.session, turn.now, turn.person, "ended quietly", binome, expected.choice)
    await turn.reply("sheet_binome", noun="binome", number=binome.id)


async def _ask_reason(turn: Turn, row: Row, until: str, problem: str = "") -> None:
    turn.expect("silence", pauses.find_name(row), until)
    await turn.reply("silence_why", noun=find_noun(row), number=row.id, until=until, problem=problem)


async def _ask_quiet_reason(turn: Turn, binome: Binome, untold: str, problem: str = "") -> None:
    turn.expect("quiet_end", binome.id, untold)
    await turn.reply("end_quietly_why", noun="binome", number=binome.id, problem=problem)


def _find_today(turn: Turn) -> date:
    return turn.now.astimezone(ZoneInfo(turn.programme.zone)).date()
