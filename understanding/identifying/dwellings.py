"""Homes that are written small: « résidence les glycines », « bat c appt 12 cité des bleuets »."""

import re

from mentoring.masking.rules import CAPITAL, Found, Rule, compile_pattern, join_words, read_words
from understanding.identifying.lists import is_word

_DWELLING = join_words(
    "residence(?:_universitaire|_etudiante|_sociale)? cite lotissement hameau lieu[_-]?dit foyer immeuble camping hlm "
    " fjt cada chrs mecs quartier domaine tour"
)
_NOUN = join_words(
    "batiment bat bt appartement appart appt apt app escalier esc porte chambre ch etage tour hall entree bloc"
    " mobil[_-]?home emplacement"
)
_DOOR = rf"(?:{_NOUN}\.?\s?(?:n°?\s?)?(?:[a-z]?\d{{1,4}}[a-z]?|[a-z])(?!\w))"
_LINK = r"(?:les?|las?|des|du|de\sla|de\sl'|de|d'|l')\s?"
_NAME = (
    rf"(?:(?:{_LINK}){{0,2}}(?!(?:et|je|j|a|au|mais|qui|pour|ou|on|avec|c|dans|est)\b)"
    r"(?:[a-z][\w'-]{2,}|\d{2,5}(?!\w)))"
)
_BESIDE = join_words("derriere devant en_face_d[eu] face_a[u]? a_cote_d[eu] juste_apres")
_LANDMARK = join_words(
    "station gare boulangerie mosquee eglise ecole stade pharmacie supermarche magasin tabac mairie poste parc arret"
)
"""What homes that have no address are found by."""
_NO_NAME = read_words("""
    adulte adultes aide alors bas calme campagne car centre chaud chef college dangereux depuis deux donc ecole
    educatif enfance enfants est etudiant etudiante etudiantes etudiants familial familiale familles fille filles
    garcons gare homme hommes ici internat jeune jeunes loin lycee maison meme mineurs mon nord nouveau ouest parce
    populaire populaires pres prioritaire prioritaires privee quelque rural sans secondaire senior seniors sensible
    social sociale sud travailleur travailleurs tres trois unes universitaire urgence vie ville
""")


def _is_named(found: Found) -> bool:
    """Return whether what follows « foyer » or « cité » is a name, and does not only say of what kind it is."""
    word = re.split(r"[\s']", found["name"].lower())[-1]
    is_linked = bool(re.match(r"l'|les?\s|des\s|la\s|du\s", found["name"].lower()))
    return word not in _NO_NAME and (is_linked or not is_word(word))


RULES = (
    Rule("address", compile_pattern(rf"\b(?P<part>{_DOOR}(?:,?\s{_DOOR})+(?:,\s(?:les?|la)\s{CAPITAL})?)")),
    Rule(
        "address",
        compile_pattern(
            rf"\b(?P<part>(?:{_DOOR},?\s)*{_DWELLING}\s(?P<name>{_NAME})(?:(?:,?\s(?:de\s|a\s|d')?){_DOOR})*)(?![\w'])"
        ),
        _is_named,
    ),
    Rule(
        "address",
        compile_pattern(
            r"(?<!\w)(?:batiment|bat|bt|escalier|esc|appartement|appt)\.?\s(?:n°?\s?)?",
            r"(?:[a-z]?\d{1,4}[a-z]?|[a-h])(?![\w'])",
        ),
    ),
    Rule(
        "address",
        compile_pattern(
            rf"(?:habit|vi[st]|vivons|log|resid|adresse|quartier|live)[^.!?\n]{{0,60}}?\b(?P<part>{_BESIDE}\s(?:la\s|le\s|les\s|l')?",
            rf"{_LANDMARK}(?:\s(?:de\s|du\s|la\s)?{CAPITAL})*|{_BESIDE}\s{CAPITAL})(?!\w)",
        ),
    ),
)
