"""Rows in which nobody is meant."""

import pytest

from documents.rows import NOBODY
from mentoring.form_rules import fold


@pytest.mark.parametrize(
    ("name", "is_nobody"),
    [
        *((name, True) for name in ("TEST", "test test", "zz test record", "Essai", "Ne pas utiliser", "ZZZ Martin")),
        *((name, True) for name in ("Dummy User", "À supprimer", "do not use")),
        *((name, False) for name in ("Testa Rossi", "Essaïd Benali", "Zoé", "Z. Martin", "Marc Test", "", "Teste Luc")),
    ],
)
def test_a_name_that_is_no_ones_is_told_from_a_person(name: str, is_nobody: bool) -> None:
    """The whole of it says so, from its first word on: a surname that looks like it is somebody's."""
    assert bool(NOBODY.fullmatch(fold(name).strip())) == is_nobody
