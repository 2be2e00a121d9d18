"""What says the contrary of an intent with the words of it: « je veux pas arrêter », « j'ai pas eu mon stage »."""

import re

from mentoring.intents import IntentId

_WANT = "(?:veux|voudrais|souhaite|vais|compte|demande|ai envie|want to|going to|wish to|do)"
_BE = "serai|suis|wil be|im|am"
_NOT = "(?:pas|surtout pas|jamais)"
_REACHED = "eu|trouve|decroche|obtenu|reusi|pris|prise|recu|recue|admis|admise|acepte|valide|signe|retenu|embauche"
_DENIALS: tuple[tuple[IntentId, str], ...] = (
    ("stop", rf"\b{_WANT} {_NOT} (?:du tout |de )?(?:tout )?(?:me )?(?:aret|quit|stop|desinscri|abandon)"),
    ("stop", r"\b(?:dont|not|never) (?:want|going|wana|wish|planing) to (?:stop|quit|leave|end)"),
    ("pause", rf"\b{_WANT} {_NOT} (?:faire |prendre )?(?:de |une )?pause"),
    ("pause", r"\b(?:dont|no) (?:want|ned) (?:to take )?a break"),
    ("another_binome", rf"\b{_WANT} {_NOT} (?:de )?(?:changer|d autre|un autre|en changer)"),
    ("another_binome", r"\b(?:dont|not) (?:want|ned) (?:another|to change|a new)"),
    ("data", rf"\b(?:suprime|suprimez|eface|efacez) {_NOT}\b|\b{_WANT} {_NOT} (?:suprimer|efacer)"),
    ("data", r"\bdont (?:delete|erase)"),
    ("late", r"\b(?:suis|serai|est|sera) (?:pas|jamais) en retard|\b(?:not|never|wont be) late"),
    ("late", rf"^(?:(?:oui|ok|yes|je|jy|i) )*(?:{_BE}) (?:bien )?(?:la|presente?|there|coming)$"),
    ("goal_reached", rf"\b(?:ai|a|as|ont|suis|est) (?:pas|rien|jamais) (?:ete )?(?:{_REACHED})"),
    ("goal_reached", r"\b(?:didnt|havent|hasnt|not|never) (?:get|got|find|found|pas|pased|hired|acepted|admited)\b"),
)
DENIALS = {
    intent: re.compile("|".join(pattern for one, pattern in _DENIALS if one == intent)) for intent, _ in _DENIALS
}
"""Patterns over plain words one space apart, each letter once; « encore » and « toujours » are no words there."""


def is_denied(intent: str, words: str) -> bool:
    """Return whether the contrary of an intent is said."""
    return any(pattern.search(words) for one, pattern in DENIALS.items() if one == intent)
