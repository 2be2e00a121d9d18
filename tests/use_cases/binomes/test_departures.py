"""People who leave: nothing of them stays, and those who counted on them are told."""

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select

from mentoring.errors import NotPossible
from storage.engine.app_session import AppSession
from storage.engine.database import Sessions
from storage.schema.base import Base
from storage.schema.tables import Audit, Binome, Card, Need, Outgoing, Person
from tests.cast import (
    NOW,
    add_offer,
    find_person,
    list_open_cards,
    list_queued,
    make_accepted,
    make_active,
    make_proposed,
    members_of,
)
from use_cases.binomes import departures, holds, pauses, safety
from use_cases.inbox import updates
from use_cases.needs_offers import needs, offers
from use_cases.people import people
from use_cases.sessions.sessions import find_upcoming
from use_cases.team import cards

DAY = timedelta(days=1)


async def _rows_that_name(session: AppSession, person_id: int) -> list[str]:
    """Return the tables in which a column that points to a person holds this number."""
    found = []
    for table in Base.metadata.sorted_tables:
        columns = [
            column
            for column in table.columns
            if "person.id" in {str(key.target_fullname) for key in column.foreign_keys}
        ]
        columns += [table.c.id] if table.name == "person" else []
        for column in columns:
            if (await session.execute(select(column).where(column == person_id).limit(1))).first():
                found.append(table.name)
    return found


async def _erase(sessions: Sessions, person_id: int) -> None:
    async with sessions.begin() as session:
        await departures.erase(session, await session.get_one(Person, person_id), NOW)


async def test_erasure_leaves_no_row_of_the_person(sessions: Sessions) -> None:
    """Need, answers, key, binômes, sessions, queue, parked updates: all gone; the audit keeps a number.

    Words of distress stay sealed for the readers of their case, whose row names nobody any more.
    """
    async with sessions.begin() as session:
        binome = await make_active(session)
        young, _ = await members_of(session, binome)
        await safety.ask_help(session, young, NOW)
        await safety.handle_distress(session, young, "strong", "low", "mots secrets", NOW)
        await updates.park(session, 5, {"update_id": 5}, young, NOW, NOW)
        assert len(set(await _rows_that_name(session, young.id))) >= 5
    await _erase(sessions, young.id)
    async with sessions.begin() as session:
        assert await _rows_that_name(session, young.id) == []
        kept = {card.kind for card in await session.scalars(select(Card)) if card.words is not None}
        assert kept == {"distress"}
        assert await session.scalar(select(Audit.act).where(Audit.actor == young.id, Audit.act == "erased"))


async def test_the_partner_of_an_erased_person_is_told_and_free(sessions: Sessions) -> None:
    """Neutrally, and without a name; the volunteer's place is free at once."""
    async with sessions.begin() as session:
        binome = await make_active(session)
        young, helper = await members_of(session, binome)
    await _erase(sessions, young.id)
    async with sessions.begin() as session:
        (told,) = await session.scalars(select(Outgoing).where(Outgoing.kind == "partner_gone"))
        assert (told.person_id, told.args["waits"]) == (helper.id, False)
        assert await offers.count_places_taken(session, binome.offer_id) == 0


async def test_a_young_person_whose_volunteer_is_erased_may_ask_again(small_sessions: Sessions) -> None:
    """Their need is theirs: it is over, and one tap looks for somebody else, with priority."""
    async with small_sessions.begin() as session:
        binome = await make_active(session)
        young, helper = await members_of(session, binome)
    await _erase(small_sessions, helper.id)
    async with small_sessions.begin() as session:
        need = await session.get_one(Need, binome.need_id)
        assert (need.state, "partner_gone" in await list_queued(session, young)) == ("closed", True)
        await needs.ask_again(session, need, await session.get_one(Person, young.id), NOW)
        assert need.priority


async def test_a_proposal_is_freed_when_either_side_leaves(sessions: Sessions) -> None:
    """A volunteer who goes sends the need on to the next; a young person who goes frees the volunteer, who is told."""
    async with sessions.begin() as session:
        first, second = await make_proposed(session), await make_accepted(session)
        leaving = [(await find_person(session, first.offer)).id, (await find_person(session, second.need)).id]
        helper = await find_person(session, second.offer)
    for person_id in leaving:
        await _erase(sessions, person_id)
    async with sessions.begin() as session:
        assert (await session.get_one(Need, first.need_id)).state == "waiting"
        assert (await session.scalars(select(Binome))).all() == []
        assert "released" in await list_queued(session, helper)


async def test_the_team_is_not_left_with_cases_that_cannot_be_closed(small_sessions: Sessions) -> None:
    """What nobody need look at any more closes by itself; what is urgent stays for a human."""
    async with small_sessions.begin() as session:
        offer = await add_offer(session)
        helper = await find_person(session, offer)
        await cards.open_case(session, NOW, "low_rating", "x", person_id=helper.id)
        await safety.ask_help(session, helper, NOW)
        assert sorted(await list_open_cards(session)) == ["help", "low_rating", "new_volunteer"]
    await _erase(small_sessions, helper.id)
    async with small_sessions.begin() as session:
        assert await list_open_cards(session) == ["help"]


async def test_who_blocks_the_bot_is_not_written_to_and_their_partner_knows(sessions: Sessions) -> None:
    """The binôme waits without a session, the partner and the team are told once, also when the account is deleted."""
    async with sessions.begin() as session:
        binome = await make_active(session)
        young, helper = await members_of(session, binome)
        for state in ("blocked", "blocked", "gone"):
            await departures.mark_silent(session, young, state, NOW)
        assert await list_queued(session, young) == []
        (told,) = await session.scalars(select(Outgoing).where(Outgoing.kind == "partner_gone"))
        assert (told.person_id, told.args["waits"]) == (helper.id, True)
        assert (binome.state, binome.gone_side, young.state) == ("paused", "young", "gone")
        assert await find_upcoming(session, binome) is None
        card = (await session.scalars(select(Card).where(Card.kind == "blocked"))).one()
        assert card.count == 1


async def test_a_binome_goes_on_once_its_member_is_back(small_sessions: Sessions) -> None:
    """The partner reads it, the case is closed, and a session is planned at the weekly hour; meanwhile nobody may."""
    async with small_sessions.begin() as session:
        binome = await make_active(session)
        young, helper = await members_of(session, binome)
        await departures.mark_silent(session, young, "blocked", NOW)
        with pytest.raises(NotPossible):
            await pauses.wake(session, binome, NOW)
        assert await departures.mark_back(session, young, NOW + DAY)
        assert (binome.state, binome.gone_side) == ("active", None)
        assert await find_upcoming(session, binome) is not None
        assert "partner_back" in await list_queued(session, helper)
        assert "blocked" not in await list_open_cards(session)
        assert not await departures.mark_back(session, young, NOW + DAY)


async def test_a_binome_that_both_have_left_waits_for_both(small_sessions: Sessions) -> None:
    """Whoever is back first reads nothing of a session that the other would not come to."""
    async with small_sessions.begin() as session:
        binome = await make_active(session)
        young, helper = await members_of(session, binome)
        for person in (young, helper):
            await departures.mark_silent(session, person, "blocked", NOW)
        await departures.mark_back(session, young, NOW + DAY)
        assert (binome.state, binome.gone_side) == ("paused", "volunteer")
        await departures.mark_back(session, helper, NOW + DAY)
        assert binome.state == "active"


async def test_a_hold_that_outlasts_an_absence_leaves_no_pause_behind(small_sessions: Sessions) -> None:
    """Who is told that the binôme goes on finds it going on: nobody has paused it, and a session is planned."""
    async with small_sessions.begin() as session:
        binome = await make_active(session)
        young, _ = await members_of(session, binome)
        await departures.mark_silent(session, young, "blocked", NOW)
        await holds.place(session, binome, NOW, by=None)
        await departures.mark_back(session, young, NOW + DAY)
        assert binome.state == "frozen"
        await holds.lift(session, binome, None, NOW + DAY)
        assert (await session.get_one(Binome, binome.id)).state == "active"
        assert await find_upcoming(session, binome) is not None


async def test_who_comes_back_is_written_to_again(small_sessions: Sessions) -> None:
    """What was pending went on to others meanwhile; the need waits for a word."""
    async with small_sessions.begin() as session:
        binome = await make_accepted(session)
        young, helper = await members_of(session, binome)
        await departures.mark_silent(session, young, "blocked", NOW)
        assert (binome.state, binome.need.state) == ("released", "paused")
        assert "released" in await list_queued(session, helper)
        assert await people.mark_active(session, young)
        await needs.ask_again(session, binome.need, young, NOW)
        assert "need_sent" in await list_queued(session, young)


def test_every_pointer_to_a_person_is_looked_at() -> None:
    """A new table that points to people must say what erasure does to it."""
    rules: dict[str, Any] = {
        f"{table.name}.{column.name}": key.ondelete
        for table in Base.metadata.sorted_tables
        for column in table.columns
        for key in column.foreign_keys
    }
    assert set(rules.values()) <= {"CASCADE", "SET NULL"}
