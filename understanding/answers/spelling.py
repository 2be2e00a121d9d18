"""Plain words: an answer without capitals, accents and doubled letters, with what is run together written apart."""

import re
import tomllib
from functools import cache, lru_cache

from understanding.identifying.lists import is_word
from understanding.plain_words import fold
from understanding.shipped_files import read_shipped

MAX_READ_CHARACTERS = 600
"""What stands behind is not read: nobody answers a question at such length."""
APART = {
    "je ai": "jai geai ge", "je suis": "jsuis jss chuis chu jsui jui shui chui", "je veux": "jveux jveu jve jvx",
    "je voudrais": "jvoudrai jvoudrais jvoudré", "je aimerais": "jaimerais jaimerai jaimeré jaimerait",
    "je cherche": "jcherche jcherch jchrche", "je habite": "jhabite jabite jabit jhabit", "je vis": "jvis",
    "je viens": "jviens jvien", "je sais": "jsais jsé jse chai", "je me appelle": "jmappelle jmapel jmappel jmapelle",
    "me appelle": "mappelle mapel mapelle mappel", "ce est": "cest sest", "pas": "pa", "que": "q ke",
    "quoi": "koi kwa", "qui": "ki", "pour": "pr", "avec": "avc", "dans": "ds", "tout": "tt", "plus": "plu",
    "toujours": "tjrs tjr", "je peux": "jpeux jpeu jpx", "je pense": "jpense", "je crois": "jcrois",
    "je sais pas": "jsp jspas jsaispas chaipas saipas", "besoin": "bsn bzn besoins", "beaucoup": "bcp",
    "s il te plait": "stp steuplait", "s il vous plait": "svp", "etre": "etr", "moi": "mwa moa",
    "faire": "fair fer", "bonjour": "bjr bonjours", "salut": "slt", "coucou": "cc", "quelqu un": "qqn qlq qqun",
    "i am": "im", "i have": "ive", "do not": "dont", "can not": "cant cannot", "did not": "didnt",
    "could not": "couldnt", "would not": "wouldnt",
    "mouais": "moais mouaip", "is not": "isnt", "was not": "wasnt", "will not": "wont", "annee": "annees",
    "alternance": "alternence altenance altrnance alternanse", "trouver": "trouvé trouvez trouvr",
    "cherche": "cherches cherch",
}  # fmt: skip
"""What is meant -> the spellings that people type for it."""
_APOSTROPHE_S = re.compile(r"(?<=[a-z])'(?=(?:m|ve|re|t|ll)\b)")
_WORD = re.compile(r"[^\W_]+|\+")
_REPEATED = re.compile(r"(?<![^\W_])(pass)(?![^\W_])|([^\W\d_])\2+")
"""A doubled letter; « pass », the first year of medicine, would be « pas »."""
_NEXT = re.compile(r", |\n")
_RUN_TOGETHER = re.compile(r"(j|(?:[ldmtsn]|qu)(?=[aeiouyh]))(\w{4,})")
_MIN_LETTERS = 3
_WHOLE = ("mouais",)
_ALONE = {"j": "je", "g": "je ai", "c": "ce est", "+": "plus"}
MAX_CACHED_WORDS = 4096
_IS = ("est", "etait", "etai", "ete", "etais")


def write_plainly(text: str) -> str:
    """Return the words of a text one space apart, none at the ends; only its beginning is read."""
    written = fold(text[:MAX_READ_CHARACTERS])[:MAX_READ_CHARACTERS]  # some signs fold to many letters
    words = _WORD.findall(_APOSTROPHE_S.sub("", written))
    return " ".join(_write_apart(word, following) for word, following in zip(words, [*words, ""][1:], strict=True))


def _write_apart(word: str, following: str) -> str:
    return "ce" if word == "c" and following in _IS else _write_word(word)


@lru_cache(MAX_CACHED_WORDS)
def _write_word(word: str) -> str:
    """Return what a folded word stands for, as plain words."""
    short, spellings = _REPEATED.sub(r"\1\2", word), _read_spellings()
    return spellings.get(word) or spellings.get(short) or _split_run_together(word) or short


def _split_run_together(word: str) -> str | None:
    """Return the two words that lost their apostrophe: « lecole », « jtrouve », « dalternance »."""
    found = _RUN_TOGETHER.fullmatch(word)
    if not found or word in _WHOLE or not is_word(found[2]) or is_word(word) or is_word(word.rstrip("s")):
        return None
    return f"{_ALONE.get(found[1], found[1])} {_shorten(found[2])}"


@cache
def _read_spellings() -> dict[str, str]:
    """Return spelling -> what is meant; a longer spelling counts with doubled letters too."""
    pairs = [(fold(typed), _shorten(meant)) for meant, many in APART.items() for typed in many.split()]
    shortened = ((_shorten(typed), meant) for typed, meant in pairs)
    return _ALONE | dict(pairs) | {typed: meant for typed, meant in shortened if len(typed) >= _MIN_LETTERS}


def _shorten(words: str) -> str:
    """Return some words without accents and doubled letters."""
    return _REPEATED.sub(r"\1\2", fold(words))


@cache
def compile_words(*phrases: str) -> re.Pattern[str]:
    """Return a pattern of any of some phrases as whole words; a phrase is plain words or a pattern of them."""
    return re.compile(rf"(?<![^ ])(?:{'|'.join(map(shorten_pattern, phrases))})(?![^ ])")


@cache
def read_phrases(name: str) -> dict[str, list[str]]:
    """Return table -> its phrases, of a file of patterns in `lexicon/`."""
    tables = tomllib.loads(read_shipped(f"answers/lexicon/{name}.toml"))
    return {table: [one.strip() for one in _NEXT.split(said) if one.strip()] for table, said in tables.items()}


@cache
def read_patterns(name: str) -> dict[str, re.Pattern[str]]:
    """Return table -> a pattern of its phrases, the longest first."""
    return {table: compile_words(*sorted(said, key=len, reverse=True)) for table, said in read_phrases(name).items()}


def shorten_pattern(phrase: str) -> str:
    """Return a pattern of plain words without doubled letters, as plain words are."""
    return _REPEATED.sub(r"\1\2", phrase)
