"""The two clocks: programme time, which people live by, and real time, which paces requests."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta


def read_real_time() -> datetime:
    """Return the real moment, aware, in UTC."""
    return datetime.now(UTC)


@dataclass(slots=True)
class Clock:
    """Programme time is real time plus an offset; only the simulator ever pushes it."""

    offset: Callable[[], timedelta] = timedelta
    real_now: Callable[[], datetime] = read_real_time

    def now(self) -> datetime:
        """Return programme time, aware, in UTC."""
        return self.real_now() + self.offset()
