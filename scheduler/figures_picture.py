"""The picture of Monday's figures: drawn in the worker process just before the figures are queued."""

import asyncio
import logging
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Executor
from dataclasses import asdict, dataclass, field
from datetime import datetime
from typing import Any

from mentoring.programme import Programme
from storage.engine.database import Sessions
from storage.schema.tables import Outgoing
from texts import figures_drawing
from use_cases.desk import digest, weekly_figures

log = logging.getLogger(__name__)
DRAW_TIMEOUT_SECONDS = 20.0
"""The worker may be busy with a matching round; the figures do not wait longer for a picture."""
Draw = Callable[[Mapping[str, Sequence[Any]], str, str], bytes]


@dataclass(slots=True)
class FiguresPicture:
    """Draws the weekly picture before its row is due; without it, text is sent."""

    sessions: Sessions
    executor: Executor
    programme: Programme
    draw: Draw = figures_drawing.draw
    _drawn_by_moment: dict[str, bytes] = field(default_factory=dict)

    async def draw_if_due(self, now: datetime) -> None:
        """Draw the picture that goes with the figures said at `now`; the one before is forgotten."""
        async with self.sessions.begin() as session:
            if not await digest.has_figures_due(session, now):
                return
            counted = await weekly_figures.count_until(session, now)
        picture = None if counted.is_empty else await self._draw_in_worker(counted)
        self._drawn_by_moment = {} if picture is None else {now.isoformat(): picture}

    def find_picture(self, row: Outgoing) -> bytes | None:
        """Return the picture that goes with a message."""
        return self._drawn_by_moment.get(row.args.get("until", "")) if row.kind == "figures" else None

    async def _draw_in_worker(self, counted: weekly_figures.WeeklyFigures) -> bytes | None:
        about = (asdict(counted), self.programme.languages[0], self.programme.zone)
        drawing = asyncio.get_running_loop().run_in_executor(self.executor, self.draw, *about)
        try:
            async with asyncio.timeout(DRAW_TIMEOUT_SECONDS):
                return await drawing
        except ModuleNotFoundError:
            log.info("figures_without_picture")  # the extra is not installed
        except Exception as error:
            log.warning("figures_not_drawn", extra={"problem": type(error).__name__})
        return None
