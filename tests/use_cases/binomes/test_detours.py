"""Detours around the gates that somebody of the team, or somebody too young, might try."""

from dataclasses import replace

import pytest
from sqlalchemy import select

from mentoring.errors import NotAllowed
from storage.engine.database import Sessions
from storage.schema.tables import Card, Staff
from tests.cast import NOW, add_coordinator, add_person, list_open_cards, make_active, members_of
from tests.families import add_minor, make_younger, read_code, set_rule
from use_cases.binomes import birth_requests, births, departures, parental_answers
from use_cases.desk import minors_clearance, vetting
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


async def test_nobody_too_young_answers_as_a_parent_once_erased_and_back(small_sessions: Sessions) -> None:
    """The account is as unknown as a parent's; the mark of its age is not forgotten."""
    set_rule(small_sessions, "agree")
    async with small_sessions.begin() as session:
        _, young = await add_minor(session)
        sibling = await add_person(session, "Petit")
        account = await people.find_chat(session, sibling)
        await births.turn_away(session, sibling, "too_young", "2012-01", NOW)
        await departures.erase(session, sibling, NOW)
        again = await people.find_or_create(session, account, "fr", NOW)
        code = await read_code(session, young)
        assert (await parental_answers.open_link(session, again, code, NOW))[1] == "own"


async def test_no_clearance_outlives_a_check_that_was_never_made(small_sessions: Sessions) -> None:
    """Taken back, the check takes the clearance with it: what runs with somebody under 18 is held, with a case."""
    pairing = replace(small_sessions.kw["programme"].pairing, minors="cleared")
    small_sessions.configure(programme=replace(small_sessions.kw["programme"], pairing=pairing))
    async with small_sessions.begin() as session:
        binome, member = await make_active(session), await add_coordinator(session)
        for kind in session.programme.vetting.required_for_minors:
            await vetting.record_check(session, binome.offer, kind, NOW.date(), member, NOW)
        await minors_clearance.give_clearance(session, binome.offer, member, NOW)
        await make_younger(session, binome.need)
        await vetting.take_back_check(session, binome.offer, "record_extract", member, NOW)
        assert (binome.state, binome.offer.minors) == ("frozen", False)
        assert "pair_review" in await list_open_cards(session)
