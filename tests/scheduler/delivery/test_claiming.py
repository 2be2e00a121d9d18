"""What leaves next: which rows are claimed, with which words, and which are put aside instead."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select

from mentoring.message_kinds import LIST, Priority
from scheduler.delivery.claiming import NotRendered, claim_and_prepare
from scheduler.delivery.prepared import CommandLists, MessagePreparer, PreparedMessage
from storage.engine.clock import Clock
from storage.engine.database import Sessions
from storage.schema.tables import Card, Outgoing, Person
from tests.cast import NOW
from tests.scheduler.delivery.outbox_rows import (
    GROUP,
    LISTS,
    NO_NUMBER,
    PREPARER,
    TOPIC,
    add_people,
    bind_group,
    list_states,
    put,
    read_outbox,
)
from use_cases.outbox import outbox
from use_cases.people import people

NIGHT = NOW.replace(hour=21)
"""22 in Paris."""
MANY = 8


async def _claim(
    sessions: Sessions, *busy: int | None, now: datetime = NOW, limit: int = MANY, preparer: MessagePreparer = PREPARER
) -> tuple[list[PreparedMessage], bool]:
    async with sessions.begin() as session:
        return await claim_and_prepare(session, preparer, Clock(real_now=lambda: now), busy, limit)


async def _list_cases(sessions: Sessions) -> list[str]:
    async with sessions.begin() as session:
        return list(await session.scalars(select(Card.key)))


async def test_a_claimed_row_has_its_words_and_its_chat(sessions: Sessions) -> None:
    """One for each chat, the first that waits there; the others stay as they are."""
    first, second = await add_people(sessions, 2)
    await put(sessions, first, "privacy", "language")
    await put(sessions, second, "privacy")
    ready, found = await _claim(sessions)
    async with sessions.begin() as session:
        chats = [await people.find_chat(session, person) for person in (first, second)]
    assert [one.chat_id for one in ready] == chats
    assert found
    assert all(one.message is not None and one.message.text and one.row.kind == "privacy" for one in ready)
    assert await list_states(sessions) == [
        ("privacy", "sending", 1),
        ("language", "queued", 0),
        ("privacy", "sending", 1),
    ]


async def test_a_chat_with_a_request_under_way_is_passed_over(sessions: Sessions) -> None:
    """Nothing is found when only it has messages waiting."""
    (person,) = await add_people(sessions)
    await put(sessions, person, "privacy")
    assert await _claim(sessions, person.id) == ([], False)
    assert await list_states(sessions) == [("privacy", "queued", 0)]


async def test_no_more_is_claimed_than_asked_for(small_sessions: Sessions) -> None:
    """Those who wait behind are claimed only as their requests can be made."""
    for person in await add_people(small_sessions, 3):
        await put(small_sessions, person, "privacy")
    ready, _ = await _claim(small_sessions, limit=2)
    assert len(ready) == 2
    assert [state for _, state, _ in await list_states(small_sessions)] == ["sending", "sending", "queued"]


async def test_what_is_claimed_too_early_is_put_back(sessions: Sessions) -> None:
    """It fell due by day, and it is night by now: it waits for the morning, and has not been tried."""
    (person,) = await add_people(sessions)
    await put(sessions, person, "write_again")
    assert await _claim(sessions, now=NIGHT) == ([], True)
    (row,) = await read_outbox(sessions)
    assert (row.state, row.attempts, row.due_at) == ("queued", 0, (NOW + timedelta(days=1)).replace(hour=7))


async def test_what_came_too_late_expires(small_sessions: Sessions) -> None:
    """Its last moment is over: it is not said, and nobody is told."""
    (person,) = await add_people(small_sessions)
    await put(small_sessions, person, "privacy", delivery=outbox.Delivery(expires=NOW))
    assert await _claim(small_sessions) == ([], True)
    assert await list_states(small_sessions) == [("privacy", "expired", 1)]


@pytest.mark.parametrize(
    ("kind", "about"), [("proposal", {"binome": 1}), ("need_question", {"form": 1}), ("card_handed", {"card": 1})]
)
async def test_what_has_lost_its_object_is_cancelled(sessions: Sessions, kind: str, about: dict[str, Any]) -> None:
    """A binôme or a form that is gone, a right that has ended: it is no fault."""
    (person,) = await add_people(sessions)
    await put(sessions, person, kind, **about)
    assert await _claim(sessions) == ([], True)
    assert await list_states(sessions) == [(kind, "cancelled", 1)]
    assert await _list_cases(sessions) == []


async def test_words_that_cannot_be_found_are_given_up(small_sessions: Sessions) -> None:
    """The team hears of it, and whoever comes next is written to in the same turn."""
    broken, other = await add_people(small_sessions, 2)
    await put(small_sessions, broken, "need_question")
    await put(small_sessions, other, "privacy")
    ready, _ = await _claim(small_sessions)
    assert [one.row.person_id for one in ready] == [other.id]
    assert ("need_question", "given_up", 1) in await list_states(small_sessions)
    assert await _list_cases(small_sessions) == ["fault:message:need_question"]


async def test_a_card_that_cannot_be_shown_is_no_case(small_sessions: Sessions) -> None:
    """A card about it could not be shown either."""
    await bind_group(small_sessions)
    await put(small_sessions, None, "digest")
    await _claim(small_sessions)
    assert await list_states(small_sessions) == [("digest", "given_up", 1)]
    assert await _list_cases(small_sessions) == []


def _build_failing(error: Exception) -> MessagePreparer:
    """Return a preparer that finds nobody's list of commands."""

    def fail(_viewer: object) -> Any:
        raise error

    return replace(PREPARER, command_lists=CommandLists(fail, LISTS.staff_group_list))


async def _put_list(sessions: Sessions, person: Person) -> None:
    async with sessions.begin() as session:
        row = {"person_id": person.id, "kind": LIST, "args": {}, "priority": Priority.LIST}
        session.add(Outgoing(**row, due_at=NOW, changed_at=NOW))


async def test_a_list_of_commands_that_cannot_be_made_is_no_case(small_sessions: Sessions) -> None:
    """It harms nobody: the chat shows the one that it had."""
    (person,) = await add_people(small_sessions)
    await _put_list(small_sessions, person)
    assert await _claim(small_sessions, preparer=_build_failing(ValueError())) == ([], True)
    assert [row.state for row in await read_outbox(small_sessions)] == ["given_up"]
    assert await _list_cases(small_sessions) == []


async def test_a_database_that_is_away_is_no_fault_of_the_message(small_sessions: Sessions) -> None:
    """Nothing of the claim is kept: the row waits as if it had not been looked at."""
    (person,) = await add_people(small_sessions)
    await _put_list(small_sessions, person)
    with pytest.raises(ConnectionResetError):
        await _claim(small_sessions, preparer=_build_failing(ConnectionResetError()))
    assert [(row.state, row.attempts) for row in await read_outbox(small_sessions)] == [("queued", 0)]


async def test_an_error_of_the_database_tells_which_row_met_it(small_sessions: Sessions) -> None:
    """The transaction is lost: whoever began it gives that row up in another."""
    await bind_group(small_sessions)
    await put(small_sessions, None, "cards", cards=[NO_NUMBER])
    with pytest.raises(NotRendered) as met:
        await _claim(small_sessions)
    assert met.value.row.kind == "cards"


async def test_what_is_for_the_team_waits_for_a_group(sessions: Sessions) -> None:
    """Without one nothing is claimed; with one it goes to the topic that is bound."""
    await put(sessions, None, "group_bound")
    assert await _claim(sessions) == ([], False)
    await bind_group(sessions)
    ready, _ = await _claim(sessions)
    assert [(one.chat_id, one.thread) for one in ready] == [(GROUP, TOPIC)]
