"""The log: named events, one JSON object a line, and nothing that anybody said."""

import asyncio
import io
import json
import logging
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from aiogram.types import Message, TelegramObject, Update
from sqlalchemy.exc import StatementError

from cli import logs
from tests.people import make_active_pair
from tests.town import TOKEN, Town

ROOT = Path(__file__).parents[2]
SECRET = "Zéphyrine veut\npartir"
UNEXPECTED = f"""
import threading, warnings
from cli import commands, main

class Untidy:
    def __del__(self):
        raise KeyError({SECRET!r})

def broken():
    warnings.warn({SECRET!r})
    thread = threading.Thread(target={{}}.__getitem__, args=[{SECRET!r}])
    thread.start()
    thread.join()
    Untidy()
    raise LookupError({SECRET!r})

commands.COMMANDS["match"] = broken, "fails"
commands.OPTIONS["match"] = {{}}
main.main(["match"])
"""
"""A command that nobody foresaw what happens in."""
QUOTING: dict[str, Callable[[], object]] = {
    "KeyError": lambda: os.environ[SECRET],
    "ValueError": lambda: int(SECRET),
    "UnicodeEncodeError": lambda: SECRET.encode("ascii"),
    "json.decoder.JSONDecodeError": lambda: json.loads(SECRET),
    "pydantic_core._pydantic_core.ValidationError": lambda: Update.model_validate({"update_id": SECRET}),
}
"""Exceptions that quote what they were given."""


class Terminal(io.StringIO):
    """Somebody looks on."""

    def isatty(self) -> bool:
        """Return True."""
        return True


@pytest.fixture
def restore_logging() -> Iterator[None]:
    """Put the logging of the tests back afterwards."""
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    levels = {name: logging.getLogger(name).level for name in logs.OUR_ROOMS}
    yield
    root.handlers[:] = handlers
    root.setLevel(level)
    for name, was in levels.items():
        logging.getLogger(name).setLevel(was)


def read_events(stream: io.StringIO) -> list[dict[str, Any]]:
    """Return a log as a program reads it."""
    return [json.loads(line) for line in stream.getvalue().splitlines()]


def has_no_word_of(secret: str, written: str) -> bool:
    """Return whether nothing of it is there, in whatever way JSON would write it."""
    return not any(one in written or json.dumps(one)[1:-1] in written for one in secret.split())


@pytest.mark.usefixtures("restore_logging")
def test_each_event_is_one_line_with_its_fields() -> None:
    """Name, level, time and fields; where a fault came from is a field; somebody who looks on reads plain words."""
    stream, screen = io.StringIO(), Terminal()
    log = logging.getLogger("bot.a_room")
    logs.send_to(stream)
    log.info("round", extra={"needs": 3})
    log.warning("failed", extra={"address": f"of bot123456:{'A' * 35}"})
    logs.send_to(screen)
    log.warning("not_listening", extra={"problem": "TimedOut"})
    first, second = read_events(stream)
    assert (first["event"], first["level"], first["needs"]) == ("round", "info", 3)
    assert first["timestamp"].endswith("Z")
    assert second["address"] == "of bot<token>"
    assert screen.getvalue().endswith("level=warning event=not_listening problem=TimedOut\n")


@pytest.mark.usefixtures("restore_logging")
async def test_a_whole_story_leaves_no_word_of_anybody_in_the_log(small_town: Town) -> None:
    """Sign-up, pairing, refusals of Telegram's, words of distress: events are there, and no name, word or token."""
    stream = io.StringIO()
    logs.send_to(stream)
    logging.getLogger().setLevel(logging.INFO)
    young, volunteer, *_ = await make_active_pair(small_town)
    await small_town.act("fault", method="sendMessage", status="timeout")
    await young.write("Je veux mourir, dit Zéphyrine")
    await small_town.act("fault", method="sendMessage", status=429, retry_after=1)
    await volunteer.write("mon numéro est le 06 12 34 56 78")
    await small_town.act("block", user=young.id)
    await small_town.pass_time(days=3)
    written = stream.getvalue()
    assert {"round", "message_not_sent"} <= {one["event"] for one in read_events(stream)}
    said = ("Inès", "Marc", "Claire", "Zéphyrine", "mourir", "06 12", "alternance", "comptable", TOKEN)
    assert [words for words in said if words in written] == []
    assert not any(str(who.id) in written for who in (young, volunteer))


@pytest.mark.usefixtures("restore_logging")
async def test_a_handler_that_fails_leaves_its_place_and_no_word(small_town: Town) -> None:
    """What it raises quotes the person: the log has the event, the kinds of exceptions and their lines, on one line."""
    stream = io.StringIO()
    who = await small_town.add_person("Zéphyrine")
    await who.write("/start")

    async def raise_fault(_handler: Any, message: TelegramObject, _data: Any) -> None:
        assert isinstance(message, Message)
        try:
            os.environ[str(message.text)]
        except KeyError as error:
            raise ValueError(f"{message.chat.first_name}: {message.text}") from error

    small_town.app.processor.dispatcher.message.outer_middleware(raise_fault)
    logs.send_to(stream)
    await who.write("Je veux\npartir loin")
    (failed,) = [one for one in read_events(stream) if one["event"] == "update_failed"]
    kinds = [line for line in failed["exception"].splitlines() if line[0] != " "]
    assert kinds == ["ValueError", "because of KeyError"]
    place = f".{raise_fault.__name__}"
    assert [line for line in failed["exception"].splitlines() if line.endswith(place) and __file__ in line][1:]
    assert has_no_word_of("Zéphyrine partir loin", stream.getvalue())


@pytest.mark.usefixtures("restore_logging")
@pytest.mark.parametrize("kind", QUOTING)
def test_no_exception_says_what_it_was_given(kind: str) -> None:
    """Not by itself, not as the cause of another, nor in a group: its kind and its lines are there, its words not."""
    stream = io.StringIO()
    logs.send_to(stream)
    try:
        try:
            QUOTING[kind]()
        except Exception as error:
            raise ExceptionGroup(SECRET, [error, StatementError(SECRET, SECRET, (SECRET,), error)]) from error
    except ExceptionGroup:
        logging.getLogger("bot").exception("failed")
    (failed,) = read_events(stream)
    kinds = [line for line in failed["exception"].splitlines() if line[0] != " "]
    assert kinds == ["ExceptionGroup", f"with {kind}", "with sqlalchemy.exc.StatementError"]
    assert f"{__file__}:" in failed["exception"]
    assert has_no_word_of(SECRET, stream.getvalue())


@pytest.mark.usefixtures("restore_logging")
def test_an_error_of_the_system_says_which_it_is() -> None:
    """A full disk is told from a folder that is not there; the name of the file is not said."""
    stream = io.StringIO()
    logs.send_to(stream)
    try:
        Path("/Zéphyrine/partir").read_text()
    except OSError:
        logging.getLogger("bot").exception("failed")
    (failed,) = read_events(stream)
    assert failed["exception"].startswith("FileNotFoundError (No such file or directory)\n")
    assert has_no_word_of(SECRET, stream.getvalue())


@pytest.mark.usefixtures("restore_logging")
async def test_a_library_is_quoted_by_its_place_alone() -> None:
    """A library's sentence may hold a message, and so may the task that asyncio shows: neither is written."""
    stream = io.StringIO()
    logs.send_to(stream)
    logging.getLogger("telegram.request").error("Can not load: %s", SECRET, extra={"payload": SECRET})

    async def forget() -> None:
        raise ValueError(SECRET)

    task = asyncio.create_task(forget())
    await asyncio.wait([task])
    del task  # asyncio says so when nobody can ask any more how it ended
    one, other = read_events(stream)
    assert (one["event"], one["library"]) == ("said_by_library", "telegram.request")
    assert one["at"].startswith(f"{__file__}:")
    assert (other["library"], other["level"], other["exception"].split("\n")[0]) == ("asyncio", "error", "ValueError")
    assert has_no_word_of(SECRET, stream.getvalue())


def test_what_nobody_caught_is_an_event_too() -> None:
    """Warnings, threads, and the end of a program that nobody foresaw: kinds and lines, no words, exit status 1."""
    command = [sys.executable, "-c", UNEXPECTED]
    ended = subprocess.run(command, cwd=ROOT, env=os.environ, capture_output=True, text=True, check=False)
    written = [json.loads(line) for line in ended.stderr.splitlines()]
    assert [one["event"] for one in written] == ["warned", "thread_ended", "not_raised", "ended_unexpectedly"]
    kinds = [one.get("exception", "").split("\n")[0] for one in written]
    assert kinds == ["", "KeyError", "KeyError", "LookupError"]
    assert ended.returncode == 1
    assert has_no_word_of(SECRET, ended.stderr)
