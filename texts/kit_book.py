"""The kits as a book to read outside the chat: an index, and a page for each kit, in Markdown."""

import re
from collections.abc import Iterator

from babel import Locale

from mentoring.kit_contexts import KitContext, turn_to
from mentoring.kit_files import KIT_WORDS, STAGES, KitWords
from mentoring.kits import Kit, KitSession, Stage
from mentoring.programme import Programme
from mentoring.roles import SIDES
from mentoring.views import Reader
from texts.markdown import set_apostrophes
from texts.render import Texts

INDEX = "README.md"
INTRODUCTION = """# The kits

A kit says how a binôme works on one topic, session by session: what each of the two does before, during and after.
In the chat both read the same kit, from the menu. Made by `binome kits docs/kits`; how an association writes its own:
[texts.md](../texts.md#the-kits).
"""
LIMITS = "## What holds beside every kit"


def build_book(texts: Texts, programme: Programme) -> dict[str, str]:
    """Return each page by its name, such as ``fr/cv_letter.md``, the index too."""
    pages = {
        f"{language}/{topic}.md": _build_page(kit, language)
        for language, known in programme.kits.items()
        for topic, kit in known.items()
    }
    return {INDEX: "\n".join([INTRODUCTION, *_list_topics(programme), *_list_limits(texts, programme), ""])} | pages


def _list_topics(programme: Programme) -> Iterator[str]:
    """Yield a table with a row for each topic, and a column a language."""
    names = [str(Locale.parse(language).get_display_name(language)) for language in programme.kits]
    yield f"| {' | '.join(names)} |"
    yield "|---" * len(names) + "|"
    for topic in programme.topics:
        cells = [_link(programme, language, topic) for language in programme.kits]
        yield f"| {' | '.join(cells)} |"


def _link(programme: Programme, language: str, topic: str) -> str:
    label, kit = programme.find_label("topics", topic, language), programme.kits[language].get(topic)
    return f"{label}: [{set_apostrophes(kit.title)}]({language}/{topic}.md)" if kit else label


def _list_limits(texts: Texts, programme: Programme) -> Iterator[str]:
    """Yield what the screen about limits says to each side, in each language."""
    yield f"\n{LIMITS}"
    for language, known in programme.kits.items():
        for side in SIDES if known else ():
            topic, kit = next(iter(known.items()))
            shown = turn_to(KitContext(me=Reader(language, side), topic=topic, kit=kit), "limits")
            yield f"\n### {getattr(_find_words(language), side)}\n"
            yield from (f"- {point}" for point in re.findall(r"(?m)^• (.+)$", texts.render("kit", shown).text))


def _find_words(language: str) -> KitWords:
    return KIT_WORDS.get(language, KIT_WORDS["en"])


def _build_page(kit: Kit, language: str) -> str:
    said = _find_words(language)
    checklist = "\n".join(f"- [ ] {line}" for line in kit.checklist)
    lines = [
        f"# {kit.title}\n\n{kit.updated}. [{LIMITS.removeprefix('## ')}](../{INDEX}#what-holds-beside-every-kit)\n",
        f"## {said.for_whom}\n\n{kit.for_whom}\n",
        f"## {said.sessions}\n",
        *(_build_session(number, one, said) for number, one in enumerate(kit.sessions, 1)),
        f"## {said.checklist}\n\n{checklist}\n",
        f"## {said.result}\n\n{kit.result}\n",
        f"## {said.errors}\n\n{kit.errors}\n",
        "---\n",
        *(f"- {source}" for source in kit.sources),
    ]
    return set_apostrophes("\n".join(lines)) + "\n"


def _build_session(number: int, one: KitSession, said: KitWords) -> str:
    stages = [_build_stage(getattr(said, name), getattr(one, name), said) for name in STAGES]
    return "\n".join([f"### {number}. {one.title}\n\n{said.aim}: {one.aim}\n", *stages])


def _build_stage(title: str, stage: Stage, said: KitWords) -> str:
    acts = [f"- {getattr(said, side)}: {line}" for side in SIDES for line in getattr(stage, side)]
    return "\n".join([f"**{title}**\n", *acts, ""])
