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
PRIVACY = FAULTS.with_name("privacy")
BLANKS = {"fr": "**[À REMPLIR", "en": "**[FILL IN"}
"""Language of a template -> how what an association writes is marked."""
MOST_FAULTS = 32
MOST_TRIED = 27
"""Harms that somebody tried."""
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
    """The page of safeguarding leaves none of them out."""
    rows = [int(row) for row in re.findall(r"(?m)^\| (\d+) \| .+ \| .*`tests/", SAFEGUARDING.read_text("utf-8"))]
    assert rows == [*range(1, MOST_TRIED + 1)]


@pytest.mark.parametrize(("page", "at_least"), [(FAULTS, MOST_FAULTS), (SAFEGUARDING, 14)])
def test_what_is_said_to_show_a_rule_is_a_test(page: Path, at_least: int) -> None:
    """Each test that the page of faults, or that of safeguarding, names exists under that name."""
    named = re.findall(r"`(tests/\S+)::(\w+)`", page.read_text("utf-8"))
    there = {path: (README.parent / path).read_text("utf-8") for path, _ in named if (README.parent / path).exists()}
    absent = [one for one in named if not re.search(rf"(?m)^(?:async )?def {one[1]}\(", there.get(one[0], ""))]
    assert (absent, len(named) > at_least) == ([], True)


def test_every_template_is_in_both_languages() -> None:
    """The same pages, with as many headings, rows, points and blanks: neither asks for more than the other."""
    found = {
        language: {
            path.name: [
                len(re.findall(pattern, path.read_text("utf-8")))
                for pattern in ("(?m)^#+ ", r"(?m)^\|", "(?m)^- ", "(?m)^>", re.escape(blank))
            ]
            for path in (PRIVACY / language).glob("*.md")
        }
        for language, blank in BLANKS.items()
    }
    assert found["fr"] == found["en"]
    assert found["fr"].keys() == {"start.md", "record.md", "impact-assessment.md", "breach.md", "imported-people.md"}


@pytest.mark.parametrize(
    "page", [PRIVACY.with_suffix(".md"), *sorted(PRIVACY.glob("*/*.md"))], ids=lambda page: page.name
)
def test_what_a_page_of_privacy_leads_to_is_there(page: Path) -> None:
    """A link that leads nowhere would leave whoever fills a template in without its source."""
    linked = re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", page.read_text("utf-8"))
    assert linked
    assert [one for one in linked if not (page.parent / one).is_file()] == []


def test_the_templates_name_the_settings_and_commands_that_there_are() -> None:
    """What a data officer is told to write or to type exists."""
    said = "".join(path.read_text("utf-8") for path in PRIVACY.glob("*/*.md"))
    typed = {name for row in COMMANDS for name in row.names}
    assert set(re.findall(r"`/(\w+)", said)) <= typed
    known = settings.read({}).programme
    named = set(re.findall(r"`(?:\[privacy\] )?([a-z]+(?:_[a-z]+)*)`", said)) - {"contact"}
    assert named == {"minimum_age", "basis", "officer", "retention_days", "keep_case_months"}
    assert all(any(hasattr(one, name) for one in (known, known.privacy, known.safeguarding)) for name in named)


def test_every_option_of_match_is_on_its_page() -> None:
    """In the table at its top, and no option that is gone."""
    page = (README.parent / "docs" / "match.md").read_text(encoding="utf-8")
    told = set(re.findall(r"`(--[a-z-]+)", "\n".join(re.findall(r"(?m)^\| `-.*", page))))
    assert told == {name.split()[-1] for name in commands.OPTIONS["match"] if name.startswith("-")}
