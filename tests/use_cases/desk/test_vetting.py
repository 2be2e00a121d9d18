"""Checks of volunteers over time: who records them, what they keep from beginning, how they end, what stays of them."""

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
from sqlalchemy import func, select

from mentoring.errors import NotAllowed
from mentoring.gates import CheckKind
from mentoring.safeguarding import TieKind
from mentoring.vetting import ChecksMissing
from scheduler import nightly_reviews
from storage.engine.app_session import AppSession
from storage.engine.database import Sessions
from storage.schema.desk_tables import MatchRequest
from storage.schema.gate_tables import VettingCheck
from storage.schema.safeguarding_tables import Tie
from storage.schema.tables import Audit, Binome, Card, Offer
from tests.cast import (
    NOW,
    add_coordinator,
    add_need,
    add_offer,
    find_person,
    list_open_cards,
    list_queued,
    make_active,
    make_proposed,
    vet,
)
from use_cases.binomes import departures, proposals
from use_cases.desk import minors_clearance, vetting
from use_cases.pairing import matching_input, wait_news
from use_cases.people import people

TODAY = date(2026, 11, 23)
EXPIRES = datetime(2029, 11, 23, 8, tzinfo=NOW.tzinfo)
"""When an extract of `TODAY` stops counting, at 9 in Paris."""
WARNED = EXPIRES - timedelta(days=30)


def _require(sessions: Sessions, *kinds: CheckKind) -> None:
    """Have the programme require checks of every volunteer."""
    programme = sessions.kw["programme"]
    sessions.configure(programme=replace(programme, vetting=replace(programme.vetting, required=kinds)))


async def _add_vetted(session: AppSession) -> Offer:
    """Return the offer of a volunteer whose extract was looked at."""
    offer, coordinator = await add_offer(session), await add_coordinator(session)
    await vetting.record_check(session, offer, "record_extract", TODAY, coordinator, NOW)
    return offer


async def _find_need_and_offers(session: AppSession, now: datetime) -> tuple[bool, list[tuple[int, bool]]]:
    """Return whether the one need that waits is a minor's; and of each offer its places, and whether minors suit."""
    (need,) = await matching_input.read_waiting_needs(session, now)
    found = await matching_input.read_available_offers(session, now)
    return need["minor"], [(row["capacity"], row["minors"]) for row in found]


async def test_a_check_expires_in_two_steps_and_a_renewal_ends_it(sessions: Sessions) -> None:
    """A month before, and at its end, the volunteer and the team read it once; nothing new is proposed meanwhile."""
    async with sessions.begin() as session:
        offer = await _add_vetted(session)
        running = await make_active(session)
        await vet(session, running.offer, "record_extract", expires_at=EXPIRES)
        await proposals.propose(session, proposals.Proposal((await add_need(session)).id, offer.id, 0.5, []), NOW)
    _require(sessions, "record_extract")
    async with sessions.begin() as session:
        volunteer = await find_person(session, offer)
        assert await vetting.fall_due(session, WARNED - timedelta(minutes=1), 9) == 0
        assert await vetting.fall_due(session, WARNED, 9) == 2
        assert await vetting.fall_due(session, WARNED, 9) == 0
        assert await vetting.fall_due(session, EXPIRES, 9) == 2
        assert await vetting.fall_due(session, EXPIRES, 9) == 0
        told = [kind for kind in await list_queued(session, volunteer) if kind.startswith("check")]
        assert told == ["check_due", "check_lapsed"]
        (card, _) = (await session.scalars(select(Card).where(Card.kind == "vetting").order_by(Card.id))).all()
        assert (card.offer_id, card.count) == (offer.id, 2)
        assert {row["capacity"] for row in await matching_input.read_available_offers(session, EXPIRES)} == {0}
    await nightly_reviews.review_all(sessions, EXPIRES)
    async with sessions.begin() as session:
        states = select(Binome.state).order_by(Binome.id)
        assert list(await session.scalars(states)) == ["active", "withdrawn"]
        offer = await session.get_one(Offer, offer.id)
        await vetting.record_check(
            session, offer, "record_extract", EXPIRES.date(), await add_coordinator(session), EXPIRES
        )
        assert "check_renewed" in await list_queued(session, await find_person(session, offer))
        assert (await list_open_cards(session)).count("vetting") == 1
        assert [row["capacity"] for row in await matching_input.read_available_offers(session, EXPIRES)] == [1, 0]


async def test_what_the_programme_does_not_require_expires_in_silence(small_sessions: Sessions) -> None:
    """Nobody is told of a check that keeps nobody from anything."""
    async with small_sessions.begin() as session:
        offer = await _add_vetted(session)
        volunteer = await find_person(session, offer)
        for now in (WARNED, EXPIRES):
            assert await vetting.fall_due(session, now, 9) == 1
        assert not [kind for kind in await list_queued(session, volunteer) if kind.startswith("check")]
        assert "vetting" not in await list_open_cards(session)


async def test_whoever_asks_where_things_stand_reads_which_check_is_missing(small_sessions: Sessions) -> None:
    """Not that nobody needs them; of its own accord the program says it once, when the check expires."""
    async with small_sessions.begin() as session:
        offer = await _add_vetted(session)
    _require(small_sessions, "record_extract")
    async with small_sessions.begin() as session:
        volunteer, offer = await find_person(session, offer), await session.get_one(Offer, offer.id)
        offer.news_at = EXPIRES
        await wait_news.fall_due(session, EXPIRES, 9)
        assert "check_lapsed" not in await list_queued(session, volunteer)
        assert await session.scalar(select(func.count()).select_from(MatchRequest)) == 0
        assert await wait_news.request_standing(session, volunteer, EXPIRES)
        assert (await list_queued(session, volunteer))[-1] == "check_lapsed"


async def test_a_clearance_counts_while_its_checks_do(small_sessions: Sessions) -> None:
    """It is refused while one is missing; once one has expired the matcher gets no such pair, adults go on."""
    async with small_sessions.begin() as session:
        offer, coordinator = await _add_vetted(session), await add_coordinator(session)
        need = await add_need(session)
        young = await find_person(session, need)
        await people.save_profile(session, young, {**await people.read_profile(session, young), "birth": "2012-01"})
        with pytest.raises(ChecksMissing, match="identity"):
            await minors_clearance.give_clearance(session, offer, coordinator, NOW)
        await vetting.record_check(session, offer, "identity", TODAY, coordinator, NOW)
        await minors_clearance.give_clearance(session, offer, coordinator, NOW)
        assert await _find_need_and_offers(session, NOW) == (True, [(1, True)])
        assert await _find_need_and_offers(session, EXPIRES) == (True, [(1, False)])
        found = proposals.Proposal(need.id, offer.id, 0.5, [])
        assert await proposals.propose(session, found, EXPIRES) is None
        await vetting.fall_due(session, WARNED, 9)
        assert "check_due" in await list_queued(session, await find_person(session, offer))


async def test_a_check_taken_back_counts_at_once(small_sessions: Sessions) -> None:
    """What waits for an answer is withdrawn, what runs goes on; both acts are in the audit with the kind."""
    async with small_sessions.begin() as session:
        pending, running = await make_proposed(session), await make_active(session)
        coordinator = await add_coordinator(session)
        for binome in (pending, running):
            await vetting.record_check(session, binome.offer, "identity", TODAY, coordinator, NOW)
    _require(small_sessions, "identity")
    async with small_sessions.begin() as session:
        for number in (pending.id, running.id):
            offer = (await session.get_one(Binome, number)).offer
            await vetting.take_back_check(session, offer, "identity", coordinator, NOW)
        assert list(await session.scalars(select(Binome.state).order_by(Binome.id))) == ["withdrawn", "active"]
        acts = select(Audit.act).where(Audit.actor == coordinator.id).order_by(Audit.id)
        assert list(await session.scalars(acts)) == ["checked identity"] * 2 + ["took back check identity"] * 2


@pytest.mark.parametrize("kind", ["", "relative"])
async def test_nobody_records_a_check_of_themselves_or_of_somebody_close(
    small_sessions: Sessions, kind: TieKind | str
) -> None:
    """Neither one's own, nor through a declared tie; nor does one take it back."""
    async with small_sessions.begin() as session:
        offer = await _add_vetted(session)
        member = await add_coordinator(session) if kind else await find_person(session, offer)
        if kind:
            session.add(Tie(staff_id=member.id, person_id=offer.person_id, kind="relative", since=NOW))
            await session.flush()
        with pytest.raises(NotAllowed):
            await vetting.record_check(session, offer, "identity", TODAY, member, NOW)
        with pytest.raises(NotAllowed):
            await vetting.take_back_check(session, offer, "record_extract", member, NOW)
        assert list(await session.scalars(select(VettingCheck.kind))) == ["record_extract"]


async def test_erasure_takes_the_checks_with_it(sessions: Sessions) -> None:
    """Those of the volunteer; what somebody else of the team had checked stays, without who did."""
    async with sessions.begin() as session:
        gone, other = await _add_vetted(session), await add_offer(session)
        checker = await add_coordinator(session)
        await vetting.record_check(session, other, "identity", TODAY, checker, NOW)
        for person in (await find_person(session, gone), checker):
            await departures.erase(session, person, NOW)
    async with sessions.begin() as session:
        rows = (await session.scalars(select(VettingCheck))).all()
        assert [(row.person_id, row.kind, row.checked_by) for row in rows] == [(other.person_id, "identity", None)]
        assert await session.scalar(select(func.count()).select_from(Offer)) == 1
