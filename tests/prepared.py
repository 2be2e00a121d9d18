"""Towns where a pair has got somewhere: reached once in each test process, as people reach it, then copied."""

import asyncio
import shutil
from collections.abc import AsyncIterator, Awaitable, Callable
from concurrent.futures import Executor
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select, union, update

from cli.settings import ROOT
from storage.schema.tables import Need, Offer, Person
from storage.schema.talk_tables import ConversationSide
from tests.databases import FILE
from tests.people import agree, choose_hour, make_proposed_pair
from tests.town import BEGINNING, Pair, Town, Visitor, open_town


@dataclass(frozen=True, slots=True)
class StoppedTown:
    """A stopped town on SQLite: its folder, its programme time, (id, name, chat) of the people, the bot's calls."""

    folder: Path
    moment: datetime
    people: tuple[tuple[int, str, int], ...] = ()
    bot_calls: tuple[Any, ...] = ()

    @asynccontextmanager
    async def run_copy(self, folder: Path, worker_process: Executor, **environment: str) -> AsyncIterator[Town]:
        """Start a copy of the town in a folder."""
        shutil.copytree(self.folder, folder, dirs_exist_ok=True)
        url = f"sqlite:///{folder / FILE}"
        async with open_town(url, folder, worker_process, at=self.moment, **environment) as town:
            town.earlier = tuple(Visitor(town, *one) for one in self.people)
            town.simulator.bot_api.log.extendleft(reversed(self.bot_calls))
            yield town


async def take_step(
    before: StoppedTown,
    step: Callable[[Town], Awaitable[Pair]],
    folder: Path,
    worker_process: Executor,
    **environment: str,
) -> StoppedTown:
    """Take a step in a copy of a place; return where it leads."""
    async with before.run_copy(folder, worker_process, **environment) as town:
        pair = await step(town)
        people, calls = tuple((one.id, one.name, one.chat) for one in pair), tuple(town.simulator.bot_api.log)
        return StoppedTown(folder, town.app.clock.now(), people, calls)


async def reach_active(folder: Path, worker_process: Executor) -> StoppedTown:
    """Return where a pair has its weekly hour, reached in an empty folder."""
    reached = StoppedTown(folder / "empty", BEGINNING)
    reached.folder.mkdir()
    for number, step in enumerate((make_proposed_pair, _agree_twice, become_active)):
        reached = await take_step(reached, step, folder / str(number), worker_process)
    return reached


def write_glance_programme(folder: Path) -> str:
    """Return the file of a programme in which a coordinator looks at each proposal before it leaves."""
    shipped = (ROOT / "programme.toml").read_text("utf-8")
    path = folder / "programme.toml"
    path.write_text(shipped.replace("glance = false", "glance = true"), "utf-8")
    return str(path)


@pytest.fixture(scope="session")
def empty(prepared_sqlite: Path) -> StoppedTown:
    """Return where nobody has come yet."""
    return StoppedTown(prepared_sqlite.parent, BEGINNING)


@pytest.fixture(scope="session")
def proposed(empty: StoppedTown, tmp_path_factory: pytest.TempPathFactory, worker_process: Executor) -> StoppedTown:
    """Return where a volunteer has been asked."""
    return asyncio.run(take_step(empty, make_proposed_pair, tmp_path_factory.mktemp("proposed"), worker_process))


@pytest.fixture(scope="session")
def agreed(proposed: StoppedTown, tmp_path_factory: pytest.TempPathFactory, worker_process: Executor) -> StoppedTown:
    """Return where a pair has said yes twice."""
    return asyncio.run(take_step(proposed, _agree_twice, tmp_path_factory.mktemp("agreed"), worker_process))


@pytest.fixture(scope="session")
def active(agreed: StoppedTown, tmp_path_factory: pytest.TempPathFactory, worker_process: Executor) -> StoppedTown:
    """Return where a pair has its weekly hour."""
    return asyncio.run(take_step(agreed, become_active, tmp_path_factory.mktemp("active"), worker_process))


@pytest.fixture
async def proposed_town(proposed: StoppedTown, tmp_path: Path, worker_process: Executor) -> AsyncIterator[Town]:
    """Return a town where a volunteer has been asked."""
    async with proposed.run_copy(tmp_path, worker_process) as town:
        yield town


@pytest.fixture
async def agreed_town(agreed: StoppedTown, tmp_path: Path, worker_process: Executor) -> AsyncIterator[Town]:
    """Return a town where a pair has said yes twice."""
    async with agreed.run_copy(tmp_path, worker_process) as town:
        yield town


@pytest.fixture
async def active_town(active: StoppedTown, tmp_path: Path, worker_process: Executor) -> AsyncIterator[Town]:
    """Return a town where a pair has its weekly hour."""
    async with active.run_copy(tmp_path, worker_process) as town:
        yield town


@pytest.fixture(scope="session")
def found(empty: StoppedTown, tmp_path_factory: pytest.TempPathFactory, worker_process: Executor) -> StoppedTown:
    """Return where a round has found a pair that nobody has looked at."""
    folder = tmp_path_factory.mktemp("found")
    return asyncio.run(
        take_step(empty, make_proposed_pair, folder, worker_process, BINOME_PROGRAMME=write_glance_programme(folder))
    )


@pytest.fixture
async def found_town(found: StoppedTown, tmp_path: Path, worker_process: Executor) -> AsyncIterator[Town]:
    """Return a town where a round has found a pair that nobody has looked at."""
    async with found.run_copy(tmp_path, worker_process, BINOME_PROGRAMME=write_glance_programme(tmp_path)) as town:
        yield town


async def _agree_twice(town: Town) -> Pair:
    return await agree(town.pair)


async def become_active(town: Town) -> Pair:
    """Let a pair that said yes twice choose its hour."""
    pair = await choose_hour(town.pair)
    now = town.app.clock.now()
    async with town.app.sessions.begin() as session:  # both write to each other; how they are asked is tested apart
        await session.execute(update(Person).values(talk_accepted_at=now))
        for person_id in await session.scalars(
            select(union(select(Need.person_id), select(Offer.person_id)).subquery().c[0])
        ):
            session.add(ConversationSide(binome_id=1, person_id=person_id, hinted_at=now))
    return pair
