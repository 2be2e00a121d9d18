"""Hearing: by our own getUpdates loop, an update is confirmed only once its effect is committed.

aiogram's polling swallows the exceptions of handlers, confirms a batch before its handlers have
finished and retries a refused token for ever.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from aiogram.exceptions import (
    ClientDecodeError,
    TelegramAPIError,
    TelegramNotFound,
    TelegramRetryAfter,
    TelegramUnauthorizedError,
)
from aiogram.methods import GetUpdates
from aiogram.types import Update
from pydantic import ValidationError

from bot.transport.update_processor import Hearing
from mentoring.errors import TokenRefused
from storage.engine.batches import portions
from storage.engine.database import is_unavailable
from use_cases.inbox import absence, updates

log = logging.getLogger(__name__)

HEARD = ["message", "edited_message", "callback_query", "my_chat_member"]
"""Telegram remembers this list and narrows silently: it is sent in full at each call."""
POLL_SECONDS = 25
LONGEST_PAUSE = 30.0
NOTED_EVERY = timedelta(minutes=10)
TOGETHER = 20
"""Updates that share a transaction when so many wait: the first of them is answered only when the last one is heard."""


@dataclass(slots=True)
class Listener:
    """Has updates heard in order, and confirms them afterwards."""

    hearing: Hearing
    poll_seconds: int = POLL_SECONDS
    _noted_at: datetime | None = None

    async def run(self) -> None:
        """Listen for ever; raise `TokenRefused` when Telegram does not know us."""
        offset: int | None = None
        pause = 0.0
        while True:
            await asyncio.sleep(pause)
            try:
                batch = await self._poll(offset)
                pause = 0.0
            except (TelegramUnauthorizedError, TelegramNotFound):
                raise TokenRefused from None
            except TelegramRetryAfter as refusal:
                pause, batch = float(refusal.retry_after), []
            except (TelegramAPIError, ClientDecodeError, UnicodeDecodeError) as error:
                log.warning("not_listening", extra={"problem": type(error).__name__})
                pause, batch = min(LONGEST_PAUSE, pause * 2 or 0.5), []
            for some in portions(batch, TOGETHER):
                await self._persevere(self.hearing.take, [update for _, update in some if update is not None])
                # Ids may jump down after a quiet week: what counts is the last one heard.
                offset = some[-1][0] + 1
            if not pause:
                await self._persevere(self.note_heard)
            await self._persevere(self.try_parked_again)

    async def _poll(self, offset: int | None) -> list[tuple[int, Update | None]]:
        """Give the updates that wait with their ids; None for one that cannot be read: it must not stop the others."""
        call = GetUpdates(offset=offset, timeout=self.poll_seconds, allowed_updates=HEARD)
        try:
            batch = await self.hearing.bot(call, request_timeout=self.poll_seconds + 15)
        except ClientDecodeError as error:
            if not isinstance(error.data, dict) or not isinstance(error.data.get("result"), list):
                raise  # a page of words, from something between Telegram and us
            return [(raw["update_id"], self.read(raw["update_id"], raw)) for raw in error.data["result"]]
        return [(update.update_id, update) for update in batch]

    def read(self, update_id: int, raw: Any) -> Update | None:
        """Give an update as Telegram wrote it; None when it cannot be read."""
        try:
            return Update.model_validate(raw, context={"bot": self.hearing.bot})
        except ValidationError:  # its own words would quote what people wrote
            log.error("update_not_understood", extra={"update": update_id})
            return None

    async def _persevere(self, act: Callable[..., Awaitable[Any]], *given: Any) -> None:
        """Do something; as long as the database fails, wait and do it again."""
        pause = 0.25
        while True:
            try:
                await act(*given)
                return
            except Exception as error:
                if not is_unavailable(error):
                    raise
                log.warning("storage_unavailable", extra={"problem": type(error).__name__})
                await asyncio.sleep(pause)
                pause = min(LONGEST_PAUSE, pause * 2)

    async def look_after_parked(self) -> None:
        """Try parked updates again, for ever, where no polling does."""
        while True:
            await self._persevere(self.note_heard)
            await self._persevere(self.try_parked_again)
            await asyncio.sleep(self.poll_seconds)

    async def note_heard(self) -> None:
        """Note from time to time that we are there: who wrote during a long absence is asked to write again."""
        real = self.hearing.real_now()
        if self._noted_at is not None and real - self._noted_at < NOTED_EVERY:
            return
        async with self.hearing.sessions.begin() as session:
            if asked := await absence.heard(session, self.hearing.now(), real):
                log.warning("was_away", extra={"asked": asked})
        self._noted_at = real
        self.hearing.wake()

    async def try_parked_again(self) -> None:
        """Try the updates whose handler failed once more, when their moment has come."""
        async with self.hearing.sessions.begin() as session:
            waiting = await updates.parked(session, self.hearing.real_now())
        for update_id, raw in waiting:
            update = self.read(update_id, raw)
            if update is None:  # written by another version, or under another key: its tries end like any other's
                async with self.hearing.sessions.begin() as session:
                    await updates.park_again(session, update_id, self.hearing.now(), self.hearing.real_now())
                self.hearing.wake()
            elif await self.hearing.again(update):
                async with self.hearing.sessions.begin() as session:
                    await updates.unpark(session, update_id)
