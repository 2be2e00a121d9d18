"""What the team records for a minor's legal representative: a paper, a head's waiver, and their end."""

import pytest

from mentoring.errors import NotAllowed, NotPossible
from storage.engine.app_session import AppSession
from storage.engine.database import Sessions
from storage.schema.gate_tables import ParentalConsent
from storage.schema.safeguarding_tables import Tie
from tests.cast import NOW, add_coordinator
from tests.families import add_minor, add_parent, set_rule
from use_cases.binomes import parental_answers
from use_cases.desk import parental_records
from use_cases.pairing import matching_input


async def _list_matched(session: AppSession) -> list[int]:
    return [row["id"] for row in await matching_input.read_waiting_needs(session, NOW)]


async def test_the_team_records_a_paper_and_the_head_a_waiver(small_sessions: Sessions) -> None:
    """Sealed, and not by somebody close; a waiver is a head's alone, and so is its end. Both may be taken back."""
    set_rule(small_sessions, "agree")
    async with small_sessions.begin() as session:
        need, young = await add_minor(session)
        parent = await add_parent(session, young)
        head, claire = await add_coordinator(session, "Sonia", "head"), await add_coordinator(session)
        cousin = await add_coordinator(session, "Paul", "head")
        session.add(Tie(staff_id=cousin.id, person_id=young.id, kind="relative", since=NOW))
        await session.flush()
        for record in (parental_records.record_paper, parental_records.waive):
            with pytest.raises(NotAllowed):
                await record(session, need, cousin, "Sa mère a signé", NOW)
        with pytest.raises(NotAllowed):
            await parental_records.waive(session, need, claire, "Parents injoignables", NOW)
        await parental_records.waive(session, need, head, "Parents injoignables", NOW)
        assert await _list_matched(session) == [need.id]
        seen = {one.id: await parental_records.view(session, need, one, NOW) for one in (head, claire)}
        assert [seen[one.id].words for one in (head, claire)] == ["Parents injoignables", ""]  # type: ignore[union-attr]
        row = await session.get_one(ParentalConsent, young.id)
        assert b"injoignables" not in (row.words or b"")
        with pytest.raises(NotPossible):
            await parental_answers.answer(session, parent, young.id, agrees=False, now=NOW)
        with pytest.raises(NotAllowed):
            await parental_records.take_back(session, need, claire, NOW)
        await parental_records.take_back(session, need, head, NOW)
        assert (row.state, row.words, await _list_matched(session)) == ("asked", None, [])
        await parental_records.record_paper(session, need, claire, "Sa mère, le 23, en main propre", NOW)
        assert (row.state, row.means, await _list_matched(session)) == ("agreed", "paper", [need.id])
        await parental_records.take_back(session, need, claire, NOW)
        assert await _list_matched(session) == []


async def test_nobody_takes_back_a_yes_that_came_by_the_link(small_sessions: Sessions) -> None:
    """It is the representative's; a no may be asked about anew."""
    set_rule(small_sessions, "agree")
    async with small_sessions.begin() as session:
        need, young = await add_minor(session)
        parent, head = await add_parent(session, young), await add_coordinator(session, "Sonia", "head")
        await parental_answers.answer(session, parent, young.id, agrees=True, now=NOW)
        with pytest.raises(NotPossible):
            await parental_records.take_back(session, need, head, NOW)
        await parental_answers.answer(session, parent, young.id, agrees=False, now=NOW)
        await parental_records.take_back(session, need, head, NOW)
        assert (await session.get_one(ParentalConsent, young.id)).state == "asked"


async def test_no_coordinator_goes_over_a_parents_no(small_sessions: Sessions) -> None:
    """Neither by a paper nor by asking anew; the head, who answers for it, may do both."""
    set_rule(small_sessions, "agree")
    async with small_sessions.begin() as session:
        need, young = await add_minor(session)
        parent = await add_parent(session, young)
        head, claire = await add_coordinator(session, "Sonia", "head"), await add_coordinator(session)
        await parental_answers.answer(session, parent, young.id, agrees=True, now=NOW)
        await parental_answers.answer(session, parent, young.id, agrees=False, now=NOW)
        with pytest.raises(NotAllowed):
            await parental_records.record_paper(session, need, claire, "Son père a signé", NOW)
        with pytest.raises(NotAllowed):
            await parental_records.take_back(session, need, claire, NOW)
        assert await _list_matched(session) == []
        seen = [await parental_records.view(session, need, one, NOW) for one in (claire, head)]
        assert [sheet is not None and sheet.may_ask_again for sheet in seen] == [False, True]
        await parental_records.record_paper(session, need, head, "Son père a signé", NOW)
        assert await _list_matched(session) == [need.id]
