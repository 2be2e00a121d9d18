"""The README knows the house: settings, commands, words and rooms."""

import re
from pathlib import Path

import pytest

from bot.commands import COMMANDS
from cli import commands, settings
from tests.test_house import BELOW

README = Path(__file__).parents[1] / "README.md"
FAULTS = README.parent / "docs" / "faults.md"
SAFEGUARDING = FAULTS.with_name("safeguarding.md")
MOST_FAULTS = 32
MOST_TRIED, TRIED_LATER = 27, range(21, 24)
"""Harms that somebody tried, and those of which the page says that they are not on it yet."""
WORDS = [
    "person",
    "need",
    "offer",
    "binôme",
    "topic",
    "slot",
    "session",
    "proposal",
    "check-in",
    "review",
    "card",
    "case",
]
WORDS += ["coordinator", "head"]


def readme() -> str:
    """Return the README."""
    return README.read_text(encoding="utf-8")


def section(title: str) -> str:
    """Return the part of the README under the headings that hold a word."""
    parts = re.split(r"(?m)^#{2,} +(.+)$", readme())
    return "\n".join(text for heading, text in zip(parts[1::2], parts[2::2], strict=True) if title in heading.lower())


@pytest.mark.parametrize("name", settings.ENVIRONMENT_VARIABLES)
def test_every_setting_is_told(name: str) -> None:
    """Whoever runs the bot finds each setting by its exact name."""
    assert re.search(rf"`{name}\b", section("setting"))


def test_no_setting_is_told_that_is_not_there() -> None:
    """The README names no setting that the program would refuse."""
    assert set(re.findall(r"BINOME_[A-Z_]+", readme())) == set(settings.ENVIRONMENT_VARIABLES)


@pytest.mark.parametrize("name", commands.COMMANDS)
def test_every_command_is_told(name: str) -> None:
    """Each command of the console script stands in the README as it is typed."""
    assert re.search(rf"\bbinome {name}\b", readme())


def test_no_command_is_told_that_is_not_there() -> None:
    """What stands in the README as a command can be typed."""
    assert set(re.findall(r"`(?:\S*/)?binome ([a-z]+)", readme())) <= set(commands.COMMANDS)


@pytest.mark.parametrize("name", sorted({row.words[one][0] for row in COMMANDS for one in ("fr", "en")}))
def test_everything_that_can_be_typed_is_told(name: str) -> None:
    """Each command of the chat stands in the README, under its French and its English name."""
    assert re.search(rf"`/{name}\b", readme())


@pytest.mark.parametrize("word", WORDS)
def test_every_word_of_the_programme_is_in_the_glossary(word: str) -> None:
    """Each word that code and messages use begins an entry of the glossary, alone or beside another."""
    entries = re.findall(r"(?m)^(?:\|| *[-*] |(?=\*\*))\s*(.+?)\s*(?:\||:|—|–|$)", section("glossary"))
    assert any(re.search(rf"(?<!\w){word}(?!\w)", entry.lower()) for entry in entries)


@pytest.mark.parametrize("room", BELOW)
def test_every_room_is_on_the_tour(room: str) -> None:
    """The tour of the house says what is in each room."""
    assert re.search(rf"`{room}/?`", section("house"))


@pytest.mark.parametrize("command", ["make run", "make test"])
def test_the_two_commands_are_told(command: str) -> None:
    """A newcomer finds how to start it and how to prove it."""
    assert command in readme()


def test_every_picture_is_there() -> None:
    """What the README shows is in the repository, and it shows at least one picture."""
    pictures = re.findall(r"!\[[^\]]*\]\(([^)\s]+)\)|<img[^>]+src=\"([^\"]+)\"", readme())
    assert pictures
    assert all((README.parent / (written or tagged)).is_file() for written, tagged in pictures)


def test_every_fault_has_its_row() -> None:
    """The page of faults leaves none of the first ones out, and tells each once, in order."""
    rows = [int(row) for row in re.findall(r"(?m)^\| (\d+) \|", FAULTS.read_text("utf-8"))]
    assert rows == sorted(set(rows))
    assert rows[:MOST_FAULTS] == list(range(1, MOST_FAULTS + 1))


def test_every_harm_that_was_tried_has_its_row() -> None:
    """The page of safeguarding leaves none of them out, but for those that it says are not there yet."""
    rows = [int(row) for row in re.findall(r"(?m)^\| (\d+) \| .+ \| .*`tests/", SAFEGUARDING.read_text("utf-8"))]
    assert rows == [one for one in range(1, MOST_TRIED + 1) if one not in TRIED_LATER]


@pytest.mark.parametrize(("page", "at_least"), [(FAULTS, MOST_FAULTS), (SAFEGUARDING, 14)])
def test_what_is_said_to_show_a_rule_is_a_test(page: Path, at_least: int) -> None:
    """Each test that the page of faults, or that of safeguarding, names exists under that name."""
    named = re.findall(r"`(tests/\S+)::(\w+)`", page.read_text("utf-8"))
    there = {path: (README.parent / path).read_text("utf-8") for path, _ in named if (README.parent / path).exists()}
    absent = [one for one in named if not re.search(rf"(?m)^(?:async )?def {one[1]}\(", there.get(one[0], ""))]
    assert (absent, len(named) > at_least) == ([], True)
