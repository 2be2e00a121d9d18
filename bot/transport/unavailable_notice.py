"""While the database is away: whoever wrote is told once, past the outbox, that it has arrived."""

import logging
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from time import monotonic
from typing import Any

from aiogram import Bot
from aiogram.enums import ChatType
from aiogram.methods import AnswerCallbackQuery, SendMessage, TelegramMethod
from aiogram.types import Chat, InlineKeyboardButton, InlineKeyboardMarkup, Update, User

from bot.transport.throttling import is_call_for_help, resolve
from mentoring.contexts import Context
from mentoring.views import Reader
from storage.engine.database import is_unavailable
from texts import RenderedMessage, Texts

log = logging.getLogger(__name__)

GRACE_SECONDS = 2.0
"""A database that restarts is back by then, and most people notice nothing."""
SECONDS_BETWEEN = 1.0
"""Many may wait at once: each is told after the other, so that the sender's budget stays its own. Help never waits."""
HELP = "help"
ANSWER_TIMEOUT_SECONDS = 3
"""For what this client sends itself: other updates wait meanwhile."""


@dataclass(slots=True)
class UnavailableNotice:
    """Says one sentence to each person an outage, in private; to whoever asks for help, the help text itself."""

    texts: Texts
    clock: Callable[[], float] = monotonic
    _unavailable_since: float | None = None
    _next_at: float = 0.0
    _notified: set[tuple[int, str]] = field(default_factory=set)

    @asynccontextmanager
    async def notify_on_failure(self, bot: Bot, updates: Sequence[Update]) -> AsyncIterator[None]:
        """Run the block; if the database fails it, tell the senders and re-raise."""
        began = self.clock()
        try:
            yield
        except Exception as error:
            if is_unavailable(error):
                self.note_failure(began)
                await self.tell(bot, updates)
            raise
        self._unavailable_since = None
        self._notified.clear()

    @property
    def is_due(self) -> bool:
        """Return whether the database has been away for so long that people are told."""
        since = self._unavailable_since
        return since is not None and self.clock() - since >= GRACE_SECONDS

    def note_failure(self, began: float | None = None) -> None:
        """Note that the database has failed something that began at some moment, or just now."""
        if self._unavailable_since is None:
            self._unavailable_since = self.clock() if began is None else began

    async def tell(self, bot: Bot, updates: Sequence[Update]) -> None:
        """Tell the senders of these updates, those who need help first; each of them once."""
        if not self.is_due:
            return
        for update in sorted(updates, key=lambda one: not is_call_for_help(one)):
            await self._notify_if_due(bot, update)

    async def _notify_if_due(self, bot: Bot, update: Update) -> None:
        now, kind = self.clock(), HELP if is_call_for_help(update) else "meanwhile"
        context = resolve(update)
        user, chat = context.user, context.chat
        if user is None or chat is None or chat.type != ChatType.PRIVATE:
            return
        too_early = kind != HELP and now < self._next_at
        if too_early or (user.id, kind) in self._notified or update.my_chat_member:
            return
        self._notified.add((user.id, kind))
        self._next_at = now + SECONDS_BETWEEN
        try:
            await bot(self._build_call(update, kind, user, chat), request_timeout=ANSWER_TIMEOUT_SECONDS)
        except Exception as failure:  # whatever it is, the update itself is tried again
            log.warning("not_told_meanwhile", extra={"problem": type(failure).__name__})
            if kind == HELP:
                self._notified.discard((user.id, kind))  # these words are worth another try

    def _build_call(self, update: Update, kind: str, user: User, chat: Chat) -> TelegramMethod[Any]:
        """Return what to say: where somebody has just tapped they look for a word at the top of the screen."""
        me = Reader(self.texts.choose_language(user.language_code))
        message = self.texts.render(kind, self.texts.build_help(me) if kind == "help" else Context(me=me))
        if update.callback_query and kind == "meanwhile":
            return AnswerCallbackQuery(callback_query_id=update.callback_query.id, text=message.text)
        return SendMessage(chat_id=chat.id, text=message.text, parse_mode="HTML", reply_markup=_build_keyboard(message))


def _build_keyboard(message: RenderedMessage) -> InlineKeyboardMarkup:
    rows = [[InlineKeyboardButton(text=label, callback_data=data) for label, data in row] for row in message.rows]
    return InlineKeyboardMarkup(inline_keyboard=rows)
