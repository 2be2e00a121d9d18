"""A binôme once both have said yes, its end, and what the database itself refuses."""

from datetime import timedelta

import pytest
from sqlalchemy.exc import IntegrityError

from mentoring.errors import NotPossible
from storage.engine.database import Sessions
from storage.schema.tables import Binome, Need
from tests.cast import (
    NOW,
    add_offer,
    find_person,
    list_open_cards,
    list_queued,
    make_active,
    make_agreed,
    make_proposed,
    members_of,
)
from use_cases.binomes import binomes, proposals
from use_cases.needs_offers import needs, offers


async def test_the_database_refuses_two_live_binomes_of_one_need(sessions: Sessions) -> None:
    """Whatever a program does wrong, a young person is never promised twice."""
    async with sessions.begin() as session:
        binome = await make_proposed(session)
        other = await add_offer(session)
        second = Binome(need=binome.need, offer=other, score=0.5, proposed_at=NOW, state="volunteer_yes")
        with pytest.raises(IntegrityError):
            async with session.begin_nested():
                session.add(second)


async def test_a_binome_that_never_meets_is_shown_to_the_team(small_sessions: Sessions) -> None:
    """A week after the names, with no session planned or held, a human looks; with one, nobody is bothered."""
    async with small_sessions.begin() as session:
        await make_active(session)
        await proposals.fall_due(session, NOW + timedelta(days=7), 100)
        assert "no_first_session" not in await list_open_cards(session)
        await make_agreed(session)
        await proposals.fall_due(session, NOW + timedelta(days=7), 100)
        assert (await list_open_cards(session)).count("no_first_session") == 1


async def test_an_ended_binome_frees_the_volunteer_and_gives_the_young_person_priority(
    small_sessions: Sessions,
) -> None:
    """Either may end it; asking again puts the young person before those who never had anybody."""
    async with small_sessions.begin() as session:
        binome = await make_active(session)
        young, helper = await members_of(session, binome)
        await binomes.end(session, binome, "time", NOW)
        assert await offers.count_places_taken(session, binome.offer_id) == 0
        for person in (young, helper):
            assert "ended" in await list_queued(session, person)
        await needs.ask_again(session, binome.need, young, NOW)
        assert (binome.need.state, binome.need.priority) == ("waiting", True)
        with pytest.raises(NotPossible):
            await binomes.end(session, binome, "time", NOW)


async def test_an_old_need_cannot_wait_beside_a_new_one(small_sessions: Sessions) -> None:
    """The button of a need that is over does nothing while another is open: one young person, one search."""
    async with small_sessions.begin() as session:
        binome = await make_agreed(session)
        young = await find_person(session, binome.need)
        await binomes.end(session, binome, "goal", NOW)
        session.add(Need(person_id=young.id, state="waiting", created_at=NOW))
        await session.flush()
        with pytest.raises(NotPossible):
            await needs.ask_again(session, binome.need, young, NOW)
