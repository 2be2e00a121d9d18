"""Two acts in the same moment, on a database that really lets them meet."""

import asyncio

import pytest
from sqlalchemy import select

from storage.engine.database import Sessions
from storage.schema.tables import Binome
from tests.cast import NOW, add_need, add_offer, find_person, list_queued, make_proposed
from use_cases.binomes import proposals
from use_cases.needs_offers import offers

pytestmark = pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)


async def test_two_acceptances_at_once_take_one_place(sessions: Sessions) -> None:
    """Of two taps in the same moment for one last place, one wins; the other is told, and what it was about goes."""
    async with sessions.begin() as session:
        offer = await add_offer(session, capacity=2)
        pair = [(await make_proposed(session, offer=offer)).id for _ in range(2)]
        offer.capacity = 1
    outcomes = await asyncio.gather(*(_accept(sessions, one) for one in pair), return_exceptions=True)
    assert {type(one).__name__ for one in outcomes} <= {"NoneType", "NotPossible"}
    async with sessions.begin() as session:
        states = await session.scalars(select(Binome.state).where(Binome.id.in_(pair)))
        assert sorted(states) == ["volunteer_yes", "withdrawn"]
        assert await offers.count_places_taken(session, offer.id) == 1


async def test_two_proposals_of_one_need_at_once_become_one(sessions: Sessions) -> None:
    """Two rounds at the same moment ask one volunteer, not two."""
    async with sessions.begin() as session:
        need = await add_need(session)
        both = [(await add_offer(session)).id for _ in range(2)]
    made = await asyncio.gather(*(_propose(sessions, need.id, offer_id) for offer_id in both))
    assert sorted(made) == [False, True]


async def test_a_double_tap_at_once_asks_the_young_person_once(sessions: Sessions) -> None:
    """Two taps of one volunteer in the same moment are one yes."""
    async with sessions.begin() as session:
        binome = await make_proposed(session)
    await asyncio.gather(*(_accept(sessions, binome.id) for _ in range(2)))
    async with sessions.begin() as session:
        young = await find_person(session, binome.need)
        assert (await list_queued(session, young)).count("consent") == 1


async def _accept(sessions: Sessions, binome_id: int) -> None:
    async with sessions.begin() as session:
        found = await session.get_one(Binome, binome_id)
        person = await find_person(session, found.offer)
        await asyncio.sleep(0)
        await proposals.accept(session, binome_id, person, NOW)


async def _propose(sessions: Sessions, need_id: int, offer_id: int) -> bool:
    async with sessions.begin() as session:
        return await proposals.propose(session, proposals.Proposal(need_id, offer_id, 0.5, []), NOW) is not None
