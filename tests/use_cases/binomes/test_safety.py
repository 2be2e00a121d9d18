"""Help, distress and reports: what is frozen, and who may let it go on."""

from datetime import timedelta

from sqlalchemy import select

from storage.engine.database import Sessions
from storage.schema.tables import Card, PersonKey
from tests.cast import (
    NOW,
    add_person,
    list_open_cards,
    list_queued,
)
from use_cases.binomes import safety
from use_cases.people import erasure, people


async def test_a_weak_sign_calls_nobody_until_it_comes_again(small_sessions: Sessions) -> None:
    """The help text comes each time; a second sign within seven days calls the team, one after ten days does not."""
    async with small_sessions.begin() as session:
        person = await add_person(session)
        for days, opened in ((0, []), (10, []), (16, ["distress"])):
            await safety.handle_distress(session, person, "weak", "low", "c'est dur", NOW + timedelta(days=days))
            assert await list_open_cards(session) == opened
        assert (await list_queued(session, person)).count("help_weak") == 3


async def test_who_waits_for_the_team_is_not_forgotten(small_sessions: Sessions) -> None:
    """Somebody without a profile who asked to be contacted stays reachable until the case is closed."""
    async with small_sessions.begin() as session:
        passing, asking = [await people.find_or_create(session, number, "fr", NOW) for number in (11, 12)]
        await safety.ask_help(session, asking, NOW)
        await erasure.prune(session, NOW + timedelta(days=3))
    async with small_sessions.begin() as session:
        left = set(await session.scalars(select(PersonKey.person_id)))
        assert asking.id in left
        assert passing.id not in left
        card = (await session.scalars(select(Card))).one()
        card.state = "closed"
        await session.flush()
        await erasure.prune(session, NOW + timedelta(days=3))
    async with small_sessions.begin() as session:
        assert asking.id not in set(await session.scalars(select(PersonKey.person_id)))
