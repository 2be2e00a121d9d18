"""What a start link says."""

import pytest

from mentoring.links import Link, read


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
    assert read(said) == link


@pytest.mark.parametrize("said", ["", "c_", "jeunec_x", "Zq3_x-9", "jeune_x", "c_" + "a" * 21, "c_é", "_c_x"])
def test_it_leaves_other_codes_alone(said: str) -> None:
    """What is no such link may be a code that names staff."""
    assert read(said) is None
