"""Is every message whose fate is unknown shown to the team, and no other?"""

from collections.abc import Collection

from sqlalchemy import select

from storage.engine.app_session import AppSession
from storage.engine.clock import read_real_time
from storage.schema.tables import Card, Person
from use_cases.desk import uncertain_messages
from use_cases.outbox import ledger
from use_cases.outbox.context_request import ContextRequest, find_reader


async def is_all_listed(session: AppSession, uncertain: Collection[int]) -> bool:
    """Return whether the desk's pages and the doctor name exactly these rows, with an open case that leads there."""
    at_the_desk = await _read_pages(session)
    by_the_doctor = [row.id for row in await ledger.list_uncertain(session)]
    is_open = select(Card.id).where(Card.kind == "uncertain", Card.state != "closed")
    leads_there = not uncertain or await session.scalar(is_open) is not None
    return leads_there and sorted(at_the_desk) == sorted(by_the_doctor) == sorted(uncertain)


async def _read_pages(session: AppSession) -> list[int]:
    reader = await find_reader(session, await session.get_one(Person, 1))
    found, page, pages = list[int](), 0, 1
    while page < pages:
        shown = await uncertain_messages.show(
            session, ContextRequest("doubtful", {"page": page}, None, reader, read_real_time())
        )
        found += [one.id for one in shown.uncertain]
        page, pages = page + 1, shown.pages
    return found
