"""One sample of each page of a kit."""

from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

from mentoring.contexts import Context
from mentoring.kit_contexts import KitContext, KitsContext, turn_to
from mentoring.kits import NAMED_PAGES, Kit, KitSession, Stage
from mentoring.views import Reader
from texts import privacy_samples

TITLES = ("Lire l’annonce", "Trouver des preuves", "Écrire une page", "Envoyer")
"""Shown as the association wrote them, whatever the reader's language."""


def _sample_session(title: str) -> KitSession:
    stage = Stage(young=("copier une annonce",), volunteer=("lire cette annonce",))
    return KitSession(title, "savoir ce qui est cherché.", stage, stage, Stage(young=("garder six mots",)))


KIT = Kit(
    title="Un CV qui ouvre la porte",
    updated=date(2026, 12, 1),
    reviewed_by="Claire, conseillère",
    sources=("France Travail, francetravail.fr",),
    for_whom="Pour qui cherche un **stage**.",
    sessions=tuple(map(_sample_session, TITLES)),
    checklist=("Une page.", "Une annonce.", "Une preuve.", "Une date."),
    result="Une candidature est partie.",
    errors="- Écrire à la place de l’autre.",
)


def _build_choice(sample: Any, me: Reader) -> KitsContext:
    return KitsContext(me=me, topics=[*sample.programme.topics][: None if sample.large else 2])


def _build_page(sample: Any, me: Reader) -> KitContext:
    return KitContext(me=me, topic="cv_letter", kit=KIT, has_others=sample.large)


def list_pages(context: Context) -> Iterator[Context]:
    """Return a context of a kit on each kind of page, any other on those that it has."""
    if isinstance(context, KitContext):
        yield from (turn_to(context, page) for page in ("", "1", "2", str(len(TITLES)), *NAMED_PAGES))
    else:
        yield from privacy_samples.list_pages(context)


KIT_SAMPLES: dict[type[Context], Callable[[Any, Reader], Context]] = {
    KitsContext: _build_choice,
    KitContext: _build_page,
}
"""Shape of a context -> what makes a sample of it."""
