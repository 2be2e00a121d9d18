"""Who somebody is, and whom they write about: first names that are introduced, full names, names with a title."""

import re

from mentoring.masking.rules import CAPITAL, Found, Rule, compile_pattern, join_words
from understanding.identifying.lists import is_first_name, is_word
from understanding.identifying.words import (
    NOT_NAMES,
    PUBLIC_NAMES,
    PUBLIC_SUBJECTS,
    PUBLIC_SURNAMES,
)

_PARTICLE = r"(?:\s(?:de\sla|de|du|des|le|la|ben|bel|el|al|van|von|da|dos|di|ait|d'|n')\s?)?"
_STOP = (
    r"(?!j(?:h?abit|suis|cherch|veu|voudr|prepar)\w*)"
    rf"(?!(?:{'|'.join(sorted(map(re.escape, NOT_NAMES), key=len, reverse=True))})(?![\w'-]))"
)
_SMALL = rf"{_STOP}[a-z][\w'-]{{1,40}}"
_BIG = rf"{_STOP}{CAPITAL}"
_BIG_NAME = rf"{_BIG}(?:{_PARTICLE}[ -]{_BIG}){{0,3}}"
_TWO_BIG = rf"{_BIG}(?:{_PARTICLE}[ -]{_BIG}){{1,4}}"
_ANY_NAME = rf"(?:{_BIG_NAME}|{_SMALL}(?:{_PARTICLE}\s{_SMALL})?)"

_CALLED = join_words(
    "je_?m_?'?_?app?ell?e?s? jm_?'?app?ell?e? (?:\\w+_)?m'appell?e(?:nt)? m'appelant appell?e[sz]?[\\s-]moi"
    " on_me_surnomme me_prenomme me_nomme me_presente_?[:,] my_name_?(?:'s|is) call_me (?:pre)?nom\\s*: mes_noms?"
    " mo?n_(?:pre)?nom(?:_de_famille|_complet)?_?(?:est|c'est|c|cest|:)? moi_je_m'appelle"
)
_IT_IS = join_words(
    "moi_?,?_?c_?'?_?est moi_cest je_suis jsuis j'suis c'est cest c ici i'?m i_am this_is signee?_?:?"
    " contactez contacter demandez demander joindre joignez cordialement bisous? merci prenom_?:?"
)
_RELATIVE = join_words(
    "s(?:oe|œ)ur frere ami amie copine copain pote mere pere cousine? tante oncle tut\\w+ educ\\w* prof\\w* referente?"
    " conseill\\w+ voisine? sister brother friend mother father mum dad teacher boss patronn?e? maitre_de_stage coach"
)
_TITLE = r"(?:(?-i:M|Mr|Mrs|Ms|Dr|Pr)\.?|mme|mlle|monsieur|madame|mademoiselle|miss|maitre)"
_PUBLIC_PLACE = re.compile(
    r"\b(?:hopital|clinique|chu|theatre|gare|stade|musee|place|station|metro|mairie|mediatheque|bibliotheque|maison"
    r"|centre|aeroport|groupe|societe|entreprise|fondation|prix|salon|rue|avenue|boulevard|parc|pont|gymnase|chez"
    r"|lycee|college|ecole|universite|fac|iut|campus|institut|cfa|marque|magasin|festival|laboratoires?|association"
    r"|king's)\s(?:de\s|du\s|d')?$"
)
_PUBLIC_SUBJECT = re.compile(rf"\b{join_words(PUBLIC_SUBJECTS)}\b")
_PEOPLE = re.compile(r"\w+(?:ian|ish|ese|ench|can|ais|aise|ois|oise|ien|ienne|ain|aine|ino|ine)$")
"""« I'm Brazilian », « je suis Marocaine »."""


def _is_first_name(word: str) -> bool:
    known = all(map(is_first_name, word.lower().split("-")))
    return known and (word[:1].isupper() or not is_word(word))


def _is_public(found: Found) -> bool:
    """Return whether whoever is named is known to everybody, or a place or a shop is meant."""
    told = [
        word
        for word in re.split(r"[ -]+", found["part"].lower().removesuffix("'s"))
        if word not in ("de", "la", "du", "le", "von")
    ]
    known = any("-".join(told[:count]) in PUBLIC_NAMES for count in (2, 3))
    before = found.string[: found.start("part")].lower()
    sentence = re.split(r"[.!?;\n]", before)[-1] + re.split(r"[.!?;\n]", found.string[found.end("part") :].lower())[0]
    return bool(known or _PUBLIC_PLACE.search(before) or _PUBLIC_SUBJECT.search(sentence))


def _is_private_name(found: Found) -> bool:
    """Return whether a first name and what follows belong to somebody whom nothing is named after."""
    return _is_first_name(found["first"]) and not _is_public(found)


def _is_introduced(found: Found) -> bool:
    """Return whether what follows « je suis » or « c'est » begins with a first name."""
    return _is_first_name(found["part"].split()[0]) and not _is_public(found)


def _is_somebody(found: Found) -> bool:
    """Return whether several words with capitals are a person: no acronyms, and nobody whom all know."""
    words = found["part"].split()
    return not any(word.isupper() and len(word) < 5 for word in words) and not _is_public(found)


def _is_own_name(found: Found) -> bool:
    """Return whether one word after « I'm » is a name, and no people or subject."""
    return not (found["part"].isupper() or _PEOPLE.match(found["part"].lower()))


def _is_titled(found: Found) -> bool:
    return re.split(r"[ -]", found["part"].lower())[-1] not in PUBLIC_SURNAMES


def _is_no_acronym(found: Found) -> bool:
    first = found["part"].split()[0]
    return not first.isupper() or _is_first_name(first)


RULES = (
    Rule("name", compile_pattern(rf"\bon\s(?:me\s|m')?(?:dit|surnomme|appelle)\s(?P<part>{_BIG_NAME})")),
    Rule(
        "name",
        compile_pattern(
            rf"\b(?P<part>{CAPITAL}(?:[ -]{CAPITAL})?\s(?:&|et)\s(?:associee?s?|fils|filles?|freres?|soeurs?))(?!\w)"
        ),
        needs=("& ", "et associe", "et fil", "et frere"),
    ),
    Rule(
        "name", compile_pattern(rf"\bsignee?\s?:?\s(?P<part>{CAPITAL}(?:\s[\w'-]+){{0,2}})\s?[.!]?\s?$"), _is_introduced
    ),
    Rule(
        "name",
        compile_pattern(
            rf"^(?P<part>{_BIG}(?:\s{_BIG}){{0,2}}\s(?P<first>(?-i:[A-Z][a-z]+)))"
            r"(?=\s(?:tle|term\w*|1e?re|2n?de|l[123]|m[12]|bts|but|cap|bac|\d\d\sans)(?!\w))",
        ),
        _is_private_name,
    ),
    Rule(
        "name",
        compile_pattern(
            rf"\b{_TITLE}\s(?P<part>(?:ba|by|ho|hu|ka|ko|li|ly|na|ng|ny|sy|vo|vu|wu|xu|ye|yu)(?:\s{CAPITAL})?)(?!\w)"
        ),
    ),
    Rule("name", compile_pattern(rf"\batelier\s(?P<part>{CAPITAL}(?:[ -]{CAPITAL})?)")),
    Rule(
        "name",
        compile_pattern(
            r"\b(?:(?:j'ai|je)\s(?:une\schaine|un\s(?:blog|podcast|salon|resto)|tenu|tiens|gere|dirige|cree|ouvert|monte|fonde|lance)|(?:mon|ma|notre|my)\s",
            r"(?:chaine|page|blog|podcast|salon|resto|restaurant|cafe|bar|entreprise|boutique|boite|societe|marque|asso|association|groupe|label|shop))",
            r"\b[^.!?\n\"«]{0,40}[\"«]\s?(?P<part>[^\"»\n]{2,40}?)\s?[\"»]",
        ),
    ),
    Rule("name", compile_pattern(rf"\b{_CALLED}\s*(?:c'est\s)?(?P<part>{_ANY_NAME})")),
    Rule(
        "name", compile_pattern(rf"\bmoi\s?,?\s?(?:c\s?'?\s?(?:est)?|je\ssuis)\s(?P<part>{_BIG_NAME})"), _is_no_acronym
    ),
    Rule("name", compile_pattern(rf"\b{_IT_IS}\s?,?\s(?P<part>{_TWO_BIG})"), _is_somebody),
    Rule(
        "name", compile_pattern(rf"\b{_IT_IS}\s?,?\s(?P<part>{_SMALL}(?:{_PARTICLE}\s{_BIG}){{0,2}})"), _is_introduced
    ),
    Rule("name", compile_pattern(rf"\b(?:i'?m|i\sam|this\sis)\s(?P<part>{_BIG})(?=\s?[,.!]|\sand\s)"), _is_own_name),
    Rule(
        "name",
        compile_pattern(
            rf"\b(?:ma|mon|notre|my)\s(?:(?:grande?|petite?|demi|meilleure?)[\s-])?{_RELATIVE}",
            rf"(?:\s(?:de\s\w+|principale?))?\s?,?\s(?P<part>{_BIG_NAME})",
        ),
        _is_no_acronym,
    ),
    Rule(
        "name",
        compile_pattern(rf"(?<![\w'-])(?=(?P<part>(?P<first>{CAPITAL}){_PARTICLE}\s{_BIG}(?:{_PARTICLE}[ -]{_BIG})?))"),
        _is_private_name,
    ),
    Rule(
        "name",
        compile_pattern(
            r"(?<![\w'-])(?P<part>(?-i:[A-Z]{3,}(?:[ -][A-Z]{2,}){0,3})\s",
            r"(?P<first>(?-i:[A-Z][a-z]+)))(?![\w'-])",
        ),
        _is_private_name,
    ),
    Rule(
        "name",
        compile_pattern(rf"(?:^|[.!?]\s)(?P<part>{_BIG}\s(?P<first>(?-i:[A-Z][a-z]+)))(?=\s?[,.])"),
        _is_private_name,
    ),
    Rule("name", compile_pattern(rf"(?:^|[.!?,]\s)(?P<part>{_SMALL})\sici\b"), _is_introduced),
    Rule(
        "name",
        compile_pattern(rf"\b{_TITLE}\s(?P<part>(?:(?:de\s(?:la\s)?|el\s|le\s))?{_BIG}(?:[ -]{_BIG})?)"),
        _is_titled,
    ),
    Rule(
        "name",
        compile_pattern(
            r"[.!?,;)]\s*(?:(?:signe|bisous?|merci|cordialement|a\sbientot)\s?[,:!.]?\s)?-?\s?",
            r"(?P<part>(?-i:[A-Z])[\w'-]+)\s?[.!]?$",
        ),
        _is_introduced,
    ),
)
