"""`binome understand`: what is read in each line of a file. It reads the programme alone: neither key nor data."""

import json
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import BinaryIO, cast
from zoneinfo import ZoneInfo

from mentoring.errors import BinomeError
from mentoring.programme import Programme
from mentoring.roles import ReaderSide
from storage.engine.clock import read_real_time
from understanding.intents import Guess
from understanding.reading import Reading, Saying, TextReader

FAILED = 1
MIN_SHOWN_SCORE = 0.01
"""Intents that are hardly likely are left out."""
TEXT_KEYS = ("text", "at", "role", "now", "session")
ANSWERS = {True: "yes", False: "no", None: None}


class NotALine(ValueError):
    """A line is to be a JSON object with a text, {"text": "…"}."""

    def __str__(self) -> str:
        return str(self.args[0]) if self.args else str(self.__doc__)


class NotReadable(BinomeError):
    """The file cannot be read."""


def run(file: Path | None, programme: Programme) -> int:
    """Print one JSON object a line of a file, or of the standard input; return 1 when a line could not be read."""
    reader, zone, failed = TextReader(programme), ZoneInfo(programme.zone), False
    with _open_lines(file) as lines:
        for number, line in enumerate(lines, 1):
            if not line.strip():
                continue
            try:
                found: Mapping[str, object] = describe(reader.read(parse_line(line, zone)))
            except NotALine as error:
                failed, found = True, {"error": f"{error}"}
                print(f"line {number}: {error}", file=sys.stderr)
            print(json.dumps(found, ensure_ascii=True), flush=True)
    return FAILED if failed else 0


@contextmanager
def _open_lines(file: Path | None) -> Iterator[BinaryIO]:
    if file is None:
        yield sys.stdin.buffer
        return
    try:
        lines = file.open("rb")
    except OSError as error:
        raise NotReadable(f"{file}: {error.strerror}") from None
    with lines:
        yield lines


def parse_line(line: bytes, zone: ZoneInfo) -> Saying:
    """Return what a line says, its times local in a zone; raise `NotALine`. Unknown keys are ignored."""
    try:
        given = json.loads(line.decode("utf-8-sig", "replace"))
    except (ValueError, RecursionError):
        raise NotALine from None
    if not isinstance(given, dict) or not isinstance(given.get("text"), str):
        raise NotALine
    known = {key: given[key] for key in TEXT_KEYS if given.get(key) is not None}
    if wrong := [key for key, value in known.items() if not isinstance(value, str)]:
        raise NotALine(f'"{wrong[0]}" is to be text')
    role = known.get("role", "")
    now = (
        _parse_moment(known["now"], zone) if "now" in known else read_real_time().astimezone(zone).replace(tzinfo=None)
    )
    session = _parse_moment(known["session"], zone) if "session" in known else None
    side = cast(ReaderSide, role if role in ("young", "volunteer", "staff") else "")
    return Saying(known["text"], now, known.get("at", ""), side, session)


def _parse_moment(written: str, zone: ZoneInfo) -> datetime:
    """Return a local time; a weekday behind it, `2027-03-10T14:00 (Wed)`, is for whoever reads the file."""
    try:
        moment = datetime.fromisoformat(written.partition(" (")[0].strip())
    except ValueError:
        raise NotALine(f'"{written}" is no ISO time such as 2027-03-10T14:00') from None
    return moment.astimezone(zone).replace(tzinfo=None) if moment.tzinfo else moment


def describe(found: Reading) -> dict[str, object]:
    """Return a reading as JSON has it; what was not read is null, but for lists that are always there."""
    sign = found.distress
    return {
        "distress": {"level": sign.level, "category": sign.category, "who": sign.who} if sign else None,
        "intents": [_describe_guess(guess) for guess in found.intents if guess.score >= MIN_SHOWN_SCORE],
        "offered": list(found.offered),
        "answer": ANSWERS[found.answer],
        "remark": found.remark,
        "number": found.number,
        "age": found.age,
        "birth": str(found.birth) if found.birth else None,
        "role": found.role,
        "need_text": found.need_text,
        "first_name": found.first_name,
        "slots": list(found.slots) if found.slots else None,
        "weekly": _describe_weekly(found),
        "date": found.date.isoformat() if found.date else None,
        "moment": found.moment.isoformat(timespec="minutes") if found.moment else None,
        "field": found.field,
        "level": found.level,
        "region": found.region,
    }


def _describe_guess(guess: Guess) -> dict[str, object]:
    return {"id": guess.id, "score": round(guess.score, 3)}


def _describe_weekly(found: Reading) -> object:
    """Return the hour that somebody offers, a list of them when there are several."""
    hours = [hour._asdict() for hour in found.weekly or ()]
    return hours[0] if len(hours) == 1 else hours or None
