"""The lists of first names, places and words that ship with the program."""

import unicodedata
from typing import get_args

import pytest

from understanding.identifying.lists import List, is_first_name, is_word, read_list
from understanding.shipped_files import read_shipped


@pytest.mark.parametrize("name", get_args(List))
def test_a_list_is_written_as_texts_are_compared(name: List) -> None:
    """Small letters without accents, in order, each entry once; its source stands beside it."""
    rows = read_shipped(f"identifying/lexicon/{name}.txt").splitlines()
    assert rows == sorted(set(rows))
    assert [row for row in rows if row != row.lower() or unicodedata.normalize("NFKD", row) != row] == []
    assert f"`{name}.txt`" in read_shipped("identifying/lexicon/README.md")


def test_a_place_is_of_one_size() -> None:
    """Where several places share a name, the largest counts: there it says least."""
    small, middle, large = (read_list(name) for name in ("small_places", "middle_places", "large_places"))
    assert [small & middle, middle & large, small & large] == [frozenset()] * 3


def test_first_names_are_those_borne_in_france() -> None:
    """Old ones, new ones, and those that people brought with them."""
    assert all(map(is_first_name, ["yvonne", "kylian", "aissatou", "mamadou", "zeynep", "joao", "linh", "moinaecha"]))
    assert not any(map(is_first_name, ["stage", "lycee", "bonjour", "help"]))


def test_a_name_that_people_write_as_a_word_is_in_both_lists() -> None:
    """Only what is around it tells which is meant; a name that is no usual word is a name alone."""
    assert all(is_first_name(word) and is_word(word) for word in ("rose", "pierre", "claire", "victoire", "prune"))
    assert all(is_first_name(word) and not is_word(word) for word in ("julien", "emma", "kelly", "amadou"))
