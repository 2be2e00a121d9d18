"""What people can do in the simulator, and what the bot is told of it."""

import asyncio
from typing import Any

KEYS = {"inline_keyboard": [[{"text": "Oui", "callback_data": "yes"}]]}


async def test_start_opens_the_chat_with_its_payload(tg: Any) -> None:
    """Nothing can be written before start; start comes as a command with what stood in the link."""
    user = await tg.person(started=False)
    assert await tg.misuse("send", chat=user, user=user, text="Bonjour") == "press start first"
    sent = await tg.post("send", chat=user, user=user, text="/start V031")
    (update,) = await tg.updates()
    assert update["update_id"] == sent["update_id"]
    assert update["message"]["text"] == "/start V031"
    assert update["message"]["entities"] == [{"type": "bot_command", "offset": 0, "length": 6}]
    assert (await tg.get("state"))["people"][0]["started"]


async def test_blocking_and_coming_back_are_told(tg: Any) -> None:
    """The bot hears of a block, and of its end when the person presses start again."""
    user = await tg.person()
    await tg.post("block", user=user)
    await tg.post("send", chat=user, user=user, text="/start")
    blocked, back, start = await tg.updates()
    assert blocked["my_chat_member"]["new_chat_member"]["status"] == "kicked"
    assert back["my_chat_member"]["old_chat_member"]["status"] == "kicked"
    assert back["my_chat_member"]["new_chat_member"]["status"] == "member"
    assert start["message"]["text"] == "/start"


async def test_own_words_can_be_changed(tg: Any) -> None:
    """An edit comes as an edited message with its time; others' words cannot be changed."""
    user = await tg.person()
    sent = await tg.post("send", chat=user, user=user, text="Bonjour")
    await tg.post("edit", chat=user, user=user, message_id=sent["message_id"], text="Bonsoir")
    edited = (await tg.updates())[-1]["edited_message"]
    assert (edited["text"], edited["message_id"]) == ("Bonsoir", sent["message_id"])
    assert edited["edit_date"] >= edited["date"]
    own = (await tg.call("sendMessage", chat_id=user, text="a"))["result"]["message_id"]
    assert "own words" in await tg.misuse("edit", chat=user, user=user, message_id=own, text="b")


async def test_a_tap_waits_for_its_answer(tg: Any) -> None:
    """Who taps sees what the bot answers: words, an alert, or the bot's own link."""
    user = await tg.person()
    sent = (await tg.call("sendMessage", chat_id=user, text="a", reply_markup=KEYS))["result"]
    tapping = asyncio.create_task(tg.post("tap", chat=user, user=user, message_id=sent["message_id"], data="yes"))
    (update,) = (await tg.call("getUpdates", timeout=10))["result"]
    query = update["callback_query"]
    assert (query["data"], query["from"]["id"], query["message"]["reply_markup"]) == ("yes", user, KEYS)
    url = "https://t.me/binome_bot?start=a"
    await tg.call("answerCallbackQuery", callback_query_id=query["id"], text="Noté", show_alert=True, url=url)
    answer = await tapping
    assert answer == {
        "update_id": update["update_id"],
        "answered": True,
        "text": "Noté",
        "show_alert": True,
        "url": url,
    }


async def test_a_tap_may_be_forged(tg: Any) -> None:
    """Any data may come from anybody's tap, also on a message that is gone, which the bot then cannot see."""
    user = await tg.person()
    answer = await tg.post("tap", chat=user, user=user, message_id=999, data="B-1:accept", wait=False)
    assert not answer["answered"]
    query = (await tg.updates())[-1]["callback_query"]
    assert query["data"] == "B-1:accept"
    assert query["message"]["date"] == 0


async def test_messages_are_dated_by_the_programme_clock(tg: Any, watch: Any) -> None:
    """A pushed clock dates what is sent afterwards."""
    user = await tg.person()
    await tg.post("push", hours=24)
    await tg.post("send", chat=user, user=user, text="a")
    (update,) = await tg.updates()
    assert update["message"]["date"] == int(watch.now.timestamp()) + 24 * 3600


async def test_mistakes_of_the_caller_are_explained(tg: Any) -> None:
    """Unknown people, chats, kinds and missing fields are named."""
    user = await tg.person()
    assert await tg.misuse("block", user=5) == "nobody has the id 5"
    assert await tg.misuse("send", chat=5, user=user, text="a") == "no chat has the id 5"
    assert "kind" in await tg.misuse("send", chat=user, user=user, kind="hologram")
    assert await tg.misuse("send", user=user, text="a") == "missing or wrong: 'chat'"
    assert await tg.misuse("people", first_name=" ") == "a person has a name"
    async with tg.session.post(f"{tg.url}/sim/fly", json={}) as response:
        assert response.status == 404


async def test_only_the_last_messages_are_kept(tg: Any) -> None:
    """A chat forgets its oldest messages beyond 300."""
    user = await tg.person()
    for number in range(301):
        await tg.call("sendMessage", chat_id=user, text=str(number))
    shown = await tg.messages(user)
    assert (len(shown), shown[0]["text"]) == (300, "1")
