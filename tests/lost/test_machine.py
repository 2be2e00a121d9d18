"""People who are lost at random: whatever they do, they find their way, and their words stay where they belong."""

import asyncio
from concurrent.futures import Executor

import pytest
from hypothesis import settings
from hypothesis.stateful import run_state_machine_as_test

from tests.lost.machine import Lost
from tests.lost.starting_points import Origin, reach_all
from tests.lost.talk_machine import LostInTalk
from tests.prepared import StoppedTown

SHARE = 12
"""Of the examples of the profile in force: each try is many steps. `--hypothesis-profile thorough` plays for long."""
STEPS = 22
TALK_SHARE, TALK_STEPS = 40, 12


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
def test_no_word_is_passed_on_that_nobody_sent(active: StoppedTown, worker_process: Executor) -> None:
    """Whatever two people type and tap: what was not sent stays, nothing passes while it must not, nobody is stuck."""
    LostInTalk.origin, LostInTalk.worker_process = active, worker_process
    examples = max(1, settings().max_examples // TALK_SHARE)
    played = settings(max_examples=examples, stateful_step_count=TALK_STEPS, print_blob=True)
    run_state_machine_as_test(LostInTalk, settings=played)
    assert LostInTalk.played.total() > examples
