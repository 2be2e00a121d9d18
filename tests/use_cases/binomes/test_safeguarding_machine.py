"""Reports, concerns, holds, bars, erasures, returns, approvals and duty in any order, for a short while."""

from hypothesis import settings
from hypothesis.stateful import run_state_machine_as_test

from tests.use_cases.binomes.safeguarding_machine import SafeguardingMachine

SHARE, STEPS = 8, 25
"""One of so many examples of the profile in force; `make bench` plays two thousand."""


def test_whatever_happens_around_a_report_nobody_is_harmed() -> None:
    """Nobody reported is proposed, nobody approves themselves, a bar holds, an urgent case always calls somebody."""
    played = settings(max_examples=settings().max_examples // SHARE, stateful_step_count=STEPS, print_blob=True)
    run_state_machine_as_test(SafeguardingMachine, settings=played)
