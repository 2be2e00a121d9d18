"""What is written of a kit, parsed and checked, every fault with its line.

A kit begins with TOML between two lines ``+++``. Then come its sections, each under ``## …``, and under the sessions'
heading each session, ``### 1. …``. Headings and labels are the words of `KIT_WORDS`.
"""

import re
import tomllib
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from mentoring.kits import Kit, KitSession, Stage
from mentoring.roles import SIDES

MIN_SESSIONS, MAX_SESSIONS = 4, 8
MIN_CHECKS, MAX_CHECKS = 4, 8
MAX_HEADING_CHARACTERS = 40
"""A session's heading stands on a button, and is a step of a plan."""
MAX_TITLE_CHARACTERS = 60
MAX_SCREEN_CHARACTERS = 2_800
"""What one screen shows of a kit: a message has 4,096, and the rest of it needs room."""
SHIPPED_WORDS = range(400, 901)
"""How many words a kit of ours may have: fewer say too little, more are not read."""
FRONT_MATTER = re.compile(r"\+\+\+\n(?P<facts>.*?\n)??\+\+\+(?:\n|$)", re.DOTALL)
SESSION_HEADING = re.compile(r"(?P<number>\d{1,3})\. *(?P<title>.+)")
LABELLED = re.compile(r"(?:[-*] +)?(?P<label>[^:]+?)\s*:(?:\s+(?P<words>.+))?")
ITEM = re.compile(r"[-*] +(?P<words>.+)")


@dataclass(frozen=True, slots=True)
class KitWords:
    """How the headings of a kit, and the labels in its sessions, are written in a language."""

    for_whom: str
    sessions: str
    checklist: str
    result: str
    errors: str
    aim: str
    before: str
    during: str
    after: str
    young: str
    volunteer: str


KIT_WORDS: Mapping[str, KitWords] = {
    "fr": KitWords(
        *("Pour qui", "Séances", "À cocher", "Un bon résultat", "Erreurs fréquentes"),
        *("But", "Avant", "Pendant", "Après", "Jeune", "Volontaire"),
    ),
    "en": KitWords(
        *("For whom", "Sessions", "Checklist", "A good result", "Common errors"),
        *("Aim", "Before", "During", "After", "Young person", "Volunteer"),
    ),
}
"""Language -> its words. A kit in any other language is written with those of one of these."""
SECTIONS = ("for_whom", "sessions", "checklist", "result", "errors")
STAGES = ("before", "during", "after")


class KitFile(NamedTuple):
    """A kit as it lies there, `name` being what faults call it; ours are held to a number of words."""

    name: str
    language: str
    text: str
    is_shipped: bool = False


class Line(NamedTuple):
    """A line with its number in the file."""

    number: int
    words: str


class Part(NamedTuple):
    """A heading without its marks, and the lines under it that are not empty."""

    heading: Line
    lines: list[Line]

    @property
    def words(self) -> str:
        """Return the lines as they were written."""
        return "\n".join(line.words for line in self.lines)


def parse(file: KitFile, faults: list[str]) -> Kit | None:
    """Return a kit; None where something in it will not do, every fault of which is added with its line."""
    found: list[str] = []
    kit = _parse_kit(file, found)
    faults += [f"{file.name}{fault}" for fault in found]
    return None if found else kit


def count_words(text: str) -> int:
    """Return how many words a kit has under its front matter."""
    return sum(any(map(str.isalnum, word)) for word in FRONT_MATTER.sub("", text, count=1).split())


def _parse_kit(file: KitFile, faults: list[str]) -> Kit:
    said = _choose_words(file)
    facts = _parse_facts(file.text, faults)
    parts = _find_sections(file.text, said, faults)
    kit = Kit(
        **facts,
        for_whom=parts["for_whom"].words,
        result=parts["result"].words,
        errors=parts["errors"].words,
        sessions=_parse_sessions(parts["sessions"], said, faults),
        checklist=_parse_checklist(parts["checklist"], faults),
    )
    _check_length(f"## {said.for_whom}", (kit.for_whom, *kit.checklist), faults)
    _check_length(f"## {said.result}", (kit.result, kit.errors, *kit.sources), faults)
    if file.is_shipped and (count := count_words(file.text)) not in SHIPPED_WORDS:
        faults.append(f": {count} words, write {SHIPPED_WORDS[0]} to {SHIPPED_WORDS[-1]}")
    return kit


def _choose_words(file: KitFile) -> KitWords:
    """Return the words of a kit's language; of another language, those that the kit begins with."""
    used = [words for words in KIT_WORDS.values() if f"\n## {words.for_whom}\n" in file.text]
    return KIT_WORDS.get(file.language) or next(iter(used), KIT_WORDS["en"])


def _parse_facts(text: str, faults: list[str]) -> dict[str, Any]:
    """Return what the front matter says."""
    found = FRONT_MATTER.match(text)
    if found is None:
        faults.append(f", line 1: begin with +++, then {', '.join(FACTS)}, then +++")
        return dict.fromkeys(FACTS, "")
    try:
        told = tomllib.loads(found["facts"] or "")
    except tomllib.TOMLDecodeError as error:
        faults.append(f", line 1: not TOML between the lines of +++: {error}")
        return dict.fromkeys(FACTS, "")
    faults += [f", {name}: unknown, there are {', '.join(FACTS)}" for name in told.keys() - FACTS.keys()]
    sound = {name: value for name, value in told.items() if name in FACTS and FACTS[name][0](value)}
    faults += [f", {name}: {wanted}" for name, (_is_sound, wanted) in FACTS.items() if name not in sound]
    return {name: tuple(one) if isinstance(one := sound.get(name, ""), list) else one for name in FACTS}


def _is_list_of_words(value: Any) -> bool:
    return isinstance(value, list) and bool(value) and all(isinstance(one, str) and one for one in value)


FACTS: Mapping[str, tuple[Callable[[Any], bool], str]] = {
    "title": (
        lambda value: isinstance(value, str) and 0 < len(value) <= MAX_TITLE_CHARACTERS,
        f"write 1 to {MAX_TITLE_CHARACTERS} characters between quotes",
    ),
    "updated": (lambda value: type(value) is date, "write a day, for example 2026-12-01"),
    "reviewed_by": (lambda value: isinstance(value, str), 'write who has read it, "" until somebody has'),
    "sources": (_is_list_of_words, 'write where it is from, for example ["Service-Public, service-public.gouv.fr"]'),
}
"""What stands between the lines of +++ -> whether it will do, and what would."""


def _split(lines: Iterable[Line], mark: str) -> tuple[list[Line], list[Part]]:
    """Return the lines above the first heading, and each heading with what is under it."""
    above, parts = list[Line](), list[Part]()
    for line in lines:
        if line.words.startswith(mark):
            parts.append(Part(Line(line.number, line.words.removeprefix(mark).strip()), []))
        elif line.words:
            (parts[-1].lines if parts else above).append(line)
    return above, parts


def _list_lines(text: str) -> list[Line]:
    """Return the lines under the front matter, each with its number in the file."""
    found = FRONT_MATTER.match(text)
    begun = text[: found.end()].count("\n") if found else 0
    return [Line(number, line.rstrip()) for number, line in enumerate(text.splitlines()[begun:], begun + 1)]


def _find_sections(text: str, said: KitWords, faults: list[str]) -> dict[str, Part]:
    """Return each section by its name; one that is missing has nothing in it."""
    names = {getattr(said, name): name for name in SECTIONS}
    above, found = _split(_list_lines(text), "## ")
    faults += [f", line {line.number}: write it under ## {said.for_whom}" for line in above]
    for part in found:
        if part.heading.words not in names:
            faults.append(f", line {part.heading.number}: a kit has no section {part.heading.words!r}")
        elif not part.lines:
            faults.append(f", line {part.heading.number}: nothing under ## {part.heading.words}")
    there = [part.heading.words for part in found]
    faults += [f": ## {heading} is missing" for heading in names if heading not in there]
    faults += [f": ## {heading} is there twice" for heading in names if there.count(heading) > 1]
    empty = {name: Part(Line(0, heading), []) for heading, name in names.items()}
    return empty | {names[part.heading.words]: part for part in found if part.heading.words in names}


def _parse_checklist(part: Part, faults: list[str]) -> tuple[str, ...]:
    items = [(line, ITEM.fullmatch(line.words)) for line in part.lines]
    faults += [f", line {line.number}: begin it with -" for line, found in items if found is None]
    if part.lines and not MIN_CHECKS <= len(items) <= MAX_CHECKS:
        faults.append(f", line {part.heading.number}: {len(items)} lines, write {MIN_CHECKS} to {MAX_CHECKS}")
    return tuple(found["words"] for _line, found in items if found)


def _parse_sessions(part: Part, said: KitWords, faults: list[str]) -> tuple[KitSession, ...]:
    above, found = _split(part.lines, "### ")
    faults += [f", line {line.number}: write it under a session, such as ### 1. …" for line in above]
    if part.lines and not MIN_SESSIONS <= len(found) <= MAX_SESSIONS:
        faults.append(f", line {part.heading.number}: {len(found)} sessions, write {MIN_SESSIONS} to {MAX_SESSIONS}")
    return tuple(_parse_session(number, one, said, faults) for number, one in enumerate(found, 1))


def _parse_session(number: int, part: Part, said: KitWords, faults: list[str]) -> KitSession:
    """Return a session: its aim, and what each side does at each stage."""
    title, where = _parse_heading(number, part.heading, faults), f", line {part.heading.number}"
    told = _sort_lines(part, said, faults)
    stages = {name: Stage(**{side: tuple(told[name, side]) for side in SIDES}) for name in STAGES}
    if len(told[AIM]) != 1:
        faults.append(f"{where}: say once what the session is for, {said.aim}: …")
    faults += [
        f"{where}: nobody has anything to do under {getattr(said, name)}"
        for name, stage in stages.items()
        if not stage.young and not stage.volunteer
    ]
    _check_length(f"### {number}.", [part.words], faults)
    return KitSession(title, next(iter(told[AIM]), ""), **stages)


def _parse_heading(number: int, heading: Line, faults: list[str]) -> str:
    found = SESSION_HEADING.fullmatch(heading.words)
    title = found["title"] if found else heading.words
    if found is None or int(found["number"]) != number:
        faults.append(f", line {heading.number}: write ### {number}. and what the session is called")
    if len(title) > MAX_HEADING_CHARACTERS:
        fault = f"{title[:30]!r}… has {len(title)} characters, a button holds {MAX_HEADING_CHARACTERS}"
        faults.append(f", line {heading.number}: {fault}")
    return title


AIM = ("", "aim")


def _sort_lines(part: Part, said: KitWords, faults: list[str]) -> dict[tuple[str, str], list[str]]:
    """Return what the lines of a session say, by stage and side, the aim under `AIM`; name those that say neither."""
    names = {getattr(said, name): name for name in ("aim", *STAGES, *SIDES)}
    told, stage = defaultdict[tuple[str, str], list[str]](list), ""
    for line in part.lines:
        found = LABELLED.fullmatch(line.words)
        name, words = (names.get(found["label"], ""), found["words"] or "") if found else ("", "")
        if name in STAGES and not words:
            stage = name
        elif words and ((name in SIDES) if stage else (name == "aim")):
            told[stage, name].append(words)
        else:
            wanted = f"{said.aim}: …, {said.before}:, or - {said.young}: …"
            faults.append(f", line {line.number}: {line.words[:30]!r} is not written as {wanted}")
    return told


def _check_length(where: str, pieces: Iterable[str], faults: list[str]) -> None:
    if (length := sum(map(len, pieces))) > MAX_SCREEN_CHARACTERS:
        faults.append(f": {where} has {length} characters for one screen, at most {MAX_SCREEN_CHARACTERS}")
