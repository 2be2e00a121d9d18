"""Who is named: each word is weighed by how it is written, what lists say of it, and what is said around it.

The weights were set by hand on the sets that tuning may see. What weighs 1 or more is asked about.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from understanding.identifying import cues
from understanding.identifying.public import TOOLS, is_public
from understanding.identifying.tokens import PARTICLES, Reading, Span, Token
from understanding.identifying.words import NOT_NAMES, PUBLIC_NAMES

_MIN_WEIGHT = 1
_HOPELESS = -2
"""From here no clue around a word brings it to the weight that is asked about."""
_MIN_LETTERS, _SHORT, _REACH, _MIN_SHOUTED_NAME = 3, 4, 3, 6


@dataclass(frozen=True, slots=True)
class Clue:
    """What speaks for a word being somebody's name, or against it."""

    weight: float
    holds: Callable[[Reading, int], bool]


def find_people(reading: Reading, elsewhere: set[int]) -> Iterator[Span]:
    """Yield the names of people; words of other places are none."""
    at = 0
    while at < len(reading.tokens):
        if at not in elsewhere and _weigh(reading, at) >= _MIN_WEIGHT:
            span = _stretch(reading, at)
            yield span
            at = span[1]
        else:
            at += 1


def find_name_end(reading: Reading, at: int) -> int:
    """Return the word after those that follow a part of a name and belong to it."""
    end = at + 1
    while end < len(reading.tokens) and reading.tokens[end].is_joined and _is_possessed(reading, end):
        end += 1
    while end > at + 1 and reading.tokens[end - 1].word in PARTICLES:
        end -= 1
    return end


def _weigh(reading: Reading, at: int) -> float:
    """Return how likely a word is somebody's name."""
    token = reading.tokens[at]
    if len(token.word) < _MIN_LETTERS or (token.word in NOT_NAMES and not (token.capital and token.is_first_name)):
        return 0
    weight = _weigh_alone(token)
    return weight if weight < _HOPELESS else weight + sum(one.weight for one in CLUES if one.holds(reading, at))


def _weigh_alone(token: Token) -> float:
    if not (token.is_frequent or token.is_first_name or (token.is_unknown and not _is_short_acronym(token))):
        return _HOPELESS if _is_marked(token) else 2 * _HOPELESS
    weight = _weigh_small(token) if not token.capital else _weigh_capital(token)
    return weight - (1.6 if token.is_public else 0)


def _is_marked(token: Token) -> bool:
    """Return whether a word of the language has a capital for no reason that is seen: a surname, it may be."""
    return token.capital and not (token.starts or token.is_acronym or token.is_public or token.has_figure)


def _is_short_acronym(token: Token) -> bool:
    """Return whether a word is written in capitals and is too short for most surnames."""
    return token.is_acronym and len(token.word) < _MIN_SHOUTED_NAME


def _weigh_small(token: Token) -> float:
    known = (1.2 if len(token.word) >= _SHORT else 0.6) if token.is_frequent else 0.4 if token.is_first_name else -0.6
    return known - (3 if token.is_ordinary else 0)


def _weigh_capital(token: Token) -> float:
    known = 2.0 if token.is_frequent else 1.4 if token.is_first_name else 0.4 if token.starts else 1.2
    rare_acronym = 1 if _is_short_acronym(token) and not token.is_frequent else 0
    return known - rare_acronym - ((2.2 if token.starts else 1.0) if token.is_ordinary else 0)


def _is_shop(reading: Reading, at: int) -> bool:
    before, earlier = reading.find_before(at), reading.find_before(at, 2)
    return before in cues.SHOP or before == "at" or (earlier in cues.SHOP and before in cues.AT | cues.DETERMINERS)


def _is_determined(reading: Reading, at: int) -> bool:
    return not _is_shop(reading, at) and reading.find_before(at) in cues.DETERMINERS


def _is_kin(reading: Reading, at: int) -> bool:
    before, earlier = reading.find_before(at), reading.find_before(at, 2)
    if _is_shop(reading, at) or before in cues.DETERMINERS:
        return False
    return before in cues.KIN or (earlier in cues.KIN and before in cues.BETWEEN)


def _has_age(reading: Reading, at: int) -> bool:
    return bool(cues.AGE_OR_HERE.match(reading.plain.lower(), reading.tokens[at].end))


def _is_beginning(reading: Reading, at: int) -> bool:
    return not at and reading.tokens[0].capital and bool(cues.SPEAKS.match(reading.plain, reading.tokens[0].end))


def _is_followed_by_name(reading: Reading, at: int) -> bool:
    after = reading.find_after(at)
    if not after or not after.capital or after.is_public or after.is_acronym:
        return False
    return after.is_first_name or after.is_unknown


def _is_public_pair(reading: Reading, at: int) -> bool:
    after = reading.find_after(at)
    return after is not None and f"{reading.tokens[at].word}-{after.word}" in PUBLIC_NAMES


def _is_listed_with_public(reading: Reading, at: int) -> bool:
    """Return whether a word stands in a row with names that are everybody's: « Capgemini, Sopra ou Atos »."""
    near = [*reading.tokens[max(at - _REACH, 0) : at], *reading.tokens[at + 1 : at + 1 + _REACH]]
    return any(is_public(one.word) and one.word not in TOOLS and one.capital and not one.is_first_name for one in near)


def _is_greeting(reading: Reading, at: int) -> bool:
    """Return whether a word ends what a text begins with: « slt c Nadir, »."""
    is_last = at + 1 == len(reading.tokens) or reading.tokens[at + 1].gap.strip() != ""
    return is_last and bool(cues.GREETED.search(reading.find_said(at)))


def _is_where_from(reading: Reading, at: int) -> bool:
    """Return whether a capital that no list explains says where somebody is from: « un mec du Blosne »."""
    token = reading.tokens[at]
    is_led = reading.find_before(at) in cues.AT | {"la", "l"}
    return is_led and token.capital and token.is_unknown and bool(cues.LIVES.search(reading.find_said(at)))


def _is_first_person(reading: Reading, at: int) -> bool:
    """Return whether a word stands between « moi » and « je »."""
    following = reading.tokens[at + 1 : at + 2]
    return reading.find_before(at) == "moi" and bool(following) and following[0].word in cues.SPEAKERS


def _signs_off(reading: Reading, at: int) -> bool:
    """Return whether a text ends with a first name that stands by itself."""
    token = reading.tokens[at]
    return at == len(reading.tokens) - 1 and token.starts and token.capital and token.is_first_name


def _has_said(reading: Reading, at: int) -> bool:
    last = reading.find_after(at) or reading.tokens[at]
    return bool(cues.SAID.match(reading.plain.lower(), last.end))


def _has_role(reading: Reading, at: int) -> bool:
    """Return whether a word of the language stands where a surname would: « le directeur adjoint Grondin »."""
    token, before, earlier = reading.tokens[at], reading.find_before(at), reading.find_before(at, 2)
    is_called = before in cues.ROLES or (earlier in cues.ROLES and before in cues.BETWEEN - cues.BETWEEN_NOUNS)
    return is_called and _is_marked(token) and not (token.is_first_name or token.is_unknown)


def _is_unknown_with_role(reading: Reading, at: int) -> bool:
    """Return whether small letters that no list explains follow a role: « mon éduc nassiba »."""
    token = reading.tokens[at]
    return not token.capital and token.is_unknown and reading.find_before(at) in cues.ROLES


CLUES = (
    Clue(2.0, _has_role),
    Clue(0.5, _is_unknown_with_role),
    Clue(3.0, _is_greeting),
    Clue(0.9, _is_where_from),
    Clue(-2.6, _is_shop),
    Clue(-1.0, _is_determined),
    Clue(1.2, _is_kin),
    Clue(2.0, _has_age),
    Clue(1.3, _is_beginning),
    Clue(1.8, _is_first_person),
    Clue(1.8, lambda reading, at: bool(cues.INTRODUCED.search(reading.find_said(at)))),
    Clue(1.3, _signs_off),
    Clue(0.6, lambda reading, at: reading.find_before(at) in cues.TITLES),
    Clue(0.6, lambda reading, at: at == len(reading.tokens) - 1 and reading.find_before(at) in cues.SIGNS),
    Clue(-2, lambda reading, at: not reading.tokens[at].capital and reading.find_before(at) in cues.PRONOUNS),
    Clue(0.8, _is_followed_by_name),
    Clue(-2.6, _is_public_pair),
    Clue(-1.5, _is_listed_with_public),
    Clue(-1.6, lambda reading, at: bool(cues.SUBJECT.search(reading.find_said(at)))),
    Clue(-1.6, _has_said),
)


def _stretch(reading: Reading, at: int) -> Span:
    """Return a name with the words around it that belong to it."""
    start = at
    while start and reading.tokens[start].is_joined and _is_possessed_before(reading.tokens[start - 1]):
        start -= 1
    return start, find_name_end(reading, at)


def _is_possessed(reading: Reading, at: int) -> bool:
    """Return whether a word goes on with the name that stands before it."""
    token, after = reading.tokens[at], reading.find_after(at)
    if token.word in PARTICLES:
        return bool(after and after.capital and not after.is_public)
    if token.has_figure:
        return False
    if len(token.word) == 1 and (at + 1 == len(reading.tokens) or reading.tokens[at + 1].gap[:1] in (".", ",")):
        return True
    if token.gap in ("-", "'"):
        return True
    if token.capital:
        return not (token.is_public or (token.is_acronym and len(token.word) <= _SHORT) or token.word in NOT_NAMES)
    return token.is_unknown and len(token.word) >= _SHORT and not reading.tokens[at - 1].capital


def _is_possessed_before(token: Token) -> bool:
    if token.word in cues.TITLES or token.word in NOT_NAMES:
        return False
    return token.capital and token.is_unknown and (not token.is_acronym or len(token.word) > _SHORT)
