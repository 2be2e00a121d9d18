"""Updates and their effect: all of it or nothing. Those that wait together share a transaction, unless one fails.

A commit waits for the disk, and a transaction costs more than most of what happens in it.
"""

import asyncio
import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from aiogram import Bot, Dispatcher
from aiogram.methods import AnswerCallbackQuery
from aiogram.types import CallbackQuery, Update
from sqlalchemy.exc import IntegrityError

from bot.transport.throttling import MOST_REMEMBERED, Slowing
from bot.transport.unavailable_notice import PATIENCE_SECONDS, Meanwhile, resolve
from mentoring.errors import BinomeError, NotAllowed, NotPossible
from storage.engine import notify
from storage.engine.advisory_locks import take_turns
from storage.engine.database import Sessions, is_unavailable
from use_cases.inbox import updates
from use_cases.outbox import outbox
from use_cases.people import people

log = logging.getLogger(__name__)
Paced = tuple[Update, str]
"""An update, and ``go``, ``tell`` or ``wait``."""


@dataclass(slots=True)
class Hearing:
    """Gives updates their effect through aiogram's dispatcher, each once however often it comes."""

    bot: Bot
    dispatcher: Dispatcher
    sessions: Sessions
    wake: Callable[[], None]
    hurry: Callable[[], None]
    now: Callable[[], datetime]
    real_now: Callable[[], datetime]
    meanwhile: Meanwhile
    slowing: Slowing = field(default_factory=Slowing)
    heard: int = 0
    """Updates in this run of the program, those that came again included."""
    _paces: dict[int, str] = field(default_factory=dict)
    """Of updates that the database could not take: being heard again is nobody's haste."""

    async def take(self, heard: Sequence[Update]) -> None:
        """Give updates their effect, in order; park one whose handler fails; raise when the database does."""
        async with self.meanwhile.told(self.bot, heard):
            paced = self._paced(heard)
            if not (len(paced) > 1 and await self._all(paced)):
                for one in paced:
                    await self._take(one)
            for update in heard:
                self._paces.pop(update.update_id, None)

    async def again(self, update: Update) -> bool:
        """Try a parked update once more, parking it again when it fails; tell whether it had its effect."""
        return await self._take((update, "go"))

    async def _all(self, paced: Sequence[Paced]) -> bool:
        """Give several their effect; False when one of them fails: then none has had any."""
        try:
            await self._together(paced)
        except Exception as error:
            if is_unavailable(error):
                raise
            log.info("heard_apart", exc_info=not isinstance(error, (NotPossible, NotAllowed)))
            return False
        return True

    async def _take(self, one: Paced) -> bool:
        try:
            await self._alone(one)
        except Exception as error:
            if is_unavailable(error):
                raise
            log.exception("update_failed", extra={"update": one[0].update_id})
            await self._park(one[0])
            return False
        return True

    async def _alone(self, one: Paced) -> None:
        try:
            await self._possibly(one)
        except IntegrityError:  # another process wrote the same at the same moment: now it can be read
            await self._possibly(one)

    async def _possibly(self, one: Paced) -> None:
        try:
            await self._together([one])
        except (NotPossible, NotAllowed) as refusal:
            await self._together([one], refusal)

    async def _together(self, paced: Sequence[Paced], refusal: BinomeError | None = None) -> None:
        words: dict[int, str | None] = {}
        async with self.sessions.begin() as session:
            fresh = await updates.new(session, [update.update_id for update, _ in paced], self.real_now())
            contexts = [resolve(update) for update, _ in paced]
            await take_turns(session, {one.chat_id for one in contexts if one.chat_id is not None})
            recognised = await people.recognise(session, {one.user_id for one in contexts if one.user_id is not None})
            for update, pace in paced:
                if update.update_id in fresh and pace != "wait":
                    fresh.remove(update.update_id)  # it may have come twice in the same moment
                    data = {"session": session, "refusal": refusal, "slow": pace == "tell", "recognised": recognised}
                    words[update.update_id] = await self.dispatcher.feed_update(self.bot, update, **data)
        self.wake()
        if notify.ANSWER in session.sync_session.called:
            self.hurry()
        taps = [(update.callback_query, words.get(update.update_id)) for update, _ in paced if update.callback_query]
        await asyncio.gather(*(self._answer(*tap) for tap in taps))

    def _paced(self, heard: Sequence[Update]) -> list[Paced]:
        self.heard += len(heard)
        if len(self._paces) > MOST_REMEMBERED:
            self._paces.clear()
        for update in heard:
            if update.update_id not in self._paces:
                self._paces[update.update_id] = self._pace_of(update)
        return [(update, self._paces[update.update_id]) for update in heard]

    def _pace_of(self, update: Update) -> str:
        user = resolve(update).user_id
        return "go" if user is None else self.slowing.turn(user, update)

    async def _answer(self, query: CallbackQuery, words: str | None) -> None:
        answer = AnswerCallbackQuery(callback_query_id=query.id, text=words)
        try:
            await self.bot(answer, request_timeout=PATIENCE_SECONDS)
        except Exception as error:
            # Too late after an outage, or unreadable: whatever it is, the tap has had its effect.
            log.info("tap_not_answered", extra={"problem": type(error).__name__})

    async def _park(self, update: Update) -> None:
        raw = update.model_dump(mode="json", by_alias=True, exclude_unset=True)
        user = resolve(update).user_id
        async with self.sessions.begin() as session:
            person = await people.find(session, user) if user else None
            tries = await updates.park(session, update.update_id, raw, person, self.now(), self.real_now())
            if tries == 1 and person is not None:
                await outbox.put(session, self.now(), person, "sorry")
        self.wake()
