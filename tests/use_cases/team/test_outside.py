"""The outside recipient: bound by a one-time link, signs, answers a test call each quarter; each change is told."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select

from mentoring.errors import NotPossible
from storage.engine.app_session import AppSession
from storage.engine.database import Sessions
from storage.schema.tables import Outgoing, Person
from tests.cast import NOW, add_coordinator, add_person, list_queued
from use_cases.binomes import departures, retention
from use_cases.people import erasure
from use_cases.team import invitations, outside

QUARTER, FORTNIGHT, DAY = timedelta(days=91), timedelta(days=14), timedelta(days=1)


async def _sign(session: AppSession, name: str = "Awa") -> Person:
    person = await add_person(session, name)
    assert await outside.bind(session, person, await outside.open_link(session, NOW), NOW)
    await outside.sign(session, person, NOW)
    return person


async def _news(session: AppSession, head: Person) -> list[str]:
    found = select(Outgoing.args).where(Outgoing.person_id == head.id, Outgoing.kind == "outside_news")
    return [args["act"] for args in await session.scalars(found.order_by(Outgoing.id))]


async def test_whoever_opens_the_link_is_the_recipient_once_signed(sessions: Sessions) -> None:
    """The link serves once, for seven days; before the signature there is no recipient; the heads are told."""
    async with sessions.begin() as session:
        head, person, late = await add_coordinator(session, role="head"), *[await add_person(session) for _ in "ab"]
        code, other = [await outside.open_link(session, NOW) for _ in range(2)]
        assert await outside.bind(session, person, code, NOW)
        assert not await outside.bind(session, late, code, NOW)
        assert not await outside.bind(session, late, other, NOW + timedelta(days=7))
        assert await outside.find_recipient(session) is None
        await outside.sign(session, person, NOW)
        assert await outside.find_recipient(session) == person
        assert await _news(session, head) == ["signed"]


async def test_nobody_of_the_team_is_outside_of_it(small_sessions: Sessions) -> None:
    """Neither by the link, nor once they have joined; and the link names nobody in the team."""
    async with small_sessions.begin() as session:
        head = await add_coordinator(session, role="head")
        code = await outside.open_link(session, NOW)
        assert not await outside.bind(session, head, code, NOW)
        assert await invitations.redeem(session, await add_person(session), code, "Inès", NOW) == ""
        person = await _sign(session)
        row = await invitations.open_invitation(session, head, "coordinator", NOW)
        await invitations.redeem(session, person, await invitations.renew_code(session, row), "Awa", NOW)
        assert await outside.find_recipient(session) is None


async def test_the_recipient_before_hears_of_the_next_one(small_sessions: Sessions) -> None:
    """They stay until the next one signs, and are none any more."""
    async with small_sessions.begin() as session:
        former, person = await _sign(session), await add_person(session, "Lou")
        await outside.bind(session, person, await outside.open_link(session, NOW), NOW)
        assert await outside.find_recipient(session) == former
        await outside.sign(session, person, NOW)
        assert await outside.find_recipient(session) == person
        assert "outside_left" in await list_queued(session, former)
        with pytest.raises(NotPossible):
            await outside.confirm(session, former, NOW)


async def test_a_test_call_comes_each_quarter_and_silence_is_told_once(small_sessions: Sessions) -> None:
    """Unanswered for two weeks it is overdue and the heads hear of it; a tap sets it right."""
    async with small_sessions.begin() as session:
        head, person = await add_coordinator(session, role="head"), await _sign(session)
        for moment in (NOW + QUARTER - DAY, NOW + QUARTER, NOW + QUARTER + DAY):
            await outside.call_when_due(session, moment)
        assert (await list_queued(session, person)).count("outside_call") == 1
        called = NOW + QUARTER
        assert not await outside.is_overdue(session, called + FORTNIGHT - DAY)
        assert await outside.is_overdue(session, called + FORTNIGHT)
        for days in (13, 14, 15):
            await outside.call_when_due(session, called + timedelta(days=days))
        assert await _news(session, head) == ["signed", "overdue"]
        await outside.confirm(session, person, called + timedelta(days=16))
        assert not await outside.is_overdue(session, called + timedelta(days=30))


async def test_the_recipient_is_kept_though_they_never_write(small_sessions: Sessions) -> None:
    """Neither the nightly pruning nor retention takes them away; their own erasure is told to the heads."""
    async with small_sessions.begin() as session:
        head, person = await add_coordinator(session, role="head"), await _sign(session)
        assert person.id not in {one.id for one in await retention.find_due(session, NOW + 40 * QUARTER, 100)}
        await erasure.prune(session, NOW + 40 * QUARTER)
        assert await outside.find_recipient(session) == person
        await outside.leave(session, person, NOW)
        assert await _news(session, head) == ["signed", "left"]


async def test_the_heads_hear_when_the_recipient_is_no_longer_to_be_reached(small_sessions: Sessions) -> None:
    """Whoever blocks the bot is told of no case: there is none any more, and the heads can name another."""
    async with small_sessions.begin() as session:
        head, person = await add_coordinator(session, role="head"), await _sign(session)
        await departures.mark_silent(session, person, "blocked", NOW)
        assert await _news(session, head) == ["signed", "silent"]
        assert await outside.find_recipient(session) is None


async def test_the_quarterly_test_is_of_the_mail_too(small_sessions: Sessions) -> None:
    """Whoever reads the chat alone is overdue all the same; the code of the mail, and no other, sets it right."""
    async with small_sessions.begin() as session:
        session.programme = replace(session.programme, has_mail=True)
        person = await _sign(session)
        await outside.save_mail(session, person, "awa@example.net", NOW)
        assert await outside.open_mail(session, person, await outside.renew_mail_code(session, person, None), NOW)
        called = NOW + QUARTER
        await outside.call_when_due(session, called)
        assert (await list_queued(session, person)).count("outside_mail_test") == 2
        await outside.confirm(session, person, called + DAY)
        assert await outside.is_overdue(session, called + FORTNIGHT)
        code = await outside.renew_mail_code(session, person, None)
        assert await outside.renew_mail_code(session, person, None) == code
        assert not await outside.open_mail(session, person, f"{code}0", called + DAY)
        assert await outside.open_mail(session, person, code, called + DAY)
        assert not await outside.open_mail(session, person, code, called + DAY)
        assert not await outside.is_overdue(session, called + FORTNIGHT)
