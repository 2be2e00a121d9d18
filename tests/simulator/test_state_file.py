"""A restart keeps chats, ids, the clock and what waits; a kill gives no id twice."""

import sqlite3
from datetime import timedelta
from typing import Any


async def test_a_restart_keeps_everything(saved: Any) -> None:
    """People, groups, messages, commands, updates, files and the clock are there again."""
    async with saved() as tg:
        seeded = await tg.post("seed")
        user = seeded["people"][0]
        await tg.post("send", chat=user, user=user, text="/start")
        await tg.call("setMyCommands", commands=[{"command": "aide", "description": "Aide"}])
        await tg.call("sendMessage", chat_id=user, text="<b>a</b>", parse_mode="HTML")
        await tg.post("push", hours=3)
        before, waiting = await tg.get("state"), await tg.updates()
    async with saved() as tg:
        assert await tg.get("state") == before
        assert await tg.updates() == waiting
        assert tg.simulator.offset == timedelta(hours=3)
        new = (await tg.call("sendMessage", chat_id=user, text="b"))["result"]["message_id"]
        assert new == (await tg.messages(user))[-2]["message_id"] + 1
        newcomer = await tg.person()
        assert newcomer not in seeded["people"]


async def test_a_kill_gives_no_id_twice(saved: Any, tmp_path: Any) -> None:
    """Ids that may have been given in the last moments before a kill are skipped."""
    async with saved() as tg:
        user = await tg.person()
        sent = await tg.post("send", chat=user, user=user, text="a")
        tg.simulator.state.save()
        content = (tmp_path / "state.sqlite").read_bytes()
    (tmp_path / "state.sqlite").write_bytes(content)
    async with saved() as tg:
        again = await tg.post("send", chat=user, user=user, text="b")
        assert again["message_id"] > sent["message_id"] + 100
        assert again["update_id"] > sent["update_id"] + 100


async def test_changes_are_written_soon(saved: Any, tmp_path: Any) -> None:
    """A change is in the file without waiting for the end."""
    async with saved() as tg:
        user = await tg.person("Inès")
        await tg.simulator.state.wait(0)
        while (timer := tg.simulator.state.timer) and not timer.cancelled():
            await tg.get("state")
        with sqlite3.connect(tmp_path / "state.sqlite") as database:
            rows = database.execute("select json from document where name = ?", (f"Person/{user}",)).fetchall()
        database.close()
        assert "Inès" in rows[0][0]


async def test_a_tap_from_before_a_restart_is_too_old(saved: Any) -> None:
    """After a restart the bot hears of the tap but cannot answer it any more."""
    async with saved() as tg:
        user = await tg.person()
        await tg.post("tap", chat=user, user=user, message_id=1, data="a", wait=False)
    async with saved() as tg:
        (update,) = await tg.updates()
        answer = await tg.call("answerCallbackQuery", callback_query_id=update["callback_query"]["id"])
        assert "query is too old" in answer["description"]


async def test_uploaded_files_are_kept(saved: Any) -> None:
    """A file can be sent again by its id after a restart."""
    async with saved() as tg:
        user = await tg.person()
        tg.simulator.state.file.add_file("abc", b"content")
    async with saved() as tg:
        sent = await tg.call("sendDocument", chat_id=user, document="abc")
        assert sent["result"]["document"]["file_size"] == 7
