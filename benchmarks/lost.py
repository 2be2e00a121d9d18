"""Two who are lost while they talk, for long: nobody is stuck, no word is passed on that nobody sent."""

import asyncio
import tempfile
from pathlib import Path

from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import run_state_machine_as_test

from cli.worker_process import Worker
from tests.lost.talk_machine import LostInTalk
from tests.prepared import reach_active

STEPS = 40


def run(runs: int) -> None:
    """Play so many runs, and print how many acts each did; what must never be raises."""
    played = settings(
        max_examples=runs,
        stateful_step_count=STEPS,
        deadline=None,
        database=None,
        phases=(Phase.generate,),  # each try takes seconds: what fails is told as it was found
        print_blob=True,
        suppress_health_check=list(HealthCheck),
    )
    with tempfile.TemporaryDirectory() as folder, Worker() as worker_process:
        LostInTalk.origin = asyncio.run(reach_active(Path(folder), worker_process))
        LostInTalk.worker_process = worker_process
        try:
            run_state_machine_as_test(LostInTalk, settings=played)
        finally:  # whoever stops it early wants to know how far it came
            print(f"{LostInTalk.played.total()} acts, {LostInTalk.passed} messages passed on, 0 that nobody sent")
