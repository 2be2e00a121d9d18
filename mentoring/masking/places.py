"""Where somebody can be found: the street, the small town that they live in, and the school that they go to."""

import re

from mentoring.masking.rules import CAPITAL, Found, Rule, compile_pattern, join_words
from mentoring.masking.words import FIELDS, FIRST_NAMES, KNOWN_SCHOOLS, LARGE_PLACES, NOT_NAMES, QUALIFIERS

_OF = r"(?:\s(?:de\sla|de\sl'|du|des|de|d'|la|le|les|l'))?\s?"
_TOWN = rf"(?:(?:le|la|les)\s)?{CAPITAL}(?:(?:\s(?:sur|les|la|le|de|en|d'|du)\s?|\s){CAPITAL})*"

# Addresses
_STREET = join_words(
    "rue avenue av\\.? boulevard bd\\.? allees? chemin impasse quai square residence lotissement passage faubourg"
)
_DOOR = r"(?:,?\s(?:batiment|bat|appartement|appt?|escalier|porte|etage)\.?\s\w+)*"
_WHERE = rf"(?:,?\s\d{{5}}(?:\s{_TOWN})?|(?:,\s?|\s(?:a|in)\s){_TOWN})?"
_END = _DOOR + _WHERE + _DOOR
_LIVE = join_words("(?:j'?)?h?abit\\w* vi[st] vivons loge\\w* domicili\\w* adresse live living loges")
ADDRESSES = (
    Rule(
        "address",
        compile_pattern(
            rf"\b\d{{1,4}}(?:\s?(?:bis|ter|quater))?,?\s(?:de\sla\s|du\s)?{_STREET}(?!\w)",
            rf"{_OF}[\w'-]+(?:{_OF}[ -]?{CAPITAL}){{0,4}}{_END}",
        ),
    ),
    Rule(
        "address",
        compile_pattern(
            r"\b\d{1,4}(?:\s?(?:bis|ter))?,?\s(?:place|cours|route|cite|villa|voie|montee)\s(?:de\sla\s|de\sl'|du\s|des\s)?",
            rf"{CAPITAL}(?:{_OF}[ -]?{CAPITAL}){{0,4}}{_END}",
        ),
    ),
    Rule(
        "address",
        compile_pattern(
            rf"\b{_LIVE}\b\W+(?:(?:est|a|au|dans|la|le|l'|c'est|juste|chez\smoi|at|in)\W+)*(?P<part>(?:\d+\W+)?",
            rf"(?:{_STREET}|cite|place|foyer|batiment|bat|quartier|tour|internat)(?!\w)",
            rf"{_OF}{CAPITAL}(?:{_OF}[ -]?{CAPITAL}){{0,4}}{_END})",
        ),
    ),
    Rule("address", compile_pattern(rf"\b\d{{5}}\s(?!euros?){_TOWN}")),
    Rule("address", compile_pattern(rf"\b\d{{1,4}}\s(?:{CAPITAL}\s){{1,3}}(?:street|road|avenue|lane|drive|close)\b")),
)


# Towns
def _is_small_place(found: Found) -> bool:
    """Whether few enough people live in a place for it to say who somebody is."""
    return found["part"].lower().split()[0] not in LARGE_PLACES


TOWNS = (
    Rule(
        "address",
        compile_pattern(
            rf"\b{_LIVE}\s(?:\w+\s)?(?:a|pres\sde|a\scote\sde|in|near|sur)\s",
            r"(?P<part>(?-i:[A-Z])[\w'-]+(?:\s(?-i:[A-Z])[\w'-]+)?)",
        ),
        _is_small_place,
    ),
    Rule(
        "address",
        compile_pattern(
            r"\b(?:m'appelle|c'est|suis|i'm|am)\s(?-i:[A-Z][a-z])[\w'-]+(?:\s(?-i:[A-Z])[\w'-]+){0,3},?\s(?:de\s|d')",
            r"(?P<part>(?-i:[A-Z][a-z])[\w'-]+)",
        ),
        _is_small_place,
    ),
)

# Schools
_SCHOOL = join_words(
    "lycees? bahut college ecole iut cfa mfr universite univ fac faculte institut campus prepa ifsi inspe iae lpo?"
    " high_school university school mission_locale afpa greta"
)
_KEPT = r"(?:\s(?:pro|professionnel(?:le)?|general|generale|technique|technologique|agricole)\b)*"
"""What says the kind of a school: it may stay."""
_QUALIFIED = (
    rf"(?:\s{join_words(' '.join(QUALIFIERS))}(?![\w-])"
    r"|\s(?:de\sla|de|du|des)\s(?-i:[a-z])\w+|\sd'(?-i:[a-z])\w+){0,3}"
)
_JOINED = r"(?:\s(?:(?:de\sla|de|du|des|a|le|la|les|et|sur|of)\s|(?:de\sl|d|l)')?|-|')"
_SAINT = r"(?:(?:saint|sainte|st|notre)[ -])?"
_NO_LINK = r"(?!(?:en|et|je|j|mais|pour|de|a|qui|depuis|car)\b)"
_NAMED = rf"{CAPITAL}(?:{_JOINED}(?:{CAPITAL}|\d{{1,2}}\b))*"
_AIM = join_words(
    " vis(?:e|er|ons|ais) integr\\w* entrer rentrer candidat\\w* postul\\w* admis\\w* concours reve\\w*"
    " voudrais aimerais veux souhait\\w* objectif dossier v(?:oe|œ)ux? portes_ouvertes aller hesit\\w*"
    " interess\\w* envie espere\\w* projet demand\\w* pris_a accept\\w* apply\\w* aim\\w* want hope dream"
    " get_into prochain\\w* rejoindre lettre plus_tard apres_le_bac future? choisir choose oraux oral"
    " prepare\\w* visiter connai\\w* j'etais ancien\\w* was j'ai_fait jveux jvoudrais"
)
_PRESENT = join_words(
    "je_suis j'suis jsuis chui eleve etudi\\w* actuellement scolaris\\w* inscrit\\w* j'etudie notre de_mon i'm_at i_am"
    " en_(?:terminale|premiere|seconde|tle|1ere|2nde|term|l[123]|licence|bts|but|cap|bac) student apprenti\\w*"
)
_CUES = re.compile(rf"\b(?:(?P<aim>{_AIM})|{_PRESENT})(?!\w)")
_ANSWERED = re.compile(r"^[\w\s'-]{0,12}(?:m'a\s(?:mis|refus|accept|pris)|m'ont)")
"""What a school does with somebody's wish."""
_IN_YEAR = re.compile(
    r"\b(?:annee|etudi\w*|formation|ecole|student|year|master|licence|inscrit\w*|bachelor|scolaris\w*|eleve|suis)\b"
)
_PUPIL = join_words("lyceen(?:ne)? collegien(?:ne)? etudiante? eleve scolarisee? apprentie? inscrite?")
_CLASS = r"en\s(?:term\w*|premiere|seconde|tle|1e?re|2n?de|3e|cap|bts|bac)\b"


def _is_attended(found: Found) -> bool:
    """Whether somebody goes to a school: the nearest word before it says so, or none speaks of a wish."""
    first = re.split(r"[ -]", found["name"])[0]
    if first.lower() in FIELDS or _ANSWERED.match(found.string[found.end() :].lower()):
        return False
    if first.isupper() and 1 < len(first) <= 4 and found["noun"].lower() in ("iut", "fac", "prepa", "universite"):
        return False  # what one learns there: « IUT GEII »
    return not _is_wished(found)


def _is_wished(found: Found) -> bool:
    cues = list(_CUES.finditer(_read_before(found)))
    return bool(cues and cues[-1]["aim"])


def _read_before(found: Found) -> str:
    """Return the sentence up to what was found."""
    return re.split(r"[.!?;\n]", found.string[: found.start()].lower())[-1]


def _is_small_school(found: Found) -> bool:
    """Whether words without capitals name a school that somebody goes to."""
    first = found["name"].split()[0].lower()
    return first not in NOT_NAMES | QUALIFIERS | FIELDS and _is_attended(found)


def _is_pupil_of(found: Found) -> bool:
    return found["name"].lower().split()[0] in FIRST_NAMES and not _is_wished(found)


def _is_named_by_letters(found: Found) -> bool:
    """Whether capitals name the school where somebody studies: « en 2e année à l'EPSI »."""
    return found["name"].lower() not in FIELDS and bool(_IN_YEAR.search(_read_before(found))) and not _is_wished(found)


SCHOOLS = (
    Rule(
        "school",
        compile_pattern(rf"\b(?P<noun>{_SCHOOL}){_KEPT}(?P<part>{_QUALIFIED}{_JOINED}(?P<name>{_NAMED}))"),
        _is_attended,
    ),
    Rule(
        "school",
        compile_pattern(
            rf"\b(?:au|a\smon)\s(?P<noun>lp|lycee|college|cfa){_KEPT}\s(?P<part>(?P<name>{_SAINT}(?-i:[a-z])[\w-]{{2,}}",
            rf"(?:\s{_NO_LINK}(?-i:[a-z])[\w-]{{3,}})?)(?:\s(?:a|de|d')\s?[\w-]+)?)",
        ),
        _is_small_school,
    ),
    Rule("school", compile_pattern(rf"\b{_PUPIL}\s(?:a|au)\s(?P<part>(?P<name>{_NAMED}))"), _is_pupil_of),
    Rule("school", compile_pattern(rf"\b(?:a|au)\s(?P<part>(?:St|Ste|Saint|Sainte)[ -]{_NAMED})(?=\s{_CLASS})")),
    Rule(
        "school",
        compile_pattern(
            r"(?:\ba\sl'|\bat\s|,\sl')(?P<part>(?P<name>(?-i:[A-Z]{4,}(?:-[A-Z]{3,})?))",
            rf"(?:\s(?:de\s|d'|a\s)?{CAPITAL})?)(?![\w'])",
        ),
        _is_named_by_letters,
    ),
    Rule(
        "school",
        compile_pattern(
            rf"\b(?:a|au)\s(?:la\s|l')?(?P<part>(?P<name>{join_words(KNOWN_SCHOOLS)})\b(?:[ -]{CAPITAL})?)"
        ),
        _is_named_by_letters,
    ),
)

RULES = (*ADDRESSES, *SCHOOLS, *TOWNS)
