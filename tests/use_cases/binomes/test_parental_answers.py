"""What a minor's legal representative says by the link, and what follows for the young person and their binôme."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from mentoring.errors import NotPossible
from scheduler import nightly_reviews
from storage.engine.app_session import AppSession
from storage.engine.database import Sessions
from storage.schema.gate_tables import ParentalConsent
from storage.schema.tables import Binome, Need, Person
from tests.cast import (
    NOW,
    add_coordinator,
    add_need,
    add_offer,
    find_person,
    list_open_cards,
    list_queued,
    make_active,
    make_agreed,
    make_proposed,
    members_of,
)
from tests.families import BORN_17, add_minor, add_parent, make_younger, read_code, set_rule
from use_cases.binomes import births, departures, holds, parental_answers, proposals, reports, safety
from use_cases.needs_offers import needs, parental_requests
from use_cases.pairing import match_requests, matching_input
from use_cases.people import erasure, people

TURNED_18 = NOW + timedelta(days=70)


async def _find_state(session: AppSession, young: Person) -> str:
    return (await session.get_one(ParentalConsent, young.id)).state


async def _answer(session: AppSession, parent: Person, young: Person, *, agrees: bool) -> None:
    await parental_answers.answer(session, parent, young.id, agrees=agrees, now=NOW)


async def _list_matched(session: AppSession) -> list[int]:
    return [row["id"] for row in await matching_input.read_waiting_needs(session, NOW)]


@pytest.mark.parametrize(("rule", "state"), [("informed", "informed"), ("agree", "agreed")])
async def test_a_need_of_a_minor_waits_for_a_representative(small_sessions: Sessions, rule: str, state: str) -> None:
    """It is saved and matched with nobody, by hand neither; a yes sets it free, a no and a yes taken back do not."""
    set_rule(small_sessions, rule)  # type: ignore[arg-type]
    async with small_sessions.begin() as session:
        need, young = await add_minor(session)
        offer, claire = await add_offer(session), await add_coordinator(session)
        assert (need.state, await _list_matched(session)) == ("waiting", [])
        assert await proposals.propose(session, proposals.Proposal(need.id, offer.id, 0.5, []), NOW) is None
        with pytest.raises(NotPossible):
            await match_requests.put_request(session, need.id, claire, NOW)
        parent = await add_parent(session, young)
        said = []
        for agrees in (False, True, False):
            await _answer(session, parent, young, agrees=agrees)
            said.append((await _find_state(session, young), bool(await _list_matched(session))))
        assert said == [("refused", False), (state, True), ("withdrawn", False)]
        assert (await list_queued(session, young)).count("parents_news") == 3


async def test_an_adult_and_a_programme_that_asks_nothing_are_as_ever(small_sessions: Sessions) -> None:
    """No row is made, and the need waits for a volunteer alone."""
    async with small_sessions.begin() as session:
        need, _young = await add_minor(session)
        assert await _list_matched(session) == [need.id]
    set_rule(small_sessions, "agree")
    async with small_sessions.begin() as session:
        adult = await add_need(session, "Léa")
        assert await _list_matched(session) == [adult.id]
        assert (await session.scalars(select(ParentalConsent))).all() == []
        assert "need_sent" in await list_queued(session, await find_person(session, adult))


async def test_a_link_is_for_one_account_that_is_not_the_young_persons(small_sessions: Sessions) -> None:
    """Nor of the team, of another minor, of a volunteer who was asked; another account, a lapsed or a forged link."""
    set_rule(small_sessions, "agree")
    async with small_sessions.begin() as session:
        need, young = await add_minor(session)
        helped = await make_proposed(session, offer=await add_offer(session, "Paul"))
        helped.need_id = need.id
        _, friend = await add_minor(session)
        refused = {
            young.id: "own",
            friend.id: "own",
            (await add_coordinator(session)).id: "team",
            (await find_person(session, helped.offer)).id: "code",
        }
        await session.flush()
        code = await read_code(session, young)
        for number, why in refused.items():
            account = await session.get_one(Person, number)
            assert (await parental_answers.open_link(session, account, code, NOW))[1] == why
        stranger = await find_person(session, await add_offer(session, "Zoé"))
        late = NOW + parental_requests.VALID_FOR + timedelta(days=1)
        assert (await parental_answers.open_link(session, stranger, code, late))[1] == "code"
        assert (await parental_answers.open_link(session, stranger, code[:-1] + "x", NOW))[1] == "code"
        parent = await add_parent(session, young)
        assert await parental_answers.open_link(session, parent, code, late) == (young.id, "")
        assert (await parental_answers.open_link(session, stranger, code, NOW))[1] == "code"
        with pytest.raises(NotPossible):
            await _answer(session, stranger, young, agrees=True)


async def test_another_link_ends_the_one_before_and_gets_around_no_no(small_sessions: Sessions) -> None:
    """As long as nobody has answered; after a no it is for the same account, or for the team."""
    set_rule(small_sessions, "agree")
    async with small_sessions.begin() as session:
        _, young = await add_minor(session)
        before = await add_parent(session, young)
        await parental_requests.make_other_link(session, young, NOW + timedelta(hours=1))
        with pytest.raises(NotPossible):
            await _answer(session, before, young, agrees=True)
        parent = await add_parent(session, young)
        await _answer(session, parent, young, agrees=False)
        for other in (parental_requests.make_other_link, parental_requests.prefer_paper):
            with pytest.raises(NotPossible):
                await other(session, young, NOW)
        assert await list_open_cards(session) == ["parents"]


async def test_a_withdrawal_holds_a_running_binome(sessions: Sessions) -> None:
    """By the ordinary hold, with a case; no hand lifts it before there is a yes again, and a proposal is taken back."""
    set_rule(sessions, "agree")
    async with sessions.begin() as session:
        need, young = await add_minor(session)
        parent = await add_parent(session, young)
        await _answer(session, parent, young, agrees=True)
        binome = await make_agreed(session, need)
        _, helper = await members_of(session, binome)
    async with sessions.begin() as session:
        await _answer(session, parent, young, agrees=False)
        binome = await session.get_one(Binome, binome.id)
        assert binome.state == "frozen"
        assert "on_hold" in await list_queued(session, helper)
        assert "pair_review" in await list_open_cards(session)
        with pytest.raises(NotPossible):
            await holds.lift(session, binome, await add_coordinator(session), NOW)
    async with sessions.begin() as session:
        await _answer(session, parent, young, agrees=True)
        await holds.lift(session, await session.get_one(Binome, binome.id), await add_coordinator(session), NOW)
        assert (await session.get_one(Binome, binome.id)).state == "agreed"


async def test_a_withdrawal_takes_back_what_was_only_proposed(small_sessions: Sessions) -> None:
    """The volunteer reads neutral words, and the need waits."""
    set_rule(small_sessions, "agree")
    async with small_sessions.begin() as session:
        need, young = await add_minor(session)
        parent = await add_parent(session, young)
        await _answer(session, parent, young, agrees=True)
        binome = await make_proposed(session, need)
        _, helper = await members_of(session, binome)
        await _answer(session, parent, young, agrees=False)
        assert (binome.state, need.state) == ("withdrawn", "waiting")
        assert "proposal_dropped" in await list_queued(session, helper)


async def test_a_representative_accompanies_the_young_person_in_no_other_way(small_sessions: Sessions) -> None:
    """Whoever speaks for somebody is never proposed to them as their volunteer."""
    set_rule(small_sessions, "agree")
    async with small_sessions.begin() as session:
        need, young = await add_minor(session)
        offer = await add_offer(session)
        parent = await find_person(session, offer)
        assert await parental_answers.open_link(session, parent, await read_code(session, young), NOW) == (young.id, "")
        await _answer(session, parent, young, agrees=True)
        (row,) = await matching_input.read_waiting_needs(session, NOW)
        assert row["refused"] == {offer.id}
        assert await proposals.propose(session, proposals.Proposal(need.id, offer.id, 0.5, []), NOW) is None


async def test_silence_is_one_reminder_then_the_teams(small_sessions: Sessions) -> None:
    """And nothing more is said to the young person; a late answer still counts, and closes the case."""
    set_rule(small_sessions, "agree")
    async with small_sessions.begin() as session:
        _, young = await add_minor(session)
        for day in range(30):
            await parental_requests.fall_due(session, NOW + timedelta(days=day), 10)
        assert (await list_queued(session, young)).count("parents_reminder") == 1
        assert (await _find_state(session, young), await list_open_cards(session)) == ("silent", ["parents"])
        await _answer(session, await add_parent(session, young), young, agrees=True)
        assert await list_open_cards(session) == []


async def test_it_ends_at_18(small_sessions: Sessions) -> None:
    """Nothing is asked any more, the representative reads no more, the link is dead; the row goes in the night."""
    set_rule(small_sessions, "agree")
    async with small_sessions.begin() as session:
        need, young = await add_minor(session)
        code, parent = await read_code(session, young), await add_parent(session, young)
        _, other = await add_minor(session)
        rows = await matching_input.read_waiting_needs(session, TURNED_18)
        assert need.id in [row["id"] for row in rows]
        assert await parental_answers.may_read(session, parent, young.id, TURNED_18) is None
        assert (await parental_answers.open_link(session, parent, code, TURNED_18))[1] == "code"
        await make_younger(session, await session.get_one(Need, need.id + 1), "2010-05")
    await nightly_reviews.review_all(small_sessions, TURNED_18)
    async with small_sessions.begin() as session:
        assert list(await session.scalars(select(ParentalConsent.person_id))) == [other.id]


async def test_a_programme_that_begins_to_ask_asks_in_the_night(small_sessions: Sessions) -> None:
    """Whoever is under 18 and waits gets the link once; what runs is held."""
    async with small_sessions.begin() as session:
        need, young = await add_minor(session)
        binome = await make_active(session)
        await make_younger(session, binome.need)
    set_rule(small_sessions, "informed")
    for night in range(2):
        await nightly_reviews.review_all(small_sessions, NOW + timedelta(days=night))
    async with small_sessions.begin() as session:
        assert (await list_queued(session, young)).count("parents_ask") == 1
        assert (await session.get_one(Binome, binome.id)).state == "frozen"
        assert (await session.get_one(Need, need.id)).state == "waiting"


async def test_a_representative_who_erases_everything_is_taken_off(sessions: Sessions) -> None:
    """What they said stays as a dated fact without them, the link is dead; the young person's row goes with them."""
    set_rule(sessions, "agree")
    async with sessions.begin() as session:
        _, young = await add_minor(session)
        code, parent = await read_code(session, young), await add_parent(session, young)
        await _answer(session, parent, young, agrees=True)
    async with sessions.begin() as session:
        await erasure.prune(session, NOW + timedelta(days=400))
        await departures.erase(session, await session.get_one(Person, parent.id), NOW)
    async with sessions.begin() as session:
        row = await session.get_one(ParentalConsent, young.id)
        assert (row.state, row.decided_at, row.representative_id, row.code) == ("agreed", NOW, None, None)
        stranger = await find_person(session, await add_offer(session))
        assert (await parental_answers.open_link(session, stranger, code, NOW))[1] == "code"
        await departures.erase(session, await session.get_one(Person, young.id), NOW)
    async with sessions.begin() as session:
        assert (await session.scalars(select(ParentalConsent))).all() == []


async def test_help_and_reports_depend_on_nobodys_consent(small_sessions: Sessions) -> None:
    """Whoever waits for a parent, or was refused one, gets help and reports as ever."""
    set_rule(small_sessions, "agree")
    async with small_sessions.begin() as session:
        need, young = await add_minor(session)
        parent = await add_parent(session, young)
        await _answer(session, parent, young, agrees=True)
        binome = await make_agreed(session, need)
        await _answer(session, parent, young, agrees=False)
        await safety.ask_help(session, young, NOW)
        await safety.handle_distress(session, young, "strong", "suicide", "je veux mourir", NOW)
        await reports.report_partner(session, binome.id, young, NOW)
        said = await list_queued(session, young)
        assert {"contact_coming", "help"} <= set(said)
        assert {"help", "report"} <= set(await list_open_cards(session))


async def test_a_need_that_is_taken_up_again_is_asked_about_again(small_sessions: Sessions) -> None:
    """After a pause, and after a binôme: what is missing is said instead of what is not true."""
    set_rule(small_sessions, "agree")
    async with small_sessions.begin() as session:
        need, young = await add_minor(session)
        await needs.stop(session, need, NOW)
        await needs.ask_again(session, need, young, NOW)
        said = await list_queued(session, young)
        assert (said[-1], need.state) == ("parents_ask", "waiting")


async def test_a_no_outlives_the_erasure_of_the_young_person(small_sessions: Sessions) -> None:
    """Whoever erases everything and comes back gets a link, and nothing is proposed before the team has looked."""
    set_rule(small_sessions, "agree")
    async with small_sessions.begin() as session:
        _, young = await add_minor(session)
        await _answer(session, await add_parent(session, young), young, agrees=False)
        account = await people.find_chat(session, young)
        await departures.erase(session, young, NOW)
    async with small_sessions.begin() as session:
        need = await add_need(session)
        back = await make_younger(session, need)
        back.fingerprint = session.vault.fingerprint(account)
        await parental_requests.ask_when_missing(session, back, NOW)
        assert await list_open_cards(session) == ["parents"]
        await _answer(session, await add_parent(session, back), back, agrees=True)
        assert await _list_matched(session) == []
        await holds.lift_of_account(session, need, await add_coordinator(session), NOW)
        assert await _list_matched(session) == [need.id]


async def test_whoever_turns_out_to_be_younger_gets_the_link_at_once(small_sessions: Sessions) -> None:
    """A birth that the team puts right is asked about like any other, and once."""
    set_rule(small_sessions, "agree")
    async with small_sessions.begin() as session:
        need = await add_need(session)
        young, claire = await find_person(session, need), await add_coordinator(session)
        for _ in range(2):
            await births.correct(session, young, BORN_17, claire, NOW)
        assert (await list_queued(session, young)).count("parents_ask") == 1
        assert await _list_matched(session) == []
