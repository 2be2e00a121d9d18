"""How numbers read in a language: what Babel knows of its decimal sign, and of what it says one of."""

from babel import Locale
from babel.numbers import get_decimal_symbol


def format_decimal(value: float, places: int, language: str) -> str:
    """Return a number as a language writes it: « 0,25 »."""
    return f"{value:.{places}f}".replace(".", get_decimal_symbol(language))


def is_one(number: int, language: str) -> bool:
    """Return whether a thing counted so often is named in the singular: « 0 besoin », but "0 needs"."""
    return Locale.parse(language).plural_form(number) == "one"
