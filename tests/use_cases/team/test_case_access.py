"""The door to cases: whom it lets in, and that what is hidden leaves no gap."""

import itertools
from datetime import timedelta

import pytest
from sqlalchemy import select

from mentoring.case_access import DRAWN_NUMBERS
from mentoring.errors import NotAllowed
from storage import installation
from storage.engine.app_session import AppSession
from storage.engine.database import Sessions
from storage.schema.safeguarding_tables import OutsideRecipient, Tie
from storage.schema.tables import Card, Outgoing, Person, Staff
from tests.cast import NOW, add_coordinator, add_person, list_queued, make_active, members_of
from use_cases.binomes import concerns, departures, reports, safety
from use_cases.desk import open_cases, screens, uncertain_messages
from use_cases.outbox.context_request import ContextRequest, find_reader
from use_cases.people import ties
from use_cases.team import cards, case_access, case_conditions, team_questions

HEARD = Card.kind != "new_volunteer"
"""The cases that a test is about, beside the one that let the volunteer in."""


async def _accuse(session: AppSession, accused: Person | None, writer: Person | None = None) -> Card:
    writer = writer or await add_person(session)
    about = accused.id if accused else None
    return await cards.open_case(session, NOW, "report", f"test:{about}", person_id=writer.id, about_id=about)


async def _list_readers(session: AppSession, card: Card) -> set[int]:
    everybody = (await session.scalars(select(Person))).all()
    found = {one.id for one in everybody if await case_access.may_see(session, card, one)}
    assert (await case_access.find_readers(session, card) == "nobody") == (not found)
    return found


async def test_a_report_about_a_volunteer_is_the_teams(sessions: Sessions) -> None:
    """Everybody of the team reads it, in the group too; nobody else does."""
    async with sessions.begin() as session:
        one, head = await add_coordinator(session), await add_coordinator(session, role="head")
        card = await _accuse(session, await add_person(session, "Marc"))
        assert await _list_readers(session, card) == {one.id, head.id}
        assert await case_access.may_see(session, card, None)


async def test_a_volunteer_who_joins_the_team_sees_nothing_about_themselves(sessions: Sessions) -> None:
    """Roles are read as they are now: the case leaves the group, its number and its note leave every screen."""
    async with sessions.begin() as session:
        accused, head = await add_person(session, "Marc"), await add_coordinator(session, role="head")
        card = await _accuse(session, accused)
        session.add(Staff(person_id=accused.id, role="coordinator", since=NOW, pledged_at=NOW))
        await session.flush()
        assert await _list_readers(session, card) == {head.id}
        assert not await case_access.may_see(session, card, None)
        assert await case_access.fetch_case(session, card.id, accused) is None
        assert await case_access.fetch_case(session, card.id, head, lock=True) is card
        assert await case_access.count_cases(session, accused) == 0


async def test_a_coordinator_is_judged_by_the_heads(sessions: Sessions) -> None:
    """Neither the accused nor a colleague reads or decides; each head does."""
    async with sessions.begin() as session:
        accused, _ = await add_coordinator(session, "Marc"), await add_coordinator(session, "Karim")
        heads = [await add_coordinator(session, name, role="head") for name in ("Claire", "Lou")]
        card = await _accuse(session, accused)
        assert await _list_readers(session, card) == {one.id for one in heads}
        assert [await case_access.may_decide(session, card, one) for one in (accused, *heads)] == [False, True, True]


async def test_one_of_two_heads_is_judged_by_the_other(small_sessions: Sessions) -> None:
    """And no more by the other once the other has left."""
    async with small_sessions.begin() as session:
        accused, other = [await add_coordinator(session, name, role="head") for name in ("Claire", "Lou")]
        card = await _accuse(session, accused)
        assert await _list_readers(session, card) == {other.id}
        await session.delete(await session.get_one(Staff, other.id))
        await session.flush()
        assert await _list_readers(session, card) == set()


async def test_the_only_head_is_judged_outside_the_team(small_sessions: Sessions) -> None:
    """Until somebody outside has signed, the team looks after the reporter and decides nothing; then it is out."""
    async with small_sessions.begin() as session:
        head, one = await add_coordinator(session, role="head"), await add_coordinator(session, "Karim")
        outside = await add_person(session, "Dominique")
        card = await _accuse(session, head)
        assert await _list_readers(session, card) == {one.id}
        assert not await case_access.may_decide(session, card, one)
        session.add(OutsideRecipient(person_id=outside.id, bound_at=NOW, signed_at=NOW))
        await session.flush()
        assert await _list_readers(session, card) == {outside.id}
        assert await case_access.may_decide(session, card, outside)


async def test_the_outside_recipient_is_judged_by_the_heads(small_sessions: Sessions) -> None:
    """And never by themselves."""
    async with small_sessions.begin() as session:
        outside, head = await add_person(session, "Dominique"), await add_coordinator(session, role="head")
        await add_coordinator(session, "Karim")
        session.add(OutsideRecipient(person_id=outside.id, bound_at=NOW, signed_at=NOW))
        card = await _accuse(session, outside)
        assert await _list_readers(session, card) == {head.id}


async def test_the_erasure_of_the_accused_opens_no_case_to_others(sessions: Sessions) -> None:
    """Heads read on, and whoever has acted on it: no colleague who was kept out, not the group, and no new words."""
    async with sessions.begin() as session:
        accused, writer = await add_coordinator(session, "Marc"), await add_person(session)
        kept_out, head = await add_coordinator(session, "Karim"), await add_coordinator(session, role="head")
        handler = await add_coordinator(session, "Lou", role="head")
        report = await _accuse(session, accused, writer)
        await safety.ask_help(session, writer, NOW)
        await case_access.record_look(session, kept_out, {writer.id}, NOW)
        await cards.take_case(session, report, handler, NOW)
        (await session.get_one(Staff, handler.id)).role = "coordinator"
        await departures.erase(session, accused, NOW)
    async with sessions.begin() as session:
        await team_questions.ask(session, await session.get_one(Person, writer.id), "Une question", NOW)
        found = {card.kind: card for card in await session.scalars(select(Card).where(HEARD))}
        for kind, readers in (("report", {head.id, handler.id}), ("help", {head.id}), ("question", {head.id})):
            assert await _list_readers(session, found[kind]) == readers, kind
            assert not await case_access.may_see(session, found[kind], None)
        assert await case_access.may_decide(session, found["report"], handler)
        assert await case_access.count_cases(session, kept_out, HEARD) == 0


async def test_a_case_that_stood_in_the_group_stays_the_teams(small_sessions: Sessions) -> None:
    """An accused volunteer's erasure takes an urgent report from nobody who has read it there."""
    async with small_sessions.begin() as session:
        accused = await add_person(session, "Marc")
        one, head = await add_coordinator(session), await add_coordinator(session, role="head")
        card = await _accuse(session, accused)
        card.message_id = 7
        await departures.erase(session, accused, NOW)
    async with small_sessions.begin() as session:
        card = (await session.scalars(select(Card))).one()
        assert await _list_readers(session, card) == {one.id, head.id}
        assert await case_access.may_see(session, card, None)


@pytest.mark.parametrize("declared_by", ["reader", "other"])
@pytest.mark.parametrize("tied_to", ["accused", "person"])
async def test_whoever_has_declared_a_tie_reads_and_decides_nothing(
    sessions: Sessions, tied_to: str, declared_by: str
) -> None:
    """With the accused or with who wrote, whichever of the two has declared it; nor is the case handed to them."""
    async with sessions.begin() as session:
        writer, accused = await add_person(session), await add_person(session, "Marc")
        tied, head = await add_coordinator(session, "Karim"), await add_coordinator(session, role="head")
        other = {"accused": accused, "person": writer}[tied_to]
        pair = (tied.id, other.id) if declared_by == "reader" else (other.id, tied.id)
        session.add(Tie(staff_id=pair[0], person_id=pair[1], kind="partner", since=NOW))
        card = await _accuse(session, accused, writer)
        assert await _list_readers(session, card) == {head.id}
        assert not await case_access.may_decide(session, card, tied)
        assert not await case_access.may_see(session, card, None)
        assert await list_queued(session, head) == ["card_reminder"]
        assert await list_queued(session, tied) == []
        for one in (tied, other):
            with pytest.raises(NotAllowed):
                await ties.refuse_close(session, one, tied.id if one is other else other.id)


async def test_nobody_of_the_team_reads_what_notes_say_of_their_own_cry(small_sessions: Sessions) -> None:
    """A coordinator's call for help goes to the others, in private."""
    async with small_sessions.begin() as session:
        await installation.write(session, installation.STAFF_CHAT, "-1001")
        writer, head = await add_coordinator(session, "Karim"), await add_coordinator(session, role="head")
        await safety.ask_help(session, writer, NOW)
        card = (await session.scalars(select(Card))).one()
        assert await _list_readers(session, card) == {head.id}
        assert (card.id in DRAWN_NUMBERS, await list_queued(session, None)) == (True, [])
        assert await list_queued(session, head) == ["card_reminder"]


async def test_nobody_of_the_team_reads_who_fears_for_them(small_sessions: Sessions) -> None:
    """A worry about a coordinator goes to the others, in private; one about a member goes to all."""
    async with small_sessions.begin() as session:
        binome = await make_active(session)
        young, volunteer = await members_of(session, binome)
        head = await add_coordinator(session, role="head")
        before = await concerns.open_concern(session, volunteer, "partner", binome.id, NOW)
        assert await _list_readers(session, before) == {head.id}
        session.add(Staff(person_id=volunteer.id, role="coordinator", since=NOW, pledged_at=NOW))
        await session.flush()
        card = await concerns.open_concern(session, young, "partner", binome.id, NOW)
        assert (await _list_readers(session, card), card.id in DRAWN_NUMBERS) == ({head.id}, True)
        assert not await case_access.may_see(session, card, None)


async def test_the_group_is_shown_what_everybody_who_reads_there_may_see(small_sessions: Sessions) -> None:
    """Asked of the group, the door answers as it does of each member: of any kind of case, with any tie."""
    async with small_sessions.begin() as session:
        binome = await make_active(session)
        young, volunteer = await members_of(session, binome)
        team = [await add_coordinator(session, name) for name in ("Karim", "Lou")]
        team.append(await add_coordinator(session, role="head"))
        for tied in (None, young, volunteer, team[0]):
            if tied:
                session.add(Tie(staff_id=team[1].id, person_id=tied.id, kind="relative", since=NOW))
                await session.flush()
            for kind, person, about in itertools.product(
                ("report", "help", "missed"), (None, young, team[0]), (None, young, volunteer, *team)
            ):
                card = Card(kind=kind, person_id=person and person.id, about_id=about and about.id)
                seen = [await case_access.may_see(session, card, member) for member in team]
                assert await case_access.may_see(session, card, None) == all(seen), (kind, person, about, tied)


async def test_a_case_is_handed_to_those_alone_who_may_decide(small_sessions: Sessions) -> None:
    """The list of colleagues names neither the accused nor anybody tied, nor who may not read it, nor an unpledged."""
    async with small_sessions.begin() as session:
        accused, head = await add_coordinator(session, "Marc"), await add_coordinator(session, role="head")
        await add_coordinator(session, "Karim")
        other = await add_coordinator(session, "Lou", role="head")
        unpledged = await add_coordinator(session, "Nour", role="head")
        (await session.get_one(Staff, unpledged.id)).pledged_at = None
        card = await _accuse(session, accused)
        request = ContextRequest("card_pass", {"about": card.id}, head, await find_reader(session, head), NOW)
        shown = await screens.show_colleagues(session, request)
        assert shown is not None
        assert [one.id for one in shown.team] == [other.id]
        assert not await case_access.may_take_over(session, card, unpledged)


async def test_a_page_before_the_first_is_the_first(sessions: Sessions) -> None:
    """A forged button may carry the number of a hidden case as a page."""
    async with sessions.begin() as session:
        head = await add_coordinator(session, role="head")
        args = {"page": DRAWN_NUMBERS[0], "sort": "ours"}
        shown = await open_cases.show(
            session, ContextRequest("queue", args, head, await find_reader(session, head), NOW)
        )
        assert (shown.page, shown.pages) == (0, 1)


async def test_each_case_accuses_in_exactly_one_way(small_sessions: Sessions) -> None:
    """The conditions of the table's rows leave nobody out, and never two rows hold."""
    async with small_sessions.begin() as session:
        binome = await make_active(session)
        young, volunteer = await members_of(session, binome)
        one, head = await add_coordinator(session), await add_coordinator(session, role="head")
        outside = await add_person(session, "Dominique")
        for step in ("one head", "outside", "two heads"):
            if step == "outside":
                session.add(OutsideRecipient(person_id=outside.id, bound_at=NOW, signed_at=NOW))
            if step == "two heads":
                session.add(Staff(person_id=volunteer.id, role="head", since=NOW, pledged_at=NOW))
            await session.flush()
            for accused in (None, young, volunteer, one, head, outside):
                facts = case_conditions.list_facts(Card(kind="report", about_id=accused and accused.id))
                found = [
                    name
                    for name, is_so in case_conditions.ACCUSED.items()
                    if await session.scalar(select(is_so(case_conditions.Facts.of_parameters())), facts)
                ]
                assert len(found) == 1, (step, found)


async def test_a_message_in_doubt_that_tells_of_a_report_is_named_to_its_readers_alone(sessions: Sessions) -> None:
    """Its kind, or the case that it names, would tell the accused; what was in doubt before stays named."""
    async with sessions.begin() as session:
        binome = await make_active(session)
        young, accused = await members_of(session, binome)
        session.add(Staff(person_id=accused.id, role="coordinator", since=NOW, pledged_at=NOW))
        head = await add_coordinator(session, role="head")
        await safety.handle_distress(session, young, "weak", "danger", "c'est dur", NOW)
        await reports.report_partner(session, binome.id, young, NOW + timedelta(hours=1))
        await session.flush()
        told = Outgoing.kind.in_(("help_weak", "report_ask")) | (Outgoing.person_id == head.id)
        for row in await session.scalars(select(Outgoing).where(told, Outgoing.state == "queued")):
            row.state = "uncertain"
        await session.flush()
        shown = [
            await session.scalars(select(Outgoing.kind).where(*uncertain_messages.select_shown(reader)))
            for reader in (accused, None, head)
        ]
        assert [set(kinds) for kinds in shown] == [
            {"help_weak"},
            {"help_weak"},
            {"help_weak", "report_ask", "card_reminder"},
        ]
