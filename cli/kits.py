"""The kits' files: ours, or an association's own topic by topic, read here and parsed by `mentoring`."""

import difflib
from collections.abc import Collection, Iterator, Mapping
from pathlib import Path

from cli.bounded_files import read_text
from mentoring.kit_files import KitFile, parse
from mentoring.kits import Kit, Kits, find_differences
from mentoring.programme import Programme

FOLDER = "kits"
SHIPPED = Path(__file__).parent.parent


def read(programme: Programme, own: Path | None, faults: list[str]) -> Kits:
    """Return the kits that there are; a file of one's own takes the place of the shipped one of the same name."""
    found = {language: _read_language(language, programme.topics, own, faults) for language in programme.languages}
    faults += [*find_differences(found), *(_find_strays(programme, own) if own else ())]
    return found


def _read_language(language: str, topics: Collection[str], own: Path | None, faults: list[str]) -> dict[str, Kit]:
    files = {topic: _read_file(language, topic, own, faults) for topic in topics}
    return {topic: kit for topic, file in files.items() if file and (kit := parse(file, faults))}


def _read_file(language: str, topic: str, own: Path | None, faults: list[str]) -> KitFile | None:
    """Return the file of a topic; None when there is none, which the doctor tells, or it cannot be read."""
    name = f"{FOLDER}/{language}/{topic}.md"
    folder = own if own and (own / name).is_file() else SHIPPED
    try:
        return KitFile(name, language, read_text(folder / name), is_shipped=folder is SHIPPED)
    except FileNotFoundError:
        return None
    except (OSError, UnicodeDecodeError) as error:
        faults.append(f"{name}: cannot be read: {getattr(error, 'strerror', None) or error}")
        return None


def _find_strays(programme: Programme, own: Path) -> Iterator[str]:
    """Yield the files of one's own that no topic is read from."""
    wanted = [f"{FOLDER}/{language}/{topic}.md" for language in programme.languages for topic in programme.topics]
    for path in sorted((own / FOLDER).rglob("*.md")):
        name = path.relative_to(own).as_posix()
        if name not in wanted and path.stem != "README":
            near = difflib.get_close_matches(name, wanted, 1)
            yield f"{name}: no topic and language of the programme" + (f", did you mean {near[0]}?" if near else "")


def write_book(pages: Mapping[str, str], folder: Path) -> None:
    """Write the pages of the book into a folder."""
    for name, page in pages.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(page, encoding="utf-8")
