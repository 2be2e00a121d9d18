"""Write ordinary_frames_fr.tsv: ordinary messages made from the hand-written frames of frames_fr.txt.

Every choice is a hash of the seed, the message's number and what is chosen, so that the file comes out
the same on every machine and every Python. Run: ``python tests/data/distress/make_ordinary.py``.
"""

import re
import unicodedata
from collections.abc import Callable, Sequence
from hashlib import sha256
from pathlib import Path

HERE = Path(__file__).parent
SEED = "binome-2024"
WANTED = 2_700

SMS = {
    "je": "j", "j'ai": "g", "jai": "g", "c'est": "c", "pour": "pr", "avec": "avc", "quelqu'un": "qqun",
    "beaucoup": "bcp", "pas": "pa", "que": "ke", "qui": "ki", "quoi": "koi", "est-ce": "esk", "dans": "ds",
    "plus": "plu", "vous": "vs", "tout": "tt", "toujours": "tjrs", "comment": "cmt", "pourquoi": "pk", "salut": "slt",
    "bonjour": "bjr", "merci": "mrc", "suis": "sui", "trop": "tro", "quand": "qd", "même": "mm", "demain": "2m1",
    "rien": "ri1", "désolé": "dsl",
}  # fmt: skip

CONTRACTED = {"de le ": "du ", "de les ": "des ", "à le ": "au ", "à les ": "aux "}


def pick(options: Sequence[str], *key: object) -> str:
    """Return the option that the seed and the key point to."""
    digest = sha256("|".join(map(str, (SEED, *key))).encode()).digest()
    return options[int.from_bytes(digest[:8], "big") % len(options)]


def read(path: Path) -> tuple[dict[str, list[str]], list[tuple[str, str]]]:
    """Return the slots' values by name, and the frames with their category."""
    slots: dict[str, list[str]] = {}
    frames: list[tuple[str, str]] = []
    kind = name = ""
    for line in filter(None, path.read_text(encoding="utf-8").splitlines()):
        if line.startswith("#"):
            continue
        if line.startswith("["):
            kind, name = line.strip("[]").split()
        elif kind == "slot":
            slots.setdefault(name, []).append(line)
        else:
            frames.append((name, line))
    return slots, frames


def fill(frame: str, slots: dict[str, list[str]], number: int) -> str:
    """Return a frame with values put in; {course2} is another course than {course}; articles are contracted."""

    def value(found: re.Match[str]) -> str:
        name, second = found[1], found[2]
        first = pick(slots[name], number, name)
        return pick([v for v in slots[name] if v != first], number, name, second) if second else first

    text = re.sub(r"\{(\w+?)(2?)\}", value, frame)
    for said, written in CONTRACTED.items():
        text = re.sub(rf"\b{said}", written, text)
    text = re.sub(r"\bde (?=(?:[aeiouyéèê]|hi[es]|[AEIOU][a-zéèê]))", "d'", text)
    return re.sub(r"\b(mes parents) (veut|va|me pousse|m'emmène)\b", _make_plural, text)


def _make_plural(found: re.Match[str]) -> str:
    verbs = {"veut": "veulent", "va": "vont", "me pousse": "me poussent", "m'emmène": "m'emmènent"}
    return f"{found[1]} {verbs[found[2]]}"


def write_correctly(text: str, number: int) -> str:
    """Write as at school."""
    return text[0].upper() + text[1:] + ("" if text[-1] in "?!…" or not text[-1].isalnum() else ".")


def write_as_is(text: str, number: int) -> str:
    """Write without a capital or a full stop."""
    return text


def remove_accents(text: str, number: int) -> str:
    """Write without any accent or apostrophe."""
    bare = "".join(c for c in unicodedata.normalize("NFD", text) if not unicodedata.combining(c))
    return bare.replace("'", " ")


def write_as_sms(text: str, number: int) -> str:
    """Write as in a text message."""
    words = (SMS.get(word.lower(), word) for word in text.split())
    return re.sub(r"\bj ", "j", remove_accents(" ".join(words), number))


def add_typo(text: str, number: int) -> str:
    """Swap two letters inside one long word, or double one."""
    words = text.split()
    long = [str(i) for i, word in enumerate(words) if len(word) > 5 and word.isalpha()]
    if not long:
        return text
    at = int(pick(long, number, "word"))
    word = words[at]
    cut = int(pick([str(i) for i in range(1, len(word) - 2)], number, "letter"))
    swapped = word[:cut] + word[cut + 1] + word[cut] + word[cut + 2 :]
    words[at] = pick([swapped, word[:cut] + word[cut] + word[cut:]], number, "typo")
    return " ".join(words)


def shout(text: str, number: int) -> str:
    """Write in capitals."""
    return text.upper()


# The weights: how people write, roughly.
STYLES: dict[str, Callable[[str, int], str]] = {
    "correct": write_correctly, "correct2": write_correctly, "as_is": write_as_is, "as_is2": write_as_is,
    "as_is3": write_as_is,
    "bare": remove_accents, "bare2": remove_accents, "sms": write_as_sms, "sms2": write_as_sms,
    "typo": add_typo, "shouted": shout,
}  # fmt: skip


def build_ordinary() -> list[tuple[str, str]]:
    """Return WANTED different (category, text), the frames taken in turn so that each is well represented."""
    slots, frames = read(HERE / "frames_fr.txt")
    made: dict[str, str] = {}
    number = 0
    while len(made) < WANTED:
        category, frame = frames[number % len(frames)]
        style = STYLES[pick(list(STYLES), number, "style")]
        made.setdefault(style(fill(frame, slots, number), number), category)
        number += 1
    return [(category, text) for text, category in made.items()]


def build_lines() -> str:
    """Return the file as text."""
    return "".join(f"none\t{category}\t{text}\n" for category, text in build_ordinary())


if __name__ == "__main__":
    (HERE / "ordinary_frames_fr.tsv").write_text(build_lines(), encoding="utf-8", newline="\n")
