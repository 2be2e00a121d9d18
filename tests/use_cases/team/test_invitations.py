"""Who comes into the team, and who heads it: by links of one use, and never by nobody's knowledge."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from mentoring.errors import NotAllowed, NotPossible
from storage.engine.app_session import AppSession
from storage.engine.database import Sessions
from storage.schema.tables import Audit, Outgoing, Person, Staff
from tests.cast import NOW, add_coordinator, add_person, list_queued
from use_cases.people import staff
from use_cases.team import invitations, membership

ALMOST, OVER = NOW + timedelta(days=7, seconds=-1), NOW + timedelta(days=7)


async def _invite(session: AppSession, head: Person | None, role: str = "coordinator") -> str:
    row = await invitations.open_invitation(session, head, "head" if role == "head" else "coordinator", NOW)
    return await invitations.renew_code(session, row)


async def _told(session: AppSession, person: Person) -> list[str]:
    found = select(Outgoing.args).where(Outgoing.person_id == person.id, Outgoing.kind == "team_news")
    return [args["act"] for args in await session.scalars(found)]


async def test_several_invitations_are_open_at_once(sessions: Sessions) -> None:
    """A second one leaves the first valid; each names one person, once."""
    async with sessions.begin() as session:
        head = await add_coordinator(session, role="head")
        codes = [await _invite(session, head) for _ in range(2)]
        karim, lou, zoe = [await add_person(session, name) for name in ("Karim", "Lou", "Zoé")]
        assert await invitations.redeem(session, karim, codes[0], "Karim", NOW) == "coordinator"
        assert await invitations.redeem(session, zoe, codes[0], "Zoé", NOW) == ""
        assert await invitations.redeem(session, lou, codes[1], "Lou", NOW) == "coordinator"
        assert await invitations.list_open(session, NOW) == []


async def test_an_invitation_lapses_after_seven_days(small_sessions: Sessions) -> None:
    """To the second: just before it names somebody, from then on nobody, and it is listed no more."""
    async with small_sessions.begin() as session:
        head = await add_coordinator(session, role="head")
        code, other = await _invite(session, head), await _invite(session, head)
        late, soon = await add_person(session), await add_person(session)
        assert len(await invitations.list_open(session, ALMOST)) == 2
        assert await invitations.list_open(session, OVER) == []
        assert await invitations.redeem(session, late, code, "Inès", OVER) == ""
        assert await invitations.redeem(session, soon, other, "Inès", ALMOST) == "coordinator"


async def test_its_first_use_is_told_and_audited(small_sessions: Sessions) -> None:
    """Whoever issued it hears of it, though no longer head, and so do the other heads; not the coordinators."""
    async with small_sessions.begin() as session:
        issuer, other = [await add_coordinator(session, name, "head") for name in ("Claire", "Awa")]
        karim = await add_coordinator(session, "Karim")
        code = await _invite(session, issuer)
        (await session.get_one(Staff, issuer.id)).role = "coordinator"
        lou = await add_person(session, "Lou")
        await invitations.redeem(session, lou, code, "Lou", NOW)
        assert [await _told(session, one) for one in (issuer, other, karim, lou)] == [["joined"], ["joined"], [], []]
        acts = [(row.actor, row.act) for row in await session.scalars(select(Audit).order_by(Audit.id))]
        assert acts == [(issuer.id, "invited coordinator"), (lou.id, "became coordinator")]


async def test_a_cancelled_invitation_names_nobody(small_sessions: Sessions) -> None:
    """A head takes one back, and the others stay; somebody who is no head takes none back."""
    async with small_sessions.begin() as session:
        head, karim = await add_coordinator(session, role="head"), await add_coordinator(session, "Karim")
        codes = [await _invite(session, head) for _ in range(2)]
        first, second = await invitations.list_open(session, NOW)
        with pytest.raises(NotAllowed):
            await invitations.cancel(session, karim, first.id, NOW)
        await invitations.cancel(session, head, first.id, NOW)
        assert [row.id for row in await invitations.list_open(session, NOW)] == [second.id]
        lou = await add_person(session, "Lou")
        assert await invitations.redeem(session, lou, codes[0], "Lou", NOW) == ""
        assert await invitations.redeem(session, lou, codes[1], "Lou", NOW) == "coordinator"


async def test_the_code_of_a_link_is_not_at_rest(small_sessions: Sessions) -> None:
    """Shown again, an invitation has another code: only the newest counts."""
    async with small_sessions.begin() as session:
        row = await invitations.open_invitation(
            session, await add_coordinator(session, role="head"), "coordinator", NOW
        )
        before, after = [await invitations.renew_code(session, row) for _ in range(2)]
        lou = await add_person(session, "Lou")
        assert await invitations.redeem(session, lou, before, "Lou", NOW) == ""
        assert await invitations.redeem(session, lou, after, "Lou", NOW) == "coordinator"


async def test_who_looks_at_their_own_link_does_not_use_it_up(small_sessions: Sessions) -> None:
    """A head stays head, a coordinator gains nothing, and the link still names somebody."""
    async with small_sessions.begin() as session:
        head, karim = await add_coordinator(session, role="head"), await add_coordinator(session, "Karim")
        code = await _invite(session, head)
        assert await invitations.redeem(session, head, code, "Claire", NOW) == "head"
        assert await invitations.redeem(session, karim, code, "Karim", NOW) == "coordinator"
        assert await invitations.redeem(session, await add_person(session), code, "Inès", NOW) == "coordinator"


async def test_a_code_of_the_server_names_a_head_and_every_head_is_told(small_sessions: Sessions) -> None:
    """It stays valid when a member is removed, names a coordinator head too, and no other head loses anything."""
    async with small_sessions.begin() as session:
        head, karim, lou = await add_coordinator(session, role="head"), *[await add_coordinator(session) for _ in "kl"]
        code = await _invite(session, None, "head")
        await membership.remove_member(session, head, lou.id, NOW)
        assert await invitations.redeem(session, karim, code, "Karim", NOW) == "head"
        assert await _told(session, head) == ["joined_by_server"]
        assert await staff.list_heads(session) == [head, karim]


async def test_a_head_names_another_and_steps_down(sessions: Sessions) -> None:
    """Both are heads; one then goes back to coordinating, and the one who stays is told."""
    async with sessions.begin() as session:
        head, karim = await add_coordinator(session, role="head"), await add_coordinator(session, "Karim")
        await membership.name_head(session, head, karim.id, NOW)
        assert "staff_welcome" in await list_queued(session, karim)
        assert await staff.list_heads(session) == [head, karim]
        await membership.step_down(session, head, head.id, NOW)
        assert await staff.list_heads(session) == [karim]
        assert await _told(session, karim) == ["stepped_down"]
        assert await staff.find_role(session, head) == "coordinator"


async def test_the_only_head_cannot_step_down_and_nobody_steps_another_down(small_sessions: Sessions) -> None:
    """Somebody must always be able to name the others; a head is never made less by a colleague."""
    async with small_sessions.begin() as session:
        head, karim = await add_coordinator(session, role="head"), await add_coordinator(session, "Karim")
        with pytest.raises(NotPossible):
            await membership.step_down(session, head, head.id, NOW)
        await membership.name_head(session, head, karim.id, NOW)
        with pytest.raises(NotPossible):
            await membership.step_down(session, head, karim.id, NOW)
        assert await staff.list_heads(session) == [head, karim]
