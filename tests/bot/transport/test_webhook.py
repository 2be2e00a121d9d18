"""Telegram calls us: only with the secret, and what is answered with 200 is committed."""

import asyncio
import json
import socket
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from aiohttp import ClientSession
from sqlalchemy import func, select, text

from benchmarks.failover import wait_until
from benchmarks.fake_telegram import SECRET, TOKEN, FakeTelegram, build_text_update, call_webhook, serve_telegram
from benchmarks.postgres import PostgresServer
from benchmarks.role_processes import IdleExecutor, find_free_port
from bot.transport.polling import ALLOWED_UPDATES
from bot.transport.webhook import MAX_BODY_BYTES, SECRET_HEADER
from cli import settings, wiring
from storage.engine.advisory_locks import lock_chats
from storage.engine.clock import Clock
from storage.engine.database import Sessions
from storage.schema.base import Base
from storage.schema.tables import Outgoing, ParkedUpdate, Person, ProcessedUpdate
from tests.faults.unavailable_database import AFTER_GRACE_SECONDS, hold_clock, make_unavailable
from tests.town import KEY

pytestmark = pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
INES = 42


@dataclass(slots=True)
class Door:
    """Two processes' worth of listeners behind one name, a Telegram, and what they share."""

    addresses: list[str]
    apps: list[wiring.App]
    running: list[asyncio.Task[None]]
    sessions: Sessions
    telegram: FakeTelegram
    http: ClientSession

    async def call(self, update: Any, secret: str = SECRET, which: int = 0) -> int:
        """Call one of the listeners as Telegram does; return the status of its answer."""
        return await call_webhook(self.http, self.addresses[which], update, secret)

    async def post(self, body: bytes, **headers: str) -> int:
        """Send any body with the right secret; return the status of the answer."""
        told = {SECRET_HEADER: SECRET, **headers}
        async with self.http.post(self.addresses[0], data=body, headers=told) as response:
            return response.status

    async def is_open(self) -> bool:
        """Return whether both listen."""
        try:
            return [await self.call({}, which=which) for which in (0, 1)] == [400, 400]
        except OSError:
            return False

    async def count(self, table: type[Base]) -> int:
        """Return how many rows a table has."""
        async with self.sessions.begin() as session:
            return int(await session.scalar(select(func.count()).select_from(table)) or 0)

    async def answers(self) -> list[str]:
        """Return what is to be said to somebody, oldest first."""
        async with self.sessions.begin() as session:
            found = select(Outgoing.kind).where(Outgoing.kind != "commands").order_by(Outgoing.id)
            return list(await session.scalars(found))


def _is_listening(address: str) -> bool:
    """Return whether somebody listens there, without knocking: a port that is listened on cannot be taken."""
    parts = urlsplit(address)
    with socket.socket() as found:
        found.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            found.bind((parts.hostname, parts.port))
        except OSError:
            return True
    return False


@pytest.fixture
async def door(database_url: str, tmp_path: Path) -> AsyncIterator[Door]:
    """Return two listeners, each with its own connections; nobody speaks, so that what they leave can be seen."""
    async with AsyncExitStack() as stack:
        served = await stack.enter_async_context(serve_telegram())
        http = await stack.enter_async_context(ClientSession())
        apps, ports = [], [find_free_port(), find_free_port()]
        for port in ports:
            told = settings.read(
                {
                    "BINOME_DATABASE": database_url,
                    "BINOME_TELEGRAM_TOKEN": TOKEN,
                    "BINOME_TELEGRAM_API": served.address,
                    "BINOME_KEY_FILE": str(tmp_path / "key"),
                    "BINOME_WEBHOOK": "https://example.org/telegram",
                    "BINOME_WEBHOOK_SECRET": SECRET,
                    "BINOME_LISTEN": f"127.0.0.1:{port}",
                }
            )
            opened = wiring.open_app(told, KEY, Clock(), role="bot", worker_process=IdleExecutor())
            apps.append(await stack.enter_async_context(opened))
        running = [asyncio.create_task(app.run()) for app in apps]
        addresses = [f"http://127.0.0.1:{port}/telegram" for port in ports]
        found = Door(addresses, apps, running, apps[0].sessions, served, http)
        await wait_until(found.is_open)
        yield found
        for one in running:
            one.cancel()
        await asyncio.gather(*running, return_exceptions=True)


async def test_without_the_secret_nothing_is_heard(door: Door) -> None:
    """Wrong, missing, almost right or in strange letters: 401, and no effect."""
    for secret in ("wrong", "", SECRET[:-1], SECRET + "x", "é" * 20):
        assert await door.call(build_text_update(INES, 1), secret) == 401
    async with door.http.post(door.addresses[0], json=build_text_update(INES, 1)) as response:
        assert response.status == 401
    assert (await door.count(ProcessedUpdate), await door.count(Person)) == (0, 0)
    assert await door.call(build_text_update(INES, 1)) == 200
    assert await door.count(ProcessedUpdate) == 1


async def test_what_is_no_call_of_telegram_s_is_refused(door: Door) -> None:
    """Another method or address is not there; too much, broken or no JSON is refused; nothing has an effect."""
    headers = {SECRET_HEADER: SECRET}
    for method in ("GET", "PUT", "DELETE", "OPTIONS"):
        async with door.http.request(
            method, door.addresses[0], headers=headers, json=build_text_update(INES, 1)
        ) as response:
            assert response.status == 404
    async with door.http.post(
        door.addresses[0] + "/other", headers=headers, json=build_text_update(INES, 1)
    ) as response:
        assert response.status == 404
    large = json.dumps(build_text_update(INES, 1) | {"more": "x" * MAX_BODY_BYTES}).encode()
    assert await door.post(large) == 413
    for body in (b"", b"{", b"[]", b"null", b"\xff\xfe", b'{"update_id": "one"}', b'{"message": {}}'):
        assert await door.post(body) == 400
    assert await door.count(ProcessedUpdate) == 0


async def test_an_update_that_cannot_be_read_is_not_sent_again(door: Door) -> None:
    """Something that Telegram invents tomorrow is kept and answered: a refusal would hold up everything behind it."""
    strange = build_text_update(INES, 1)
    strange["message"]["chat"] = {"id": "not a number", "type": 7}
    assert await door.call(strange) == 200
    assert await door.call({"update_id": 2, "something_new": {}}) == 200
    assert await door.call(build_text_update(INES, 3)) == 200
    assert [kind for kind in await door.answers() if kind != "card"] == ["welcome", "welcome"]
    assert await door.count(ParkedUpdate) == 1


async def test_two_hundred_means_committed(door: Door) -> None:
    """When Telegram reads its answer the effect is in the database; telling it again changes nothing."""
    for _ in range(3):
        assert await door.call(build_text_update(INES, 1)) == 200
        assert (await door.count(ProcessedUpdate), await door.answers()) == (1, ["welcome"])


async def test_while_the_database_is_down_telegram_is_told_to_come_again(
    door: Door, postgres_server: PostgresServer
) -> None:
    """Not 200: nothing was kept. Sent again afterwards, by either listener, the update has its effect, once."""
    assert await door.call(build_text_update(INES, 1)) == 200
    with make_unavailable(postgres_server, door.sessions):
        assert [await door.call(build_text_update(INES, 2, "/privacy"), which=which) for which in (0, 1, 0)] == [
            503,
            503,
            503,
        ]
    assert [await door.call(build_text_update(INES, 2, "/privacy"), which=which) for which in (1, 0)] == [200, 200]
    assert await door.answers() == ["welcome", "privacy"]


async def test_while_the_database_is_down_each_is_told_once_one_after_the_other(
    door: Door, postgres_server: PostgresServer
) -> None:
    """Not in the first seconds, nor a crowd in one second; whoever is not told yet is when Telegram calls again."""
    crowd = [INES + number for number in range(3)]
    hold_clock(door.apps[0])

    async def call_all() -> list[int]:
        assert {await door.call(build_text_update(who, who, "/privacy")) for who in crowd} == {503}
        return [door.telegram.sent[who] for who in crowd]

    with make_unavailable(postgres_server, door.sessions):
        told = [await call_all()]
        for later in range(4):
            hold_clock(door.apps[0], AFTER_GRACE_SECONDS + later)
            told.append(await call_all())
    assert told == [[0, 0, 0], [1, 0, 0], [1, 1, 0], [1, 1, 1], [1, 1, 1]]
    assert {await door.call(build_text_update(who, who, "/privacy")) for who in crowd} == {200}


async def test_while_the_database_is_down_whoever_cries_for_help_waits_for_nobody(
    door: Door, postgres_server: PostgresServer
) -> None:
    """In the same second as everybody else, each once, and Telegram is told to come again."""
    crowd = [INES + number for number in range(5)]
    hold_clock(door.apps[0])
    with make_unavailable(postgres_server, door.sessions):
        assert await door.call(build_text_update(INES + 9, 9, "/privacy")) == 503
        hold_clock(door.apps[0], AFTER_GRACE_SECONDS)
        for _ in range(2):
            calls = (door.call(build_text_update(who, who, "je veux mourir")) for who in crowd)
            assert set(await asyncio.gather(*calls)) == {503}
    assert [door.telegram.sent[who] for who in crowd] == [1] * 5


async def test_one_update_at_both_listeners_at_once_has_one_effect(door: Door) -> None:
    """A newcomer's first words, heard twice in the same moment: one person, one welcome, nothing put aside."""
    for number in range(10):
        update = build_text_update(INES + number, 1 + number)
        assert await asyncio.gather(*(door.call(update, which=which) for which in (0, 1, 0, 1))) == [200] * 4
    assert (await door.count(ProcessedUpdate), await door.count(Person), await door.count(ParkedUpdate)) == (10, 10, 0)
    assert await door.answers() == ["welcome"] * 10


async def test_what_one_person_says_at_once_is_treated_one_after_the_other(door: Door) -> None:
    """Ten words of a newcomer in the same moment, at both listeners: one person, ten answers, none put aside."""
    updates = [build_text_update(INES, 1 + number, "/privacy") for number in range(10)]
    both = (door.call(update, which=number % 2) for number, update in enumerate(updates))
    assert await asyncio.gather(*both) == [200] * 10
    assert (await door.count(ProcessedUpdate), await door.count(Person), await door.count(ParkedUpdate)) == (10, 1, 0)
    assert await door.answers() == ["privacy"] * 10


async def test_telegram_is_told_everything_at_the_start(door: Door) -> None:
    """The address, the secret and the full list of what is heard: Telegram remembers what was told before."""
    told = door.telegram.webhook
    assert (told["url"], told["secret_token"]) == ("https://example.org/telegram", SECRET)
    assert json.loads(str(told["allowed_updates"])) == ALLOWED_UPDATES
    assert int(str(told["max_connections"])) > 1


async def test_what_is_being_heard_at_a_stop_is_heard_to_its_end(door: Door) -> None:
    """The program is told to stop in the middle of an update: it is committed and confirmed, then the door closes."""
    async with door.sessions.begin() as session:
        await lock_chats(session, [INES])
        called = asyncio.create_task(door.call(build_text_update(INES, 1)))

        async def is_waiting() -> bool:
            return bool(await session.scalar(text("SELECT count(*) FROM pg_locks WHERE NOT granted")))

        async def is_closed() -> bool:
            return not _is_listening(door.addresses[0])

        await wait_until(is_waiting)
        door.running[0].cancel()
        await wait_until(is_closed)
    assert await called == 200
    assert await door.answers() == ["welcome"]
    await asyncio.wait([door.running[0]])
    with pytest.raises(OSError, match="Cannot connect"):
        await door.call(build_text_update(INES, 2))
