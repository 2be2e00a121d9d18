"""Two files that are read together: what one says of a heading holds in the other."""

from pathlib import Path

import pytest

from cli import match
from cli.sheets.people import Asked
from mentoring.form_rules import fold
from tests.cli.spreadsheets import PROGRAMME, TODAY

NEEDS = """Name,What do you need help with?,Availability,OL/F2F
Ines,internship in accounting,Tuesday evening,online
Leo,cv and letter,Thursday evening,in person
Nina,job interview,Monday evening,online or in person
"""
OFFERS = """Name,Skills,Availability,OL/F2F
Marc,accounting internships,Tuesday evening,weekdays OL
Anne,cv letter,Thursday evening,depends
Yves,interviews,Monday evening,online
"""


def _match(folder: Path, needs: str, offers: str, asked: Asked) -> int:
    for name, said in (("needs.csv", needs), ("offers.csv", offers)):
        (folder / name).write_text(said, encoding="utf-8")
    rules = match.MatchRules(PROGRAMME, TODAY, "en", asked)
    return match.run(folder / "needs.csv", folder / "offers.csv", match.Wanted(folder / "r.csv"), rules)


@pytest.mark.parametrize("turned", [False, True], ids=["needs know", "offers know"])
def test_a_condition_of_one_file_is_none_less_in_the_other(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], turned: bool
) -> None:
    """Cells that say too little by themselves are read as what the same heading is there, and named one by one."""
    needs, offers = (NEEDS, OFFERS) if not turned else (_swap_modes(NEEDS, OFFERS), _swap_modes(OFFERS, NEEDS))
    assert _match(tmp_path, needs, offers, Asked(minors="everybody")) == match.UNUSABLE
    said = capsys.readouterr().err
    assert '"depends" is no way of meeting' in said
    assert not (tmp_path / "r.csv").exists()


def _swap_modes(table: str, other: str) -> str:
    """Return a table with the last column of another."""
    pairs = zip(table.splitlines(), other.splitlines(), strict=True)
    return "\n".join(f"{mine.rpartition(',')[0]},{theirs.rpartition(',')[2]}" for mine, theirs in pairs)


def test_whoever_cannot_be_read_is_left_out_by_name(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """With `--lenient`: nobody is taken to meet at a distance who did not say so."""
    assert _match(tmp_path, NEEDS, OFFERS, Asked(is_lenient=True, minors="everybody")) == 0
    result = (tmp_path / "r.csv").read_text(encoding="utf-8")
    assert "Marc" not in result
    assert "Nina" in result
    assert "Anne" in capsys.readouterr().out


def test_what_was_asked_of_a_column_holds(tmp_path: Path) -> None:
    """A heading that somebody calls nothing is nothing in both files."""
    asked = Asked(columns={fold("OL/F2F"): "ignored"}, minors="everybody")
    assert _match(tmp_path, NEEDS, OFFERS, asked) == 0
