"""Every night all binômes that run, or wait for an answer, are asked again whether their two may be together."""

import asyncio
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

from storage import installation
from storage.engine.app_session import AppSession
from storage.engine.database import Sessions
from use_cases.binomes import reviews

REVIEW_TIME = time(5)
"""Before the day's first session and before the digest; whoever is told of it reads it in the morning."""
SLICE_ROWS = 12
"""Binômes a transaction: some 10 ms of work."""


async def run_if_due(sessions: Sessions, now: datetime) -> None:
    """Review all binômes if their hour has come; stopped half-way, the review begins anew."""
    async with sessions.begin() as session:
        due = await installation.read_moment(session, installation.REVIEW_AT)
        if due is None:
            await _set_next(session, now)
    if due is not None and due <= now:
        await review_all(sessions, now)


async def review_all(sessions: Sessions, now: datetime) -> None:
    """Review all binômes, some at a time; the next review is due the night after."""
    last: int | None = 0
    while last is not None:
        async with sessions.begin() as session:
            last = await reviews.review_some(session, last, SLICE_ROWS, now)
        await asyncio.sleep(0)
    async with sessions.begin() as session:
        await _set_next(session, now)


async def _set_next(session: AppSession, now: datetime) -> None:
    zone = ZoneInfo(session.programme.zone)
    today = now.astimezone(zone).date()
    nights = (datetime.combine(today + timedelta(days=ahead), REVIEW_TIME, zone) for ahead in range(3))
    following = next(night for night in nights if night > now).astimezone(UTC)
    await installation.write(session, installation.REVIEW_AT, following.isoformat())
