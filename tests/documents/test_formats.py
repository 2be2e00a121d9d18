"""The same people come out of every format, encoding and separator; what is in doubt is told."""

import json
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest

from documents import tables
from documents.encodings import decode
from documents.people import Person
from tests.cli.spreadsheets import read_needs, read_sides
from tests.documents.workbook_parts import build_ods_row, pack_ods

HEADINGS = ["Prénom et nom", "Besoins", "Disponibilités", "Né·e le"]
ROWS = [
    ["Élise Marchal", "Oraux, CV et lettre", "lundi soir", "04/11/2009"],
    ["Noé Dubreuil", "Orientation", "mercredi après-midi", "12/02/2001"],
]
READ = [
    ("Élise Marchal", {"orals", "cv_letter"}, {"mon-evening"}, True),
    ("Noé Dubreuil", {"orientation"}, {"wed-afternoon"}, False),
]


def _write_csv(separator: str, encoding: str = "utf-8", end: str = "\n") -> bytes:
    quoted = [[f'"{cell}"' if separator in cell else cell for cell in row] for row in (HEADINGS, *ROWS)]
    return end.join(separator.join(row) for row in quoted).encode(encoding)


def _write_workbook(path: Path) -> None:
    book = openpyxl.Workbook()
    for row in (HEADINGS, *ROWS):
        book.worksheets[0].append(row)
    book.save(path)


def _write_json(path: Path) -> None:
    path.write_text("".join(f"{json.dumps(dict(zip(HEADINGS, row, strict=True)))}\n" for row in ROWS), encoding="utf-8")


def _write_nested(path: Path) -> None:
    people = [
        {
            "who": {"name": name}, "answers": {"Besoins": topics.split(", "), "birth date": born},
            "availability": {
                "monday": ["evening"] * ("lundi" in week), "wednesday": ["afternoon"] * ("mercredi" in week),
            },
        }
        for name, topics, week, born in ROWS
    ]  # fmt: skip
    path.write_text(json.dumps(people, ensure_ascii=False), encoding="utf-8")


WRITERS: dict[str, Callable[[Path], object]] = {
    "a.csv": lambda path: path.write_bytes(_write_csv(",")),
    "semicolons.csv": lambda path: path.write_bytes(_write_csv(";")),
    "pipes.csv": lambda path: path.write_bytes(_write_csv("|")),
    "a.tsv": lambda path: path.write_bytes(_write_csv("\t")),
    "bare returns.csv": lambda path: path.write_bytes(_write_csv(";", end="\r")),
    "utf-8 mark.csv": lambda path: path.write_bytes(_write_csv(";", "utf-8-sig")),
    "utf-16.csv": lambda path: path.write_bytes(_write_csv("\t", "utf-16")),
    "utf-16 no mark.csv": lambda path: path.write_bytes(_write_csv("\t", "utf-16-le")),
    "utf-16 big end no mark.csv": lambda path: path.write_bytes(_write_csv("\t", "utf-16-be")),
    "windows.csv": lambda path: path.write_bytes(_write_csv(";", "cp1252")),
    "old mac.csv": lambda path: path.write_bytes(_write_csv(";", "mac_roman")),
    "excel's own line.csv": lambda path: path.write_bytes(b"sep=;\r\n" + _write_csv(";", "cp1252", "\r\n")),
    "capital.CSV": lambda path: path.write_bytes(_write_csv(",")),
    "a.xlsx": _write_workbook,
    "a.xlsm": _write_workbook,
    "a.ods": lambda path: path.write_bytes(
        pack_ods({"Feuille1": "".join(build_ods_row(*row) for row in (HEADINGS, *ROWS))})
    ),
    "a.jsonl": _write_json,
    "nested.json": _write_nested,
}


def _tell(person: Person) -> tuple[str, set[str], set[str], bool | None]:
    return person.name, set(person.topics), set(person.slots), person.minor


@pytest.mark.parametrize("name", WRITERS)
def test_the_same_people_come_out_of_every_file(tmp_path: Path, name: str) -> None:
    """Whatever saved them: names with accents, topics, hours, ages."""
    WRITERS[name](tmp_path / name)
    found, said = read_needs(tmp_path / name)
    assert said == ""
    assert [_tell(person) for person in found] == READ


EVIDENCE = [
    ("Résumé of a plain list", "utf-8", "utf-8", ()),
    ("Résumé of a plain list", "utf-16", "utf-16-le", ()),
    ("Résumé of a plain list", "utf-16-le", "utf-16-le", ("Résumé",)),
    ("Résumé of a plain list", "cp1252", "cp1252", ("Résumé",)),
    ("l’été à Orléans", "mac_roman", "mac_roman", ("l’été", "à", "Orléans")),
    ("plain words", "cp1252", "utf-8", ()),
]


@pytest.mark.parametrize(("words", "written", "found", "evidence"), EVIDENCE, ids=[f"{w}-{e}" for w, e, *_ in EVIDENCE])
def test_letters_are_decided_by_what_stands_there(
    words: str, written: str, found: str, evidence: tuple[str, ...]
) -> None:
    """One sign is enough; a file that does not say its letters itself is told with the words that decided."""
    decoded = decode(words.encode(written))
    assert decoded is not None
    assert (decoded.text, decoded.encoding, decoded.evidence) == (words, found, evidence)


@pytest.mark.parametrize("raw", ["中国".encode("gb2312"), b"\xff\xfei", b"a\0\0\0b"], ids=["chinese", "odd", "zeros"])
def test_letters_that_make_no_words_are_no_guess(raw: bytes) -> None:
    """Whoever has the file saves it once more."""
    assert decode(raw) is None


def test_two_exports_put_together_are_read(tmp_path: Path) -> None:
    """Some lines in one encoding, others in another: each keeps its accents."""
    (tmp_path / "n.csv").write_bytes("nom;besoin\nÉlise;oral\n".encode() + "Noé;oral\n".encode("cp1252"))
    assert [person.name for person in read_needs(tmp_path / "n.csv")[0]] == ["Élise", "Noé"]


@pytest.mark.parametrize("first", ["sep=;", "SEP=;", '"sep=;"', "sep=;;;"])
def test_excels_own_first_line_is_no_heading(tmp_path: Path, first: str) -> None:
    """Excel is told there how the file is separated; the headings follow, and lines keep their numbers."""
    (tmp_path / "n.csv").write_text(f"{first}\r\nid;texte\r\n1;oral, puis stage\r\n2;deux\r\n", encoding="utf-8-sig")
    [side], _ = read_sides(tmp_path / "n.csv")
    assert (side.table.top, side.table.separator) == (2, ";")
    assert [(person.line, person.text) for person in side.reading.people] == [(3, "oral, puis stage"), (4, "deux")]


def test_a_long_text_is_read_whole(tmp_path: Path) -> None:
    """A whole letter may stand in a cell; that its quotes are not closed would be false."""
    letter = "Je prépare un oral. " * 10_000
    (tmp_path / "n.csv").write_text(f'id,text\n1,"{letter}"\n2,oral\n', encoding="utf-8")
    found, said = read_needs(tmp_path / "n.csv")
    assert said == ""
    assert [len(need.text) for need in found] == [len(letter) - 1, 4]


BROKEN = {
    "n.jsonl": (b'{"id": 1}\n{"id": \n', "n.jsonl, line 2: this is not JSON"),
    "list.json": (b'[{"id": 1}, 2]', "list.json: this is not JSON"),
    "n.csv": (b'id,text\n1,"oral\n2,b\n', "n.csv, line 2: quotes are not closed"),
    "n.ods": (b"PK\x05\x06" + bytes(18), "n.ods: this is not a workbook that can be read"),
    "n.xlsx": (b"no workbook", "n.xlsx: this is not a workbook that can be read"),
}


@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_file_is_named_with_its_line(tmp_path: Path, name: str) -> None:
    """One sentence says what is wrong and what would do."""
    raw, said = BROKEN[name]
    (tmp_path / name).write_bytes(raw)
    found, told = read_needs(tmp_path / name)
    assert found == []
    assert f"- {said}" in told
    assert len(told.splitlines()) == 2


def test_every_format_is_read_in_one_place() -> None:
    """A new one is a row of the table."""
    assert set(tables.READERS) == {".csv", ".tsv", ".xlsx", ".xlsm", ".ods", ".jsonl", ".json"}
