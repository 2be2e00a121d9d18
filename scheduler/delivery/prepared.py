"""From a claimed row to its request: first all that it needs is looked up, then it is one call of the Bot API."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from telegram import Bot, BotCommandScopeChat, InlineKeyboardButton, InlineKeyboardMarkup, LinkPreviewOptions
from telegram.error import BadRequest, Forbidden

from mentoring.command_visibility import Listed, Standing
from mentoring.messages import LIST, MESSAGES
from storage import installation
from storage.engine.app_session import AppSession
from storage.schema.tables import Card, Outgoing, Person
from texts import Rendered, Texts
from texts.render import visible_length
from use_cases.messages import command_lists, context
from use_cases.outbox.recipients import Addressees
from use_cases.people import people
from use_cases.team import staff_group

NO_PREVIEW = LinkPreviewOptions(is_disabled=True)
MOST_UNDER_A_PICTURE = 1024


@dataclass(frozen=True, slots=True)
class Lists:
    """The commands to list: for a person by where they stand, and for the staff group."""

    of_person: Callable[[Standing], Listed]
    of_group: Listed


@dataclass(frozen=True, slots=True)
class Ready:
    """A claimed row with its words, perhaps a picture, or its list of commands: nothing left to look up."""

    row: Outgoing
    chat_id: int
    message: Rendered | None = None
    message_id: int | None = None
    picture: bytes | None = None
    listed: Listed = ()
    thread: int | None = None


@dataclass(frozen=True, slots=True)
class Wording:
    """Where words, lists and pictures come from."""

    texts: Texts
    lists: Lists
    picture_of: Callable[[Outgoing], bytes | None]

    async def ready(self, session: AppSession, row: Outgoing, to: Addressees, now: datetime) -> Ready:
        """Look up what a row needs; raise `NoLongerTrue` when there is nothing to say any more."""
        if row.kind == LIST:
            return await self._list(session, row, to.staff_chat or 0)
        message = self.texts.render(row.kind, await context.build_context(session, row, now, to.people))
        if row.person_id is None:
            return await self._for_the_team(session, row, to.staff_chat or 0, message)
        person = await session.get_one(Person, row.person_id)
        return Ready(row, await people.chat_of(session, person), message, row.message_id if row.edits else None)

    async def _for_the_team(self, session: AppSession, row: Outgoing, chat: int, message: Rendered) -> Ready:
        """Find where the team reads it. A redrawing of a case that no message shows any more is said anew."""
        thread = await installation.staff_thread(session)
        if not row.edits:
            return Ready(row, chat, message, picture=self.picture_of(row), thread=thread)
        card = await session.get(Card, row.args.get("card", 0))
        if card is None:
            raise context.NoLongerTrue
        message_id = row.message_id or card.message_id
        if not message_id and not await staff_group.may_say_anew(session, card):
            raise context.NoLongerTrue
        return Ready(row, chat, message, message_id, thread=None if message_id else thread)

    async def _list(self, session: AppSession, row: Outgoing, staff_chat: int) -> Ready:
        if row.person_id is None:
            former = row.args.get("former")
            return Ready(row, former) if former else Ready(row, staff_chat, listed=self.lists.of_group)
        person = await session.get_one(Person, row.person_id, populate_existing=True)
        listed = self.lists.of_person(await command_lists.of(session, person))
        mark = command_lists.mark_of(session, listed)
        if mark == person.commands:
            raise context.NoLongerTrue  # the chat shows this very list
        row.args = {"mark": mark}
        return Ready(row, await people.chat_of(session, person), listed=listed)


async def say(bot: Bot, ready: Ready) -> int | None:
    """Make the request; give the id of the message, if there is one."""
    if ready.message is None:
        await _list(bot, ready)
        return None
    if ready.picture is not None and (shown := await _show(bot, ready, ready.picture, ready.message.text)):
        return shown
    return await _write(bot, ready, ready.message)


async def _write(bot: Bot, ready: Ready, message: Rendered) -> int:
    """Send words, or redraw those that are there."""
    text, keyboard = message.text, _keyboard(message)
    if ready.message_id is not None:
        await bot.edit_message_text(
            text,
            chat_id=ready.chat_id,
            message_id=ready.message_id,
            parse_mode="HTML",
            reply_markup=keyboard,
            link_preview_options=NO_PREVIEW,
        )
        return ready.message_id
    sent = await bot.send_message(
        ready.chat_id,
        text,
        message_thread_id=ready.thread,
        parse_mode="HTML",
        reply_markup=keyboard,
        link_preview_options=NO_PREVIEW,
        protect_content=MESSAGES[ready.row.kind].protected,
    )
    return sent.message_id


async def _show(bot: Bot, ready: Ready, picture: bytes, text: str) -> int | None:
    """Send a picture with the words under it; give None when the words are still to be said.

    They are when they are too long, and when Telegram wants no picture: a group may forbid them and be well otherwise.
    """
    fits = visible_length(text) <= MOST_UNDER_A_PICTURE
    try:
        sent = await bot.send_photo(
            ready.chat_id,
            picture,
            message_thread_id=ready.thread,
            caption=text if fits else None,
            parse_mode="HTML",
        )
    except (BadRequest, Forbidden):
        return None
    return sent.message_id if fits else None


async def _list(bot: Bot, ready: Ready) -> None:
    """Set the chat's own list; without one it shows what all such chats show."""
    scope = BotCommandScopeChat(ready.chat_id)
    if ready.listed:
        await bot.set_my_commands(ready.listed, scope=scope)
    else:
        await bot.delete_my_commands(scope=scope)


def _keyboard(message: Rendered) -> InlineKeyboardMarkup | None:
    rows = [[InlineKeyboardButton(label, callback_data=data) for label, data in row] for row in message.rows]
    return InlineKeyboardMarkup(rows) if rows else None
