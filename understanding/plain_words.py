"""Plain words: what somebody typed, without capitals, accents, invisible characters and marks."""

import re
import unicodedata

_LIGATURES = str.maketrans({"œ": "oe", "æ": "ae", "\u2019": "'", "\u2018": "'", "`": "'"})
_WORD = re.compile(r"[^\W_]+")


def fold(text: str) -> str:
    """Return the text in small letters, without accents and invisible characters; its marks and digits stay."""
    parts = unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", text).casefold())
    return "".join(char for char in parts if unicodedata.category(char) not in ("Mn", "Me", "Cf")).translate(_LIGATURES)


def split_words(text: str) -> list[str]:
    """Return the words and numbers of the text in order, folded: "L'été à 18h" -> l, ete, a, 18h."""
    return _WORD.findall(fold(text))
