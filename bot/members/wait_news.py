"""Somebody who waits: where things stand, and what would widen the choice."""

from bot.turn import Turn
from mentoring.actions import Action
from storage.schema.tables import find_noun
from use_cases.pairing import wait_news


async def tell_where(turn: Turn, _action: Action) -> None:
    """Tell where things stand; the matcher is asked, so that the answer follows in a moment."""
    turn.person.expecting = None
    if not await wait_news.request_standing(turn.session, turn.person, turn.now):
        await turn.show_present()


async def widen(turn: Turn, action: Action) -> None:
    """Add to a need or an offer what the button says."""
    row = await wait_news.widen(turn.session, action.subject, action.choice, turn.person, turn.now)
    noun = find_noun(row)
    await turn.redraw(f"{noun}_widened", way=action.choice, **{noun: row.id})
