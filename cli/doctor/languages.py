"""What the programme's languages lack beside their words: rows of other tables, each named for the doctor."""

from collections.abc import Iterator

from bot.commands import COMMANDS
from documents.words import WORDS
from mentoring.programme import CATALOGUES, EVERY, Programme
from texts import Texts, figures_drawing


def check_languages(programme: Programme, texts: Texts) -> Iterator[tuple[bool, str]]:
    """Return what the doctor says of each language: that all is there, or where rows are missing, and which."""
    for language in programme.languages:
        lacking = find_missing_rows(programme, texts, language)
        if not lacking:
            yield True, f"languages: {language} has every row"
        for place, rows in lacking.items():
            yield False, f"languages: {language}, add to {place}: {', '.join(rows)}"


def find_missing_rows(programme: Programme, texts: Texts, language: str) -> dict[str, list[str]]:
    """Return the places where a language lacks rows, with those rows: its readers are told in another language there.

    Moments alone are told in the language itself, as Babel has them.
    """
    rows = {
        "the programme file": [name for name, words in _list_labels(programme) if not words.keys() & {language, EVERY}],
        "bot/commands.py": [row.names[0] for row in COMMANDS if language not in row.words],
        f"{language}/_moments.j2": texts.list_unset_moments(language),
        f"{language}/training/": [] if language in programme.training else ["every module"],
        "help_numbers.toml": [
            name for name, words in _list_help_words(programme) if not words.keys() & {language, EVERY}
        ],
        "texts/figures_drawing.py": [] if language in figures_drawing.WORDS else [language],
        "documents/words.toml": [] if language in WORDS else [language],
    }
    return {place: names for place, names in rows.items() if names}


def _list_labels(programme: Programme) -> Iterator[tuple[str, dict[str, str]]]:
    for name in CATALOGUES:
        yield from ((f"{name}.{key}", dict(words)) for key, words in getattr(programme, name).items())
    if programme.staff_hours:
        yield "staff_hours", dict(programme.staff_hours)


def _list_help_words(programme: Programme) -> Iterator[tuple[str, dict[str, str]]]:
    known = programme.help_numbers
    yield from ((f"areas.{name}.note", dict(area.note)) for name, area in known.areas.items() if area.note)
    yield from ((f"numbers.{one.name}.about", dict(one.about)) for one in known.numbers)
