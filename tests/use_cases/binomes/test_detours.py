"""Detours around the gates that somebody of the team, or somebody too young, might try."""

from dataclasses import replace

import pytest
from sqlalchemy import select

from bot.members import forms as answering
from bot.turn import Turn
from mentoring.actions import Action
from mentoring.errors import NotAllowed
from mentoring.states import Form
from storage.engine.database import Sessions
from storage.schema.tables import Card, Staff
from tests.cast import NOW, add_coordinator, add_person, list_open_cards, list_queued, make_active, members_of
from tests.families import add_minor, add_parent, make_younger, read_code, set_rule
from tests.mentoring.examples import complete_form
from use_cases.binomes import birth_requests, births, departures, parental_answers
from use_cases.desk import minors_clearance, parental_records, record_sheets, vetting
from use_cases.needs_offers import forms
from use_cases.people import people
from use_cases.team import cards, case_access, invitations


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


async def test_a_parent_who_joins_the_team_reads_no_more_of_the_young_person(small_sessions: Sessions) -> None:
    """Neither the need nor a case, and records nothing for themselves: the tie is declared as they join."""
    set_rule(small_sessions, "agree")
    async with small_sessions.begin() as session:
        need, young = await add_minor(session)
        parent, head = await add_parent(session, young), await add_coordinator(session, role="head")
        invited = await invitations.open_invitation(session, head, "coordinator", NOW)
        assert await invitations.redeem(session, parent, await invitations.renew_code(session, invited), "Nadia", NOW)
        key = f"need:{need.id}"
        card = await cards.open_case(session, NOW, "waiting_long", key, need_id=need.id, person_id=young.id)
        seen = [await case_access.may_see(session, card, one) for one in (head, parent)]
        assert seen == [True, False]
        assert await record_sheets.fetch_record(session, "need", need.id, head)
        assert await record_sheets.fetch_record(session, "need", need.id, parent) is None
        with pytest.raises(NotAllowed):
            await parental_records.record_paper(session, need, parent, "moi-même", NOW)


@pytest.mark.parametrize(("form", "said", "told"), [("offer", "2009-01", "no_offer"), ("need", "1960", "too_old")])
async def test_no_form_is_sent_with_a_birth_that_fitted_the_other_alone(
    small_sessions: Sessions, form: Form, said: str, told: str
) -> None:
    """The form that was begun first asks for no birth any more; the age is looked at again as it is sent."""
    other: Form = "need" if form == "offer" else "offer"
    async with small_sessions.begin() as session:
        person = await people.find_or_create(session, 7_000_000_000, "fr", NOW)
        turn = Turn(session, person, NOW, session.programme)
        for one in (form, other):
            await answering.begin(turn, Action("begin", one))
        rows = {one: await forms.begin(session, one, person, NOW) for one in (form, other)}
        await forms.save(session, other, rows[other], {"birth": said})
        await forms.save(session, form, rows[form], complete_form(form, {"name": "Inès", "birth": said}))
        await answering.answer(turn, Action(form, "send"))
        assert (await list_queued(session, person))[-1] == told
        left = await forms.find_latest(session, form, person)
        assert left is None or left.state == "drafting"
