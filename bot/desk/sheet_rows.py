"""The row of a sheet that somebody of the team acts on: it is looked at as it is now, and by whom is written down."""

from bot.turn import Turn
from mentoring.errors import NotPossible
from mentoring.states import parse_noun
from storage.schema.tables import Binome, Need, Offer
from use_cases.binomes import pauses
from use_cases.desk import record_sheets
from use_cases.people import staff, ties


async def fetch_row(turn: Turn, noun: str, number: int) -> Binome | Need | Offer:
    """Return a binôme, a need or an offer; raise `NotPossible` when the reader may not see it."""
    await staff.require_role(turn.session, turn.person)
    row = await record_sheets.open_record(turn.session, parse_noun(noun), number, turn.person, turn.now)
    if row is None:
        raise NotPossible("(sheet)")
    return row


async def fetch_to_decide(turn: Turn, name: str) -> Binome | Need | Offer:
    """Return what ``need-204`` names; raise `NotAllowed` for whoever has a tie to somebody of it."""
    row = await fetch_named(turn, name)
    await ties.refuse_close(turn.session, turn.person, *pauses.list_people(row))
    return row


async def fetch_named(turn: Turn, name: str) -> Binome | Need | Offer:
    """Return what ``need-204`` names."""
    return await fetch_row(turn, *pauses.parse_name(name))


async def lock_binome(turn: Turn, number: int) -> Binome:
    """Return a binôme for changing it; raise `NotAllowed` for whoever has a tie to one of the two."""
    binome = await fetch_to_decide(turn, f"binome-{number}")
    assert isinstance(binome, Binome)
    await turn.session.refresh(binome, with_for_update=True)
    return binome
