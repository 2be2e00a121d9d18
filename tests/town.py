"""A town to test in: the simulator over HTTP, the whole bot behind it, people who type and tap."""

import asyncio
import dataclasses
from collections.abc import AsyncIterator, Callable
from concurrent.futures import Executor
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from aiohttp import ClientSession, web

from bot.transport.throttling import Throttle
from cli import database, demonstration, story, wiring
from cli import settings as cli_settings
from mentoring.questions import FORMS, find_question
from simulator import Simulator
from storage.engine.clock import Clock
from tests.patience import PATIENCE_SECONDS
from tests.plain_words import normalise

Message = dict[str, Any]
TOKEN = "1:simulator"
KEY = bytes(range(32))
BEGINNING = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
"""When each town begins, in programme time: a Monday at 10 in Paris."""


@dataclass(slots=True)
class Visitor:
    """Somebody with a phone: types, taps, reads."""

    town: "Town"
    id: int
    name: str
    chat: int

    async def write(self, text: str) -> None:
        """Type a text; return once the bot has said all it had to say."""
        await self.town.act("send", chat=self.chat, user=self.id, text=text)
        await self.town.settle()

    async def tap(self, label: str, *, message: Message | None = None) -> str | None:
        """Tap the newest button whose label contains some words; return the toast."""
        return await self._tap(label, lambda button: normalise(label) in button["text"], message)

    async def choose(self, data: str) -> str | None:
        """Tap the newest button that carries some data, in whatever words; return the toast."""
        return await self._tap(data, lambda button: button["callback_data"] == data)

    async def _tap(self, what: str, fits: Callable[[Message], bool], message: Message | None = None) -> str | None:
        shown = [message] if message else await self.messages()
        for one in reversed(shown):
            for row in one.get("keyboard") or ():
                for button in filter(fits, row):
                    return await self.send_data(button["callback_data"], one["message_id"])
        raise AssertionError(f"{self.name} sees no button {what!r} in {[one.get('text') for one in shown[-2:]]}")

    async def asked(self) -> str:
        """Return the key of the question whose buttons stand under the newest message; empty of any other message."""
        data: list[list[Any]] = [one.split(":") for one in await self.list_data()]
        return next((key for form, key, _choice in data if form in FORMS and find_question(form, key)), "")

    async def list_data(self) -> list[str]:
        """Return what the buttons under the newest message carry."""
        keyboard = (await self.messages())[-1].get("keyboard") or ()
        return [button["callback_data"] for row in keyboard for button in row]

    async def send_data(self, data: str, message_id: int) -> str | None:
        """Send a button's data, genuine or forged; return the toast, empty where there is none; None: no answer."""
        answer = await self.town.act("tap", chat=self.chat, user=self.id, message_id=message_id, data=data)
        await self.town.settle()
        toast = answer.get("text")
        return None if toast is None else normalise(toast)

    async def messages(self) -> list[Message]:
        """Return what stands in the chat, oldest first."""
        return await self.town.messages(self.chat)

    async def reads(self) -> str:
        """Return the words of the newest message from the bot."""
        return next(
            str(one["text"]) for one in reversed(await self.messages()) if one["from"]["id"] == self.town.bot_id
        )

    async def reads_about(self, words: str) -> str:
        """Return the newest message from the bot that holds some words."""
        mine = [str(one["text"]) for one in await self.messages() if one["from"]["id"] == self.town.bot_id]
        return next(text for text in reversed(mine) if words in text)

    async def reads_all(self) -> str:
        """Return all the words that the bot wrote into this chat."""
        return "\n".join(str(one.get("text")) for one in await self.messages() if one["from"]["id"] == self.town.bot_id)

    async def list_commands(self) -> list[str]:
        """Return the names of the commands that Telegram offers here, in order."""
        chats = (await self.town.read_state())["chats"]
        offered = next(one["commands"][str(self.id)] for one in chats if one["id"] == self.chat)
        return [str(one["command"]) for one in offered]

    def enter_chat(self, chat: int) -> "Visitor":
        """Return the same person, speaking in another chat."""
        return dataclasses.replace(self, chat=chat)


Pair = tuple[Visitor, Visitor, Visitor, Visitor]
"""A young person, their volunteer, and the head: in private, and in the staff group."""


@dataclass(slots=True)
class Town:
    """The simulator, the bot, and how to move both on."""

    app: wiring.App
    simulator: Simulator
    http: ClientSession
    address: str
    head_code: str
    bot_id: int = 1
    earlier: tuple[Visitor, ...] = ()
    """The people who were here before the test began."""

    @property
    def throttle(self) -> Throttle:
        """Return what slows people down who send too much."""
        return self.app.processor.throttle

    @property
    def pair(self) -> Pair:
        """Return the people of a town of tests/prepared.py."""
        young, volunteer, head, group = self.earlier
        return young, volunteer, head, group

    async def act(self, name: str, **values: Any) -> dict[str, Any]:
        """Do something on the simulator's page."""
        async with self.http.post(f"{self.address}/sim/{name}", json=values) as response:
            answer = await response.json()
            assert response.status == 200, answer
            return dict(answer)

    async def read_state(self, **only: int) -> dict[str, Any]:
        """Return all that the page would show, or one chat of it."""
        async with self.http.get(f"{self.address}/sim/state", params=only) as response:
            return dict(await response.json())

    async def messages(self, chat: int) -> list[Message]:
        """Return the messages of a chat, oldest first."""
        shown = (await self.read_state(chat=chat))["chats"]
        found: list[Message] = shown[0]["messages"] if shown else []
        return [
            one | {"text": normalise(one.get("text")), "keyboard": _normalise_buttons(one.get("keyboard"))}
            for one in found
        ]

    async def add_person(self, name: str, language: str = "fr") -> Visitor:
        """Let somebody new arrive on Telegram."""
        found = (await self.act("people", first_name=name, language_code=language))["id"]
        return Visitor(self, found, name, found)

    async def add_group(self, *members: Visitor, title: str = "Équipe", kind: str = "supergroup") -> int:
        """Make a group with these members and the bot."""
        ids = [one.id for one in members]
        return int((await self.act("groups", title=title, type=kind, members=ids, admins=ids[:1]))["id"])

    async def count_sent(self, whom: Visitor, words: str) -> int:
        """Return how many messages with these words were ever sent to somebody, redrawn since or not."""
        async with self.http.get(f"{self.address}/sim/log") as response:
            calls = await response.json()
        mine = [call["params"] for call in calls if call["method"].lower() == "sendmessage"]
        return sum(words in normalise(one["text"]) for one in mine if int(one["chat_id"]) == whom.chat)

    async def settle(self) -> None:
        """Return once every update is heard and everything due is said."""
        async with asyncio.timeout(PATIENCE_SECONDS):
            while self.simulator.state.updates.waiting_updates:  # noqa: ASYNC110 - another program's queue has no event
                await asyncio.sleep(0.002)
            while self.app.heartbeat.is_busy:  # noqa: ASYNC110 - a beat that somebody's question has called
                await asyncio.sleep(0.002)
            await self.app.sender.wait_until_empty()

    async def pass_time(self, **step: float) -> None:
        """Push programme time on: hours=…, days=…."""
        await self.act("push", hours=timedelta(**step).total_seconds() / 3600)
        await self.settle()

    async def skip_time(self, **step: float) -> None:
        """Push programme time on over all that falls due meanwhile, which is done in one beat, as after a stop."""
        self.simulator.offset += timedelta(**step)
        await self.beat()

    async def pass_week(self) -> None:
        """Let seven days pass, the last night and morning from due date to due date."""
        await self.skip_time(days=6, hours=12)
        await self.pass_time(hours=12)

    async def beat(self) -> None:
        """Let the heartbeat do what is due now."""
        await self.app.heartbeat.beat()
        await self.settle()


async def _wait_until_started(app: wiring.App, running: asyncio.Task[None]) -> None:
    """Wait until the bot speaks; raise what ended it before, if something did."""
    started = asyncio.create_task(app.runner.started.wait())
    await asyncio.wait({started, running}, return_when=asyncio.FIRST_COMPLETED, timeout=PATIENCE_SECONDS)
    if running.done():
        running.result()
    assert started.done(), "the bot does not begin to speak"


def _normalise_buttons(keyboard: Any) -> Any:
    return keyboard and [[button | {"text": normalise(button["text"])} for button in row] for row in keyboard]


@asynccontextmanager
async def serve(simulator: Simulator) -> AsyncIterator[str]:
    """Serve a simulator at a free port, whoever its bot may be; return its address."""
    runner = web.AppRunner(simulator.build_app(), access_log=None, shutdown_timeout=demonstration.SHUTDOWN_SECONDS)
    await runner.setup()
    try:
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        yield f"http://127.0.0.1:{runner.addresses[0][1]}"
    finally:
        await simulator.close()
        await runner.cleanup()


@asynccontextmanager
async def open_town(
    database_url: str, folder: Path, worker_process: Executor, at: datetime | None = None, **environment: str
) -> AsyncIterator[Town]:
    """Start the simulator and the bot, in a new town or at some programme time; stop them at the end."""
    places = {"BINOME_BACKUPS": f"{folder}/backups", "BINOME_KEY_FILE": f"{folder}/binome.key"}
    told = cli_settings.read({"BINOME_DATABASE": database_url, **places, **environment})
    entry = await database.read_entry(told, KEY)
    told_story = story.read(told.programme, entry.head_code)
    simulator = Simulator(folder / "simulator.json", token=TOKEN, story=told_story)
    if at or not simulator.state.people:  # otherwise time goes on where the last run stopped
        simulator.offset = (at or BEGINNING) - datetime.now(UTC)
    async with serve(simulator) as address:
        told = dataclasses.replace(told, token=TOKEN, api=address)
        clock = Clock(offset=lambda: simulator.offset)
        async with (
            wiring.open_app(
                told,
                KEY,
                clock,
                timing=wiring.Timing(limits=wiring.NO_LIMITS, heartbeat_seconds=3600, poll_seconds=1),
                worker_process=worker_process,
            ) as app,
            ClientSession() as http,
        ):
            with demonstration.connect_simulator(simulator, app):
                running = asyncio.create_task(app.run())
                try:
                    await _wait_until_started(app, running)
                    town = Town(app, simulator, http, address, entry.head_code or "")
                    # Testers tap faster than anybody.
                    town.throttle.burst = town.throttle.per_second = 10_000
                    yield town
                finally:
                    running.cancel()
                    await asyncio.gather(running, return_exceptions=True)
                    # aiohttp remembers the handlers of the last thousand pages: of this town only its Telegram is kept.
                    simulator.on_push = simulator.page_extras.read_activity = None
