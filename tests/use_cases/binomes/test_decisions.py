"""What the team decides on a report."""

from datetime import timedelta

import pytest

from mentoring.errors import NotAllowed
from storage.engine.app_session import AppSession
from storage.engine.database import Sessions
from storage.schema.tables import Binome, Card, Person
from tests.cast import (
    NOW,
    add_coordinator,
    add_offer,
    find_person,
    list_queued,
    make_active,
    make_agreed,
    members_of,
)
from use_cases.binomes import decisions, proposals, reports
from use_cases.pairing import matching_input
from use_cases.people import standing


async def _report(session: AppSession, binome: Binome, reporter: Person, *, is_quiet: bool = False) -> Card:
    return await reports.report_partner(session, binome.id, reporter, NOW, is_quiet=is_quiet)


async def test_other_binomes_of_the_accused_wait_for_a_decision(small_sessions: Sessions) -> None:
    """Each is held too or left, and the case says which."""
    async with small_sessions.begin() as session:
        offer = await add_offer(session, capacity=3)
        reported, second, third = [await make_agreed(session, offer=offer) for _ in range(3)]
        card, team = (
            await _report(session, reported, await find_person(session, reported.need)),
            await add_coordinator(session),
        )
        assert [(one.id, said) for one, said in await decisions.list_others(session, card)] == [
            (second.id, ""),
            (third.id, ""),
        ]
        await decisions.decide_on_other(session, card, second.id, "hold", team, NOW)
        await decisions.decide_on_other(session, card, third.id, "leave", team, NOW)
        assert (second.state, third.state) == ("frozen", "agreed")
        assert [said for _, said in await decisions.list_others(session, card)] == ["hold", "leave"]


async def test_a_suspension_is_announced_and_holds_every_binome(small_sessions: Sessions) -> None:
    """In all roles nothing new comes; once it is lifted the person is clear but for the report itself."""
    async with small_sessions.begin() as session:
        offer = await add_offer(session, capacity=3)
        reported, second = [await make_agreed(session, offer=offer) for _ in range(2)]
        card = await _report(session, reported, await find_person(session, reported.need))
        team, helper = await add_coordinator(session), await find_person(session, offer)
        await decisions.suspend(session, card, team, "à éclaircir", NOW)
        assert (second.state, await standing.find_standing(session, helper, NOW)) == ("frozen", "suspended")
        assert "suspended" in await list_queued(session, helper)
        await decisions.release(session, card, team, "éclairci", NOW)
        assert await standing.find_standing(session, helper, NOW) == "reported"


async def test_a_bar_takes_two_people_and_one_ground(small_sessions: Sessions) -> None:
    """One alone, twice, bars nobody; the second ends all that the person is in, and the person is told."""
    async with small_sessions.begin() as session:
        binome = await make_active(session)
        young, helper = await members_of(session, binome)
        card = await _report(session, binome, young)
        first, second = await add_coordinator(session), await add_coordinator(session)
        assert [await decisions.bar(session, card, first, "conduct", NOW) for _ in range(2)] == [False, False]
        assert not await decisions.bar(session, card, second, "contact", NOW)
        assert not await standing.is_barred(session, helper, NOW)
        assert await decisions.bar(session, card, second, "conduct", NOW)
        assert await standing.is_barred(session, helper, NOW)
        assert (binome.state, binome.offer.state, "barred" in await list_queued(session, helper)) == (
            "ended",
            "closed",
            True,
        )
        assert not await standing.is_barred(session, helper, NOW + timedelta(days=24 * 31))


async def test_only_a_head_tells_nobody_of_a_bar(small_sessions: Sessions) -> None:
    """With a written reason, which is kept sealed."""
    async with small_sessions.begin() as session:
        binome = await make_active(session)
        young, helper = await members_of(session, binome)
        card = await _report(session, binome, young)
        first, second = await add_coordinator(session), await add_coordinator(session)
        await decisions.bar(session, card, first, "conduct", NOW)
        with pytest.raises(NotAllowed):
            await decisions.bar(session, card, second, "conduct", NOW, untold="risque")
        head = await add_coordinator(session, role="head")
        assert await decisions.bar(session, card, head, "conduct", NOW, untold="risque de représailles")
        assert "barred" not in await list_queued(session, helper)


async def test_two_people_never_together_again_are_never_matched(small_sessions: Sessions) -> None:
    """What they are in ends, the matcher excludes them, and a proposal is refused."""
    async with small_sessions.begin() as session:
        binome = await make_active(session)
        young, _ = await members_of(session, binome)
        card = await _report(session, binome, young, is_quiet=True)
        team = await add_coordinator(session)
        await decisions.keep_apart(session, card, team, "à la demande", NOW)
        assert binome.state == "ended"
        await reports.ask_another(session, card, young, NOW)
        await reports.close(session, card, team, "resolved", "fait", NOW)
        await session.delete(binome)  # else the matcher would leave them apart for having met already
        await session.flush()
        (row,) = await matching_input.read_waiting_needs(session, NOW)
        assert binome.offer_id in row["refused"]
        found = await proposals.propose(session, proposals.Proposal(row["id"], binome.offer_id, 0.9, []), NOW)
        assert found is None
