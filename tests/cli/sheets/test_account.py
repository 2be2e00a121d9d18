"""The account of what was read, what may be asked for, and how the command says that it is used."""

import io
from pathlib import Path
from typing import Any

import pytest

from cli import commands, main
from cli.sheets.usage import build_parser
from documents.words import WORDS
from tests.cli.spreadsheets import SheetFolder, read, write_rows

NEEDS = [
    ["Nom", "E-mail", "Besoin", "Dispo", "Âge", "Antenne"],
    ["Élise", "e@example.org", "Oraux", "lundi soir", "17", "Nord"],
    ["Noé", "n@example.org", "Orientation", "mardi midi", "19", "=SUM(1)"],
    ["Ana", "a@example.org", "Oraux", "samedi", "jeune", "Sud"],
]
OFFERS = [
    ["Nom", "Peut aider sur", "Dispo", "Accompagne des mineurs"],
    ["Zoé", "Oraux", "lundi soir", "oui"],
    ["Max", "Orientation", "mardi midi", "non"],
    ["Lou", "Oraux", "samedi", "oui"],
]


@pytest.fixture
def desk(tmp_path: Path) -> SheetFolder:
    """Return a folder with both files."""
    write_rows(tmp_path / "n.csv", NEEDS)
    write_rows(tmp_path / "o.csv", OFFERS)
    return SheetFolder(tmp_path)


def _match(desk: SheetFolder, **options: Any) -> int:
    return desk.match(desk.folder / "n.csv", desk.folder / "o.csv", **{"minors": "", "language": "en"} | options)


def test_the_account_stands_first_and_a_dry_run_is_that_alone(
    desk: SheetFolder, capsys: pytest.CaptureFixture[str]
) -> None:
    """File, headings, each column, what was not used, and what people are called by; nothing is written."""
    assert _match(desk, is_dry=True, is_lenient=True) == 0
    said = capsys.readouterr().out
    lines = said.splitlines()
    assert lines[:2] == ["This is what was read. Please check:", "n.csv: 2 needs, headings on line 1"]
    for told in ("  hours: “Dispo”", "not used, so it does not count: “Antenne”", "everybody is called by their name"):
        assert told in said
    assert lines[-1] == "Nothing else was done (--dry-run)."
    assert not (desk.folder / "result.jsonl").exists()


def test_a_cell_that_cannot_be_read_stops_or_leaves_its_person_out_by_name(
    desk: SheetFolder, capsys: pytest.CaptureFixture[str]
) -> None:
    """An age that is no number is no adult; where ages do not count, it stops nobody."""
    assert _match(desk) == 2
    assert "n.csv, line 4, “Âge”" in capsys.readouterr().err
    assert _match(desk, is_lenient=True) == 0
    assert "people left out, because a cell cannot be read: “Âge”, “jeune” (line 4, Ana)" in capsys.readouterr().out
    assert {line["need"] for line in read(desk.folder / "result.jsonl")} == {"Élise", "Noé"}
    assert _match(desk, minors="everybody") == 0


def test_a_ranking_never_stops_for_an_age_and_says_so_once(
    desk: SheetFolder, capsys: pytest.CaptureFixture[str]
) -> None:
    """Whoever's age is unknown counts as under 18."""
    assert _match(desk, rank=2) == 0
    assert capsys.readouterr().out.count("age unknown, counted as under 18: line 4") == 1
    ranked = {line["id"]: [one["id"] for one in line["offers"]] for line in read(desk.folder / "result.jsonl")}
    assert ranked["Ana"] == ["Lou"]


def test_columns_that_are_asked_for_stand_in_the_result(desk: SheetFolder) -> None:
    """As they are, and no spreadsheet takes one for a formula."""
    assert _match(desk, result="r.csv", carry=["Antenne"], is_lenient=True) == 0
    carried = {line["need"]: line["need: Antenne"] for line in read(desk.folder / "r.csv")}
    assert carried == {"Élise": "Nord", "Noé": "'=SUM(1)"}


class _Terminal(io.StringIO):
    def isatty(self) -> bool:
        """Return True."""
        return True


@pytest.mark.parametrize(("answer", "status"), [("i\n", 0), ("\n", 2)])
def test_a_column_in_doubt_is_asked_about_on_a_terminal(
    desk: SheetFolder, monkeypatch: pytest.MonkeyPatch, answer: str, status: int
) -> None:
    """Whoever sits there leaves it alone, or stops."""
    write_rows(desk.folder / "n.csv", [["Nom", "Besoin", "Modalités"], ["Noé", "Oraux", "bleu"], ["Ana", "CV", "vert"]])
    asked = _Terminal()
    monkeypatch.setattr("sys.stdin", _Terminal(answer))
    monkeypatch.setattr("sys.stderr", asked)
    assert _match(desk, minors="everybody") == status
    assert "“Modalités” may answer “way of meeting”" in asked.getvalue()


def test_a_column_or_sheet_that_is_not_there_is_named(desk: SheetFolder, capsys: pytest.CaptureFixture[str]) -> None:
    """So is a field that does not exist, with all that do."""
    wrong = {"columns": {"nowhere": "text", "dispo": "hour"}, "sheets": ["Mai"], "carry": ["Ville"]}
    assert _match(desk, is_lenient=True, **wrong) == 2
    said = capsys.readouterr().err
    assert said.count("no column has this heading") == 2
    assert '"hour" is not known' in said
    assert "slots" in said
    assert "no sheet has this name" in said


TYPED = [
    ([], "fr", "il manque BESOINS"),
    (["a", "--rank", "0"], "fr", "--rank : écrivez un nombre de 1 à 1000"),
    (["a", "--foo"], "fr", "option inconnue : --foo"),
    (["a", "--minors", "x", "--language", "en"], "en", '--minors: "x" is not known'),
    (["a", "--language=en", "--as", "x"], "en", "--as: write HEADING=FIELD"),
]


@pytest.mark.parametrize(("typed", "language", "said"), TYPED, ids=[said for *_, said in TYPED])
def test_what_was_typed_wrong_is_said_in_ones_language(
    capsys: pytest.CaptureFixture[str], typed: list[str], language: str, said: str
) -> None:
    """The usage first, then one sentence."""
    with pytest.raises(SystemExit) as ended:
        main.main(["match", *typed])
    told = capsys.readouterr().err
    assert ended.value.code == 2
    assert told.startswith(WORDS[language]["usage"]["usage"])
    assert said in told


@pytest.mark.parametrize("language", WORDS)
def test_every_option_is_explained(language: str) -> None:
    """In each language, as it is typed."""
    told = build_parser(commands.OPTIONS["match"], ["--language", language]).format_help()
    for option in commands.OPTIONS["match"]:
        name = option.split()[-1].lstrip("-")
        assert WORDS[language]["usage"]["options"][name].split()[0] in told
