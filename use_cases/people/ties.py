"""Whom somebody of the team may not decide about: themselves, and those to whom a tie binds them."""

from sqlalchemy import select

from mentoring.errors import NotAllowed
from mentoring.safeguarding import TieKind
from storage.engine.app_session import AppSession
from storage.schema.safeguarding_tables import Tie
from storage.schema.tables import Person


async def list_close_people(session: AppSession, member: Person) -> set[int]:
    """Return the numbers of the people whom a member of the team may not decide about, the member included.

    A tie counts for both, whichever of the two has declared it.
    """
    rows = await session.scalars(select(Tie).where((Tie.staff_id == member.id) | (Tie.person_id == member.id)))
    return {member.id, *(number for row in rows for number in (row.staff_id, row.person_id))}


async def find_kind(session: AppSession, member: Person, *concerned: int) -> TieKind | None:
    """Return which tie a member has declared to a person, or to one of several; None when there is none."""
    found = select(Tie.kind).where(Tie.staff_id == member.id, Tie.person_id.in_(concerned))
    kind: TieKind | None = await session.scalar(found.limit(1))
    return kind


async def refuse_close(session: AppSession, member: Person, *concerned: int) -> None:
    """Raise `NotAllowed` when one of the people concerned is the member, or has a tie to the member."""
    if not (await list_close_people(session, member)).isdisjoint(concerned):
        raise NotAllowed
