"""Whoever has reported somebody: what they tell the team meanwhile, and who looks them up."""

from datetime import timedelta

from sqlalchemy import func, select

from mentoring.case_access import HIDDEN_NUMBERS
from storage import installation
from storage.engine.database import Sessions
from storage.schema.tables import Card, Outgoing, Staff
from tests.cast import NOW, add_coordinator, list_queued, make_active, members_of
from use_cases.binomes import reports, safety
from use_cases.desk import open_cases, record_sheets
from use_cases.outbox.context_request import ContextRequest, find_reader
from use_cases.team import cards, case_access

HEARD = Card.kind != "new_volunteer"
"""The cases that a test is about, beside the one that let the volunteer in."""


async def test_distress_of_a_reporter_goes_to_the_readers_of_the_report(sessions: Sessions) -> None:
    """Marc is volunteer and coordinator: neither he nor his group learns of it, by a card, a count or a number."""
    async with sessions.begin() as session:
        await installation.write(session, installation.STAFF_CHAT, "-1001")
        binome = await make_active(session)
        young, accused = await members_of(session, binome)
        session.add(Staff(person_id=accused.id, role="coordinator", since=NOW))
        head = await add_coordinator(session, role="head")
        before = await list_queued(session, None)
        await reports.report_partner(session, binome.id, young, NOW)
        await safety.handle_distress(session, young, "strong", "violence", "il m'a frappée", NOW)
        await safety.ask_help(session, young, NOW)
        found = (await session.scalars(select(Card).where(HEARD))).all()
        assert {card.kind for card in found} == {"report", "help"}
        assert all((card.about_id, card.id in HIDDEN_NUMBERS) == (accused.id, True) for card in found)
        assert await list_queued(session, None) == before
        called = await session.scalars(select(Outgoing.args).where(Outgoing.person_id == head.id))
        assert {args["card"] for args in called} >= {card.id for card in found}
        assert await case_access.count_cases(session, accused, HEARD) == 0


async def test_what_was_open_before_the_report_stays_as_it_was(small_sessions: Sessions) -> None:
    """An earlier call for help that the accused has seen neither vanishes nor grows."""
    async with small_sessions.begin() as session:
        binome = await make_active(session)
        young, accused = await members_of(session, binome)
        session.add(Staff(person_id=accused.id, role="coordinator", since=NOW))
        await add_coordinator(session, role="head")
        await safety.handle_distress(session, young, "strong", "suicide", "avant", NOW)
        await reports.report_partner(session, binome.id, young, NOW)
        await safety.handle_distress(session, young, "strong", "violence", "après", NOW)
        (seen,) = await session.scalars(case_access.select_cases(accused).where(HEARD))
        assert (seen.id > 0, seen.count) == (True, 1)
        assert await session.scalar(select(func.count()).select_from(Card).where(HEARD)) == 2


async def test_looking_up_the_reporter_is_written_into_the_case(small_sessions: Sessions) -> None:
    """Once a day, whatever the answer was: those who read the case see who looked."""
    async with small_sessions.begin() as session:
        binome = await make_active(session)
        young, accused = await members_of(session, binome)
        session.add(Staff(person_id=accused.id, role="coordinator", since=NOW))
        head = await add_coordinator(session, role="head")
        await reports.report_partner(session, binome.id, young, NOW)
        card = (await session.scalars(select(Card).where(HEARD))).one()
        for _ in range(2):
            found = await record_sheets.open_record(session, "need", binome.need_id, accused, NOW)
            assert found is None
        request = ContextRequest("card_history", {"about": card.id}, head, await find_reader(session, head), NOW)
        shown = await open_cases.show_history(session, request)
        assert shown is not None
        assert [one.act for one in shown.acts].count("looked up") == 1


async def test_a_partners_sheet_is_refused_with_a_report_and_without(small_sessions: Sessions) -> None:
    """A refusal that came with a report would tell of it: nobody of the team ever opens a partner's sheet."""
    async with small_sessions.begin() as session:
        binome = await make_active(session)
        _, volunteer = await members_of(session, binome)
        session.add(Staff(person_id=volunteer.id, role="coordinator", since=NOW))
        other = await add_coordinator(session, "Karim")
        opened = [
            await record_sheets.open_record(session, "need", binome.need_id, reader, NOW)
            for reader in (volunteer, other)
        ]
        assert [row is not None for row in opened] == [False, True]


async def test_words_in_answer_to_a_report_go_to_its_readers_though_it_was_just_closed(
    small_sessions: Sessions,
) -> None:
    """Whoever is still writing has not seen the end; what comes later is the team's again."""
    async with small_sessions.begin() as session:
        binome = await make_active(session)
        young, accused = await members_of(session, binome)
        session.add(Staff(person_id=accused.id, role="coordinator", since=NOW))
        head = await add_coordinator(session, role="head")
        await reports.report_partner(session, binome.id, young, NOW)
        report = (await session.scalars(select(Card).where(HEARD))).one()
        await cards.close_case(session, report, head, "close", NOW)
        for hours, seen in ((0.25, 0), (1, 1)):
            await safety.ask_help(session, young, NOW + timedelta(hours=hours))
            assert await case_access.count_cases(session, accused, Card.kind == "help") == seen
            for card in await session.scalars(case_access.select_cases(head).where(Card.kind == "help")):
                await cards.close_case(session, card, head, "done", NOW + timedelta(hours=hours))
