"""Which languages can be spoken: a language is a folder of words, here or in an association's own."""

from collections.abc import Iterator
from pathlib import Path

from babel import localedata

from mentoring.messages import MESSAGES
from mentoring.questions import FORMS
from mentoring.roles import SIDE_BY_FORM

HERE = Path(__file__).parent
NO_MESSAGES = ("problem_", "toast_")
"""How the names begin of what is said beside messages: what one language says of it, each must."""
MOST_NAMED = 10


def written(*folders: Path | None) -> set[str]:
    """Return the files of words in some folders, as ``fr/menu.j2``."""
    found = (path for folder in folders if folder for path in folder.glob("*/*.j2"))
    return {f"{path.parent.name}/{path.name}" for path in found}


def with_words(own: Path | None = None) -> list[str]:
    """Return the languages that have words, here or in a folder of one's own."""
    return sorted({name.partition("/")[0] for name in written(HERE, own)})


def spoken(own: Path | None = None) -> list[str]:
    """Return the languages that are complete."""
    return [language for language in with_words(own) if not unspoken(language, own)]


def unspoken(language: str, own: Path | None = None) -> str:
    """Return why a language cannot be used; an empty string when it can."""
    if language not in (there := with_words(own)):
        return f"there are no words in {language!r}, only in {', '.join(there)}; docs/texts.md says how to add them"
    if not localedata.exists(language):
        return f"{language!r} is no language that Babel knows the dates of"
    missing = list(_missing(language, written(HERE, own)))
    more = f" and {len(missing) - MOST_NAMED} more" if len(missing) > MOST_NAMED else ""
    return f"{language!r} lacks {', '.join(missing[:MOST_NAMED])}{more}" if missing else ""


def _missing(language: str, names: set[str]) -> Iterator[str]:
    for name, sides in sorted(_wanted().items()):
        whole, apart = f"{language}/{name}.j2", {f"{language}/{name}.{side}.j2" for side in sides}
        if whole not in names and not apart <= names:
            yield whole


def _wanted() -> dict[str, tuple[str, ...]]:
    """Return the name of all that may be said, with the sides that read it."""
    kinds: dict[str, tuple[str, ...]] = {
        kind: rules.read_by for kind, rules in MESSAGES.items() if not kind.endswith("_question")
    }
    asked = {f"{form}_{item.key}": (SIDE_BY_FORM[form],) for form in FORMS for item in FORMS[form]}
    ours = {name.partition("/")[2].partition(".")[0] for name in written(HERE)}
    return kinds | asked | dict.fromkeys((name for name in ours if name.startswith(NO_MESSAGES)), ("",))
