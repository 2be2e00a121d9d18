"""Somebody of the team who is suspended: no right at once, the same judges, and back with the case's end."""

import pytest
from sqlalchemy import select

from mentoring.errors import NotPossible
from storage.engine.app_session import AppSession
from storage.engine.database import Sessions
from storage.schema.safeguarding_tables import SuspendedStaff
from storage.schema.tables import Card, Outgoing, Person, Staff
from tests.cast import NOW, add_coordinator, add_person, list_queued
from use_cases.binomes import decisions, reports
from use_cases.people import staff
from use_cases.team import case_access, invitations, outside, suspensions


async def _sign(session: AppSession) -> Person:
    person = await add_person(session, "Awa")
    await outside.bind(session, person, await outside.open_link(session, NOW), NOW)
    await outside.sign(session, person, NOW)
    return person


async def _report(session: AppSession, about: Person, writer: Person) -> Card:
    card = await reports.report_staff(session, about.id, writer, NOW)
    await session.flush()
    return card


async def _list_readers(session: AppSession, card: Card) -> set[int]:
    everybody = (await session.scalars(select(Person))).all()
    return {one.id for one in everybody if await case_access.may_see(session, card, one)}


async def test_a_suspended_head_has_no_right_and_the_same_judge(sessions: Sessions) -> None:
    """Whoever heads the programme meanwhile reads nothing of the case, and is none any more once it is closed."""
    async with sessions.begin() as session:
        head, karim = await add_coordinator(session, role="head"), await add_coordinator(session, "Karim")
        awa, writer = await _sign(session), await add_person(session, "Lou")
        card = await _report(session, head, writer)
        assert "suspended" not in await list_queued(session, head)
        with pytest.raises(NotPossible):
            await suspensions.name_acting(session, card, awa, karim.id, NOW)
        await decisions.suspend(session, card, awa, "le temps de comprendre", NOW)
        assert await staff.find_role(session, head) == ""
        assert await _list_readers(session, card) == {awa.id}
        await suspensions.name_acting(session, card, awa, karim.id, NOW)
        assert await staff.list_heads(session) == [karim]
        assert await _list_readers(session, card) == {awa.id}
        assert not await case_access.may_see(session, card, None)
        await reports.close(session, card, awa, "resolved", "rien de grave", NOW)
        assert await staff.list_heads(session) == [head]
        assert await staff.find_role(session, karim) == "coordinator"
        assert {"suspended", "released_again"} <= set(await list_queued(session, head))
        told = select(Outgoing.args).where(Outgoing.person_id == karim.id, Outgoing.kind == "team_news")
        assert [args["act"] for args in await session.scalars(told.order_by(Outgoing.id))] == ["acting", "acting_over"]


async def test_no_code_gives_back_what_a_suspension_took(small_sessions: Sessions) -> None:
    """Neither an invitation, nor a code of the server; nor does it make the suspended person who judges the team."""
    async with small_sessions.begin() as session:
        head, awa = await add_coordinator(session, role="head"), await _sign(session)
        card = await _report(session, head, await add_person(session, "Lou"))
        await decisions.suspend(session, card, awa, "x", NOW)
        row = await invitations.open_invitation(session, None, "head", NOW)
        code = await staff.issue_head_code(session)
        assert code is not None
        for given in (await invitations.renew_code(session, row), code):
            assert await invitations.redeem(session, head, given, "Claire", NOW) == ""
        assert not await outside.bind(session, head, await outside.open_link(session, NOW), NOW)
        assert await invitations.redeem(session, await add_person(session, "Inès"), code, "Inès", NOW) == "head"
        assert await _list_readers(session, card) == {awa.id}


async def test_whoever_wrote_is_not_named_in_the_place_of_whom_they_reported(small_sessions: Sessions) -> None:
    """The choice would tell who wrote."""
    async with small_sessions.begin() as session:
        head, writer = await add_coordinator(session, role="head"), await add_coordinator(session, "Karim")
        other, awa = await add_coordinator(session, "Nora"), await _sign(session)
        card = await _report(session, head, writer)
        await decisions.suspend(session, card, awa, "x", NOW)
        assert [row.person_id for row in await suspensions.list_candidates(session, card)] == [other.id]
        with pytest.raises(NotPossible):
            await suspensions.name_acting(session, card, awa, writer.id, NOW)


async def test_a_coordinator_gets_back_what_a_suspension_took(small_sessions: Sessions) -> None:
    """The heads judge them all the while, and fill nobody's place."""
    async with small_sessions.begin() as session:
        head, karim = await add_coordinator(session, role="head"), await add_coordinator(session, "Karim")
        card = await _report(session, karim, await add_person(session, "Lou"))
        await decisions.suspend(session, card, head, "x", NOW)
        assert await staff.find_role(session, karim) == ""
        assert await _list_readers(session, card) == {head.id}
        assert await suspensions.find_headless(session, card, head) is None
        await decisions.release(session, card, head, "x", NOW)
        assert (await session.get_one(Staff, karim.id)).role == "coordinator"
        assert (await session.scalars(select(SuspendedStaff))).all() == []
