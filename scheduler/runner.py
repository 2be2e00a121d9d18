"""What one process alone may do at a time: say what waits, and do what is due."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field

from apscheduler.schedulers.asyncio import AsyncIOScheduler

from mentoring.errors import BinomeError
from scheduler.delivery import retry_after
from scheduler.delivery.mail_sender import MailSender
from scheduler.delivery.sender import Sender
from scheduler.heartbeat import Heartbeat
from scheduler.nightly_backup import NightlyBackup
from scheduler.pruning import Pruning
from scheduler.wal_truncation import TRUNCATIONS_PER_BEAT, WalTruncation


@dataclass(slots=True)
class LeaderRunner:
    """Runs the sender, the heartbeat and the jobs that go by real time while this process leads."""

    sender: Sender
    heartbeat: Heartbeat
    pruning: Pruning
    nightly_backup: NightlyBackup
    wal_truncation: WalTruncation
    on_leadership: Callable[[], Awaitable[None]]
    """Goes on where whoever spoke before stopped."""
    beat_seconds: float
    mail_sender: MailSender | None = None
    """What leaves by mail, where there is a mail server."""
    started: asyncio.Event = field(default_factory=asyncio.Event)

    async def run(self) -> None:
        """Run both until a fatal error, or until another process leads."""
        await self.sender.drain_on_shutdown()  # of our last time: what has left but is not written down is not lost
        await self.on_leadership()
        await retry_after.restore(self.sender.sessions, self.sender.transport.rate_limiter, self.sender.clock)
        jobs = self.start_jobs()
        self.started.set()
        try:
            async with asyncio.TaskGroup() as group:
                group.create_task(self.sender.run())
                group.create_task(self.heartbeat.answer_forever())
                if self.mail_sender is not None:
                    group.create_task(self.mail_sender.run())
        except* BinomeError as failures:
            raise failures.exceptions[0] from None
        finally:
            jobs.shutdown(wait=False)
            self.heartbeat.last_beat_at = None  # it is another process's to beat
            self.started.clear()

    def start_jobs(self) -> AsyncIOScheduler:
        """Run each job every so many real seconds; one that is missed is made up for by the next."""
        jobs = AsyncIOScheduler(timezone="UTC")
        every = {"coalesce": True, "max_instances": 1, "misfire_grace_time": None}
        for job in (self.heartbeat.beat, self.pruning.run_if_due, self.nightly_backup.run_if_due):
            jobs.add_job(job, "interval", seconds=self.beat_seconds, **every)
        jobs.add_job(self.wal_truncation.run, "interval", seconds=self.beat_seconds / TRUNCATIONS_PER_BEAT, **every)
        self.heartbeat.last_beat_at = self.heartbeat.clock.real_now()
        jobs.start()
        return jobs
