"""Who speaks: what aiogram's handlers are given, and what becomes of an act that is not possible."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from aiogram import BaseMiddleware
from aiogram.enums import ChatType
from aiogram.types import Chat, ChatMemberUpdated, Message, TelegramObject, Update, User

from bot.group_guests import list_guests
from bot.refusals import log_refusal
from bot.turn import Incoming, Turn
from mentoring.contexts import Context
from mentoring.errors import BinomeError, CaseClosed, NotAllowed, PledgeMissing
from mentoring.programme import Programme
from mentoring.views import Reader
from storage import installation
from storage.engine.app_session import AppSession
from storage.engine.clock import Clock
from storage.schema.tables import Person
from texts import Texts
from understanding.reading import DeferredReader
from use_cases.binomes import departures
from use_cases.messages import receipts
from use_cases.people import people, standing
from use_cases.team import group_guests, staff_group

MAX_NAME_CHARACTERS = 64
"""What Telegram allows for a first name; a longer one would burst the messages that show it."""
LEFT_STATUSES = ("kicked", "left")
"""What Telegram says of a bot that was blocked, or put out of a group."""
NextHandler = Callable[[TelegramObject, dict[str, Any]], Awaitable[Any]]


@dataclass(frozen=True, slots=True)
class TurnMiddleware(BaseMiddleware):
    """aiogram's outer middleware for updates. Each comes with the ``session`` of the transaction that it belongs to."""

    texts: Texts
    clock: Clock
    _readers: dict[int, DeferredReader] = field(default_factory=dict, init=False)
    """By the identity of their programme: one, unless a test has several."""

    async def __call__(self, handler: NextHandler, update: TelegramObject, data: dict[str, Any]) -> str | None:
        """Build the turn and run its handler; return the toast of a tap.

        With ``slow`` they are told to slow down instead; a ``refusal`` is what came of trying, and has been undone.
        """
        assert isinstance(update, Update)
        session: AppSession = data["session"]
        user: User | None = data.get("event_from_user")
        chat: Chat | None = data.get("event_chat")
        if update.message and (ids := _read_migration(update.message)):
            # A group became a supergroup, whoever did it: the new one tells it as nobody in particular.
            await staff_group.follow_migration(session, *ids, self.clock.now())
            return None
        if update.my_chat_member and update.my_chat_member.chat.type != ChatType.PRIVATE:
            # Whoever put the bot out, known to it or not, and perhaps as nobody in particular: it is out.
            await _handle_departure(session, update.my_chat_member, self.clock.now())
            return None
        if chat is not None and chat.type != ChatType.PRIVATE:
            await group_guests.name_guests(session, chat.id, list_guests(update, data["bot"].id), self.clock.now())
        if user is None or chat is None or user.is_bot or update.chat_member:
            return None
        turn = await self._begin_turn(session, update, user, chat, data["recognised"])
        if turn is None:
            return self._render_toast("toast_not_allowed", user.language_code)
        with session.answer_to(turn.person.id):
            return await self._run_turn(handler, update, {**data, "turn": turn}, turn, chat)

    async def _run_turn(
        self, handler: NextHandler, update: Update, data: dict[str, Any], turn: Turn, chat: Chat
    ) -> str | None:
        spoken = None
        if tap := update.callback_query:
            spoken = (await people.read_profile(turn.session, turn.person)).get(
                "language"
            )  # read first: it may be erased
            if tap.message and await _is_ours(turn, chat):
                await _confirm_by_tap(turn, tap.message.message_id, tap.data or "")
        toast = await _run_handler(handler, update, data, turn)
        return self._render_toast(toast, spoken) if toast else None

    async def _begin_turn(
        self, session: AppSession, update: Update, user: User, chat: Chat, recognised: people.Recognised
    ) -> Turn | None:
        in_group, now = chat.type != ChatType.PRIVATE, self.clock.now()
        person: Person | None
        if in_group:
            person = await people.find_person(session, user.id, recognised)
        else:
            person = await people.find_or_create(session, user.id, user.language_code or "", now, recognised)
            await _mark_active(session, person, update, now)
        if person is None:
            return None
        tapped = update.callback_query and update.callback_query.message
        message_id = tapped.message_id if tapped and not in_group else None
        turn = Turn(session, person, now, session.programme, message_id, in_group)
        turn.incoming = self._build_incoming(update, user, turn.programme)
        turn.consent_editions = self.texts.consent_editions
        turn.is_barred = await standing.is_barred(session, person, turn.now)
        return turn

    def _build_incoming(self, update: Update, user: User, programme: Programme) -> Incoming:
        reader = self._readers.setdefault(id(programme), DeferredReader(programme))
        written = update.message.message_id if update.message else None
        return Incoming(user.first_name[:MAX_NAME_CHARACTERS], written, reader)

    def _render_toast(self, toast: str, language: str | None) -> str:
        return self.texts.render(toast, Context(me=Reader(self.texts.choose_language(language)))).text


async def _is_ours(turn: Turn, chat: Chat) -> bool:
    """Return whether the outbox speaks to this chat: a person's own, or the staff group."""
    return not turn.is_in_group or await installation.read_staff_chat(turn.session) == chat.id


async def _confirm_by_tap(turn: Turn, message_id: int, data: str) -> None:
    subject = "".join(data.split(":")[1:2])
    await receipts.confirm_by_tap(
        turn.session, None if turn.is_in_group else turn.person, message_id, subject, turn.now
    )


def _read_migration(message: Message) -> tuple[int, int] | None:
    """Return a group's (old id, new id) when this message tells that it became a supergroup."""
    if message.migrate_to_chat_id:
        return message.chat.id, message.migrate_to_chat_id
    if message.migrate_from_chat_id:
        return message.migrate_from_chat_id, message.chat.id
    return None


async def _handle_departure(session: AppSession, event: ChatMemberUpdated, now: datetime) -> None:
    if event.new_chat_member.status in LEFT_STATUSES and await installation.read_staff_chat(session) == event.chat.id:
        await staff_group.lose_group(session, now)


async def _mark_active(session: AppSession, person: Person, update: Update, now: datetime) -> None:
    if person.state != "active" and not update.my_chat_member:
        await departures.mark_back(session, person, now)


async def _run_handler(handler: NextHandler, update: Update, data: dict[str, Any], turn: Turn) -> str | None:
    """Run the handler, or show where things are when that has turned out not to be possible."""
    refusal: BinomeError | None = data["refusal"]
    if data["slow"]:
        await turn.reply("slow_down")
        return None
    is_written = bool(update.message or update.edited_message) and not turn.is_in_group
    if refusal is None or is_written:  # what is written is heard first, whatever came of trying the rest
        found = await handler(update, data)
        return found if isinstance(found, str) else None
    log_refusal(turn.person.id, type(refusal).__name__)
    if isinstance(refusal, PledgeMissing):
        await turn.reply("pledge", is_new=False)
        return "toast_pledge"
    toast = "toast_case_closed" if isinstance(refusal, CaseClosed) else "toast_not_valid"
    if turn.is_in_group:
        return "toast_not_allowed" if isinstance(refusal, NotAllowed) else toast
    await turn.show_present()
    return toast
