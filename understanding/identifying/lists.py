"""What first names, places and ordinary words there are: the lists that ship in `lexicon/`, read when first needed."""

from functools import cache
from typing import Literal

from mentoring.masking.rules import read_words
from understanding.shipped_files import read_shipped

List = Literal["first_names", "frequent_first_names", "large_places", "middle_places", "small_places", "words"]

_MIN_SHORT_PLACE = 4
_NO_SHORT_PLACES = read_words("""
    belle bois bonne brive camp campo chef cite fort grand grande haut haute hautes mont petit pont port roche sable
    saint sainte santa sept trois vert vieux vila villa ville
""")


@cache
def read_list(name: List) -> frozenset[str]:
    """Return a list: small letters without accents; the words of a place are joined by hyphens."""
    return frozenset(read_shipped(f"identifying/lexicon/{name}.txt").split())


def is_first_name(word: str) -> bool:
    """Return whether somebody is called so; `word` is in small letters without accents."""
    return word in read_list("frequent_first_names") or word in read_list("first_names")


def is_word(word: str) -> bool:
    """Return whether this is an ordinary word of French or English, although it may be a name too."""
    return word in read_list("words")


@cache
def read_short_places() -> frozenset[str]:
    """Return what people say for short of towns that are not small: « Mantes » for Mantes-la-Jolie."""
    first = {name.split("-")[0] for name in read_list("middle_places") if "-" in name} - _NO_SHORT_PLACES
    return frozenset(name for name in first if len(name) >= _MIN_SHORT_PLACE and not is_first_name(name))


@cache
def read_place_beginnings() -> frozenset[str]:
    """Return the first words of all places."""
    places = (*read_list("small_places"), *read_list("middle_places"), *read_list("large_places"), *read_short_places())
    return frozenset(name.partition("-")[0] for name in places)
