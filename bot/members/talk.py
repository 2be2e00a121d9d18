"""Talking with one's partner through the bot: drafts and ready words."""

from bot.turn import Turn
from mentoring.talk import ReadyWord


async def offer_draft(turn: Turn, words: str) -> bool:
    """Show words that were typed and to whom they may be sent; return False when there is nobody to send them to."""
    return False


async def offer_ready_word(turn: Turn, word: ReadyWord) -> bool:
    """Offer to send ready words with one tap; return False when there is nobody to send them to."""
    return False
