"""What was said for a minor, once the programme asks for more, or whoever said it turns out to be a minor too."""

from datetime import timedelta

import pytest

from mentoring.errors import NotPossible
from scheduler import nightly_reviews
from storage.engine.database import Sessions
from storage.schema.gate_tables import ParentalConsent
from tests.cast import NOW, list_open_cards, list_queued
from tests.families import BORN_17, add_minor, add_parent, set_rule
from use_cases.binomes import parental_answers
from use_cases.pairing import matching_input
from use_cases.people import people


async def test_a_programme_that_asks_for_more_asks_anew(small_sessions: Sessions) -> None:
    """Whoever was told has not agreed: the young person gets a link in the night, and once; a no stays a no."""
    set_rule(small_sessions, "informed")
    async with small_sessions.begin() as session:
        (need, told), (_, refused) = [await add_minor(session) for _ in range(2)]
        mother = await add_parent(session, told)
        await parental_answers.answer(session, mother, told.id, agrees=True, now=NOW)
        await parental_answers.answer(session, await add_parent(session, refused), refused.id, agrees=False, now=NOW)
    set_rule(small_sessions, "agree")
    for night in range(2):
        await nightly_reviews.review_all(small_sessions, NOW + timedelta(days=night))
    async with small_sessions.begin() as session:
        assert (await list_queued(session, told)).count("parents_ask") == 1
        assert [(await session.get_one(ParentalConsent, one.id)).state for one in (told, refused)] == [
            "asked",
            "refused",
        ]
        await parental_answers.answer(session, await add_parent(session, told), told.id, agrees=True, now=NOW)
        assert [row["id"] for row in await matching_input.read_waiting_needs(session, NOW)] == [need.id]


async def test_nobody_under_18_answers_for_another(small_sessions: Sessions) -> None:
    """Nor whoever says their age only once the link is open, nor once they have answered: the night asks anew."""
    set_rule(small_sessions, "agree")
    async with small_sessions.begin() as session:
        (_, young), (_, other) = [await add_minor(session) for _ in range(2)]
        friend, cousin = await add_parent(session, young), await add_parent(session, other)
        await parental_answers.answer(session, cousin, other.id, agrees=True, now=NOW)
        for one in (friend, cousin):
            await people.save_profile(session, one, {"birth": BORN_17})
        with pytest.raises(NotPossible):
            await parental_answers.answer(session, friend, young.id, agrees=True, now=NOW)
    await nightly_reviews.review_all(small_sessions, NOW)
    async with small_sessions.begin() as session:
        assert (await session.get_one(ParentalConsent, other.id)).state == "asked"
        assert "parents" in await list_open_cards(session)
        assert (await list_queued(session, other))[-1] == "parents_ask"
        assert await parental_answers.may_read(session, cousin, other.id, NOW) is None
