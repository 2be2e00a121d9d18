"""The graded sentences are whole: what measures the matcher must not be wrong itself."""

import json
import tomllib
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[2]
FOLDER = ROOT / "benchmarks" / "sentences"
PROGRAMME = tomllib.loads((ROOT / "programme.toml").read_text("utf-8"))
KINDS = {"careful", "everyday", "sms", "typos", "short", "long", "english", "mixed"}
FEWEST = 80
"""Below that a side is too small to tell two matchers apart."""


def read_lines(name: str) -> list[dict[str, Any]]:
    """Return what the lines of a file say."""
    return [json.loads(line) for line in (FOLDER / name).read_text("utf-8").splitlines()]


def list_grades() -> list[tuple[str, str, int]]:
    """Return need, offer and grade of each pair listed."""
    heading, *rows = (row.split("\t") for row in (FOLDER / "grades.tsv").read_text("utf-8").splitlines())
    assert heading == ["need", "offer", "grade"]
    return [(need, offer, int(grade)) for need, offer, grade in rows]


NEEDS, OFFERS, GRADES = read_lines("needs.jsonl"), read_lines("offers.jsonl"), list_grades()
BOTH = pytest.mark.parametrize("side", [NEEDS, OFFERS], ids=["needs", "offers"])


def list_fields(entry: dict[str, Any]) -> list[str]:
    """Return the fields of a need, which has one, or of an offer, which may have several."""
    return entry["fields"] if "fields" in entry else [entry["field"]]


@BOTH
def test_each_sentence_stands_once(side: list[dict[str, Any]]) -> None:
    """A side is large enough, every number is its own, and no text is empty or written twice."""
    assert len(side) >= FEWEST
    assert len({entry["id"] for entry in side}) == len(side)
    assert len({entry["text"].strip().casefold() for entry in side} - {""}) == len(side)


@BOTH
def test_fields_and_topics_are_those_of_the_programme_and_all_are_met(side: list[dict[str, Any]]) -> None:
    """Nothing is measured that the shipped programme does not know, and nothing of it is forgotten."""
    assert {field for entry in side for field in list_fields(entry)} == set(PROGRAMME["fields"])
    assert {topic for entry in side for topic in entry["topics"]} == set(PROGRAMME["topics"])
    assert all(list_fields(entry) and entry["topics"] for entry in side)


def test_every_level_asks() -> None:
    """From lycée to the doctorate, and those who do not study, each level has its needs."""
    assert {need["level"] for need in NEEDS} == set(PROGRAMME["levels"])


@BOTH
def test_people_write_in_many_ways(side: list[dict[str, Any]]) -> None:
    """Each side has all the kinds of writing that the README tells of, and no other."""
    assert {entry["kind"] for entry in side} == KINDS


def test_a_grade_is_given_once_to_a_pair_that_exists() -> None:
    """A pair has one grade of 1 to 3, and both its ends are written."""
    assert {grade for _, _, grade in GRADES} == {1, 2, 3}
    assert {need for need, _, _ in GRADES} <= {need["id"] for need in NEEDS}
    assert {offer for _, offer, _ in GRADES} <= {offer["id"] for offer in OFFERS}
    assert len({(need, offer) for need, offer, _ in GRADES}) == len(GRADES)


def test_some_needs_have_nobody_and_some_have_a_choice() -> None:
    """A matcher is also measured where the right answer is nobody, and where ten people could help."""
    helpers = Counter(need for need, _, _ in GRADES)
    assert any(need["id"] not in helpers for need in NEEDS)
    assert max(helpers.values()) >= 10


def test_the_readme_counts_right() -> None:
    """Whoever adds a sentence or a grade corrects the figures that describe them."""
    told = (FOLDER / "README.md").read_text("utf-8")
    by_grade = Counter(grade for _, _, grade in GRADES)
    asked, offered = (Counter(entry["kind"] for entry in side) for side in (NEEDS, OFFERS))
    assert f"{len(NEEDS)} needs, {len(OFFERS)} offers and {len(GRADES)} graded pairs" in told
    assert f"Grade 3: {by_grade[3]} pairs, 2: {by_grade[2]}, 1: {by_grade[1]}." in told
    rows = [row.split(" | ") for row in told.splitlines() if row.startswith("| `") and row.count(" | ") == 3]
    assert {row[0].strip("| `"): row[2:] for row in rows} == {k: [str(asked[k]), f"{offered[k]} |"] for k in KINDS}
