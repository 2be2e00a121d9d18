"""The kinds of case, and the keys that cases are found by."""

import pytest

from mentoring.cases import CASES, build_case_key


@pytest.mark.parametrize("kind", CASES)
def test_a_case_of_each_kind_has_a_key(kind: str) -> None:
    """The key begins with the kind, so that two kinds about the same thing are two cases."""
    assert build_case_key(kind, "need:204") == f"{kind}:need:204"


def test_a_kind_that_is_in_no_table_has_no_key() -> None:
    """A misspelt kind stops the act, instead of closing nothing without a word."""
    with pytest.raises(KeyError, match="waiting_lon"):
        build_case_key("waiting_lon", "need:204")
