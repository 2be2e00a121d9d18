"""Help, distress and reports: what is frozen, and who may let it go on."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from mentoring.errors import NotAllowed, NotPossible
from storage.engine.app_session import AppSession
from storage.engine.database import Sessions
from storage.schema.tables import Binome, Card, Person
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
from use_cases.binomes import binomes, safety, slots
from use_cases.people import people
from use_cases.sessions.sessions import find_upcoming


async def _report(session: AppSession, binome: Binome, reporter: Person) -> Card:
    await safety.report(session, binome.id, reporter, NOW)
    mine = select(Card).where(Card.kind == "report", Card.person_id == reporter.id)
    return (await session.scalars(mine)).one()


async def test_a_report_freezes_at_once_and_tells_nobody_else(sessions: Sessions) -> None:
    """What was planned is dropped; the other side hears nothing of it."""
    async with sessions.begin() as session:
        binome = await make_active(session)
        young, helper = await members_of(session, binome)
        before = await list_queued(session, helper)
        card = await _report(session, binome, young)
        assert (binome.state, card.about_id) == ("frozen", helper.id)
        assert await find_upcoming(session, binome) is None
        assert await list_queued(session, helper) == before


async def test_two_of_the_team_let_it_go_on(sessions: Sessions) -> None:
    """One coordinator is not enough, not even twice; with the second the sessions are planned again."""
    async with sessions.begin() as session:
        binome = await make_active(session)
        young, _ = await members_of(session, binome)
        card = await _report(session, binome, young)
        first, second = await add_coordinator(session), await add_coordinator(session)
        assert [await safety.unfreeze(session, card, first, NOW) for _ in range(2)] == [False, False]
        assert binome.state == "frozen"
        assert await safety.unfreeze(session, card, second, NOW)
        assert (binome.state, card.state) == ("active", "closed")
        assert await find_upcoming(session, binome) is not None


async def test_the_head_alone_needs_a_written_reason(small_sessions: Sessions) -> None:
    """With one it goes on, and the reason is kept sealed."""
    async with small_sessions.begin() as session:
        binome = await make_active(session)
        young, _ = await members_of(session, binome)
        card = await _report(session, binome, young)
        head = await add_coordinator(session, role="head")
        assert not await safety.unfreeze(session, card, head, NOW)
        assert await safety.unfreeze(session, card, head, NOW, "malentendu, vu avec les deux")
        assert card.reason is not None
        assert await people.unseal(session, head.id, card.reason) == "malentendu, vu avec les deux"


async def test_neither_side_of_a_report_decides_on_it(small_sessions: Sessions) -> None:
    """Whoever reported or is reported may be staff: they do not unfreeze it."""
    async with small_sessions.begin() as session:
        binome = await make_active(session)
        young, helper = await members_of(session, binome)
        card = await _report(session, binome, young)
        for person in (young, helper):
            with pytest.raises(NotAllowed):
                await safety.unfreeze(session, card, person, NOW, "je suis responsable")
        assert binome.state == "frozen"


async def test_each_side_may_report_and_each_report_is_looked_at(small_sessions: Sessions) -> None:
    """Both write to their own case; the binôme goes on only once both are settled."""
    async with small_sessions.begin() as session:
        binome = await make_active(session)
        young, helper = await members_of(session, binome)
        cards_ = [await _report(session, binome, person) for person in (young, helper)]
        await safety.add_words(session, binome.id, young, "ce que je vis", NOW)
        await safety.add_words(session, binome.id, helper, "ce que je vois", NOW)
        assert [await people.unseal(session, one.person_id or 0, one.words) for one in cards_] == [
            "ce que je vis",
            "ce que je vois",
        ]
        head = await add_coordinator(session, role="head")
        assert await safety.unfreeze(session, cards_[0], head, NOW, "vu")
        after_the_first = binome.state
        assert await safety.unfreeze(session, cards_[1], head, NOW, "vu")
        assert (after_the_first, binome.state) == ("frozen", "active")


async def test_a_frozen_binome_does_nothing(small_sessions: Sessions) -> None:
    """No hour, no place, no end by its members, until the team has looked."""
    async with small_sessions.begin() as session:
        binome = await make_active(session)
        young, helper = await members_of(session, binome)
        await _report(session, binome, young)
        with pytest.raises(NotPossible):
            await slots.ask_for_slot(session, binome.id, helper, "1-18", NOW)
        with pytest.raises(NotPossible):
            await slots.set_place(session, binome.id, helper, "chez moi", NOW)


async def test_what_was_never_agreed_cannot_be_reported(small_sessions: Sessions) -> None:
    """Nor can a stranger report somebody else's binôme."""
    async with small_sessions.begin() as session:
        pending, running = await make_proposed(session), await make_active(session)
        young, _ = await members_of(session, pending)
        with pytest.raises(NotPossible):
            await safety.report(session, pending.id, young, NOW)
        with pytest.raises(NotAllowed):
            await safety.report(session, running.id, young, NOW)


async def test_a_weak_sign_calls_nobody_until_it_comes_again(small_sessions: Sessions) -> None:
    """The help text comes each time; a second sign within seven days calls the team, one after ten days does not."""
    async with small_sessions.begin() as session:
        person = await add_person(session)
        for days, opened in ((0, []), (10, []), (16, ["distress"])):
            await safety.handle_distress(session, person, "weak", "low", "c'est dur", NOW + timedelta(days=days))
            assert await list_open_cards(session) == opened
        assert (await list_queued(session, person)).count("help_weak") == 3


async def test_the_other_side_may_end_nothing_that_is_frozen_by_itself(small_sessions: Sessions) -> None:
    """Only the team ends a frozen binôme."""
    async with small_sessions.begin() as session:
        binome = await make_active(session)
        young, _ = await members_of(session, binome)
        card = await _report(session, binome, young)
        found = await safety.lock_frozen_binome(session, card, await add_coordinator(session))
        assert found is binome
        await binomes.end(session, binome, "team", NOW)
        assert await safety.lock_frozen_binome(session, card, await add_coordinator(session)) is None
