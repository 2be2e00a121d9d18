"""Lists of commands: one for each scope and language, and Telegram's rules for which of them somebody is offered."""

from typing import Any

import pytest
import telegram
from aiogram import Bot
from aiogram.types import BotCommand

from simulator import refusals
from simulator.refusals import RefusalRule


async def list_offered(tg: Any, chat: int, user: int) -> list[str]:
    """Return the names of the commands that somebody is offered in a chat."""
    chats = (await tg.get("state"))["chats"]
    return [one["command"] for one in next(each["commands"] for each in chats if each["id"] == chat)[str(user)]]


async def test_lists_are_kept_for_each_audience(aio: Bot, ptb: telegram.Bot) -> None:
    """Lists of different scopes do not disturb each other."""
    await aio.set_my_commands([BotCommand(command="aide", description="Aide")])
    await ptb.set_my_commands([("relier", "Relier")], scope=telegram.BotCommandScopeAllGroupChats())
    assert [each.command for each in await ptb.get_my_commands()] == ["aide"]
    await aio.delete_my_commands()
    assert await aio.get_my_commands() == []


async def test_the_narrowest_list_is_offered(tg: Any, ptb: telegram.Bot) -> None:
    """A chat's own list goes before that of all such chats, and comes back to it when it is deleted."""
    user = await tg.person()
    other = await tg.person("Marc")
    own = telegram.BotCommandScopeChat(user)
    await ptb.set_my_commands([("menu", "Menu")])
    await ptb.set_my_commands([("pause", "Pause")], scope=own)
    assert (await list_offered(tg, user, user), await list_offered(tg, other, other)) == (["pause"], ["menu"])
    await ptb.delete_my_commands(scope=own)
    assert await list_offered(tg, user, user) == ["menu"]


async def test_a_list_in_ones_language_goes_first(tg: Any, ptb: telegram.Bot) -> None:
    """Of the lists of one scope, the one in the language of somebody's Telegram; otherwise the one without any."""
    french = await tg.person()
    english = (await tg.post("people", first_name="Ann", language_code="en"))["id"]
    await ptb.set_my_commands([("aide", "Aide")])
    await ptb.set_my_commands([("help", "Help")], language_code="en")
    assert (await list_offered(tg, french, french), await list_offered(tg, english, english)) == (["aide"], ["help"])


async def test_a_group_has_its_own_lists(tg: Any, ptb: telegram.Bot) -> None:
    """In a group: its administrators, the group, all groups, and only then what everybody is offered."""
    group, admin = await tg.group()
    member = await tg.person()
    await tg.post("members", chat=group, user=member, status="member")
    await ptb.set_my_commands([("menu", "Menu")])
    assert await list_offered(tg, group, member) == ["menu"]
    await ptb.set_my_commands([("relier", "Relier")], scope=telegram.BotCommandScopeAllGroupChats())
    await ptb.set_my_commands([("file", "File")], scope=telegram.BotCommandScopeChatAdministrators(group))
    assert (await list_offered(tg, group, member), await list_offered(tg, group, admin)) == (["relier"], ["file"])


@pytest.mark.parametrize(
    ("command", "rule"),
    [
        ({"command": "où", "description": "Où"}, refusals.COMMAND_NAME),
        ({"command": "a" * 33, "description": "Long"}, refusals.COMMAND_NAME),
        ({"command": "aide", "description": ""}, refusals.COMMAND_WORDS),
        ({"command": "aide", "description": "a" * 257}, refusals.COMMAND_WORDS),
    ],
)
async def test_it_refuses_what_telegram_would_not_list(tg: Any, command: dict[str, str], rule: RefusalRule) -> None:
    """Names are short, without accents or capitals; descriptions are there."""
    answer = await tg.call("setMyCommands", commands=[command])
    assert (answer["error_code"], answer["description"]) == rule


async def test_it_refuses_too_many_commands_and_a_chat_it_never_met(tg: Any) -> None:
    """A hundred commands at most, for a chat that the bot knows."""
    many = [{"command": f"a{number}", "description": "A"} for number in range(101)]
    assert (await tg.call("setMyCommands", commands=many))["description"] == refusals.COMMANDS_TOO_MANY.text
    scope = {"type": "chat", "chat_id": await tg.person(started=False)}
    answer = await tg.call("setMyCommands", commands=many[:1], scope=scope)
    assert answer["description"] == refusals.CHAT_NOT_FOUND.text
