"""After a request: what is written down of it, what follows, and what is done when that cannot be written."""

from collections import Counter
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select, text
from telegram.error import BadRequest, ChatMigrated, Forbidden, RetryAfter, TelegramError, TimedOut

from mentoring.message_kinds import LIST
from scheduler.delivery.outcomes import RETRY, SENT, UNCERTAIN, Attempt, find_outcome
from scheduler.delivery.results import MAX_RETRY_DELAY, record_results, record_with_retry
from storage import installation
from storage.engine.clock import Clock
from storage.engine.database import Sessions
from storage.schema.tables import Card, Person
from tests.cast import NOW, add_coordinator, list_queued
from tests.scheduler.delivery.outbox_rows import (
    GROUP,
    SHOWN,
    TOPIC,
    add_people,
    bind_group,
    break_once,
    claim_first,
    forbid_changes,
    list_states,
    open_shown_case,
    put,
    read_group,
    read_outbox,
)
from use_cases.outbox import outbox

CLOCK = Clock(real_now=lambda: NOW)
NEW_GROUP = -1002


def _build_failed(error: TelegramError, *, thread: int | None = None, edit: bool = False) -> Attempt:
    return Attempt(GROUP, thread, edit, SHOWN if edit else None, find_outcome(error), error)


async def _record(sessions: Sessions, attempt: Attempt) -> list[timedelta]:
    """Claim the next message, and record what a request for it met; return after how long it may leave again."""
    async with sessions.begin() as session:
        row = await claim_first(session)
    return await record_with_retry(sessions, row, attempt, CLOCK)


async def test_what_arrived_is_known_by_its_message(sessions: Sessions) -> None:
    """The row holds Telegram's number for it, and the case that it shows too."""
    await bind_group(sessions)
    number = await open_shown_case(sessions)
    await put(sessions, None, "card", card=number)
    assert await _record(sessions, Attempt(GROUP, TOPIC, False, 55, SENT)) == []
    first, pointer = [row for row in await read_outbox(sessions) if row.kind != LIST]
    assert (first.state, first.message_id, first.changed_at) == ("sent", 55, NOW)
    assert (pointer.kind, pointer.message_id) == ("card_moved", SHOWN)
    async with sessions.begin() as session:
        assert (await session.get_one(Card, number)).message_id == 55


@pytest.mark.parametrize("late", [SENT, RETRY, UNCERTAIN])
async def test_a_result_counts_for_its_own_attempt(sessions: Sessions, late: Any) -> None:
    """Another attempt followed meanwhile: what is heard late of the one before changes nothing."""
    (person,) = await add_people(sessions)
    await put(sessions, person, "help")
    async with sessions.begin() as session:
        former = await claim_first(session)
    async with sessions.begin() as session:
        await outbox.recover_in_flight(session, NOW)
    async with sessions.begin() as session:
        await claim_first(session)
    await record_with_retry(sessions, former, Attempt(1, None, False, 9, late), CLOCK)
    (row,) = await read_outbox(sessions)
    assert (row.state, row.attempts, row.message_id, row.retry_at) == ("sending", 2, None, None)


async def test_a_plea_for_silence_is_no_failure(sessions: Sessions) -> None:
    """The row waits as long as Telegram asked, its attempt is not counted, and the next run knows of it."""
    (person,) = await add_people(sessions)
    await put(sessions, person, "privacy")
    half_minute = timedelta(seconds=30)
    assert await _record(sessions, _build_failed(RetryAfter(half_minute))) == [half_minute]
    (row,) = await read_outbox(sessions)
    assert (row.state, row.attempts, row.retry_at) == ("queued", 0, NOW + half_minute)
    async with sessions.begin() as session:
        assert await installation.read_moment(session, installation.PAUSE_UNTIL) == NOW + half_minute


async def test_what_did_not_leave_is_tried_again_ever_later(small_sessions: Sessions) -> None:
    """After two seconds, four, eight: at last every ten minutes, however often it failed."""
    (person,) = await add_people(small_sessions)
    await put(small_sessions, person, "privacy")
    (row,) = await read_outbox(small_sessions)
    delays = []
    for row.attempts in (1, 2, 3, 20, 2000):
        async with small_sessions.begin() as session:
            delays += await record_results(session, [(row, Attempt(1, None, False, None, RETRY))], CLOCK)
    assert delays == [timedelta(seconds=seconds) for seconds in (2, 4, 8)] + [MAX_RETRY_DELAY] * 2


@pytest.mark.parametrize(("kind", "again"), [("slow_down", 0), ("privacy", 1), ("help", 1)])
async def test_a_message_whose_fate_is_unknown_is_in_doubt(small_sessions: Sessions, kind: str, again: int) -> None:
    """It leaves again as often as its kind may; then the team has one case."""
    (person,) = await add_people(small_sessions)
    await put(small_sessions, person, kind)
    for _ in range(again):
        assert await _record(small_sessions, _build_failed(TimedOut())) == [timedelta(seconds=2)]
        (row,) = await read_outbox(small_sessions)
        assert (row.state, row.resent) == ("queued", 1)
        async with small_sessions.begin() as session:
            await outbox.settle_row(session, row.id, "queued", NOW, retry_at=NOW)
    assert await _record(small_sessions, _build_failed(TimedOut())) == []
    assert [row.state for row in await read_outbox(small_sessions) if row.kind == kind] == ["uncertain"]
    async with small_sessions.begin() as session:
        assert list(await session.scalars(select(Card.key))) == ["uncertain:messages"]


@pytest.mark.parametrize(
    ("words", "state"), [("bot was blocked by the user", "blocked"), ("user is deactivated", "gone")]
)
async def test_nothing_more_is_said_to_whom_cannot_be_written_to(sessions: Sessions, words: str, state: str) -> None:
    """The message that finds it out is given up, and what waits behind it is cancelled."""
    (person,) = await add_people(sessions)
    await put(sessions, person, "privacy", "language")
    await _record(sessions, _build_failed(Forbidden(words)))
    assert [row[:2] for row in await list_states(sessions)] == [("privacy", "given_up"), ("language", "cancelled")]
    async with sessions.begin() as session:
        assert (await session.get_one(Person, person.id)).state == state


@pytest.mark.parametrize(
    "error",
    [Forbidden("bot was kicked from the group chat"), Forbidden("bot was blocked"), BadRequest("chat not found")],
)
async def test_a_group_that_is_lost_has_its_messages_kept(small_sessions: Sessions, error: TelegramError) -> None:
    """They wait for another group; whoever is of the team is called in private to what is urgent."""
    await bind_group(small_sessions)
    async with small_sessions.begin() as session:
        staff = await add_coordinator(session)
    number = await open_shown_case(small_sessions)
    await put(small_sessions, None, "card_reminder", card=number)
    await _record(small_sessions, _build_failed(error, thread=TOPIC))
    assert await read_group(small_sessions) == (None, None)
    async with small_sessions.begin() as session:
        assert await list_queued(session, None) == ["card_reminder"]
        assert await list_queued(session, staff) == ["card_reminder"]


async def test_a_former_group_that_refuses_costs_the_bound_one_nothing(small_sessions: Sessions) -> None:
    """The bot was put out of it meanwhile: what was to be said there is let go, and alerts still have their group."""
    await bind_group(small_sessions)
    await put(small_sessions, None, "group_left", former=-5)
    await _record(small_sessions, _build_failed(Forbidden("bot was kicked from the group chat")))
    assert await read_group(small_sessions) == (GROUP, TOPIC)
    assert [row.state for row in await read_outbox(small_sessions) if row.kind == "group_left"] == ["given_up"]


@pytest.mark.parametrize(("edit", "state", "attempts"), [(False, "queued", 0), (True, "cancelled", 0)])
async def test_a_group_that_moved_is_followed(small_sessions: Sessions, edit: bool, state: str, attempts: int) -> None:
    """A message leaves for the new group at once, its attempt not counted; a redrawing's number is void there."""
    await bind_group(small_sessions)
    number = await open_shown_case(small_sessions)
    await put(small_sessions, None, "card", card=number, edit=SHOWN if edit else None)
    again = await _record(small_sessions, _build_failed(ChatMigrated(NEW_GROUP), thread=TOPIC, edit=edit))
    assert again == [timedelta()][: not edit]
    assert await read_group(small_sessions) == (NEW_GROUP, None)
    assert await list_states(small_sessions) == [("card", state, attempts)]
    async with small_sessions.begin() as session:
        assert (await session.get_one(Card, number)).message_id is None


@pytest.mark.parametrize(
    ("thread", "edit", "group", "states"),
    [
        (TOPIC, False, (GROUP, None), [("card", "queued", 0)]),
        (None, False, (None, None), [("card", "queued", 1)]),
        (None, True, (GROUP, TOPIC), [("card", "given_up", 1), ("card", "queued", 0)]),
    ],
)
async def test_what_was_for_a_topic_that_is_gone_is_said_elsewhere(
    small_sessions: Sessions, thread: int | None, edit: bool, group: Any, states: Any
) -> None:
    """In the group itself; in another group when this was no topic; and what was shown there is shown anew."""
    await bind_group(small_sessions)
    number = await open_shown_case(small_sessions)
    await put(small_sessions, None, "card", card=number, edit=SHOWN if edit else None)
    await _record(small_sessions, _build_failed(BadRequest("Message thread not found"), thread=thread, edit=edit))
    assert (await read_group(small_sessions), await list_states(small_sessions)) == (group, states)


@pytest.mark.parametrize(
    ("kind", "anew"), [("need_question", ["need_question"]), ("card", ["card"]), ("card_moved", []), ("cards", [])]
)
async def test_a_message_that_was_deleted_is_said_anew(small_sessions: Sessions, kind: str, anew: list[str]) -> None:
    """Whoever deleted it still gets their answer, and the team its case; a pointer, and a list of cases, is let go."""
    await bind_group(small_sessions)
    number = await open_shown_case(small_sessions)
    (person,) = [None] if kind.startswith("card") else await add_people(small_sessions)
    args: dict[str, Any] = {"form": 1} if person else {"cards": [number]} if kind == "cards" else {"card": number}
    await put(small_sessions, person, kind, edit=SHOWN, **args)
    await _record(small_sessions, _build_failed(BadRequest("Message to edit not found"), edit=True))
    async with small_sessions.begin() as session:
        assert await list_queued(session, person) == anew
    assert {row.message_id for row in await read_outbox(small_sessions) if row.state == "queued"} <= {None, 0}


async def test_words_that_telegram_refuses_are_a_fault(small_sessions: Sessions) -> None:
    """The team hears of a message that its reader never gets, but not of its own."""
    await bind_group(small_sessions)
    (person,) = await add_people(small_sessions)
    for reader, kind in ((person, "privacy"), (None, "group_bound")):
        await put(small_sessions, reader, kind)
        await _record(small_sessions, _build_failed(BadRequest("Can't parse entities")))
    async with small_sessions.begin() as session:
        assert list(await session.scalars(select(Card.key))) == ["fault:message:privacy"]


async def test_a_refused_card_about_a_refusal_calls_for_no_other(small_sessions: Sessions) -> None:
    """The case that names the fault is itself shown plainly: it stays one, and is not counted up."""
    await bind_group(small_sessions)
    await put(small_sessions, None, "group_bound")
    plain = replace(Attempt(GROUP, TOPIC, False, 55, SENT), refused=BadRequest("REPLY_MARKUP_INVALID"))
    while await _list_waiting(small_sessions):
        await _record(small_sessions, plain)
    async with small_sessions.begin() as session:
        opened = (await session.execute(select(Card.key, Card.count).order_by(Card.id))).all()
    assert [tuple(one) for one in opened] == [("fault:message:group_bound", 1), ("fault:message:card", 1)]


async def _list_waiting(sessions: Sessions) -> list[str]:
    return [kind for kind, state, _ in await list_states(sessions) if state == "queued"]


async def test_when_what_follows_cannot_be_written_the_outcome_is(small_sessions: Sessions) -> None:
    """A card that arrived is sent; a block that cannot be noted leaves its message in doubt, to be seen by somebody."""
    await bind_group(small_sessions)
    number = await open_shown_case(small_sessions)
    (person,) = await add_people(small_sessions)
    await put(small_sessions, None, "card", card=number)
    await forbid_changes(small_sessions, "card")
    await _record(small_sessions, Attempt(GROUP, TOPIC, False, 55, SENT))
    async with small_sessions.begin() as session:
        await session.execute(text("DROP TRIGGER no"))
    await forbid_changes(small_sessions, "person")
    await put(small_sessions, person, "slow_down")
    await _record(small_sessions, _build_failed(Forbidden("bot was blocked by the user")))
    states = Counter((row.kind, row.state) for row in await read_outbox(small_sessions) if row.kind != LIST)
    assert states == {("card", "sent"): 1, ("slow_down", "uncertain"): 1, ("card", "queued"): 1}


async def test_an_outcome_that_the_database_takes_in_no_way_is_an_error(small_sessions: Sessions) -> None:
    """It is not tried for ever: whoever recorded it goes on to the next."""
    (person,) = await add_people(small_sessions)
    await put(small_sessions, person, "privacy")
    async with small_sessions.begin() as session:
        row = await claim_first(session)
    await forbid_changes(small_sessions, "outbox")
    with pytest.raises(Exception, match="no"):
        await record_with_retry(small_sessions, row, Attempt(1, None, False, 9, SENT), CLOCK)


async def test_while_the_database_is_away_it_goes_on_trying(small_sessions: Sessions) -> None:
    """The message has left: its outcome is not dropped at the first broken connection."""
    (person,) = await add_people(small_sessions)
    await put(small_sessions, person, "privacy")
    async with small_sessions.begin() as session:
        row = await claim_first(session)
    with break_once(small_sessions, "begin"):
        await record_with_retry(small_sessions, row, Attempt(1, None, False, 9, SENT), CLOCK)
    assert [(one.state, one.message_id) for one in await read_outbox(small_sessions)] == [("sent", 9)]
