"""What time does to a programme with every gate, and backups: one is made, and later takes the place of everything."""

import shutil
from copy import deepcopy
from datetime import datetime, timedelta
from pathlib import Path

from hypothesis import strategies as st
from hypothesis.stateful import precondition, rule
from sqlalchemy import select

from scheduler import nightly_reviews
from scheduler.heartbeat import tick
from storage.backup import snapshot
from storage.schema.tables import Binome
from tests.cast import NOW
from tests.use_cases.binomes.gates_stage import GatesStage, Truth
from tests.use_cases.binomes.safeguarding_stage import ACCOUNTS
from use_cases import lasting_marks, restoring
from use_cases.lasting_marks import LastingMarks
from use_cases.people import people

MAX_DAYS = 600
"""After more days without a word people are erased, which is another machine's matter."""
KEPT_FOR = timedelta(weeks=4)
"""How long rotation keeps a backup."""


class BackupStage(GatesStage):
    """How a backup is made and put back, as `binome backup` and `binome restore` do, and what is so afterwards."""

    def __init__(self) -> None:
        super().__init__()
        self.copied: tuple[Path, datetime, dict[int, Truth], set[tuple[int, int]]] | None = None
        """The backup, when it was made, and what was so then of each account, and of ties."""
        self.restored = 0

    @property
    def has_backup(self) -> bool:
        """Return whether there is a backup that rotation has not removed."""
        return self.copied is not None and self.now < self.copied[1] + KEPT_FOR

    @precondition(lambda self: self.now < NOW + timedelta(days=MAX_DAYS))
    @rule(days=st.sampled_from((1, 12, 40, 200)))
    def wait(self, days: int) -> None:
        """Let time pass, what falls due be done, and the night's review."""
        self.now, self.is_changed = self.now + timedelta(days=days), True
        self.runner.run(tick(self.sessions, self.now))
        self.runner.run(nightly_reviews.review_all(self.sessions, self.now))
        self.end_consents()

    @precondition(lambda self: not self.has_backup)
    @rule()
    def back_up(self) -> None:
        """Make a backup, in the place of one that rotation has removed."""
        self.played["back_up", True] += 1
        file = self.folder / "copy"
        file.unlink(missing_ok=True)
        self.runner.run(snapshot.write_copy(self.sessions.kw["bind"], str(file), self.now))
        self.copied = file, self.now, deepcopy(self.truths), set(self.ties)

    @precondition(lambda self: self.has_backup and self.copied[2] != self.truths)
    @rule()
    def put_back(self) -> None:
        """Let the backup take the place of everything: what was taken back since does not count again."""
        self.played["put_back", True] += 1
        self.runner.run(self._put_back())
        self.copied, self.is_changed = None, True

    async def _put_back(self) -> None:
        """Put the backup back, with the keys and the list of this moment; its messages are never sent."""
        assert self.copied is not None
        copy, copied_at, truths, ties = self.copied
        self.ties = set(ties)
        programme, keys = self.sessions.kw["programme"], await snapshot.read_keys(self.sessions.kw["bind"])
        async with self.sessions.begin() as session:
            known = await lasting_marks.complete_marks(session, LastingMarks({}, {}), self.now)
        await self.opened.__aexit__(None, None, None)
        self.restored += 1
        self.sessions = await self._open(Path(shutil.copy(copy, self.folder / f"restored-{self.restored}.sqlite3")))
        self.sessions.configure(programme=programme)
        async with self.sessions.begin() as session:
            await restoring.extend_deadlines(session, copied_at, self.now)
            await restoring.return_keys(session, keys, self.now)
        async with self.sessions.begin() as session:
            await lasting_marks.return_marks(session, known, self.now)
        while await tick(self.sessions, self.now):
            pass
        async with self.sessions.begin() as session:
            await restoring.settle_unsent(session, copied_at, self.now)
        await self._remember(truths)
        if await nightly_reviews.run_if_due(self.sessions, self.now):
            self.end_consents()

    async def _remember(self, truths: dict[int, Truth]) -> None:
        """Know what was so when the backup was made, but for what was taken back since, or said of an age."""
        async with self.sessions.begin() as session:
            there = {one for one in ACCOUNTS if await people.find_person(session, one) is not None}
            self.frozen = set(await session.scalars(select(Binome.id).where(Binome.state == "frozen")))
        for account in ACCOUNTS:
            birth, truth = self.truths[account].birth, deepcopy(truths[account])
            if account not in there:
                self.forget_truth(account)
                continue
            if self.is_closed(account) or self.is_marked_as_minor(account):
                truth.birth = birth
            truth.is_cleared &= (account, "clearance") not in self.taken_back
            truth.has_consent &= (account, "consent") not in self.taken_back
            truth.checks = {kind: day for kind, day in truth.checks.items() if (account, kind) not in self.taken_back}
            self.truths[account] = truth
