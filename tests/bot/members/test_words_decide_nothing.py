"""Whatever somebody types, in whatever state: nothing that cannot be taken back happens without a tap."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import update

from benchmarks.databases import open_sessions
from mentoring.message_kinds import STAFF
from mentoring.messages import MESSAGES
from storage.schema.tables import Outgoing
from tests.lost.typed_input import words
from tests.rights import roles
from tests.rights.presses import Bench, open_bench
from tests.rights.roles import RoleTown

ANSWERS = (
    *("oui", "ok pour moi", "oui je veux bien", "non désolé", "non", "d'accord", "mardi 9h", "ok pour mardi", "1", "3"),
    *("deux", "demain", "jusqu'au 4 janvier", "mardi 19h30", "oui c'était super", "non il n'est pas venu", "stop"),
    *("annuler", "je voudrais une pause jusqu'au 1er mai", "je ne peux pas mardi", "on décale à jeudi 18h", "merci"),
    *("je veux un autre mentor", "j'ai trouvé mon stage !", "je serai en retard", "je veux arrêter", "j'ai lu"),
    *("tout effacer", "je voudrais aider deux jeunes de plus", "où en est la file ?", "yes", "no thanks", "cancel"),
)
ROLES = (
    *("volunteer_asked", "young_accepted", "young_agreed", "volunteer_agreed", "young_choosing", "volunteer_choosing"),
    *("young_active", "volunteer_active", "volunteer_held", "young_ended", "young_reported", "young_waiting"),
    *("volunteer_untrained", "volunteer_paused", "young_paused"),
)
"""Each is asked something else, or nothing."""
MATCHER = "ask"
"""Who waits is answered by the matcher, in a moment."""
LASTING = {
    *("need.state", "need.resume_at", "offer.state", "offer.resume_at", "offer.capacity", "offer.trained"),
    *("binome.state", "binome.weekday", "binome.hour", "binome.asked_slot", "binome.ended_at", "binome.place"),
    *("session.starts_at", "session.asked_start", "need", "offer", "binome", "session", "person"),
}
"""What a tap alone may change."""


@pytest.fixture(scope="module")
def runner() -> Iterator[asyncio.Runner]:
    """Return the loop in which the dispatcher hears."""
    with asyncio.Runner() as found:
        yield found


@pytest.fixture(scope="module")
def heard(tmp_path_factory: pytest.TempPathFactory, runner: asyncio.Runner) -> Iterator[tuple[Bench, RoleTown]]:
    """Return the dispatcher in a town with somebody in each state, who has read all that they were sent."""
    opened = _open_bench(f"sqlite:///{tmp_path_factory.mktemp('typed')}/binome.sqlite3")
    yield runner.run(opened.__aenter__())
    runner.run(opened.__aexit__(None, None, None))


@asynccontextmanager
async def _open_bench(url: str) -> AsyncIterator[tuple[Bench, RoleTown]]:
    async with open_sessions(url) as sessions:
        town = await roles.fill(sessions)
        async with sessions.begin() as session:
            await session.execute(update(Outgoing).values(state="sent"))
        async with open_bench(sessions) as bench:
            yield bench, town


@settings(max_examples=30)
@given(role=st.sampled_from(ROLES), text=st.sampled_from(ANSWERS) | words)
def test_typed_words_change_nothing_for_good(
    heard: tuple[Bench, RoleTown], runner: asyncio.Runner, role: str, text: str
) -> None:
    """No need, offer or binôme moves, no partner is told anything, and there is always an answer."""
    if text.strip() and not text.lstrip().startswith("/"):
        runner.run(_type(heard, role, text))


def test_no_answer_in_any_state_decides_by_itself(heard: tuple[Bench, RoleTown], runner: asyncio.Runner) -> None:
    """A yes, a no, an hour, a number, an end: in each state of somebody who is asked something."""
    for role, text in product(ROLES, ("oui", "non", "mardi 9h", "3", "stop")):
        runner.run(_type(heard, role, text))


async def _type(heard: tuple[Bench, RoleTown], role: str, text: str) -> None:
    """Type a text, and check that it has an answer and no lasting effect."""
    bench, town = heard
    outcome = await bench.write(town.players[role], text)
    assert not outcome.effects & LASTING, (role, text)
    told = {effect.removeprefix("tell ") for effect in outcome.effects if effect.startswith("tell ")}
    assert all(MESSAGES[kind].group or MESSAGES[kind].read_by == STAFF for kind in told), (role, text, told)
    assert outcome.kinds or MATCHER in outcome.effects, (role, text)
