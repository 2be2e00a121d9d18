"""The school that somebody goes to, by its name, by its letters or by its town."""

import re

from mentoring.masking.rules import CAPITAL, Found, Rule, compile_pattern, join_words
from understanding.identifying.lists import is_first_name, is_word, read_list
from understanding.identifying.public import SMS, is_public
from understanding.identifying.words import FIELDS, KNOWN_SCHOOLS, NOT_NAMES, QUALIFIERS

_SCHOOL = join_words(
    "lycees? bahut lep college ecole iut cfa mfr universite univ fac faculte institut campus prepa lpo?"
    " lycee_des_metiers institution high_school university school mission_locale afpa"
)
_SMALL_SCHOOL = join_words(
    "maison_familiale(?:_rurale)? sessad institut_medico-educatif ifsi ifas ifap inspe espe iae erea itep iem ime"
    " impro imp segpa ulis ufa cfppa cfaa legta lepa leap esat micro-?lycee greta e2c epide polytech polytechnique"
    " conservatoire beaux-arts ensa insa iep sciences_po"
)
"""Schools of which there are so few that their kind is hidden with their name."""
_KEPT = r"(?:\s(?:pro|professionnel(?:le)?|general|generale|technique|technologique|agricole)\b)*"
"""What says the kind of a school: it may stay."""
_QUALIFIED = (
    rf"(?:\s{join_words(' '.join(QUALIFIERS))}(?![\w-])"
    r"|\s(?:de\sla|de|du|des)\s(?-i:[a-z])\w+|\sd'(?-i:[a-z])\w+){0,3}"
)
_JOINED = r"(?:\s\(|\s(?:(?:de\sla|de|du|des|a|le|la|les|et|sur|of)\s|(?:de\sl|d|l)')?|-|')"
_SAINT = r"(?:(?:saint|sainte|st|notre)[ -])?"
_NO_LINK = r"(?!(?:en|et|je|j|mais|pour|de|a|qui|depuis|car)\b)"
_NAMED = rf"{CAPITAL}(?:{_JOINED}(?:{CAPITAL}|\d{{1,2}}\b))*"
_AIM = join_words(
    " vis(?:e|er|ons|ais) integrer entrer rentrer candidat\\w* postul\\w* admis\\w* concours reve\\w*"
    " voudrais aimerais veux souhait\\w* objectif dossier v(?:oe|œ)ux? portes_ouvertes (?<!pour_)aller hesit\\w*"
    " interess\\w* envie espere\\w* projet demand\\w* pris_a accept\\w* apply\\w* aim\\w* want hope dream"
    " get_into prochain\\w* rejoindre lettre plus_tard apres_le_bac future? choisir choose oraux oral"
    " prepare\\w* reussir entretiens? visit\\w* connai\\w* jveux jvoudrais"
)
_PRESENT = join_words(
    "je_suis j'suis jsuis chui eleve etudi\\w* actuellement scolaris\\w* inscrit\\w* j'etudie notre de_mon i'm_at i_am"
    " en_(?:terminale|premiere|seconde|tle|1ere|2nde|term|l[123]|licence|bts|but|cap|bac) student apprenti\\w*"
)
_CUES = re.compile(rf"\b(?:(?P<aim>{_AIM})|{_PRESENT})(?!\w)")
_WORK = re.compile(r"oraux|oral|lettre|dossier|prepare|projet|demand|interess|connai")
_INSIDE = re.compile(r"\b(?:au|a\sla|a\sl'|dans\s(?:le|la|l'|mon|ma))\s?$")
"""« Mon oral au lycée X » is done where one is; « le dossier de l'école X » is for where one would be."""
_ANSWERED = re.compile(r"^[\w\s'-]{0,12}(?:m'a\s(?:mis|refus|accept|pris)|m'ont)")
"""What a school does with somebody's wish."""
_IN_YEAR = re.compile(
    r"\b(?:annee|j?etudi\w*|formation|ecole|student|year|master|licence|inscrit\w*|bachelor|scolaris\w*|eleve|suis)\b"
)
_PUPIL = join_words("lyceen(?:ne)? collegien(?:ne)? etudiante? eleve scolarisee? apprentie? inscrite?")
_CLASS = r"en\s(?:term\w*|premiere|seconde|tle|1e?re|2n?de|3e|cap|bts|bac)\b"


def _is_attended(found: Found) -> bool:
    """Return whether somebody goes to a school: the nearest word before it says so, or none speaks of a wish."""
    first = re.split(r"[ -]", found["name"])[0]
    if first.lower() in FIELDS or _ANSWERED.match(found.string[found.end() :].lower()):
        return False
    if first.isupper() and 1 < len(first) <= 4 and found["noun"].lower() in ("iut", "fac", "prepa", "universite"):
        return False  # what one learns there: « IUT GEII »
    return not _is_wished(found)


def _is_wished(found: Found) -> bool:
    before = _read_before(found)
    cues = list(_CUES.finditer(before))
    return bool(cues and cues[-1]["aim"] and not (_WORK.match(cues[-1]["aim"]) and _INSIDE.search(before)))


def _read_before(found: Found) -> str:
    """Return the sentence up to what was found."""
    return re.split(r"[.!?;\n]", found.string[: found.start()].lower())[-1]


def _is_no_field(found: Found) -> bool:
    return found["part"].lower() not in FIELDS | NOT_NAMES


def _is_small_school(found: Found) -> bool:
    """Return whether words without capitals name a school that somebody goes to."""
    first = re.sub(r"^(?:la|le|les)\s", "", found["name"].lower()).split()[0]
    return first not in NOT_NAMES | QUALIFIERS | FIELDS and _is_attended(found)


def _is_uncommon_school(found: Found) -> bool:
    """Return whether small letters after « lycée » are no words of the language: « le lycée pierre mendès france »."""
    words = re.split(r"[\s-]+", found["name"].lower())
    named = [one for one in words if one not in ("la", "le", "les", "saint", "sainte", "st", "ste", "notre")]
    first = named[0] if named else ""
    is_full_name = is_first_name(first) and len(named) > 1 and named[1] not in NOT_NAMES | SMS
    if is_full_name and len(named[1]) > 2:
        return _is_small_school(found)
    if is_word(first):
        return False
    return len(first) > 2 and not is_public(first) and first not in SMS and _is_small_school(found)


def _is_pupil_of(found: Found) -> bool:
    return is_first_name(found["name"].lower().split()[0]) and not _is_wished(found)


def _is_named_by_letters(found: Found) -> bool:
    """Return whether capitals name the school where somebody studies: « en 2e année à l'EPSI »."""
    before = _read_before(found)
    learns = _IN_YEAR.search(before) or _STUDIES.search(before)
    return found["name"].lower() not in FIELDS and bool(learns) and not _is_wished(found)


def _is_named_after_somebody(found: Found) -> bool:
    """Return whether a school goes by a person's name alone: « en L1 à Jean Monnet »."""
    first = re.split(r"[ -]", found["name"].lower())[0]
    return is_first_name(first) and bool(_STUDIES.search(_read_before(found))) and not _is_wished(found)


def _is_small_named(found: Found) -> bool:
    if re.sub(r"\W+", "-", found["name"].lower()) in read_list("large_places"):
        return False
    return bool(_STUDIES.search(_read_before(found))) and not _is_wished(found)


_STUDIES = re.compile(
    r"\b(?:l[123]|m[12]|licence|master|prepa|terminale?|term|tle|1e?re|premiere|2n?de|seconde|3e|4e|bts|but|cap|bac|bachelor|eleve"
    r"|j?etudi\w*|scolaris\w*|interne|inscrit\w*|redouble|collegien\w*|lyceen\w*|student|annee)\b"
)

_UNIVERSITY_TOWN = join_words("aix bordeaux grenoble lille lyon montpellier nancy nantes nice paris rennes toulouse")
_TRADES = join_words("coiffure commerce cuisine danse design esthetique hotellerie management mode musique theatre")
_SMALL_NAME = rf"(?:(?:la|le|les)\s)?{_SAINT}(?-i:[a-z])[\w-]{{2,}}(?:\s{_NO_LINK}(?-i:[a-z])[\w-]{{2,}}){{0,2}}"
RULES = (
    Rule(
        "school",
        compile_pattern(
            rf"\b(?:universite|univ|fac)\s(?:de\s)?(?P<part>(?P<name>{_UNIVERSITY_TOWN}\s\d{{1,2}}))(?!\w)"
        ),
        lambda found: not _is_wished(found),
    ),
    Rule(
        "school",
        compile_pattern(
            rf"\bj?fais\sl'(?P<part>(?P<name>(?-i:[A-Z]{{4,}}))(?:\s(?:de\s|a\s)?(?:la\s|le\s)?{CAPITAL}(?:\s{CAPITAL})?)?)(?!\w)"
        ),
        _is_no_field,
    ),
    Rule(
        "school",
        compile_pattern(rf"\b(?P<part>(?P<noun>{_SMALL_SCHOOL}){_QUALIFIED}{_JOINED}(?P<name>{_NAMED}))"),
        _is_attended,
    ),
    Rule(
        "school",
        compile_pattern(
            r"\b(?P<part>(?P<noun>(?:international|french|european|catholic)\s(?:lycee|school|college|high\sschool))",
            rf"\s(?:of|in|de)\s(?P<name>{_NAMED}))",
        ),
        _is_attended,
    ),
    Rule("school", compile_pattern(rf"\b{_SCHOOL}\s?[:=]\s?(?P<part>{_NAMED})"), _is_no_field),
    Rule(
        "school",
        compile_pattern(
            rf"\b(?:mon|ma|my)\s{_SCHOOL}{_KEPT}\s?(?:is|est|c'est|cest|c|s'appelle|,|:)\s(?P<part>{_NAMED})",
        ),
        _is_no_field,
    ),
    Rule(
        "school",
        compile_pattern(rf"\b(?P<noun>{_SCHOOL}){_KEPT}(?P<part>{_QUALIFIED}{_JOINED}(?P<name>{_NAMED}))"),
        _is_attended,
    ),
    Rule(
        "school",
        compile_pattern(
            rf"(?:\b(?:au|a\smon|mon|notre)\s(?:ancien\s)?|\b(?=lp\b))(?P<noun>lp|lycee|college|cfa|campus|bahut){_KEPT}",
            rf"\s(?P<part>(?P<name>{_SMALL_NAME})(?:\s(?:a|de|d')\s?[\w-]+)?)",
        ),
        _is_small_school,
    ),
    Rule(
        "school",
        compile_pattern(
            rf"\b(?P<noun>lp|lycee|college|cfa|mfr|iut|fac|univ|l?ecole|institut|campus|bahut){_KEPT}",
            rf"(?:\sde\s{_TRADES})?",
            rf"\s(?P<part>(?P<name>(?!(?:en|et|je|j|mais|pour|de|du|d|des|a|au|qui|depuis|car|ou|que|avec|c|est)(?![\w-])){_SMALL_NAME}))",
        ),
        _is_uncommon_school,
    ),
    Rule("school", compile_pattern(rf"\b{_PUPIL}\s(?:a|au)\s(?P<part>(?P<name>{_NAMED}))"), _is_pupil_of),
    Rule(
        "school",
        compile_pattern(
            rf"\b(?:a|au)\s(?P<part>(?P<name>(?:{CAPITAL}|{_UNIVERSITY_TOWN})\s\d{{1,2}}))(?!\w|\s(?:ans|h|euros))"
        ),
        _is_named_by_letters,
    ),
    Rule(
        "school",
        compile_pattern(rf"\b(?:a|au)\s(?P<part>(?P<name>{CAPITAL}(?:[ -]{CAPITAL}){{1,3}}))"),
        _is_named_after_somebody,
    ),
    Rule(
        "school",
        compile_pattern(
            r"\b(?:a|au)\s(?P<part>(?P<name>(?:st|ste|saint|sainte|notre dame)\b[ -][a-z]+",
            r"(?:[ -](?:de|du|des|la)(?:[ -](?:la))?[ -][a-z]+)?))",
        ),
        _is_small_named,
    ),
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
