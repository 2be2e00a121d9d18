"""Where somebody lives: regions, departments by number and name, towns, and what is abroad."""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache

from mentoring.masking.rules import read_words
from mentoring.programme import Catalogue
from understanding.answers.slips import MAX_TRIED_WORDS, MIN_SLIP_LETTERS, find_nearest
from understanding.answers.spelling import MAX_READ_CHARACTERS, compile_words, write_plainly
from understanding.answers.vocabulary import (
    MAX_CACHED_PROGRAMMES,
    PLACES,
    SMALL,
    Labels,
    build_vocabulary,
    list_labels,
    replace_synonyms,
)
from understanding.identifying.lists import is_first_name, is_word
from understanding.plain_words import split_words
from understanding.shipped_files import read_shipped

ABROAD = "abroad"
_LIVES = compile_words(
    "(?:je )?(?:habite|abite|vis|vit|loge|reside|creche|suis|reste) (?:actuelement |maintenant |desormais )?"
    "(?:a|au|en|dans|sur|pres|vers|chez|du|le|la|aux)?",
    "(?:i )?(?:live|am living|am based|based|living|am) (?:in|near|at|now in)",
    "domiciliee? a", "instalee? a", "demenage[re]? a", "moved to",
)  # fmt: skip
_WAS = compile_words(
    "(?:je )?(?:viens|vien|venais|etais|habitais|vivais) (?:de|d|du|des|a|en)", "nee? a", "originaire (?:de|du|d)",
    "born in", "from", "pas (?:a|en|dans|de|du)",
)  # fmt: skip
_LEADS = read_words("""
    suis habite abite vis loge reside live
    a au aux en dans entre et ou du de d le la l les sur pres cote vers chez sous in near from at region
    departement dpt dept
""")
_TOWN_LEADS = read_words("a vers sur chez")
_POSTAL = re.compile(r"(?<!\d)(\d{2}) ?(\d{3})(?!\d)")
_NUMBER = re.compile(r"(?<![^ ])(\d{2}|2[ab]|9[78]\d)(?! e(?:me)?(?![^ ]))(?![^ ])")
_NO_NUMBER = re.compile(
    r" (?:ans?|h|heures?|min|minutes|km|rue|avenue|bis|boulevard|allee|e|(?:eme )?arondisement|years?)(?![^ ])"
)
_DISTRICT = re.compile(
    r"(?<![^ ])(paris|lyon|marseile) (?:le )?\d{1,2}(?: ?(?:e|em|eme|er|ere|ieme))?(?: ar\w*)?(?![^ ])"
)
"""« Paris 13 » is no department of that number."""
_SAINT = ((re.compile(r"(?<![^ ])st(?![^ ])"), "saint"), (re.compile(r"(?<![^ ])ste(?![^ ])"), "sainte"))
_NO_SHORT = """
    le la les pont bourg chateau villeneuve mont neuville port montigny bois ville fontaine pays val
    haute ham
"""
"""First words of towns that nobody takes for the town."""
_MIN_SHORT_LETTERS = 3
_MAX_WORDS_OF_PLACE = 6
_MIN_PEOPLE = 20_000
"""A slip is put right to the names of no smaller town."""
_CLEAR_MARGIN = 3
"""A town so many times as large as its namesakes is the one that is meant."""


@dataclass(frozen=True, slots=True)
class Mention:
    """A place that is named: at which word, by how many, in which region, and how surely."""

    start: int
    end: int
    regions: frozenset[str]
    is_town: bool


def read_region(text: str, regions: Catalogue, synonyms: Mapping[str, str] | None = None) -> str | None:
    """Return the region where somebody says to live, None when it is unclear or the programme lacks it."""
    words = _DISTRICT.sub(r"\1", _write_places(replace_synonyms(text, synonyms or {})))
    labels = list_labels(regions)
    mentions = [*_find_names(words.split(), labels), *_find_numbers(words)] or _find_slips(text, labels)
    found = _agree(_choose_side(words, mentions))
    return found if found in regions else None


def _write_places(words: str) -> str:
    for short, full in _SAINT:
        words = short.sub(full, words)
    return words


def _choose_side(words: str, mentions: list[Mention]) -> list[Mention]:
    """Return the mentions behind « j'habite à », else those that are not behind « je viens de », else all."""
    lives = {_count_words(words, found.end()) for found in _LIVES.finditer(words)}
    here = [one for one in mentions if one.start in lives or one.start - 1 in lives]
    was = {_count_words(words, found.end()) for found in _WAS.finditer(words)}
    now = [one for one in mentions if one.start not in was and one.start - 1 not in was]
    return _join_precisions(here, mentions) or now or mentions


def _join_precisions(here: list[Mention], mentions: list[Mention]) -> list[Mention]:
    """Return some mentions with those that stand right behind them and tell which is meant: « Saint-Denis (93) »."""
    return here + [one for one in mentions if one not in here and any(0 <= one.start - near.end <= 2 for near in here)]


def _count_words(words: str, end: int) -> int:
    return len(words[:end].split())


def _agree(mentions: list[Mention]) -> str | None:
    """Return the one region that all mentions may mean; a region or department outweighs a town that is elsewhere."""
    for chosen in (mentions, [one for one in mentions if not one.is_town], _leave_abroad(mentions)):
        if chosen:
            shared = frozenset.intersection(*(one.regions for one in chosen))
            if len(shared) == 1:
                return next(iter(shared))
    return None


def _leave_abroad(mentions: list[Mention]) -> list[Mention]:
    return [one for one in mentions if one.regions != {ABROAD}]


def _find_numbers(words: str) -> Iterator[Mention]:
    """Return the departments whose number, or a postal code of which, is said."""
    departments = _read_departments()
    for found in (*_POSTAL.finditer(words), *_NUMBER.finditer(words)):
        number = found[0].replace(" ", "") if found.re is _POSTAL else found[1]
        code = next((number[:size] for size in (3, 2) if number[:size] in departments), number[:2])
        region = departments.get("2a" if code == "20" else code)
        if region and not _NO_NUMBER.match(words[found.end() :]):
            start, end = (_count_words(words, at) for at in found.span())
            yield Mention(start, end, frozenset((region,)), is_town=False)


def _find_slips(text: str, labels: Labels) -> list[Mention]:
    """Return the places that long words are a slip away from: those in no dictionary, and those behind « à »."""
    words = split_words(text[:MAX_READ_CHARACTERS])
    before = ["", *words]
    long = [at for at, word in enumerate(words) if len(word) >= MIN_SLIP_LETTERS]
    tried = [at for at in long if before[at] in _TOWN_LEADS or not is_word(words[at])][:MAX_TRIED_WORDS]
    names = _list_single_names(labels)
    nearest = {at: find_nearest(write_plainly(words[at]), names.keys()) for at in tried}
    return [Mention(at, at + 1, names[name], is_town=True) for at, name in nearest.items() if name]


@lru_cache(MAX_CACHED_PROGRAMMES)
def _list_single_names(labels: Labels) -> dict[str, frozenset[str]]:
    """Return the names of one word that a slip is put right to: regions, departments and larger towns of France."""
    named = {name: frozenset((region,)) for name, region in build_vocabulary(PLACES, labels).entries.items()}
    france = ((name, place) for name, place in _read_places().items() if ABROAD not in place.regions)
    named |= {name: place.regions for name, place in france if not 0 < place.people < _MIN_PEOPLE}
    return {name: where for name, where in named.items() if " " not in name and len(name) >= MIN_SLIP_LETTERS - 1}


def _find_names(words: list[str], labels: Labels) -> Iterator[Mention]:
    """Return the regions, departments and towns that are named, the longest name first."""
    told = ["" if word in SMALL else word for word in words]
    entries, at = build_vocabulary(PLACES, labels).entries, 0
    while at < len(words):
        mention = _find_at(words, told, at, entries)
        if mention:
            yield mention
        at = mention.end if mention else at + 1


def _find_at(words: list[str], told: list[str], at: int, entries: Mapping[str, str]) -> Mention | None:
    for end in range(min(at + _MAX_WORDS_OF_PLACE, len(words)), at, -1):
        if told[at] and told[end - 1]:
            region = entries.get(" ".join(filter(None, told[at:end])))
            if region and _is_meant(words, at, end - at):
                return Mention(at, end, frozenset((region,)), is_town=False)
        place = _read_places().get(" ".join(words[at:end]))
        if place and _is_meant(words, at, end - at):
            return Mention(at, end, place.regions, place.is_town)
    return None


def _is_meant(words: list[str], at: int, count: int) -> bool:
    """Return whether a name that is a word or a first name too stands where a place does."""
    said = words[at : at + count]
    if count > 1 or not (is_word(said[0]) or is_first_name(said[0]) or len(said[0]) <= _MIN_SHORT_LETTERS):
        return True
    return len(words) == count or (at > 0 and words[at - 1] in _LEADS)


@dataclass(frozen=True, slots=True)
class Place:
    """What a name may mean: its regions, more than one where namesakes are of a like size, and how many live there."""

    regions: frozenset[str]
    people: int = 0

    @property
    def is_town(self) -> bool:
        """Return whether it is no department."""
        return self.people > 0


@cache
def _read_departments() -> dict[str, str]:
    """Return number of a department, in small letters -> region."""
    return {row[0].lower(): row[1] for row in _read_rows("departments")}


@cache
def _read_places() -> dict[str, Place]:
    """Return every name of a place, in plain words -> what it may mean; departments stand above towns."""
    people: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    departments = _read_departments()
    for name, where, *rest in _read_rows("places"):
        region = departments.get(where.lower(), ABROAD)
        for said in _list_short_names(write_plainly(name), has_short=region != ABROAD):
            people[said][region] += int(rest[0]) if rest else 1
    towns = {name: _build_town(by_region) for name, by_region in people.items()}
    named = {write_plainly(row[2]): Place(frozenset((row[1],))) for row in _read_rows("departments")}
    same = {name for name, place in named.items() if name in towns and towns[name].regions == place.regions}
    return towns | {name: place for name, place in named.items() if name not in same}


def _build_town(people: Mapping[str, int]) -> Place:
    """Return what a name may mean: the largest town of that name, and those not much smaller; France before abroad."""
    france = {region: count for region, count in people.items() if region != ABROAD}
    told = france if max(france.values(), default=0) >= _MIN_PEOPLE else people
    largest = max(told.values())
    near = frozenset(region for region, count in told.items() if count == largest or count * _CLEAR_MARGIN > largest)
    return Place(near, largest)


def _list_short_names(name: str, *, has_short: bool) -> set[str]:
    """Return a name, and for a town of France what people say for short: « Aix », « Saint-Ouen », « Seyne »."""
    words = name.split()
    bare = words[1:] if words[0] in ("le", "la", "les", "l") and len(words) > 1 else words
    names = {name, " ".join(bare)}
    if has_short and len(bare) > 1:
        count = 2 if bare[0] in ("saint", "sainte") else 1
        if bare[0] not in _read_no_short():
            names |= {" ".join(bare[:count]), " ".join(words[: len(words) - len(bare) + count])}
    return names


@cache
def _read_no_short() -> frozenset[str]:
    return frozenset(write_plainly(_NO_SHORT).split())


def _read_rows(name: str) -> list[list[str]]:
    return [line.split("\t") for line in read_shipped(f"answers/lexicon/{name}.tsv").splitlines() if line]
