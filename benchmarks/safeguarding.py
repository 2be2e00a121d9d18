"""Very many acts around reports, in any order: what must never follow, never does."""

from hypothesis import HealthCheck, settings
from hypothesis.stateful import run_state_machine_as_test

from tests.use_cases.binomes.safeguarding_machine import SafeguardingMachine

STEPS = 40


def run(runs: int) -> None:
    """Play so many runs of the machine, and print how often each act was done and refused; a harm raises."""
    played = settings(
        max_examples=runs,
        stateful_step_count=STEPS,
        deadline=None,
        database=None,
        print_blob=True,
        suppress_health_check=list(HealthCheck),
    )
    try:
        run_state_machine_as_test(SafeguardingMachine, settings=played)
    finally:  # whoever stops it early wants to know how far it came
        _print_played()


def _print_played() -> None:
    found = SafeguardingMachine.played
    for act in sorted({name for name, _ in found}):
        print(f"{act}: done {found[act, True]} times, refused {found[act, False]} times")
    print(f"{found['begin', True]} runs, {found.total()} acts")
