"""Checks of the team: recorded by another member, one tap and a date, and never a condition for anything."""

from contextlib import suppress
from dataclasses import replace
from datetime import timedelta

import pytest

from mentoring.errors import NotAllowed, NotPossible
from storage.engine.database import Sessions
from storage.schema.gate_tables import VettingCheck
from storage.schema.tables import Audit
from tests.bot.desk.test_team import invite_coordinator
from tests.cast import NOW, add_coordinator, add_person
from tests.faults.table_dump import read_rows
from tests.people import make_head_with_group
from tests.town import Town
from use_cases.team import staff_checks


async def test_a_member_is_checked_by_another_and_never_by_themselves(small_sessions: Sessions) -> None:
    """Whoever is no member checks nobody, what is not asked for or there already is not recorded."""
    async with small_sessions.begin() as session:
        head, karim = await add_coordinator(session, role="head"), await add_coordinator(session, "Karim")
        stranger = await add_person(session, "Lou")
        for by, member, kind, refused in (
            (head, head, "identity", NotAllowed),
            (stranger, karim, "identity", NotAllowed),
            (head, stranger, "identity", NotPossible),
            (head, karim, "interview", NotPossible),
            (head, karim, "forged", NotPossible),
        ):
            with pytest.raises(refused):
                await staff_checks.record(session, by, member.id, kind, NOW)
        assert await staff_checks.count_unchecked(session, NOW) == 2
        await staff_checks.record(session, karim, head.id, "identity", NOW)
        with suppress(NotPossible):
            await staff_checks.record(session, karim, head.id, "identity", NOW)
        row = await session.get_one(VettingCheck, (head.id, "identity"))
        assert (row.checked_by, row.checked_at, row.expires_at) == (karim.id, NOW, None)
        assert await staff_checks.count_unchecked(session, NOW) == 1


async def test_a_check_that_is_about_to_expire_is_made_again_early(small_sessions: Sessions) -> None:
    """A month before its end it is shown as missing, and a new one counts from then on."""
    async with small_sessions.begin() as session:
        rules = replace(session.programme.vetting, required_of_staff=("record_extract",))
        session.programme = replace(session.programme, vetting=rules)
        head, karim = await add_coordinator(session, role="head"), await add_coordinator(session, "Karim")
        await staff_checks.record(session, head, karim.id, "record_extract", NOW)
        end = (await session.get_one(VettingCheck, (karim.id, "record_extract"))).expires_at
        assert end is not None
        early, soon = end - timedelta(days=40), end - timedelta(days=20)
        assert await staff_checks.list_missing(session, karim.id, early) == []
        with pytest.raises(NotPossible):
            await staff_checks.record(session, head, karim.id, "record_extract", early)
        assert await staff_checks.list_missing(session, karim.id, soon) == ["record_extract"]
        await staff_checks.record(session, head, karim.id, "record_extract", soon)
        assert await staff_checks.list_missing(session, karim.id, end) == []


async def test_the_team_sees_who_pledged_and_who_was_checked(small_town: Town) -> None:
    """A coordinator checks the only head; both the date and the checker are shown; nothing waits for it."""
    head, group = await make_head_with_group(small_town)
    karim, _ = await invite_coordinator(small_town, head, group)
    await karim.write("/equipe")
    said = await karim.reads()
    assert said.count("engagement le 23 nov. 2026") == 2
    assert said.count("à vérifier : identité") == 2
    assert await karim.list_data() == ["team:1:checked-identity", "menu::", "help::"]
    await karim.tap("Claire : identité, vu aujourd'hui")
    assert "identité : 23 nov. 2026, par Karim" in await karim.reads()
    assert [(row.person_id, row.kind) for row in await read_rows(small_town, VettingCheck)] == [(1, "identity")]
    assert [(row.actor, row.subject) for row in await read_rows(small_town, Audit) if "checked" in row.act] == [
        (2, "person:1")
    ]
    await head.write("/audit")
    assert "Karim a noté une vérification de Claire" in await head.reads()
