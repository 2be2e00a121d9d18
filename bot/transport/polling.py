"""Hearing: by our own getUpdates loop, an update is confirmed only once its effect is committed.

aiogram's polling swallows the exceptions of handlers, confirms a batch before its handlers have
finished and retries a refused token for ever.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from aiogram.exceptions import (
    ClientDecodeError,
    TelegramAPIError,
    TelegramConflictError,
    TelegramNotFound,
    TelegramRetryAfter,
    TelegramUnauthorizedError,
)
from aiogram.methods import GetUpdates
from aiogram.types import Update
from pydantic import ValidationError

from bot.transport.connection_status import ConnectionStatus
from bot.transport.unread_updates import UnreadUpdate, rebuild
from bot.transport.update_processor import UpdateProcessor
from mentoring.errors import TokenRefused
from mentoring.states import ConnectionTrouble
from storage.engine.batches import split_into_batches
from storage.engine.database import is_unavailable

log = logging.getLogger(__name__)

ALLOWED_UPDATES = ["message", "edited_message", "callback_query", "my_chat_member", "chat_member"]
"""Telegram remembers this list and narrows silently: it is sent in full at each call."""
POLL_SECONDS = 25
MAX_PAUSE_SECONDS = 30.0
NOTE_INTERVAL = timedelta(minutes=10)
WEBHOOK_CHECK_INTERVAL = timedelta(minutes=2)
"""Another program that takes our webhook is noticed after two of these."""
MAX_STORAGE_PAUSE_SECONDS = 5.0
"""A database that is back is noticed within this: somebody's words may wait for it."""
HEAR_AGAIN_SECONDS = 2.0
"""While nothing can be written: whoever cries for help waits no longer than that to be heard."""
HUNG_SECONDS = 10.0
"""A database that has not answered for so long is as good as away."""
MAX_UPDATES_PER_TRANSACTION = 20
"""Updates that share a transaction when so many wait: the first of them is answered only when the last one is heard."""


@dataclass(slots=True)
class Poller:
    """Has updates heard in order, and confirms them afterwards."""

    processor: UpdateProcessor
    poll_seconds: int = POLL_SECONDS
    connection: ConnectionStatus = field(default_factory=ConnectionStatus)
    _noted_at: datetime | None = None
    _checked_at: datetime | None = None
    _told: tuple[ConnectionTrouble, datetime] | None = None

    async def run(self) -> None:
        """Listen for ever; raise `TokenRefused` when Telegram does not know us."""
        self.connection.open(self._read_time())
        try:
            await self._poll_forever()
        finally:
            self.connection.close()

    async def _poll_forever(self) -> None:
        offset: int | None = None
        pause = 0.0
        while True:
            await asyncio.sleep(pause)
            try:
                batch = await self._poll(offset, self.poll_seconds)
                pause = 0.0
                self.connection.note_answer(self._read_time(), len(batch))
            except (TelegramUnauthorizedError, TelegramNotFound):
                raise TokenRefused from None
            except TelegramRetryAfter as refusal:
                pause, batch = float(refusal.retry_after), []
            except (TelegramAPIError, ClientDecodeError, UnicodeDecodeError) as error:
                log.warning("not_listening", extra={"problem": type(error).__name__})
                if isinstance(error, TelegramConflictError):
                    self.connection.note_conflict(self._read_time())
                pause, batch = min(MAX_PAUSE_SECONDS, pause * 2 or 0.5), []
            for some in split_into_batches(batch, MAX_UPDATES_PER_TRANSACTION):
                await self._hear_on(offset, self.processor.process, some)
                # Ids may jump down after a quiet week: what counts is the last one heard.
                offset = some[-1].update_id + 1
            if not pause:
                await self._hear_on(offset, self.note_contact)
            await self._hear_on(offset, self.tell_of_trouble)
            await self._hear_on(offset, self.retry_due_parked)

    async def _poll(self, offset: int | None, seconds: int) -> list[Update]:
        """Return the updates that wait; of an unreadable one what could be read: it must not stop the others."""
        call = GetUpdates(offset=offset, timeout=seconds, allowed_updates=ALLOWED_UPDATES)
        try:
            batch = await self.processor.bot(call, request_timeout=seconds + 15)
        except ClientDecodeError as error:
            if not isinstance(error.data, dict) or not isinstance(error.data.get("result"), list):
                raise  # a page of words, from something between Telegram and us
            return [self.parse_update(raw["update_id"], raw) for raw in error.data["result"]]
        return batch

    def parse_update(self, update_id: int, raw: Any) -> Update:
        """Return an update as Telegram wrote it, or what could be read of it."""
        try:
            return Update.model_validate(raw, context={"bot": self.processor.bot})
        except ValidationError:  # its own words would quote what people wrote
            log.error("update_not_understood", extra={"update": update_id})
            return rebuild(update_id, raw, self.processor.bot)

    async def _hear_on(self, offset: int | None, act: Callable[..., Awaitable[Any]], *given: Any) -> None:
        """Do something; as long as the database fails, go on hearing without confirming, for whoever needs help now.

        The same offset brings what waits and what is new, up to a hundred: it all comes again, and then has its effect.
        """
        notice = self.processor.unavailable_notice
        began, trying = notice.clock(), asyncio.create_task(self._retry_while_unavailable(act, *given))
        try:
            while not (await asyncio.wait([trying], timeout=HEAR_AGAIN_SECONDS))[0]:
                if notice.clock() - began > HUNG_SECONDS:
                    notice.note_failure(began)
                if notice.is_due:
                    await self._tell_waiting(offset)
            await trying
        finally:
            if trying.cancel():
                await asyncio.wait([trying])

    async def _tell_waiting(self, offset: int | None) -> None:
        try:
            waiting = await self._poll(offset, 0)
        except (TelegramAPIError, ClientDecodeError, UnicodeDecodeError) as error:
            log.warning("not_listening", extra={"problem": type(error).__name__})
            return
        await self.processor.unavailable_notice.tell(self.processor.bot, waiting)

    async def _retry_while_unavailable(self, act: Callable[..., Awaitable[Any]], *given: Any) -> None:
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
                self.processor.unavailable_notice.note_failure()
                await asyncio.sleep(pause)
                pause = min(MAX_STORAGE_PAUSE_SECONDS, pause * 2)

    async def keep_webhook(self) -> None:
        """Try parked updates again, for ever, where no polling does, and ask whether Telegram still calls us."""
        self.connection.open(self._read_time())
        try:
            while True:
                await self._retry_while_unavailable(self.note_contact)
                await self._retry_while_unavailable(self.retry_due_parked)
                await self._check_webhook_if_due()
                await self._retry_while_unavailable(self.tell_of_trouble)
                await asyncio.sleep(self.poll_seconds)
        finally:
            self.connection.close()

    async def _check_webhook_if_due(self) -> None:
        now = self._read_time()
        if self._checked_at is not None and now - self._checked_at < WEBHOOK_CHECK_INTERVAL:
            return
        self._checked_at = now
        try:
            told = await self.processor.bot.get_webhook_info()
        except (TelegramAPIError, ClientDecodeError, UnicodeDecodeError) as error:
            log.warning("webhook_not_checked", extra={"problem": type(error).__name__})
            return
        if told.url != self.connection.webhook:
            self.connection.note_conflict(now)
        elif not told.pending_update_count:  # what waits there although we listen does not reach us
            self.connection.note_answer(now, 0)

    async def note_contact(self) -> None:
        """Note from time to time that we are there: who wrote during a long absence is asked to write again."""
        inbox = self.processor.inbox
        real = inbox.clock.real_now()
        if self._noted_at is not None and real - self._noted_at < NOTE_INTERVAL:
            return
        if asked := await inbox.note_contact():
            log.warning("was_away", extra={"asked": asked})
        self._noted_at = real

    async def tell_of_trouble(self) -> None:
        """Tell the heads, once, why people may not be heard, if that is so."""
        trouble = self.connection.find_trouble(self._read_time())
        if trouble is not None and trouble != self._told:
            problem, since = trouble
            log.error("not_heard", extra={"problem": problem, "since": since.isoformat()})
            await self.processor.inbox.tell_of_trouble(problem, since)
        self._told = trouble

    def _read_time(self) -> datetime:
        return self.processor.inbox.clock.real_now()

    async def retry_due_parked(self) -> None:
        """Try the updates whose handler failed once more, when their moment has come."""
        inbox = self.processor.inbox
        for update_id, raw in await inbox.list_parked_due():
            update = self.parse_update(update_id, raw)
            if isinstance(
                update, UnreadUpdate
            ):  # written by another version, or under another key: its tries end like any other's
                await inbox.count_retry(update_id)
            elif await self.processor.retry_parked(update):
                await inbox.unpark(update_id)
