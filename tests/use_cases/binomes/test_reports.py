"""Reports: what is set aside, what the other side reads, what its writer may do, and who may let it go on."""

import pytest

from mentoring.errors import NotAllowed, NotPossible
from storage.engine.app_session import AppSession
from storage.engine.database import Sessions
from storage.schema.tables import Binome, Card, Need, Person, Staff
from tests.cast import (
    NOW,
    add_coordinator,
    add_person,
    list_open_cards,
    list_queued,
    make_active,
    make_proposed,
    members_of,
)
from use_cases.binomes import binomes, concerns, decisions, reports, safety
from use_cases.needs_offers import needs
from use_cases.pairing import matching_input
from use_cases.people import standing
from use_cases.sessions.sessions import find_upcoming
from use_cases.team import cards, case_access, case_words


async def _report(session: AppSession, binome: Binome, reporter: Person, *, is_quiet: bool = False) -> Card:
    return await reports.report_partner(session, binome.id, reporter, NOW, is_quiet=is_quiet)


async def _agree(session: AppSession, card: Card) -> None:
    await reports.set_agreement(session, card, NOW, agrees=True)


async def test_a_report_sets_aside_at_once_and_names_nobody_to_the_other(sessions: Sessions) -> None:
    """What was planned is dropped; the other side reads what any team hold says."""
    async with sessions.begin() as session:
        binome = await make_active(session)
        young, helper = await members_of(session, binome)
        before = await list_queued(session, helper)
        card = await _report(session, binome, young)
        assert (binome.state, card.about_id) == ("frozen", helper.id)
        assert await find_upcoming(session, binome) is None
        assert await list_queued(session, helper) == [*before, "on_hold"]


async def test_a_binome_goes_on_only_with_its_reporters_own_yes(small_sessions: Sessions) -> None:
    """Two of the team, or a head with a reason, are not enough; the reporter is asked in private."""
    async with small_sessions.begin() as session:
        binome = await make_active(session)
        young, helper = await members_of(session, binome)
        card = await _report(session, binome, young)
        first, head = await add_coordinator(session), await add_coordinator(session, role="head")
        for person, reason in ((first, ""), (head, ""), (head, "vu avec les deux")):
            assert not await reports.unfreeze(session, card, person, NOW, reason)
        assert (binome.state, card.seconded_by) == ("frozen", None)
        assert "report_resume" in await list_queued(session, young)
        assert "report_resume" not in await list_queued(session, helper)


async def test_the_reporters_yes_can_be_taken_back_until_the_lift(small_sessions: Sessions) -> None:
    """With it the team's own yes is void too."""
    async with small_sessions.begin() as session:
        binome = await make_active(session)
        young, _ = await members_of(session, binome)
        card = await _report(session, binome, young)
        first, second = await add_coordinator(session), await add_coordinator(session)
        await _agree(session, card)
        await reports.unfreeze(session, card, first, NOW)
        await reports.set_agreement(session, card, NOW, agrees=False)
        assert not await reports.unfreeze(session, card, second, NOW)
        assert (binome.state, card.seconded_by) == ("frozen", None)


async def test_two_of_the_team_let_it_go_on(sessions: Sessions) -> None:
    """One is not enough, not even twice; with the second the sessions are planned, and the report is still to end."""
    async with sessions.begin() as session:
        binome = await make_active(session)
        young, _ = await members_of(session, binome)
        card = await _report(session, binome, young)
        first, second = await add_coordinator(session), await add_coordinator(session)
        await _agree(session, card)
        assert [await reports.unfreeze(session, card, first, NOW) for _ in range(2)] == [False, False]
        assert binome.state == "frozen"
        assert await reports.unfreeze(session, card, second, NOW)
        assert (binome.state, card.state, card.seconded_by) == ("active", "open", None)
        assert await find_upcoming(session, binome) is not None
        assert not await reports.close(session, card, first, "resolved", "vu avec les deux", NOW)
        await reports.confirm_closing(session, card, second, NOW)
        assert (card.state, card.outcome, binome.state) == ("closed", "resolved", "active")


async def test_the_head_alone_needs_a_written_reason(small_sessions: Sessions) -> None:
    """With one it goes on, and the reason is kept sealed."""
    async with small_sessions.begin() as session:
        binome = await make_active(session)
        young, _ = await members_of(session, binome)
        card = await _report(session, binome, young)
        head = await add_coordinator(session, role="head")
        await _agree(session, card)
        assert not await reports.unfreeze(session, card, head, NOW)
        assert await reports.unfreeze(session, card, head, NOW, "malentendu, vu avec les deux")
        said = [words for _, words in await case_words.read_entries(session, card, "decision")]
        assert said == [{"unfreeze": "malentendu, vu avec les deux"}]


async def test_neither_side_of_a_report_decides_on_it(small_sessions: Sessions) -> None:
    """Whoever reported or is reported may be staff: they neither unfreeze nor decide."""
    async with small_sessions.begin() as session:
        binome = await make_active(session)
        young, helper = await members_of(session, binome)
        card = await _report(session, binome, young)
        await _agree(session, card)
        for person in (young, helper):
            with pytest.raises(NotAllowed):
                await reports.unfreeze(session, card, person, NOW, "je suis responsable")
            with pytest.raises(NotAllowed):
                await decisions.suspend(session, card, person, "moi", NOW)
        assert binome.state == "frozen"


async def test_each_side_may_report_and_each_report_is_looked_at(small_sessions: Sessions) -> None:
    """Both write to their own case; the binôme goes on only once both are settled."""
    async with small_sessions.begin() as session:
        binome = await make_active(session)
        pair = await members_of(session, binome)
        cards_ = [await _report(session, binome, person) for person in pair]
        for card, person, words in zip(cards_, pair, ("ce que je vis", "ce que je vois"), strict=True):
            await reports.add_words(session, card.id, person, words, NOW)
            await _agree(session, card)
        assert [await case_words.read(session, card) for card in cards_] == ["ce que je vis", "ce que je vois"]
        head = await add_coordinator(session, role="head")
        assert await reports.unfreeze(session, cards_[0], head, NOW, "vu")
        after_the_first = binome.state
        assert await reports.unfreeze(session, cards_[1], head, NOW, "vu")
        assert (after_the_first, binome.state) == ("frozen", "active")


async def test_what_was_never_agreed_cannot_be_reported(small_sessions: Sessions) -> None:
    """Nor can a stranger report somebody else's binôme."""
    async with small_sessions.begin() as session:
        pending, running = await make_proposed(session), await make_active(session)
        young, _ = await members_of(session, pending)
        with pytest.raises(NotPossible):
            await _report(session, pending, young)
        with pytest.raises(NotAllowed):
            await _report(session, running, young)


async def test_a_reporter_who_asks_for_another_goes_first(small_sessions: Sessions) -> None:
    """The binôme ends neutrally, the case stays open, and the need is first in line, no longer kept back."""
    async with small_sessions.begin() as session:
        binome = await make_active(session)
        young, helper = await members_of(session, binome)
        card = await _report(session, binome, young)
        await reports.ask_another(session, card, young, NOW)
        need = await session.get_one(Need, binome.need_id)
        assert (binome.state, need.state, need.priority, card.state) == ("ended", "waiting", True, "open")
        assert [row["priority"] for row in await matching_input.read_waiting_needs(session, NOW)] == [True]
        assert await matching_input.read_free_offers(session, NOW) == []
        assert (await list_queued(session, helper))[-1] == "ended"


async def test_the_reporter_hears_when_the_case_is_taken_and_closed(small_sessions: Sessions) -> None:
    """In neutral words; the other side hears nothing of either."""
    async with small_sessions.begin() as session:
        binome = await make_active(session)
        young, helper = await members_of(session, binome)
        card, team = await _report(session, binome, young, is_quiet=True), await add_coordinator(session)
        before = await list_queued(session, helper)
        await cards.take_case(session, card, team, NOW)
        await reports.close(session, card, team, "resolved", "vu avec les deux", NOW)
        assert (await list_queued(session, young))[-2:] == ["report_taken", "report_closed"]
        assert await list_queued(session, helper) == before


async def test_the_reporter_hears_once_that_somebody_is_on_it(small_sessions: Sessions) -> None:
    """Also when the case was handed over before anybody took it; not again, whoever has it afterwards."""
    async with small_sessions.begin() as session:
        binome = await make_active(session)
        young, _helper = await members_of(session, binome)
        card = await _report(session, binome, young, is_quiet=True)
        one, other = await add_coordinator(session), await add_coordinator(session, "Karim")
        for _ in range(2):
            await cards.hand_over_case(session, card, one, other, NOW)
            assert (await list_queued(session, young)).count("report_taken") == 1
        await cards.release_cases(session, other, NOW)
        await cards.take_case(session, card, one, NOW)
        assert (await list_queued(session, young)).count("report_taken") == 1


async def test_distress_of_a_reporter_goes_to_the_report_alone(small_sessions: Sessions) -> None:
    """Words written meanwhile open no second case that other eyes would read."""
    async with small_sessions.begin() as session:
        binome = await make_active(session)
        young, helper = await members_of(session, binome)
        session.add(Staff(person_id=helper.id, role="coordinator", since=NOW, pledged_at=NOW))
        card = await _report(session, binome, young)
        await safety.handle_distress(session, young, "strong", "violence", "il m'a frappée", NOW)
        assert [kind for kind in await list_open_cards(session) if kind == "distress"] == []
        assert "frappée" in await case_words.read(session, card)
        assert "help" in await list_queued(session, young)


async def test_a_report_on_somebody_else_accuses_nobody_known(small_sessions: Sessions) -> None:
    """It holds no binôme; one about the team names its member, who is told nothing."""
    async with small_sessions.begin() as session:
        binome = await make_active(session)
        young, _ = await members_of(session, binome)
        team, head = await add_coordinator(session), await add_coordinator(session, role="head")
        card = await reports.report_other(session, young, NOW)
        assert (card.about_id, binome.state) == (None, "active")
        assert await case_access.find_readers(session, card) == "team"
        card = await reports.report_staff(session, team.id, young, NOW)
        assert (card.about_id, await case_access.find_readers(session, card)) == (team.id, "heads")
        assert (await list_queued(session, head)).count("card_reminder") == 2
        assert "card_reminder" not in (await list_queued(session, team))[1:]


async def test_a_concern_accuses_nobody_and_stops_nothing(small_sessions: Sessions) -> None:
    """An urgent case says who is in danger; the binôme goes on and nobody has a standing."""
    async with small_sessions.begin() as session:
        binome = await make_active(session)
        young, helper = await members_of(session, binome)
        card = await concerns.open_concern(session, helper, "partner", binome.id, NOW)
        assert (card.kind, card.about_id, card.danger_id) == ("concern", None, young.id)
        assert (binome.state, await standing.find_standing(session, young, NOW)) == ("active", "clear")
        await reports.add_words(session, card.id, helper, "elle ne mange plus", NOW)
        assert await case_words.read(session, card) == "elle ne mange plus"


async def test_anybody_may_tell_a_concern(small_sessions: Sessions) -> None:
    """Somebody in no binôme too, about somebody whom the bot does not know."""
    async with small_sessions.begin() as session:
        card = await concerns.open_concern(session, await add_person(session), "other", 0, NOW)
        assert (card.danger_id, card.binome_id) == (None, None)


async def test_no_way_forward_is_a_question_to_the_team(small_sessions: Sessions) -> None:
    """An ordinary case: nothing stops."""
    async with small_sessions.begin() as session:
        binome = await make_active(session)
        young, helper = await members_of(session, binome)
        before = await list_queued(session, helper)
        card = await concerns.ask_way_forward(session, young, binome.id, NOW)
        assert (card.kind, card.about_id, binome.state) == ("stuck", None, "active")
        assert await list_queued(session, helper) == before


async def test_a_need_that_waits_already_goes_first_too(small_sessions: Sessions) -> None:
    """Whoever reports after the binôme has ended, and looks for somebody, is put first in line."""
    async with small_sessions.begin() as session:
        binome = await make_active(session)
        young, _ = await members_of(session, binome)
        await binomes.end(session, binome, "other", NOW)
        await needs.ask_again(session, binome.need, young, NOW)
        binome.need.priority = False
        await reports.ask_another(session, await _report(session, binome, young), young, NOW)
        assert (binome.need.state, binome.need.priority) == ("waiting", True)
