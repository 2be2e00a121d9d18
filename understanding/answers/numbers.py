"""Numbers and ages, in figures and in words of French and English."""

import re
from functools import cache

from understanding.answers.spelling import MAX_READ_CHARACTERS, compile_words, write_plainly

_UNITS = (
    "zero aucun aucune none", "un une one", "deux two 2x", "trois three", "quatre four katre", "cinq five", "six",
    "sept seven", "huit eight", "neuf nine", "dix ten", "onze eleven", "douze twelve", "treize thirteen",
    "quatorze fourteen", "quinze fifteen", "seize sixteen", "dix sept,seventeen", "dix huit,eighteen",
    "dix neuf,nineteen", "vingt twenty",
)  # fmt: skip
_TENS = ("vingt,twenty", "trente,thirty", "quarante,forty", "cinquante,fifty", "soixante,sixty")
_SEVENTY = {70: "soixante dix,seventy,septante", 80: "quatre vingt,quatre vingts,eighty,huitante", 90: "quatre vingt dix,ninety,nonante"}
_APPROXIMATE = compile_words(
    "ou", "or", "entre", "between", "environ", "about", "around", "a peu pres", "plus de", "more than", "moins de",
    "les than", "fewer than", "au moins", "at least", "minimum", "peut etre", "maybe", "pas", "not", "ou plus",
    "dizaine", "vingtaine", "presque", "almost", "bientot", "soon", "a couple", "depend", "je sais pas", "aucune idee",
)  # fmt: skip
"""Beside it a number is a bound, a doubt, or the contrary."""
_AT_MOST = compile_words("(?:et )?(?:pas|no) (?:plus|more)(?: (?:de|que|than))?")
"""It leaves the number as it is."""
_CLOCK = re.compile(r"\d\s?[h:]\s?\d|\d\s?[.,/-]\s?\d{1,2}\s?[./-]|\d[.,]\d|-\s?\d+\s*$|^\s*-\s?\d|\d\s?-\s?\d|\d\s?h(?:eures?)?\b")
_OUT_OF = re.compile(r"(?<![\d/])(\d{1,2})\s?(?:/|sur|out of|on)\s?\d{1,3}(?![\d/])")
_NUMBER = re.compile(r"(?<![^ ])(\d{1,4})(?:ans?|x)?(?![^ ])")
_STARS = re.compile("[⭐🌟]")
_ARTICLE = re.compile(r"(?<![^ ])(?:un|une|one)(?! (?:seul|seule|jeune|persone|max|maximum|sufit|person|only|young|suffit|par|per)\b)(?= [a-z])")
"""« un » before any other word is an article."""
MAX_AGE, MIN_AGE = 99, 10
_AGE = re.compile(
    r"(?<![^ ])(?:(?:(?:i am|je suis|je ai|age|ai|im) )(?:de |age de )?(\d{2})(?: ?(?:ans?|ane|piges?|years?|yo|y o|a))?(?! ?(?:/|min|h\b|heures|euros|points))"
    r"|(\d{2}) ?(?:ans?|an|piges?|balais|years? old|yo|y o|yr|yrs|years?|berges|printemps))(?![^ ])"
)
_BARE_AGE = re.compile(r"(?:(?:bonjour|salut|euh|ben|bah|alors|moi|oui|ce est|age|mon age|les|tout juste|a peine) )*(\d{2})(?: (?:tout juste|et demi|passe|revolus|svp|merci|now|maintenant))*")
_NO_AGE = compile_words(
    "depuis", "pendant", "il y a", "dans", "for", "since", "ago", "presque", "bientot", "je aurai", "vais avoir", "almost",
    "soon", "entre", "between", "moins de", "plus de", "under", "over", "au moins", "ou", "or", "frere \\w+", "soeur \\w+",
    "il a", "elle a", "ils ont", "mon fils", "ma file", "going to be", "turning", "wil be", "pas", "not", "minimum", "maximum",
)  # fmt: skip


def read_number(text: str) -> int | None:
    """Return the one number that a text says, None when it says none, several, or a bound, a clock or a date."""
    if stars := len(_STARS.findall(text[:MAX_READ_CHARACTERS])):
        return stars
    if out_of := _OUT_OF.search(text[:MAX_READ_CHARACTERS].lower()):
        return int(out_of[1])
    words = write_digits(_ARTICLE.sub(" ", _AT_MOST.sub(" ", write_plainly(text))))
    if _CLOCK.search(text[:MAX_READ_CHARACTERS]) or _APPROXIMATE.search(words):
        return None
    numbers = {int(found) for found in _NUMBER.findall(words)}
    return numbers.pop() if len(numbers) == 1 else None


def read_age(text: str) -> int | None:
    """Return how old somebody says to be, None for anything else: how long, how old somebody else, when born."""
    words = write_digits(write_plainly(text))
    found = _BARE_AGE.fullmatch(words) or _AGE.search(words)
    if not found or _NO_AGE.search(words[: found.end()]):
        return None
    age = int(next(number for number in found.groups() if number))
    return age if MIN_AGE <= age <= MAX_AGE else None


def write_digits(words: str) -> str:
    """Return plain words with the numbers that are written out as figures."""
    pattern, numbers = _compile_numbers()
    return pattern.sub(lambda found: numbers[found[0]], words)


@cache
def _compile_numbers() -> tuple[re.Pattern[str], dict[str, str]]:
    numbers = {write_plainly(words): str(number) for number, words in _list_numbers()}
    longest_first = sorted(numbers, key=len, reverse=True)
    return re.compile(rf"(?<![^ ])(?:{'|'.join(longest_first)})(?![^ ])"), numbers


def _list_numbers() -> list[tuple[int, str]]:
    """Return each number from 0 to 99 with a spelling of it."""
    small = [(n, word) for n, words in enumerate(_UNITS) for word in (words.split(",") if "," in words else words.split())]
    tens = {20 + 10 * at: words.split(",") for at, words in enumerate(_TENS)}
    tens |= {number: words.split(",") for number, words in _SEVENTY.items()}
    units = [(n, word) for n, word in small if 0 < n < 20]
    found = list(small)
    for ten, words in tens.items():
        for word in words:
            found.append((ten, word))
            for number, unit in units:
                if number < 10 or word in ("soixante", "quatre vingt"):
                    found += [(ten + number, f"{word} {unit}"), (ten + number, f"{word} et {unit}")]
    return found
