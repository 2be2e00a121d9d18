"""Very many acts in any order, around reports and at the gates: what must never follow, never does."""

from hypothesis import HealthCheck, settings
from hypothesis.stateful import run_state_machine_as_test

from tests.use_cases.binomes.gates_machine import GatesMachine
from tests.use_cases.binomes.safeguarding_machine import SafeguardingMachine
from tests.use_cases.binomes.safeguarding_stage import SafeguardingStage

STEPS = 40


def run_reports(runs: int) -> None:
    """Play what people and their team do around reports."""
    _play(SafeguardingMachine, runs)


def run_gates(runs: int) -> None:
    """Play ages, checks, clearances, consents, erasures and returns."""
    _play(GatesMachine, runs)


def _play(machine: type[SafeguardingStage], runs: int) -> None:
    """Play so many runs of a machine, and print how often each act was done and refused; a harm raises."""
    played = settings(
        max_examples=runs,
        stateful_step_count=STEPS,
        deadline=None,
        database=None,
        print_blob=True,
        suppress_health_check=list(HealthCheck),
    )
    try:
        run_state_machine_as_test(machine, settings=played)
    finally:  # whoever stops it early wants to know how far it came
        _print_played(machine)


def _print_played(machine: type[SafeguardingStage]) -> None:
    found = machine.played
    for act in sorted({name for name, _ in found}):
        print(f"{act}: done {found[act, True]} times, refused {found[act, False]} times")
    print(f"{found['begin', True]} runs, {found.total()} acts")
