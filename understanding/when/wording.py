"""Hours and dates, written in one small language: « jeudi aprèm, pas 19h30 » -> ``thu afternoon , not 19 hour 30``.

What French and English say alike is then one word, so that each reader is a few patterns for both. The words are a
table, `words.toml`. A word that says nothing about time is dropped.
"""

import re
import tomllib
from collections.abc import Iterator
from functools import cache
from itertools import product
from typing import NamedTuple

from rapidfuzz import process
from rapidfuzz.distance import OSA

from mentoring.slots import PARTS, WEEKDAYS
from understanding.plain_words import fold
from understanding.shipped_files import read_shipped

MAX_CHARACTERS = 240
"""So much of a text is read. Who offers an hour needs fewer; what is longer tells a story."""
MAX_UNKNOWN_WORDS = 1
"""A name or a place may stand beside an hour; with two such words it is a story in which hours occur."""
MAX_UNKNOWN_WORDS_OF_OFFER = 3
"""So many may stand in a clause that offers in so many words, or that begins with a day and its hour."""
MAX_UNKNOWN_WORDS_ASIDE = 1
"""« Le soir, bisous mamie » is an answer; what tells more beside a part of the day is a story."""
MAX_UNKNOWN_WORDS_BESIDE_DAY = 8
"""Who names a day or offers in so many words may say why: « mardi soir, mon père garde les petits »."""
MIN_SLIP_LETTERS = 5
"""Shorter words are too near to others: « mari », « jeux », « main »."""
MIN_TWO_SLIPS_LETTERS = 8
"""In a word of so many letters two slips are put right."""

_SIGNS = {"-": "-", ",": ",", "&": "and", "+": "plus", "/": "and", "@": "at", "€": "other", "%": "other"}
_SAME_SIGNS = str.maketrans("–—.;:!()\n", "--,,,,,,,")
_PIECE = re.compile(
    r"\d{4}-\d\d-\d\d|\d{1,2} ?/ ?\d{1,2}(?: ?/ ?\d{2,4})?(?! ?h)\b|\d{1,2}[.-]\d{1,2}[.-]\d{2,4}\b"
    r"|\d{1,2}[:.]\d{2}(?!\d)|[a-z0-9]+|[.,:](?= |$)|[;!()\n&+/@€%–—-]"
)
_RUN = re.compile(r"\d+|[a-z]+")
_HELD_LETTER = re.compile(r"([a-z])\1{2,}")
_WHEN = (
    rf"\d|\b(?:{'|'.join((*WEEKDAYS, *PARTS))}|today|tomorrow|overmorrow|dayafter|weekafter)\b"
    r"|\b(?:week|month|all|samehour)\b"
)
SAYS_WHEN = re.compile(_WHEN)
_DAY, _PART = "|".join(WEEKDAYS), f"(?:{'|'.join(PARTS)})"
_WHOLE_WEEK = r"\+".join(WEEKDAYS)
_WORKING_WEEK = r"\+".join(WEEKDAYS[:5])
_UNSAFE = r"\b(?:past|other|vague)\b"
_SAME_CLAUSE = r"(?:(?! , | but ).)*"
_REST = r"(?:(?:_|I|is|\?|the|for|at|not|offer|in|from) )*"
"""Words that say nothing of time."""
_RESOLVED: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(pattern), written)
    for pattern, written in (
        (rf"mon\?(?= (?:\d|{_PART}|and|or|,|until|to|-|at|{_DAY})|$)", "mon"),  # "mon 6pm"; « mon mentor »
        (r"(?<=\d )mar\?|mar\?(?= \d{1,2}(?! hour|:| [ap]m|\d))", "m03"),  # "15 mar"; « mar 18h »
        (r"mar\?", "tue"),
        (r"\b(\d+|th|end|until|start|middle|in) sept\?(?! hour| day| week| month)", r"\1 m09"),
        (r"sept\?(?= (?:20)?\d\d?\b(?! hour|:))", "m09"),
        (r"sept\?", "7"),
        (rf"no\?(?= (?:{_DAY}|{_PART}|sat\+sun))", "not"),  # "no mornings"; "no, Monday"
        (r"no\?", "no"),
        (rf"\bno (?=(?:the )?not\b|(?:the )?(?:{_DAY}) (?:at )?\d)", ""),  # « non pas 18h », « non, mardi 19h »
        (rf"(all|\+sun|every \w+) but\?(?= (?:the )?(?:{_DAY}))", r"\1 except"),  # "every day but Tuesday"
        (r"but\?", "but"),
        (r"\brather (.*?)\bthan\?", r"rather \1instead"),  # « plutôt jeudi que mardi »
        (r"mon\?|than\?", "_"),
        (r"\d+ (?:hour|minute) (?:weekly|1 week)\b", "_"),  # so much time, not an hour
        (r"(\d+|\bfor|\bthe) month\?", r"\1 month"),  # « 3 mois de pause »; « fin du mois de mai »
        (r"month\?", "in"),
        (r"\d+ hour from (?:activity|\?)(?= |$)", "other"),  # « 3 h de maths »
        (r"(?:\?|\bI) at \d+ (?:month|year)\b", "other"),  # an age
        (rf"{_WHOLE_WEEK} (?={_WORKING_WEEK}(?: |$))", ""),  # « n'importe quel jour, en semaine »
        (
            r"\b(?:after|when) (?:_ )*(?:I|busy|done) (?:(?:I|_|busy|\?|the|from) )*at (?=\d)",
            "after ",
        ),  # « quand je sors à 18h »
        (
            rf"^(.*\b(?:{_DAY})\b.*?) (?:after|when)(?= [^,]*\?)"
            r"(?: (?:_|the|\?|to|I|from|and|busy|is|activity))+(?= ,| but|$)",
            r"\1",
        ),  # "weeknights after the kids go to bed, 8pm"
        (r"\b(from|after) (\d[^,]*?) (?:after|plus)(?= ,| but|$)", r"\1 \2"),  # "from 4 onwards"
        (r"\bor (?=(?:I|busy)\b)", ""),  # « le jour où je travaille pas »
        (r"\bbusy(?: _)* not\b", "_"),
        (r"(?<=\d|r) max (?=\d)", " until "),
        (rf"\b(?:max|latest) (?=(?:the )?(?:\d|{_DAY}))", "before "),
        (r"\b(?:max|latest)\b", "_"),
        (r"\bexcept(?: the)? activity\b", "_"),  # « le seul jour sans cours »
        (r"\bI(?: _| from| the)* activity\b", "busy"),  # « j'ai foot le mardi »
        (rf"\b(after|before)(?: _| the)* (?:activity|busy)\b(?=.*(?:\d|{_PART}))", "_"),  # « après le foot, vers 20h »
        (r"\bafter(?: _| the)* (?:activity|busy)\b", "evening"),
        (r"\bbefore(?: _| the)* (?:activity|busy)\b", "morning"),
        (r"\bactivity\b", "?"),
        (
            rf"^(.*\b(?:not|except|offer|rather|hour|[ap]m)\b.*?) (?=I (?:_ )*(?:\?|other|past)"
            rf"(?: (?!{_WHEN}|not\b|no\b|busy\b|until\b|,|but\b)\S+)*$)",
            r"\1 , ",
        ),  # « pas le week-end je vois ma fille »
        (
            rf"\b(?:busy|not)(?: _| offer)* (?:all|{_WHOLE_WEEK}) except\b",
            "rather",
        ),  # « j'ai cours tout le temps sauf »
        (rf"(^_|,|but) except ([^,]*) , (?={_REST}(?:offer|every|all|the {_PART}|{_PART})\b)", r"\1 except \2 but "),
        (rf"^((?:(?!\?|\bI\b|{_UNSAFE}).)*\d(?: hour| [ap]m|:\d\d)[^,]*?) I (?:_ )*(?:other|\?).*", r"\1"),
        (
            rf"\bI(?: _| offer){{0,3}} \?(?= |$)(?!{_SAME_CLAUSE}\b(?:until|offer)\b|.*\bsameday\b)|(?<= )\? is\b",
            "other",
        ),
        # « je pleure le soir », "the exam is Friday"
        (rf" if (?:(?!{_WHEN}|,|but\b|vague\b)\S+(?: |$))*(?=,|but\b|$)", " "),  # « mardi, si ça vous arrange »
        (r"\bchez(?: _| the)*(?: \?)+", "_"),
        (rf"^(.*\d[^,]*?) (?:I )?done\b(?!.*(?:\d|{_DAY}|{_PART})).*", r"\1"),  # « demain 19h, je finis tard »
        (rf"\bhard(?={_SAME_CLAUSE}(?:{_DAY}|{_PART}))", "vague"),  # « c'est dur le soir »; « le soir c'est dur »
        (r"\bhard\b", "not"),
        (r"(?<!\d )(?<!\d)\bpm\b", "afternoon"),
        (r"(?<!\d )(?<!\d)\bam\b", "morning"),
        (rf"^(?=.* \?(?: |$)).*\ball\b(?! (?:the )?(?:{_DAY}|{_PART}))", "other"),  # « j'arrête tout »
        (r"(middle|\d) - (?=m\d\d)", r"\1 "),  # « mi-avril », « 15-mai »
        (r"\b(?:\d{1,3} ){2,}\d{1,3}\b(?! hour)|\b\d{5,}\b", "other"),  # a telephone number
    )
)
_DANGLING = re.compile(r" (?:for|by|to)\b(?= ,| but|$)")
_CLAUSE_BREAK = re.compile(r"(?:^| )(,|but) ")
_TELLS = re.compile(r"\?|\b(?:past|other)\b")
_NAMES_DAY = re.compile(rf"\b(?:{_DAY}|today|tomorrow|overmorrow|dayafter|all|every|week|samehour|offer|rather)\b|\d")
_FIRM = re.compile(r"\b(?:offer|rather|move|delay|advance|later|earlier)\b|\d")
"""Who says so much offers, and may tell what has been."""
_OFFERING = re.compile(
    rf"\b(?:offer|rather|move|delay|advance)\b|^(?:(?:_|I|the|at|from|every) )*(?:{_DAY}) (?:(?:the|at|{_PART}) )*\d"
)
_NEVER_READ = frozenset(["vague", "past", "other"])
_DROPPED = frozenset(["_", "?", "I", "is", "weekly", "offer", "if", "when"])


def write_out(text: str) -> str:
    """Return the text in the small language; "" when it tells a story, leaves things open, or says nothing."""
    folded = _HELD_LETTER.sub(r"\1", fold(text[:MAX_CHARACTERS])[:MAX_CHARACTERS])
    said = f"_ {' '.join(filter(None, _translate(list(_split(folded)))))}".partition(" because")[0]
    for pattern, written in _RESOLVED:
        said = pattern.sub(written, said)
    words = _drop_asides(said).split()
    if not _NEVER_READ.isdisjoint(words):
        return ""
    return _DANGLING.sub("", " ".join(word for word in words if word not in _DROPPED))


def _drop_asides(said: str) -> str:
    """Return the clauses that offer, without what is told beside them; "other" when too much is told."""
    _, *pieces = _CLAUSE_BREAK.split(f", {said}")
    clauses = list(zip(pieces[::2], pieces[1::2], strict=True))
    plain = [clause for _, clause in clauses if _NAMES_DAY.search(clause) and not _TELLS.search(clause)]
    kept = [(sign, clause) for sign, clause in clauses if not _is_aside(clause, plain)]
    aside = said.count("?") - sum(clause.count("?") for _, clause in kept)
    unsure = sum(clause.count("?") for _, clause in kept if not (_OFFERING.search(clause) or "sameday" in said))
    most = MAX_UNKNOWN_WORDS_BESIDE_DAY if plain else MAX_UNKNOWN_WORDS_ASIDE
    wordy = any(clause.count("?") > MAX_UNKNOWN_WORDS_OF_OFFER for _, clause in kept)
    if aside > most or unsure > MAX_UNKNOWN_WORDS or wordy:
        return "other"
    return " ".join(f"{sign} {clause}" for sign, clause in kept).removeprefix(", ")


def _is_aside(clause: str, plain: list[str]) -> bool:
    """Return whether a clause tells something beside the plain ones: « je suis malade, demain ? »."""
    if not _TELLS.search(clause):
        return False
    safe = not re.search(_UNSAFE, clause)
    if not SAYS_WHEN.search(clause):
        return safe or any(_FIRM.search(offer) or "past" not in clause.split() for offer in plain)
    return bool(plain) and (not safe or (clause.count("?") > MAX_UNKNOWN_WORDS and not _OFFERING.search(clause)))


def _split(folded: str) -> Iterator[str]:
    """Yield words, numbers, dates and signs; letters glued to a number apart (``18 #h``), unless it is a word: 2m1."""
    phrases = load_lexicon().phrases
    for piece in _PIECE.findall(folded):
        if piece.isalnum() and not piece.isalpha() and piece not in phrases:  # « 18h30 », « mardi18h »
            runs = _RUN.findall(piece)
            yield from (f"#{run}" if at and run.isalpha() else run for at, run in enumerate(runs))
        else:
            yield piece.replace(" ", "") if len(piece) > 1 else piece.translate(_SAME_SIGNS)


def _translate(pieces: list[str]) -> Iterator[str]:
    """Yield what the pieces are in the small language, the longest known phrase first; its hyphens do not count."""
    lexicon, at = load_lexicon(), 0
    while at < len(pieces):
        for end in range(min(at + lexicon.lengths.get(pieces[at], 1), len(pieces)), at, -1):
            phrase = " ".join(piece for piece in pieces[at:end] if piece != "-") or "-"
            if phrase in lexicon.phrases and (pieces[end - 1] != "-" or phrase == "-"):
                yield lexicon.phrases[phrase]
                break
        else:
            end = at + 1
            yield _translate_stray(pieces[at])
        at = end


def _translate_stray(piece: str) -> str:
    """Return what a piece is that stands in no table: a number, a slip, a word that nobody knows."""
    lexicon = load_lexicon()
    if piece[0].isdigit():
        return piece
    if piece[0] == "#":
        return lexicon.phrases.get(piece[1:], "?")  # « 15mai »
    if len(piece) < MIN_SLIP_LETTERS or piece in lexicon.never_slips:
        return "_" if len(piece) == 1 else "?"
    near = [name for name in lexicon.slips_of if name[0] == piece[0]]
    slips = 1 if len(piece) < MIN_TWO_SLIPS_LETTERS else 2
    found = process.extractOne(piece, near, scorer=OSA.distance, score_cutoff=slips)
    return lexicon.phrases[found[0]] if found else "?"


class Lexicon(NamedTuple):
    """The table of words, as it is looked up."""

    phrases: dict[str, str]
    lengths: dict[str, int]
    """First word -> pieces of the longest phrase that begins with it; between its words hyphens may stand."""
    slips_of: tuple[str, ...]
    never_slips: frozenset[str]


@cache
def load_lexicon() -> Lexicon:
    """Return the table of words; of two entries for one phrase the first holds."""
    tables = tomllib.loads(read_shipped("when/words.toml"))
    slips, suffixes = tables.pop("slips"), tables.pop("suffixes")
    phrases = dict(_SIGNS)
    for written, many in (row for table in tables.values() for row in table.items()):
        for phrase in _list_phrases(many):
            phrases.setdefault(phrase, written)
    amounts = product(("un", "une", "une petite", "une bonne", "a", "an", "one", "another"), tables["units"].items())
    phrases |= {
        f"{one} {unit}": f"1 {written}"
        for one, (written, many) in amounts
        for unit in _list_phrases(many)
        if f"{one} {unit}" not in phrases
    }
    phrases |= {f"#{suffix}": written for written, many in suffixes.items() for suffix in _list_phrases(many)}
    lengths: dict[str, int] = {}
    for words in map(str.split, phrases):
        lengths[words[0]] = max(lengths.get(words[0], 1), 2 * len(words) - 1)
    return Lexicon(phrases, lengths, tuple(_list_phrases(slips["of"])), frozenset(_list_phrases(slips["never"])))


def _list_phrases(many: str) -> list[str]:
    return [" ".join(phrase.split()) for phrase in many.split(",")]
