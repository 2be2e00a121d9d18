"""Who may not take part, is suspended, held or kept apart: beside the key too, so that no old backup forgets.

Also what was given and then taken back: a parent's agreement, a clearance, a check, the use of somebody's words. Keyed
hashes, which say nothing without the key: of barred accounts under a derivation of their own, each with its end; of
others and of pairs as the database has them. The list is written as soon as a decision is committed, and at each
start.
"""

import asyncio
import json
import logging
from dataclasses import dataclass
from pathlib import Path

from cli.backups import write
from cli.bounded_files import read_text
from mentoring.errors import BinomeError
from storage.engine.clock import Clock
from storage.engine.database import UNAVAILABLE, Sessions
from use_cases import lasting_marks
from use_cases.lasting_marks import LastingMarks

log = logging.getLogger(__name__)

ADDED_SINCE = ("restrictions", "holds", "withdrawn")
"""Parts that older lists do not have."""
MAX_LIST_BYTES = 100_000_000
"""Half a million people who were turned away."""
RETRY_SECONDS = 30.0
"""A disk that was full for a moment, or a database that was away, need not leave the list as it was for long."""


class BadTurnedAwayFile(BinomeError):
    """The list of those who may not take part cannot be read: put back its copy, it lies beside the key."""


def find_file(key_file: Path) -> Path:
    """Return where the list lies."""
    return key_file.with_name(f"{key_file.name}.turned_away")


def read(key_file: Path) -> LastingMarks:
    """Return what the list holds; nothing while there is none."""
    path = find_file(key_file)
    try:
        known = json.loads(read_text(path, MAX_LIST_BYTES))
        more = (dict(known.get(name, {})) for name in ADDED_SINCE)
        return LastingMarks(dict(known["turned_away"]), dict(known["apart"]), *more)
    except FileNotFoundError:
        return LastingMarks({}, {})
    except (OSError, ValueError, LookupError, TypeError) as error:
        raise BadTurnedAwayFile(f"({path}: {type(error).__name__})") from None


@dataclass(frozen=True, slots=True)
class ListKeeper:
    """Keeps the list and the database in step while the program runs."""

    key_file: Path
    sessions: Sessions
    clock: Clock
    changed: asyncio.Event
    """Set by whoever commits such a decision."""

    async def run(self) -> None:
        """Write the list now and after each decision, for ever."""
        while True:
            self.changed.clear()
            try:
                await self.write_list()
            except UNAVAILABLE as error:
                log.error("turned_away_not_written", extra={"problem": type(error).__name__})
                await asyncio.sleep(RETRY_SECONDS)
                continue
            await self.changed.wait()

    async def write_list(self) -> None:
        """Give the database what it has forgotten, as after an old copy of it was put back, and write what it has."""
        known = self._read_or_put_aside()
        async with self.sessions.begin() as session:
            marks = await lasting_marks.complete_marks(session, known, self.clock.now())
        if marks != known:
            text = json.dumps(marks._asdict(), indent=0).encode()
            await asyncio.to_thread(write, find_file(self.key_file), iter([text]))

    def _read_or_put_aside(self) -> LastingMarks:
        """Return what the list holds; one that cannot be read is kept under another name, for somebody to look at."""
        try:
            return read(self.key_file)
        except BadTurnedAwayFile:
            log.error("turned_away_not_readable")
            path = find_file(self.key_file)
            path.replace(path.with_name(f"{path.name}.unreadable"))
            return LastingMarks({}, {})
