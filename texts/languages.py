"""Which languages can be spoken: a language is a folder of words, here or in an association's own."""

from collections.abc import Iterator
from os import listdir
from pathlib import Path

from babel import localedata

from mentoring.messages import MESSAGES
from mentoring.questions import FORMS
from mentoring.roles import SIDE_BY_FORM

SHIPPED_FOLDER = Path(__file__).parent
FILE_PREFIX = "file_"
NON_MESSAGE_PREFIXES = ("problem_", "toast_", FILE_PREFIX)
"""How the names begin of what is said beside messages: what one language says of it, each must."""
MAX_NAMED = 10


def list_files(*folders: Path | None) -> set[str]:
    """Return the files of words in some folders, as ``fr/menu.j2``."""
    known = (folder / name for folder in folders if folder for name in listdir(folder))
    return {f"{one.name}/{name}" for one in known if one.is_dir() for name in listdir(one) if name.endswith(".j2")}


def list_with_words(own: Path | None = None) -> list[str]:
    """Return the languages that have words, here or in a folder of one's own."""
    return _list_languages(list_files(SHIPPED_FOLDER, own))


def list_complete(own: Path | None = None) -> list[str]:
    """Return the languages that are complete."""
    return [language for language in list_with_words(own) if not find_language_fault(language, own)]


def find_language_fault(language: str, own: Path | None = None) -> str:
    """Return why a language cannot be used; an empty string when it can."""
    files = list_files(SHIPPED_FOLDER, own)
    if language not in (there := _list_languages(files)):
        return f"there are no words in {language!r}, only in {', '.join(there)}; docs/texts.md says how to add them"
    if not localedata.exists(language):
        return f"{language!r} is no language that Babel knows the dates of"
    missing = list(_list_missing(language, files))
    more = f" and {len(missing) - MAX_NAMED} more" if len(missing) > MAX_NAMED else ""
    return f"{language!r} lacks {', '.join(missing[:MAX_NAMED])}{more}" if missing else ""


def _list_languages(files: set[str]) -> list[str]:
    return sorted({name.partition("/")[0] for name in files})


def _list_missing(language: str, names: set[str]) -> Iterator[str]:
    for name, sides in sorted(_list_required().items()):
        whole, apart = f"{language}/{name}.j2", {f"{language}/{name}.{side}.j2" for side in sides}
        if whole not in names and not apart <= names:
            yield whole


def _list_required() -> dict[str, tuple[str, ...]]:
    """Return the name of all that may be said, with the sides that read it."""
    kinds: dict[str, tuple[str, ...]] = {
        kind: rules.read_by for kind, rules in MESSAGES.items() if not kind.endswith("_question")
    }
    asked = {f"{form}_{item.key}": (SIDE_BY_FORM[form],) for form in FORMS for item in FORMS[form]}
    ours = {name.partition("/")[2].partition(".")[0] for name in list_files(SHIPPED_FOLDER)}
    return kinds | asked | dict.fromkeys((name for name in ours if name.startswith(NON_MESSAGE_PREFIXES)), ("",))
