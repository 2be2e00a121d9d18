"""What a matching round looks at."""

from datetime import timedelta

from storage.engine.app_session import AppSession
from storage.engine.database import Sessions
from storage.schema.tables import Offer, PersonKey
from tests.cast import ABOUT, NOW, add_need, add_offer, find_person, make_accepted, make_proposed
from use_cases.binomes import departures, proposals
from use_cases.needs_offers import forms, needs, offers
from use_cases.pairing import matching_input


async def _list_both(session: AppSession) -> tuple[list[int], list[int]]:
    """Return the ids of (waiting needs, free offers)."""
    found = await matching_input.read_waiting_needs(session, NOW), await matching_input.read_free_offers(session, NOW)
    return [row["id"] for row in found[0]], [row["id"] for row in found[1]]


async def test_it_holds_who_waits_and_who_is_free(sessions: Sessions) -> None:
    """Without names: a need in a proposal and a full volunteer are not there."""
    async with sessions.begin() as session:
        need, offer = await add_need(session), await add_offer(session, capacity=2)
        await make_proposed(session)
        await make_proposed(session, offer=offer)
        assert await _list_both(session) == ([need.id], [offer.id])
        assert (await matching_input.read_free_offers(session, NOW))[0]["capacity"] == 1
        assert "Inès" not in str(await matching_input.read_waiting_needs(session, NOW))


async def test_a_refused_pair_never_meets_again(small_sessions: Sessions) -> None:
    """Whoever said no, or did not answer, the two are not proposed to each other a second time."""
    async with small_sessions.begin() as session:
        declined, expired, refused = (
            await make_proposed(session),
            await make_proposed(session),
            await make_accepted(session),
        )
        await proposals.decline(session, declined.id, await find_person(session, declined.offer), "busy", NOW)
        await proposals.refuse(session, refused.id, await find_person(session, refused.need), NOW)
        await proposals.fall_due(session, NOW + timedelta(hours=72), 100)
        rows = {row["id"]: row["refused"] for row in await matching_input.read_waiting_needs(session, NOW)}
        assert rows == {one.need_id: {one.offer_id} for one in (declined, expired, refused)}


async def test_nobody_is_proposed_to_themselves(small_sessions: Sessions) -> None:
    """One account may hold a need and offers, old ones included: none of them fits its own need."""
    async with small_sessions.begin() as session:
        offer = await add_offer(session)
        person = await find_person(session, offer)
        old = Offer(person_id=person.id, state="refused", created_at=NOW)
        session.add(old)
        need = await forms.begin(session, "need", person, NOW)
        await forms.save(session, "need", need, {"name": "Awa", "birth": "2006", **ABOUT})
        need.state = "waiting"
        await session.flush()
        assert (await matching_input.read_waiting_needs(session, NOW))[0]["refused"] == {offer.id, old.id}


async def test_the_silent_are_not_proposed(small_sessions: Sessions) -> None:
    """Neither side of a pair may have blocked the bot."""
    async with small_sessions.begin() as session:
        need, offer = await add_need(session), await add_offer(session)
        for row in (need, offer):
            await departures.mark_silent(session, await find_person(session, row), "blocked", NOW)
        assert await _list_both(session) == ([], [])


async def test_the_paused_and_the_untrained_are_not_proposed(small_sessions: Sessions) -> None:
    """A volunteer comes only approved and trained, a need only while it waits."""
    async with small_sessions.begin() as session:
        need = await add_need(session)
        await needs.pause(session, need, NOW)
        offer = await add_offer(session)
        for state in ("drafting", "to_check", "to_train", "paused", "refused", "closed"):
            offer.state = state
            await session.flush()
            assert await _list_both(session) == ([], [])


async def test_one_unreadable_person_does_not_stop_the_round(small_sessions: Sessions) -> None:
    """Who cannot be read is left out; everybody else is matched."""
    async with small_sessions.begin() as session:
        broken, sound = await add_need(session), await add_need(session)
        dumb, free = await add_offer(session), await add_offer(session)
        for row in (broken, dumb):
            await session.delete(await session.get_one(PersonKey, row.person_id))
        await session.flush()
        assert await _list_both(session) == ([sound.id], [free.id])


async def test_a_place_counts_from_the_yes_of_the_volunteer(small_sessions: Sessions) -> None:
    """A pending proposal and a pending consent both keep a place."""
    async with small_sessions.begin() as session:
        binome = await make_accepted(session)
        assert await offers.count_places_taken(session, binome.offer_id) == 1
        assert await _list_both(session) == ([], [])
