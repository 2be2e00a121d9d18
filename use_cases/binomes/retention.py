"""Nobody is kept for ever: some time after their last contact, people are erased as if they had asked for it."""

from datetime import datetime, timedelta

from sqlalchemy import select

from mentoring.states import LIVE
from storage.engine.app_session import AppSession
from storage.schema.safeguarding_tables import OutsideRecipient, SuspendedStaff
from storage.schema.tables import Binome, Need, Offer, Person, Staff
from use_cases.binomes import departures
from use_cases.binomes.binome_rows import join_need_and_offer


async def find_due(session: AppSession, now: datetime, limit: int) -> list[Person]:
    """Return those whose last contact is older than the programme keeps.

    Neither staff, nor the outside recipient, nor anybody in a binôme.
    """
    before = now - timedelta(days=session.programme.retention_days)
    kept = [Person.id.not_in(select(table.person_id)) for table in (Staff, SuspendedStaff, OutsideRecipient)]
    # Asked of the database, not of those found: however many wait in a binôme, whoever comes after them is found.
    live = join_need_and_offer(select(Binome.id)).where(Binome.state.in_(LIVE))
    theirs = live.where((Need.person_id == Person.id) | (Offer.person_id == Person.id)).correlate(Person)
    old = (Person.seen_at < before, *kept, ~theirs.exists())
    return list(await session.scalars(select(Person).where(*old).order_by(Person.seen_at).limit(limit)))


async def erase_due(session: AppSession, now: datetime, limit: int) -> int:
    """Erase those who are due, `limit` at a time; return how many."""
    people = await find_due(session, now, limit)
    for person in people:
        await departures.erase(session, person, now)
    return len(people)
