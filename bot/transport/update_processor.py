"""Updates and their effect: all of it or nothing. Those that wait together share a transaction, unless one fails.

A commit waits for the disk, and a transaction costs more than most of what happens in it.
"""

import asyncio
import logging
from collections.abc import Sequence
from dataclasses import dataclass, field

from aiogram import Bot, Dispatcher
from aiogram.methods import AnswerCallbackQuery
from aiogram.types import CallbackQuery, Update
from sqlalchemy.exc import IntegrityError

from bot.transport.inbox import Inbox
from bot.transport.throttling import CheckedUpdate, Throttle, resolve
from bot.transport.unavailable_notice import ANSWER_TIMEOUT_SECONDS, UnavailableNotice
from bot.transport.unread_updates import UnreadUpdate
from mentoring.errors import BinomeError, NotAllowed, NotPossible
from storage.engine.advisory_locks import lock_chats
from storage.engine.database import is_unavailable
from use_cases.people import people

log = logging.getLogger(__name__)


@dataclass(slots=True)
class UpdateProcessor:
    """Runs each update through aiogram's dispatcher, once however often it comes."""

    bot: Bot
    dispatcher: Dispatcher
    inbox: Inbox
    unavailable_notice: UnavailableNotice
    throttle: Throttle = field(default_factory=Throttle)
    updates_seen: int = 0
    """Updates in this run of the program, those that came again included."""

    async def process(self, batch: Sequence[Update]) -> None:
        """Process updates in order; park a failed one; raise when the database fails."""
        async with self.unavailable_notice.notify_on_failure(self.bot, batch):
            self.updates_seen += len(batch)
            paced = self.throttle.check_all(batch)
            if not (len(paced) > 1 and await self._try_all(paced)):
                for one in paced:
                    await self._process_or_park(one)
            self.throttle.forget_verdicts(batch)

    async def retry_parked(self, update: Update) -> bool:
        """Try a parked update once more, parking it again when it fails; return whether it had its effect."""
        return await self._process_or_park((update, "go"))

    async def _try_all(self, paced: Sequence[CheckedUpdate]) -> bool:
        """Return several their effect; False when one of them fails: then none has had any."""
        try:
            await self._process_in_one_transaction(paced)
        except Exception as error:
            if is_unavailable(error):
                raise
            log.info("heard_apart", exc_info=not isinstance(error, (NotPossible, NotAllowed)))
            return False
        return True

    async def _process_or_park(self, one: CheckedUpdate) -> bool:
        try:
            await self._process_one(one)
        except Exception as error:
            if is_unavailable(error):
                raise
            log.exception("update_failed", extra={"update": one[0].update_id})
            await self.inbox.park(one[0])
            return False
        return True

    async def _process_one(self, one: CheckedUpdate) -> None:
        try:
            await self._process_with_refusal(one)
        except IntegrityError:  # another process wrote the same at the same moment: now it can be read
            await self._process_with_refusal(one)

    async def _process_with_refusal(self, one: CheckedUpdate) -> None:
        try:
            await self._process_in_one_transaction([one])
        except (NotPossible, NotAllowed) as refusal:
            await self._process_in_one_transaction([one], refusal)

    async def _process_in_one_transaction(
        self, paced: Sequence[CheckedUpdate], refusal: BinomeError | None = None
    ) -> None:
        words: dict[int, str | None] = {}
        async with self.inbox.receive([update.update_id for update, _ in paced]) as (session, fresh):
            contexts = [resolve(update) for update, _ in paced]
            await lock_chats(session, {one.chat_id for one in contexts if one.chat_id is not None})
            recognised = await people.recognise(session, {one.user_id for one in contexts if one.user_id is not None})
            for update, pace in paced:
                if update.update_id in fresh and pace != "wait":
                    fresh.remove(update.update_id)  # it may have come twice in the same moment
                    unread = isinstance(update, UnreadUpdate)
                    data = {"session": session, "refusal": refusal, "slow": pace == "tell", "recognised": recognised}
                    words[update.update_id] = await self.dispatcher.feed_update(self.bot, update, unread=unread, **data)
                    if isinstance(update, UnreadUpdate):
                        await self.inbox.keep_unread(session, update)
        taps = [(update.callback_query, words.get(update.update_id)) for update, _ in paced if update.callback_query]
        await asyncio.gather(*(self._answer_tap(*tap) for tap in taps))

    async def _answer_tap(self, query: CallbackQuery, words: str | None) -> None:
        answer = AnswerCallbackQuery(callback_query_id=query.id, text=words)
        try:
            await self.bot(answer, request_timeout=ANSWER_TIMEOUT_SECONDS)
        except Exception as error:
            # Too late after an outage, or unreadable: whatever it is, the tap has had its effect.
            log.info("tap_not_answered", extra={"problem": type(error).__name__})
