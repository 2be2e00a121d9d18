"""Putting the ears together: which update goes to which handler, and the commands that Telegram's menu shows."""

from collections.abc import Callable
from typing import Any

from aiogram import Bot, Dispatcher, F, Router
from aiogram.enums import ChatType
from aiogram.filters import Command, CommandStart
from aiogram.methods import SetMyCommands
from aiogram.types import BotCommand

from bot import approving, glancing, handlers, looking, ranking, team
from bot.middleware import OneTransaction

COMMANDS = {
    "fr": {
        "menu": "Où j'en suis",
        "profil": "Mes réponses, à changer",
        "aide": "Besoin d'aide 🆘",
        "pause": "Mettre en pause",
        "reprendre": "Reprendre",
        "arreter": "Arrêter",
        "langue": "Changer de langue · Language",
        "mesdonnees": "Voir mes données",
        "privacy": "Vie privée",
        "effacer": "Tout effacer",
    },
    "en": {
        "menu": "Where I am",
        "profile": "My answers, to change",
        "help": "I need help 🆘",
        "pause": "Pause",
        "resume": "Go on",
        "stop": "Stop",
        "language": "Another language · Langue",
        "mydata": "See my data",
        "privacy": "Privacy",
        "erase": "Erase everything",
    },
}
DESK = (
    *looking.COMMANDS,
    (("a_approuver", "to_approve"), approving.show),
    (("a_envoyer", "to_send"), glancing.show),
    (("proposer", "propose"), ranking.ask),
)
"""Commands of the team, in private and in the group alike."""
IN_PRIVATE: tuple[tuple[Any, Callable[..., Any]], ...] = (
    (CommandStart(), handlers.start),
    (Command("aide", "help"), handlers.help_),
    (Command("menu"), handlers.menu),
    (Command("profil", "profile"), handlers.profile),
    (Command("pause"), handlers.pause),
    (Command("reprendre", "resume"), handlers.wake),
    (Command("arreter", "stop"), handlers.stop),
    (Command("langue", "language"), handlers.language),
    (Command("privacy"), handlers.privacy),
    (Command("mesdonnees", "mydata"), handlers.data),
    (Command("effacer", "erase"), handlers.erase),
    (Command("inviter", "invite"), handlers.invite),
    (Command("campagnes", "campaigns"), handlers.show_campaigns),
    (Command("equipe", "team"), team.show),
    *((Command(*names), handler) for names, handler in DESK),
    (F.text, handlers.words),
    (F, handlers.other_content),
)


def dispatcher(middleware: OneTransaction) -> Dispatcher:
    """Give an aiogram dispatcher that hears through one transaction per update."""
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
    for wanted, handler in IN_PRIVATE:
        router.message.register(handler, wanted)
    router.edited_message.register(handlers.edited)
    return router


def _group() -> Router:
    router = Router(name="group")
    router.message.filter(F.chat.type.in_({ChatType.GROUP, ChatType.SUPERGROUP}))
    router.message.register(handlers.bind, Command("relier", "bind"))
    for names, handler in DESK:
        router.message.register(handler, Command(*names))
    return router


async def show_commands(bot: Bot) -> None:
    """Tell Telegram which commands to offer."""
    for language, words in COMMANDS.items():
        shown = [BotCommand(command=name, description=text) for name, text in words.items()]
        await bot(SetMyCommands(commands=shown, language_code=None if language == "fr" else language))
