"""What a legal representative says, and what the programme asks for."""

from typing import get_args

import pytest

from mentoring.gates import ENOUGH, UNANSWERED, YES, ConsentRule, ConsentState

RULES: tuple[ConsentRule, ...] = get_args(ConsentRule)


def test_each_rule_says_what_is_enough() -> None:
    """None is forgotten, and a yes under a rule is enough under it."""
    assert set(ENOUGH) == set(RULES)
    assert all(YES[rule] in ENOUGH[rule] for rule in YES)


@pytest.mark.parametrize("rule", YES)
def test_nothing_but_a_yes_or_a_waiver_is_enough(rule: str) -> None:
    """Neither silence, nor a no, nor a yes taken back."""
    never: set[ConsentState] = {*UNANSWERED, "refused", "withdrawn"}
    assert never.isdisjoint(ENOUGH[rule])


def test_to_have_been_told_is_no_agreement() -> None:
    """Whoever agrees has been told, and not the other way round."""
    assert set(ENOUGH["informed"]) - set(ENOUGH["agree"]) == {"informed"}
