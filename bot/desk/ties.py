"""Ties: somebody of the team declares their own, from a sheet or to a colleague; a head takes one back."""

from aiogram.types import Message

from bot.turn import Turn
from mentoring.actions import Action
from mentoring.errors import NotPossible
from mentoring.safeguarding import TIE_KINDS, TieKind
from use_cases.desk import declared_ties
from use_cases.people import staff
from use_cases.people.audit import record_audit


async def show(_message: Message, turn: Turn) -> None:
    """List the declared ties: one's own, to a head everybody's."""
    await staff.require_role(turn.session, turn.person)
    record_audit(turn.session, turn.now, turn.person, "read", "ties")
    await turn.reply("ties")


async def act(turn: Turn, action: Action) -> str | None:
    """Ask which tie it is, or declare it (``need-204``); ask whether one ends, or end it (``back-7``); list all."""
    await staff.require_role(turn.session, turn.person)
    noun, number = action.subject.partition("-")[0], Action("", action.subject.partition("-")[2]).number
    what, _, member = action.choice.partition("-")
    if what == "list":
        await turn.redraw("ties")
        return None
    if what in ("back", "gone"):
        return await _take_back(turn, Action("", member).number, number, is_sure=what == "gone")
    person = await declared_ties.find_person_id(turn.session, noun, number, turn.person)
    if not action.choice:
        await turn.redraw("tie_ask", subject=action.subject)
        return None
    await declared_ties.declare(turn.session, turn.person, person, _read_kind(action.choice), turn.now)
    if noun == "person":
        await turn.redraw("ties")
    else:
        await turn.redraw(f"sheet_{noun}", noun=noun, number=number)
    return "toast_saved"


async def _take_back(turn: Turn, member: int, person: int, *, is_sure: bool) -> str | None:
    await staff.require_role(turn.session, turn.person, "head")
    if not is_sure:
        await turn.redraw("tie_end", member=member, person=person)
        return None
    await declared_ties.take_back(turn.session, turn.person, member, person, turn.now)
    await turn.redraw("ties")
    return "toast_saved"


def _read_kind(text: str) -> TieKind:
    for kind in TIE_KINDS:
        if kind == text:
            return kind
    raise NotPossible("(tie)")
