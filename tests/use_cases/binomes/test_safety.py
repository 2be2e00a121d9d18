"""Help, distress and reports: what is frozen, and who may let it go on."""

from datetime import timedelta

from storage.engine.database import Sessions
from tests.cast import (
    NOW,
    add_person,
    list_open_cards,
    list_queued,
)
from use_cases.binomes import safety


async def test_a_weak_sign_calls_nobody_until_it_comes_again(small_sessions: Sessions) -> None:
    """The help text comes each time; a second sign within seven days calls the team, one after ten days does not."""
    async with small_sessions.begin() as session:
        person = await add_person(session)
        for days, opened in ((0, []), (10, []), (16, ["distress"])):
            await safety.handle_distress(session, person, "weak", "low", "c'est dur", NOW + timedelta(days=days))
            assert await list_open_cards(session) == opened
        assert (await list_queued(session, person)).count("help_weak") == 3
