"""The digest of a working day and the week's figures: when somebody begins to work, and only with news."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from storage import installation
from storage.engine.app_session import AppSession
from storage.engine.database import Sessions
from tests.cast import (
    NOW,
    add_need,
    add_offer,
    add_person,
    find_person,
    list_open_cards,
    list_queued,
    make_agreed,
    make_proposed,
)
from tests.empty_databases import sessions, small_sessions
from tests.people import PROGRAMME, make_active_pair, make_head_with_group, sign_up_young
from tests.town import Town
from use_cases import due
from use_cases.binomes import departures
from use_cases.desk import digest
from use_cases.outbox.context_request import ContextRequest, find_reader
from use_cases.people import people

__all__ = ["sessions", "small_sessions"]
MORNING = datetime(2026, 11, 24, 8, tzinfo=UTC)


@pytest.mark.parametrize(
    ("now", "zone", "weekly", "expected"),
    [
        (NOW, "Europe/Paris", False, datetime(2026, 11, 24, 7, 30, tzinfo=UTC)),
        (datetime(2026, 11, 24, 7, 30, tzinfo=UTC), "Europe/Paris", False, datetime(2026, 11, 25, 7, 30, tzinfo=UTC)),
        (NOW, "Europe/Paris", True, datetime(2026, 11, 30, 7, 30, tzinfo=UTC)),
        (datetime(2026, 3, 28, 12, tzinfo=UTC), "Europe/Paris", False, datetime(2026, 3, 29, 6, 30, tzinfo=UTC)),
        (NOW, "Indian/Reunion", False, datetime(2026, 11, 24, 4, 30, tzinfo=UTC)),
    ],
)
def test_without_working_hours_it_comes_at_half_past_eight(
    now: datetime, zone: str, weekly: bool, expected: datetime
) -> None:
    """Local time, in summer and in winter; never twice at the same moment."""
    assert digest.compute_next_moment(now, replace(PROGRAMME, zone=zone, staff_open=()), weekly=weekly) == expected


@pytest.mark.parametrize(
    ("days", "weekly", "expected"),
    [(0, False, 1), (1, False, 2), (4, False, 8), (5, False, 8), (0, True, 8), (7, True, 8), (8, True, 14)],
)
def test_it_comes_when_the_team_begins_a_working_day(days: int, weekly: bool, expected: int) -> None:
    """No weekend, no day on which nobody works: the week's figures come on the first day that somebody does."""
    closed = replace(PROGRAMME, closed_on=("11-30",))
    asked = datetime(2026, 11, 23, 12, tzinfo=UTC) + timedelta(days=days)
    moment = datetime(2026, 11, 23, 8, tzinfo=UTC) + timedelta(days=expected)
    assert digest.compute_next_moment(asked, closed, weekly=weekly) == moment


async def test_nothing_to_say_is_not_said(small_sessions: Sessions) -> None:
    """Without cases, volunteers or binômes the group is left in peace."""
    async with small_sessions.begin() as session:
        await installation.write(session, installation.STAFF_CHAT, "-1001")
        assert await digest.fall_due(session, NOW, 100) == 0
        assert await digest.fall_due(session, NOW + timedelta(days=8), 100) == 0
        assert await list_queued(session, None) == []


async def test_its_moment_is_one_that_the_clock_knows(small_sessions: Sessions) -> None:
    """The next moment at which anything is due takes the digest into account."""
    async with small_sessions.begin() as session:
        await digest.fall_due(session, NOW, 100)
        assert await due.find_next_moment(session, NOW) == MORNING


async def test_it_waits_for_no_group(small_sessions: Sessions) -> None:
    """Digests do not pile up for a group that is not there yet."""
    async with small_sessions.begin() as session:
        await make_agreed(session)
        for at in range(4):
            await digest.fall_due(session, NOW + timedelta(days=at), 100)
        assert {"digest", "figures"} & set(await list_queued(session, None)) == set()


async def _list_digests(session: AppSession) -> list[ContextRequest]:
    """Return what yesterday's digest and today's are made for."""
    days = [(NOW - timedelta(days=1), NOW), (NOW, NOW + timedelta(days=1))]
    reader = await find_reader(session, None)
    given = [{"since": since.isoformat(), "until": until.isoformat()} for since, until in days]
    return [ContextRequest("digest", one, None, reader, NOW) for one in given]


async def test_it_counts_a_day_once(sessions: Sessions) -> None:
    """What happened is in one digest and not in the next."""
    async with sessions.begin() as session:
        await make_agreed(session)
        first, second = await _list_digests(session)
        assert [(await digest.view_day(session, one)).formed for one in (first, second)] == [1, 0]
        week = await digest.view_week(session, first)
        assert (week.formed, week.active, week.waiting, week.median_days) == (1, 1, 0, 0)
        assert await list_open_cards(session) == ["new_volunteer"]


async def test_half_of_the_binomes_is_never_said_to_have_waited_less_than_it_did(small_sessions: Sessions) -> None:
    """A day and six hours is « 2 days or less »: of one day it would not be true."""
    async with small_sessions.begin() as session:
        binome = await make_agreed(session)
        binome.need.waiting_since = NOW - timedelta(hours=30)
        _, today = await _list_digests(session)
        assert (await digest.view_week(session, today)).median_days == 2


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
async def test_the_group_reads_the_digest_in_the_morning(town: Town) -> None:
    """Once a day: what is open and since when, what was formed; references only."""
    _, _, _, group = await make_active_pair(town)
    await town.beat()
    await town.pass_time(days=1)
    said = [str(one.get("text")) for one in await group.messages()]
    (digest_said,) = [text for text in said if text.startswith("☀️")]
    assert "Binômes formés : 1" in digest_said
    assert "Nouvelles offres d'aide : 1" in digest_said
    assert "Inès" not in digest_said
    assert not [text for text in said if text.startswith("📊")]


async def test_the_group_reads_mondays_figures(active_town: Town) -> None:
    """Each Monday, the week in numbers."""
    _, _, _, group = active_town.pair
    await active_town.beat()
    await active_town.pass_week()
    (figures,) = [str(one["text"]) for one in await group.messages() if str(one.get("text")).startswith("📊")]
    assert "Binômes formés : 1" in figures
    assert "En cours : 1" in figures
    assert "la moitié des binômes" in figures


async def test_a_quiet_programme_stays_quiet(small_town: Town) -> None:
    """A group that was just made reads nothing for a week."""
    _, group = await make_head_with_group(small_town)
    before = len(await group.messages())
    await small_town.beat()
    await small_town.pass_time(days=8)
    assert len(await group.messages()) == before


async def test_it_names_those_who_went_silent_while_somebody_counted_on_them(sessions: Sessions) -> None:
    """A need that waits, an offer, a proposal that waited for an answer: once, by their references; no newcomer."""
    async with sessions.begin() as session:
        need, offer, pair = await add_need(session), await add_offer(session), await make_proposed(session)
        helper = await find_person(session, pair.offer)
        for person in (await find_person(session, need), await find_person(session, offer), await add_person(session)):
            await departures.mark_silent(session, person, "gone", NOW)
        await departures.mark_silent(session, helper, "blocked", NOW)
        first, second = await _list_digests(session)
        assert (await digest.view_day(session, first)).silent == ["J-001", "V-001", "V-002"]
        assert (await digest.view_day(session, second)).silent == []
        assert pair.need.state == "waiting"
        await people.mark_active(session, helper)
        assert (await digest.view_day(session, first)).silent == ["J-001", "V-001"]


async def test_an_account_that_is_closed_while_somebody_waits_is_told_in_the_morning(small_town: Town) -> None:
    """No case for it, and no silence either: one line with the reference."""
    _, group = await make_head_with_group(small_town)
    young = await sign_up_young(small_town)
    await small_town.beat()
    closed = {"status": 403, "description": "Forbidden: user is deactivated"}
    await small_town.act("fault", method="sendMessage", **closed)
    await young.write("/privacy")
    assert "Je ne peux plus écrire" not in await group.reads_all()
    await small_town.pass_time(days=1)
    assert "📵 Je ne peux plus écrire à : J-001" in await group.reads_about("☀️")
