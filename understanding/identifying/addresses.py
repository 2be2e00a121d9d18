"""Where somebody lives: the street and the door, and the town that they say they live in."""

import re

from mentoring.masking.rules import CAPITAL, Found, Rule, compile_pattern, join_words
from understanding.identifying.words import LARGE_PLACES

_OF = r"(?:\s(?:de\sla|de\sl'|du|des|de|d'|la|le|les|l'))?\s?"
_TOWN = rf"(?:(?:le|la|les)\s)?{CAPITAL}(?:(?:\s(?-i:sur|les|la|le|de|en|d'|du)\s?|\s){CAPITAL})*"

# Addresses
_STREET = join_words(
    "(?:grande?[_-])?rue avenue av\\.? boulevard bd\\.? allees? all\\. imp\\. lot\\. res\\. rte\\.? hameau clos sentier"
    " ruelle traverse chemin impasse quai square residence lotissement passage faubourg"
)
_DOOR = (
    r"(?:,?\s\d{1,2}(?:er|e|eme)\setage(?:\s(?:gauche|droite|face))?"
    r"|,?\s(?:batiment|bat|appartement|appt?|escalier|porte|etage|tour)\.?\s\w+)*"
)
_WHERE = rf"(?:,?\s\d{{5}}(?:\s{_TOWN})?|(?:,\s?|\s(?:a|in)\s){_TOWN}(?:\s\d{{5}}(?!\d))?)?"
_END = _DOOR + _WHERE + _DOOR
_DWELLING = join_words(
    "lieu[_-]?dit hameau hlm fjt cada chrs mecs residence(?:_universitaire|_etudiante)? cite(?:_u(?:niversitaire)?)?"
    " quartier foyer(?:_de_vie)? lotissement domaine lot_\\d+ immeuble camping ferme village crous hotel_f1"
)
_LIVE = join_words("(?:j'?)?h?abit\\w* vi[st] vivons loge\\w* domicili\\w* adresse live living loges")


def _is_named_dwelling(found: Found) -> bool:
    """Return whether what follows « quartier » or « foyer » has a name, no acronym or title: « foyer M. Bellanger »."""
    return not re.fullmatch(r"[\w\s-]+\s(?-i:[A-Z]{1,4})", found[0])


ADDRESSES = (
    Rule(
        "address",
        compile_pattern(
            rf"\b\d{{1,4}}(?:\s?(?:bis|ter|quater|[a-d]\b))?,?\s(?:de\sla\s|du\s)?{_STREET}(?!\w)",
            rf"{_OF}(?:[\w'-]+)?(?:{_OF}[ -]?{CAPITAL}){{0,4}}{_END}",
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
    Rule(
        "address",
        compile_pattern(
            rf"\b{_DWELLING}\b{_OF}{CAPITAL}(?:{_OF}[ -]?{CAPITAL}){{0,4}}",
            rf"(?:,?\s{_STREET}{_OF}{CAPITAL}(?:[ -]{CAPITAL})*)?{_END}",
        ),
        _is_named_dwelling,
    ),
    Rule("address", compile_pattern(r"\b(?:bp|pk|b\.p\.|p\.k\.)\s?\d{1,5}\b")),
    Rule(
        "address",
        compile_pattern(
            rf"\b{_LIVE}\b\W+(?:\w+\W+){{0,2}}?(?P<part>(?:bat|batiment|bt)\.?\s\w{{1,2}}\b",
            r"(?:,?\s(?:cite|residence|appt?|appartement|porte|escalier|quartier)\s(?:des?|du|la|les)?\s?[\w-]+){0,3})",
        ),
    ),
    Rule(
        "address",
        compile_pattern(
            rf"\b{_LIVE}\b\W+(?:(?:a|au|dans|la|le|en)\W+){{0,3}}",
            r"(?P<part>(?:cite|residence|hameau|lotissement)\s(?:des?\s|du\s|la\s|les\s)[\w-]+)",
        ),
    ),
    Rule("address", compile_pattern(rf"\b(?:{_TOWN},?\s)?\d{{5}}\s(?!euros?){_TOWN}")),
    Rule(
        "address",
        compile_pattern(
            r"\b(?:rue|route|avenue|boulevard|allee|impasse|chemin)\b",
            rf"{_OF}{CAPITAL}(?:{_OF}[ -]?{CAPITAL}){{0,3}}{_END}",
        ),
    ),
    Rule("address", compile_pattern(rf"\b\d{{1,4}}\s(?:{CAPITAL}\s){{1,3}}(?:street|road|avenue|lane|drive|close)\b")),
)


# Towns
_FORM = r"\b(?:ville|commune|village|domicile|lieu|town|city|habite)\s?:\s?"


def _is_small_place(found: Found) -> bool:
    """Return whether few enough people live in a place for it to say who somebody is."""
    return found["part"].lower().split()[0] not in LARGE_PLACES


TOWNS = (
    Rule("address", compile_pattern(rf"{_FORM}(?P<part>[a-z][\w'-]+(?:[ -]{CAPITAL})*)")),
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
