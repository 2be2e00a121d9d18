"""The nightly backup: made when its hour has come; when it fails the team is told once, until one succeeds."""

import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from sqlalchemy import select

from mentoring.cases import build_case_key
from mentoring.programme import Programme
from storage import installation
from storage.engine.clock import Clock
from storage.engine.database import UNAVAILABLE, Sessions
from storage.schema.tables import Card
from use_cases.team import cards

log = logging.getLogger(__name__)

CASE = "backup", "nightly"
RETRY_INTERVAL = timedelta(hours=1)
"""A disk that was full for a moment need not cost a night."""


@dataclass(slots=True)
class NightlyBackup:
    """Runs `make_backup` every night, by real time."""

    sessions: Sessions
    clock: Clock
    programme: Programme
    make_backup: Callable[[datetime], Awaitable[Path]]

    async def run_if_due(self) -> None:
        """Make the backup if its hour has come."""
        try:
            await self._run_if_due()
        except UNAVAILABLE as error:
            log.warning("storage_unavailable", extra={"problem": type(error).__name__})

    async def _run_if_due(self) -> None:
        real = self.clock.real_now()
        async with self.sessions.begin() as session:
            due = await installation.read_moment(session, installation.BACKUP_AT)
            if due is None:  # the first night is the next one
                await installation.write(session, installation.BACKUP_AT, self._find_next_night(real).isoformat())
        if due is None or due > real:
            return
        try:
            await self.run()
        except Exception:
            log.exception("backup_failed")
            await self._open_case()

    async def run(self) -> Path:
        """Make a backup now; the next one is due the night after."""
        real = self.clock.real_now()
        file = await self.make_backup(real)
        async with self.sessions.begin() as session:
            await installation.write(session, installation.LAST_BACKUP_AT, real.isoformat())
            await installation.write(session, installation.BACKUP_AT, self._find_next_night(real).isoformat())
            await cards.close_by_key(session, build_case_key(*CASE), self.clock.now())
        log.info("backup_made", extra={"file": file.name})
        return file

    async def _open_case(self) -> None:
        async with self.sessions.begin() as session:
            await installation.write(
                session, installation.BACKUP_AT, (self.clock.real_now() + RETRY_INTERVAL).isoformat()
            )
            is_open = (Card.key == build_case_key(*CASE), Card.state != "closed")
            if await session.scalar(select(Card.id).where(*is_open)) is None:
                await cards.open_case(session, self.clock.now(), *CASE)

    def _find_next_night(self, now: datetime) -> datetime:
        zone, hour = ZoneInfo(self.programme.zone), time(self.programme.backups.hour)
        today = now.astimezone(zone).date()
        nights = (datetime.combine(today + timedelta(days=ahead), hour, zone) for ahead in range(3))
        return next(night for night in nights if night > now).astimezone(UTC)
