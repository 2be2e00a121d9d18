"""The database's own log is emptied as often as nothing erased stays in it for a minute, whoever erased it."""

import logging
from dataclasses import dataclass

from sqlalchemy.ext.asyncio import AsyncEngine

from scheduler.unavailable_database import skip_if_unavailable
from storage.engine.write_ahead_log import truncate_log

log = logging.getLogger(__name__)

TRUNCATIONS_PER_BEAT = 3
"""A beat is a minute: where a reader keeps the log once, there is time left for another try."""


@dataclass(frozen=True, slots=True)
class WalTruncation:
    """Empties the log of one database. Nobody has to say that somebody was erased: that could be lost at a stop."""

    engine: AsyncEngine

    async def run(self) -> None:
        """Empty the log; what is refused is tried again the next time."""
        async with skip_if_unavailable():
            if not await truncate_log(self.engine):
                log.warning("log_not_emptied")
