"""A cry for help that asks for nothing else: « aide », `/AIDE`, 🆘, « au secours svp », in any spelling.

« Aidez-moi à trouver une alternance » has an object: that is an answer, and is left to whoever asked.
"""

import re
from functools import cache

from understanding.plain_words import split_words

CRIES = (
    "(?:a )?l aide",
    "aidez?(?: (?:moi|nous))?",
    "au secours",
    "secours",
    "s o s",
    "sos",
    "help(?: me| us)?",
    "(?:(?:j ai|on a|nous avons|il me faut|je veux|je voudrais|je demande|vraiment|gros|urgent) )*"
    "(?:besoin )?(?:d|de l|de) aide",
    "(?:i )?(?:really )?(?:need|want)(?: some| your)? help",
    "(?:est ce que )?(?:tu peux|vous pouvez|peux tu|pouvez vous|quelqu un peut|qui peut|on peut) (?:m|nous) aider",
    "(?:can|could|will) (?:you|somebody|someone|anybody|anyone) (?:please )?help(?: me| us)?",
)
"""What is written, in plain words one space apart."""
POLITE = (
    "svp", "stp", "s il (?:te|vous) plait", "please", "pls", "plz", "merci", "thanks", "thank you",
    "bonjour", "bonsoir", "salut", "coucou", "hello", "hi", "hey", "vite", "urgent", "urgence", "quick", "now",
    "maintenant", "tout de suite", "quelqu un", "somebody", "someone", "anybody", "anyone",
)  # fmt: skip
"""What may stand around a cry, and asks for nothing by itself."""
MAX_CRY_CHARACTERS = 200
"""Longer is something else: nobody who cries writes as much."""
SIGN = "\N{SQUARED SOS}"


def is_cry_for_help(text: str) -> bool:
    """Return whether a text asks for help and for nothing else."""
    if not text or len(text) > MAX_CRY_CHARACTERS:
        return False
    return _compile_cries().fullmatch(_simplify(text)) is not None


@cache
def _compile_cries() -> re.Pattern[str]:
    polite, cry = f"(?:{'|'.join(POLITE)})", f"(?:{'|'.join(CRIES)})"
    return re.compile(_remove_repeats(f"(?:{polite} )*{cry}(?: (?:{polite}|{cry}))*"))


def _simplify(text: str) -> str:
    """Return plain words: no capitals, accents, marks, repeated letters nor pictures; the sign is the word "sos"."""
    called = re.sub(r"^\s*/(\w+)@\w+", r"\1", text)  # a command may name the bot that it is for
    return _remove_repeats(" ".join(split_words(called.replace(SIGN, " sos "))))


def _remove_repeats(text: str) -> str:
    return re.sub(r"([a-z])\1+", r"\1", text)
