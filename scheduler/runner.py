"""What one process alone may do at a time: say what waits, and do what is due."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field

from mentoring.errors import BinomeError
from scheduler.delivery.sender import Mouth
from scheduler.heartbeat import Heartbeat, hold_as_before


@dataclass(slots=True)
class Speaker:
    """The mouth and the heartbeat together."""

    mouth: Mouth
    heartbeat: Heartbeat
    take_up: Callable[[], Awaitable[None]]
    """Goes on where whoever spoke before stopped."""
    beat_seconds: float
    started: asyncio.Event = field(default_factory=asyncio.Event)

    async def run(self) -> None:
        """Speak until something fatal happens, or until another process speaks."""
        await self.mouth.last_words()  # of our last time: what has left but is not written down is not lost
        await self.take_up()
        await hold_as_before(self.mouth.sessions, self.mouth, self.mouth.clock)
        beats = self.heartbeat.start(self.beat_seconds)
        self.started.set()
        try:
            async with asyncio.TaskGroup() as group:
                group.create_task(self.mouth.run())
                group.create_task(self.heartbeat.answer_at_once())
        except* BinomeError as failures:
            raise failures.exceptions[0] from None
        finally:
            beats.shutdown(wait=False)
            self.heartbeat.beaten_at = None  # it is another process's to beat
            self.started.clear()
