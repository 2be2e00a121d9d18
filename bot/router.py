"""Putting the ears together: which update goes to which handler, and the lists that Telegram shows to newcomers."""

from aiogram import Bot, Dispatcher, F, Router
from aiogram.enums import ChatType
from aiogram.filters import Command, CommandStart
from aiogram.methods import SetMyCommands
from aiogram.types import BotCommand, BotCommandScopeAllGroupChats, BotCommandScopeDefault

from bot import commands, handlers
from bot.middleware import TakingTurns
from mentoring.command_visibility import Standing


def dispatcher(middleware: TakingTurns) -> Dispatcher:
    """Give an aiogram dispatcher whose handlers are given whose turn it is."""
    made = Dispatcher(disable_fsm=True)
    made.update.outer_middleware(middleware)
    made.include_routers(_private(), _group())
    made.callback_query.register(handlers.tapped)
    made.my_chat_member.register(handlers.moved)
    return made


def _private() -> Router:
    router = Router(name="private")
    router.message.filter(F.chat.type == ChatType.PRIVATE)
    router.edited_message.filter(F.chat.type == ChatType.PRIVATE)
    router.message.register(handlers.start, CommandStart())
    for row in commands.heard_in(commands.PRIVATE):
        router.message.register(row.does, Command(*row.names))
    router.message.register(handlers.words, F.text)
    router.message.register(handlers.other_content)
    router.edited_message.register(handlers.edited)
    return router


def _group() -> Router:
    router = Router(name="group")
    router.message.filter(F.chat.type.in_({ChatType.GROUP, ChatType.SUPERGROUP}))
    for row in commands.heard_in(commands.GROUP):
        router.message.register(row.does, Command(*row.names))
    return router


async def show_commands(bot: Bot, languages: tuple[str, ...]) -> None:
    """Tell Telegram which commands to offer where no list of a chat's own is known yet.

    In private that is a newcomer's list. Groups need one too: they would be shown the newcomers'.
    """
    for language in languages:
        code = None if language == languages[0] else language
        for scope, listed in (
            (BotCommandScopeDefault(), commands.of_person(Standing(language), languages[0])),
            (BotCommandScopeAllGroupChats(), commands.of_other_groups(language, languages[0])),
        ):
            shown = [BotCommand(command=name, description=says) for name, says in listed]
            await bot(SetMyCommands(commands=shown, scope=scope, language_code=code))
