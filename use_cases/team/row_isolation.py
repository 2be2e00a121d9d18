"""Rows that cannot be dealt with: each is left out and shown to the team, so that the others go on."""

import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import datetime

from storage.engine.app_session import AppSession
from storage.engine.database import is_unavailable
from storage.schema.tables import Binome, MentoringSession, Need, Offer, Person, find_noun
from use_cases.team import cards

log = logging.getLogger(__name__)


@asynccontextmanager
async def isolate_row(
    session: AppSession, row: Binome | MentoringSession | Need | Offer | Person, now: datetime
) -> AsyncIterator[None]:
    """Process one row in a savepoint; on failure undo it alone and tell the team."""
    name = f"{find_noun(row)}:{row.id}"
    try:
        async with session.begin_nested():
            yield
    except Exception as error:
        if is_unavailable(error):
            raise
        log.exception("row_failed", extra={"row": name})
        await cards.open_case(session, now, "fault", name)
