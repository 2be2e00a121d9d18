"""Whoever has reported somebody: what they tell the team meanwhile, and who looks them up."""

from collections.abc import Awaitable, Callable
from datetime import timedelta

import pytest
from sqlalchemy import func, select

from mentoring.case_access import DRAWN_NUMBERS
from storage import installation
from storage.engine.app_session import AppSession
from storage.engine.database import Sessions
from storage.schema.safeguarding_tables import OutsideRecipient
from storage.schema.tables import Card, Outgoing, Person, Staff
from tests.cast import NOW, add_coordinator, add_person, list_queued, make_active, members_of
from use_cases.binomes import reports, safety
from use_cases.desk import letters, open_cases, record_sheets
from use_cases.messages import report_contexts
from use_cases.outbox.context_request import ContextRequest, find_reader
from use_cases.team import cards, case_access, case_words, notes

HEARD = Card.kind != "new_volunteer"
"""The cases that a test is about, beside the one that let the volunteer in."""


async def test_distress_of_a_reporter_goes_to_the_readers_of_the_report(sessions: Sessions) -> None:
    """Marc is volunteer and coordinator: neither he nor his group learns of it, by a card, a count or a number."""
    async with sessions.begin() as session:
        await installation.write(session, installation.STAFF_CHAT, "-1001")
        binome = await make_active(session)
        young, accused = await members_of(session, binome)
        session.add(Staff(person_id=accused.id, role="coordinator", since=NOW, pledged_at=NOW))
        head = await add_coordinator(session, role="head")
        before = await list_queued(session, None)
        await reports.report_partner(session, binome.id, young, NOW)
        await safety.handle_distress(session, young, "strong", "violence", "il m'a frappée", NOW)
        await safety.ask_help(session, young, NOW)
        found = (await session.scalars(select(Card).where(HEARD))).all()
        assert {card.kind for card in found} == {"report", "help"}
        assert all((card.about_id, card.id in DRAWN_NUMBERS) == (accused.id, True) for card in found)
        assert await list_queued(session, None) == before
        called = await session.scalars(select(Outgoing.args).where(Outgoing.person_id == head.id))
        assert {args["card"] for args in called} >= {card.id for card in found}
        assert await case_access.count_cases(session, accused, HEARD) == 0


async def test_what_was_open_before_the_report_stays_as_it_was(small_sessions: Sessions) -> None:
    """An earlier call for help that the accused has seen neither vanishes nor grows."""
    async with small_sessions.begin() as session:
        binome = await make_active(session)
        young, accused = await members_of(session, binome)
        session.add(Staff(person_id=accused.id, role="coordinator", since=NOW, pledged_at=NOW))
        await add_coordinator(session, role="head")
        await safety.handle_distress(session, young, "strong", "suicide", "avant", NOW)
        await reports.report_partner(session, binome.id, young, NOW)
        await safety.handle_distress(session, young, "strong", "violence", "après", NOW)
        (seen,) = await session.scalars(case_access.select_cases(accused).where(HEARD))
        assert (seen.about_id, seen.count) == (None, 1)
        assert await session.scalar(select(func.count()).select_from(Card).where(HEARD)) == 2


async def test_looking_up_the_reporter_is_written_into_the_case(small_sessions: Sessions) -> None:
    """Once a day, whatever the answer was: those who read the case see who looked."""
    async with small_sessions.begin() as session:
        binome = await make_active(session)
        young, accused = await members_of(session, binome)
        session.add(Staff(person_id=accused.id, role="coordinator", since=NOW, pledged_at=NOW))
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
        session.add(Staff(person_id=volunteer.id, role="coordinator", since=NOW, pledged_at=NOW))
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
        session.add(Staff(person_id=accused.id, role="coordinator", since=NOW, pledged_at=NOW))
        head = await add_coordinator(session, role="head")
        await reports.report_partner(session, binome.id, young, NOW)
        report = (await session.scalars(select(Card).where(HEARD))).one()
        await cards.close_case(session, report, head, "close", NOW)
        for hours, seen in ((0.25, 0), (1, 1)):
            await safety.ask_help(session, young, NOW + timedelta(hours=hours))
            assert await case_access.count_cases(session, accused, Card.kind == "help") == seen
            for card in await session.scalars(case_access.select_cases(head).where(Card.kind == "help")):
                await cards.close_case(session, card, head, "done", NOW + timedelta(hours=hours))


WORDS = "Karim m'a frappée"
Report = Callable[[AppSession, Person], Awaitable[Card]]


async def _report_other(session: AppSession, writer: Person) -> Card:
    return await reports.report_other(session, writer, NOW + timedelta(minutes=1))


def _accuse(accused: Person) -> Report:
    async def report(session: AppSession, writer: Person) -> Card:
        return await reports.report_staff(session, accused.id, writer, NOW)

    return report


async def _find_words(session: AppSession, writer: Person) -> list[Card]:
    """Return where what somebody wrote is kept."""
    found = (await session.scalars(select(Card).where(Card.person_id == writer.id))).all()
    threads = {card.id: [note.words for note in await notes.list_thread(session, card, 9)] for card in found}
    kept = {card.id: [await case_words.read(session, card), *threads[card.id]] for card in found}
    return [card for card in found if any(WORDS in said for said in kept[card.id])]


@pytest.mark.parametrize("is_last", [True, False])
@pytest.mark.parametrize("is_cry", [True, False])
async def test_words_are_kept_from_all_whom_the_writers_reports_accuse(
    small_sessions: Sessions, *, is_last: bool, is_cry: bool
) -> None:
    """Whichever report came last, and whether the words answer one or are a cry for help."""
    async with small_sessions.begin() as session:
        writer, accused = await add_person(session), await add_coordinator(session, "Karim")
        head = await add_coordinator(session, role="head")
        both = [_report_other, _accuse(accused)]
        for report in both if is_last else reversed(both):
            card = await report(session, writer)
        if is_cry:
            await safety.handle_distress(session, writer, "strong", "violence", WORDS, NOW)
        else:
            await reports.add_words(session, card.id, writer, WORDS, NOW)
        (kept,) = await _find_words(session, writer)
        assert [await case_access.may_see(session, kept, one) for one in (accused, head, None)] == [False, True, False]


@pytest.mark.parametrize("others", [(), ("coordinator",), ("coordinator", "outside"), ("head",)])
async def test_words_about_two_who_read_of_each_other_are_for_neither(
    small_sessions: Sessions, others: tuple[str, ...]
) -> None:
    """A case apart then keeps them: for a head who is left, else for whoever is outside, else for the others."""
    async with small_sessions.begin() as session:
        writer, head = await add_person(session), await add_coordinator(session, "Claire", role="head")
        second = await add_coordinator(session, "Lou", role="head")
        for accused in (head, second):
            card = await _accuse(accused)(session, writer)
        left = [await _let_in(session, role) for role in others]
        ask = ContextRequest("report_ask", {"report": card.id}, writer, await find_reader(session, writer), NOW)
        told = await report_contexts.show_report(session, ask)
        await reports.add_words(session, card.id, writer, WORDS, NOW)
        await safety.handle_distress(session, writer, "strong", "violence", WORDS, NOW)
        await safety.ask_help(session, writer, NOW)
        asked = (await session.scalars(select(Card).where(Card.kind == "help"))).all()
        for kept in (*await _find_words(session, writer), *asked):
            readers = [one for one in (head, second, *left) if await case_access.may_see(session, kept, one)]
            assert readers == left[-1:]
            assert not await case_access.may_see(session, kept, None)
        assert told is not None
        assert (told.report.read_by == "nobody") is not bool(left)


async def _let_in(session: AppSession, role: str) -> Person:
    if role != "outside":
        return await add_coordinator(session, "Zoé", role=role)
    person = await add_person(session, "Dominique")
    session.add(OutsideRecipient(person_id=person.id, bound_at=NOW, signed_at=NOW))
    await session.flush()
    return person


async def test_an_answer_to_the_team_is_kept_from_whom_its_writer_accuses_by_then(small_sessions: Sessions) -> None:
    """The case that the team wrote from stays as it was; the answer opens one for the readers of the report."""
    async with small_sessions.begin() as session:
        writer, accused = await add_person(session), await add_coordinator(session, "Karim")
        head = await add_coordinator(session, role="head")
        await safety.ask_help(session, writer, NOW)
        (asked,) = await session.scalars(select(Card).where(HEARD))
        note = await notes.add_to_card(session, asked, head, "Que se passe-t-il ?", NOW)
        note.is_letter = True
        await _accuse(accused)(session, writer)
        await letters.answer(session, note.id, writer, WORDS, NOW)
        (kept,) = await _find_words(session, writer)
        seen = [await case_access.may_see(session, card, accused) for card in (asked, kept)]
        assert (seen, await case_access.may_see(session, kept, head)) == ([True, False], True)
