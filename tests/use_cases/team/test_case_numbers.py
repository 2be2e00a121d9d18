"""The numbers of cases: what is hidden leaves no gap, and nothing tells a report from a cry for help."""

import pytest

from mentoring.case_access import DRAWN_NUMBERS
from mentoring.cases import SAFETY_KINDS
from mentoring.references import format_reference
from storage.engine.app_session import AppSession
from storage.engine.database import Sessions
from storage.schema.tables import Card, Person
from tests.cast import NOW, add_person
from use_cases.team import cards, case_access


async def test_hidden_cases_leave_no_gap(sessions: Sessions) -> None:
    """Their ids are drawn below zero: what is counted goes on as if they had not been, on an empty table too."""
    async with sessions.begin() as session:
        accused = await add_person(session, "Marc")
        hidden, numbers = [], []
        for number in range(3):
            writer = await add_person(session)
            hidden.append(await _accuse_by(session, accused, writer, number))
            numbers.append((await cards.open_case(session, NOW, "missed", f"binome:{number}")).id)
        assert numbers == [1, 2, 3]
        assert all(card.id in DRAWN_NUMBERS for card in hidden)
        assert len({card.id for card in hidden}) == 3


async def _accuse_by(session: AppSession, accused: Person, writer: Person, number: int) -> Card:
    return await cards.open_case(session, NOW, "report", f"test:{number}", person_id=writer.id, about_id=accused.id)


async def test_no_number_tells_what_kind_of_urgent_case_it_is(small_sessions: Sessions) -> None:
    """A cry, a worry and a report have a number of one series; between them the others are counted without a gap."""
    async with small_sessions.begin() as session:
        writer, marc = await add_person(session), await add_person(session, "Marc")
        urgent, numbers = [], []
        for kind in SAFETY_KINDS:
            about = marc.id if kind == "report" else None
            urgent.append(await cards.open_case(session, NOW, kind, "test", person_id=writer.id, about_id=about))
            numbers.append((await cards.open_case(session, NOW, "missed", f"binome:{kind}")).id)
        assert all([await case_access.may_see(session, card, None) for card in urgent])
        assert {format_reference("card", card.id)[:2] for card in urgent} == {"S-"}
        assert numbers == list(range(1, len(urgent) + 1))
        # What was open before keeps its number.
        session.add(Card(id=900, kind="help", key="help:before", state="open", opened_at=NOW))
        await session.flush()
        assert (await cards.open_case(session, NOW, "help", "before")).id == 900


async def test_a_number_is_never_drawn_twice(small_sessions: Sessions, monkeypatch: pytest.MonkeyPatch) -> None:
    """Neither that of an open case nor that of a closed one."""
    async with small_sessions.begin() as session:
        first, second, third = DRAWN_NUMBERS[0], DRAWN_NUMBERS[1], DRAWN_NUMBERS[2]
        drawn = iter([first, first, second, first, second, third])
        monkeypatch.setattr("use_cases.team.case_access.secrets.choice", lambda _numbers: next(drawn))
        marc = await add_person(session, "Marc")
        one, other = [await _accuse_by(session, marc, marc, number) for number in range(2)]
        await cards.close_case(session, one, None, "settled", NOW)
        another = await _accuse_by(session, marc, marc, 2)
        assert (one.id, other.id, another.id) == (first, second, third)
