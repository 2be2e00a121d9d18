"""Schools that go by their own name, without « lycée »: « en prépa à Clemenceau », « studying at EM Normandie »."""

from collections.abc import Iterator

from understanding.identifying.cues import ATTENDS, NO_SCHOOL, STUDIES, WISH
from understanding.identifying.homes import join_place, read_place
from understanding.identifying.lists import read_list
from understanding.identifying.public import AUTHORS
from understanding.identifying.tokens import PARTICLES, Reading, Span

_MIN_SMALL = 4


def find_own_schools(reading: Reading) -> Iterator[Span]:
    """Yield the names of schools that somebody goes to."""
    for at, token in enumerate(reading.tokens):
        is_small = len(token.word) >= _MIN_SMALL and (token.is_unknown or token.word in AUTHORS)
        is_name = token.capital or is_small
        if is_name and token.word not in NO_SCHOOL and _is_attended(reading, at) and not _is_town(reading, at):
            yield at, _find_end(reading, at)


def _is_attended(reading: Reading, at: int) -> bool:
    said = reading.find_said(at)
    if not ATTENDS.search(said) or WISH.search(said):
        return False
    return bool(STUDIES.search(said) or STUDIES.search(reading.find_rest(at)))


def _is_town(reading: Reading, at: int) -> bool:
    """Return whether a large town is meant, and not a school named after it: « Toulouse Capitole »."""
    end = read_place(reading.tokens, at)
    if not end or join_place(reading.tokens, (at, end)) not in read_list("large_places"):
        return False
    after = reading.find_after(end - 1)
    return not (after and after.capital and not after.is_public)


def _find_end(reading: Reading, at: int) -> int:
    end = at + 1
    while (after := reading.find_after(end - 1)) and (after.capital or _is_link(reading, end)):
        end += 1
    return end


def _is_link(reading: Reading, at: int) -> bool:
    after = reading.find_after(at)
    return reading.tokens[at].word in PARTICLES and bool(after and after.capital)
