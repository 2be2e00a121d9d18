"""The places where somebody lives: read in lists, and told from those where they would like to go or to work."""

from understanding.identifying.cues import (
    AIM,
    AT,
    CALLED,
    DWELLS,
    HELP,
    LEARNS_AT,
    LIVES,
    LIVES_FAR,
    OFFICE,
    SHOP,
    VILLAGE,
    WISH,
    WORKS,
)
from understanding.identifying.lists import read_list, read_place_beginnings, read_short_places
from understanding.identifying.tokens import Reading, Span, Token
from understanding.identifying.words import LARGE_TOWNS

_MAX_WORDS, _MIN_LETTERS = 7, 3
_TOWARDS = ("a", "au", "de", "d", "vers", "in")
_ARTICLES = {"au": "le", "du": "le", "aux": "les"}
_SAINTS = {"st": "saint", "ste": "sainte"}


def sort_places(reading: Reading) -> tuple[list[Span], set[int]]:
    """Return the places where somebody lives, and the words of all the other places."""
    homes, elsewhere, at = list[Span](), set[int](), 0
    while at < len(reading.tokens):
        end = read_place(reading.tokens, at)
        if end and _is_home(reading, (at, end)):
            while end < len(reading.tokens) and reading.tokens[end].gap in ("-", "'"):
                end += 1
            homes.append((at, end))
        elif not end and _is_dwelt_in(reading, at):
            homes.append((at, at + 1))
        elif end > at + 1 or (end and not reading.tokens[at].is_first_name):
            elsewhere.update(range(at, end))
        at = end or at + 1
    return homes, elsewhere


def _is_dwelt_in(reading: Reading, at: int) -> bool:
    """Return whether a word that no list explains is said to be a home: « jhabite montbelliard »."""
    before, earlier = reading.find_before(at), reading.find_before(at, 2)
    is_led = _is_dwelling(before) or (before in AT and _is_dwelling(earlier))
    return is_led and reading.tokens[at].is_unknown and len(reading.tokens[at].word) >= _MIN_LETTERS


def read_place(tokens: list[Token], at: int) -> int:
    """Return the word after the longest place that begins here; 0 if none does."""
    longest, first = 0, _SAINTS.get(tokens[at].word, tokens[at].word)
    if first not in read_place_beginnings() and first not in LARGE_TOWNS:
        return at + 1 if _is_listed(_restore_article(tokens, at)) else 0
    for end in range(at + 1, min(at + _MAX_WORDS, len(tokens)) + 1):
        if end > at + 1 and not tokens[end - 1].is_joined:
            break
        if _is_listed(join_place(tokens, (at, end))):
            longest = end
    return longest or (at + 1 if _is_listed(_restore_article(tokens, at)) else 0)


def _is_listed(name: str) -> bool:
    return _is_where_few_live(name) or name in LARGE_TOWNS or name in read_list("large_places")


def _restore_article(tokens: list[Token], at: int) -> str:
    """Return a place with the article that stands in « au » or « du » before it: « au Tampon » is Le Tampon."""
    article = _ARTICLES.get(tokens[at - 1].word, "") if at and tokens[at].capital else ""
    return f"{article}-{tokens[at].word}"


def join_place(tokens: list[Token], span: Span) -> str:
    """Return a place as the lists have it."""
    return "-".join(_SAINTS.get(one.word, one.word) for one in tokens[slice(*span)])


def _is_where_few_live(name: str) -> bool:
    return name in read_list("small_places") or name in read_list("middle_places") or name in read_short_places()


def _is_home(reading: Reading, span: Span) -> bool:
    """Return whether a place is somebody's home, and so few others' that it tells who they are, or is said to be it."""
    restored = _restore_article(reading.tokens, span[0]) if span[1] == span[0] + 1 else ""
    name = join_place(reading.tokens, span)
    if not (_is_where_few_live(name) or _is_where_few_live(restored)):
        return name in LARGE_TOWNS and _is_said_to_be_home(reading, span)
    said = reading.find_said(span[0])
    lives = bool(LIVES.search(said) or LIVES_FAR.search(said))
    if _is_heading(reading, span):
        return span[1] > 1 or not (reading.tokens[0].is_ordinary or reading.tokens[0].is_first_name)
    if not lives and _is_elsewhere(reading, span[0]):
        return False
    if span[0] and reading.tokens[span[0] - 1].word in SHOP:
        return False
    return (_is_home_of_words if span[1] - span[0] > 1 else _is_home_of_one_word)(reading, span, lives)


def _is_said_to_be_home(reading: Reading, span: Span) -> bool:
    """Return whether somebody says that they live or learn in a large town, and speaks of no wish after it."""
    before, said = reading.tokens[span[0] - 1].word if span[0] else "", reading.find_said(span[0])
    is_led = before in AT or _is_dwelling(before) or (reading.tokens[span[0]].capital and _is_beside(reading, span[0]))
    if not is_led or OFFICE.search(said) or WORKS.search(said):
        return False
    lives = LIVES.search(said) or LIVES_FAR.search(said)
    if lives:
        return not WISH.search(said, lives.start())
    return bool(LEARNS_AT.search(said)) and not WISH.search(said)


def _is_beside(reading: Reading, at: int) -> bool:
    """Return whether a word stands after a comma or in brackets."""
    return reading.tokens[at].gap.strip() in (",", "(")


def _is_heading(reading: Reading, span: Span) -> bool:
    """Return whether a text begins with a place: « Guéret, en terminale »."""
    following = reading.tokens[span[1] : span[1] + 1]
    return not span[0] and reading.tokens[0].capital and bool(following) and _is_spoken_of(following[0])


def _is_spoken_of(following: Token) -> bool:
    return following.gap[:1] in (",", ":") or following.word in ("c", "cest", "ya", "y")


def _is_elsewhere(reading: Reading, at: int) -> bool:
    said = reading.find_said(at)
    return bool(WISH.search(said)) and not (HELP.search(said) and not AIM.search(said))


def _is_home_of_words(reading: Reading, span: Span, lives: bool) -> bool:
    """Return whether several words are a home: « Le Port » needs to be said so, « Lons-le-Saunier » does not."""
    words = reading.tokens[slice(*span)]
    if not all(one.is_ordinary or len(one.word) < 3 for one in words):
        return True
    if lives and _is_led_to(reading, span[0]):
        return True
    return any(one.capital for one in words) and words[0].word not in ("le", "la", "les", "l")


def _is_home_of_one_word(reading: Reading, span: Span, lives: bool) -> bool:
    """Return whether one word is a home: a word that means something else too must be said to be one."""
    place, at = reading.tokens[span[0]], span[0]
    before = reading.tokens[at - 1].word if at else ""
    said = reading.find_said(at)
    is_here = lives or bool(LEARNS_AT.search(said))
    if place.is_ordinary or len(place.word) < 4:
        return _is_home_of_usual_word(reading, at, is_here)
    if place.is_first_name or place.is_public:
        return is_here and ((before in AT and (place.capital or not place.is_frequent)) or _is_dwelling(before))
    if place.capital or before in AT:
        return True
    if lives and (_is_dwelling(before) or "," in place.gap):
        return True
    return before in CALLED and bool(VILLAGE.search(reading.find_said(at)))


def _is_home_of_usual_word(reading: Reading, at: int, is_here: bool) -> bool:
    """Return whether a word of the language is a place: « à Die », « jsuis a trappes »."""
    place, before = reading.tokens[at], reading.tokens[at - 1].word if at else ""
    if _is_dwelling(before):
        return is_here
    if place.capital:
        is_plain = before in _TOWARDS and not place.is_public and len(place.word) >= _MIN_LETTERS
        is_led = before in AT or (is_here and _is_beside(reading, at))
        return is_led and not place.is_acronym and (is_here or is_plain)
    is_known = place.word in read_list("middle_places") or place.word in read_short_places()
    return is_here and before in ("a", "au", "de", "sur") and is_known


def _is_led_to(reading: Reading, at: int) -> bool:
    before = reading.tokens[at - 1].word if at else ""
    return before in AT or _is_dwelling(before)


def _is_dwelling(word: str) -> bool:
    return DWELLS.fullmatch(word) is not None
