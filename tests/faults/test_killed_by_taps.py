"""Killed with SIGKILL at the commit of what a tap asks for: Telegram repeats the tap after the restart."""

import asyncio
import signal
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from aiohttp import ClientSession
from sqlalchemy import select

from benchmarks.databases import open_sessions
from benchmarks.sender_process import start_process
from simulator import Simulator
from storage.engine.app_session import AppSession
from storage.schema.tables import Binome, MentoringSession, Outgoing, Person
from tests.faults.conftest import OpenTown
from tests.faults.killed_bot import KillPoint, run_process
from tests.faults.table_dump import read_rows
from tests.patience import PATIENCE_SECONDS
from tests.people import make_active_pair, make_head_with_group, make_trained_volunteer, sign_up_young
from tests.plain_words import normalise
from tests.town import TOKEN, Visitor, serve

NEVER = KillPoint("no button", "never")


@dataclass(frozen=True, slots=True)
class Act:
    """Who taps what, and what is said to whom because of it."""

    who: Visitor
    data: str
    answer: tuple[tuple[Visitor, str], ...]


@dataclass(slots=True)
class Telegram:
    """The simulator with the people of a town, while bots come and go."""

    database: str
    simulator: Simulator
    address: str
    http: ClientSession

    async def tap(self, act: Act, *, wait: bool) -> None:
        """Tap the button of an act; return at once, or when a bot has answered."""
        chats = (await (await self.http.get(f"{self.address}/sim/state")).json())["chats"]
        newest = next(one["messages"] for one in chats if one["id"] == act.who.chat)[-1]["message_id"]
        asked = {"chat": act.who.chat, "user": act.who.id, "message_id": newest, "data": act.data, "wait": wait}
        async with self.http.post(f"{self.address}/sim/tap", json=asked) as response:
            assert (await response.json())["answered"] is wait

    async def count_told(self, act: Act) -> bool:
        """Return whether everybody has been told what an act brings with it."""
        log = await (await self.http.get(f"{self.address}/sim/log")).json()
        said = [one["params"] for one in log if one["result"] == 200 and "text" in one["params"]]
        return all(
            any(str(one.get("chat_id")) == str(whom.chat) and words in normalise(one["text"]) for one in said)
            for whom, words in act.answer
        )

    async def killed_by(self, act: Act, moment: str) -> None:
        """Let a bot hear what waits, and be killed by the tap of an act."""
        with start_process(
            run_process, self.database, self.address, self.simulator.offset, KillPoint(act.data, moment)
        ) as bot:
            await asyncio.to_thread(bot.join, PATIENCE_SECONDS)
            assert bot.exitcode == -signal.SIGKILL

    async def heard_once_more(self, act: Act) -> None:
        """Let a bot hear the tap for the last time and say what waits; then tap a second time."""
        with start_process(run_process, self.database, self.address, self.simulator.offset, NEVER):
            async with asyncio.timeout(PATIENCE_SECONDS):
                while self.simulator.state.updates.waiting_updates or not await self.count_told(act):  # noqa: ASYNC110 - as Town.calm
                    await asyncio.sleep(0.02)
            await self.tap(act, wait=True)

    @asynccontextmanager
    async def after(self, act: Act) -> AsyncIterator[AppSession]:
        """Tap; be killed before the commit, then after it, then hear it again. Return a look at the end."""
        await self.tap(act, wait=False)
        for moment in ("before", "after"):
            await self.killed_by(act, moment)
            assert not await self.count_told(act)
        await self.heard_once_more(act)
        async with open_sessions(self.database) as sessions, sessions.begin() as session:
            yield session


@asynccontextmanager
async def _open_telegram(folder: Path) -> AsyncIterator[Telegram]:
    """Return the Telegram of a town whose bot is stopped."""
    simulator = Simulator(folder / "simulator.json", token=TOKEN)
    async with serve(simulator) as address, ClientSession() as http:
        yield Telegram(f"sqlite:///{folder}/binome.sqlite3", simulator, address, http)


async def _count_kinds(session: AppSession) -> "Counter[str]":
    """Return how often each kind of message was, or is to be, said."""
    return Counter(await session.scalars(select(Outgoing.kind)))


async def test_a_yes_whose_hearing_is_killed_counts_once(restart: OpenTown, tmp_path: Path) -> None:
    """The volunteer's, then the young person's: killed twice, heard three times, tapped twice; each is told once."""
    async with restart() as town:
        _, group = await make_head_with_group(town)
        volunteer = await make_trained_volunteer(town, group)
        young = await sign_up_young(town)
        await town.beat()
    async with _open_telegram(tmp_path) as telegram:
        yes = Act(volunteer, "accept:1:", ((young, "veut t'aider"), (volunteer, "Je demande")))
        async with telegram.after(yes) as session:
            assert (await session.scalars(select(Binome.state))).all() == ["volunteer_yes"]
            kinds = await _count_kinds(session)
            assert (kinds["consent"], kinds["consent_waiting"]) == (1, 1)
        yes = Act(young, "agree:1:", ((young, "C'est un binôme"), (volunteer, "C'est un binôme")))
        async with telegram.after(yes) as session:
            assert (await session.scalars(select(Binome.state))).all() == ["agreed"]
            assert (await _count_kinds(session))["agreed"] == 2  # one for each side


async def test_a_check_in_and_an_erasure_whose_hearing_is_killed_count_once(restart: OpenTown, tmp_path: Path) -> None:
    """An answer, a rating and the end of everything, likewise; only the second tap repeats a question still open."""
    async with restart() as town:
        young, volunteer, *_ = await make_active_pair(town)
        others = [row.id for row in await read_rows(town, Person)][:2]
        await town.pass_time(days=1, hours=10)  # Tuesday at 20 in Paris: asked, and nobody sleeps yet
    async with _open_telegram(tmp_path) as telegram:
        async with telegram.after(Act(volunteer, "held:1:yes", ((volunteer, "Comment c'était"),))) as session:
            assert (await session.get_one(MentoringSession, 1)).volunteer_held is True
            assert (await _count_kinds(session))["check_in_rating"] == 2  # one for each tap
        async with telegram.after(Act(volunteer, "rate:1:3", ((volunteer, "c'est noté"),))) as session:
            assert (await session.get_one(MentoringSession, 1)).volunteer_rating == 3
            assert (await _count_kinds(session))["check_in_thanks"] == 1
        async with telegram.after(Act(young, "erase::yes", ((volunteer, "ne peut plus continuer"),))) as session:
            kinds = await _count_kinds(session)
            assert (kinds["partner_gone"], kinds["need_question"]) == (1, 0)
            assert (await session.scalars(select(Person.id).order_by(Person.id))).all() == others
