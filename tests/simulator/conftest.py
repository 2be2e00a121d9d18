"""A served simulator, with a stopped clock that tests can move, and the two libraries as its clients."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import aiohttp
import pytest
import telegram
from aiogram import Bot
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiohttp import web

from simulator import Simulator

TOKEN = "1:simulator"


class MovableClock:
    """Real time that stands still until a test moves it."""

    def __init__(self) -> None:
        self.now = datetime(2027, 3, 1, 9, tzinfo=UTC)

    def __call__(self) -> datetime:
        """Return the time."""
        return self.now

    def pass_time(self, **step: float) -> None:
        """Let time pass."""
        self.now += timedelta(**step)


class Telegram:
    """A served simulator as its users see it: the page's acts and the Bot API, over HTTP."""

    def __init__(self, simulator: Simulator, url: str, session: aiohttp.ClientSession) -> None:
        self.simulator = simulator
        self.url = url
        self.session = session

    async def post(self, act: str, **body: Any) -> Any:
        """Do an act, which must go well; return its answer."""
        async with self.session.post(f"{self.url}/sim/{act}", json=body) as response:
            answer = await response.json()
            assert response.status == 200, answer
            return answer

    async def misuse(self, act: str, **body: Any) -> str:
        """Do an act that is impossible; return why it is."""
        async with self.session.post(f"{self.url}/sim/{act}", json=body) as response:
            assert response.status == 400
            return str((await response.json())["error"])

    async def get(self, path: str, **query: Any) -> Any:
        """Return what the page is shown."""
        async with self.session.get(f"{self.url}/sim/{path}", params=query) as response:
            return await response.json()

    async def call(self, method: str, **fields: Any) -> Any:
        """Call a Bot API method; return its whole answer."""
        async with self.session.post(f"{self.url}/bot{TOKEN}/{method}", json=fields) as response:
            answer = await response.json()
            assert response.status == answer.get("error_code", 200)
            return answer

    async def person(self, name: str = "Inès", *, started: bool = True) -> int:
        """Add a person, who has pressed start unless told otherwise; the bot has confirmed that. Return the id."""
        user: int = (await self.post("people", first_name=name))["id"]
        if started:
            await self.post("send", chat=user, user=user, text="/start")
            await self.post("forget")
        return user

    async def group(self, kind: str = "supergroup", **more: Any) -> tuple[int, int]:
        """Add a group; return its id and its administrator's. The bot has confirmed what happened so far."""
        admin = await self.person("Claire", started=False)
        group: int = (await self.post("groups", title="Équipe", type=kind, admins=[admin], **more))["id"]
        await self.post("forget")
        return group, admin

    async def messages(self, chat: int) -> list[Any]:
        """Return the messages of a chat as the page shows them."""
        chats = (await self.get("state"))["chats"]
        return next(each["messages"] for each in chats if each["id"] == chat)

    async def is_polled(self) -> None:
        """Return when a getUpdates call has reached the simulator."""
        while self.simulator.bot_api.poll.newest == 0:  # noqa: ASYNC110 - the simulator has nobody to tell it to
            await asyncio.sleep(0.001)

    async def updates(self) -> list[Any]:
        """Return the updates that wait, left unconfirmed."""
        return (await self.call("getUpdates"))["result"]  # type: ignore[no-any-return]


@asynccontextmanager
async def serve(simulator: Simulator) -> AsyncIterator[Telegram]:
    """Serve a simulator on a free port, and close it at the end."""
    runner = web.AppRunner(simulator.build_app())
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    port = runner.addresses[0][1]
    try:
        async with aiohttp.ClientSession() as session:
            yield Telegram(simulator, f"http://127.0.0.1:{port}", session)
    finally:
        await runner.cleanup()
        await simulator.close()


@pytest.fixture
def watch() -> MovableClock:
    """Return a clock of the simulator's that shows real time until it is moved."""
    return MovableClock()


@pytest.fixture
async def tg(watch: MovableClock) -> AsyncIterator[Telegram]:
    """Yield a simulator in memory."""
    async with serve(Simulator(None, real_time=watch)) as served:
        yield served


@pytest.fixture
def saved(tmp_path: Path, watch: MovableClock) -> Callable[[], Any]:
    """Serve the simulator of one state file, as often as asked."""
    return lambda: serve(Simulator(tmp_path / "state.sqlite", real_time=watch))


@pytest.fixture
async def aio(tg: Telegram) -> AsyncIterator[Bot]:
    """Yield an aiogram bot."""
    bot = Bot(TOKEN, session=AiohttpSession(api=TelegramAPIServer.from_base(tg.url)))
    yield bot
    await bot.session.close()


@pytest.fixture
async def ptb(tg: Telegram) -> AsyncIterator[telegram.Bot]:
    """Yield a python-telegram-bot bot."""
    async with telegram.Bot(TOKEN, base_url=f"{tg.url}/bot") as bot:
        yield bot
