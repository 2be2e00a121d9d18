"""Numbers and ages, in figures and in words of French and English."""

import re
from collections.abc import Iterator
from functools import cache

from understanding.answers.spelling import MAX_READ_CHARACTERS, compile_words, write_plainly

_UNITS = (
    "zero, aucun, aucune, none", "un, une, one", "deux, two", "trois, three", "quatre, katre, four", "cinq, five",
    "six", "sept, seven", "huit, eight", "neuf, nine", "dix, ten", "onze, eleven", "douze, twelve",
    "treize, thirteen", "quatorze, fourteen", "quinze, fifteen", "seize, sixteen", "dix sept, seventeen",
    "dix huit, eighteen", "dix neuf, nineteen",
)  # fmt: skip
_TENS = {
    20: "vingt, twenty", 30: "trente, thirty", 40: "quarante, forty", 50: "cinquante, fifty", 60: "soixante, sixty",
    70: "soixante dix, seventy, septante", 80: "quatre vingt, quatre vingts, eighty, huitante",
    90: "quatre vingt dix, ninety, nonante",
}  # fmt: skip
_BY_TWENTIES = ("soixante", "quatre vingt")
"""They go on to nineteen: « soixante et onze », « quatre-vingt-quinze »."""
_APPROXIMATE = compile_words(
    "ou", "or", "entre", "between", "environ", "about", "around", "a peu pres", "plus de", "more than", "moins de",
    "les than", "fewer than", "au moins", "at least", "minimum", "peut etre", "maybe", "pas", "not", "dizaine",
    "vingtaine", "presque", "almost", "bientot", "soon", "a couple", "depend", "aucune idee", "les 2", "both",
    "et demi", "voire", r"a \d+ heures",
    "janvier", "fevrier", "mars", "avril", "mai", "juin", "juilet", "aout", "septembre", "octobre", "novembre",
    "decembre",
)  # fmt: skip
"""Beside it a number is a bound, a doubt, the contrary, or a date."""
_AT_MOST = compile_words("(?:et )?(?:pas|no) (?:plus|more)(?: (?:de|que|than))?")
"""It leaves the number as it is."""
_NO_NUMBER = re.compile(
    r"\d\s?[h:]\s?\d|\d\s?h(?:eures?)?\b"  # a clock
    r"|\d\s?[.,/-]\s?\d{1,2}\s?[./-]|\d[.,]\d|\d\s?-\s?\d"  # a date, a fraction, a span
    r"|^\s*-\s?\d"
)
_OUT_OF = re.compile(r"(?<![^ ])(\d{1,2}) (?:sur|out of) (?:[3-9]|10|20|100)(?![^ ])")
_SHARE = re.compile(r"(?<![\d/])(\d{1,2})\s?/\s?([3-9]|10|20|100)(?![\d/])")
_NUMBER = re.compile(r"(?<![^ ])x?(\d{1,4})(?:ans?|x)?(?![^ ])")
_STARS = re.compile("[⭐🌟]")
_UNIT = "seule?|jeune|persone|person|young|max|maximum|only|sufit|fois|heure|par|per|a|at|pour|for|si|merci|svp|s il"
_ARTICLE = re.compile(rf"(?<![^ ])(?:un|une|one)(?! (?:{_UNIT})(?![^ ]))(?= [a-z\d])")
"""« un » before any other word is an article."""
MIN_AGE, MAX_AGE = 10, 99
_YEARS_OLD = r"(?:ans?|piges?|balais|berges|printemps|years? old|years?|yo|y o|yrs?)"
_AGE = re.compile(
    rf"(?<![^ ])(?:(?:i am|je suis|je ai|je en ai|turned|age) (?:de |age de )?(\d\d)(?: ?(?:{_YEARS_OLD}|ane|a))?"
    rf"(?! ?(?:min|h|heures|euros|points)(?![^ ]))|(\d\d) ?{_YEARS_OLD})(?![^ ])"
)
_BARE_AGE = re.compile(
    r"(?:(?:bonjour|salut|euh|ben|bah|alors|moi|oui|ce est|mon age|age|les|tout juste|a peine) )*(\d\d)"
    r"(?: (?:tout juste|et demi|passe|revolus|svp|merci|now|maintenant))*"
)
_NO_AGE = compile_words(
    "depuis", "pendant", "il y a", "dans", "for", "since", "ago", "presque", "bientot", "je aurai", "vais avoir",
    "almost", "soon", "entre", "between", "moins de", "plus de", "under", "over", "au moins", "ou", "or",
    r"frere \w+", r"soeur \w+", "il a", "elle a", "ils ont", "mon fils", "ma file", "going to be", "turning",
    "wil be", "pas", "not", "minimum", "maximum",
)  # fmt: skip
"""Before a number it is no age of somebody's own, or not yet."""

_SOON = compile_words(r"dans \d+ (?:mois|jours?|semaines?)", r"in \d+ (?:months?|days|weeks?)", "demain", "tomorow")


def read_number(text: str) -> int | None:
    """Return the one number that a text says, None when it says none, several, or a bound, a clock or a date."""
    read = text[:MAX_READ_CHARACTERS]
    if stars := len(_STARS.findall(read)):
        return stars
    words = write_digits(_ARTICLE.sub(" ", _AT_MOST.sub(" ", write_plainly(_SHARE.sub(r"\1 sur \2", read)))))
    if out_of := _OUT_OF.search(words):
        return int(out_of[1])
    if _NO_NUMBER.search(read) or _APPROXIMATE.search(words):
        return None
    numbers = {int(found) for found in _NUMBER.findall(words)}
    return numbers.pop() if len(numbers) == 1 else None


def read_age(text: str) -> int | None:
    """Return how old somebody says to be, None for anything else: how long, how old somebody else, when born."""
    words = write_digits(write_plainly(text))
    found = _BARE_AGE.fullmatch(words) or _AGE.search(words)
    if not found or _NO_AGE.search(words[: found.end()]) or _SOON.search(words):
        return None
    age = int(next(number for number in found.groups() if number))
    return age if MIN_AGE <= age <= MAX_AGE else None


def write_digits(words: str) -> str:
    """Return plain words with the numbers that are written out as figures."""
    pattern, numbers = _compile_numbers()
    return pattern.sub(lambda found: numbers[found[0]], words)


@cache
def _compile_numbers() -> tuple[re.Pattern[str], dict[str, str]]:
    numbers = {write_plainly(words): str(number) for words, number in _list_numbers()}
    return compile_words(*sorted(numbers, key=len, reverse=True)), numbers


def _list_numbers() -> Iterator[tuple[str, int]]:
    """Return each spelling of each number from 0 to 99."""
    units = [(word, number) for number, words in enumerate(_UNITS) for word in words.split(", ")]
    yield from units
    for ten, words in _TENS.items():
        for word in words.split(", "):
            yield word, ten
            largest = 19 if word in _BY_TWENTIES else 9
            for unit, number in units:
                if 0 < number <= largest:
                    yield from ((f"{word} {unit}", ten + number), (f"{word} et {unit}", ten + number))
