"""The mouth: what is under way at once, when it keeps silent, what it writes down at a fault and at a stop."""

import asyncio
from collections import Counter
from datetime import timedelta

import pytest
from telegram.error import TimedOut

from scheduler.delivery import sender as sender_module
from scheduler.delivery.sender import MAX_IN_FLIGHT
from storage.engine.database import Sessions
from tests.cast import NOW
from tests.scheduler.delivery.mouth import Mouth, silent_telegram
from tests.scheduler.delivery.outbox_rows import (
    NO_NUMBER,
    add_people,
    bind_group,
    breaking_once,
    forbid_changes,
    list_states,
    put,
    read_outbox,
)
from tests.scheduler.delivery.stub_telegram import BLOCKED, TOO_MANY
from use_cases.outbox import outbox

SEND, ASK = "sendMessage", "getMe"


@pytest.fixture
def mouth(sessions: Sessions) -> Mouth:
    """Return a mouth that has not begun to speak, on each database."""
    return Mouth(sessions)


@pytest.fixture
def small_mouth(small_sessions: Sessions) -> Mouth:
    """Return the same on SQLite only."""
    return Mouth(small_sessions)


async def test_a_request_is_made_once_its_claim_is_committed(mouth: Mouth) -> None:
    """When Telegram hears of a message, every other process already sees that it is under way."""
    (person,) = await add_people(mouth.sessions)
    await put(mouth.sessions, person, "privacy")
    seen: list[Counter[str]] = []

    async def look() -> None:
        seen.append(await mouth.count_states())

    mouth.telegram.on_call = look
    async with mouth.speaking():
        await mouth.sender.wait_until_empty()
    assert seen == [{"sending": 1}]


async def test_a_chat_has_one_request_under_way_and_its_order(small_mouth: Mouth) -> None:
    """The second message to somebody leaves after the first has arrived; others do not wait for it."""
    telegram, sessions = small_mouth.telegram, small_mouth.sessions
    first, second = await add_people(sessions, 2)
    await put(sessions, first, "privacy", "language")
    await put(sessions, second, "privacy")
    telegram.answering.clear()
    async with small_mouth.speaking():
        await telegram.wait_for_calls(2)
        await small_mouth.look_again()
        assert len({call.chat for call in telegram.calls}) == len(telegram.calls) == 2
        telegram.answering.set()
        await small_mouth.sender.wait_until_empty()
    assert [row.message_id for row in await read_outbox(sessions)] == [1, 3, 2]


async def test_no_more_requests_are_under_way_than_a_kill_may_leave_in_doubt(small_mouth: Mouth) -> None:
    """However many chats wait: the others are not even claimed."""
    for person in await add_people(small_mouth.sessions, MAX_IN_FLIGHT + 3):
        await put(small_mouth.sessions, person, "privacy")
    small_mouth.telegram.answering.clear()
    async with small_mouth.speaking():
        await small_mouth.telegram.wait_for_calls(MAX_IN_FLIGHT)
        await small_mouth.look_again()
        assert await small_mouth.count_states() == {"sending": MAX_IN_FLIGHT, "queued": 3}


async def test_after_a_plea_for_silence_everybody_waits(small_mouth: Mouth) -> None:
    """Not only the chat that was refused, and no longer than Telegram asked; then each message leaves once."""
    telegram, sessions = small_mouth.telegram, small_mouth.sessions
    refused, other = await add_people(sessions, 2)
    telegram.answers.append(TOO_MANY)
    await put(sessions, refused, "privacy")
    async with small_mouth.speaking():
        await telegram.wait_for_calls(1)
        await small_mouth.wait_for_state("queued", 1)
        await put(sessions, other, "privacy")
        small_mouth.pass_time(29)
        await small_mouth.look_again()
        assert len(telegram.calls) == 1
        small_mouth.pass_time(1)
        await small_mouth.sender.wait_until_empty()
    assert [(row.state, row.attempts) for row in await read_outbox(sessions)] == [("sent", 1), ("sent", 1)]


async def test_what_was_claimed_as_silence_was_asked_for_makes_no_request(small_mouth: Mouth) -> None:
    """The plea came by the other line, which shares the budget: the row waits, and has not been tried."""
    (person,) = await add_people(small_mouth.sessions)
    await put(small_mouth.sessions, person, "privacy")

    def ask_for_silence() -> bool:
        small_mouth.sender.rate_limiter.pause_for(30)
        return True

    small_mouth.sender.may_send = ask_for_silence
    async with small_mouth.speaking():
        while not (row := (await read_outbox(small_mouth.sessions))[0]).retry_at:
            await small_mouth.look_again()
    assert (row.state, row.attempts, small_mouth.telegram.calls) == ("queued", 0, [])
    assert timedelta(seconds=29) < row.retry_at - NOW <= timedelta(seconds=30)


async def test_no_message_is_risked_while_telegram_is_silent(small_mouth: Mouth) -> None:
    """It is asked who we are, and asked again later; nothing else leaves until it answers."""
    async with silent_telegram(small_mouth) as telegram:
        telegram.answers.append(TimedOut())
        for asked, seconds in enumerate((1, 2)):
            assert telegram.methods == [ASK] * asked
            small_mouth.pass_time(seconds)
            await telegram.wait_for_calls(asked + 1)
            if not asked:
                await small_mouth.look_again()
        await small_mouth.sender.wait_until_empty()
    assert telegram.methods == [ASK, ASK, SEND, SEND]


async def test_one_message_tries_whether_telegram_is_back(small_mouth: Mouth) -> None:
    """It has said who we are: until a message arrives, only one at a time is risked."""
    async with silent_telegram(small_mouth) as telegram:
        small_mouth.pass_time(1)
        await telegram.wait_for_calls(1)
        telegram.answering.clear()
        await telegram.wait_for_calls(2)
        await small_mouth.look_again()
        assert (await small_mouth.count_states())["sending"] == 1
        telegram.answering.set()
        await small_mouth.sender.wait_until_empty()
        assert (await small_mouth.count_states())["sent"] == 2


async def test_it_is_not_empty_while_a_message_is_under_way(small_mouth: Mouth) -> None:
    """Whoever waits for the end of it all waits for the answer too."""
    (person,) = await add_people(small_mouth.sessions)
    await put(small_mouth.sessions, person, "privacy")
    small_mouth.telegram.answering.clear()
    async with small_mouth.speaking():
        empty = asyncio.create_task(small_mouth.sender.wait_until_empty())
        await small_mouth.telegram.wait_for_calls(1)
        await asyncio.wait([empty], timeout=0.05)
        assert not empty.done()
        small_mouth.telegram.answering.set()
        await empty
    assert await small_mouth.count_states() == {"sent": 1}


async def test_a_stop_lets_what_is_under_way_arrive(mouth: Mouth) -> None:
    """Its answer is written down before the mouth ends; what waited behind it does not leave any more."""
    (person,) = await add_people(mouth.sessions)
    await put(mouth.sessions, person, "privacy", "language")
    mouth.telegram.answering.clear()
    async with mouth.speaking() as running:
        await mouth.telegram.wait_for_calls(1)
        running.cancel()
        await asyncio.wait([running], timeout=0.05)
        assert not running.done()
        mouth.telegram.answering.set()
        await asyncio.wait([running])
    assert [(row.state, row.message_id) for row in await read_outbox(mouth.sessions)] == [("sent", 1), ("queued", None)]


async def test_what_a_stop_leaves_unanswered_is_recovered_as_its_kind_says(
    small_mouth: Mouth, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An answer that does not come is not waited for long: it is in doubt, and leaves again if its kind may."""
    monkeypatch.setattr(sender_module, "DRAIN_SECONDS", 0.01)
    sessions = small_mouth.sessions
    for person, kind in zip(await add_people(sessions, 2), ("help", "privacy"), strict=True):
        await put(sessions, person, kind)
    small_mouth.telegram.answering.clear()
    async with small_mouth.speaking() as running:
        await small_mouth.telegram.wait_for_calls(2)
        running.cancel()
        await asyncio.wait([running])
        assert await small_mouth.count_states() == {"sending": 2}
        async with sessions.begin() as session:
            await outbox.recover(session, NOW)
        assert [row.state for row in await read_outbox(sessions)] == ["queued", "uncertain"]


async def test_a_claim_that_was_committed_unknown_to_us_is_put_back(mouth: Mouth) -> None:
    """The connection broke in the very moment: nothing was sent, so the rows leave in the next turn, once."""
    (person,) = await add_people(mouth.sessions)
    await put(mouth.sessions, person, "privacy")
    with breaking_once(mouth.sessions, "commit"):
        async with mouth.speaking():
            await mouth.look_again()
            await mouth.sender.wait_until_empty()
    (row,) = await read_outbox(mouth.sessions)
    assert (row.state, row.attempts, mouth.telegram.methods) == ("sent", 1, [SEND])


async def test_an_answer_is_kept_while_the_database_is_away(small_mouth: Mouth) -> None:
    """The message has left: it is written down at the next turn that can, and not said twice."""
    (person,) = await add_people(small_mouth.sessions)
    await put(small_mouth.sessions, person, "privacy")
    async with small_mouth.speaking():
        await small_mouth.sender.wait_until_empty()  # that Telegram answers is noted once, in a transaction of its own
        small_mouth.telegram.answering.clear()
        await put(small_mouth.sessions, person, "language")
        small_mouth.sender.wake()
        await small_mouth.telegram.wait_for_calls(2)
        with breaking_once(small_mouth.sessions, "begin"):
            small_mouth.telegram.answering.set()
            await small_mouth.look_again()
        await small_mouth.sender.wait_until_empty()
    assert (await small_mouth.count_states(), small_mouth.telegram.methods) == ({"sent": 2}, [SEND] * 2)


async def test_words_that_meet_an_error_of_the_database_are_given_up_alone(small_mouth: Mouth) -> None:
    """The error ends the transaction, and every other message of it leaves all the same."""
    (person,) = await add_people(small_mouth.sessions)
    await bind_group(small_mouth.sessions)
    await put(small_mouth.sessions, None, "cards", cards=[NO_NUMBER])
    await put(small_mouth.sessions, person, "privacy")
    async with small_mouth.speaking():
        await small_mouth.sender.wait_until_empty()
    assert await list_states(small_mouth.sessions) == [("cards", "given_up", 0), ("privacy", "sent", 1)]


async def test_an_outcome_that_cannot_be_written_holds_up_no_other(small_mouth: Mouth) -> None:
    """What follows from a block is refused by the database: that row is in doubt, the other one is sent."""
    sessions, telegram = small_mouth.sessions, small_mouth.telegram
    for person in await add_people(sessions, 2):
        await put(sessions, person, "privacy")
    await forbid_changes(sessions, "person")
    telegram.answers.append(BLOCKED)
    async with small_mouth.speaking():
        await small_mouth.sender.wait_until_empty()
    states = Counter((row.kind, row.state) for row in await read_outbox(sessions))
    assert states == {("privacy", "uncertain"): 1, ("privacy", "sent"): 1, ("card", "queued"): 1}
    assert telegram.methods == [SEND] * 2
