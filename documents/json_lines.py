"""JSON Lines, or one JSON list, read into a grid: what is nested stands under the names of both levels."""

import json
import re
from collections.abc import Collection, Iterator
from typing import Any

from documents.encodings import decode
from documents.grids import Grid, GridLine, Unreadable
from documents.limits import MAX_ROW_CHARACTERS, TableTooLarge, check_size

EXAMPLE = '{"id": "J-1", "text": "…"}'
MAX_DEPTH = 6
CLOCK = re.compile(r"\d{1,2}(?:[:h]\d{2}(?::\d{2})?|h)")
"""« 18:30 », « 18h »."""


def read(raw: bytes, _sheets: Collection[str] = ()) -> list[Grid]:
    """Return the one grid of a file, headed by the names that its lines use. Raise `Unreadable`, or `TableTooLarge`."""
    decoded = decode(raw)
    if decoded is None:
        raise Unreadable("encoding")
    said = [(line, dict(_flatten(found, "", 0))) for line, found in _list_objects(decoded.text.removeprefix("\ufeff"))]
    headings = tuple(dict.fromkeys(name for _, cells in said for name in cells))
    check_size(len(said), len(headings), 0)
    lines = [GridLine(line, [cells.get(name) for name in headings]) for line, cells in said]
    return [Grid(lines, headings=headings)]


def _list_objects(text: str) -> Iterator[tuple[int, dict[str, Any]]]:
    if text.lstrip().startswith("["):
        yield from enumerate(_check_objects(_parse(text, 0), 0), 1)
        return
    for line, written in enumerate(text.splitlines(), 1):
        if len(written) > MAX_ROW_CHARACTERS:
            raise TableTooLarge("row", MAX_ROW_CHARACTERS, line)
        if written.strip():
            check_size(line, 1, line)
            yield line, _check_objects([_parse(written, line)], line)[0]


def _parse(text: str, line: int) -> Any:
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        raise Unreadable("json", line, example=EXAMPLE) from None


def _check_objects(found: list[Any], line: int) -> list[dict[str, Any]]:
    if not all(isinstance(one, dict) for one in found):
        raise Unreadable("json", line, example=EXAMPLE)
    return found


def _flatten(value: Any, name: str, depth: int) -> Iterator[tuple[str, Any]]:
    """Yield what an object holds: « availability [tuesday] » for what is called tuesday within availability."""
    if isinstance(value, dict) and depth < MAX_DEPTH and not _is_span(value):
        for key, inner in value.items():
            yield from _flatten(inner, f"{name} [{key}]" if name else str(key), depth + 1)
    else:
        yield name, _simplify(value)


def _simplify(value: Any) -> Any:
    """Return a cell: a list keeps its entries, each of them as words."""
    if isinstance(value, list):
        return [entry for one in value if (entry := _write(one))]
    return _write(value) if isinstance(value, dict) else value


def _is_span(value: dict[str, Any]) -> bool:
    """Return whether an object says from when to when."""
    return len(value) == 2 and all(_is_clock(one) for one in value.values())


def _is_clock(value: Any) -> bool:
    return isinstance(value, str) and CLOCK.fullmatch(value.strip()) is not None


def _list_said(value: dict[str, Any]) -> list[Any]:
    """Return what an object says: hours from one to the other, and no number of a day beside its name."""
    clocks = [one for one in value.values() if _is_clock(one)]
    rest = [one for one in value.values() if not _is_clock(one)]
    if len(clocks) != 2:
        return list(value.values())
    has_words = any(isinstance(one, str) and one for one in rest)
    return [*(one for one in rest if not (has_words and isinstance(one, int))), "-".join(clocks)]


def _write(value: Any) -> str:
    if isinstance(value, dict | list):
        inner = _list_said(value) if isinstance(value, dict) else value
        return " ".join(filter(None, map(_write, inner)))
    return "" if value is None else str(value)
