"""The harness: what is under way at once, when it keeps silent, what it writes down at a fault and at a stop."""

import asyncio
from collections import Counter
from datetime import timedelta

import pytest
from telegram.error import TimedOut

from scheduler.delivery import sender as sender_module
from scheduler.delivery.transport import MAX_IN_FLIGHT
from storage.engine.database import Sessions
from tests.cast import NOW
from tests.scheduler.delivery.outbox_rows import (
    NO_NUMBER,
    add_people,
    bind_group,
    break_once,
    forbid_changes,
    list_states,
    put,
    read_outbox,
)
from tests.scheduler.delivery.sender_harness import SenderHarness, open_silent_telegram
from tests.scheduler.delivery.stub_telegram import BLOCKED, TOO_MANY
from use_cases.outbox import outbox

SEND, ASK = "sendMessage", "getMe"


@pytest.fixture
def harness(sessions: Sessions) -> SenderHarness:
    """Return a harness that has not begun to speak, on each database."""
    return SenderHarness(sessions)


@pytest.fixture
def small_harness(small_sessions: Sessions) -> SenderHarness:
    """Return the same on SQLite only."""
    return SenderHarness(small_sessions)


async def test_a_request_is_made_once_its_claim_is_committed(harness: SenderHarness) -> None:
    """When Telegram hears of a message, every other process already sees that it is under way."""
    (person,) = await add_people(harness.sessions)
    await put(harness.sessions, person, "privacy")
    seen: list[Counter[str]] = []

    async def look() -> None:
        seen.append(await harness.count_states())

    harness.telegram.on_call = look
    async with harness.speaking():
        await harness.sender.wait_until_empty()
    assert seen == [{"sending": 1}]


async def test_a_chat_has_one_request_under_way_and_its_order(small_harness: SenderHarness) -> None:
    """The second message to somebody leaves after the first has arrived; others do not wait for it."""
    telegram, sessions = small_harness.telegram, small_harness.sessions
    first, second = await add_people(sessions, 2)
    await put(sessions, first, "privacy", "language")
    await put(sessions, second, "privacy")
    telegram.answering.clear()
    async with small_harness.speaking():
        await telegram.wait_for_calls(2)
        await small_harness.look_again()
        assert len({call.chat for call in telegram.calls}) == len(telegram.calls) == 2
        telegram.answering.set()
        await small_harness.sender.wait_until_empty()
    assert [row.message_id for row in await read_outbox(sessions)] == [1, 3, 2]


async def test_no_more_requests_are_under_way_than_a_kill_may_leave_in_doubt(small_harness: SenderHarness) -> None:
    """However many chats wait: the others are not even claimed."""
    for person in await add_people(small_harness.sessions, MAX_IN_FLIGHT + 3):
        await put(small_harness.sessions, person, "privacy")
    small_harness.telegram.answering.clear()
    async with small_harness.speaking():
        await small_harness.telegram.wait_for_calls(MAX_IN_FLIGHT)
        await small_harness.look_again()
        assert await small_harness.count_states() == {"sending": MAX_IN_FLIGHT, "queued": 3}


async def test_after_a_plea_for_silence_everybody_waits(small_harness: SenderHarness) -> None:
    """Not only the chat that was refused, and no longer than Telegram asked; then each message leaves once."""
    telegram, sessions = small_harness.telegram, small_harness.sessions
    refused, other = await add_people(sessions, 2)
    telegram.answers.append(TOO_MANY)
    await put(sessions, refused, "privacy")
    async with small_harness.speaking():
        await telegram.wait_for_calls(1)
        await small_harness.wait_for_state("queued", 1)
        await put(sessions, other, "privacy")
        small_harness.pass_time(29)
        await small_harness.look_again()
        assert len(telegram.calls) == 1
        small_harness.pass_time(1)
        await small_harness.sender.wait_until_empty()
    assert [(row.state, row.attempts) for row in await read_outbox(sessions)] == [("sent", 1), ("sent", 1)]


async def test_what_was_claimed_as_silence_was_asked_for_makes_no_request(small_harness: SenderHarness) -> None:
    """The 429 came by the other line, which shares the budget: the row waits, and has not been tried."""
    (person,) = await add_people(small_harness.sessions)
    await put(small_harness.sessions, person, "privacy")

    def ask_for_silence() -> bool:
        small_harness.sender.transport.rate_limiter.pause_for(30)
        return True

    small_harness.sender.may_send = ask_for_silence
    async with small_harness.speaking():
        while not (row := (await read_outbox(small_harness.sessions))[0]).retry_at:
            await small_harness.look_again()
    assert (row.state, row.attempts, small_harness.telegram.calls) == ("queued", 0, [])
    assert timedelta(seconds=29) < row.retry_at - NOW <= timedelta(seconds=30)


async def test_no_message_is_risked_while_telegram_is_silent(small_harness: SenderHarness) -> None:
    """It is asked who we are, and asked again later; nothing else leaves until it answers."""
    async with open_silent_telegram(small_harness) as telegram:
        telegram.answers.append(TimedOut())
        for asked, seconds in enumerate((1, 2)):
            assert telegram.methods == [ASK] * asked
            small_harness.pass_time(seconds)
            await telegram.wait_for_calls(asked + 1)
            if not asked:
                await small_harness.look_again()
        await small_harness.sender.wait_until_empty()
    assert telegram.methods == [ASK, ASK, SEND, SEND]


async def test_one_message_tries_whether_telegram_is_back(small_harness: SenderHarness) -> None:
    """It has said who we are: until a message arrives, only one at a time is risked."""
    async with open_silent_telegram(small_harness) as telegram:
        small_harness.pass_time(1)
        await telegram.wait_for_calls(1)
        telegram.answering.clear()
        await telegram.wait_for_calls(2)
        await small_harness.look_again()
        assert (await small_harness.count_states())["sending"] == 1
        telegram.answering.set()
        await small_harness.sender.wait_until_empty()
        assert (await small_harness.count_states())["sent"] == 2


async def test_it_is_not_empty_while_a_message_is_under_way(small_harness: SenderHarness) -> None:
    """Whoever waits for the end of it all waits for the answer too."""
    (person,) = await add_people(small_harness.sessions)
    await put(small_harness.sessions, person, "privacy")
    small_harness.telegram.answering.clear()
    async with small_harness.speaking():
        empty = asyncio.create_task(small_harness.sender.wait_until_empty())
        await small_harness.telegram.wait_for_calls(1)
        await asyncio.wait([empty], timeout=0.05)
        assert not empty.done()
        small_harness.telegram.answering.set()
        await empty
    assert await small_harness.count_states() == {"sent": 1}


async def test_a_stop_lets_what_is_under_way_arrive(harness: SenderHarness) -> None:
    """Its answer is written down before the harness ends; what waited behind it does not leave any more."""
    (person,) = await add_people(harness.sessions)
    await put(harness.sessions, person, "privacy", "language")
    harness.telegram.answering.clear()
    async with harness.speaking() as running:
        await harness.telegram.wait_for_calls(1)
        running.cancel()
        await asyncio.wait([running], timeout=0.05)
        assert not running.done()
        harness.telegram.answering.set()
        await asyncio.wait([running])
    assert [(row.state, row.message_id) for row in await read_outbox(harness.sessions)] == [
        ("sent", 1),
        ("queued", None),
    ]


async def test_what_a_stop_leaves_unanswered_is_recovered_as_its_kind_says(
    small_harness: SenderHarness, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An answer that does not come is not waited for long: it is in doubt, and leaves again if its kind may."""
    monkeypatch.setattr(sender_module, "DRAIN_SECONDS", 0.01)
    sessions = small_harness.sessions
    for person, kind in zip(await add_people(sessions, 2), ("help", "slow_down"), strict=True):
        await put(sessions, person, kind)
    small_harness.telegram.answering.clear()
    async with small_harness.speaking() as running:
        await small_harness.telegram.wait_for_calls(2)
        running.cancel()
        await asyncio.wait([running])
        assert await small_harness.count_states() == {"sending": 2}
        async with sessions.begin() as session:
            await outbox.recover_in_flight(session, NOW)
        assert [row.state for row in await read_outbox(sessions)] == ["queued", "uncertain"]


async def test_a_claim_that_was_committed_unknown_to_us_is_put_back(harness: SenderHarness) -> None:
    """The connection broke in the very moment: nothing was sent, so the rows leave in the next turn, once."""
    (person,) = await add_people(harness.sessions)
    await put(harness.sessions, person, "privacy")
    with break_once(harness.sessions, "commit"):
        async with harness.speaking():
            await harness.look_again()
            await harness.sender.wait_until_empty()
    (row,) = await read_outbox(harness.sessions)
    assert (row.state, row.attempts, harness.telegram.methods) == ("sent", 1, [SEND])


async def test_an_answer_is_kept_while_the_database_is_away(small_harness: SenderHarness) -> None:
    """The message has left: it is written down at the next turn that can, and not said twice."""
    (person,) = await add_people(small_harness.sessions)
    await put(small_harness.sessions, person, "privacy")
    async with small_harness.speaking():
        await (
            small_harness.sender.wait_until_empty()
        )  # that Telegram answers is noted once, in a transaction of its own
        small_harness.telegram.answering.clear()
        await put(small_harness.sessions, person, "language")
        small_harness.sender.wake()
        await small_harness.telegram.wait_for_calls(2)
        with break_once(small_harness.sessions, "begin"):
            small_harness.telegram.answering.set()
            await small_harness.look_again()
        await small_harness.sender.wait_until_empty()
    assert (await small_harness.count_states(), small_harness.telegram.methods) == ({"sent": 2}, [SEND] * 2)


async def test_words_that_meet_an_error_of_the_database_are_given_up_alone(small_harness: SenderHarness) -> None:
    """The error ends the transaction, and every other message of it leaves all the same."""
    (person,) = await add_people(small_harness.sessions)
    await bind_group(small_harness.sessions)
    await put(small_harness.sessions, None, "cards", cards=[NO_NUMBER])
    await put(small_harness.sessions, person, "privacy")
    async with small_harness.speaking():
        await small_harness.sender.wait_until_empty()
    assert await list_states(small_harness.sessions) == [("cards", "given_up", 0), ("privacy", "sent", 1)]


async def test_an_outcome_that_cannot_be_written_holds_up_no_other(small_harness: SenderHarness) -> None:
    """What follows from a block is refused by the database: that row is in doubt, the other one is sent."""
    sessions, telegram = small_harness.sessions, small_harness.telegram
    for person in await add_people(sessions, 2):
        await put(sessions, person, "slow_down")
    await forbid_changes(sessions, "person")
    telegram.answers.append(BLOCKED)
    async with small_harness.speaking():
        await small_harness.sender.wait_until_empty()
    states = Counter((row.kind, row.state) for row in await read_outbox(sessions))
    assert states == {("slow_down", "uncertain"): 1, ("slow_down", "sent"): 1, ("card", "queued"): 1}
    assert telegram.methods == [SEND] * 2
