"""The whole bot in a process of its own that is killed at the commit of what one tap asks for."""

import asyncio
import os
import signal
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any

from aiogram.types import TelegramObject, Update
from sqlalchemy import event
from sqlalchemy.orm import Session

from benchmarks.role_processes import IdleExecutor
from cli.startup import pause_garbage_collection
from tests.town import KEY, TOKEN

Handler = Callable[[TelegramObject, dict[str, Any]], Awaitable[Any]]


@dataclass(frozen=True, slots=True)
class KillPoint:
    """The data of the tap that kills, and when: ``before`` its commit, or ``after`` it."""

    data: str
    moment: str

    async def __call__(self, handler: Handler, update: TelegramObject, given: dict[str, Any]) -> Any:
        """Let the tap have its effect; its transaction is the next to be committed."""
        assert isinstance(update, Update)
        done = await handler(update, given)
        if update.callback_query and update.callback_query.data == self.data:
            await given["session"].flush()
            if self.moment == "before":
                event.listen(given["session"].bind.sync_engine, "commit", _kill_itself)
            else:
                event.listen(Session, "after_commit", _kill_itself)
        return done


def _kill_itself(*_: Any) -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def run_process(database: str, api: str, ahead: timedelta, kill_point: KillPoint) -> None:
    """Be such a process, so much ahead of real time."""
    asyncio.run(_run(database, api, ahead, kill_point))


async def _run(database: str, api: str, ahead: timedelta, kill_point: KillPoint) -> None:
    with pause_garbage_collection():  # as `binome run` does
        from cli import settings, wiring
        from storage.engine.clock import Clock

    told = replace(settings.read({}), database=database, api=api, token=TOKEN)
    clock = Clock(offset=lambda: ahead)
    quick = wiring.Timing(limits=wiring.NO_LIMITS, poll_seconds=1)
    async with wiring.open_app(told, KEY, clock, timing=quick, worker_process=IdleExecutor()) as app:
        app.processor.dispatcher.update.outer_middleware(kill_point)
        await app.run()
