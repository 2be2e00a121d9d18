"""The references that people and staff read instead of names: J-204, V-031, B-102, C-7."""

LETTERS = {"need": "J", "offer": "V", "binome": "B", "card": "C"}


def reference(noun: str, number: int) -> str:
    """Give the short public reference of a need, an offer, a binôme or a case."""
    return f"{LETTERS[noun]}-{number:03d}"
