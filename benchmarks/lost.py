"""Two who are lost while they talk, for long: nobody is stuck, no word is passed on that nobody sent."""

import asyncio
import gc
import tempfile
from concurrent.futures import Executor
from pathlib import Path
from random import Random
from time import process_time

from cli.worker_process import Worker
from tests.compiled_statements import share_compiled_statements
from tests.lost.talk_machine import PLAYED, LostInTalk
from tests.prepared import StoppedTown, reach_active

ACTS = 40
TOLD_EVERY = 10
GARBAGE_THRESHOLDS = (50_000, 20, 50)
"""To look through what a town holds takes a sixth of the processor's time; the tests do the same."""


def run(tries: int, seed: int, first: int = 1) -> None:
    """Play so many tries, and print how many acts they did; what must never be raises, with all that led to it."""
    share_compiled_statements()
    gc.set_threshold(*GARBAGE_THRESHOLDS)
    with tempfile.TemporaryDirectory() as folder, Worker() as executor:
        origin = asyncio.run(reach_active(Path(folder), executor))
        arrived = 0
        for done in range(1, tries + 1):
            arrived += asyncio.run(play(origin, executor, f"{seed}:{first + done - 1}"))
            if done % TOLD_EVERY == 0 or done == tries:  # whoever stops it early wants to know how far it came
                print(f"{done} tries, {PLAYED.total()} acts, {arrived} messages passed on", end="")
                print(f", {process_time():.0f} s of the processor", flush=True)
    print(dict(PLAYED))


async def play(origin: StoppedTown, executor: Executor, name: str, acts: int = ACTS) -> int:
    """Play the try of a name; return how many messages passed. What fails is told with all that led to it."""
    lost = LostInTalk(origin, executor, Random(name))
    try:
        await lost.play(acts)
    except Exception as fault:
        fault.add_note(f"try {name}:\n" + "\n".join(lost.story))
        raise
    return lost.watch.arrived
