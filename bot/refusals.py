"""Acts that were refused, as log events: an internal number and what, never a name or a word."""

import logging

log = logging.getLogger(__name__)


def log_refusal(person_id: int | None, what: str) -> None:
    """Log that an act was refused."""
    log.info("refused", extra={"person": person_id, "what": what})
