"""Every night all binômes that run, or wait for an answer, are asked again whether their two may be together.

Before that, what legal representatives said goes with the majority of those whom they spoke for.
"""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

from storage import installation
from storage.engine.app_session import AppSession
from storage.engine.database import Sessions
from use_cases.binomes import reviews
from use_cases.needs_offers import parental_requests

REVIEW_TIME = time(5)
"""Before the day's first session and before the digest; whoever is told of it reads it in the morning."""
SLICE_ROWS = 12
"""Rows a transaction: some 10 ms of work."""
Part = Callable[[AppSession, int, int, datetime], Awaitable[int | None]]
"""Looks at some rows after a number; gives the number to go on after, None once all were seen."""
PARTS: tuple[Part, ...] = (parental_requests.forget_some, parental_requests.ask_some, reviews.review_some)


async def run_if_due(sessions: Sessions, now: datetime) -> bool:
    """Review all binômes if their hour has come; return whether it had. Stopped half-way, the review begins anew."""
    async with sessions.begin() as session:
        due = await installation.read_moment(session, installation.REVIEW_AT)
        if due is None:
            await _set_next(session, now)
    if due is None or due > now:
        return False
    await review_all(sessions, now)
    return True


async def review_all(sessions: Sessions, now: datetime) -> None:
    """Review all binômes, some at a time; the next review is due the night after."""
    for part in PARTS:
        last: int | None = 0
        while last is not None:
            async with sessions.begin() as session:
                last = await part(session, last, SLICE_ROWS, now)
            await asyncio.sleep(0)
    async with sessions.begin() as session:
        await _set_next(session, now)


async def _set_next(session: AppSession, now: datetime) -> None:
    zone = ZoneInfo(session.programme.zone)
    today = now.astimezone(zone).date()
    nights = (datetime.combine(today + timedelta(days=ahead), REVIEW_TIME, zone) for ahead in range(3))
    following = next(night for night in nights if night > now).astimezone(UTC)
    await installation.write(session, installation.REVIEW_AT, following.isoformat())
