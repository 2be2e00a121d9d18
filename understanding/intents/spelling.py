"""Messages in plain words: hours, references and names by their kind, dictated marks as marks, SMS written out."""

import re
from collections.abc import Iterable, Mapping, Set
from functools import cache

from understanding.distress_spelling import remove_repeats, simplify
from understanding.identifying.lists import read_list
from understanding.plain_words import fold

MAX_READ_CHARACTERS = 600
"""What is longer is read up to here: what somebody wants is said in few words."""
_FEW = "cinq|dix|quinze|vingt|trente|quelques|five|ten|fifteen|twenty|thirty|few"
_HOURS = "une|deux|trois|quatre|cinq|six|sept|huit|neuf|dix|onze|douze|quatorze|quinze|seize|vingt"
_CAPITAL = "[A-ZÉÈÎÏÔÂÇ]"
_SMALL = "[a-zéèêëîïôâàçñü]"
_MARKS = (
    (r"\bpoint d['’ ]?interrogation\b", "?"),
    (r"\b(?:virgule|point final|point à la ligne)\b|\bpoint$", ","),
    (r"\b[bjv][ -]?[0-9]+\b", "xreference"),
    (rf"\b(?:[0-9]+|{_FEW}) ?(?:petites )?(?:mn|mns|min|mins|minutes?)\b", "xminutes"),
    (r"\b(?:quart|demi|half|quarter of)[ -]?(?:d['’]|an )?(?:heure|hour)\b", "xminutes"),
    (r"\b[0-9]{1,2} ?(?:h|heures?|hrs?)(?: ?[0-9]{2})?\b", "xhour"),
    (r"\b[0-9]{1,2}:[0-9]{2}\b|\b[0-9]{1,2} ?[ap]m\b", "xhour"),
    (rf"\b(?:dix-)?(?:{_HOURS}) heures?(?: (?:trente|quinze|et demie))?\b", "xhour"),
    (r"[❤🙏👍😍🥰💙💚💜🤩👏💪🎉🥳😊😘🙌✨]", "xjoy"),
    (r"\?", "xasked ,"),
    (r"\b[0-9]{4,}\b", "xbig"),
    (r"\b[0-9]+(?:er|e|st|nd|rd|th)?\b", "xnumber"),
)
MARKS = tuple((re.compile(pattern, re.IGNORECASE), f" {mark} ") for pattern, mark in _MARKS)
"""What is as good as another of its kind, and the word that it is read as."""
_PLEASE = "(?:(?:tu|peux|pouvez|vous|merci|de|please|can|could|you|stp|svp) ){0,3}"
_TELL = (
    "(?:dis|dites|[eé]cri(?:s|re|vez)|envo(?:ie|yez)|transmet(?:s|tez)|r[eé]pond(?:s|ez)|passez?|tell|write|send"
    "|answer)"
)
_NOT_THEM = r"(?:(?:moi|nous|me|us)\b|[eé]quipe|asso|responsable|coordin|r[eé]f[eé]rent|team|staff)"
RELAYED = re.compile(
    rf"^(\W*{_PLEASE}{_TELL}\b(?![^:«\"“]*\b{_NOT_THEM})[^:«\"“?]{{2,40}})[:«\"“].*", re.IGNORECASE | re.DOTALL
)
"""A word for somebody else, and what it is: « écris à Momo : « … » ». The team reads what is for the team."""
NAMES = re.compile(
    rf"(?:(?<=[\w,'’] )|(?<=\b[dDlL]['’]))(?:(?:M\.|Mme|Mrs?\.?|Ms\.?|Monsieur|Madame) )?{_CAPITAL}{_SMALL}{{2,}}"
    rf"(?:-{_CAPITAL}\w+)?"
)
"""Words with a capital that begin no sentence: names, of people mostly."""
NO_NAMES = re.compile(
    r"\b(?:Lundi|Mardi|Mercredi|Jeudi|Vendredi|Samedi|Dimanche|Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday|"
    r"January|February|March|April|May|June|July|August|September|October|November|December|Pâques|Noël|"
    r"Binôme|Parcoursup|Snap|Snapchat|Insta|Instagram|Whatsapp|WhatsApp|Telegram|Zoom|Jitsi|Meet|Google|Teams|Madame|"
    r"Monsieur|Bonjour|Merci)\b(?! [A-Z])"
)
SPELLINGS = {
    "rendez vous": "rdv rdvs rendezvous", "salut": "slt", "bonjour": "bjr", "bonsoir": "bsr", "coucou": "cc",
    "desole": "dsl sory desoler", "": "stp svp pls plz please", "beaucoup": "bcp bocou bcps",
    "seance": "session sessions seances sesion seence seanse meeting meetings call calls",
    "message": "msg msgs messages",
    "visio": "visioconference visios video visu", "probleme": "pb pbm prob", "mentor": "mentore tuteur tutrice",
    "demain": "2main dmain tmrw tmr tomorrow 2mrw", "aujourd hui": "ojd auj ajd tday today", "donnee": "data donnees",
    "parce que": "pcq psk parske", "mentee": "filleul filleule mentees", "quelqu un": "qqn qlqn kelkun",
    "xday": "lundi mardi mercredi jeudi vendredi samedi dimanche lundis mardis mercredis jeudis vendredis samedis "
    "dimanches monday tuesday wednesday thursday friday saturday sunday mondays tuesdays wednesdays thursdays "
    "fridays saturdays sundays tue wed thu fri",
    "xmonth": "janvier fevrier avril mai juin juillet aout septembre octobre novembre decembre january "
    "february april june july august september october november december",
}  # fmt: skip
"""Written out after the spelling of distress: as it is meant, then as people type it."""


ACCENTED = {"a": "[aàâä]", "c": "[cç]", "e": "[eéèêë]", "i": "[iîï]", "o": "[oôö]", "u": "[uùûü]"}


class Speller:
    """Writes messages out; an association's own words are taken for what they mean, names among them too."""

    def __init__(self, synonyms: Mapping[str, str]) -> None:
        self._meanings = {fold(said): meant for said, meant in synonyms.items() if said.strip()}
        self._names = read_list("frequent_first_names") - read_list("words")
        longest_first = sorted(self._meanings, key=len, reverse=True)
        said = "|".join(map(_write_any_accents, longest_first))
        self._said = re.compile(rf"(?<!\w)(?:{said})(?!\w)" if said else "(?!)", re.IGNORECASE)

    def split_words(self, text: str) -> list[str]:
        """Return the words of the beginning of a text as they are meant; a clause ends with the word ","."""
        meant = self._said.sub(lambda found: self._meanings.get(fold(found[0]), found[0]), text[:MAX_READ_CHARACTERS])
        return list(_write_out(meant, self._names))


def _write_any_accents(said: str) -> str:
    return "".join(ACCENTED.get(char, re.escape(char)) for char in said)


def _write_out(text: str, names: Set[str]) -> Iterable[str]:
    written = _read_spellings()
    for word in simplify(_mark(text)).split()[:-1]:
        yield from ("xname",) if word in names else written.get(word, (word,))


def _mark(text: str) -> str:
    """Return the text with names, hours and the like said by their kind; one in capitals says no names."""
    if text.isupper():
        text = text.lower()
    text = RELAYED.sub(r"\1 xmessage", text)
    text = NAMES.sub(" xname ", NO_NAMES.sub(lambda found: found[0].lower(), text))
    for pattern, mark in MARKS:
        text = pattern.sub(mark, text)
    return text


@cache
def _read_spellings() -> dict[str, list[str]]:
    return {remove_repeats(typed): meant.split() for meant, many in SPELLINGS.items() for typed in many.split()}
