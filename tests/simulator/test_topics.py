"""Topics of a forum: which can be written in, and how a message says that it is in one."""

from typing import Any

from simulator import refusals
from tests.simulator.test_refusals import check_refused


async def test_a_message_says_whether_it_is_in_a_topic(tg: Any) -> None:
    """General names no topic; an answer has a thread of its own everywhere, and is in no topic for that."""
    forum, admin = await tg.group(is_forum=True)
    await tg.post("send", chat=forum, user=admin, text="/aide", thread_id=7)
    first = (await tg.post("send", chat=forum, user=admin, text="/aide", thread_id=1))["message_id"]
    await tg.post("send", chat=forum, user=admin, text="/aide", reply_to=first)
    heard = [update["message"] for update in await tg.updates()]
    threads = [(one.get("message_thread_id"), one.get("is_topic_message")) for one in heard]
    assert threads == [(7, True), (None, None), (first, None)]


async def test_it_knows_only_topics_that_people_use(tg: Any) -> None:
    """A topic's id works in a forum only; General's id 1 never does."""
    forum, admin = await tg.group(is_forum=True)
    await tg.post("send", chat=forum, user=admin, text="/aide", thread_id=5)
    sent = await tg.call("sendMessage", chat_id=forum, text="a", message_thread_id=5)
    assert (sent["result"]["message_thread_id"], sent["result"]["is_topic_message"]) == (5, True)
    await check_refused(tg, refusals.THREAD_NOT_FOUND, chat_id=forum, text="a", message_thread_id=1)
    await check_refused(tg, refusals.THREAD_NOT_FOUND, chat_id=forum, text="a", message_thread_id=6)
    await tg.post("forum", chat=forum, is_forum=False)
    await check_refused(tg, refusals.THREAD_NOT_FOUND, chat_id=forum, text="a", message_thread_id=5)


async def test_it_lets_only_administrators_write_in_a_closed_topic(tg: Any) -> None:
    """An open topic is for everybody; closing it shuts the bot out unless it is administrator."""
    forum, _ = await tg.group(is_forum=True)
    await tg.post("topics", chat=forum, topic=5, standing="open")
    assert (await tg.call("sendMessage", chat_id=forum, text="a", message_thread_id=5))["ok"]
    await tg.post("topics", chat=forum, topic=5, standing="closed")
    await check_refused(tg, refusals.THREAD_CLOSED, chat_id=forum, text="a", message_thread_id=5)
    await tg.post("members", chat=forum, user="bot", status="administrator")
    assert (await tg.call("sendMessage", chat_id=forum, text="a", message_thread_id=5))["ok"]


async def test_a_deleted_topic_takes_its_messages_along(tg: Any) -> None:
    """What was written there can neither be redrawn nor added to; the rest of the forum stays."""
    forum, admin = await tg.group(is_forum=True)
    await tg.post("send", chat=forum, user=admin, text="/aide", thread_id=5)
    inside = (await tg.call("sendMessage", chat_id=forum, text="a", message_thread_id=5))["result"]["message_id"]
    beside = (await tg.call("sendMessage", chat_id=forum, text="a"))["result"]["message_id"]
    await tg.post("topics", chat=forum, topic=5, standing="deleted")
    await check_refused(tg, refusals.THREAD_NOT_FOUND, chat_id=forum, text="a", message_thread_id=5)
    await check_refused(tg, refusals.EDIT_NOT_FOUND, "editMessageText", chat_id=forum, message_id=inside, text="b")
    assert (await tg.call("editMessageText", chat_id=forum, message_id=beside, text="b"))["ok"]
    assert "topics of a forum" in await tg.misuse("topics", chat=forum, topic=5, standing="closed")
