"""The promises of delivery, races, zones and hearing in short: the benchmarks play them at length."""

import pytest

from benchmarks import delivery, forged, fuzz, races, talk, zones
from benchmarks.strict_telegram import TelegramLimits, serve_strict
from scheduler.delivery.transport import MAX_IN_FLIGHT
from storage.engine.database import Sessions
from tests.empty_databases import open_sessions
from tests.rights import roles

ZONES = (
    "Europe/Paris",
    "America/Miquelon",
    "Pacific/Noumea",
    "Indian/Reunion",
    "Pacific/Marquesas",
    "Africa/Casablanca",
)


async def test_a_round_that_is_killed_again_and_again_loses_and_doubles_nothing() -> None:
    """What arrived and what the ledger says agree; only what was in flight is uncertain, and shown to the team."""
    found, killed = await delivery.kill("sqlite", 60, 4, 1.0, 1)
    assert killed >= 2
    assert (found.planned, found.lost, found.doubled) == (60, 0, 0)
    assert found.states["sent"] + found.states["uncertain"] == 60
    assert found.states["uncertain"] <= MAX_IN_FLIGHT * killed
    assert found.listed


async def test_messages_between_the_two_are_never_lost_nor_out_of_order_and_doubts_are_told() -> None:
    """Three hundred, a sender that is killed and a Bot API that holds it up: each arrives, or its writer is told."""
    found, killed = await talk.kill("sqlite", 300, 3, 8.0, 1)
    assert killed >= 2
    assert (found.lost, found.doubled, found.out_of_order, found.untold) == (0, 0, 0, 0)
    assert found.states["received"] + found.states["uncertain"] == 300


async def test_the_server_that_counts_enforces_telegrams_limits() -> None:
    """Thirty a second in all, one a second in a chat, twenty a minute in a group: one more is refused."""
    async with serve_strict(TelegramLimits()) as telegram:
        assert [telegram.find_broken_rule(chat, 10.0) for chat in (1, 1)] == ["", "chat"]
        assert [telegram.find_broken_rule(-1, 20.0 + number) for number in range(21)] == [*[""] * 20, "group"]
        assert [telegram.find_broken_rule(chat, 90.0) for chat in range(1, 32)] == [*[""] * 30, "overall"]


async def test_many_acceptances_at_once_promise_nobody_twice(database_url: str) -> None:
    """Several volunteers, a last place and double taps: one yes counts, on each database."""
    async with open_sessions(database_url) as sessions:
        assert await _find_races(sessions) == "0 promised twice, 0 beyond their places, 0 asked twice"


async def _find_races(sessions: Sessions) -> str:
    await races.run_races(sessions, 60)
    return await races.count_doubles(sessions)


@pytest.mark.parametrize("zone", ZONES)
def test_every_weekly_hour_is_what_another_computation_gives(zone: str) -> None:
    """Two years of a slot, changes of clocks included: start, reminders and check-in."""
    compared, wrong = zones.compare(zone, 67)
    assert compared > 1000
    assert wrong == 0


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
async def test_hostile_updates_raise_nothing_and_leave_nobody_stuck(database_url: str) -> None:
    """Whatever people, buttons and groups send is answered or left aside, and the menu answers afterwards."""
    found = await fuzz.process(database_url, 300, 3)
    assert found.updates > found.unreadable + 200
    assert (found.raised, found.not_rendered, found.stuck) == ({}, {}, [])


async def test_no_forged_button_is_accepted(small_sessions: Sessions) -> None:
    """Random, changed, somebody else's or of another moment: no button does what its tapper's own screens do not."""
    town, among = await roles.fill(small_sessions), ("stranger", "young_active", "volunteer_ended", "barred")
    found = await forged.press_all(small_sessions, town, 600, 1, among)
    assert found.accepted == []
    assert found.counts.total() == 600
