"""The kits: how a binôme works on one topic, session by session. `mentoring/kit_files.py` reads what is written."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal

KitPage = Literal["", "session", "result", "limits"]
"""The first page of a kit, one of its sessions, what it should come to, and what holds beside every kit."""
NAMED_PAGES: tuple[KitPage, ...] = ("result", "limits")
"""Pages that buttons call by these names; they call a session by its number, and the first page by nothing."""


@dataclass(frozen=True, slots=True)
class Stage:
    """What each side does before, during or after a session."""

    young: tuple[str, ...] = ()
    volunteer: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class KitSession:
    """One session of a kit; its title is short enough for a button, and for a step of a plan."""

    title: str
    aim: str
    before: Stage
    during: Stage
    after: Stage


@dataclass(frozen=True, slots=True)
class Kit:
    """How to work on a topic, in Markdown; `reviewed_by` is empty until somebody of the trade has read it."""

    title: str
    updated: date
    reviewed_by: str
    sources: tuple[str, ...]
    for_whom: str
    sessions: tuple[KitSession, ...]
    checklist: tuple[str, ...]
    result: str
    errors: str


Kits = Mapping[str, Mapping[str, Kit]]
"""Language -> topic -> its kit."""


def find_kit(kits: Kits, topic: str, language: str) -> Kit | None:
    """Return the kit of a topic in a language, or in the first that has one; None when nobody wrote it."""
    return next((kits[one][topic] for one in (language, *kits) if topic in kits.get(one, {})), None)


def list_missing(kits: Kits, topics: Mapping[str, object]) -> list[str]:
    """Return the files of the kits that nobody wrote."""
    return [f"kits/{language}/{topic}.md" for language, known in kits.items() for topic in topics if topic not in known]


def list_unreviewed(kits: Kits) -> list[str]:
    """Return the topics of which nobody of the trade has read a kit, in whichever language."""
    found = [topic for known in kits.values() for topic, kit in known.items() if not kit.reviewed_by]
    return [*dict.fromkeys(found)]


def find_differences(kits: Kits) -> Iterator[str]:
    """Yield where a kit has other sessions than in the first language: each of the two may read it in their own."""
    first, *others = kits
    for language in others:
        for topic, kit in kits[language].items():
            there = kits[first].get(topic)
            if there and len(kit.sessions) != len(there.sessions):
                yield (
                    f"kits/{language}/{topic}.md: {len(kit.sessions)} sessions, {first} has {len(there.sessions)}: "
                    "write the same in each language"
                )
