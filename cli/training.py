"""The training's files: ours, or an association's own, read here and parsed by `mentoring`."""

from collections.abc import Iterable
from pathlib import Path

from cli.bounded_files import read_text
from mentoring.training import Screens, find_differences, parse

FALLBACK_LANGUAGE = "fr"
SHIPPED_TEXTS = Path(__file__).parent.parent / "texts"


def read(languages: Iterable[str], own: Path | None, faults: list[str]) -> dict[str, Screens]:
    """Return the training in each language; a folder of one's own takes the place of the whole shipped one."""
    found = {}
    for language in languages:
        modules = (own and _read_modules(own, language, faults)) or _read_modules(SHIPPED_TEXTS, language, faults)
        if modules:
            found[language] = parse(modules, faults)
    if not found:
        found[FALLBACK_LANGUAGE] = parse(_read_modules(SHIPPED_TEXTS, FALLBACK_LANGUAGE, faults), faults)
    faults += [f"training, {fault}" for fault in find_differences(found)]
    return found


def _read_modules(folder: Path, language: str, faults: list[str]) -> dict[str, str]:
    modules = {}
    for path in sorted((folder / language / "training").glob("*.md")):
        try:
            modules[f"{language}/training/{path.name}"] = read_text(path)
        except (OSError, UnicodeDecodeError) as error:
            faults.append(
                f"{language}/training/{path.name}: cannot be read: {getattr(error, 'strerror', None) or error}"
            )
    return modules
