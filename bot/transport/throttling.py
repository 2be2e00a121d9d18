"""Slowing down somebody who sends too much; help is never slowed."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from time import monotonic

from aiogram.dispatcher.middlewares.user_context import UserContextMiddleware
from aiogram.types import Update

from bot.buttons import VERBS
from bot.commands import HELP
from bot.message_text import read_text
from mentoring.actions import parse
from understanding import distress
from understanding.help_cries import is_cry_for_help

HELP_COMMANDS = tuple(f"/{name}" for name in HELP.names)
MAX_REMEMBERED_IDS = 10_000
CheckedUpdate = tuple[Update, str]
"""An update, and ``go``, ``tell`` or ``wait``."""
resolve = UserContextMiddleware.resolve_event_context


@dataclass(slots=True)
class Throttle:
    """A bucket of turns for each Telegram id: `burst` at once, then `per_second`.

    Said once: who goes on is not told again before they have been quiet until the bucket is full.
    """

    burst: float = 40
    per_second: float = 3
    clock: Callable[[], float] = monotonic
    _buckets: dict[int, tuple[float, float]] = field(default_factory=dict)
    _warned: set[int] = field(default_factory=set)
    _verdicts: dict[int, str] = field(default_factory=dict)
    """Of updates that the database could not take: being heard again is nobody's haste."""

    def check_all(self, batch: Sequence[Update]) -> list[CheckedUpdate]:
        """Return each update with its verdict, which stays the same until it is forgotten."""
        if len(self._verdicts) > MAX_REMEMBERED_IDS:
            self._verdicts.clear()
        for update in batch:
            if update.update_id not in self._verdicts:
                user = resolve(update).user_id
                self._verdicts[update.update_id] = "go" if user is None else self.check(user, update)
        return [(update, self._verdicts[update.update_id]) for update in batch]

    def forget_verdicts(self, batch: Sequence[Update]) -> None:
        """Forget the verdicts of updates that need not be heard again."""
        for update in batch:
            self._verdicts.pop(update.update_id, None)

    def check(self, telegram_id: int, update: Update) -> str:
        """Return ``go``, ``tell`` (first one too many) or ``wait``; help always passes."""
        now = self.clock()
        left, then = self._buckets.get(telegram_id, (self.burst, now))
        left = min(self.burst, left + (now - then) * self.per_second)
        if left >= self.burst:
            self._warned.discard(telegram_id)
        if left < 1 and is_call_for_help(update):
            return "go"
        answer = "go" if left >= 1 else "wait" if telegram_id in self._warned else "tell"
        if answer == "tell":
            self._warned.add(telegram_id)
        self._buckets[telegram_id] = (left - 1 if answer == "go" else left, now)
        if len(self._buckets) > MAX_REMEMBERED_IDS:
            self._buckets.clear()
            self._warned.clear()
        return answer


def is_call_for_help(update: Update) -> bool:
    """Return whether an update asks for help, or sounds like it."""
    if update.callback_query:
        action = parse(update.callback_query.data or "")
        verb = VERBS.get(action.verb) if action else None
        return verb is not None and verb.is_never_slowed
    message = update.message or update.edited_message
    if message is None:
        return False
    own, text = message.text or message.caption or "", read_text(message)
    is_asked = own.lower().startswith(HELP_COMMANDS) or is_cry_for_help(own)
    return is_asked or distress.find_sign(text) is not None
