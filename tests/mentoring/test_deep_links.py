"""What a start link says."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mentoring.deep_links import STAFF_CODE, Link, parse


@pytest.mark.parametrize(
    ("said", "link"),
    [
        ("jeune", Link("need")),
        ("Young", Link("need")),
        ("volontaire", Link("offer")),
        ("volunteer", Link("offer")),
        ("c_salon-2027", Link("", "salon-2027")),
        ("jeune_c_Salon", Link("need", "salon")),
    ],
)
def test_it_reads_a_role_and_a_campaign(said: str, link: Link) -> None:
    """Each alone or both together, however the letters are written."""
    assert parse(said) == link


@pytest.mark.parametrize("said", ["", "c_", "jeunec_x", "Zq3_x-9", "jeune_x", "c_" + "a" * 21, "c_é", "_c_x"])
def test_it_leaves_other_codes_alone(said: str) -> None:
    """What is no such link may be a code that names staff."""
    assert parse(said) is None


@given(st.text("abcXYZ019_-", min_size=12, max_size=12))
def test_a_code_of_the_team_is_never_taken_for_a_link(chance: str) -> None:
    """Whatever chance made of it: a code that began with « c_ » would have counted a campaign and named nobody."""
    assert parse(STAFF_CODE + chance) is None


def test_such_a_code_without_its_beginning_would_be() -> None:
    """Which is why it has one."""
    assert parse("c_abcdefghij") is not None
