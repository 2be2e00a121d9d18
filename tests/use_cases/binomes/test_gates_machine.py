"""Ages, checks, clearances, consents, erasures and returns in any order, for a short while."""

from hypothesis import settings
from hypothesis.stateful import run_state_machine_as_test

from tests.use_cases.binomes.gates_machine import GatesMachine

SHARE, STEPS = 12, 25
"""One of so many examples of the profile in force; `make bench` plays two thousand."""


def test_whoever_may_not_be_together_is_not() -> None:
    """Nothing begins that may not; what may not go on is held, and the team has a case with a date."""
    played = settings(max_examples=settings().max_examples // SHARE, stateful_step_count=STEPS, print_blob=True)
    run_state_machine_as_test(GatesMachine, settings=played)
