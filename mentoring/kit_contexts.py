"""What the screens of the kits show."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from mentoring.contexts import Context
from mentoring.kits import NAMED_PAGES, Kit, KitPage, KitSession


@dataclass(frozen=True, slots=True, kw_only=True)
class KitsContext(Context):
    """The topics of which the reader may choose a kit."""

    topics: Sequence[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class KitContext(Context):
    """A page of a kit, on that of a session with its number from 1; `has_others`: the reader has other kits."""

    topic: str
    kit: Kit
    page: KitPage = ""
    session: KitSession | None = None
    number: int = 0
    has_others: bool = False


def turn_to(shown: KitContext, page: str) -> KitContext:
    """Return the page of the same kit that a button names: a session by its number, the first one by anything else."""
    for number, session in enumerate(shown.kit.sessions, 1):
        if page == str(number):
            return replace(shown, page="session", session=session, number=number)
    return replace(shown, page=next((one for one in NAMED_PAGES if one == page), ""))
