"""Ages that close a form, and births that the team puts right."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

from mentoring.errors import NotAllowed, NotPossible
from storage.engine.app_session import AppSession
from storage.engine.database import Sessions
from storage.schema.safeguarding_tables import Tie
from storage.schema.tables import Audit, Card, Offer, Person
from tests.cast import (
    APPROVER,
    NOW,
    add_coordinator,
    add_need,
    add_offer,
    add_person,
    find_person,
    list_open_cards,
    list_queued,
    make_active,
    make_agreed,
    make_proposed,
    members_of,
)
from tests.mentoring.examples import leave_out
from use_cases.binomes import birth_requests, births, departures, holds, proposals, reviews, together
from use_cases.needs_offers import forms, needs, offers
from use_cases.pairing import matching_input
from use_cases.people import people
from use_cases.team import case_access

TURNED_18 = NOW + timedelta(days=70)
"""Whoever is 17 at `NOW`, born in January 2009, is of age then."""


async def _set_birth(session: AppSession, person: Person, birth: str) -> None:
    await people.save_profile(session, person, {**await people.read_profile(session, person), "birth": birth})


def _clear_for_minors(session: AppSession) -> None:
    """Have the programme want a clearance for people under 18."""
    programme = session.programme
    session.programme = replace(programme, pairing=replace(programme.pairing, minors="cleared"))


async def test_a_mark_outlives_the_account_and_ends_on_its_day(sessions: Sessions) -> None:
    """Somebody who said 15 finds both forms closed, erased and come back; then, until 18, the one to help with."""
    term = datetime(2027, 6, 1, tzinfo=UTC) - timedelta(hours=2)  # midnight in Paris
    async with sessions.begin() as session:
        person = await add_person(session)
        chat = await people.find_chat(session, person)
        await births.turn_away(session, person, "too_young", "2011-05", NOW)
        await departures.erase(session, person, NOW)
        again = await people.find_or_create(session, chat, "fr", NOW)
        for form in forms.TABLES:
            assert await births.find_closed(session, again, form, term - timedelta(seconds=1)) == "too_young"
        assert await births.find_closed(session, again, "need", term) is None
        assert await births.find_closed(session, again, "offer", term) == "no_offer"


async def test_whoever_is_too_young_to_help_may_look_for_help(small_sessions: Sessions) -> None:
    """The offer is closed, the need is not; a birth that is known already closes it as well."""
    async with small_sessions.begin() as session:
        need = await add_need(session)
        young = await find_person(session, need)
        await _set_birth(session, young, "2009-01")
        assert await births.find_closed(session, young, "offer", NOW) == "no_offer"
        assert await births.find_closed(session, young, "need", NOW) is None
        assert need.state == "waiting"


async def test_one_request_at_a_time_and_none_after_the_team_has_looked(small_sessions: Sessions) -> None:
    """Sealed: what was said first and what is said now. Kept out, the road is closed until the term."""
    async with small_sessions.begin() as session:
        person, helper = await add_person(session), await add_coordinator(session)
        await births.turn_away(session, person, "too_young", "2015", NOW)
        assert person.consented_at is None
        await birth_requests.ask(session, person, "2005", NOW)
        with pytest.raises(NotPossible):
            await birth_requests.ask(session, person, "2004", NOW)
        card = (await session.scalars(select(Card).where(Card.kind == "age_gate"))).one()
        assert b"2005" not in (card.words or b"")
        await birth_requests.refuse(session, card, helper, NOW)
        assert (card.state, card.outcome, card.taken_by) == ("closed", "keep_out", helper.id)
        assert (await list_queued(session, person))[-1] == "too_young"
        chat = await people.find_chat(session, person)
        await departures.erase(session, person, NOW)
        again = await people.find_or_create(session, chat, "fr", NOW)
        assert not await birth_requests.may_ask(session, again, NOW)
        assert await birth_requests.find_state(session, again, NOW) == "kept_out"


@pytest.mark.parametrize(("said", "told", "closed"), [("2005", "let_in", None), ("2014-01", "too_young", "too_young")])
async def test_let_in_whoever_made_a_mistake_may_begin(
    small_sessions: Sessions, said: str, told: str, closed: str | None
) -> None:
    """The mark is lifted and the person told; who is too young all the same is turned away until the new term."""
    async with small_sessions.begin() as session:
        person, helper = await add_person(session), await add_coordinator(session)
        await births.turn_away(session, person, "too_young", "2015", NOW)
        await birth_requests.ask(session, person, said, NOW)
        card = (await session.scalars(select(Card).where(Card.kind == "age_gate"))).one()
        await birth_requests.accept(session, card, helper, NOW)
        assert (await list_queued(session, person))[-1] == told
        assert await births.find_closed(session, person, "need", NOW) == closed
        audit = (await session.scalars(select(Audit.act).where(Audit.actor == helper.id))).all()
        assert {"corrected birth", "let_in"} <= set(audit)


async def test_nobody_decides_on_their_own_birth_or_through_a_tie(small_sessions: Sessions) -> None:
    """Neither on the case nor from a sheet."""
    async with small_sessions.begin() as session:
        offer = await add_offer(session)
        person, tied = await find_person(session, offer), await add_coordinator(session)
        other = await add_coordinator(session)
        session.add(Tie(staff_id=tied.id, person_id=person.id, kind="relative", since=NOW))
        await birth_requests.ask(session, person, "1990", NOW)
        card = (await session.scalars(select(Card).where(Card.kind == "birth_date"))).one()
        able = [await case_access.may_decide(session, card, one) for one in (person, tied, other)]
        assert able == [False, False, True]
        for one in (person, tied):
            with pytest.raises(NotAllowed):
                await birth_requests.correct_from_sheet(session, person, "1990", one, "vu", NOW)


async def test_a_correction_below_the_age_is_felt_at_once(sessions: Sessions) -> None:
    """What runs is held, with a case; what waits is paused, and nothing of it goes on before the term."""
    async with sessions.begin() as session:
        helper, need, running = await add_coordinator(session), await add_need(session), await make_active(session)
        asked = await make_proposed(session)
        young = [await session.get_one(Person, one.person_id) for one in (need, running.need, asked.need)]
        for person in young:
            await birth_requests.correct_from_sheet(session, person, "2014-05", helper, "vu sur un papier", NOW)
            assert (await list_queued(session, person))[-1] == "too_young"
        assert (need.state, running.state, asked.state) == ("paused", "frozen", "withdrawn")
        assert "pair_review" in await list_open_cards(session)
        with pytest.raises(NotPossible):
            await needs.wait_again(session, need, NOW)
        with pytest.raises(NotPossible):
            await holds.lift(session, running, helper, NOW)


async def test_a_volunteer_who_is_a_minor_is_held_whoever_the_other_is(small_sessions: Sessions) -> None:
    """A correction to 17 holds the binôme with an adult, closes the offer, and leaves the way to help open."""
    async with small_sessions.begin() as session:
        helper, binome = await add_coordinator(session), await make_active(session)
        _, volunteer = await members_of(session, binome)
        await birth_requests.ask(session, volunteer, "2009-01", NOW)
        card = (await session.scalars(select(Card).where(Card.kind == "birth_date"))).one()
        await birth_requests.accept(session, card, helper, NOW)
        assert (binome.state, binome.offer.state) == ("frozen", "paused")
        with pytest.raises(NotPossible):
            await offers.resume(session, binome.offer, volunteer, NOW)
        assert await births.find_closed(session, volunteer, "need", NOW) is None


async def test_a_correction_past_18_relaxes_the_rule(small_sessions: Sessions) -> None:
    """The hold can be lifted by hand, and the pair is no longer refused."""
    async with small_sessions.begin() as session:
        _clear_for_minors(session)
        helper, binome = await add_coordinator(session), await make_active(session)
        young, _ = await members_of(session, binome)
        await _set_birth(session, young, "2009-01")
        assert not await reviews.review(session, binome, NOW)
        await birth_requests.correct_from_sheet(session, young, "2004", helper, "carte vue", NOW)
        assert await together.find_parting(session, binome, NOW) is None
        await holds.lift(session, binome, helper, NOW)
        assert binome.state == "active"


async def test_what_was_refused_by_age_alone_may_be_proposed_at_18(small_sessions: Sessions) -> None:
    """A proposal that the team's rule took back is no refusal of anybody's: on the day the pair is compared again."""
    async with small_sessions.begin() as session:
        _clear_for_minors(session)
        binome = await make_proposed(session, offer=await _add_cleared(session))
        young, _ = await members_of(session, binome)
        await _set_birth(session, young, "2009-01")
        binome.offer.minors = False
        await reviews.review(session, binome, NOW)
        assert binome.state == "withdrawn"
        found = proposals.Proposal(binome.need_id, binome.offer_id, 0.5, [])
        assert await proposals.propose(session, found, NOW) is None
        (row,) = await matching_input.read_waiting_needs(session, TURNED_18)
        assert (row["refused"], row["minor"]) == (frozenset(), False)
        again = await proposals.propose(session, found, TURNED_18)
        assert again is not None


async def _add_cleared(session: AppSession) -> Offer:
    offer = await add_offer(session)
    offer.minors = True
    return offer


async def test_a_volunteer_of_before_is_asked_once(small_sessions: Sessions) -> None:
    """At the approval or when they come back, by one message; who has answered is not asked."""
    async with small_sessions.begin() as session:
        known = await add_offer(session)
        assert "birth_missing" not in await list_queued(session, await find_person(session, known))
        offer = await add_offer(session)
        person = await find_person(session, offer)
        await people.save_profile(session, person, leave_out(await people.read_profile(session, person), "birth"))
        offer.state = "to_check"
        await offers.approve(session, offer, APPROVER, NOW)
        await offers.ask_birth(session, offer, person, NOW)
        assert (await list_queued(session, person)).count("birth_missing") == 1


async def test_volunteers_younger_than_the_programme_wants_have_no_place(small_sessions: Sessions) -> None:
    """A programme that raises the age keeps whoever is here, and proposes them nobody new."""
    async with small_sessions.begin() as session:
        offer = await add_offer(session)
        await _set_birth(session, await find_person(session, offer), "2006-01")
        assert [row["id"] for row in await matching_input.read_free_offers(session, NOW)] == [offer.id]
        session.programme = replace(session.programme, volunteer_minimum_age=21)
        assert await matching_input.read_free_offers(session, NOW) == []


async def test_what_is_taken_back_with_another_binome_is_not_looked_at_again(
    small_sessions: Sessions, caplog: pytest.LogCaptureFixture
) -> None:
    """Holding what runs takes back what the same volunteer was only asked; nothing of it fails."""
    async with small_sessions.begin() as session:
        offer = await add_offer(session, capacity=2)
        running = await make_agreed(session, offer=offer)
        asked = await make_proposed(session, offer=offer)
        head = await add_coordinator(session, "Sonia", "head")
        volunteer = await find_person(session, offer)
        await birth_requests.correct_from_sheet(session, volunteer, "2010-01", head, "Erreur de frappe", NOW)
        assert (running.state, asked.state) == ("frozen", "withdrawn")
    assert "row_failed" not in caplog.text
