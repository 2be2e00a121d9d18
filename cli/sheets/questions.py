"""What stops the work: columns in doubt, which a terminal is asked about, cells that cannot be read, nobody at all."""

import sys
from collections.abc import Sequence
from dataclasses import replace

from cli.sheets.account import find_example, group_cells
from cli.sheets.people import Asked, SheetReader, SideTable
from documents.columns import Doubt
from documents.faults import Faults
from documents.grids import find_break
from documents.words import WORDS
from mentoring.form_rules import fold

IGNORED = "ignored"
LEAVE_ALONE = "i"
YES = ("o", "oui", "y", "yes")
MATCHED_ON = ("text", "topics", "field")
"""Fields of which one at least must be told: on nothing else can two people be found alike."""
Sources = tuple[SideTable, SideTable]


def settle(reader: SheetReader, sources: Sources, language: str) -> tuple[SheetReader, Sources]:
    """Ask about each column in doubt where somebody sits at a terminal; return what both files then give."""
    while _is_terminal():
        open_doubt = next(((source, doubt) for source in sources for doubt in source.understood.doubts), None)
        if open_doubt is None or not _ask_to_leave_alone(*open_doubt, language):
            break
        reader = _take_as(reader, open_doubt[1].column.heading, IGNORED)
        again = reader.read_both(sources[0].path, sources[1].path)
        if again is None:
            break
        sources = again
    return _settle_checks(reader, sources, language)


def _settle_checks(reader: SheetReader, sources: Sources, language: str) -> tuple[SheetReader, Sources]:
    """Ask whether a column of checks tells who may accompany minors, where no other column does and it matters."""
    offers = sources[1].understood
    if not _is_terminal() or "minors" in reader.skipped or offers.has("minors"):
        return reader, sources
    for column in offers.list_of("ignored.check"):
        question = WORDS[language]["account"]["ask_check"].format(
            heading=column.heading, example=find_example(sources[1], column)
        )
        if _ask(question) in YES:
            reader = _take_as(reader, column.heading, "minors")
            return reader, reader.read_both(sources[0].path, sources[1].path) or sources
    return reader, sources


def _take_as(reader: SheetReader, heading: str, field: str) -> SheetReader:
    return replace(reader, asked=replace(reader.asked, columns={**reader.asked.columns, fold(heading): field}))


def _is_terminal() -> bool:
    return sys.stdin is not None and sys.stdin.isatty() and sys.stderr.isatty()


def _ask(question: str) -> str:
    print(question, end="", file=sys.stderr, flush=True)
    return sys.stdin.readline().strip().casefold()


def _ask_to_leave_alone(source: SideTable, doubt: Doubt, language: str) -> bool:
    words = WORDS[language]
    question = words["account"]["ask"].format(
        heading=doubt.column.heading, example=find_example(source, doubt.column), field=words["fields"][doubt.field]
    )
    return _ask(question) == LEAVE_ALONE


def find_faults(sources: Sequence[SideTable], asked: Asked, carry: Sequence[str], faults: Faults) -> None:
    """Name all that keeps these files from being matched."""
    _check_asked(sources, asked, carry, faults)
    for source in sources:
        name, understood = source.path.name, source.understood
        if not source.table.headings:
            faults.add(name, "no_headings")
            continue
        for doubt in understood.doubts:
            example = find_example(source, doubt.column)
            faults.add(
                name, "doubt_formula" if find_break(example) else "doubt", source.table.top, doubt.column.heading,
                field=faults.words["fields"][doubt.field], value=example, heading=doubt.column.heading, key=doubt.field,
            )  # fmt: skip
        if not understood.has(*MATCHED_ON):
            faults.add(name, "nothing", source.table.top)
        elif not source.reading.people and not source.reading.bad_cells:
            faults.add(name, "nobody")
        if not asked.is_lenient:
            _name_cells(source, faults)


def _name_cells(source: SideTable, faults: Faults) -> None:
    """Name the cells that cannot be read, one cause once."""
    for (heading, kind, _), cells in group_cells(source.reading.bad_cells).items():
        faults.add_lines(source.path.name, kind, [cell.line for cell in cells], heading, **cells[0].facts)
    if source.table.too_wide:
        faults.add_lines(source.path.name, "wide", source.table.too_wide, sign=source.table.separator)


def _check_asked(sources: Sequence[SideTable], asked: Asked, carry: Sequence[str], faults: Faults) -> None:
    """Name what was asked of columns and sheets that are not there."""
    headings = {fold(heading) for source in sources for heading in source.table.headings}
    known = faults.words["fields"]
    for heading, field in asked.columns.items():
        if heading not in headings:
            faults.add("--as", "as_heading", column=heading)
        if field not in known:
            faults.add("--as", "as_field", value=field, known=", ".join(known))
    for heading in carry:
        if fold(heading) not in headings:
            faults.add("--carry", "as_heading", column=heading)
    shown = {source.table.sheet for source in sources}
    for sheet in set(asked.sheets) - shown:
        faults.add("--sheet", "sheet", value=sheet, known=", ".join(sorted(filter(None, shown))))
