"""What the writer of a report answers, passes on or sends while their words are awaited is attached to the report."""

from aiogram.types import Message

from bot.turn import Turn
from mentoring.expectations import Expected
from storage.schema.tables import Card
from use_cases.talk import attached_messages


async def attach(turn: Turn, message: Message, expected: Expected) -> bool:
    """Attach what a message answers, or is; return whether it had no words of its own, so that all is done."""
    replied, is_plain = message.reply_to_message, message.text is not None and message.forward_origin is None
    if replied is None and is_plain:
        return False
    card = await turn.session.get(Card, int(expected.subject))
    if card is None or card.kind != "report" or card.person_id != turn.person.id or card.state == "closed":
        return False
    if replied is not None:
        is_own = replied.from_user is not None and not replied.from_user.is_bot
        number = replied.message_id
        await attached_messages.attach(turn.session, card, turn.person, number, turn.now, is_own=is_own)
    if is_plain:
        return False
    await attached_messages.attach(turn.session, card, turn.person, message.message_id, turn.now, is_own=True)
    turn.expect("report", card.id)
    await turn.reply("report_own", report=card.id)
    return True
