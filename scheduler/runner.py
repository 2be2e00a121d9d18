"""What one process alone may do at a time: say what waits, and do what is due."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field

from mentoring.errors import BinomeError
from scheduler.delivery.sender import Sender
from scheduler.heartbeat import Heartbeat, restore_pause


@dataclass(slots=True)
class LeaderRunner:
    """Runs the sender and the heartbeat while this process leads."""

    sender: Sender
    heartbeat: Heartbeat
    on_leadership: Callable[[], Awaitable[None]]
    """Goes on where whoever spoke before stopped."""
    beat_seconds: float
    started: asyncio.Event = field(default_factory=asyncio.Event)

    async def run(self) -> None:
        """Run both until a fatal error, or until another process leads."""
        await self.sender.drain_on_shutdown()  # of our last time: what has left but is not written down is not lost
        await self.on_leadership()
        await restore_pause(self.sender.sessions, self.sender, self.sender.clock)
        beats = self.heartbeat.start(self.beat_seconds)
        self.started.set()
        try:
            async with asyncio.TaskGroup() as group:
                group.create_task(self.sender.run())
                group.create_task(self.heartbeat.answer_forever())
        except* BinomeError as failures:
            raise failures.exceptions[0] from None
        finally:
            beats.shutdown(wait=False)
            self.heartbeat.last_beat_at = None  # it is another process's to beat
            self.started.clear()
