"""In which letters a text is written, by what stands in it: what is in doubt is told, with the words that decided."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

BYTE_ORDER_MARKS = {b"\xef\xbb\xbf": "utf-8", b"\xff\xfe\0\0": "utf-32-le", b"\0\0\xfe\xff": "utf-32-be",
                    b"\xff\xfe": "utf-16-le", b"\xfe\xff": "utf-16-be"}  # fmt: skip
OLD_ENCODINGS = ("cp1252", "mac_roman", "cp850")
"""What Excel writes where nobody chose UTF-8: on Windows, on an old Mac, before Windows. The first wins a tie."""
MIN_ZERO_SHARE = 0.2
"""Share of zero bytes at even or at odd places from which on a text is UTF-16: plain letters have one each."""
SAMPLE_BYTES = 200_000
MAX_SHOWN_WORDS = 3
LOWER = "àâäçéèêëîïñôöùûüÿœæáíóúãõ"
UPPER = LOWER.upper().replace("ÿ", "Ÿ")
TYPOGRAPHY = "«»’‘“”–—…·•°€№\xa0\u202f"
WORD = re.compile(r"[^\W\d_]*[^\x00-\x7f]+[^\W\d_]*")


@dataclass(frozen=True, slots=True)
class Decoded:
    """A text, the encoding it was in, and what shows it where the file does not say so itself."""

    text: str
    encoding: str
    evidence: tuple[str, ...] = ()


def decode(raw: bytes) -> Decoded | None:
    """Return the text of a file, or None where no encoding makes words of it."""
    for mark, encoding in BYTE_ORDER_MARKS.items():
        if raw.startswith(mark):
            return _try(raw[len(mark) :], encoding)
    if (wide := _find_wide(raw)) is not None:
        found = _try(raw[: len(raw) // 2 * 2], wide)
        return None if found is None else Decoded(found.text, wide, tuple(_list_words(found.text)))
    return _try(raw, "utf-8") or _decode_old(raw)


def _find_wide(raw: bytes) -> str | None:
    """Return the UTF-16 whose mark is missing."""
    sample = raw[:SAMPLE_BYTES]
    evens, odds = sample[::2].count(0), sample[1::2].count(0)
    if max(evens, odds) < MIN_ZERO_SHARE * len(sample) / 2 or not sample:
        return None
    return "utf-16-be" if evens > odds else "utf-16-le"


def _try(raw: bytes, encoding: str) -> Decoded | None:
    try:
        text = raw.decode(encoding)
    except UnicodeDecodeError:
        return None
    return None if "\0" in text else Decoded(text, encoding)


def _decode_old(raw: bytes) -> Decoded | None:
    """Return the text in the old encoding in which most of its signs stand where French and English have them."""
    mixed = _decode_mixed(raw)
    tried = (_try(raw, encoding) for encoding in OLD_ENCODINGS)
    ranked = sorted(filter(None, (mixed, *tried)), key=lambda one: -_weigh(one.text))  # stable: the first wins a tie
    if not ranked or _weigh(ranked[0].text) < 0:
        return None
    best = ranked[0]
    return Decoded(best.text, best.encoding, tuple(_list_words(best.text)))


def _decode_mixed(raw: bytes) -> Decoded | None:
    """Return a text of which some lines are UTF-8 and others are not, as when two exports were put together."""
    lines = raw.splitlines(keepends=True)
    wide = [line for line in lines if not line.isascii() and _try(line, "utf-8")]
    if not wide:
        return None
    text = "".join((_try(line, "utf-8") or Decoded(line.decode("cp1252", "replace"), "")).text for line in lines)
    return Decoded(text, "utf-8 + cp1252")


def _weigh(text: str) -> int:
    """Return how well the signs beyond English stand in their words: below zero, they are none of French's."""
    sample = text[:SAMPLE_BYTES]
    return sum(_weigh_sign(sample, found.start()) for found in re.finditer(r"[^\x00-\x7f]", sample))


def _weigh_sign(text: str, at: int) -> int:
    sign = text[at]
    before, after = text[at - 1 : at] if at else "", text[at + 1 : at + 2]
    is_alone = not before.isalpha() and not after.isalpha()
    if sign in LOWER:
        return -1 if before.isupper() and after.isupper() else 2
    if sign in UPPER:
        return -3 if before.islower() else 0 if is_alone or (before.isalpha() and not before.isupper()) else 2
    if sign in TYPOGRAPHY:
        is_between = before.islower() and after.islower() and sign not in "’‘·"
        return -2 if is_between else 2
    return -3


def _list_words(text: str) -> Iterator[str]:
    """Yield the first words that hold a sign beyond English: whoever reads them sees whether they are right."""
    found = dict.fromkeys(match[0] for match in WORD.finditer(text[:SAMPLE_BYTES]))
    yield from list(found)[:MAX_SHOWN_WORDS]
