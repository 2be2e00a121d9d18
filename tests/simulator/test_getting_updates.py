"""The bot hears through long polling, with Telegram's rules of confirmation."""

import asyncio
from typing import Any


async def read_texts(tg: Any, **fields: Any) -> list[str]:
    """Return the texts of the messages that getUpdates gives."""
    answer = await tg.call("getUpdates", **fields)
    return [update["message"]["text"] for update in answer["result"] if "message" in update]


async def send_texts(tg: Any, user: int, *words: str) -> list[int]:
    """Send messages in private; return the ids of their updates."""
    return [(await tg.post("send", chat=user, user=user, text=text))["update_id"] for text in words]


async def test_updates_stay_until_they_are_confirmed(tg: Any) -> None:
    """The same updates come again until a higher offset confirms them; limit and negative offsets are heeded."""
    user = await tg.person()
    first, second, third = await send_texts(tg, user, "a", "b", "c")
    assert (second, third) == (first + 1, first + 2)
    assert await read_texts(tg) == await read_texts(tg) == ["a", "b", "c"]
    assert await read_texts(tg, limit=1) == ["a"]
    assert await read_texts(tg, offset=second) == ["b", "c"]
    assert await read_texts(tg, offset=-1) == ["c"]
    assert await read_texts(tg, offset=third + 1) == []


async def test_a_poll_waits_for_the_next_update(tg: Any) -> None:
    """A long poll ends as soon as somebody writes."""
    user = await tg.person()
    poll = asyncio.create_task(read_texts(tg, timeout=30))
    await tg.is_polled()
    await send_texts(tg, user, "a")
    assert await poll == ["a"]


async def test_a_second_poller_ends_the_first(tg: Any) -> None:
    """Two pollers of one token conflict: the older is told so."""
    older = asyncio.create_task(tg.call("getUpdates", timeout=30))
    await tg.is_polled()
    assert (await tg.call("getUpdates"))["ok"]
    answer = await older
    assert answer["error_code"] == 409
    assert answer["description"].startswith("Conflict: terminated by other getUpdates request")


async def test_allowed_updates_are_remembered(tg: Any) -> None:
    """What the bot does not ask for is never queued, until it asks for something else."""
    user = await tg.person()
    await tg.call("getUpdates", allowed_updates=["callback_query"])
    assert await send_texts(tg, user, "a") == [None]
    await tg.call("getUpdates")
    assert await send_texts(tg, user, "b") == [None]
    await tg.call("getUpdates", allowed_updates=[])
    await send_texts(tg, user, "c")
    assert await read_texts(tg) == ["c"]


async def test_raw_updates_may_repeat_and_jump(tg: Any) -> None:
    """A repeated id and one that jumps down reach the bot once more, even below its offset; one may jump ahead."""
    user = await tg.person()
    (first,) = await send_texts(tg, user, "a")
    (update,) = await tg.updates()
    await tg.call("getUpdates", offset=first + 1)
    assert (await tg.post("update", update=update))["update_id"] == first
    assert await read_texts(tg, offset=first + 1) == ["a"]
    assert await read_texts(tg, offset=first + 1) == []
    jumped = (await tg.post("update", update={"update_id": 900_000, "message": update["message"]}))["update_id"]
    assert await send_texts(tg, user, "b") == [jumped + 1]
    await tg.post("forget")
    await tg.post("update", update={"update_id": 3, "message": update["message"]})
    assert [each["update_id"] for each in await tg.updates()] == [3]


async def test_updates_that_were_never_given_are_not_confirmed(tg: Any) -> None:
    """An offset from another series of ids loses nothing."""
    user = await tg.person()
    await send_texts(tg, user, "a")
    assert await read_texts(tg, offset=5_000_000) == ["a"]
