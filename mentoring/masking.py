"""What identifies somebody in words that a stranger will read: found, and hidden.

Telephones, mails, handles and links are hidden in any case. Of names, schools and addresses the writer is asked first,
for a name may be a shop's and a school a dream.
"""

import re
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Literal

from mentoring.masking_words import FIRST_NAMES, NOT_NAMES, PUBLIC_NAMES, PUBLIC_SITES, PUBLIC_SURNAMES

Kind = Literal["mail", "link", "handle", "phone", "address", "school", "name"]
ASKED_BACK: tuple[Kind, ...] = ("address", "school", "name")
"""Kinds that the writer may leave in; all others are hidden in any case."""
HIDDEN = "▒▒▒"
"""Stands for what was hidden: of no language, and nobody takes it for a word."""
Found = re.Match[str]


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a text that identifies somebody, and where it stands."""

    kind: Kind
    start: int
    end: int
    words: str


@dataclass(frozen=True, slots=True)
class Rule:
    """How a kind of part is written; the group ``part`` identifies, or all of it; `accepts` looks at what was found."""

    kind: Kind
    pattern: re.Pattern[str]
    accepts: Callable[[Found], bool] = lambda _found: True


def find_parts(text: str) -> list[Part]:
    """Return the parts of a text that identify somebody, in order; none overlaps another."""
    plain, found = _fold(text), list[Part]()
    for rule in RULES:
        for match in filter(rule.accepts, rule.pattern.finditer(plain)):
            start, end = match.span("part" if "part" in rule.pattern.groupindex else 0)
            if all(end <= one.start or one.end <= start for one in found):
                found.append(Part(rule.kind, start, end, text[start:end]))
    return sorted(found, key=lambda one: one.start)


def find_to_ask(text: str) -> list[Part]:
    """Return the parts of which the writer is asked whether they may stay."""
    return [one for one in find_parts(text) if one.kind in ASKED_BACK]


def mask(text: str, *, leaves_asked: bool = False) -> str:
    """Return a text as a stranger may read it; `leaves_asked`: its writer wants the names, schools and addresses in."""
    shown = text
    for one in reversed(find_parts(text)):
        if not (leaves_asked and one.kind in ASKED_BACK):
            shown = f"{shown[: one.start]}{HIDDEN}{shown[one.end :]}"
    return shown


def _fold(text: str) -> str:
    """Return a text without accents, character by character, so that places in both are the same."""
    plain = (unicodedata.normalize("NFKD", char)[:1] for char in text)
    return "".join(char if char else " " for char in plain).translate(STRAIGHT)


STRAIGHT = str.maketrans({"’": "'", "‘": "'", "`": "'", "´": "'", "‑": "-", "–": "-", "—": "-"})


def _compile(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE)


def _is_first_name(word: str) -> bool:
    return all(part in FIRST_NAMES for part in word.lower().split("-"))


# --- telephones
_UNITS = (
    "zero|un|une|deux|trois|quatre|cinq|six|sept|huit|neuf|dix|onze|douze|treize|quatorze|quinze|seize|vingt|trente"
    "|quarante|cinquante|soixante|septante|huitante|nonante|one|two|three|four|five|seven|eight|nine|oh|oo"
)
_NUMBER = rf"(?:(?:{_UNITS})s?(?:[ -](?:et[ -])?(?:{_UNITS})s?)*|[\do]{{1,2}})"
_GAP = r"[\s.,;:/_*|()·•\u20e3\ufe0f-]{0,4}"
_DIGIT = r"[\dol]"
_NO_DATE = r"(?!\d{1,2}[/.-]\d{1,2}[/.-](?:19|20)\d\d)"
_CUE = r"\b(?:tel|telephone|phone|num|numero|number|portable|mobile|whats\s?app|appel\w*|call|joign\w*|sms|texto)\b"


def _is_spoken_number(found: Found) -> bool:
    """Whether a row of numbers is long enough for a telephone, and has words among them."""
    words = re.findall(rf"{_UNITS}|\d+|\boo?\b", found[0].lower())
    count = sum(2 if not word.isdigit() or len(word) > 1 else 1 for word in words)
    return count >= 8 and any(not word.isdigit() for word in words)


# --- names
_CAP = r"(?-i:[A-Z])[\w'-]*"
_PARTICLE = r"(?:\s(?:de\sla|de|du|des|le|la|ben|bel|el|al|van|von|da|dos|di|ait|d'|n')\s?)?"
_STOP = "|".join(sorted(map(re.escape, NOT_NAMES), key=len, reverse=True))
_NAME_WORD = rf"(?!(?:{_STOP})(?![\w'-]))[a-z][\w'-]+"
_BIG_WORD = rf"(?!(?:{_STOP})(?![\w'-])){_CAP}"
_WHOLE_NAME = rf"(?:{_BIG_WORD}(?:{_PARTICLE}[ -]{_BIG_WORD}){{0,3}}|{_NAME_WORD}(?:{_PARTICLE}[ ]{_NAME_WORD})?)"
_BIG_NAME = rf"{_BIG_WORD}(?:{_PARTICLE}[ -]{_BIG_WORD}){{0,3}}"
_PUBLIC_PLACE = re.compile(
    r"\b(?:hopital|clinique|chu|theatre|gare|stade|musee|place|station|metro|mairie|mediatheque|bibliotheque|maison"
    r"|centre|aeroport|groupe|societe|entreprise|fondation|prix|salon|rue|avenue|boulevard|parc|pont|gymnase|chez"
    r"|lycee|college|ecole|universite|fac|iut|campus|institut|cfa|roman|livre|texte|poeme|auteur|piece|marque|magasin"
    r"|festival|laboratoires?|association)\s(?:de\s|du\s|d')?$"
)


def _is_private_name(found: Found) -> bool:
    """Whether a first name and what follows belong to somebody whom nothing is named after."""
    words = re.split(r"[ -]+", found["part"].lower())
    told = [word for word in words if word not in ("de", "la", "du", "le")]
    public = any("-".join(told[:count]) in PUBLIC_NAMES for count in (2, 3))
    return _is_first_name(found["first"]) and not public and not _follows_public_place(found)


def _follows_public_place(found: Found) -> bool:
    return bool(_PUBLIC_PLACE.search(found.string[: found.start("part")].lower()))


def _is_introduced(found: Found) -> bool:
    """Whether what follows « je suis » or « c'est » begins with a first name."""
    return _is_first_name(re.split(r"[ ]", found["part"])[0])


def _is_titled(found: Found) -> bool:
    return re.split(r"[ -]", found["part"].lower())[-1] not in PUBLIC_SURNAMES


def _is_no_acronym(found: Found) -> bool:
    first = found["part"].split()[0]
    return not first.isupper() or _is_first_name(first)


# --- schools
_SCHOOL = (
    r"(?:lycees?|lycée|bahut|college|ecole|iut|cfa|mfr|universite|univ|fac|faculte|institut|campus|prepa|ifsi|inspe|iae"
    r"|high\sschool|university\sof|university|school|mission\slocale)"
)
_QUALIFIER = (
    r"(?:\s(?:pro|professionnel(?:le)?|general|generale|technique|technologique|agricole|hotelier|polyvalente?|prive|privee"
    r"|public|publique|militaire|superieure?|catholique|international|francais|d'art|de\scommerce|d'ingenieurs?"
    r"|des?\smetiers)|\s(?:de\sla\s|de\s|d'|des\s|du\s)(?-i:[a-z])[\w']+){0,4}"
)
_JOINED = r"(?:\s|-|'|\sde\s|\sdu\s|\sdes\s|\sde\sla\s|\sde\sl'|\sd'|\sa\s|\sle\s|\sla\s|\sl'|\sles\s|\set\s|\ssur\s|-sur-|-en-)"
_PROPER = rf"(?:(?-i:[A-Z])[\w'-]*|\d{{1,2}}\b)"
_SAINT = r"(?:saint|sainte|st|ste|notre)[ -][\w-]+"
_SCHOOL_NAME = rf"(?:{_CAP}(?:{_JOINED}{_PROPER})*)"
_FIELDS = frozenset(
    """
    gea tc mmi gmp geii gaco gccd gcgp gim hse mp mp2i pc pcsi mpsi ptsi bcpst psi pt ecg ect stmg sti2d st2s std2a stl
    staps lea llce meef pro pass las l.as bts but cpge paces ssi sti nsi ses hlp info rt r&t cs carrieres techniques
    pro. parcoursup l1 l2 l3 m1 m2 je j'ai sciences
    """.split()
)
"""What stands after « IUT » or « prépa » and is what one learns there."""
_AIM = (
    r"vis(?:e|er|ons|ais)|intégr\w*|integr\w*|entrer|rentrer|candidat\w*|postul\w*|admis\w*|concours|reve\w*|voudrais"
    r"|aimerais|veux|souhait\w*|objectif|dossier|v(?:oe|œ)ux?|portes\souvertes|aller|hesit\w*|interess\w*|envie|espere\w*"
    r"|projet|demand\w*|pris\sa|accept\w*|apply\w*|aim\w*|want|hope|dream|get\sinto|prochain\w*|rejoindre|lettre"
    r"|plus\stard|apres\sle\sbac|future?|choisir|visiter"
)
_PRESENT = (
    r"je\ssuis|j'suis|jsuis|chui|eleve|etudi\w*|actuellement|scolaris\w*|inscrit\w*|j'etudie|en\s(?:terminale|premiere"
    r"|seconde|tle|1ere|2nde|term|l[123]|licence|bts|but|cap|bac)|au|mon|ma|notre|de\smon|i'm\sat|i\sam\sat|student"
)
_LAST_CUE = re.compile(rf"\b(?:(?P<aim>{_AIM})|(?P<now>{_PRESENT}))\b")


def _is_attended(found: Found) -> bool:
    """Whether a school is one that somebody goes to: the nearest word before it says so, or none speaks of a wish."""
    if re.split(r"[ -]", found["part"].lower())[0] in _FIELDS:
        return False
    if found["part"].split()[0].isupper() and len(found["part"].split()[0]) <= 4 and not found["part"][0].isdigit():
        return found["noun"].lower() in ("ecole", "lycee", "cfa", "college", "institut")
    before = re.split(r"[.!?;\n]", found.string[: found.start()].lower())[-1]
    cues = [one for one in _LAST_CUE.finditer(before) if one["aim"] or one["now"] not in ("au", "mon", "ma")]
    return not cues or not cues[-1]["aim"]


# --- handles and links
_NETWORK = (
    r"(?:insta(?:gram(?:me)?)?|ig|snap(?:chat)?|tik\s?tok|discord|telegram|whats\s?app|messenger|fb|facebook|twitter"
    r"|linkedin|twitch|be\s?real|signal|skype|youtube|steam|threads|bluesky)"
)
_LIKE_HANDLE = r"(?=[\w.#-]*[\d_.#])[\w][\w.#-]{2,}\b"
_NO_HANDLE = (
    r"(?!(?:comment|aide|non|oui|le|la|les|un|une|des|pour|et|mais|je|j'|tres|trop|pas|mon|ma|de|du|en|est|c'est|que"
    r"|il|elle|a|au|sur|dans|avec|creer|faire|bien|gerer|surtout|ca|ce|cela|ou|or|and|the|to|my|is|for|help)(?!\w))"
)
_ANY_HANDLE = rf"{_NO_HANDLE}[\w][\w.#-]{{2,}}\b"
_IS = r"\s*(?::|=|->|c\s?'?\s?est|cest|est|is|it'?s|@)\s*:?\s*"
_TLD = r"(?:com|fr|net|org|io|gg|ly|eu|app|dev|tv|xyz|link|bio|ee|be|me)"


def _is_own_site(found: Found) -> bool:
    site = found[0].lower().removeprefix("www.").rstrip("/.")
    return site not in PUBLIC_SITES


# --- addresses
_STREET = (
    r"(?:rue|avenue|av\.?|boulevard|bd\.?|allees?|chemin|impasse|quai|square|residence|lotissement|passage|faubourg)"
)
_OF = r"(?:\s(?:de\sla|de\sl'|de|du|des|d'|la|le|les|l'))?\s?"
_PLACE_NAME = rf"{_OF}[\w'-]+(?:{_OF}[ -]{_CAP}){{0,4}}"
_TOWN = rf"(?:,?\s(?:a\s)?(?:\d{{5}}(?:\s{_CAP}(?:[ -]{_CAP})*)?))?"
_DOOR = r"(?:,?\s(?:batiment|bat|appartement|appt?|escalier|porte|etage)\.?\s\w+)*"

RULES: tuple[Rule, ...] = (
    Rule(
        "mail",
        _compile(
            r"[\w.+-]+(?:\s(?:point|tiret|dot|underscore)\s[\w.+-]+)*\s?(?:@|\(at\)|\[at\]|\(?\barobase?s?\b\)?)\s?"
            r"(?:[\w-]+(?:\s?(?:\.|\bpoint\b|\(dot\)|\bdot\b)\s?[a-z][a-z-]+\b)+"
            r"|(?:gmail|hotmail|outlook|yahoo|orange|free|laposte|icloud|proton\w*|live|sfr|wanadoo)\b)"
        ),
    ),
    Rule(
        "mail",
        _compile(
            r"(?<!\w)[\w.+-]*[\d.][\w.+-]*\s(?:chez|sur)\s(?:gmail|hotmail|outlook|yahoo|laposte|icloud)\b"
            r"(?:\s?(?:\.|point)\s?\w+)?"
        ),
    ),
    Rule("link", _compile(r"(?:https?://|www\.)\S+[\w/]")),
    Rule("link", re.compile(rf"(?<![\w@.])[\w-]+(?:\.[\w-]+)*\.{_TLD}\b(?:/[^\s,;]*)?"), _is_own_site),
    Rule("link", _compile(r"\b[\w-]+\s(?:point|dot)\s(?:com|fr|net|org|me|gg)\b(?:\s(?:slash|/)\s\S+)?")),
    Rule("handle", _compile(r"(?<![\w@.])@\s?[\w][\w.-]*\w")),
    Rule(
        "handle",
        _compile(
            rf"\b(?:mon|my|ma)\s(?:\w+\s)?{_NETWORK}(?:\s\w+)?{_IS}(?P<part>{_ANY_HANDLE}(?:\s{_BIG_WORD}){{0,2}})"
        ),
    ),
    Rule(
        "handle",
        _compile(
            rf"\b(?:mon|my)\s(?:pseudo|id|arobase|handle|username|compte)(?:\s(?:sur\s)?\w+)?{_IS}(?P<part>{_ANY_HANDLE})"
        ),
    ),
    Rule("handle", _compile(rf"\bpseudo(?:\s(?:sur\s)?{_NETWORK})?\s*(?::|=)?\s*(?P<part>{_LIKE_HANDLE})")),
    Rule("handle", _compile(rf"\b(?:insta|snap|ig|tiktok|discord)\s*(?::|=|->)\s*(?P<part>{_ANY_HANDLE})")),
    Rule(
        "handle",
        _compile(
            r"\b(?:ajoutez?|add|follow|suis|suivez|trouvez?|contactez?|ecris|ecrivez|dm|mp|parlez?|joins|text|find|message)"
            rf"[\s-](?:moi|me)\s(?:sur|on|via|at)\s(?:mon\s)?{_NETWORK}\s*:?\s*(?P<part>{_ANY_HANDLE}(?:\s{_BIG_WORD}){{0,2}})"
        ),
    ),
    Rule("handle", _compile(rf"\b{_NETWORK}\s*(?:{_IS}|[^\w\s.,;@]{{1,3}})?\s*(?P<part>{_LIKE_HANDLE})")),
    Rule("handle", _compile(rf"\b(?:suis|c'est|cest|i'm)\s(?P<part>{_LIKE_HANDLE})\s(?:sur|on)\s{_NETWORK}\b")),
    Rule("handle", _compile(r"(?<![\w.])(?=\w*[a-z])\w+_\w+(?:[.]\w+)*|\b\w[\w.]+#\d{4}\b")),
    Rule("phone", _compile(rf"(?<![\w.]){_NO_DATE}(?:\+|00)\s?\(?\d{{1,3}}\)?(?:{_GAP}{_DIGIT}){{6,12}}(?!\w)")),
    Rule("phone", _compile(rf"(?<![\w]){_NO_DATE}[0o]{_GAP}[1-9](?:{_GAP}{_DIGIT}){{8}}(?!\d)")),
    Rule("phone", _compile(r"(?<![\w+.,])[67]\d?(?:[\s.-]?\d\d){4}(?![\w%€])")),
    Rule("phone", _compile(rf"{_CUE}\W{{0,4}}(?:\w+\W{{1,3}}){{0,3}}?(?P<part>\d\d(?:{_GAP}\d\d){{2,4}})(?!\d)")),
    Rule("phone", _compile(rf"\b{_NUMBER}(?:[\s,.-]+{_NUMBER}){{3,}}\b"), _is_spoken_number),
    Rule(
        "address",
        _compile(
            rf"\b\d{{1,4}}(?:\s?(?:bis|ter|quater))?,?\s(?:de\sla\s|du\s)?{_STREET}(?!\w){_PLACE_NAME}{_DOOR}{_TOWN}{_DOOR}"
        ),
    ),
    Rule(
        "address",
        _compile(
            rf"\b\d{{1,4}}(?:\s?(?:bis|ter))?,?\s(?:place|cours|route|cite|villa|voie|montee)\s(?:de\sla\s|de\sl'|du\s|des\s)?"
            rf"{_CAP}(?:{_OF}[ -]?{_CAP}){{0,4}}{_TOWN}"
        ),
    ),
    Rule(
        "address",
        _compile(
            r"\b(?:habit\w*|vis|loge\w*|domicili\w*|adresse|live)\b\W+(?:(?:est|a|au|dans|la|le|l'|c'est|juste|chez\smoi|at|in)\W+)*"
            rf"(?P<part>(?:\d+\W+)?(?:{_STREET}|cite|place|foyer|batiment|bat|quartier|tour|internat)(?!\w){_OF}{_CAP}(?:{_OF}[ -]?{_CAP}){{0,4}}{_TOWN})"
        ),
    ),
    Rule("address", _compile(rf"\b\d{{5}}\s(?!(?-i:Euros?)){_CAP}(?:[ -](?:en|sur|les|la|le|de)?[ -]?{_CAP})*")),
    Rule("address", _compile(rf"\b\d{{1,4}}\s(?:{_CAP}\s){{1,3}}(?:street|road|avenue|lane|drive|close)\b")),
    Rule("school", _compile(rf"\b(?P<noun>{_SCHOOL}){_QUALIFIER}{_JOINED}(?P<part>{_SCHOOL_NAME})"), _is_attended),
    Rule(
        "school",
        _compile(rf"\b(?P<noun>lycee|college|ecole|institut){_QUALIFIER}\s(?P<part>{_SAINT}(?:\s(?:de|d'|a)\s?\w+)?)"),
        _is_attended,
    ),
    Rule(
        "school",
        _compile(
            r"\b(?P<noun>lycee|college|ecole){_QUALIFIER}\s(?P<part>(?P<first>[\w-]+)\s(?!(?:pro|en|a|et|je|pour|de)\b)\w+"
            r"(?:\s(?:de|d'|a)\s?[\w-]+)?)".replace("{_QUALIFIER}", _QUALIFIER)
        ),
        lambda found: _is_first_name(found["first"]) and _is_attended(found),
    ),
    Rule(
        "school",
        _compile(
            rf"\b(?:lyceen(?:ne)?|collegien(?:ne)?|etudiante?|eleve|scolarisee?|apprentie?)\s(?:a|au)\s"
            rf"(?P<noun>)(?P<part>(?P<first>(?-i:[A-Z])[\w'-]*)\s{_CAP}(?:{_JOINED}{_PROPER})*)"
        ),
        lambda found: _is_first_name(found["first"]) and _is_attended(found),
    ),
    Rule(
        "name",
        _compile(
            r"\b(?:je\s?m\s?'?\s?app?ell?e?s?|jm\s?'?app?ell?e?|on\sm'appelle|me\s(?:pre)?nomme|me\spresente\s?[:,]|m'appelant|appell?e[sz]?[\s-]moi|on\sme\ssurnomme"
            r"|my\sname\s?(?:'s|is)|call\sme|mon\s(?:pre)?nom(?:\sde\sfamille|\scomplet)?\s?(?:est|c'est|:)|mes\snoms?\s:?"
            rf"|(?:pre)?nom\s*:)\s*(?:c'est\s)?(?P<part>{_WHOLE_NAME})"
        ),
    ),
    Rule("name", _compile(rf"\bmoi\s?,?\s?(?:c\s?'?\s?(?:est)?|je\ssuis)\s(?P<part>{_BIG_NAME})"), _is_no_acronym),
    Rule(
        "name",
        _compile(
            r"\b(?:moi\s?,?\s?c\s?'?\s?est|moi\scest|je\ssuis|jsuis|j'suis|c'est|ici|i'm|i\sam|this\sis|signe|cordialement|bisous?|merci"
            r"|(?:ma|mon|notre|my)\s(?:(?:grande?|petite?|demi|meilleure?)[\s-])?(?:s(?:oe|œ)ur|frere|ami|amie|copine|copain|pote|mere|pere|cousine?|tante|oncle|tut\w+"
            r"|educ\w*|prof\w*|referente?|conseill\w+|voisine?|sister|brother|friend|mother|father|mum|dad|teacher|boss)(?:\s(?:de\s\w+|principale?))?)"
            rf"\s?,?\s(?P<part>{_NAME_WORD}(?:{_PARTICLE}[ ]{_BIG_WORD}){{0,2}})"
        ),
        _is_introduced,
    ),
    Rule(
        "name",
        _compile(rf"(?<![\w'-])(?=(?P<part>(?P<first>{_CAP}){_PARTICLE}\s{_BIG_WORD}(?:{_PARTICLE}[ -]{_BIG_WORD})?))"),
        _is_private_name,
    ),
    Rule(
        "name",
        _compile(r"(?<![\w'-])(?P<part>(?-i:[A-Z]{3,})\s(?P<first>(?-i:[A-Z][a-z]+)))(?![\w'-])"),
        _is_private_name,
    ),
    Rule(
        "name",
        _compile(
            rf"\b(?:(?-i:M|Mr|Mrs|Ms|Dr|Pr)\.?|mme|mlle|monsieur|madame|mademoiselle|miss|maitre)\s(?P<part>(?:(?:de\s(?:la\s)?|el\s|le\s))?{_BIG_WORD}(?:[ -]{_BIG_WORD})?)"
        ),
        _is_titled,
    ),
    Rule(
        "name",
        _compile(
            rf"[.!?,;)]\s*(?:(?:signe|bisous?|merci|cordialement|a\sbientot)\s?[,:!.]?\s)?-?\s?(?P<part>(?-i:[A-Z])[\w'-]+)\s?[.!]?$"
        ),
        _is_introduced,
    ),
)
"""The kinds of parts and how each is written; what an earlier row found, a later one leaves."""
