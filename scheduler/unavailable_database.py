"""What the database does not take now."""

import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from storage.engine.database import UNAVAILABLE
from storage.engine.lease import LeaseLost

log = logging.getLogger(__name__)


@asynccontextmanager
async def skip_if_unavailable() -> AsyncIterator[None]:
    """Leave to the next time, or to another process, what the database does not take now."""
    try:
        yield
    except LeaseLost:
        log.info("beat_left_to_another")
    except UNAVAILABLE as error:
        log.warning("storage_unavailable", extra={"problem": type(error).__name__})
