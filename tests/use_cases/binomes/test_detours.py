"""Detours around the gates that somebody of the team, or somebody too young, might try."""

import pytest
from sqlalchemy import select

from mentoring.errors import NotAllowed
from storage.engine.database import Sessions
from storage.schema.tables import Card, Staff
from tests.cast import NOW, add_coordinator, make_active, members_of
from tests.families import make_younger
from use_cases.binomes import birth_requests
from use_cases.people import people


async def test_no_partner_decides_on_a_birth(small_sessions: Sessions) -> None:
    """A volunteer who is of the team makes nobody of age whom they accompany, nor keeps them younger."""
    async with small_sessions.begin() as session:
        binome = await make_active(session)
        young, volunteer = await members_of(session, binome)
        await make_younger(session, binome.need)
        session.add(Staff(person_id=volunteer.id, role="coordinator", since=NOW, pledged_at=NOW))
        await birth_requests.ask(session, young, "2004", NOW)
        card = (await session.scalars(select(Card).where(Card.kind == "birth_date"))).one()
        for decide in (birth_requests.accept, birth_requests.refuse):
            with pytest.raises(NotAllowed):
                await decide(session, card, volunteer, NOW)
        await birth_requests.accept(session, card, await add_coordinator(session), NOW)
        assert (await people.read_profile(session, young))["birth"] == "2004"
