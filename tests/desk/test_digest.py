"""The morning digest and Monday's figures: at 8:30 by the programme's clock, and only with something to say."""

from datetime import UTC, datetime, timedelta

import pytest

from storage import digest, due, settings
from storage.database import Sessions
from tests.people import active_pair, head_with_group
from tests.storage.cast import NOW, agreed, open_cards, queued
from tests.storage.conftest import sessions, small_sessions
from tests.town import Town

__all__ = ["sessions", "small_sessions"]
MORNING = datetime(2026, 11, 24, 7, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("now", "zone", "weekday", "expected"),
    [
        (NOW, "Europe/Paris", None, MORNING),
        (MORNING, "Europe/Paris", None, MORNING + timedelta(days=1)),
        (MORNING - timedelta(minutes=1), "Europe/Paris", None, MORNING),
        (NOW, "Europe/Paris", 0, datetime(2026, 11, 30, 7, 30, tzinfo=UTC)),
        (datetime(2026, 3, 28, 12, tzinfo=UTC), "Europe/Paris", None, datetime(2026, 3, 29, 6, 30, tzinfo=UTC)),
        (NOW, "Indian/Reunion", None, datetime(2026, 11, 24, 4, 30, tzinfo=UTC)),
    ],
)
def test_it_comes_at_half_past_eight(now: datetime, zone: str, weekday: int | None, expected: datetime) -> None:
    """Local time, in summer and in winter; never twice at the same moment."""
    assert digest.next_moment(now, zone, weekday) == expected


async def test_nothing_to_say_is_not_said(small_sessions: Sessions) -> None:
    """Without cases, volunteers or binômes the group is left in peace."""
    async with small_sessions.begin() as session:
        await settings.write(session, settings.STAFF_CHAT, "-1001")
        assert await digest.fall_due(session, NOW, 100) == 0
        assert await digest.fall_due(session, NOW + timedelta(days=8), 100) == 0
        assert await queued(session, None) == []


async def test_its_moment_is_one_that_the_clock_knows(small_sessions: Sessions) -> None:
    """The next moment at which anything is due takes the digest into account."""
    async with small_sessions.begin() as session:
        await digest.fall_due(session, NOW, 100)
        assert await due.next_moment(session, NOW) == MORNING


async def test_it_waits_for_no_group(small_sessions: Sessions) -> None:
    """Digests do not pile up for a group that is not there yet."""
    async with small_sessions.begin() as session:
        await agreed(session)
        for at in range(4):
            await digest.fall_due(session, NOW + timedelta(days=at), 100)
        assert {"digest", "figures"} & set(await queued(session, None)) == set()


async def test_it_counts_a_day_once(sessions: Sessions) -> None:
    """What happened is in one digest and not in the next."""
    async with sessions.begin() as session:
        await agreed(session)
        first = {"since": (NOW - timedelta(days=1)).isoformat(), "until": NOW.isoformat()}
        second = {"since": NOW.isoformat(), "until": (NOW + timedelta(days=1)).isoformat()}
        counts = [(await digest.day(session, args))["formed"] for args in (first, second)]
        assert counts == [1, 0]
        week = await digest.week(session, first)
        assert (week["formed"], week["active"], week["waiting"], week["median_days"]) == (1, 1, 0, 0)
        assert await open_cards(session) == ["new_volunteer"]


async def test_the_group_reads_the_digest_in_the_morning(town: Town) -> None:
    """Once a day: what is open and since when, what was formed; references only."""
    _, _, _, group = await active_pair(town)
    await town.beat()
    await town.pass_time(days=1)
    said = [str(one.get("text")) for one in await group.messages()]
    (digest_said,) = [text for text in said if text.startswith("☀️")]
    assert "Binômes formés : 1" in digest_said
    assert "Nouvelles offres d'aide : 1" in digest_said
    assert "Inès" not in digest_said
    assert not [text for text in said if text.startswith("📊")]


async def test_the_group_reads_mondays_figures(small_town: Town) -> None:
    """Each Monday, the week in numbers."""
    _, _, _, group = await active_pair(small_town)
    await small_town.beat()
    await small_town.pass_time(days=7)
    (figures,) = [str(one["text"]) for one in await group.messages() if str(one.get("text")).startswith("📊")]
    assert "Binômes formés : 1" in figures
    assert "En cours : 1" in figures
    assert "médiane" in figures


async def test_a_quiet_programme_stays_quiet(small_town: Town) -> None:
    """A group that was just made reads nothing for a week."""
    _, group = await head_with_group(small_town)
    before = len(await group.messages())
    await small_town.beat()
    await small_town.pass_time(days=8)
    assert len(await group.messages()) == before
