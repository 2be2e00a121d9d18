"""Very many acts in any order, around reports and at the gates: what must never follow, never does."""

from hypothesis import HealthCheck, Phase, seed, settings
from hypothesis.stateful import run_state_machine_as_test

from tests.use_cases.binomes.gates_machine import GatesMachine
from tests.use_cases.binomes.safeguarding_machine import SafeguardingMachine
from tests.use_cases.binomes.safeguarding_stage import SafeguardingStage

STEPS = 40
BATCH = 25
"""Runs that are drawn from one seed. Each batch says how far it came: a run that is stopped has lost nothing."""


def run_reports(runs: int, first: int) -> None:
    """Play what people and their team do around reports."""
    _play(SafeguardingMachine, runs, first)


def run_gates(runs: int, first: int) -> None:
    """Play ages, checks, clearances, consents, erasures and returns."""
    _play(GatesMachine, runs, first)


def _play(machine: type[SafeguardingStage], runs: int, first: int) -> None:
    """Play so many runs of a machine, and print how often each act was done and refused; a harm raises.

    `first`: the seed of the first batch, which plays again what it played; those of the others follow on it. What
    fails is shown as it was played: to make it shorter takes longer than to read it.
    """
    played = settings(
        max_examples=BATCH,
        stateful_step_count=STEPS,
        deadline=None,
        database=None,
        phases=(Phase.generate,),
        print_blob=True,
        suppress_health_check=list(HealthCheck),
    )
    try:
        for number in range(first, first + -(-runs // BATCH)):
            run_state_machine_as_test(seed(number)(machine), settings=played)
            found = machine.played
            print(f"seed {number}: {found['begin', True]} runs, {found.total()} acts so far", flush=True)
    finally:  # whoever stops it early wants to know how far it came
        _print_played(machine)


def _print_played(machine: type[SafeguardingStage]) -> None:
    found = machine.played
    for act in sorted({name for name, _ in found}):
        print(f"{act}: done {found[act, True]} times, refused {found[act, False]} times")
    print(f"{found['begin', True]} runs, {found.total()} acts")
