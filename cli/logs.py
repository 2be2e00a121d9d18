"""Logs: named events with fields, one a line; never a token, and nothing that people wrote."""

import logging
import re
import sys
from typing import Any

import structlog
from structlog.typing import EventDict, Processor

TOKEN = re.compile(r"\d{1,20}:[A-Za-z0-9_-]{20,}")
CHATTY = ("aiogram", "apscheduler", "telegram", "aiohttp.access", "alembic")
"""Libraries whose INFO lines hold the token, or nothing of use."""
FOR_EYES = structlog.processors.LogfmtRenderer(key_order=["timestamp", "level", "event"], bool_as_flag=False)


def without_token(_logger: Any, _name: str, event: EventDict) -> EventDict:
    """Blot out whatever looks like a bot's token, in every field and traceback."""
    return {key: TOKEN.sub("<token>", value) if isinstance(value, str) else value for key, value in event.items()}


def to(stream: Any = None) -> None:
    """Send all logs to a stream, standard error by default: as JSON, or for eyes where somebody looks on."""
    stream = stream or sys.stderr
    before: list[Processor] = [
        structlog.stdlib.add_log_level,
        structlog.stdlib.ExtraAdder(),
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        structlog.processors.format_exc_info,
    ]
    after: list[Processor] = [
        structlog.stdlib.ProcessorFormatter.remove_processors_meta,
        structlog.stdlib.PositionalArgumentsFormatter(),
        without_token,
        FOR_EYES if stream.isatty() else structlog.processors.JSONRenderer(ensure_ascii=False),
    ]
    handler = logging.StreamHandler(stream)
    handler.setFormatter(structlog.stdlib.ProcessorFormatter(foreign_pre_chain=before, processors=after))
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(logging.INFO)
    for name in CHATTY:
        logging.getLogger(name).setLevel(logging.WARNING)
