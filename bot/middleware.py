"""One update, one transaction: the update's number, the person, the effect and its messages, or nothing of it."""

import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from aiogram import BaseMiddleware, Bot
from aiogram.enums import ChatType
from aiogram.exceptions import TelegramAPIError
from aiogram.methods import AnswerCallbackQuery
from aiogram.types import CallbackQuery, Chat, Message, TelegramObject, Update, User
from sqlalchemy.ext.asyncio import AsyncSession

from bot.meanwhile import Meanwhile
from bot.refusals import refused
from bot.slowing import Slowing, never_slowed
from bot.turn import Turn
from mentoring.errors import NotAllowed, NotPossible
from storage import arrivals, asks, outbox, people, settings, staff_group, updates
from storage.database import Sessions, programme
from storage.tables import Person
from storage.turns import take_turn
from texts import Texts

log = logging.getLogger(__name__)
LONGEST_NAME = 64
"""What Telegram allows for a first name; a longer one would burst the messages that show it."""
Next = Callable[[TelegramObject, dict[str, Any]], Awaitable[Any]]


@dataclass(slots=True)
class OneTransaction(BaseMiddleware):
    """aiogram's outer middleware for updates."""

    sessions: Sessions
    texts: Texts
    wake: Callable[[], None]
    hurry: Callable[[], None]
    now: Callable[[], datetime]
    real_now: Callable[[], datetime]
    slowing: Slowing = field(default_factory=Slowing)
    heard: int = 0
    """Updates in this run of the program, those that came again included."""
    meanwhile: Meanwhile = field(init=False)

    def __post_init__(self) -> None:
        """Say in the same words what is said past the outbox."""
        self.meanwhile = Meanwhile(self.texts)

    async def __call__(self, handler: Next, update: TelegramObject, data: dict[str, Any]) -> None:
        """Hear one update. The tap is answered after the commit, from what the handler gave."""
        assert isinstance(update, Update)
        self.heard += 1
        user: User | None = data.get("event_from_user")
        chat: Chat | None = data.get("event_chat")
        if update.message and (ids := _upgrade(update.message)):
            await self._follow(update, *ids)
            return
        if user is None or chat is None or user.is_bot:
            return
        pace = "go" if never_slowed(update) else self.slowing.turn(user.id)
        words = None
        if pace != "wait":
            async with self.meanwhile.told(data["bot"], update, user, chat):
                words = await self._transaction(handler, update, data, user, chat, slow=pace == "tell")
        if update.callback_query:
            await self._answer(data["bot"], update.callback_query, words)

    async def _follow(self, update: Update, old_id: int, new_id: int) -> None:
        """Follow a group that became a supergroup, whoever did it: the new group tells it as nobody in particular."""
        async with self.sessions.begin() as session:
            if await updates.is_new(session, update.update_id, self.real_now()):
                await staff_group.follow(session, old_id, new_id, self.now())
        self.wake()

    async def _transaction(
        self, handler: Next, update: Update, data: dict[str, Any], user: User, chat: Chat, *, slow: bool
    ) -> str | None:
        async with self.sessions.begin() as session:
            await take_turn(session, chat.id)
            if not await updates.is_new(session, update.update_id, self.real_now()):
                return None
            turn = await self._turn(session, update, user, chat)
            if turn is None:
                return self._said("toast_not_allowed", user.language_code)
            if (tap := update.callback_query) and tap.message and await _is_ours(session, turn, chat):
                subject = (tap.data or "").split(":")[1:2]
                await arrivals.proved(
                    session, None if turn.in_group else turn.person, tap.message.message_id, "".join(subject), turn.now
                )
            spoken = (await people.profile(session, turn.person)).get("language")  # read first: it may be erased
            if slow:
                await turn.say("slow_down")
                toast = None
            else:
                toast = await _effect(handler, update, {**data, "turn": turn}, turn)
        self.wake()
        if session.info.get(asks.ASKED):
            self.hurry()
        return self._said(toast, spoken) if toast else None

    async def _turn(self, session: AsyncSession, update: Update, user: User, chat: Chat) -> Turn | None:
        in_group = chat.type != ChatType.PRIVATE
        language = user.language_code or ""
        person: Person | None
        if in_group:
            person = await people.find(session, user.id)
        else:
            person = await people.arrive(session, user.id, language, self.now())
            await _wake_up(session, person, update)
        if person is None:
            return None
        tapped = update.callback_query and update.callback_query.message
        message_id = tapped.message_id if tapped and not in_group else None
        session.info[outbox.SPEAKER] = person.id
        return Turn(
            session, person, self.now(), programme(session), message_id, user.first_name[:LONGEST_NAME], in_group
        )

    def _said(self, toast: str, language: str | None) -> str:
        return self.texts.render(toast, {"me": {"language": self.texts.language_of(language), "side": ""}}).text

    async def _answer(self, bot: Bot, query: CallbackQuery, words: str | None) -> None:
        try:
            await bot(AnswerCallbackQuery(callback_query_id=query.id, text=words))
        except TelegramAPIError as error:
            # A tap from before an outage can no longer be answered: its effect counts all the same.
            log.info("tap_not_answered", extra={"problem": type(error).__name__})


async def _is_ours(session: AsyncSession, turn: Turn, chat: Chat) -> bool:
    """Tell whether the outbox speaks to this chat: a person's own, or the staff group."""
    return not turn.in_group or await settings.staff_chat(session) == chat.id


def _upgrade(message: Message) -> tuple[int, int] | None:
    """Give a group's (old id, new id) when this message tells that it became a supergroup."""
    if message.migrate_to_chat_id:
        return message.chat.id, message.migrate_to_chat_id
    if message.migrate_from_chat_id:
        return message.migrate_from_chat_id, message.chat.id
    return None


async def _wake_up(session: AsyncSession, person: Person, update: Update) -> None:
    if person.state != "active" and not update.my_chat_member:
        await people.came_back(session, person)


async def _effect(handler: Next, update: Update, data: dict[str, Any], turn: Turn) -> str | None:
    """Run the handler; when the act is not possible, undo what it did and show where things are."""
    person_id = turn.person.id
    try:
        async with turn.session.begin_nested():
            found = await handler(update, data)
        return found if isinstance(found, str) else None
    except (NotPossible, NotAllowed) as refusal:
        refused(person_id, type(refusal).__name__)
        if turn.in_group:
            return "toast_not_allowed" if isinstance(refusal, NotAllowed) else "toast_not_valid"
        turn.person = await turn.session.get_one(Person, person_id, populate_existing=True)
        if update.message:  # what these words were for is over: the next ones are for something else
            turn.person.expecting = ""
        await turn.show_present()
        return "toast_not_valid"
