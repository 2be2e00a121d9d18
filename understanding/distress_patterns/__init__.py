"""The rows that :mod:`understanding.distress` tries: one file per category, the idioms, the classes of words."""

from mentoring.help_numbers import Category
from understanding.distress_patterns import (
    danger,
    grooming,
    harassment,
    hunger,
    low,
    partner,
    self_harm,
    sexual,
    street,
    suicide,
    violence,
)
from understanding.distress_patterns.words import Row

STRONG: dict[Category, tuple[Row, ...]] = {
    "grooming": grooming.STRONG_ENGLISH + grooming.STRONG,
    "partner": partner.STRONG_ENGLISH + partner.STRONG,
    "harassment": harassment.STRONG_ENGLISH + harassment.STRONG,
    "danger": danger.STRONG_ENGLISH + danger.STRONG,
    "street": street.STRONG_ENGLISH + street.STRONG,
    "sexual": sexual.STRONG_ENGLISH + sexual.STRONG,
    "violence": violence.STRONG_ENGLISH + violence.STRONG,
    "self_harm": self_harm.STRONG_ENGLISH + self_harm.STRONG,
    "suicide": suicide.STRONG_ENGLISH + suicide.STRONG,
    "hunger": hunger.STRONG_ENGLISH + hunger.STRONG,
}
WEAK: dict[Category, tuple[Row, ...]] = {
    "harassment": harassment.WEAK_ENGLISH + harassment.WEAK,
    "violence": violence.WEAK_ENGLISH + violence.WEAK,
    "low": low.WEAK_ENGLISH + low.WEAK,
}
# fmt: off
# Heard faintly: words that count only from somebody who speaks of themselves, and of no study or profession.
FAINT: dict[Category, tuple[Row, ...]] = {
    "suicide": (
        ("mour|meur|suicid|tuer|pendre|la mort|die|dying",
         "mourir|mourais|meure|mourrais|suicid[a-z]*|[sm]e (?:tuer|pendre)|la mort|to die|die", "l'idée de mourir"),
    ),
    "self_harm": (
        ("scarif|mutil|couper|bles",
         "scarif[a-z]*|(?:auto)?mutil[a-z]*|me (?:blesser|taillader|ouvrir)|self harm", "la scarification"),
    ),
    "violence": (
        ("viol|coups|frap|tabas|atouch|etrangl|rape|abus",
         "viol|violee?|violer|viole|violences?|atouchements?|des coups|(?:me|nous|a|ont) (?:frappe|tabasse|"
         "etrangle)[a-z]*|raped?|abused|abus sexuels?", "des violences"),
    ),
}
