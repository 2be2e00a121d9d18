"""The log: named events, one JSON object a line, and nothing that anybody said."""

import io
import json
import logging
from collections.abc import Iterator
from typing import Any

import pytest

from cli import logs
from tests.people import active_pair
from tests.town import TOKEN, Town


class Terminal(io.StringIO):
    """Somebody looks on."""

    def isatty(self) -> bool:
        """Say so."""
        return True


@pytest.fixture
def kept() -> Iterator[None]:
    """Put the logging of the tests back afterwards."""
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    levels = {name: logging.getLogger(name).level for name in logs.CHATTY}
    yield
    root.handlers[:] = handlers
    root.setLevel(level)
    for name, was in levels.items():
        logging.getLogger(name).setLevel(was)


def events(stream: io.StringIO) -> list[dict[str, Any]]:
    """Read a log as a program would."""
    return [json.loads(line) for line in stream.getvalue().splitlines()]


@pytest.mark.usefixtures("kept")
def test_each_event_is_one_line_with_its_fields() -> None:
    """Name, level, time and fields; a fault's traceback is a field; somebody who looks on reads plain words."""
    stream, screen = io.StringIO(), Terminal()
    log = logging.getLogger("a room")
    logs.to(stream)
    log.info("round", extra={"needs": 3})
    try:
        raise ValueError(f"of bot123456:{'A' * 35}")
    except ValueError:
        log.exception("failed")
    logs.to(screen)
    log.warning("not_listening", extra={"problem": "TimedOut"})
    first, second = events(stream)
    assert (first["event"], first["level"], first["needs"]) == ("round", "info", 3)
    assert first["timestamp"].endswith("Z")
    assert "ValueError: of bot<token>" in second["exception"]
    assert screen.getvalue().endswith("level=warning event=not_listening problem=TimedOut\n")


@pytest.mark.usefixtures("kept")
async def test_a_whole_story_leaves_no_word_of_anybody_in_the_log(small_town: Town) -> None:
    """Sign-up, pairing, refusals of Telegram's, words of distress: events are there, and no name, word or token."""
    stream = io.StringIO()
    logs.to(stream)
    logging.getLogger().setLevel(logging.INFO)
    young, volunteer, *_ = await active_pair(small_town)
    await small_town.act("fault", method="sendMessage", status="timeout")
    await young.write("Je veux mourir, dit Zéphyrine")
    await small_town.act("fault", method="sendMessage", status=429, retry_after=1)
    await volunteer.write("mon numéro est le 06 12 34 56 78")
    await small_town.act("block", user=young.id)
    await small_town.pass_time(days=3)
    written = stream.getvalue()
    assert {"round", "message_not_sent"} <= {one["event"] for one in events(stream)}
    said = ("Inès", "Marc", "Claire", "Zéphyrine", "mourir", "06 12", "alternance", "comptable", TOKEN)
    assert [words for words in said if words in written] == []
    assert not any(str(who.id) in written for who in (young, volunteer))
