"""People who are lost at random: whatever they do, they find their way, and their words stay where they belong."""

import asyncio
from collections.abc import Awaitable, Callable
from concurrent.futures import Executor
from random import Random
from typing import Any

import pytest
from hypothesis import settings
from hypothesis.stateful import run_state_machine_as_test

from bot.members import talk, typed_answers
from bot.turn import Turn
from mentoring import talk_rules
from storage.engine.app_session import AppSession
from tests.lost import invariants
from tests.lost.machine import Lost
from tests.lost.starting_points import VOLUNTEER, YOUNG, Origin, reach_all
from tests.lost.talk_machine import LostInTalk
from tests.prepared import StoppedTown
from use_cases import due
from use_cases.talk import drafts, passing, views

SHARE = 12
"""Of the examples of the profile in force: each try is many steps. `--hypothesis-profile thorough` plays for long."""
STEPS = 22
TALK_SHARE, TALK_ACTS = 40, 16
UNDER_18 = 7
"""A seed that makes the young person somebody under 18."""


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


def forget_quiet_hours(patch: pytest.MonkeyPatch) -> None:
    """Let words arrive by night."""
    patch.setattr(talk_rules, "time_leaving", lambda *_: None)


def forget_lapse(patch: pytest.MonkeyPatch) -> None:
    """Keep a draft, and let it be sent, for as long as it stands there."""
    patch.setattr(drafts, "is_open", lambda draft, now: draft.state == "draft")
    patch.setattr(due, "PARTS", {part: when for part, when in due.PARTS.items() if part is not passing.fall_due})


def forget_masks(patch: pytest.MonkeyPatch) -> None:
    """Let everybody read everything."""
    patch.setattr(views, "mask_words", keep_words)


def forget_answer(patch: pytest.MonkeyPatch) -> None:
    """Say nothing to what is not understood."""
    patch.setattr(typed_answers, "say_not_understood", keep_silent)


async def keep_words(_session: AppSession, words: str, *_: Any) -> str:
    """Return words with all that is in them."""
    return words


async def keep_silent(_turn: Turn) -> None:
    """Say nothing."""


async def send_to_muted(lost: LostInTalk) -> None:
    """Send words to somebody who has just said that they want to read none."""
    await lost.tap(YOUNG, "conversation:1:mute")
    await lost.tap(VOLUNTEER, "write:1:")
    await lost.type(VOLUNTEER, "le musée … vaut le détour")
    await lost.send_newest(VOLUNTEER)


async def write_number(lost: LostInTalk) -> None:
    """Send the other a number."""
    await lost.write(VOLUNTEER, "le musée … vaut le détour, mon numéro est le 06 12 34 56 78")
    await lost.send_newest(VOLUNTEER)


async def write_by_night(lost: LostInTalk) -> None:
    """Write to somebody under 18 by night."""
    await lost.push(lost.compute_hour(23))
    await lost.write_and_send(VOLUNTEER)


async def wait_long(lost: LostInTalk) -> None:
    """Type, and wait until it has lapsed."""
    await lost.write(YOUNG, "le musée … vaut le détour")
    await lost.push(0.2)


async def send_late(lost: LostInTalk) -> None:
    """Type, and send it once it has lapsed."""
    await wait_long(lost)
    await lost.send_newest(YOUNG)


async def look_late(lost: LostInTalk) -> None:
    """Type, wait, and look at what is kept."""
    await wait_long(lost)
    await invariants.check_all(lost.town, [])


async def type_to_nobody(lost: LostInTalk) -> None:
    """Type while nobody may get it."""
    await lost.hold(is_on=True)
    await lost.type(YOUNG, "le musée … vaut le détour")


async def type_unasked(lost: LostInTalk) -> None:
    """Type what is for nobody in particular."""
    await lost.type(YOUNG, "le musée … vaut le détour")


@pytest.mark.parametrize(
    ("plant", "act", "seen"),
    [
        (forget_mute, send_to_muted, "is told that words leave"),
        (forget_tap, type_unasked, "nobody sent them"),
        (forget_masks, write_number, "young reads .*06 12 34 56 78"),
        (forget_quiet_hours, write_by_night, "arrived at"),
        (forget_lapse, send_late, "a draft that lapsed leaves"),
        (forget_lapse, look_late, "words are kept past their time"),
        (forget_answer, type_to_nobody, "nothing answers what young types"),
    ],
)
async def test_the_machine_sees_what_must_not_be(
    active: StoppedTown,
    worker_process: Executor,
    monkeypatch: pytest.MonkeyPatch,
    plant: Callable[[pytest.MonkeyPatch], None],
    act: Callable[[LostInTalk], Awaitable[None]],
    seen: str,
) -> None:
    """What one of the rules is there for, done once: the machine complains at once, by that rule."""
    plant(monkeypatch)
    lost = LostInTalk(active, worker_process, Random(UNDER_18))
    async with lost.run():
        await lost.makes_way()
        with pytest.raises(AssertionError, match=seen):
            await act(lost)
