"""What a case about somebody's safety keeps: neither side's erasure ends it, its own term does."""

from datetime import timedelta

from sqlalchemy import select

from storage.engine.app_session import AppSession
from storage.engine.database import Sessions
from storage.schema.safeguarding_tables import CaseEntry, CaseKey, Restriction
from storage.schema.tables import Card, Person
from tests.cast import NOW, add_coordinator, make_active, members_of
from use_cases.binomes import decisions, departures, reports, retention, safety
from use_cases.people import erasure, people, standing
from use_cases.team import case_access, case_words, notes

TELEGRAM_ID = 4_242
TERM = NOW + timedelta(days=366)


async def _report_somebody(session: AppSession) -> tuple[Card, Person, Person]:
    """Return a report with words, its writer and whom it is about: the account `TELEGRAM_ID`."""
    binome = await make_active(session)
    young, helper = await members_of(session, binome)
    helper.fingerprint = session.vault.fingerprint(TELEGRAM_ID)
    card = await reports.report_partner(session, binome.id, young, NOW)
    await reports.add_words(session, card.id, young, "ce que je vis", NOW)
    return card, young, helper


async def _read_card(session: AppSession) -> Card:
    return (await session.scalars(select(Card).where(Card.kind == "report"))).one()


async def test_the_accused_who_erases_everything_clears_nobody(sessions: Sessions) -> None:
    """The report stays open with its words; a return with the same account is known to its readers."""
    async with sessions.begin() as session:
        _, _, helper = await _report_somebody(session)
        await departures.erase(session, helper, NOW)
    async with sessions.begin() as session:
        card = await _read_card(session)
        assert (card.state, card.about_id, await case_words.read(session, card)) == ("open", None, "ce que je vis")
        back = await people.find_or_create(session, TELEGRAM_ID, "fr", NOW)
        assert card.about_id == back.id
        assert await standing.find_standing(session, back, NOW) == "reported"


async def test_the_reporters_words_stay_sealed_or_go_as_they_said(sessions: Sessions) -> None:
    """The case is open either way."""
    for keeps_words, left in ((True, "ce que je vis"), (False, "")):
        async with sessions.begin() as session:
            card, young, _ = await _report_somebody(session)
            number = card.id
            await departures.erase(session, young, NOW, keeps_words=keeps_words)
        async with sessions.begin() as session:
            kept = await session.get_one(Card, number)
            assert (kept.state, kept.person_id, await case_words.read(session, kept)) == ("open", None, left)
            helper = await people.find_person(session, TELEGRAM_ID)
            assert helper is not None
            await erasure.forget(session, helper, NOW)


async def test_retention_and_a_closed_account_leave_the_words_to_the_readers_too(small_sessions: Sessions) -> None:
    """Both sides are gone from every table; whoever may see the case reads what was told, until its term."""
    async with small_sessions.begin() as session:
        card, young, helper = await _report_somebody(session)
        number, later = card.id, NOW + timedelta(days=731)
        await reports.end_binome(session, card, young, NOW)
        await departures.mark_silent(session, helper, "gone", NOW)
        assert await retention.erase_due(session, later, 100) == 2
    async with small_sessions.begin() as session:
        head = await add_coordinator(session, role="head")
        kept = await case_access.fetch_case(session, number, head)
        assert kept is not None
        assert (kept.person_id, kept.about_id, await case_words.read(session, kept)) == (None, None, "ce que je vis")
        assert kept.keep_until == later + timedelta(days=365)


async def test_all_of_it_is_destroyed_at_its_term(sessions: Sessions) -> None:
    """The key first, then words, record and notes, and the mark by which an account would be known again."""
    async with sessions.begin() as session:
        card, _, helper = await _report_somebody(session)
        team = await add_coordinator(session)
        await decisions.bar(session, card, team, "conduct", NOW)
        await notes.add_to_card(session, card, team, "vu avec elle", NOW)
        await departures.erase(session, helper, NOW)
    async with sessions.begin() as session:
        assert await case_words.destroy_due(session, NOW + timedelta(days=300)) == 0
        card, team = await _read_card(session), await session.get_one(Person, team.id)
        assert [one.words for one in await notes.list_about(session, team, 5, card=card.id)] == ["vu avec elle"]
        assert await case_words.destroy_due(session, TERM) == 1
    async with sessions.begin() as session:
        card = await _read_card(session)
        assert (card.words, card.about_print) == (None, None)
        assert [*await session.scalars(select(CaseKey)), *await session.scalars(select(CaseEntry))] == []
        back = await people.find_or_create(session, TELEGRAM_ID, "fr", TERM)
        assert await standing.find_standing(session, back, TERM) == "clear"


async def test_a_bar_outlives_the_erasure_of_the_account(small_sessions: Sessions) -> None:
    """Whoever comes back with the same account is barred still; no row names anybody."""
    async with small_sessions.begin() as session:
        card, _, helper = await _report_somebody(session)
        for _ in range(2):
            await decisions.bar(session, card, await add_coordinator(session), "conduct", NOW)
        await departures.erase(session, helper, NOW)
    async with small_sessions.begin() as session:
        assert {(row.kind, row.person_id) for row in await session.scalars(select(Restriction))} >= {("barred", None)}
        assert {row.person_id for row in await session.scalars(select(Restriction))} == {None}
        back = await people.find_or_create(session, TELEGRAM_ID, "fr", NOW)
        assert await standing.is_barred(session, back, NOW)


async def test_words_of_distress_stay_sealed_for_their_case(small_sessions: Sessions) -> None:
    """Until the term that is said to everybody who erases everything."""
    async with small_sessions.begin() as session:
        _, young, _ = await _report_somebody(session)
        card = await _read_card(session)
        card.state = "closed"
        await safety.handle_distress(session, young, "strong", "danger", "mots secrets", NOW)
        await departures.erase(session, young, NOW)
    async with small_sessions.begin() as session:
        (distress,) = (await session.scalars(select(Card).where(Card.kind == "distress"))).all()
        assert "mots secrets" in await case_words.read(session, distress)
        await case_words.destroy_due(session, TERM)
        assert await case_words.read(session, distress) == ""
