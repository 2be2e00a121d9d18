"""A coordinator chooses the volunteer: who suits a need best, with the reasons; one tap proposes."""

from aiogram.filters import CommandObject
from aiogram.types import Message

from bot.desk import lookups
from bot.turn import Turn
from mentoring.actions import Action
from mentoring.errors import NotPossible
from mentoring.references import parse_number
from mentoring.states import Form
from use_cases.desk import record_sheets
from use_cases.pairing import match_requests
from use_cases.people import staff


async def ask_ranking(message: Message, turn: Turn, command: CommandObject) -> None:
    """Ask who suits a need; the ranking follows."""
    await staff.require_role(turn.session, turn.person)
    try:
        await _put_request(turn, parse_number("need", command.args or ""))
    except NotPossible:
        await lookups.answer_privately(message, turn, "rank_none")
    else:
        await lookups.answer_privately(message, turn, "rank_asked")


async def propose(turn: Turn, action: Action) -> str:
    """Have this very offer of a ranking proposed, if it still suits."""
    await staff.require_role(turn.session, turn.person)
    offer = Action("", action.choice).number
    if not await match_requests.was_ranked(turn.session, turn.person, action.number, offer):
        raise NotPossible("(rank)")
    await _put_request(turn, action.number, offer)
    await turn.reply("rank_asked")
    return "toast_saved"


async def _put_request(turn: Turn, need: int, offer: int | None = None) -> None:
    """Ask the matcher, unless the need or the offer is one whose sheet the person may not open."""
    named: dict[Form, int | None] = {"need": need, "offer": offer}
    for noun, number in named.items():
        if number and await record_sheets.open_record(turn.session, noun, number, turn.person, turn.now) is None:
            raise NotPossible("(not for this reader)")
    await match_requests.put_request(turn.session, need, turn.person, turn.now, offer)
