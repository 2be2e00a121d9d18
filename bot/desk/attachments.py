"""The messages that were attached to a case, for whoever reads it: copies, in private, for a day."""

from bot.turn import Turn
from storage.schema.tables import Card
from use_cases.talk import attached_messages
from use_cases.team import readings


async def show(turn: Turn, card: Card, _rest: str) -> str:
    """Send copies of what is attached."""
    await readings.record_reading(turn.session, turn.now, turn.person, card)
    await attached_messages.send_copies(turn.session, card, turn.person, turn.now)
    return "toast_look_private"
