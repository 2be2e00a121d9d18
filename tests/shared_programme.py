"""Programmes and their texts, read once in a test process."""

from collections.abc import Callable
from pathlib import Path

from cli import settings, wiring
from mentoring.programme import Programme
from texts import Texts, languages

PROGRAMMES: dict[tuple[bytes, Path], Programme] = {}
"""What a file says, and the folder of our words at that time -> the programme."""
TEXTS: dict[tuple[int, Path], Texts] = {}
"""Which of these programmes, and the folder of our words -> its texts."""


def share_programmes() -> None:
    """Let each town that is told the same have the programme and the texts of the first.

    To read them anew, and each template that is shown, was a third of the start of a town. Words of one's own, and what
    is at fault, are read each time.
    """
    parse = settings._parse_programme

    def read_once(
        path: Path, texts: Path | None, faults: list[str], find_language_fault: Callable[[str], str]
    ) -> Programme:
        if texts is not None or not path.is_file():
            return parse(path, texts, faults, find_language_fault)
        told, before = (path.read_bytes(), languages.SHIPPED_FOLDER), len(faults)
        found = PROGRAMMES.get(told) or parse(path, texts, faults, find_language_fault)
        if len(faults) == before:
            PROGRAMMES[told] = found
        return found

    settings._parse_programme = read_once
    wiring.Texts = _find_texts  # type: ignore[assignment, attr-defined]


def _find_texts(programme: Programme, own: Path | None = None) -> Texts:
    which = id(programme), languages.SHIPPED_FOLDER
    if own is not None or not any(one is programme for one in PROGRAMMES.values()):
        return Texts(programme, own)
    return TEXTS.get(which) or TEXTS.setdefault(which, Texts(programme))
