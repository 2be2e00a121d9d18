"""From a claimed row to its request: first all that it needs is looked up, then it is one call of the Bot API."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime
from functools import partial

from telegram import Bot, BotCommandScopeChat, LinkPreviewOptions
from telegram.error import BadRequest, Forbidden

from mentoring.command_visibility import CommandList, Viewer
from mentoring.contexts import Context
from mentoring.message_kinds import ATTACHED_COPY, DELETION, GROUP_EXIT, KEYBOARD, LIST
from mentoring.messages import MESSAGES
from mentoring.talk import COPY
from scheduler.delivery.documents import MAKERS, MAX_DOCUMENT_BYTES, TOO_LARGE, Document
from scheduler.delivery.keyboards import build_keyboard
from scheduler.delivery.plain import build_plain_text
from storage import installation
from storage.engine.app_session import AppSession
from storage.schema.tables import Outgoing, Person
from texts import RenderedMessage, Texts
from texts.render import MAX_CAPTION_CHARACTERS, count_visible_characters
from use_cases.messages import command_lists, context
from use_cases.outbox import group_exits, outbox
from use_cases.outbox.recipients import Recipients
from use_cases.people import people
from use_cases.talk import attached_messages, passing
from use_cases.team import case_access, refused_alerts, staff_group

log = logging.getLogger(__name__)

NO_PREVIEW = LinkPreviewOptions(is_disabled=True)
ONLY_IN_SUPERGROUPS = "supergroup and channel chats only"


@dataclass(frozen=True, slots=True)
class CommandLists:
    """The commands to list: for a person by where they stand, and for the staff group.

    `open_cases` is the name of the one that opens what a plain message speaks of.
    """

    list_for_person: Callable[[Viewer], CommandList]
    staff_group_list: CommandList
    open_cases: str = "file"


@dataclass(frozen=True, slots=True)
class PreparedMessage:
    """A claimed row with everything that its request needs; `plain` is said when Telegram refuses the message.

    `make_document` reads no database: it is called in a thread; `too_large` is said when Telegram would not take it.
    `copied`: the chat and the number of the message that is copied, the words under it.
    """

    row: Outgoing
    chat_id: int
    message: RenderedMessage | None = None
    message_id: int | None = None
    picture: bytes | None = None
    commands: CommandList = ()
    thread: int | None = None
    plain: str = ""
    make_document: Callable[[], Document] | None = None
    too_large: RenderedMessage | None = None
    account: int = 0
    copied: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True)
class MessagePreparer:
    """Where words, lists and pictures come from."""

    texts: Texts
    command_lists: CommandLists
    find_picture: Callable[[Outgoing], bytes | None]

    async def prepare(self, session: AppSession, row: Outgoing, to: Recipients, now: datetime) -> PreparedMessage:
        """Return the message of a row, looked up; raise `NoLongerTrue` when there is nothing to say any more."""
        if row.kind == LIST:
            return await self._prepare_command_list(session, row, to.staff_chat or 0)
        if row.kind in (DELETION, KEYBOARD):
            person = await session.get_one(Person, row.person_id)
            return PreparedMessage(row, await people.find_chat(session, person), message_id=row.message_id)
        if row.kind == GROUP_EXIT:
            return PreparedMessage(row, to.staff_chat or 0, account=group_exits.read_account(session, row))
        if row.kind == ATTACHED_COPY:
            return await self._prepare_attached(session, row)
        shown = await context.build_context(session, row, now, to.people)
        message = self.texts.render(row.kind, shown)
        if message.is_substitute:
            await refused_alerts.report_refusal(session, row, now)
        if row.person_id is None:
            return await self._prepare_for_team(session, row, to.staff_chat or 0, message)
        person = await session.get_one(Person, row.person_id)
        chat, message_id = await people.find_chat(session, person), row.message_id if row.edits else None
        if row.kind == COPY:
            return PreparedMessage(row, chat, message, copied=await passing.find_source(session, row))
        if name := MESSAGES[row.kind].document:
            too_large = self.texts.render(TOO_LARGE, Context(me=shown.me))
            make = partial(MAKERS[name], self.texts, shown)
            return PreparedMessage(row, chat, message, make_document=make, too_large=too_large)
        return PreparedMessage(row, chat, message, message_id, plain=self._build_plain_text(row))

    async def prepare_plainly(self, session: AppSession, row: Outgoing, to: Recipients) -> PreparedMessage | None:
        """Return a case's message without what cannot be rendered of it; None of any other, or of a redrawing."""
        plain = self._build_plain_text(row)
        if row.edits or not plain or not row.args.keys() & {"card", "cards"}:
            return None
        message = RenderedMessage(plain, ())
        if row.person_id is None:
            thread = await installation.read_staff_thread(session)
            return PreparedMessage(row, to.staff_chat or 0, message, thread=thread)
        person = await session.get_one(Person, row.person_id)
        return PreparedMessage(row, await people.find_chat(session, person), message)

    def _build_plain_text(self, row: Outgoing) -> str:
        return build_plain_text(row, self.command_lists.open_cases)

    async def _prepare_for_team(
        self, session: AppSession, row: Outgoing, chat: int, message: RenderedMessage
    ) -> PreparedMessage:
        """Return the message for where the team reads it; a redrawing of a case that no message shows is said anew."""
        if former := row.args.get("former"):
            return PreparedMessage(row, former, message)
        thread, plain = await installation.read_staff_thread(session), self._build_plain_text(row)
        if row.problem == outbox.HELD and await staff_group.is_closed(session, row.args["card"]):
            raise context.NoLongerTrue
        if not row.edits:
            picture = self.find_picture(row)
            return PreparedMessage(row, chat, message, picture=picture, thread=thread, plain=plain)
        card = await case_access.fetch_case(session, row.args.get("card", 0), None)
        if card is None:
            raise context.NoLongerTrue
        message_id = row.message_id or card.message_id
        if not message_id and not await staff_group.may_repost(session, card):
            raise context.NoLongerTrue
        if message_id:
            return PreparedMessage(row, chat, message, message_id)
        return PreparedMessage(row, chat, message, thread=thread, plain=plain)

    async def _prepare_attached(self, session: AppSession, row: Outgoing) -> PreparedMessage:
        reader = await session.get_one(Person, row.person_id)
        source = await attached_messages.find_source(session, row, reader)
        if source is None:
            raise context.NoLongerTrue
        return PreparedMessage(row, await people.find_chat(session, reader), copied=source)

    async def _prepare_command_list(self, session: AppSession, row: Outgoing, staff_chat: int) -> PreparedMessage:
        if row.person_id is None:
            former = row.args.get("former")
            return (
                PreparedMessage(row, former)
                if former
                else PreparedMessage(row, staff_chat, commands=self.command_lists.staff_group_list)
            )
        person = await session.get_one(Person, row.person_id, populate_existing=True)
        listed = self.command_lists.list_for_person(await command_lists.read_viewer(session, person))
        mark = command_lists.compute_mark(session, listed)
        if mark == person.commands:
            raise context.NoLongerTrue  # the chat shows this very list
        row.args = {"mark": mark}
        return PreparedMessage(row, await people.find_chat(session, person), commands=listed)


async def send(bot: Bot, prepared: PreparedMessage) -> int | None:
    """Make the request; return the id of the message, if there is one."""
    if prepared.message is None and prepared.copied is not None:
        return await _copy_as_it_is(bot, prepared, prepared.copied)
    if prepared.message is None:
        await OPERATIONS[prepared.row.kind](bot, prepared)
        return None
    if prepared.copied is not None:
        return await _copy(bot, prepared, prepared.copied, prepared.message)
    if prepared.make_document is not None:
        made = await _make_document(prepared, prepared.make_document)
        return await _send_document(bot, prepared, made, prepared.message)
    if prepared.picture is not None and (
        shown := await _send_photo(bot, prepared, prepared.picture, prepared.message.text)
    ):
        return shown
    return await _send_text(bot, prepared, prepared.message)


async def send_plainly(bot: Bot, prepared: PreparedMessage) -> int:
    """Send the plain words alone; return the id of the message."""
    sent = await bot.send_message(prepared.chat_id, prepared.plain, message_thread_id=prepared.thread)
    return sent.message_id


async def _send_text(bot: Bot, prepared: PreparedMessage, message: RenderedMessage) -> int:
    """Send words, or redraw those that are there."""
    text, keyboard = message.text, build_keyboard(message)
    if prepared.message_id is not None:
        await bot.edit_message_text(
            text,
            chat_id=prepared.chat_id,
            message_id=prepared.message_id,
            parse_mode="HTML",
            reply_markup=keyboard,
            link_preview_options=NO_PREVIEW,
        )
        return prepared.message_id
    sent = await bot.send_message(
        prepared.chat_id,
        text,
        message_thread_id=prepared.thread,
        parse_mode="HTML",
        reply_markup=keyboard,
        link_preview_options=NO_PREVIEW,
        protect_content=MESSAGES[prepared.row.kind].protected,
    )
    return sent.message_id


async def _copy(bot: Bot, prepared: PreparedMessage, copied: tuple[int, int], message: RenderedMessage) -> int:
    """Copy a message of another chat, without its sender and with words of its own; nothing of it is downloaded."""
    chat, number = copied
    made = await bot.copy_message(
        prepared.chat_id,
        chat,
        number,
        caption=message.text,
        parse_mode="HTML",
        reply_markup=build_keyboard(message),
    )
    return made.message_id


async def _copy_as_it_is(bot: Bot, prepared: PreparedMessage, copied: tuple[int, int]) -> int:
    """Copy a message with the words that it has; Telegram forbids saving or passing on what is read of a case."""
    made = await bot.copy_message(prepared.chat_id, *copied, protect_content=True)
    return made.message_id


async def _make_document(prepared: PreparedMessage, make: Callable[[], Document]) -> Document:
    try:
        return await asyncio.to_thread(make)
    except Exception:
        log.exception("document_not_made", extra={"row": prepared.row.id, "kind": prepared.row.kind})
        raise


async def _send_document(bot: Bot, prepared: PreparedMessage, made: Document, message: RenderedMessage) -> int:
    if len(made.content) > MAX_DOCUMENT_BYTES and prepared.too_large is not None:
        return await _send_text(bot, prepared, prepared.too_large)
    sent = await bot.send_document(
        prepared.chat_id,
        made.content,
        filename=made.name,
        caption=message.text,
        parse_mode="HTML",
        reply_markup=build_keyboard(message),
        protect_content=MESSAGES[prepared.row.kind].protected,
    )
    return sent.message_id


async def _send_photo(bot: Bot, prepared: PreparedMessage, picture: bytes, text: str) -> int | None:
    """Send a picture with the words under it; return None when the words are still to be said.

    They are when they are too long, and when Telegram wants no picture: a group may forbid them and be well otherwise.
    """
    fits = count_visible_characters(text) <= MAX_CAPTION_CHARACTERS
    try:
        sent = await bot.send_photo(
            prepared.chat_id,
            picture,
            message_thread_id=prepared.thread,
            caption=text if fits else None,
            parse_mode="HTML",
        )
    except (BadRequest, Forbidden):
        return None
    return sent.message_id if fits else None


async def _set_commands(bot: Bot, prepared: PreparedMessage) -> None:
    """Set the chat's own list; without one it shows what all such chats show."""
    scope = BotCommandScopeChat(prepared.chat_id)
    if prepared.commands:
        await bot.set_my_commands(prepared.commands, scope=scope)
    else:
        await bot.delete_my_commands(scope=scope)


async def _delete_message(bot: Bot, prepared: PreparedMessage) -> None:
    await bot.delete_message(prepared.chat_id, prepared.message_id or 0)


async def _take_buttons(bot: Bot, prepared: PreparedMessage) -> None:
    await bot.edit_message_reply_markup(prepared.chat_id, prepared.message_id)


async def _take_out(bot: Bot, prepared: PreparedMessage) -> None:
    """Take somebody out of the group; afterwards they may be added again, as whoever was never there."""
    await bot.ban_chat_member(prepared.chat_id, prepared.account)
    try:
        await bot.unban_chat_member(prepared.chat_id, prepared.account, only_if_banned=True)
    except BadRequest as error:
        if ONLY_IN_SUPERGROUPS not in str(error):
            raise  # a plain group keeps nobody from coming back


OPERATIONS: dict[str, Callable[[Bot, PreparedMessage], Awaitable[None]]] = {
    LIST: _set_commands,
    DELETION: _delete_message,
    KEYBOARD: _take_buttons,
    GROUP_EXIT: _take_out,
}
"""What says nothing -> its request."""
