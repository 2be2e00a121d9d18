"""Whom a case is about: who is in danger, not who wrote."""

from sqlalchemy import select

from storage.engine.database import Sessions
from storage.schema.desk_tables import Note
from storage.schema.safeguarding_tables import Tie
from storage.schema.tables import Outgoing
from tests.cast import NOW, add_coordinator, list_queued, make_active, members_of
from use_cases.binomes import concerns, views
from use_cases.desk import danger_cases, letters, open_cases, record_sheets
from use_cases.people import people
from use_cases.team import case_access, case_words


async def test_a_worry_is_about_whom_its_writer_fears_for(small_sessions: Sessions) -> None:
    """Name, answers, link and letters are those of whoever is in danger; the writer is named as who wrote."""
    async with small_sessions.begin() as session:
        binome = await make_active(session)
        young, volunteer = await members_of(session, binome)
        head = await add_coordinator(session, role="head")
        card = await concerns.open_concern(session, volunteer, "partner", binome.id, NOW)
        shown = await views.view_card_detail(session, card, NOW)
        assert shown.person is not None
        assert (shown.person.name, shown.writer) == ("Inès", "Marc")
        assert shown.person.telegram_id == await people.find_chat(session, young)
        assert shown.minor is False
        to = await letters.find_recipient(session, "card", card.id, head)
        assert to is not None
        assert to.person is young
        opened = await danger_cases.open_case(session, card, head, NOW)
        assert opened.person_id == young.id


async def test_a_worry_about_somebody_unknown_or_oneself_is_about_its_writer(small_sessions: Sessions) -> None:
    """Nobody else is known whom the team could call."""
    async with small_sessions.begin() as session:
        binome = await make_active(session)
        _young, volunteer = await members_of(session, binome)
        for whom in ("other", "me"):
            card = await concerns.open_concern(session, volunteer, whom, binome.id, NOW)
            shown = await views.view_card_detail(session, card, NOW)
            assert shown.person is not None
            assert (shown.person.name, shown.writer) == ("Marc", "")


async def test_the_answer_of_whoever_is_feared_for_is_not_the_writers(small_sessions: Sessions) -> None:
    """It stands in the case's record, under their own name, and its readers are called again."""
    async with small_sessions.begin() as session:
        binome = await make_active(session)
        young, volunteer = await members_of(session, binome)
        head = await add_coordinator(session, role="head")
        card = await concerns.open_concern(session, volunteer, "partner", binome.id, NOW)
        await letters.type_letter(session, "card", card.id, head, "Comment vas-tu ?", NOW)
        shown = select(Outgoing.args).where(Outgoing.kind == "letter_confirm")
        mark = (await session.scalars(shown)).one()["mark"]
        await letters.send_letter(session, "card", card.id, head, mark, NOW)
        assert ("letter" in await list_queued(session, young), "letter" in await list_queued(session, volunteer)) == (
            True,
            False,
        )
        note = (await session.scalars(select(Note))).one()
        await letters.answer(session, note.id, young, "pas bien", NOW)
        assert await case_words.read(session, card) == ""
        lines = [(row.writer_id, said["words"]) for row, said in await case_words.read_entries(session, card, "words")]
        assert lines == [(young.id, "pas bien")]


async def test_a_worry_is_on_the_sheet_of_whom_it_is_about(small_sessions: Sessions) -> None:
    """Whoever approves reads it too; who is kept out and looks it up is in its history."""
    async with small_sessions.begin() as session:
        binome = await make_active(session)
        young, volunteer = await members_of(session, binome)
        head, tied = await add_coordinator(session, role="head"), await add_coordinator(session, "Karim")
        session.add(Tie(staff_id=tied.id, person_id=volunteer.id, kind="relative", since=NOW))
        card = await concerns.open_concern(session, young, "partner", binome.id, NOW)
        for listing in (record_sheets.list_cases_about, record_sheets.list_others):
            assert card.id in [line.id for line in await listing(session, head, volunteer.id)]
            assert card.id not in [line.id for line in await listing(session, tied, volunteer.id)]
        await case_access.record_look(session, tied, {volunteer.id}, NOW)
        assert "looked up" in [line.act for line in await open_cases.list_acts(session, card, 9)]
