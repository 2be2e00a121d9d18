"""Scripted faults, limits of speed, the log, the pushed clock, and who may ask."""

import asyncio
from datetime import timedelta
from typing import Any

import aiohttp
import pytest
import telegram
from telegram.error import NetworkError, TimedOut


async def test_a_scripted_error_is_answered_as_often_as_asked(tg: Any) -> None:
    """The next calls of the method get the error and have no effect; others are spared."""
    user = await tg.person()
    await tg.post("fault", method="sendMessage", status=502, times=2)
    for _ in range(2):
        answer = await tg.call("sendMessage", chat_id=user, text="a")
        assert answer == {"ok": False, "error_code": 502, "description": "Bad Gateway"}
        assert (await tg.call("getMe"))["ok"]
    assert len(await tg.messages(user)) == 1
    assert (await tg.call("sendMessage", chat_id=user, text="a"))["ok"]


async def test_a_fault_may_meet_every_method(tg: Any) -> None:
    """A star means all methods, until the faults are cleared."""
    await tg.post("fault", method="*", status=429, retry_after=3, times=99)
    answer = await tg.call("getMe")
    assert answer["description"] == "Too Many Requests: retry after 3"
    assert answer["parameters"] == {"retry_after": 3}
    await tg.post("faults/clear")
    assert (await tg.call("getMe"))["ok"]


async def test_a_timeout_has_its_effect(tg: Any) -> None:
    """The message arrives, the answer never does."""
    user = await tg.person()
    await tg.post("fault", method="sendMessage", status="timeout")
    async with telegram.Bot("1:simulator", base_url=f"{tg.url}/bot") as bot:
        with pytest.raises(TimedOut):
            await bot.send_message(user, "a", read_timeout=0.2)
    assert [message["text"] for message in await tg.messages(user)] == ["/start", "a"]


async def test_a_drop_has_no_effect(tg: Any) -> None:
    """The line breaks before anything happens."""
    user = await tg.person()
    await tg.post("fault", method="sendMessage", status="drop")
    async with telegram.Bot("1:simulator", base_url=f"{tg.url}/bot") as bot:
        with pytest.raises(NetworkError):
            await bot.send_message(user, "a")
    assert len(await tg.messages(user)) == 1


async def test_limits_are_telegrams_and_off_by_default(tg: Any, watch: Any) -> None:
    """Too many in all, in a chat or in a group are refused with the time to wait; after it they pass."""
    first, second = await tg.person(), await tg.person()
    group, _ = await tg.group()

    async def sent(chat: int) -> int | None:
        answer = await tg.call("sendMessage", chat_id=chat, text="a")
        return None if answer["ok"] else int(answer["parameters"]["retry_after"])

    assert [await sent(first) for _ in range(40)] == [None] * 40
    await tg.post("limits", chat_per_s=1, group_per_min=2)
    assert [await sent(first), await sent(first), await sent(second)] == [None, 1, None]
    assert [await sent(group), await sent(group), await sent(group)] == [None, None, 60]
    watch.pass_time(seconds=59.5)
    assert await sent(group) == 1
    watch.pass_time(seconds=1)
    assert await sent(group) is None
    await tg.post("limits", overall_per_s=1)
    assert [await sent(first), await sent(group)] == [None, 1]
    assert "no such limit" in await tg.misuse("limits", per_day=1)


async def test_the_log_tells_every_call(tg: Any, watch: Any) -> None:
    """Method, fields, result and real time of each call are in the log, refusals with their words."""
    user = await tg.person()
    await tg.post("push", hours=5)
    await tg.call("sendMessage", chat_id=user, text="a")
    await tg.call("sendMessage", chat_id=5, text="a")
    good, bad = (await tg.get("log"))[-2:]
    assert (good["method"], good["params"]["chat_id"], good["result"]) == ("sendMessage", user, 200)
    assert good["at"] == watch.now.isoformat()
    assert (bad["result"], bad["description"]) == (400, "Bad Request: chat not found")


async def test_pushing_lets_the_programme_live_the_time(tg: Any) -> None:
    """A push awaits what the programme does with it, one push after the other; without a programme it just leaps."""
    before = tg.simulator.now()
    await tg.post("push", hours=1)
    assert tg.simulator.now() - before == timedelta(hours=1)
    lived: list[str] = []

    async def live(step: timedelta) -> None:
        lived.append(f"begin {step}")
        await asyncio.sleep(0)
        tg.simulator.offset += step
        lived.append("end")

    tg.simulator.on_push = live
    await asyncio.gather(tg.post("push", hours=24), tg.post("push", hours=24))
    assert lived == ["begin 1 day, 0:00:00", "end", "begin 1 day, 0:00:00", "end"]
    assert tg.simulator.now() - before == timedelta(hours=49)
    assert await tg.misuse("push", hours="demain") == "hours must be a number"


async def test_the_state_waits_for_a_change(tg: Any) -> None:
    """Who has the present version is answered at the next change, who has another at once."""
    user = await tg.person()
    state = await tg.get("state")
    assert await tg.get("state", since=state["version"] - 1) == state
    waiting = asyncio.create_task(tg.get("state", since=state["version"]))
    await asyncio.sleep(0)
    await tg.call("sendMessage", chat_id=user, text="a")
    assert (await waiting)["version"] > state["version"]


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"Host": "localhost:8080"}, 200),
        ({"Host": "[::1]:8080"}, 200),
        ({"Host": "binome.example.org"}, 403),
        ({"Host": "127.0.0.1.example.org"}, 403),
        ({"Origin": "https://example.org"}, 403),
        ({"Origin": "null"}, 403),
        ({"Origin": "http://127.0.0.1:8080"}, 200),
    ],
)
async def test_only_this_machine_may_ask(tg: Any, headers: dict[str, str], status: int) -> None:
    """Another web site, or a foreign name for this machine, gets nothing from page and Bot API."""
    for path in ("/", "/sim/state", "/bot1:simulator/getMe"):
        async with tg.session.get(tg.url + path, headers=headers) as response:
            assert response.status == status


async def test_the_page_is_served(tg: Any) -> None:
    """The page and each file that it names come from here, and nothing from elsewhere."""
    async with tg.session.get(tg.url) as response:
        page = await response.text()
    assert "https://" not in page
    for name in ("app.js", "colours.css", "style.css", "chat.css", "logo.svg"):
        assert f"page/{name}" in page
        async with tg.session.get(f"{tg.url}/page/{name}") as response:
            assert response.status == 200


async def test_a_stop_sends_waiting_clients_home(tg: Any) -> None:
    """Who polls or waits is answered when the server stops, not after the longest wait."""
    poll = asyncio.create_task(tg.call("getUpdates", timeout=50))
    state = await tg.get("state")
    look = asyncio.create_task(tg.get("state", since=state["version"]))
    await tg.is_polled()
    await tg.simulator.release_waiting(aiohttp.web.Application())
    assert (await poll)["result"] == []
    assert (await look)["version"] == state["version"]
