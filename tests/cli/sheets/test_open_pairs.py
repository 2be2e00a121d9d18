"""Pairs of spreadsheets as associations have them, matched as anybody would, and never as nobody should."""

import json
import shlex
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from cli import match
from cli.settings import read_programme
from cli.sheets.people import Asked
from documents import tables
from documents.headings import find_fields
from documents.layout import lay_out
from mentoring.form_rules import fold
from tests.cli.spreadsheets import TODAY, read
from tests.test_house import ROOT

PAIRS = sorted(path.parent for path in (ROOT / "tests" / "data" / "sheets").glob("*/expect.json"))
FEWER = {"11-qualtrics-tsv-microsoft-fr": 2}
"""Where not all three of the certain pairs are made."""


@pytest.fixture(params=PAIRS, ids=[path.name for path in PAIRS])
def pair(request: pytest.FixtureRequest) -> Path:
    """Return the folder of a pair."""
    found: Path = request.param
    return found


def _match(folder: Path, expected: dict[str, Any], result: Path) -> tuple[set[tuple[int, int]], dict[str, Any]]:
    """Match a pair as its command says; return the lines of who is with whom, and the truth by side and line."""
    told = shlex.split(expected["command"])
    paths = [folder / told[2], folder / told[3]]
    programme = folder / told[told.index("--programme") + 1] if "--programme" in told else None
    asked = Asked(is_lenient=True, minors="" if programme else "everybody")
    rules = match.MatchRules(read_programme(programme), TODAY, None, asked)
    assert match.run(paths[0], paths[1], match.Wanted(result), rules) == 0
    lines = read(result)
    truth = {side: {one["row"]: one for one in expected["truth"][side]} for side in ("needs", "offers")}
    needs = _find_lines(paths[0], truth["needs"], {fold(str(line["need"])) for line in lines})
    offers = _find_lines(paths[1], truth["offers"], {fold(str(line["offer"])) for line in lines})
    return {(needs[fold(str(line["need"]))], offers[fold(str(line["offer"]))]) for line in lines}, truth


def _find_lines(path: Path, people: dict[int, Any], called: set[str]) -> dict[str, int]:
    """Return what people are called -> their lines, by the names of the truth or by the column that knows most."""
    rows = [
        row
        for grid in tables.read(path.name, path.read_bytes())
        for row in lay_out(grid, find_fields).rows
        if row.line in people
    ]
    columns: list[dict[str, int]] = [{fold(one["who"].partition(" (")[0]): line for line, one in people.items()}]
    for at in range(max(len(row.cells) for row in rows)):
        counts = Counter(fold(str(row.cells[at])) for row in rows if at < len(row.cells))
        columns.append(
            {
                fold(str(row.cells[at])): row.line
                for row in rows
                if at < len(row.cells) and counts[fold(str(row.cells[at]))] == 1
            }
        )
    return max(columns, key=lambda column: len(called & column.keys()))


def _list_broken(need: dict[str, Any], offer: dict[str, Any], *, minors_count: bool) -> list[str]:
    """Return the hard conditions that two people do not meet."""
    near = need["region"] and need["region"] == offer["region"]
    modes = set(need["modes"]) & set(offer["modes"])
    met = {
        "modes": "remote" in modes or ("in_person" in modes and near),
        "slots": not need["slots"] or not offer["slots"] or bool(set(need["slots"]) & set(offer["slots"])),
        "languages": bool(set(need["languages"]) & set(offer["languages"])),
        "capacity": offer["capacity"] > 0,
        "minors": not minors_count or not need["minor"] or offer["minors"],
        "oneself": need["who"] != offer["who"],
    }
    return [name for name, is_met in met.items() if not is_met]


def test_a_pair_is_matched_as_anybody_would(pair: Path, tmp_path: Path) -> None:
    """Never a forbidden pair, every hard condition of the truth held, and the certain pairs made."""
    expected = json.loads((pair / "expect.json").read_text(encoding="utf-8"))
    made, truth = _match(pair, expected, tmp_path / "r.jsonl")
    never = {(one["need"]["row"], one["offer"]["row"]) for one in expected["never"]}
    certain = {(one["need"]["row"], one["offer"]["row"]) for one in expected["certain"]}
    minors_count = "--programme" in expected["command"]
    assert made & never == set()
    broken = {
        (need, offer): _list_broken(truth["needs"][need], truth["offers"][offer], minors_count=minors_count)
        for need, offer in made
    }
    assert {who: why for who, why in broken.items() if why} == {}
    assert len(made & certain) >= FEWER.get(pair.name, 3)
