"""People who are lost at random: whatever they do, they find their way, and their words stay where they belong."""

import asyncio
from collections.abc import Awaitable, Callable
from concurrent.futures import Executor
from random import Random

import pytest
from hypothesis import settings
from hypothesis.stateful import run_state_machine_as_test

from bot.members import talk
from bot.turn import Turn
from mentoring import talk_rules
from tests.lost.machine import Lost
from tests.lost.starting_points import VOLUNTEER, YOUNG, Origin, reach_all
from tests.lost.talk_machine import LostInTalk
from tests.prepared import StoppedTown
from use_cases.talk import drafts

SHARE = 12
"""Of the examples of the profile in force: each try is many steps. `--hypothesis-profile thorough` plays for long."""
STEPS = 22
TALK_SHARE, TALK_ACTS = 40, 16


@pytest.fixture(scope="module")
def origins(worker_process: Executor, tmp_path_factory: pytest.TempPathFactory) -> list[Origin]:
    """Return each place of the programme, reached once."""
    return asyncio.run(reach_all(tmp_path_factory.mktemp("origins"), worker_process))


@pytest.mark.timeout(3600)  # `thorough` takes some twenty minutes, the usual try one
def test_nobody_stays_lost(origins: list[Origin], worker_process: Executor) -> None:
    """Whatever people type, tap and send, anywhere: nothing breaks, and each has help, a next step and a way home."""
    Lost.origins, Lost.worker_process = origins, worker_process
    examples = max(1, settings().max_examples // SHARE)
    played = settings(max_examples=examples, stateful_step_count=STEPS, print_blob=True)
    run_state_machine_as_test(Lost, settings=played)
    print(f"{Lost.played.total()} acts played")
    assert Lost.played.total() > examples


@pytest.mark.timeout(3600)
async def test_no_word_is_passed_on_that_nobody_sent(active: StoppedTown, worker_process: Executor) -> None:
    """Whatever two people type and tap: what was not sent stays, nothing passes while it must not, nobody is stuck."""
    arrived = 0
    for number in range(max(1, settings().max_examples // TALK_SHARE)):
        lost = LostInTalk(active, worker_process, Random(f"suite:{number}"))
        await lost.play(TALK_ACTS)
        arrived += lost.watch.arrived
    assert arrived


async def send_untapped(turn: Turn, words: str) -> bool:
    """Show words and to whom they may go, as the program does; send them at once, as it must not."""
    shown = await offer_draft(turn, words)
    for binome in await drafts.list_recipients(turn.session, turn.person):
        await drafts.send(turn.session, binome, turn.person, turn.now)
    return shown


offer_draft = talk.offer_draft


def forget_mute(patch: pytest.MonkeyPatch) -> None:
    """Let words pass to somebody who wants to read none."""
    patch.setattr(talk_rules, "REFUSALS", {**talk_rules.REFUSALS, "muted": lambda given: False})


def forget_tap(patch: pytest.MonkeyPatch) -> None:
    """Let words leave that nobody tapped for."""
    patch.setattr(talk, "offer_draft", send_untapped)


async def send_to_muted(lost: LostInTalk) -> None:
    """Send words to somebody who has just said that they want to read none."""
    await lost.tap(YOUNG, "conversation:1:mute")
    await lost.tap(VOLUNTEER, "write:1:")
    await lost.type(VOLUNTEER, "le musée … vaut le détour")
    await lost.send_newest(VOLUNTEER)


async def type_unasked(lost: LostInTalk) -> None:
    """Type what is for nobody in particular."""
    await lost.type(YOUNG, "le musée … vaut le détour")


@pytest.mark.parametrize(
    ("plant", "act", "seen"),
    [(forget_mute, send_to_muted, "is told that words leave"), (forget_tap, type_unasked, "nobody sent them")],
)
async def test_the_machine_sees_what_must_not_be(
    active: StoppedTown,
    worker_process: Executor,
    monkeypatch: pytest.MonkeyPatch,
    plant: Callable[[pytest.MonkeyPatch], None],
    act: Callable[[LostInTalk], Awaitable[None]],
    seen: str,
) -> None:
    """A mute that is forgotten, and a draft that leaves without a tap: each is told at the first message."""
    plant(monkeypatch)
    lost = LostInTalk(active, worker_process, Random("planted"))
    async with lost.run():
        await lost.makes_way()
        with pytest.raises(AssertionError, match=seen):
            await act(lost)
