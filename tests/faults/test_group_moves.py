"""A group that becomes a supergroup is followed, whichever of three signs comes first; nothing is lost or doubled."""

from itertools import permutations
from typing import Any

import pytest

from storage import installation
from storage.schema.tables import Card
from tests.faults.bot_api_calls import add_newcomer, list_calls
from tests.faults.table_dump import find_case, list_outgoing, read_rows
from tests.people import enter_team, make_head_with_group
from tests.town import Town, Visitor
from use_cases.outbox import outbox
from use_cases.team import cards

PLEDGED = 200
"""The head's pledge is redrawn as what it leads to."""

SIGNS = ("to", "from", "error")
HELP = "Ouvrez le détail en privé"


async def _in_a_plain_group(town: Town) -> tuple[Visitor, Visitor]:
    """Return the head in private and in a plain group that is bound."""
    head = await town.add_person("Claire")
    await enter_team(head, town.head_code)
    group = head.enter_chat(await town.add_group(head, kind="group"))
    await group.write("/relier")
    return head, group


async def _ask_for_help(town: Town, name: str) -> Visitor:
    who = await add_newcomer(town, name)
    await who.send_data("contact::yes", (await who.messages())[-1]["message_id"])
    return who


async def _forgets_the_change(town: Town, old: int) -> None:
    """Put the bot back to before it heard of the change, as if no sign had come yet."""
    number = (await find_case(town, "help")).id
    async with town.app.sessions.begin() as session:
        await installation.write(session, installation.STAFF_CHAT, str(old))
        (await session.get_one(Card, number)).message_id = 3


async def _gives(town: Town, sign: str, old: int, new: int) -> None:
    """Let one sign of the change come; an error comes of a card that the bot sends to the old group."""
    if sign == "error":
        async with town.app.sessions.begin() as session:
            await cards.open_case(session, town.app.clock.now(), "fault", "a test")
        return await town.settle()
    chat, what = (old, {"migrate_to_chat_id": new}) if sign == "to" else (new, {"migrate_from_chat_id": old})
    about: dict[str, Any] = {"id": chat, "type": "group" if sign == "to" else "supergroup", "title": "Équipe"}
    nobody = {"id": 1087968824, "is_bot": True, "first_name": "Group"}
    message = {"message_id": 900, "date": 1_790_000_000, "chat": about, "from": nobody, "sender_chat": about, **what}
    await town.act("update", update={"message": message})
    return await town.settle()


async def _bound(town: Town) -> int | None:
    async with town.app.sessions.begin() as session:
        return await installation.read_staff_chat(session)


async def _find_chats(town: Town, words: str) -> list[int]:
    """Return the chats into which some words were sent and taken."""
    found = [call for call in await list_calls(town) if call["result"] == 200 and words in str(call["params"]["text"])]
    return [int(call["params"]["chat_id"]) for call in found]


@pytest.mark.parametrize("order", list(permutations(SIGNS)), ids="-".join)
async def test_the_new_group_is_followed_once_whatever_tells_it_first(small_town: Town, order: tuple[str, ...]) -> None:
    """Two service messages and an error, in any order: one change, and each card is sent once."""
    _, group = await _in_a_plain_group(small_town)
    await _ask_for_help(small_town, "Inès")
    new = int((await small_town.act("upgrade", chat=group.chat))["id"])
    await small_town.settle()
    await _forgets_the_change(small_town, group.chat)
    for sign in order:
        await _gives(small_town, sign, group.chat, new)
        assert await _bound(small_town) == new
    assert await _find_chats(small_town, "Erreur technique") == [new]
    assert (await find_case(small_town, "help")).message_id is None


@pytest.mark.parametrize("new_first", [False, True])
async def test_both_messages_of_telegram_are_followed(small_town: Town, new_first: bool) -> None:
    """They come in either order, and the new group's from nobody in particular."""
    _, group = await _in_a_plain_group(small_town)
    new = int((await small_town.act("upgrade", chat=group.chat, new_first=new_first))["id"])
    await small_town.settle()
    assert await _bound(small_town) == new
    await _ask_for_help(small_town, "Inès")
    assert await _find_chats(small_town, HELP) == [new]


async def test_a_stale_sign_sets_nothing_back(small_town: Town) -> None:
    """Meanwhile the head has bound another group: what comes late of the old one changes nothing."""
    head, group = await _in_a_plain_group(small_town)
    new = int((await small_town.act("upgrade", chat=group.chat))["id"])
    await small_town.settle()
    other = head.enter_chat(await small_town.add_group(head))
    await other.write("/relier")
    await head.tap("Oui")
    for sign in ("to", "from"):
        await _gives(small_town, sign, group.chat, new)
    assert await _bound(small_town) == other.chat
    await _gives(small_town, "error", group.chat, new)
    assert await _find_chats(small_town, "Erreur technique") == [other.chat]


async def test_a_case_of_the_old_group_is_said_anew_when_it_changes(small_town: Town) -> None:
    """Its message cannot be redrawn any more, and its number may be another message's in the new group."""
    head, group = await _in_a_plain_group(small_town)
    await _ask_for_help(small_town, "Inès")
    moved = head.enter_chat(int((await small_town.act("upgrade", chat=group.chat))["id"]))
    await small_town.settle()
    assert "Urgent : une personne" not in await moved.reads_all()
    card = next(row for row in await read_rows(small_town, Card) if row.kind == "help")
    await moved.send_data(f"card:{card.id}:take", (await moved.messages())[-1]["message_id"])
    assert "Claire s'en occupe" in await moved.reads()
    assert await small_town.count_sent(moved, HELP) == 1
    await moved.tap("Détail")
    await head.tap("Fermer le cas")
    await head.tap("Réglé avec les personnes")
    assert "Fermé (Claire)" in await moved.reads()
    assert await small_town.count_sent(moved, HELP) == 1
    assert [call["result"] for call in await list_calls(small_town, "editmessagetext")] == [PLEDGED, 200]


async def test_a_redrawing_that_meets_the_change_is_said_anew(small_town: Town) -> None:
    """The error of a redrawing tells of the change too: the case as it now is comes once, in the new group."""
    head, group = await _in_a_plain_group(small_town)
    await _ask_for_help(small_town, "Inès")
    moved = head.enter_chat(int((await small_town.act("upgrade", chat=group.chat))["id"]))
    await small_town.settle()
    await _forgets_the_change(small_town, group.chat)
    case = await find_case(small_town, "help")
    await moved.send_data(f"card:{case.id}:take", (await moved.messages())[-1]["message_id"])
    assert await _bound(small_town) == moved.chat
    assert "Claire s'en occupe" in await moved.reads()
    assert await small_town.count_sent(moved, HELP) == 1


async def test_a_pointer_of_the_old_group_is_let_go(small_town: Town) -> None:
    """It names a message by its number, which in the new group is another's: it tells of the change, and no more."""
    head, group = await _in_a_plain_group(small_town)
    await _ask_for_help(small_town, "Inès")
    moved = head.enter_chat(int((await small_town.act("upgrade", chat=group.chat))["id"]))
    await small_town.settle()
    await _forgets_the_change(small_town, group.chat)
    number = (await find_case(small_town, "help")).id
    async with small_town.app.sessions.begin() as session:
        await outbox.put(session, small_town.app.clock.now(), outbox.STAFF, "card_moved", edit=3, card=number)
    await small_town.settle()
    assert await _bound(small_town) == moved.chat
    assert [call["result"] for call in await list_calls(small_town, "editmessagetext")] == [PLEDGED, 400]
    assert await list_outgoing(small_town, "queued") == []


async def test_a_stranger_may_change_the_group(small_town: Town) -> None:
    """Whoever did it in Telegram, the bot goes along: nothing else would tell it before the next card."""
    _, group = await _in_a_plain_group(small_town)
    update = {"id": 5, "is_bot": False, "first_name": "Inconnue"}
    about = {"id": group.chat, "type": "group", "title": "Équipe"}
    message = {"message_id": 9, "date": 1_790_000_000, "chat": about, "from": update, "migrate_to_chat_id": -1009}
    await small_town.act("update", update={"message": message})
    await small_town.settle()
    assert await _bound(small_town) == -1009


async def test_a_bound_supergroup_ignores_the_changes_of_others(small_town: Town) -> None:
    """A group that was never the team's may become what it likes."""
    _, group = await make_head_with_group(small_town)
    await _gives(small_town, "to", -4_000, -1_004_000)
    await _gives(small_town, "from", -4_000, -1_004_000)
    assert await _bound(small_town) == group.chat
