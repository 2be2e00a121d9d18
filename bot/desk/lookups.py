"""What the team looks up: open cases, a binôme, a need, an offer, a first name. Answered in private, audited."""

from collections.abc import Awaitable, Callable
from typing import Any

from aiogram.filters import CommandObject
from aiogram.types import Message

from bot.desk import birth_corrections, case_notes, letters, parental_records, silences, vetting
from bot.desk.sheet_rows import fetch_row, lock_binome
from bot.turn import Turn
from mentoring.actions import Action
from mentoring.errors import NotPossible
from mentoring.expectations import Expected
from mentoring.references import parse_number
from mentoring.states import Noun
from mentoring.vetting import ChecksMissing
from storage import installation
from storage.schema.tables import Binome, Need, Offer, find_noun
from use_cases.binomes import binomes, holds, pauses
from use_cases.desk import minors_clearance, open_cases, record_sheets
from use_cases.outbox import outbox
from use_cases.people import name_search, staff, ties
from use_cases.people.audit import Subject, record_audit
from use_cases.team import case_access, readings

CLEARANCE_ACTS = {"clear": minors_clearance.give_clearance, "unclear": minors_clearance.withdraw_clearance}
"""Act on an offer's sheet -> what the team says about people under 18."""


def show_sheet(noun: Noun) -> Callable[[Message, Turn, CommandObject], Awaitable[None]]:
    """Return the handler that shows the binôme, need or offer that a reference names."""

    async def show(message: Message, turn: Turn, command: CommandObject) -> None:
        await staff.require_role(turn.session, turn.person)
        number = parse_number(noun, command.args or "")
        row = await record_sheets.open_record(turn.session, noun, number, turn.person, turn.now) if number else None
        if row is None:
            await answer_privately(message, turn, "not_found")
            return
        await readings.record_reading(turn.session, turn.now, turn.person, row)
        await answer_privately(message, turn, f"sheet_{noun}", noun=noun, number=number)

    return show


async def show_fairness(message: Message, turn: Turn) -> None:
    """Show who finds somebody and how long it takes, group by group."""
    await staff.require_role(turn.session, turn.person)
    record_audit(turn.session, turn.now, turn.person, "read", "fairness")
    await answer_privately(message, turn, "fairness")


async def find_people(message: Message, turn: Turn, command: CommandObject) -> None:
    """Look for people by their first name."""
    await staff.require_role(turn.session, turn.person)
    found = await name_search.find_by_name(turn.session, command.args or "", turn.person)
    record_audit(turn.session, turn.now, turn.person, "searched", "people")
    for number in found:
        await readings.record_reading(turn.session, turn.now, turn.person, Subject("person", number), "found")
    await case_access.record_look(turn.session, turn.person, found, turn.now)
    await answer_privately(message, turn, "found", people=found)


async def show_page(turn: Turn, action: Action) -> None:
    """Turn the queue's page, or look at it otherwise."""
    await staff.require_role(turn.session, turn.person)
    if action.choice not in open_cases.SORTS:
        raise NotPossible("(queue)")
    record_audit(turn.session, turn.now, turn.person, "read", "queue")
    await turn.redraw("queue", page=action.number, sort=action.choice)


async def show_uncertain_page(turn: Turn, action: Action) -> None:
    """Turn the page of the messages that perhaps never arrived."""
    await staff.require_role(turn.session, turn.person)
    record_audit(turn.session, turn.now, turn.person, "read", "doubtful")
    await turn.redraw("doubtful", page=action.number)


async def open_sheet(turn: Turn, action: Action) -> None:
    """Open a sheet from a list."""
    row = await fetch_row(turn, action.choice, action.number)
    await readings.record_reading(turn.session, turn.now, turn.person, row)
    await turn.reply(f"sheet_{action.choice}", noun=action.choice, number=action.number)


async def act_on_sheet(turn: Turn, action: Action) -> str | None:
    """Do what a sheet's button says: a note on it, a silence, whom a volunteer may accompany, the end of a binôme."""
    what, _, noun = action.choice.partition("-")
    row = await fetch_row(turn, noun, action.number)
    if what == "note":
        return await case_notes.ask_note(turn, noun, action.number)
    act = SHEET_ACTS.get((noun, what))
    if act is None:
        raise NotPossible("(sheet)")
    if what not in ACTS_IN_SPITE_OF_TIES:
        await ties.refuse_close(turn.session, turn.person, *pauses.list_people(row))
    return await act(turn, row, what)


async def _set_clearance(turn: Turn, offer: Offer, what: str) -> str:
    await turn.session.refresh(offer, with_for_update=True)
    try:
        await CLEARANCE_ACTS[what](turn.session, offer, turn.person, turn.now)
    except ChecksMissing:
        return await vetting.show_missing(turn, offer, "clear")
    await turn.redraw("sheet_offer", noun="offer", number=offer.id)
    return "toast_saved"


async def _confirm_end(turn: Turn, binome: Binome, _what: str) -> None:
    """Ask a second time before a binôme is ended."""
    await turn.reply("sheet_end", noun="binome", number=binome.id)


async def _end_binome(turn: Turn, binome: Binome, _what: str) -> str:
    await turn.session.refresh(binome, with_for_update=True)
    await binomes.end(turn.session, binome, "team", turn.now)
    record_audit(turn.session, turn.now, turn.person, "ended", binome)
    await turn.redraw("sheet_binome", noun="binome", number=binome.id)
    return "toast_saved"


async def _ask_hold_reason(turn: Turn, binome: Binome, _what: str) -> str:
    turn.expect("hold", binome.id)
    await turn.reply("hold_ask", noun="binome", number=binome.id)
    return "toast_look_private"


async def hold_with_reason(turn: Turn, expected: Expected, reason: str) -> None:
    """Set a binôme aside for the reason that was asked for."""
    row = await lock_binome(turn, int(expected.subject))
    await holds.place(turn.session, row, turn.now, by=turn.person, reason=reason)
    record_audit(turn.session, turn.now, turn.person, "placed hold", row)
    await turn.reply("sheet_binome", noun="binome", number=row.id)


async def _lift_hold(turn: Turn, binome: Binome, _what: str) -> str:
    await turn.session.refresh(binome, with_for_update=True)
    await holds.lift(turn.session, binome, turn.person, turn.now)
    await turn.redraw("sheet_binome", noun="binome", number=binome.id)
    return "toast_saved"


async def _lift_of_account(turn: Turn, row: Need | Offer, _what: str) -> str:
    await holds.lift_of_account(turn.session, row, turn.person, turn.now)
    await turn.redraw(f"sheet_{find_noun(row)}", noun=find_noun(row), number=row.id)
    return "toast_saved"


async def answer_privately(message: Message, turn: Turn, kind: str, **args: object) -> None:
    """Answer in private; in the staff group, say that it was."""
    await turn.reply(kind, **args)
    if turn.is_in_group and await installation.read_staff_chat(turn.session) == message.chat.id:
        await outbox.put(turn.session, turn.now, outbox.STAFF, "written_privately")


SHEET_ACTS: dict[tuple[str, str], Callable[[Turn, Any, str], Awaitable[str | None]]] = {
    **{("offer", what): _set_clearance for what in CLEARANCE_ACTS},
    **{("need", what): act for what, act in parental_records.ACTS.items()},
    ("need", "write"): letters.ask_on_sheet,
    ("offer", "write"): letters.ask_on_sheet,
    **{(noun, "birth"): birth_corrections.ask_birth for noun in ("need", "offer")},
    ("binome", "end"): _confirm_end,
    ("binome", "ended"): _end_binome,
    ("binome", "hold"): _ask_hold_reason,
    ("binome", "lift"): _lift_hold,
    **{(noun, "lift"): _lift_of_account for noun in ("need", "offer")},
    ("binome", "quiet"): silences.ask_untold,
    **{("binome", f"quiet_{who}"): silences.ask_quiet_reason for who in silences.UNTOLD},
    **{(noun, "mute"): silences.ask_until for noun in pauses.NOUNS},
    **{(noun, f"mute_{period}"): silences.choose_period for noun in pauses.NOUNS for period in silences.PERIODS},
    **{(noun, "unmute"): silences.confirm_end for noun in pauses.NOUNS},
    **{(noun, "unmuted"): silences.end_silence for noun in pauses.NOUNS},
}
"""Noun and button of its sheet -> what is done."""
ACTS_IN_SPITE_OF_TIES = ("write",)
"""What whoever has a tie to somebody of the sheet may do there too: a word through the bot decides nothing."""
