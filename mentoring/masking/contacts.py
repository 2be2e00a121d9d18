"""How somebody can be reached: telephones in figures and words, mails, handles of networks, links."""

import re

from mentoring.masking.rules import CAPITAL, Found, Rule, compile_pattern, join_words
from mentoring.masking.words import PUBLIC_SITES

# Telephones
_UNITS = join_words(
    "zero une? deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize vingts? trente"
    " quarante cinquante soixante septante huitante nonante cents? one two three four five seven eight nine oh"
)
_NUMBER = rf"(?:{_UNITS}(?:[ -](?:et[ -])?{_UNITS})*|[\do]{{1,2}})"
_GAP = r"[\s.,;:/_*|()·•\u20e3\ufe0f-]{0,4}"
_DIGIT = r"[\dol]"
_NO_DATE = r"(?!\d{1,2}[/.-]\d{1,2}[/.-](?:19|20)\d\d)"
_CALL = join_words(
    "tel telephone phone num numero number portable mobile whats_?app appel\\w* call joign\\w* sms texto"
)


def _is_spoken_number(found: Found) -> bool:
    """Whether a row of numbers is long enough for a telephone, and has words among them."""
    words = re.findall(rf"{_UNITS}|\d+|\bo\b", found[0].lower())
    digits = sum(1 if len(word) == 1 else 2 for word in words)
    return digits >= 8 and any(not word.isdigit() for word in words)


PHONES = (
    Rule("phone", compile_pattern(rf"(?<![\w.]){_NO_DATE}(?:\+|00)\s?\(?\d{{1,3}}\)?(?:{_GAP}{_DIGIT}){{6,12}}(?!\w)")),
    Rule("phone", compile_pattern(rf"(?<!\w){_NO_DATE}[0o]{_GAP}[1-9](?:{_GAP}{_DIGIT}){{8}}(?!\d)")),
    Rule("phone", compile_pattern(r"(?<![\w.,])33\s?[1-9](?:[\s.-]?\d\d){4}(?!\d)")),
    Rule("phone", compile_pattern(r"(?<![\w+.,])[67]\d?(?:[\s.-]?\d\d){4}(?![\w%€])")),
    Rule(
        "phone",
        compile_pattern(rf"\b{_CALL}\b\W{{0,4}}(?:\w+\W{{1,3}}){{0,3}}?(?P<part>\d\d(?:{_GAP}\d\d){{2,4}})(?!\d)"),
    ),
    Rule("phone", compile_pattern(rf"\b{_NUMBER}(?:[\s,.-]+{_NUMBER}){{3,}}\b"), _is_spoken_number),
)

# Mails
_HOSTS = join_words("gmail hotmail outlook yahoo orange free laposte icloud proton\\w* live sfr wanadoo")
_DOT = r"(?:\.|\s?\(dot\)\s?|\s(?:point|dot)\s)"
_LOCAL = r"[\w.+-]{1,64}(?:\s(?:point|tiret|dot|underscore)\s[\w.+-]+)*"
_AT = r"(?:@|\s@\s|\s?[(\[](?:at|arobase?)[)\]]\s?|\s?\barobase?s?\b\s?)"
MAILS = (
    Rule("mail", compile_pattern(_LOCAL, _AT, rf"(?:[\w-]+(?:{_DOT}[a-z][a-z-]+\b)+|{_HOSTS}\b)")),
    Rule("mail", compile_pattern(_LOCAL, rf"\s(?:at|a)\s{_HOSTS}(?:{_DOT}\w+)")),
    Rule(
        "mail",
        compile_pattern(r"(?<![\w.+-])(?=[\w+-]*[\d.])", rf"[\w.+-]{{2,64}}\s(?:chez|sur)\s{_HOSTS}\b(?:{_DOT}\w+)?"),
    ),
)

# Links
_ENDINGS = join_words("com fr net org io gg ly eu app dev tv xyz link bio ee be me")


def _is_own_site(found: Found) -> bool:
    return found[0].lower().removeprefix("www.").rstrip("/.") not in PUBLIC_SITES


LINKS = (
    Rule("link", compile_pattern(r"(?:https?://|www\.)\S+[\w/]")),
    Rule("link", re.compile(rf"(?<![\w@.])[\w-]{{1,64}}(?:\.[\w-]+)*\.{_ENDINGS}\b(?:/[^\s,;]*)?"), _is_own_site),
    Rule("link", compile_pattern(rf"\b[\w-]{{1,64}}\s(?:point|dot)\s{_ENDINGS}\b(?:\s(?:slash|/)\s\S+)?")),
)

# Handles
_NETWORK = join_words(
    "insta(?:gram(?:me)?)? ig snap(?:chat)? tik_?tok discord telegram whats_?app messenger fb facebook twitter linkedin"
    " twitch be_?real signal skype youtube steam threads bluesky"
)
_LIKE_HANDLE = r"(?=[\w-]*(?:[\d_]|[.#]\w))\w[\w.#-]{2,40}\b"
"""A word with a figure, an underscore or a full stop in it."""
_ORDINARY = join_words(
    "comment aide non oui le la les une? des pour et mais je j' tres trop pas mon ma du? d' en est c'est que il elle a"
    " au sur dans avec creer faire bien gerer surtout ca ce cela ou or and the to my is for help svp qui"
)
_HANDLE = rf"(?!{_ORDINARY}(?!\w))\w[\w.#-]{{2,40}}\b(?:\s{CAPITAL}){{0,2}}"
_IS = r"\s*(?::|=|->|c\s?'?\s?est|cest|est|is|it'?s|c(?=\s)|@)\s*:?\s*"
_ADD = join_words(
    "ajoutez? add follow suis suivez trouvez? contactez? ecris ecrivez dm mp parlez? joins text find message"
)
HANDLES = (
    Rule("handle", compile_pattern(r"(?<![\w@.])@\s?\w[\w.-]*\w")),
    Rule("handle", compile_pattern(rf"\b(?:mon|my|ma)\s(?:\w+\s)?{_NETWORK}(?:\s\w+)?{_IS}(?P<part>{_HANDLE})")),
    Rule(
        "handle",
        compile_pattern(
            r"\b(?:mon|my)\s(?:pseudo|id|arobase|handle|username|compte)",
            rf"(?:\s(?:sur\s)?\w+)?{_IS}(?P<part>{_HANDLE})",
        ),
    ),
    Rule("handle", compile_pattern(rf"\bpseudo(?:\s(?:sur\s)?{_NETWORK})?\s*(?::|=)?\s*(?P<part>{_LIKE_HANDLE})")),
    Rule("handle", compile_pattern(rf"\b(?:insta|snap|ig|tiktok|discord)\s*(?::|=|->)\s*(?P<part>{_HANDLE})")),
    Rule(
        "handle",
        compile_pattern(
            rf"\b{_ADD}[\s-](?:moi|me)\s(?:sur|on|via|at)\s(?:mon\s)?{_NETWORK}\s*:?\s*(?P<part>{_HANDLE})"
        ),
    ),
    Rule("handle", compile_pattern(rf"\b{_NETWORK}\s*(?:{_IS}|[^\w\s.,;@]{{1,3}})?\s*(?P<part>{_LIKE_HANDLE})")),
    Rule("handle", compile_pattern(rf"\b(?:suis|c'est|cest|i'm)\s(?P<part>{_LIKE_HANDLE})\s(?:sur|on)\s{_NETWORK}\b")),
    Rule("handle", compile_pattern(r"(?<![\w.])(?=\w*[a-z])\w{1,40}_\w+(?:[.]\w+)*|\b\w[\w.]{1,40}#\d{4}\b")),
)

RULES = (*MAILS, *LINKS, *HANDLES, *PHONES)
