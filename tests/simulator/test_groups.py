"""Groups: who comes and goes, what the bot hears there, and the change to a supergroup."""

from typing import Any

import pytest


async def test_the_bot_hears_in_a_group_what_is_meant_for_it(tg: Any) -> None:
    """A bot that is no administrator hears commands, mentions and answers to it; as administrator it hears all."""
    group, admin = await tg.group()
    card = (await tg.call("sendMessage", chat_id=group, text="Carte"))["result"]["message_id"]

    async def is_heard(text: str, **more: Any) -> bool:
        sent = await tg.post("send", chat=group, user=admin, text=text, **more)
        return sent["update_id"] is not None

    assert not await is_heard("Bonjour")
    assert not await is_heard("/aide@other_bot")
    assert await is_heard("/relier")
    assert await is_heard("😀 /relier@binome_bot")
    assert await is_heard("Merci @binome_bot")
    assert await is_heard("Fausse alerte", reply_to=card)
    await tg.post("members", chat=group, user="bot", status="administrator")
    assert await is_heard("Bonjour")


async def test_comings_and_goings_are_told(tg: Any) -> None:
    """The bot hears of its own standing and of who comes and leaves; it hears nothing once it is out."""
    group, admin = await tg.group()
    marc = await tg.person("Marc")
    await tg.post("members", chat=group, user=marc, status="member")
    await tg.post("members", chat=group, user=marc, status="left")
    await tg.post("members", chat=group, user="bot", status="kicked")
    came, left, out = await tg.updates()
    assert came["message"]["new_chat_members"][0]["id"] == marc
    assert left["message"]["left_chat_member"]["id"] == marc
    assert out["my_chat_member"]["from"]["id"] == admin
    assert out["my_chat_member"]["new_chat_member"]["status"] == "kicked"
    assert (await tg.post("send", chat=group, user=admin, text="/aide"))["update_id"] is None
    assert "not in this chat" in await tg.misuse("send", chat=group, user=marc, text="a")


async def test_member_changes_come_only_when_asked_for(tg: Any) -> None:
    """chat_member is told to a bot that lists it, as with Telegram."""
    group, _ = await tg.group()
    marc = await tg.person("Marc")
    await tg.call("getUpdates", allowed_updates=["chat_member"])
    await tg.post("members", chat=group, user=marc, status="administrator")
    (update,) = await tg.updates()
    assert update["chat_member"]["new_chat_member"]["status"] == "administrator"


@pytest.mark.parametrize("new_first", [False, True])
async def test_an_upgrade_is_told_twice(tg: Any, new_first: bool) -> None:
    """Both service messages come, in either order; members and the bot are in the new group, the old one is gone."""
    group, admin = await tg.group("group")
    new = (await tg.post("upgrade", chat=group, new_first=new_first))["id"]
    messages = [update["message"] for update in await tg.updates()]
    if new_first:
        messages.reverse()
    assert (messages[0]["chat"]["id"], messages[0]["migrate_to_chat_id"]) == (group, new)
    assert (messages[1]["chat"]["id"], messages[1]["migrate_from_chat_id"]) == (new, group)
    assert str(new).startswith("-100")
    assert [one["from"]["id"] for one in messages] == [admin, 1087968824]
    assert (await tg.call("getChatMember", chat_id=new, user_id=admin))["result"]["status"] == "creator"
    assert group not in [chat["id"] for chat in (await tg.get("state"))["chats"]]
    assert str(new) in await tg.misuse("send", chat=group, user=admin, text="a")


async def test_an_anonymous_administrator_writes_as_the_group_but_taps_as_themselves(tg: Any) -> None:
    """The message comes from GroupAnonymousBot with the group as sender, the tap with the real id."""
    group, admin = await tg.group()
    await tg.post("send", chat=group, user=admin, text="/relier", anonymous=True)
    await tg.post("tap", chat=group, user=admin, message_id=1, data="a", wait=False)
    message, tap = await tg.updates()
    assert message["message"]["from"]["id"] == 1087968824
    assert message["message"]["sender_chat"]["id"] == group
    assert tap["callback_query"]["from"]["id"] == admin
    marc = await tg.person("Marc")
    await tg.post("members", chat=group, user=marc, status="member")
    assert "anonymous" in await tg.misuse("send", chat=group, user=marc, text="a", anonymous=True)


async def test_ids_are_counted_as_by_telegram(tg: Any) -> None:
    """Private chats and plain groups share one counter, a supergroup has its own; some people's ids need 52 bits."""
    first, second = await tg.person(), await tg.person()
    plain, _ = await tg.group("group")
    big, _ = await tg.group()

    async def sent(chat: int) -> int:
        return int((await tg.call("sendMessage", chat_id=chat, text="a"))["result"]["message_id"])

    start = await sent(first)
    assert [await sent(second), await sent(plain), await sent(first)] == [start + 1, start + 2, start + 3]
    assert await sent(big) == 3  # after the making of the group and the coming of the bot
    assert max(first, second) > 2**51
    assert -(10**12) < plain < 0


async def test_the_seed_is_sown_once(tg: Any) -> None:
    """A fresh simulator is empty; the seed makes three people and their group, and a second one nothing."""
    assert (await tg.get("state"))["people"] == []
    seeded = await tg.post("seed")
    state = await tg.get("state")
    assert [person["first_name"] for person in state["people"]] == ["Inès", "Marc", "Claire"]
    group = next(chat for chat in state["chats"] if chat["id"] == seeded["group"])
    assert group["title"] == "Équipe mentorat"
    claire = seeded["people"][2]
    assert group["members"] == [{"id": claire, "status": "creator"}, {"id": 1, "status": "member"}]
    assert (await tg.post("seed"))["people"] == []


async def test_a_group_may_be_made_without_the_bot(tg: Any) -> None:
    """Nothing of such a group is told to the bot until somebody brings it in."""
    group, admin = await tg.group(bot="left")
    await tg.post("send", chat=group, user=admin, text="/relier")
    assert await tg.updates() == []
    await tg.post("members", chat=group, user="bot", status="member", by=admin)
    standing, message = await tg.updates()
    assert standing["my_chat_member"]["old_chat_member"]["status"] == "left"
    assert message["message"]["new_chat_members"][0]["id"] == 1
