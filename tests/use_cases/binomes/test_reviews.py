"""Every night each binôme is asked again whether its two may be together."""

from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from sqlalchemy import select

from mentoring.errors import NotPossible
from mentoring.gates import CheckKind
from scheduler import nightly_reviews
from storage.engine.app_session import AppSession
from storage.engine.database import Sessions
from storage.schema.safeguarding_tables import Restriction, Tie
from storage.schema.tables import Binome, Card
from tests.cast import (
    NOW,
    add_coordinator,
    list_open_cards,
    list_queued,
    make_accepted,
    make_active,
    make_proposed,
    members_of,
    vet,
)
from use_cases import lasting_marks
from use_cases.binomes import holds, proposals, reviews
from use_cases.desk import minors_clearance
from use_cases.lasting_marks import LastingMarks, Period
from use_cases.people import people, standing
from use_cases.team import cards

FOR_MINORS: tuple[CheckKind, ...] = ("identity", "record_extract")
"""What the programme requires as shipped of whoever accompanies people under 18."""
TURNED_18 = NOW + timedelta(days=70)
"""Somebody who is 17 at `NOW` is of age then."""


def _set_rule(sessions: Sessions, minors: str = "cleared") -> None:
    """Have the programme want a clearance for people under 18, or let everybody accompany them."""
    programme = sessions.kw["programme"]
    sessions.configure(programme=replace(programme, pairing=replace(programme.pairing, minors=minors)))


async def _make_minor(session: AppSession, make: Callable[[AppSession], Awaitable[Binome]]) -> Binome:
    """Return a binôme with a young person of 17, whose volunteer is not cleared."""
    binome = await make(session)
    young, _ = await members_of(session, binome)
    await people.save_profile(session, young, {**await people.read_profile(session, young), "birth": "2009-01"})
    return binome


async def _review(sessions: Sessions, now: datetime = NOW) -> None:
    await nightly_reviews.review_all(sessions, now)


async def test_a_minor_who_may_not_go_on_is_held_and_the_team_told_once(sessions: Sessions) -> None:
    """By the ordinary hold with its ordinary words; the next nights add nothing, and no hand lifts it meanwhile."""
    _set_rule(sessions)
    async with sessions.begin() as session:
        binome = await _make_minor(session, make_active)
        _, helper = await members_of(session, binome)
    await _review(sessions)
    await _review(sessions, NOW + timedelta(days=1))
    async with sessions.begin() as session:
        binome = await session.get_one(Binome, binome.id)
        (card,) = (await session.scalars(select(Card).where(Card.kind == "pair_review"))).all()
        assert (binome.state, card.count, card.binome_id) == ("frozen", 1, binome.id)
        assert (await list_queued(session, helper)).count("on_hold") == 1
        with pytest.raises(NotPossible):
            await holds.lift(session, binome, await add_coordinator(session), NOW)


async def test_turning_18_relaxes_it(small_sessions: Sessions) -> None:
    """A hand may then lift the hold, and the next night closes the case."""
    _set_rule(small_sessions)
    async with small_sessions.begin() as session:
        binome = await _make_minor(session, make_active)
    await _review(small_sessions)
    async with small_sessions.begin() as session:
        binome = await session.get_one(Binome, binome.id)
        await holds.lift(session, binome, await add_coordinator(session), TURNED_18)
        assert binome.state == "active"
    await _review(small_sessions, TURNED_18)
    async with small_sessions.begin() as session:
        assert "pair_review" not in await list_open_cards(session)


async def test_adults_go_on_and_the_team_has_a_date(small_sessions: Sessions) -> None:
    """What the team has decided already is set aside all the same."""
    async with small_sessions.begin() as session:
        tied, apart = await make_active(session), await make_active(session)
        young, helper = await members_of(session, tied)
        session.add(Tie(staff_id=helper.id, person_id=young.id, kind="relative", since=NOW))
        await standing.keep_apart(session, *await members_of(session, apart), NOW)
    await _review(small_sessions)
    async with small_sessions.begin() as session:
        found = [(await session.get_one(Binome, one.id)).state for one in (tied, apart)]
        dates = await session.scalars(select(Card.due_at).where(Card.kind == "pair_review"))
        assert (found, [bool(date) for date in dates]) == (["active", "frozen"], [True, True])


async def test_a_volunteer_whom_nobody_ever_checked_does_not_go_on_with_a_minor(small_sessions: Sessions) -> None:
    """Whatever the programme says of clearances: it is held, and the team told once; an expired check lets it run."""
    _set_rule(small_sessions, "everybody")
    async with small_sessions.begin() as session:
        unchecked, expired = [await _make_minor(session, make_active) for _ in range(2)]
        await vet(session, expired.offer, *FOR_MINORS, expires_at=NOW)
    await _review(small_sessions)
    await _review(small_sessions, NOW + timedelta(days=1))
    async with small_sessions.begin() as session:
        found = [await session.get_one(Binome, one.id) for one in (unchecked, expired)]
        assert [one.state for one in found] == ["frozen", "active"]
        cards = (await session.scalars(select(Card).where(Card.kind == "pair_review"))).all()
        assert [(card.binome_id, card.count) for card in cards] == [(unchecked.id, 1)]
        coordinator = await add_coordinator(session)
        with pytest.raises(NotPossible):
            await holds.lift(session, found[0], coordinator, NOW)
        await vet(session, found[0].offer, *FOR_MINORS)
        await holds.lift(session, found[0], coordinator, NOW)
        assert found[0].state == "active"


async def test_nor_does_one_who_was_cleared_before_a_check_was_required(small_sessions: Sessions) -> None:
    """The clearance says that somebody looked, and not at what the programme requires by now."""
    _set_rule(small_sessions)
    async with small_sessions.begin() as session:
        binome = await _make_minor(session, make_active)
        binome.offer.minors = True
    await _review(small_sessions)
    async with small_sessions.begin() as session:
        assert (await session.get_one(Binome, binome.id)).state == "frozen"


async def test_with_an_adult_what_nobody_ever_checked_has_a_date(small_sessions: Sessions) -> None:
    """What the programme requires of every volunteer is asked of what runs too; a check for minors is not."""
    async with small_sessions.begin() as session:
        binome = await make_active(session)
    await _review(small_sessions)
    async with small_sessions.begin() as session:
        assert "pair_review" not in await list_open_cards(session)
    programme = small_sessions.kw["programme"]
    small_sessions.configure(programme=replace(programme, vetting=replace(programme.vetting, required=("interview",))))
    await _review(small_sessions)
    async with small_sessions.begin() as session:
        (due_at,) = await session.scalars(select(Card.due_at).where(Card.kind == "pair_review"))
        assert ((await session.get_one(Binome, binome.id)).state, bool(due_at)) == ("active", True)
        await vet(session, binome.offer, "interview")
    await _review(small_sessions)
    async with small_sessions.begin() as session:
        assert "pair_review" not in await list_open_cards(session)


async def test_what_is_held_already_is_no_new_case(small_sessions: Sessions) -> None:
    """A suspension holds each binôme, and the case on which it was decided is enough."""
    async with small_sessions.begin() as session:
        binome = await make_active(session)
        _, helper = await members_of(session, binome)
        session.add(Restriction(fingerprint=helper.fingerprint, person_id=helper.id, kind="suspended", since=NOW))
        await holds.place(session, binome, NOW, by=await add_coordinator(session), reason="à éclaircir")
        before = await list_open_cards(session)
    await _review(small_sessions)
    async with small_sessions.begin() as session:
        assert await list_open_cards(session) == before


async def test_a_clearance_taken_back_counts_at_once(small_sessions: Sessions) -> None:
    """What waits is withdrawn in neutral words and the need goes on; what runs with a minor is held."""
    _set_rule(small_sessions)
    async with small_sessions.begin() as session:
        for make, state in ((make_proposed, "withdrawn"), (make_accepted, "released"), (make_active, "frozen")):
            binome = await _make_minor(session, make)
            offer, (_, helper) = binome.offer, await members_of(session, binome)
            await minors_clearance.withdraw_clearance(session, offer, await add_coordinator(session), NOW)
            told = "on_hold" if state == "frozen" else "proposal_dropped"
            assert (binome.state, (await list_queued(session, helper))[-1]) == (state, told)
            assert binome.need.state == ("in_binome" if state == "frozen" else "waiting")


async def test_a_yes_that_comes_too_late_takes_the_proposal_back(small_sessions: Sessions) -> None:
    """The volunteer reads neutral words and the need goes on, without anybody having to look."""
    async with small_sessions.begin() as session:
        binome = await make_proposed(session)
        _, helper = await members_of(session, binome)
        bar = Restriction(fingerprint=helper.fingerprint, person_id=helper.id, kind="suspended", since=NOW)
        session.add(bar)
        await proposals.accept(session, binome.id, helper, NOW)
        assert (binome.state, binome.need.state) == ("withdrawn", "waiting")
        assert (await list_queued(session, helper))[-1] == "proposal_dropped"


async def test_each_binome_is_asked_however_few_at_a_time(small_sessions: Sessions) -> None:
    """The next slice goes on where the one before stopped."""
    async with small_sessions.begin() as session:
        numbers = [(await make_active(session)).id for _ in range(3)]
        asked: list[int] = []
        last = 0
        while (following := await reviews.review_some(session, last, 1, NOW)) is not None:
            asked, last = [*asked, following], following
        assert asked == numbers


async def test_a_hold_that_comes_back_with_an_old_copy_is_told_once(sessions: Sessions) -> None:
    """The case was lost with what the copy did not have; the nights after add neither a hold nor another case."""
    _set_rule(sessions)
    async with sessions.begin() as session:
        binome = await _make_minor(session, make_active)
        pair = " ".join(one.fingerprint.hex() for one in await members_of(session, binome))
        await lasting_marks.return_marks(session, LastingMarks({}, {}, holds={pair: str(Period(NOW, None))}), NOW)
        assert (binome.state, await list_open_cards(session)) == ("frozen", ["new_volunteer"])
    for _ in range(2):
        await _review(sessions)
        async with sessions.begin() as session:
            assert await list_open_cards(session) == ["new_volunteer", "pair_review"]
    async with sessions.begin() as session:
        await cards.close_by_key(session, holds.build_review_key(binome), NOW)
    await _review(sessions)
    async with sessions.begin() as session:
        assert await list_open_cards(session) == ["new_volunteer"]
        assert len(await holds.list_open(session, await session.get_one(Binome, binome.id))) == 1
