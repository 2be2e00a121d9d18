"""What stands in spreadsheets is read as people write it, in French and English, from every program."""

import json
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from cli import commands
from cli.sheets import people
from cli.sheets.lists import build_lists
from documents import cells
from documents.faults import CellError, Faults
from documents.headings import NEED_COLUMNS, OFFER_COLUMNS
from documents.slots import parse_week
from mentoring.slots import PARTS, SLOTS, WEEKDAYS
from tests.cli.spreadsheets import PROGRAMME, SheetFolder, read_needs
from tests.test_house import ROOT

EXCEL_NEEDS = (
    "Identifiant;Téléphone;Texte;Besoins;Domaine d'études;Région;Créneaux;Mineur·e;Jours d’attente;Modalités\r\n"
    "J-1;06 00;Je prépare l’oral, « à fond » ;Oraux, Commerce;Droit, science politique;île-de-france;"
    '"lundi soir, Mercredi après-midi";Oui;"12,5";à distance\r\n;;;;;;;;;\r\n'
)
EXCEL_OFFERS = "n°;id;texte;aides;capacité;mineurs\r\n1;V-1;Professeure, l’oral;oraux;2;oui\r\n"
PAGE = (ROOT / "docs" / "match.md").read_text(encoding="utf-8")


@pytest.fixture
def desk(tmp_path: Path) -> SheetFolder:
    """Return an empty folder to work in."""
    return SheetFolder(tmp_path)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "mac_roman", "utf-16"])
def test_a_csv_of_french_excel_is_read(desk: SheetFolder, encoding: str) -> None:
    """Semicolons, accents in any of its encodings, French headings and words, decimal commas."""
    path = desk.folder / "besoins.csv"
    path.write_bytes(EXCEL_NEEDS.encode(encoding))
    side, said = read_needs(path)
    [need] = side.profiles
    assert said == ""
    assert need.text == "Je prépare l’oral, « à fond »"
    assert need.topics == {"orals", "commerce"}
    assert (need.field, need.region, need.minor, need.waiting_days) == ("law", "idf", True, 12.5)
    assert side.slots[1] == {"mon-evening", "wed-afternoon"}
    assert side.unread == ["Téléphone"]


def test_a_result_is_separated_as_the_needs_were(desk: SheetFolder) -> None:
    """Who works with French Excel gets a CSV that it opens with a click: semicolons, decimal commas, accents."""
    needs, offers = desk.folder / "n.csv", desk.folder / "o.csv"
    needs.write_bytes(EXCEL_NEEDS.encode("cp1252"))
    offers.write_bytes(EXCEL_OFFERS.encode("cp1252"))
    assert desk.match(needs, offers, "r.csv") == 0
    raw = (desk.folder / "r.csv").read_bytes()
    head, line, end = raw.decode("utf-8-sig").split("\r\n")
    assert raw.startswith(b"\xef\xbb\xbf")
    assert (head, end) == ("need;offer;score;reasons", "")
    assert line.startswith("J-1;V-1;0,")
    assert line.endswith("Oraux · lundi soir, mercredi après-midi")


def test_a_workbook_is_read_as_it_is_kept(desk: SheetFolder) -> None:
    """Numbers, ticks and empty lines of a sheet mean what they show."""
    book = openpyxl.Workbook()
    for row in (
        [None, None],
        ["id", "text", "waiting days", "minor", "slots"],
        [12, "oral", 3, True, "samedi"],
        [],
        [13.0, 2024],
    ):
        book.worksheets[0].append(row)
    path = desk.folder / "n.xlsx"
    book.save(path)
    side, said = read_needs(path)
    assert said == ""
    assert dict(side.names) == {1: 12, 2: 13}
    assert [(need.text, need.waiting_days, need.minor) for need in side.profiles] == [
        ("oral", 3, True),
        ("2024", 0, False),
    ]
    assert side.slots[1] == {f"sat-{part}" for part in PARTS}


@pytest.mark.parametrize(
    ("written", "slots"),
    [
        ("mon-evening", {"mon-evening"}),
        ("Lundi soir", {"mon-evening"}),
        ("lun. soir | mar. midi", {"mon-evening", "tue-noon"}),
        ("mardi et jeudi soir", {"tue-evening", "thu-evening"}),
        ("mardi soir et jeudi matin", {"tue-evening", "thu-morning"}),
        ("Wednesday afternoon, Friday noon", {"wed-afternoon", "fri-noon"}),
        ("mercredi après-midi", {"wed-afternoon"}),
        ("samedi", {f"sat-{part}" for part in PARTS}),
        ("le week-end", {f"{day}-{part}" for day in ("sat", "sun") for part in PARTS}),
        ("tous les soirs", {f"{day}-evening" for day in WEEKDAYS}),
        (["sun-noon", "dimanche matin"], {"sun-noon", "sun-morning"}),
        ("", set()),
        (None, set()),
    ],
)
def test_slots_are_read_as_people_write_them(written: Any, slots: set[str]) -> None:
    """Short or in full, in French or English, several in a cell; none means that nothing was said."""
    assert parse_week(written) == slots


@pytest.mark.parametrize("written", ["lundi 18h", "du lundi au vendredi", "soir lundi", "et", "mon-night", 5, True, {}])
def test_what_is_no_slot_is_not_guessed(written: Any) -> None:
    """Rather a question than an evening that nobody meant."""
    with pytest.raises(CellError):
        parse_week(written)


def test_every_slot_is_known_by_its_words() -> None:
    """What a result calls a slot can be written in a file."""
    for words in cells.WORDS.values():
        for slot in SLOTS:
            day, part = slot.split("-")
            assert parse_week(f"{words['days'][day]} {words['parts'][part]}") == {slot}


def test_an_entry_of_the_programme_may_hold_a_comma(desk: SheetFolder) -> None:
    """A list separated by commas is cut where its entries end, and known by id or by words in any language."""
    cell = "Commerce, gestion, law, Business, management, Langues, lettres, histoire"
    path = desk.write_file("o.csv", [{"id": 1, "text": "", "fields": cell}])
    faults = Faults(cells.WORDS["fr"])
    [offer] = people.read_offers(path, build_lists(PROGRAMME), faults, "everybody").profiles
    assert offer.fields == {"business", "law", "languages"}


@pytest.mark.parametrize(
    ("written", "modes"),
    [
        ("à distance", {"remote"}),
        ("visio; en personne", {"remote", "in_person"}),
        ("les deux", {"remote", "in_person"}),
    ],
)
def test_ways_of_meeting_may_be_said_in_french(written: str, modes: set[str]) -> None:
    """Ids are for programs; people say it in words."""
    assert cells.parse_modes(written) == modes


def test_languages_may_be_said_in_words() -> None:
    """A code, a word, a code with its country; an unknown one is taken as it is."""
    assert cells.parse_languages("français, EN-gb, Español, LSF") == {"fr", "en", "espanol", "lsf"}


def test_json_may_be_written_in_french(desk: SheetFolder) -> None:
    """Keys are headings; an exact name goes before another one of the same meaning."""
    line = {"id": "J-1", "texte": "oral", "besoins": ["Examens"], "needs": ["Oraux"]}
    path = desk.folder / "n.jsonl"
    path.write_bytes(b"\xef\xbb\xbf" + json.dumps(line, ensure_ascii=False).encode())
    side, _ = read_needs(path)
    assert [(need.text, need.topics) for need in side.profiles] == [("oral", {"orals"})]


def test_a_column_without_heading_says_nothing(desk: SheetFolder) -> None:
    """What stands beside the table is no id and no region."""
    path = desk.folder / "n.csv"
    path.write_text("id,text,,\nJ-1,oral,Bretagne,\n")
    [need] = read_needs(path)[0].profiles
    assert need.region == ""


@pytest.mark.parametrize("name", sorted(NEED_COLUMNS.keys() | OFFER_COLUMNS.keys()))
def test_every_column_is_told(name: str) -> None:
    """Whoever prepares a file finds each field by its exact name."""
    assert f"| `{name}`" in PAGE or f", `{name}`" in PAGE


@pytest.mark.parametrize("name", sorted(commands.OPTIONS["match"].keys() - {"needs", "offers"}))
def test_every_option_is_told(name: str) -> None:
    """Each option of the command stands on its page as it is typed."""
    assert f"| `{name.split()[0]}" in PAGE
