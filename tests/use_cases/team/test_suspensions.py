"""Somebody of the team who is suspended: no right at once, the same judges, and back with the case's end."""

from collections.abc import Awaitable, Callable
from datetime import datetime

import pytest
from sqlalchemy import select

from mentoring.errors import NotAllowed, NotPossible
from storage.engine.app_session import AppSession
from storage.engine.database import Sessions
from storage.schema.safeguarding_tables import SuspendedStaff
from storage.schema.tables import Card, Outgoing, Person, Staff
from tests.cast import NOW, add_coordinator, add_person, list_queued
from use_cases.binomes import decisions, reports, safety
from use_cases.people import staff, standing
from use_cases.team import case_access, invitations, membership, outside, suspensions

NameHead = Callable[[AppSession, Person, int, datetime], Awaitable[None]]


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


async def test_the_only_head_is_barred_by_the_recipient_and_whom_they_named(sessions: Sessions) -> None:
    """Whoever heads meanwhile reads once they are asked for the second yes, ends nothing alone, and stays head."""
    async with sessions.begin() as session:
        head, karim = await add_coordinator(session, role="head"), await add_coordinator(session, "Karim")
        awa, writer = await _sign(session), await add_person(session, "Lou")
        card = await _report(session, head, writer)
        await decisions.suspend(session, card, awa, "le temps de comprendre", NOW)
        await suspensions.name_acting(session, card, awa, karim.id, NOW)
        assert "card_reminder" not in await list_queued(session, karim)
        assert [await decisions.bar(session, card, awa, "conduct", NOW) for _ in range(2)] == [False, False]
        assert await _list_readers(session, card) == {awa.id, karim.id}
        assert "card_reminder" in await list_queued(session, karim)
        assert await case_access.list_told(session, card) == [awa]
        assert await case_access.find_readers(session, card) == "outside"
        with pytest.raises(NotAllowed):
            await decisions.release(session, card, karim, "x", NOW)
        assert not await reports.close(session, card, karim, "resolved", "x", NOW)
        assert await decisions.bar(session, card, karim, "conduct", NOW)
        assert await standing.find_standing(session, head, NOW) == "barred"
        assert not await reports.close(session, card, awa, "measure", "exclue", NOW)
        await reports.confirm_closing(session, card, karim, NOW)
        assert (await staff.list_heads(session), await staff.find_role(session, head)) == ([karim], "")


@pytest.mark.parametrize("act", [membership.name_head, membership.hand_over_head])
async def test_an_only_head_chooses_nobody_who_judges_them(sessions: Sessions, act: NameHead) -> None:
    """What is open about them stays with the recipient, with what its writer tells; what comes later is as usual."""
    async with sessions.begin() as session:
        head, karim = await add_coordinator(session, role="head"), await add_coordinator(session, "Karim")
        awa, writer = await _sign(session), await add_person(session, "Lou")
        card = await _report(session, head, writer)
        await act(session, head, karim.id, NOW)
        await session.flush()
        await safety.handle_distress(session, writer, "strong", "suicide", "je veux mourir", NOW)
        assert await _report(session, head, writer) is card
        assert await case_access.find_readers(session, card) == "outside"
        assert await case_access.find_answerer(session, writer, NOW) == "outside"
        another = await _report(session, head, await add_person(session, "Zoé"))
        for one in await session.scalars(select(Card)):
            assert await _list_readers(session, one) == ({karim.id} if one is another else {awa.id}), one.key


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
