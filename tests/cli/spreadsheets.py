"""Files as associations have them, written and read back in each format; and the command that matches them."""

import csv
import dataclasses
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

from cli import match, settings
from cli.sheets import people, questions
from documents.entries import build_lists
from documents.evidence import Judge
from documents.faults import Faults
from documents.people import Person
from documents.words import WORDS

SheetLine = dict[str, Any]
FORMATS = ("jsonl", "csv", "xlsx")
TODAY = date(2026, 12, 1)
ASKED = {field.name for field in dataclasses.fields(people.Asked)}
PROGRAMME = settings.read_programme(None, {})
NEEDS: list[SheetLine] = [
    {
        "id": "J-1", "text": "je cherche une alternance en informatique, refaire mon CV", "needs": ["cv_letter", "job"],
        "field": "computing", "region": "bretagne", "slots": ["tue-evening", "sat-morning"], "waiting_days": 12,
    },
    {"id": "J-2", "text": "oral du bac de français", "needs": ["orals"], "slots": ["mon-evening"], "minor": True},
    {"id": "J-3", "text": "choisir entre deux licences de droit", "needs": ["orientation"], "slots": ["sun-noon"]},
    {"id": "J-10", "text": "oral de français", "needs": ["orals"], "slots": ["mon-evening"], "waiting_days": 5},
    {"id": "J-11", "text": "oral de français", "needs": ["orals"], "languages": ["eu"]},
]  # fmt: skip
OFFERS: list[SheetLine] = [
    {
        "id": "V-1", "text": "Développeuse : alternance, CV", "helps": ["cv_letter", "interview"],
        "fields": ["computing"], "region": "bretagne", "slots": ["tue-evening"], "capacity": 2,
    },
    {
        "id": "V-2", "text": "Professeure de français", "helps": ["orals"], "slots": ["mon-evening"], "minors": True,
    },
    {"id": "V-3", "text": "Juriste, licence de droit", "helps": ["orientation"], "slots": ["mon-noon"]},
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class SheetFolder:
    """A folder with spreadsheets."""

    folder: Path

    def write_file(self, name: str, lines: Sequence[SheetLine]) -> Path:
        """Write a file in the format of its name."""
        path = self.folder / name
        if path.suffix == ".jsonl":
            path.write_text("".join(f"{json.dumps(line)}\n" for line in lines), encoding="utf-8")
            return path
        columns = list(dict.fromkeys(column for line in lines for column in line))
        rows = [columns, *([_build_cell(line.get(column)) for column in columns] for line in lines)]
        write_rows(path, rows)
        return path

    def match(self, needs: Path, offers: Path, result: str = "result.jsonl", **options: Any) -> int:
        """Run the command on two files, ages apart unless `minors` is given; return its exit status."""
        asked = people.Asked(**{"minors": "everybody"} | {name: options.pop(name) for name in ASKED & options.keys()})
        rules = match.MatchRules(options.pop("programme", PROGRAMME), TODAY, options.pop("language", None), asked)
        return match.run(needs, offers, match.Wanted(self.folder / result, **options), rules)

    def match_lines(self, needs: Sequence[SheetLine], offers: Sequence[SheetLine], **options: Any) -> list[SheetLine]:
        """Match people, and return the lines written."""
        paths = self.write_file("needs.jsonl", needs), self.write_file("offers.jsonl", offers)
        assert self.match(*paths, **options) == 0
        return read(self.folder / "result.jsonl")

    def match_pairs(
        self, needs: Sequence[SheetLine], offers: Sequence[SheetLine], **options: Any
    ) -> set[tuple[Any, Any]]:
        """Match people, and return who is with whom."""
        return {(line["need"], line["offer"]) for line in self.match_lines(needs, offers, **options)}


def write_rows(path: Path, rows: Iterable[Sequence[Any]]) -> None:
    """Write a table, headings and all; of a workbook, without signs that none can hold."""
    if path.suffix == ".csv":
        with path.open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows(rows)
        return
    book = openpyxl.Workbook()
    for row in rows:
        book.worksheets[0].append(
            [ILLEGAL_CHARACTERS_RE.sub("", cell) if isinstance(cell, str) else cell for cell in row]
        )
    book.save(path)


def read(path: Path) -> list[SheetLine]:
    """Return a result read back; of a table, an empty cell says nothing."""
    if path.suffix == ".jsonl":
        return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    if path.suffix == ".csv":
        with path.open(encoding="utf-8-sig", newline="") as file:
            found: Iterable[SheetLine] = list(csv.DictReader(file))
    else:
        titles, *rows = openpyxl.load_workbook(path).worksheets[0].iter_rows(values_only=True)
        found = [dict(zip(map(str, titles), row, strict=True)) for row in rows]
    return [{title: cell for title, cell in line.items() if cell not in ("", None)} for line in found]


def read_sides(
    needs: Path, offers: Path | None = None, language: str = "en", **asked: Any
) -> tuple[list[people.SideTable], str]:
    """Read a file of needs, and one of offers where there is one; return them, and all that is wrong with them."""
    faults, wanted = Faults(WORDS[language]), people.Asked(**asked)
    reader = people.SheetReader(Judge(PROGRAMME, TODAY), build_lists(PROGRAMME), wanted, faults)
    found = list(reader.read_both(needs, offers or needs) or ())[: 2 if offers else 1]
    questions.find_faults(found, wanted, (), faults)
    return found, faults.describe() if faults.found else ""


def read_needs(path: Path, **asked: Any) -> tuple[list[Person], str]:
    """Read a file of needs; return who is in it, and all that is wrong with it."""
    found, said = read_sides(path, **asked)
    return [person for side in found for person in side.reading.people], said


def list_fields(side: people.SideTable) -> dict[str, str]:
    """Return heading -> what its column is taken for; nothing for what is left alone."""
    return {column.heading: column.field.partition("ignored.")[0] for column in side.understood.columns}


def _build_cell(value: Any) -> Any:
    return "; ".join(value) if isinstance(value, list) else value
