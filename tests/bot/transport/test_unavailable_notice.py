"""While nothing can be written: whoever waits is told so, once, in private, past the outbox."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta

import pytest

from benchmarks.failover import wait_until
from benchmarks.postgres import PostgresServer
from bot.transport import polling
from bot.transport.unavailable_notice import GRACE_SECONDS
from storage.schema.tables import Card, Outgoing
from tests.faults.bot_api_calls import add_newcomer, list_calls, type_text
from tests.faults.table_dump import list_outgoing, read_rows
from tests.faults.unavailable_database import (
    AFTER_GRACE_SECONDS,
    hold_clock,
    make_unavailable,
    wait_for_failures,
    wait_for_updates,
)
from tests.people import make_head_with_group
from tests.town import Town, Visitor

ARRIVED = "C'est bien arrivé, rien n'est perdu."


@asynccontextmanager
async def _forbid_writing(town: Town) -> AsyncIterator[None]:
    """Let the disk take nothing, as when it fails and is only read from then on."""
    engine = town.app.sessions.kw["bind"]

    async def read_only(word: str) -> None:
        async with engine.connect() as connection:
            raw = await connection.get_raw_connection()  # a transaction cannot even begin
            assert raw.driver_connection is not None
            await raw.driver_connection.execute(f"PRAGMA query_only={word}")

    await read_only("ON")
    try:
        yield
    finally:
        await read_only("OFF")


@asynccontextmanager
async def _wait_long(town: Town, who: Visitor, text: str) -> AsyncIterator[None]:
    """Let somebody write, and wait for the disk until long after everybody is told."""
    hold_clock(town.app)
    async with _forbid_writing(town):
        await type_text(town, who, text)
        await wait_for_updates(town, 2)
        hold_clock(town.app, AFTER_GRACE_SECONDS)
        await wait_for_updates(town, 2)
        yield


async def test_whoever_waits_for_a_disk_is_told_once_that_nothing_is_lost(small_town: Town) -> None:
    """Not in the first seconds; then one sentence, however often it is tried; in the next outage one more."""
    who = await add_newcomer(small_town)
    for outage in (1, 2):
        hold_clock(small_town.app, outage * AFTER_GRACE_SECONDS)
        async with _forbid_writing(small_town):
            await type_text(small_town, who, "/privacy")
            await wait_for_updates(small_town, 2)
            assert await small_town.count_sent(who, ARRIVED) == outage - 1
            hold_clock(small_town.app, outage * AFTER_GRACE_SECONDS + GRACE_SECONDS)
            await wait_for_updates(small_town, 2)
            assert await small_town.count_sent(who, ARRIVED) == outage
        await small_town.settle()
        assert (await list_outgoing(small_town, "sent")).count("privacy") == outage
    assert await small_town.count_sent(who, ARRIVED) == 2
    assert "meanwhile" not in await list_outgoing(small_town, "sent")


async def test_whoever_taps_reads_it_where_they_look(small_town: Town) -> None:
    """At the top of the screen, in their language; no message stays behind."""
    who = await small_town.add_person("Lou", language="en")
    await who.write("/start")
    shown = (await who.messages())[-1]
    hold_clock(small_town.app)
    async with _forbid_writing(small_town):
        tap = {"chat": who.chat, "user": who.id, "message_id": shown["message_id"], "data": "menu::"}
        await small_town.act("tap", **tap, wait=False)
        await wait_for_updates(small_town, 2)
        hold_clock(small_town.app, AFTER_GRACE_SECONDS)
        await wait_for_updates(small_town, 2)
        said = [call["params"]["text"] for call in await list_calls(small_town, "answercallbackquery")]
        assert said == ["It has arrived, nothing is lost. I will answer as soon as I can: no need to send it again."]
    await small_town.settle()
    assert await small_town.count_sent(who, "It has arrived") == 0


async def test_whoever_asks_for_help_reads_the_numbers_meanwhile(small_town: Town) -> None:
    """The help text needs no database: it is said instead of the sentence, and help is asked for afterwards too."""
    who = await add_newcomer(small_town)
    async with _wait_long(small_town, who, "jveu mourir"):
        assert (await small_town.count_sent(who, "3114"), await small_town.count_sent(who, ARRIVED)) == (1, 0)
    await small_town.settle()
    assert (await list_outgoing(small_town, "sent")).count("help") == 1


async def _wait_until_read(who: Visitor, words: str) -> None:
    async def is_read() -> bool:
        return words in await who.reads_all()

    await wait_until(is_read)


async def test_whoever_cries_for_help_after_the_first_batch_reads_the_numbers_too(
    small_town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    """More people wait than are heard at once, and those who cry come last: they read the numbers, each once.

    Nothing is confirmed meanwhile; afterwards all of it has its effect, in order.
    """
    monkeypatch.setattr(polling, "HEAR_AGAIN_SECONDS", 0.05)
    many = [await add_newcomer(small_town, f"P{number}") for number in range(polling.MAX_UPDATES_PER_TRANSACTION + 3)]
    criers = [(await add_newcomer(small_town, text), text) for text in ("jveu mourir", "🆘", "/AIDE", "aide moi")]
    hold_clock(small_town.app)
    async with _forbid_writing(small_town):
        for who in many:
            await type_text(small_town, who, "/privacy")
        await wait_for_updates(small_town, 2)
        hold_clock(small_town.app, AFTER_GRACE_SECONDS)
        for who, text in criers:  # one after the other: each is heard in another round
            await type_text(small_town, who, text)
            await _wait_until_read(who, "3114")
        assert [await small_town.count_sent(who, "3114") for who, _ in criers] == [1] * len(criers)
        assert len(small_town.simulator.state.updates.waiting_updates) == len(many) + len(criers)
    await small_town.settle()
    rows = [row for row in await read_rows(small_town, Outgoing) if row.kind in ("privacy", "help")]
    assert [row.kind for row in rows] == ["privacy"] * len(many) + ["help"] * len(criers)
    assert [row.person_id for row in rows] == sorted({row.person_id for row in rows})


async def test_an_outage_that_begins_while_nobody_writes_makes_nobody_deaf(
    small_town: Town, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """What fails first is the bot's own look into the database; who cries for help afterwards is heard even so."""
    monkeypatch.setattr(polling, "HEAR_AGAIN_SECONDS", 0.05)
    who = await add_newcomer(small_town)
    hold_clock(small_town.app)
    async with _forbid_writing(small_town):
        await wait_for_failures(caplog, "bot.transport.polling", 1)
        hold_clock(small_town.app, AFTER_GRACE_SECONDS)
        await type_text(small_town, who, "jveu mourir")
        await _wait_until_read(who, "3114")
    await small_town.settle()
    assert (await list_outgoing(small_town, "sent")).count("help") == 1


async def test_help_that_telegram_refused_is_said_again(small_town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    """The sentence for everybody is said once or not at all; the numbers are tried until they have left."""
    monkeypatch.setattr(polling, "HEAR_AGAIN_SECONDS", 0.05)
    who = await add_newcomer(small_town)
    hold_clock(small_town.app)
    async with _forbid_writing(small_town):
        await type_text(small_town, who, "jveu mourir")
        await wait_for_updates(small_town, 1)
        await small_town.act("fault", method="sendMessage", status=500)
        hold_clock(small_town.app, AFTER_GRACE_SECONDS)
        await _wait_until_read(who, "3114")
        assert not small_town.simulator.bot_api.faults.pending
    await small_town.settle()


async def test_a_database_that_does_not_answer_is_as_good_as_away(
    small_town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It refuses nothing and does nothing: after some seconds whoever cries for help reads the numbers."""
    monkeypatch.setattr(polling, "HEAR_AGAIN_SECONDS", 0.05)
    who = await add_newcomer(small_town)
    hold_clock(small_town.app)
    engine = small_town.app.sessions.kw["bind"]
    async with engine.connect():  # the one connection there is
        await type_text(small_town, who, "jveu mourir")
        await wait_for_updates(small_town, 1)
        hold_clock(small_town.app, polling.HUNG_SECONDS + 1)
        await _wait_until_read(who, "3114")
    await small_town.settle()


async def test_a_case_of_an_outage_says_when_it_was_written(small_town: Town) -> None:
    """The team reads how long the words had waited, not when the database came back."""
    _, group = await make_head_with_group(small_town)
    who = await add_newcomer(small_town)
    hold_clock(small_town.app)
    written = small_town.app.clock.now()
    async with _forbid_writing(small_town):
        await type_text(small_town, who, "jveu mourir")
        await wait_for_updates(small_town, 1)
        small_town.simulator.offset += timedelta(minutes=20)
    await small_town.settle()
    (case,) = [card for card in await read_rows(small_town, Card) if card.kind == "distress"]
    assert case.written_at is not None
    assert timedelta(minutes=19) < case.opened_at - case.written_at < timedelta(minutes=21)
    assert abs(case.written_at - written) < timedelta(minutes=1)
    assert "écrit : " in await group.reads()


async def test_a_group_is_told_nothing(small_town: Town) -> None:
    """What the team writes in its group is taken up afterwards; nobody is disturbed meanwhile."""
    _head, group = await make_head_with_group(small_town)
    before = len(await list_calls(small_town))
    async with _wait_long(small_town, group, "/file"):
        assert len(await list_calls(small_town)) == before
    await small_town.settle()
    assert len(await list_calls(small_town)) > before


@pytest.mark.parametrize("fault", [{"status": 500}, {"status": 429, "retry_after": 5}, {"status": "drop"}])
async def test_a_sentence_that_cannot_be_said_stops_nothing(small_town: Town, fault: dict[str, object]) -> None:
    """Telegram refuses it: it is let go, and what was written is answered once there is a database."""
    who = await add_newcomer(small_town)
    hold_clock(small_town.app)
    async with _forbid_writing(small_town):
        await type_text(small_town, who, "/privacy")
        await wait_for_updates(small_town, 2)
        await small_town.act("fault", method="sendMessage", **fault)
        hold_clock(small_town.app, AFTER_GRACE_SECONDS)
        await wait_for_updates(small_town, 2)
        assert not small_town.simulator.bot_api.faults.pending
    await small_town.settle()
    assert ARRIVED not in await who.reads_all()
    assert (await list_outgoing(small_town, "sent")).count("privacy") == 1


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
async def test_whoever_waits_for_postgresql_is_told_once(town: Town, postgres_server: PostgresServer) -> None:
    """It refuses and breaks every line, as when it restarts for long; afterwards the answer comes, once."""
    who = await add_newcomer(town)
    hold_clock(town.app)
    with make_unavailable(postgres_server, town.app.sessions):
        await type_text(town, who, "/privacy")
        await wait_for_updates(town, 2)
        assert await town.count_sent(who, ARRIVED) == 0
        hold_clock(town.app, AFTER_GRACE_SECONDS)
        await wait_for_updates(town, 2)
        assert await town.count_sent(who, ARRIVED) == 1
    await town.settle()
    assert (await list_outgoing(town, "sent")).count("privacy") == 1
