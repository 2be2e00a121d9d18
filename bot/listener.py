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

from aiogram import Bot, Dispatcher
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
from sqlalchemy.exc import IntegrityError

from mentoring.errors import TokenRefused
from storage import away, outbox, people, updates
from storage.database import Sessions, is_unavailable

log = logging.getLogger(__name__)

HEARD = ["message", "edited_message", "callback_query", "my_chat_member"]
"""Telegram remembers this list and narrows silently: it is sent in full at each call."""
POLL_SECONDS = 25
LONGEST_PAUSE = 30.0
NOTED_EVERY = timedelta(minutes=10)


@dataclass(slots=True)
class Listener:
    """Feeds aiogram's dispatcher, one update at a time and in order."""

    bot: Bot
    dispatcher: Dispatcher
    sessions: Sessions
    wake: Callable[[], None]
    now: Callable[[], datetime]
    real_now: Callable[[], datetime]
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
            except TelegramAPIError as error:
                log.warning("not_listening", extra={"problem": type(error).__name__})
                pause, batch = min(LONGEST_PAUSE, pause * 2 or 0.5), []
            for update_id, update in batch:
                if update is not None:
                    await self._persevere(self.take, update)
                # Ids may jump down after a quiet week: what counts is the last one heard.
                offset = update_id + 1
            if not pause:
                await self._persevere(self.note_heard)
            await self._persevere(self.try_parked_again)

    async def _poll(self, offset: int | None) -> list[tuple[int, Update | None]]:
        """Give the updates that wait with their ids; None for one that cannot be read: it must not stop the others."""
        call = GetUpdates(offset=offset, timeout=self.poll_seconds, allowed_updates=HEARD)
        try:
            batch = await self.bot(call, request_timeout=self.poll_seconds + 15)
        except ClientDecodeError as error:
            return [(raw["update_id"], self.read(raw)) for raw in error.data["result"]]
        return [(update.update_id, update) for update in batch]

    def read(self, raw: Any) -> Update | None:
        """Give an update as Telegram wrote it; None when it cannot be read."""
        try:
            return Update.model_validate(raw, context={"bot": self.bot})
        except ValidationError:  # its own words would quote what people wrote
            log.error("update_not_understood", extra={"update": raw["update_id"]})
            return None

    async def take(self, update: Update) -> None:
        """Give an update its effect, or park it when its handler fails; raise when the database does."""
        for act in (self._feed, self._park):
            try:
                await act(update)
                return
            except Exception as error:
                if is_unavailable(error):
                    raise
                log.exception("update_failed", extra={"update": update.update_id})

    async def _feed(self, update: Update) -> None:
        try:
            await self.dispatcher.feed_update(self.bot, update)
        except IntegrityError:  # another process wrote the same at the same moment: now it can be read
            await self.dispatcher.feed_update(self.bot, update)

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
        real = self.real_now()
        if self._noted_at is not None and real - self._noted_at < NOTED_EVERY:
            return
        async with self.sessions.begin() as session:
            if asked := await away.heard(session, self.now(), real):
                log.warning("was_away", extra={"asked": asked})
        self._noted_at = real
        self.wake()

    async def try_parked_again(self) -> None:
        """Try the updates whose handler failed once more, when their moment has come."""
        async with self.sessions.begin() as session:
            waiting = await updates.parked(session, self.real_now())
        for update_id, raw in waiting:
            update = Update.model_validate(raw, context={"bot": self.bot})
            try:
                await self.dispatcher.feed_update(self.bot, update)
            except Exception as error:
                if is_unavailable(error):
                    raise
                log.exception("update_failed_again", extra={"update": update_id})
                await self._park(update)
            else:
                async with self.sessions.begin() as session:
                    await updates.unpark(session, update_id)

    async def _park(self, update: Update) -> None:
        raw = update.model_dump(mode="json", by_alias=True, exclude_unset=True)
        user = getattr(update.event, "from_user", None)
        async with self.sessions.begin() as session:
            person = await people.find(session, user.id) if user else None
            tries = await updates.park(session, update.update_id, raw, person, self.now(), self.real_now())
            if tries == 1 and person is not None:
                await outbox.put(session, self.now(), person, "sorry")
        self.wake()
