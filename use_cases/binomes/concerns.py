"""Concerns about somebody's welfare, and binômes that find no way forward: nobody is accused, nothing stops."""

from datetime import datetime

from mentoring.expectations import expect_words
from storage.engine.app_session import AppSession
from storage.schema.tables import Card, Person
from use_cases.binomes import binomes
from use_cases.outbox import outbox
from use_cases.team import cards


async def open_concern(
    session: AppSession, person: Person, whom: str, binome_id: int, now: datetime, *, edit: int | None = None
) -> Card:
    """Open an urgent case about somebody in danger: ``me``, a ``partner``, or an ``other`` whom words will name."""
    danger_id = None
    if whom == "partner":
        danger_id = binomes.find_partner_id(await binomes.lock_acquainted(session, binome_id, person), person)
    elif whom == "me":
        danger_id = person.id
    key = f"{whom}:{binome_id}:{person.id}"
    where = binome_id or None
    card = await cards.open_case(
        session, now, "concern", key, person_id=person.id, origin="concern", danger_id=danger_id, binome_id=where
    )
    person.expecting = expect_words("report", card.id, now)
    await outbox.put(session, now, person, "concern_ask", edit=edit, whom=whom, report=card.id)
    return card


async def ask_way_forward(
    session: AppSession, person: Person, binome_id: int, now: datetime, *, edit: int | None = None
) -> Card:
    """Ask the team what to do when a binôme gets no further."""
    if binome_id:
        await binomes.lock_acquainted(session, binome_id, person)
    key = f"binome:{binome_id}:{person.id}"
    card = await cards.open_case(
        session, now, "stuck", key, person_id=person.id, binome_id=binome_id or None, origin="report"
    )
    person.expecting = expect_words("report", card.id, now)
    await outbox.put(session, now, person, "stuck_ask", edit=edit, report=card.id)
    return card
