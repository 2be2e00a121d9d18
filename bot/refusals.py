"""Acts that were refused, as log events: an internal number and what, never a name or a word."""

import logging

from bot.turn import Turn
from mentoring.errors import BinomeError, PledgeMissing

log = logging.getLogger(__name__)


def log_refusal(person_id: int | None, what: str) -> None:
    """Log that an act was refused."""
    log.info("refused", extra={"person": person_id, "what": what})


async def answer_refusal(turn: Turn, refusal: BinomeError) -> None:
    """Show where things are to somebody whose words led to what is not possible."""
    log_refusal(turn.person.id, type(refusal).__name__)
    turn.person.expecting = None  # what these words were for is over: the next ones are for something else
    if isinstance(refusal, PledgeMissing):
        await turn.reply("pledge", is_new=False)
    else:
        await turn.show_present()
