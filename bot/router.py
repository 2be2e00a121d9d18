"""Building the dispatcher: which update goes to which handler, and the lists that Telegram shows to newcomers."""

import html
from collections.abc import Callable
from functools import wraps
from typing import Any

from aiogram import Bot, Dispatcher, F, Router
from aiogram.enums import ChatType
from aiogram.filters import Command, CommandStart
from aiogram.methods import SetMyCommands, SetMyDescription
from aiogram.types import BotCommand, BotCommandScopeAllGroupChats, BotCommandScopeDefault, Message

from bot import commands, handlers, rights
from bot.albums import Albums
from bot.middleware import TurnMiddleware
from bot.signs import SignsMiddleware
from bot.turn import Turn
from mentoring.command_visibility import Viewer
from mentoring.contexts import Context
from mentoring.views import Reader
from texts import Texts

MAX_DESCRIPTION_CHARACTERS = 512
"""Telegram takes no more."""


def build_dispatcher(middleware: TurnMiddleware) -> Dispatcher:
    """Return an aiogram dispatcher whose handlers are given whose turn it is."""
    made = Dispatcher(disable_fsm=True)
    made.update.outer_middleware(middleware)
    made.include_routers(_build_private_router(), _build_group_router())
    made.callback_query.register(handlers.handle_tap)
    made.my_chat_member.register(handlers.handle_membership)
    return made


def _build_private_router() -> Router:
    router = Router(name="private")
    router.message.filter(F.chat.type == ChatType.PRIVATE)
    router.edited_message.filter(F.chat.type == ChatType.PRIVATE)
    signs = SignsMiddleware()
    router.message.middleware(signs)
    router.edited_message.middleware(signs)
    router.message.register(handlers.answer_unread, _is_unread)
    router.message.register(handlers.start, CommandStart(ignore_case=True))
    for row in commands.list_commands(commands.PRIVATE):
        router.message.register(_guard(row), Command(*row.names, ignore_case=True), flags={"act": row.act})
    router.message.register(handlers.read_words, F.text)
    router.message.register(handlers.take_rest_of_album, Albums().is_rest)
    router.message.register(handlers.answer_other_content)
    router.edited_message.register(handlers.answer_edit)
    return router


def _is_unread(_message: Message, unread: bool) -> bool:
    """Return whether a message stands for one that cannot be read."""
    return unread


def _build_group_router() -> Router:
    router = Router(name="group")
    router.message.filter(F.chat.type.in_({ChatType.GROUP, ChatType.SUPERGROUP}))
    for row in commands.list_commands(commands.GROUP):
        router.message.register(_guard(row), Command(*row.names, ignore_case=True))
    return router


def _guard(row: commands.Command) -> Callable[..., Any]:
    """Return the command's handler for those who may; whoever is barred is told so by what is closed to them."""

    @wraps(row.handler)
    async def handle(message: Message, **given: Any) -> None:
        turn: Turn = given["turn"]
        if turn.is_barred and not row.is_open_to_barred:
            await turn.show_present()
            return
        await rights.require(turn, row.by)
        await row.handler(message, **given)

    return handle


async def show_commands(bot: Bot, languages: tuple[str, ...]) -> None:
    """Tell Telegram which commands to offer where no list of a chat's own is known yet.

    In private that is a newcomer's list. Groups need one too: they would be shown the newcomers'.
    """
    for language in languages:
        code = None if language == languages[0] else language
        for scope, listed in (
            (BotCommandScopeDefault(), commands.list_for_person(Viewer(language), languages[0])),
            (BotCommandScopeAllGroupChats(), commands.list_for_other_groups(language, languages[0])),
        ):
            shown = [BotCommand(command=name, description=says) for name, says in listed]
            await bot(SetMyCommands(commands=shown, scope=scope, language_code=code))


async def show_description(bot: Bot, texts: Texts, languages: tuple[str, ...]) -> None:
    """Tell Telegram what an empty chat says of the bot, before anybody has pressed its first button."""
    for language in languages:
        words = texts.render_file("description", Context(me=Reader(language)))
        code = None if language == languages[0] else language
        await bot(SetMyDescription(description=html.unescape(words)[:MAX_DESCRIPTION_CHARACTERS], language_code=code))
