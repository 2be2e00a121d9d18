"""How somebody can be reached, in words that a stranger will read: found, and hidden."""

from mentoring.masking.parts import ASKED_BACK, HIDDEN, Part, find_by, find_contacts, fold, hide, quote

__all__ = ["ASKED_BACK", "HIDDEN", "Part", "find_by", "find_contacts", "fold", "hide", "quote"]
