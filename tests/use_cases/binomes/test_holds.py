"""Team holds: the same for everybody, whatever caused them."""

from typing import Any

import pytest
from sqlalchemy import select

from mentoring.errors import NotPossible
from mentoring.safeguarding import compute_months
from storage.engine.app_session import AppSession
from storage.engine.database import Sessions
from storage.schema.safeguarding_tables import Hold, Restriction
from storage.schema.tables import Binome, Card, Outgoing, Person
from tests.cast import (
    NOW,
    add_coordinator,
    add_need,
    add_offer,
    list_open_cards,
    list_queued,
    make_accepted,
    make_active,
    make_agreed,
    make_proposed,
    members_of,
)
from use_cases.binomes import binomes, departures, holds, proposals, reports, slots, together
from use_cases.needs_offers import forms
from use_cases.pairing import matching_input
from use_cases.people import people, standing
from use_cases.sessions.sessions import find_upcoming

TELEGRAM_ID = 4_242


async def _report(session: AppSession, binome: Binome, reporter: Person, *, is_quiet: bool = False) -> Card:
    return await reports.report_partner(session, binome.id, reporter, NOW, is_quiet=is_quiet)


async def _list_all_that_leaves(session: AppSession, person: Person) -> list[tuple[Any, ...]]:
    rows = await session.scalars(select(Outgoing).where(Outgoing.person_id == person.id).order_by(Outgoing.id))
    return [(row.kind, row.args, row.priority, row.due_at, row.expires_at, row.state, row.key) for row in rows]


@pytest.mark.parametrize("accused_side", [0, 1])
async def test_nothing_tells_a_report_from_an_ordinary_hold(small_sessions: Sessions, accused_side: int) -> None:
    """The accused gets the same rows at the same moment, and the binôme and its proposals are the same."""
    found = []
    for is_report in (True, False):
        async with small_sessions.begin() as session:
            offer = await add_offer(session, capacity=3)
            binome = await make_agreed(session, offer=offer)
            waiting, asked = await make_proposed(session, offer=offer), await make_accepted(session, offer=offer)
            pair = await members_of(session, binome)
            team = await add_coordinator(session)
            if is_report:
                await _report(session, binome, pair[1 - accused_side])
            else:
                await holds.place(session, binome, NOW, by=team, reason="un papier manque")
            said = await _list_all_that_leaves(session, pair[accused_side])
            offers = await matching_input.read_available_offers(session, NOW)
            free = {row["id"]: row["capacity"] for row in offers}[offer.id]
            found.append(([(kind, *rest[1:3]) for kind, *rest in said], binome.state, waiting.state, asked.state, free))
    assert found[0] == found[1]
    assert found[0][1:] == ("frozen", "withdrawn", "released", 0)


async def test_a_quiet_report_stops_nothing_and_says_nothing(small_sessions: Sessions) -> None:
    """The team is told; the binôme goes on, and the other side reads nothing."""
    async with small_sessions.begin() as session:
        binome = await make_active(session)
        young, helper = await members_of(session, binome)
        before = await list_queued(session, helper)
        card = await _report(session, binome, young, is_quiet=True)
        assert (binome.state, await list_queued(session, helper)) == ("active", before)
        assert await standing.find_standing(session, helper, NOW) == "reported"
        assert card.kind in await list_open_cards(session)


async def test_nobody_new_is_proposed_to_somebody_reported(small_sessions: Sessions) -> None:
    """Neither by the matcher, nor by a proposal made otherwise, whether the binôme is set aside or not."""
    async with small_sessions.begin() as session:
        offer, need = await add_offer(session, capacity=3), await add_need(session, "Zoé")
        binome = await make_agreed(session, offer=offer)
        young, helper = await members_of(session, binome)
        await _report(session, binome, young, is_quiet=True)
        free = await matching_input.read_free_offers(session, NOW)
        assert offer.id not in [row["id"] for row in free]
        assert await proposals.propose(session, proposals.Proposal(need.id, offer.id, 0.9, []), NOW) is None
        assert helper.id in await together.list_held_back(session, NOW)


async def test_a_hold_keeps_its_volunteer_until_it_is_lifted_by_hand(small_sessions: Sessions) -> None:
    """Also once the binôme has ended; then the volunteer is proposed to others again."""
    async with small_sessions.begin() as session:
        binome = await make_active(session)
        team = await add_coordinator(session)
        await holds.place(session, binome, NOW, by=team, reason="maladie")
        await binomes.end(session, binome, "other", NOW)
        held = await matching_input.read_free_offers(session, NOW)
        await holds.lift(session, binome, team, NOW)
        free = await matching_input.read_free_offers(session, NOW)
        assert ([row["id"] for row in held], [row["id"] for row in free]) == ([], [binome.offer_id])


async def test_a_hold_by_hand_keeps_its_young_person_too(small_sessions: Sessions) -> None:
    """Somebody young who is reported must not be the only one who finds nobody else; whoever reported is free."""
    async with small_sessions.begin() as session:
        held, reported = await make_active(session), await make_active(session)
        team = await add_coordinator(session)
        await holds.place(session, held, NOW, by=team, reason="maladie")
        await _report(session, reported, (await members_of(session, reported))[0])
        kept = await together.list_held_back(session, NOW)
        both = {one.id for one in await members_of(session, held)}
        assert kept == both | {reported.offer.person_id}


@pytest.mark.parametrize("leaving", [0, 1])
async def test_a_hold_outlives_the_erasure_of_either_side(sessions: Sessions, leaving: int) -> None:
    """With the same account they are held still, and so is the other, until somebody of the team lifts it."""
    async with sessions.begin() as session:
        binome, team = await make_active(session), await add_coordinator(session)
        pair = await members_of(session, binome)
        pair[leaving].fingerprint = session.vault.fingerprint(TELEGRAM_ID)
        await holds.place(session, binome, NOW, by=team, reason="maladie")
        await departures.erase(session, pair[leaving], NOW)
    async with sessions.begin() as session:
        back, other = await people.find_or_create(session, TELEGRAM_ID, "fr", NOW), pair[1 - leaving]
        assert await standing.list_kept(session, NOW) == {back.id, other.id}
        assert [await standing.find_standing(session, one, NOW) for one in (back, other)] == ["clear", "clear"]
        assert not await standing.is_restricted(session, back, NOW)
        for person in (back, other):
            row = await forms.begin(session, "need", person, NOW)
            await holds.lift_of_account(session, row, team, NOW)
            with pytest.raises(NotPossible):
                await holds.lift_of_account(session, row, team, NOW)
        assert await standing.list_kept(session, NOW) == set()


async def test_what_is_kept_of_a_hold_goes_at_the_term_of_an_erasure(small_sessions: Sessions) -> None:
    """Like all else that is kept about somebody who erased everything; a report's hold leaves nothing of its own."""
    for is_report in (False, True):
        async with small_sessions.begin() as session:
            binome, team = await make_active(session), await add_coordinator(session)
            young, helper = await members_of(session, binome)
            if is_report:
                await _report(session, binome, young)
            else:
                await holds.place(session, binome, NOW, by=team, reason="maladie")
            await departures.erase(session, helper, NOW)
            theirs = select(Restriction.until).where(Restriction.fingerprint == helper.fingerprint)
            assert list(await session.scalars(theirs)) == [NOW if is_report else NOW + compute_months(12)]
            await standing.forget_marks(session, NOW + compute_months(12))
            assert list(await session.scalars(theirs)) == []


async def test_an_ordinary_hold_is_lifted_and_the_binome_goes_on(sessions: Sessions) -> None:
    """Its reason is sealed, both are told once more, and the sessions are planned again."""
    async with sessions.begin() as session:
        binome = await make_active(session)
        team, (young, _) = await add_coordinator(session), await members_of(session, binome)
        await holds.place(session, binome, NOW, by=team, reason="maladie")
        (row,) = (await session.scalars(select(Hold))).all()
        assert await people.unseal(session, young.id, row.reason) == "maladie"
        await holds.lift(session, binome, team, NOW)
        assert (binome.state, (await list_queued(session, young))[-1]) == ("active", "unfrozen")
        assert await find_upcoming(session, binome) is not None


async def test_the_hold_of_a_report_is_lifted_by_no_sheet(small_sessions: Sessions) -> None:
    """Not even once the report is closed otherwise: only its own rules end it."""
    async with small_sessions.begin() as session:
        binome = await make_active(session)
        young, _ = await members_of(session, binome)
        card, team = await _report(session, binome, young), await add_coordinator(session)
        with pytest.raises(NotPossible):
            await holds.lift(session, binome, team, NOW)
        with pytest.raises(NotPossible):
            await reports.close(session, card, team, "resolved", "vu", NOW)
        assert binome.state == "frozen"


async def test_a_binome_set_aside_does_nothing(small_sessions: Sessions) -> None:
    """No hour and no place until the team has looked."""
    async with small_sessions.begin() as session:
        binome = await make_active(session)
        young, helper = await members_of(session, binome)
        await _report(session, binome, young)
        with pytest.raises(NotPossible):
            await slots.ask_for_slot(session, binome.id, helper, "1-18", NOW)
        with pytest.raises(NotPossible):
            await slots.set_place(session, binome.id, helper, "chez moi", NOW)
