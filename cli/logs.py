"""Logs: named events with fields, one a line; never a token, and nothing that people wrote."""

import logging
import re
import sys
import threading
import warnings
from typing import Any

import structlog
from structlog.typing import EventDict, Processor

from cli.tracebacks import describe_error

log = logging.getLogger(__name__)

TOKEN = re.compile(r"\d{1,20}:[A-Za-z0-9_-]{20,}")
OUR_ROOMS = (
    "bot", "cli", "documents", "matching", "mentoring", "scheduler", "simulator", "storage", "texts", "understanding",
    "use_cases",
)  # fmt: skip
FIELDS = structlog.stdlib.ExtraAdder()
CONSOLE_RENDERER = structlog.processors.LogfmtRenderer(key_order=["timestamp", "level", "event"], bool_as_flag=False)


def remove_tokens(_logger: Any, _name: str, event: EventDict) -> EventDict:
    """Return an event without whatever looks like a bot's token, in every field."""
    return {key: TOKEN.sub("<token>", value) if isinstance(value, str) else value for key, value in event.items()}


def name_event(logger: Any, name: str, event: EventDict) -> EventDict:
    """Return our events their fields. A library's sentences and fields may hold a message: its place says as much."""
    record: logging.LogRecord = event["_record"]
    if record.name.partition(".")[0] in OUR_ROOMS:
        return FIELDS(logger, name, event)
    at = f"{record.pathname}:{record.lineno} {record.funcName}"
    return {**event, "event": "said_by_library", "library": record.name, "at": at}


def remove_quotes(_logger: Any, _name: str, event: EventDict) -> EventDict:
    """Return an event that says of an exception what it is and where it comes from, instead of its traceback."""
    _, error, _ = event.pop("exc_info", None) or (None, None, None)
    return {**event, "exception": describe_error(error)} if error else event


def send_to(stream: Any = None) -> None:
    """Send all logs to a stream, standard error by default: as JSON, or for eyes where somebody looks on."""
    stream = stream or sys.stderr
    before: list[Processor] = [
        structlog.stdlib.add_log_level,
        name_event,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        remove_quotes,
    ]
    after: list[Processor] = [
        structlog.stdlib.ProcessorFormatter.remove_processors_meta,
        remove_tokens,
        CONSOLE_RENDERER if stream.isatty() else structlog.processors.JSONRenderer(ensure_ascii=False),
    ]
    handler = logging.StreamHandler(stream)
    # Sentences are not even put together: one that cannot be would be shown with what it was to hold.
    lines = structlog.stdlib.ProcessorFormatter(foreign_pre_chain=before, processors=after, use_get_message=False)
    handler.setFormatter(lines)
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(logging.WARNING)  # of libraries; a place alone is no news
    for room in OUR_ROOMS:
        logging.getLogger(room).setLevel(logging.INFO)


def configure_process() -> None:
    """Send there too what Python would print by itself, words and all: warnings, and exceptions that nobody caught."""
    send_to()
    logging.raiseExceptions = False
    warnings.showwarning = _log_warning
    sys.excepthook = lambda _kind, error, _where: log.critical("ended_unexpectedly", exc_info=error)
    threading.excepthook = lambda ended: log.critical("thread_ended", exc_info=ended.exc_value)
    sys.unraisablehook = lambda lost: log.error("not_raised", exc_info=lost.exc_value)


def _log_warning(
    message: Any, category: type[Warning], filename: str, lineno: int, file: Any = None, line: Any = None
) -> None:
    log.warning("warned", extra={"category": category.__name__, "at": f"{filename}:{lineno}"})
