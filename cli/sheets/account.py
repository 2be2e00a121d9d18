"""What was read of two files, before anything is done with it: which column is what, and who was left out and why."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from cli.sheets.people import SideTable, find_naming, find_spoken
from cli.sheets.summary import format_count, format_names
from documents.column_choices import Column
from documents.entries import Entries, ProgrammeLists
from documents.faults import describe_lines, shorten
from documents.grids import ERRORS, UNCOMPUTED, has_content
from documents.headings import IGNORED, split_heading
from documents.people import BadCell
from documents.words import WORDS
from texts.formats import name_language

Words = Mapping[str, Any]
ALONE = ("languages", "slots", "modes")
"""Fields of both sides whose absence changes who may meet."""
MAX_NEAREST = 12


@dataclass(frozen=True, slots=True)
class Given:
    """What was read, and by what rules.

    `usual` is the language of the programme. With `is_cleared`, whoever is under 18 meets volunteers who may accompany
    minors alone. With `is_lenient`, whoever has a cell that cannot be read is left out, and named; else such a cell
    stops the work.
    """

    sources: Sequence[SideTable]
    lists: ProgrammeLists
    language: str
    usual: str
    is_cleared: bool
    is_lenient: bool


def describe(given: Given) -> Iterator[str]:
    """Yield the account, in the reader's language."""
    words = WORDS[given.language]
    yield words["account"]["title"]
    for source, side in zip(given.sources, ("needs", "offers"), strict=True):
        yield _describe_source(source, side, given.language)
        yield from _describe_columns(source, words)
        yield from _describe_absent(source, side, given)
        yield from _describe_lines(source, words)
        yield from _describe_formulas(source, words)
        if given.is_lenient:
            yield from _describe_bad_lines(source, words)
        yield from _describe_names(source, words)
    yield from _describe_nearest(given.lists, given.language)


def _describe_source(source: SideTable, side: str, language: str) -> str:
    told, table = WORDS[language]["account"], source.table
    line: str = told["file"]
    return line.format(
        file=source.path.name,
        sheet=told["sheet"].format(sheet=table.sheet) if table.sheet else "",
        people=format_count(len(source.reading.people), side, language),
        top=told["top"].format(line=table.top) if table.top else "",
    )


def _describe_columns(source: SideTable, words: Words) -> Iterator[str]:
    told, by_field = words["account"], defaultdict[str, list[Column]](list)
    for column in source.understood.columns:
        by_field[column.field].append(column)
    for name, label in words["fields"].items():
        if found := by_field.get(name):
            yield told["column"].format(field=label, headings=_name_columns(found, words))
    unused = [column for name, found in by_field.items() if not name or name.startswith(IGNORED) for column in found]
    said = [column for column in unused if column.heading]
    if said:
        yield told["unused"].format(headings=_name_columns(sorted(said, key=lambda one: one.at), words))


def _name_columns(columns: Sequence[Column], words: Words) -> str:
    """Return the headings, those of a grid once."""
    counts = Counter(split_heading(column.heading)[0] for column in columns)
    shown = dict.fromkeys(
        outer if counts[outer := split_heading(column.heading)[0]] > 1 else column.heading for column in columns
    )
    by_cells = {column.heading for column in columns if column.told_by == "cells"}
    found = []
    for heading in shown:
        quoted = words["quoted"].format(words=heading)
        told = words["account"]["by_cells"].format(heading=quoted) if heading in by_cells else quoted
        count = counts.get(heading, 1)
        found.append(words["account"]["grid"].format(heading=told, count=count) if count > 1 else told)
    return ", ".join(found)


def _describe_absent(source: SideTable, side: str, given: Given) -> Iterator[str]:
    """Yield what no column tells, and what counts instead."""
    words, understood, is_cleared = WORDS[given.language], source.understood, given.is_cleared
    told, spoken = words["account"], find_spoken(source, given.sources, given.usual)
    for name in (*ALONE, *(["capacity"] if side == "offers" else [])):
        if not understood.has(name):
            yield told[f"no_{name}"].format(language=name_language(spoken, given.language))
    if side == "needs" and is_cleared:
        unknown = [person.line for person in source.reading.people if person.minor is None]
        if not understood.has("age", "birth", "minor") and len(unknown) == len(source.reading.people):
            yield told["no_age"]
        elif unknown:
            yield told["unknown_age"].format(lines=describe_lines(unknown, words))
    if side == "offers" and is_cleared and not understood.has("minors"):
        yield told["no_minors"]
        for column in understood.list_of("ignored.check"):
            quoted = words["quoted"].format(words=column.heading)
            yield told["check"].format(heading=quoted, bare=column.heading)


def _describe_lines(source: SideTable, words: Words) -> Iterator[str]:
    told, reading = words["account"], source.reading
    for note in source.table.notes:
        yield told[note.kind].format(**note.facts)
    by_reason = defaultdict[str, list[int]](list)
    for line, why in reading.left_out:
        by_reason[why].append(line)
    if by_reason:
        lines = [
            told["left_line"].format(lines=describe_lines(found, words), why=words["left"][why])
            for why, found in by_reason.items()
        ]
        yield told["left_out"].format(lines=words["semicolon"].join(lines))
    if reading.twice:
        pairs = [told["twice_line"].format(first=first, last=last) for first, last in reading.twice]
        yield told["twice"].format(lines=format_names(pairs))


def _describe_bad_lines(source: SideTable, words: Words) -> Iterator[str]:
    """Yield who is left out because of what could not be read."""
    told = words["account"]
    if source.table.too_wide:
        yield told["too_wide"].format(lines=describe_lines(source.table.too_wide, words))
    if bad := source.reading.bad_cells:
        yield told["bad_cells"].format(cells=words["semicolon"].join(_group_bad_cells(bad, words)))


def group_cells(bad: Sequence[BadCell]) -> dict[tuple[str, str, str], list[BadCell]]:
    """Return the cells that share column, cause and content: one cause is said once."""
    found = defaultdict[tuple[str, str, str], list[BadCell]](list)
    for cell in bad:
        found[cell.heading, cell.kind, shorten(str(cell.facts.get("value", "")))].append(cell)
    return found


def _group_bad_cells(bad: Sequence[BadCell], words: Words) -> Iterator[str]:
    for (heading, _, value), cells in group_cells(bad).items():
        names = list(dict.fromkeys(cell.who for cell in cells if cell.who))
        lines = [describe_lines([cell.line for cell in cells], words), *([format_names(names)] if names else [])]
        quoted = words["quoted"].format(words=heading)
        yield words["account"]["bad_cell"].format(heading=quoted, value=value, lines=", ".join(lines))


def _describe_names(source: SideTable, words: Words) -> Iterator[str]:
    """Yield what people are called by, and why it is not their id where there is a column of ids."""
    told, reading, named_by = words["account"], source.reading, find_naming(source.reading.people)
    for number, *lines in reading.same_id:
        yield told["same_id"].format(id=number, lines=describe_lines(lines, words))
    if missing := _list_lines_without_id(source):
        yield told["no_id"].format(lines=describe_lines(missing, words))
    if named_by != "id" and reading.people:
        yield told["named_by"].format(named=words["named"][named_by])


def _list_lines_without_id(source: SideTable) -> list[int]:
    """Return the lines whose id is missing in a column of ids; formulas without a result are told by themselves."""
    columns = source.understood.list_of("id")
    return [
        person.line
        for person in source.reading.people
        if columns and person.id == "" and not any(person.row[column.at] == UNCOMPUTED for column in columns)
    ]


def _describe_formulas(source: SideTable, words: Words) -> Iterator[str]:
    """Yield the columns whose formulas have no result in the file: what they would say does not count."""
    found = [
        (column, row.line)
        for row in source.table.rows
        for column in source.understood.columns
        if row.cells[column.at] == UNCOMPUTED
    ]
    if found:
        yield words["account"]["formulas"].format(
            headings=_name_columns(list({column.at: column for column, _ in found}.values()), words),
            lines=describe_lines(sorted({line for _, line in found}), words),
        )


def _describe_nearest(lists: ProgrammeLists, language: str) -> Iterator[str]:
    """Yield what people wrote, and the entry of the programme that it was taken for."""
    words = WORDS[language]
    told = [
        words["account"]["nearest_entry"].format(
            written=shorten(written), label=_name_entries(entries, found, language)
        )
        for entries in (lists.topics, lists.fields)
        for written, found in sorted(entries.nearest.items())
    ]
    if told:
        more = ["…"] if len(told) > MAX_NEAREST else []
        yield words["account"]["nearest"].format(entries=words["semicolon"].join([*told[:MAX_NEAREST], *more]))


def _name_entries(entries: Entries, found: Sequence[str], language: str) -> str:
    return ", ".join(entries.find_label(one, language) for one in found)


def find_example(source: SideTable, column: Column) -> str:
    """Return what the first cell of a column says."""
    cells = (row.cells[column.at] for row in source.table.rows)
    return next((shorten(str(cell)) for cell in cells if has_content(cell) and str(cell) not in ERRORS), "")
