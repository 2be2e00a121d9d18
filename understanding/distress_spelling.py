"""Plain words: what somebody typed, without accents, repeated letters, SMS spelling or slips of the finger."""

import re
import unicodedata
from collections.abc import Iterator
from functools import cache

# Written out: as people type it. What is written "" is dropped.
SMS = {
    "": "ne n vraiment vrmt juste encore deja souvent limite franchement genre grave carrement putain ptn completement "
    "totalement serieux serieusement honnetement jure",
    "toujours": "tjrs tjr tjs", "je": "j ji", "me": "m", "te": "t", "se": "s", "de": "d", "que": "q k ke qu",
    "qui": "ki", "quoi": "koi", "ca": "sa", "ce": "c", "je ai": "jai g", "je suis": "chui chuis chu shui jss",
    "je en": "jen", "je aimerais": "jaimerais jaimerai", "aimerais": "aimerai aimerait",
    "voudrais": "voudrai voudrait voudrer", "prefererais": "prefererai prefererait", "devrais": "devrai devrait",
    "je etais": "jetais gt", "je aurais": "jaurais", "je arrete": "jarrete", "je arrive": "jarrive",
    "je attends": "jattends", "je angoisse": "jangoisse", "je avais": "javais", "je aime": "jaime", "ce est": "cest",
    "me ouvrir": "mouvrir", "de en": "den", "se en": "sen", "l air": "lair", "de angoisse": "dangoisse",
    "l acte": "lacte", "pas": "pa", "plus": "plu pu", "tout": "tt", "tout le monde": "tlm", "temps": "tps",
    "pour": "pr", "avec": "avc", "dans": "ds", "quand": "qd kan kand", "quelqu un": "quelqun qqun qq1", "au": "o",
    "rien": "ri1", "veux": "veu veut ve v vx", "peux": "peu2 peus", "fais": "fe", "suis": "sui",
    "envie": "anvie envy envies", "moi": "mwa moa", "trop": "tro trp", "pris": "pri", "du tout": "dutout",
    "je vais": "jv jvai", "suicider": "suissider suisider suicidez", "mourir": "mourire mourit",
    "creve": "crever creves", "de mourir": "dmourir", "de me": "dme", "de vivre": "dvivre", "i am": "im",
    "i have": "ive", "want to": "wanna", "going to": "gonna",
}  # fmt: skip

# Slips (a letter missing, two swapped) are put right in these words; one that is itself a word is left alone.
KEYWORDS = (
    "mourir", "suicider", "suicide", "suicidaire", "suicidaires", "scarifie", "scarifier", "mutile", "mutiler",
    "frappe", "frapper", "tabasse", "tabasser", "danger", "secours", "envie", "disparaitre", "suicidal",
)  # fmt: skip
REAL_WORDS = ("murir",)

# Zero-width and combining characters are dropped, so that they cannot cut a word in two.
_INVISIBLE = re.compile("[\u00ad\u0300-\u036f\u200b-\u200f\u2060\ufe0e\ufe0f\ufeff]+")
_NOT_ASCII = re.compile(r"[^\x00-\x7f]+")
_SPELLED_OUT = re.compile(r"(?<![a-z0-9])(?:[a-z][ ._*-]{1,2}){5,}[a-z](?![a-z0-9])")
_ENGLISH_SHORT = re.compile(r"(?<=[a-z])'(?=(?:m|ve|re|s|d|t|ll)\b)")
_CLAUSE_END = re.compile(r"[.,;:!?()\n\r]+")
_NOT_WORD = re.compile(r"[^a-z0-9,]+")
_REPEATED = re.compile(r"([a-z])\1+")
_GLUED_JE = re.compile(r"j[bcdfghjklmnpqrstvwxz]")
_LAUGHTER = re.compile("[😂🤣💀😅😆😹☠]|\\b(?:m+d+r+|x?p+t+d+r+|lo+l|(?:ha|ah|hi){2,}h?)\\b")


def simplify(text: str) -> str:
    """Return the text as plain words one space apart, with a space at both ends.

    No accents, no doubled letters, no "ne"; SMS spelling is written out; a clause ends with the word ",",
    and a text that laughs ends with the word "mdr".
    """
    bare = _INVISIBLE.sub("", unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold()))
    letters = _NOT_ASCII.sub(" ", bare.replace("\u2019", "'").replace("œ", "oe").replace("æ", "ae"))
    letters = _ENGLISH_SHORT.sub("", _SPELLED_OUT.sub(lambda found: re.sub("[^a-z]", "", found[0]), letters))
    words = remove_repeats(_NOT_WORD.sub(" ", _CLAUSE_END.sub(" , ", letters))).split()
    return f" {' '.join([*_expand(words), ', mdr ,' if _LAUGHTER.search(bare) else ','])} "


def remove_repeats(text: str) -> str:
    """Return the text with every repeated letter once."""
    return _REPEATED.sub(r"\1", text)


def _expand(words: list[str]) -> Iterator[str]:
    spellings = _build_spellings()
    for word in words:
        if word in spellings:
            if spellings[word]:
                yield spellings[word]
        elif _GLUED_JE.match(word):
            yield f"je {spellings.get(word[1:], word[1:])}"
        else:
            yield word


@cache
def _build_spellings() -> dict[str, str]:
    """Return what each odd spelling stands for."""
    right = {remove_repeats(word) for word in KEYWORDS} | set(REAL_WORDS)
    slips = {slip: word for word in KEYWORDS for slip in _list_slips(word) if slip not in right}
    odd = {remove_repeats(typed): written for written, many in SMS.items() for typed in many.split()}
    return {typed: remove_repeats(written) for typed, written in (slips | odd).items()}


def _list_slips(word: str) -> Iterator[str]:
    """Return the word with one letter missing or two letters swapped; the first letter stays."""
    for at in range(1, len(word)):
        yield remove_repeats(word[:at] + word[at + 1 :])
        yield remove_repeats(word[:at] + word[at + 1 : at + 2] + word[at] + word[at + 2 :])
