"""The life of a proposal: who may answer it, and what follows when nobody does."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select

from mentoring.errors import NotAllowed, NotPossible
from mentoring.states import PENDING
from storage.engine.database import Sessions
from storage.schema.tables import Binome, Offer, Person, PersonKey
from tests.cast import (
    NOW,
    add_need,
    add_offer,
    add_person,
    find_person,
    list_open_cards,
    list_queued,
    make_accepted,
    make_agreed,
    make_proposed,
    members_of,
)
from use_cases.binomes import proposals
from use_cases.needs_offers import needs, offers


async def test_a_need_is_proposed_to_one_volunteer_at_a_time(sessions: Sessions) -> None:
    """While one thinks about it, no other is asked."""
    async with sessions.begin() as session:
        need = await add_need(session)
        await make_proposed(session, need)
        other = proposals.Proposal(need.id, (await add_offer(session)).id, 0.5, [])
        assert await proposals.propose(session, other, NOW) is None


async def test_a_volunteer_is_proposed_no_more_than_they_have_places(sessions: Sessions) -> None:
    """A pending proposal counts as a place taken."""
    async with sessions.begin() as session:
        offer = await add_offer(session, capacity=2)
        await make_proposed(session, offer=offer)
        await make_proposed(session, offer=offer)
        need = await add_need(session)
        assert await proposals.propose(session, proposals.Proposal(need.id, offer.id, 0.5, []), NOW) is None
        assert need.state == "waiting"


async def test_both_are_told_only_after_both_yes(sessions: Sessions) -> None:
    """Each step tells whom it concerns, once."""
    async with sessions.begin() as session:
        binome = await make_proposed(session)
        young, helper = await members_of(session, binome)
        assert "consent" not in await list_queued(session, young)
        await proposals.accept(session, binome.id, helper, NOW)
        await proposals.accept(session, binome.id, helper, NOW)
        assert (await list_queued(session, young)).count("consent") == 1
        await proposals.agree(session, binome.id, young, NOW)
        await proposals.agree(session, binome.id, young, NOW)
        for person in (young, helper):
            assert (await list_queued(session, person)).count("agreed") == 1
        assert (binome.state, binome.need.state) == ("agreed", "in_binome")


async def test_a_stranger_can_do_nothing_with_a_binome(small_sessions: Sessions) -> None:
    """Neither somebody else nor the other side may answer in one's place."""
    async with small_sessions.begin() as session:
        binome = await make_proposed(session)
        young, helper = await members_of(session, binome)
        stranger = await add_person(session)
        for person in (stranger, young):
            with pytest.raises(NotAllowed):
                await proposals.accept(session, binome.id, person, NOW)
            with pytest.raises(NotAllowed):
                await proposals.decline(session, binome.id, person, "busy", NOW)
        for person in (stranger, helper):
            with pytest.raises(NotAllowed):
                await proposals.agree(session, binome.id, person, NOW)
            with pytest.raises(NotAllowed):
                await proposals.refuse(session, binome.id, person, NOW)
        assert binome.state == "proposed"


async def test_a_refused_pair_frees_both(small_sessions: Sessions) -> None:
    """After either no the need waits again and the volunteer's place is free."""
    async with small_sessions.begin() as session:
        declined = await make_proposed(session)
        await proposals.decline(session, declined.id, await find_person(session, declined.offer), "busy", NOW)
        refused = await make_accepted(session)
        await proposals.refuse(session, refused.id, await find_person(session, refused.need), NOW)
        for binome in (declined, refused):
            assert binome.need.state == "waiting"
            assert await offers.count_places_taken(session, binome.offer_id, PENDING) == 0
        with pytest.raises(NotPossible):
            await proposals.accept(session, declined.id, await find_person(session, declined.offer), NOW)


async def test_an_unanswered_proposal_is_nudged_once_then_goes_to_the_next(small_sessions: Sessions) -> None:
    """After 36 hours one reminder, after 72 the need waits again; the volunteer is told."""
    async with small_sessions.begin() as session:
        binome = await make_proposed(session)
        helper = await find_person(session, binome.offer)
        for hours in (36, 37, 72, 73):
            await proposals.fall_due(session, NOW + timedelta(hours=hours), 100)
        told = await list_queued(session, helper)
        assert [told.count(kind) for kind in ("proposal", "proposal_nudge", "proposal_expired")] == [1, 1, 1]
        assert (binome.state, binome.need.state) == ("expired", "waiting")


async def test_two_unanswered_proposals_pause_the_volunteer(small_sessions: Sessions) -> None:
    """They are asked why, and no third comes until they say that they are available."""
    async with small_sessions.begin() as session:
        offer = await add_offer(session)
        for day in (3, 6):
            await make_proposed(session, offer=offer)
            await proposals.fall_due(session, NOW + timedelta(days=day), 100)
        helper = await find_person(session, offer)
        assert (offer.state, (await list_queued(session, helper)).count("offer_paused")) == ("paused", 1)
        await offers.resume(session, offer, helper, NOW)
        assert (offer.state, offer.unanswered) == ("available", 0)


async def test_a_silent_young_person_releases_the_volunteer_without_penalty(small_sessions: Sessions) -> None:
    """After 48 hours the volunteer is free, and nobody is called in vain until the young person speaks."""
    async with small_sessions.begin() as session:
        binome = await make_accepted(session)
        await proposals.fall_due(session, NOW + timedelta(hours=48), 100)
        assert (binome.state, binome.need.state, binome.offer.unanswered) == ("released", "paused", 0)
        young, helper = await members_of(session, binome)
        assert "released" in await list_queued(session, helper)
        await needs.ask_again(session, binome.need, young, NOW)
        assert binome.need.state == "waiting"


async def test_one_unreadable_binome_does_not_stop_the_others(small_sessions: Sessions) -> None:
    """Somebody whose key is gone is shown to the team; everybody else's nudge leaves."""
    async with small_sessions.begin() as session:
        broken, sound = await make_proposed(session), await make_proposed(session)
        helper = await find_person(session, sound.offer)
        key = await session.get_one(PersonKey, broken.offer.person_id)
        await session.delete(key)
    async with small_sessions.begin() as session:
        assert await proposals.fall_due(session, NOW + timedelta(hours=36), 100) == 2
        assert "proposal_nudge" in await list_queued(session, helper)
        assert "fault" in await list_open_cards(session)
        assert await proposals.fall_due(session, NOW + timedelta(hours=37), 100) == 0


async def test_the_counts_stay_true_whatever_happens(small_sessions: Sessions) -> None:
    """After all these moves every need has at most one live binôme."""
    async with small_sessions.begin() as session:
        offer = await add_offer(session, capacity=3)
        for _ in range(3):
            await make_accepted(session, offer=offer)
        live = select(func.count()).select_from(Binome).where(Binome.state.in_(PENDING)).group_by(Binome.need_id)
        assert set(await session.scalars(live)) == {1}
        assert await session.scalar(select(func.count()).select_from(Person)) == 4
        assert await session.scalar(select(func.count()).select_from(Offer)) == 1


async def test_what_a_full_volunteer_was_asked_is_taken_back(small_sessions: Sessions) -> None:
    """Fewer places than before: the volunteer reads it in neutral words, and the need goes on to others."""
    async with small_sessions.begin() as session:
        offer = await add_offer(session, capacity=2)
        await make_agreed(session, None, offer)
        asked = await make_proposed(session, None, offer)
        await proposals.take_back_impossible(session, offer, NOW)
        assert asked.state == "proposed"
        offer.capacity = 1
        await proposals.take_back_impossible(session, offer, NOW)
        assert (asked.state, asked.need.state) == ("withdrawn", "waiting")
        assert "proposal_dropped" in await list_queued(session, await find_person(session, offer))


async def test_a_yes_to_the_last_place_takes_back_what_else_was_asked(small_sessions: Sessions) -> None:
    """Of two proposals to whoever wants one young person by now, the second does not wait for a yes that cannot be."""
    async with small_sessions.begin() as session:
        offer = await add_offer(session, capacity=2)
        first, second = [await make_proposed(session, None, offer) for _ in range(2)]
        offer.capacity = 1
        await proposals.accept(session, first.id, await find_person(session, offer), NOW)
        assert (first.state, second.state, second.need.state) == ("volunteer_yes", "withdrawn", "waiting")


async def test_a_yes_of_a_full_volunteer_takes_the_proposal_back(small_sessions: Sessions) -> None:
    """Their button answers with true words instead of "no longer valid" for three days."""
    async with small_sessions.begin() as session:
        offer = await add_offer(session, capacity=2)
        await make_agreed(session, None, offer)
        asked, offer.capacity = await make_proposed(session, None, offer), 1
        await proposals.accept(session, asked.id, await find_person(session, offer), NOW)
        assert (asked.state, asked.need.state) == ("withdrawn", "waiting")
