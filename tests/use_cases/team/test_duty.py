"""The duty roster: whose shifts are whose, and whom an urgent case calls, at each step, whoever is on duty."""

from datetime import date, datetime, timedelta

import pytest
from sqlalchemy import select

from mentoring.duty import Cover, Shift
from mentoring.errors import NotAllowed, NotPossible
from storage import installation
from storage.engine.app_session import AppSession
from storage.engine.database import Sessions
from storage.schema.safeguarding_tables import Duty, Tie
from storage.schema.tables import Card, Outgoing, Person
from tests.cast import NOW, add_coordinator, add_person, list_queued, make_active, members_of
from use_cases.binomes import departures, reports, safety
from use_cases.desk import digest
from use_cases.outbox import outbox
from use_cases.outbox.context_request import ContextRequest, find_reader
from use_cases.people import staff
from use_cases.team import cards, duty, membership, roster, suspensions

QUARTER, HOUR, WEEK = timedelta(minutes=15), timedelta(hours=1), timedelta(weeks=1)
MONDAY = date(2026, 11, 23)


def shift_at(session: AppSession, **later: float) -> Shift:
    """Return the shift of some time after Monday at ten, when the day's shift runs."""
    return roster.read_calendar(session).find_shift(NOW + timedelta(**later))


async def make_team(session: AppSession) -> tuple[Person, Person, Person, Person]:
    """Return the head and three coordinators, in a programme with a staff group."""
    await installation.write(session, installation.STAFF_CHAT, "-1001")
    others = [await add_coordinator(session, name) for name in ("Karim", "Lou", "Zoé")]
    return await add_coordinator(session, "Claire", "head"), others[0], others[1], others[2]


async def list_called(session: AppSession, team: tuple[Person, ...], now: datetime) -> list[bool]:
    """Return for each of some people whether a call waits to leave to them; then all of them leave."""
    called = ["card_reminder" in await list_queued(session, one) for one in team]
    while rows := await outbox.claim(session, now, now, [], True):
        await outbox.settle_row(session, rows[0].id, "sent", now)
    return called


async def list_holders(session: AppSession) -> list[tuple[int | None, datetime]]:
    """Return who has which shift, the first one first."""
    rows = await session.execute(select(Duty.person_id, Duty.begins_at).order_by(Duty.begins_at))
    return [(person, begins_at) for person, begins_at in rows]


async def test_an_urgent_case_calls_who_is_on_duty_then_the_next_then_the_head_then_all(sessions: Sessions) -> None:
    """At once in private, then wider every quarter of an hour; a new sign of a taken case begins anew."""
    async with sessions.begin() as session:
        head, karim, lou, zoe = team = await make_team(session)
        await duty.take(session, karim, shift_at(session), NOW)
        await duty.take(session, lou, shift_at(session, days=1), NOW)
        await duty.take(session, zoe, shift_at(session, days=2), NOW)
        person = await add_person(session)
        await safety.handle_distress(session, person, "strong", "suicide", "je veux mourir", NOW)
        card = (await session.scalars(select(Card))).one()
        assert await list_called(session, team, NOW) == [False, True, False, False]
        steps = []
        for step in range(1, 4):
            await cards.fall_due(session, NOW + step * QUARTER, 100)
            steps.append(await list_called(session, team, NOW + step * QUARTER))
        assert steps == [[False, True, True, False], [True, True, True, False], [True, True, True, True]]
        await cards.take_case(session, card, zoe, NOW + HOUR)
        await safety.handle_distress(session, person, "strong", "suicide", "je vais me tuer", NOW + HOUR)
        assert await list_called(session, team, NOW + HOUR) == [False, True, False, True]
        await cards.fall_due(session, NOW + HOUR + QUARTER, 100)
        assert await list_called(session, team, NOW + HOUR + QUARTER) == [False, True, True, False]
        assert head.id


async def test_when_nobody_is_on_duty_whoever_is_next_is_called_at_once(small_sessions: Sessions) -> None:
    """The night is noted as covered by nobody, or its holder has blocked the bot: no case waits for that."""
    async with small_sessions.begin() as session:
        head, karim, lou, zoe = team = await make_team(session)
        await duty.leave_uncovered(session, head, shift_at(session), NOW)
        await duty.take(session, lou, shift_at(session, days=1), NOW)
        assert await roster.read_cover(session, NOW) == Cover(False, shift_at(session, days=1).begins_at)
        await cards.open_case(session, NOW, "help", "person:1", person_id=(await add_person(session)).id)
        assert await list_called(session, team, NOW) == [False, False, True, False]
        await departures.mark_silent(session, lou, "blocked", NOW)
        assert await roster.read_cover(session, NOW) == Cover(False, None)
        await cards.open_case(session, NOW, "help", "person:2", person_id=(await add_person(session)).id)
        assert await list_called(session, team, NOW) == [True, False, False, False]
        await departures.mark_silent(session, head, "blocked", NOW)
        await cards.open_case(session, NOW, "help", "person:3", person_id=(await add_person(session)).id)
        assert await list_called(session, team, NOW) == [False, True, False, True]
        assert {karim.id, zoe.id}.isdisjoint({person for person, _ in await list_holders(session)})


async def test_whoever_may_not_see_a_case_is_never_called_for_it(small_sessions: Sessions) -> None:
    """The accused is on duty, or has declared a tie to the person: the next one is called in their place."""
    async with small_sessions.begin() as session:
        head, karim, lou, _ = team = await make_team(session)
        binome = await make_active(session)
        young, volunteer = await members_of(session, binome)
        await staff.appoint(session, volunteer, "coordinator", NOW)
        await duty.take(session, volunteer, shift_at(session), NOW)
        await duty.take(session, karim, shift_at(session, days=1), NOW)
        await list_called(session, (), NOW)
        await reports.report_partner(session, binome.id, young, NOW)
        assert await list_called(session, (*team, volunteer), NOW) == [True, False, False, False, False]
        tied = await add_person(session)
        session.add(Tie(staff_id=karim.id, person_id=tied.id, kind="relative", since=NOW))
        await duty.assign(session, head, karim.id, shift_at(session), NOW)
        await duty.take(session, lou, shift_at(session, days=2), NOW)
        await list_called(session, (), NOW)
        await cards.open_case(session, NOW, "help", "person:1", person_id=tied.id)
        for step in range(4):
            assert (await list_called(session, (karim, lou), NOW))[0] is False, step
            await cards.fall_due(session, NOW + (step + 1) * QUARTER, 100)


async def test_a_roster_that_ended_weeks_ago_is_none(small_sessions: Sessions) -> None:
    """A team that has given it up is called as one that never had any, and its hours are told again."""
    async with small_sessions.begin() as session:
        team = await make_team(session)
        await duty.take(session, team[1], shift_at(session), NOW)
        later = NOW + 5 * WEEK
        assert (await roster.is_kept(session, NOW), await roster.is_kept(session, later)) == (True, False)
        assert await roster.read_cover(session, later) is None
        await cards.open_case(session, later, "help", "person:1", person_id=(await add_person(session)).id)
        await cards.fall_due(session, later + QUARTER, 100)
        assert await list_called(session, team, later + QUARTER) == [False, True, True, True]


async def test_a_shift_is_anybodys_to_take_and_its_holders_to_give_back(sessions: Sessions) -> None:
    """Nobody takes a shift that is taken, gives back another's, or assigns one that somebody has; a head may."""
    async with sessions.begin() as session:
        head, karim, lou, zoe = await make_team(session)
        shift = shift_at(session, days=1)
        assert await duty.take(session, karim, shift, NOW)
        assert not await duty.take(session, lou, shift, NOW)
        for refused in (
            duty.give_back(session, lou, shift, NOW),
            duty.leave_uncovered(session, lou, shift, NOW),
            duty.assign(session, lou, zoe.id, shift, NOW),
        ):
            with pytest.raises(NotAllowed):
                await refused
        await duty.assign(session, head, lou.id, shift, NOW)
        assert await list_holders(session) == [(lou.id, shift.begins_at)]
        assert [await list_queued(session, one) for one in (karim, lou)] == [["duty_news"], ["duty_news"]]
        await duty.give_back(session, lou, shift, NOW)
        assert await list_queued(session, head) == ["duty_news"]
        await duty.assign(session, karim, zoe.id, shift, NOW)
        assert await list_holders(session) == [(zoe.id, shift.begins_at)]
        with pytest.raises(NotPossible):
            await duty.take(session, karim, shift_at(session, days=-1), NOW)


async def test_what_is_about_tonight_does_not_wait_for_the_morning(small_sessions: Sessions) -> None:
    """A shift given or offered in the quiet hours reaches its new holder before it begins; one of next week waits."""
    async with small_sessions.begin() as session:
        head, karim, lou, _ = await make_team(session)
        late = NOW + timedelta(hours=11, minutes=30)
        await duty.assign(session, head, karim.id, shift_at(session, hours=13), late)
        await duty.offer(session, karim, shift_at(session, hours=13), lou.id, None, late)
        await duty.assign(session, head, karim.id, shift_at(session, days=7), late)
        dues = await session.scalars(select(Outgoing.due_at).where(Outgoing.kind.like("duty%")).order_by(Outgoing.id))
        assert list(dues) == [late, late, NOW + timedelta(hours=22)]


async def test_an_exchange_changes_nothing_until_the_other_person_agrees(small_sessions: Sessions) -> None:
    """Nobody else says yes, nor anybody to an offer that another one or another holder replaced; then both change."""
    async with small_sessions.begin() as session:
        head, karim, lou, zoe = await make_team(session)
        mine, theirs = shift_at(session, days=1), shift_at(session, days=2)
        await duty.take(session, karim, mine, NOW)
        await duty.take(session, lou, theirs, NOW)
        await duty.offer(session, karim, mine, lou.id, theirs, NOW)
        before = await list_holders(session)
        assert await list_queued(session, lou) == ["duty_offer"]
        for person in (karim, zoe, head):
            with pytest.raises(NotPossible):
                await duty.answer_offer(session, person, 1, theirs.key, NOW, accepts=True)
        await duty.answer_offer(session, lou, 1, theirs.key, NOW, accepts=False)
        with pytest.raises(NotPossible):
            await duty.answer_offer(session, lou, 1, theirs.key, NOW, accepts=True)
        assert await list_holders(session) == before == [(karim.id, mine.begins_at), (lou.id, theirs.begins_at)]
        await duty.offer(session, karim, mine, lou.id, None, NOW)
        await duty.offer(session, karim, mine, lou.id, theirs, NOW)
        with pytest.raises(NotPossible):
            await duty.answer_offer(session, lou, 1, "", NOW, accepts=True)
        await duty.answer_offer(session, lou, 1, theirs.key, NOW, accepts=True)
        assert await list_holders(session) == [(lou.id, mine.begins_at), (karim.id, theirs.begins_at)]
        await duty.offer(session, karim, theirs, zoe.id, None, NOW)
        await duty.assign(session, head, karim.id, theirs, NOW)
        with pytest.raises(NotPossible):
            await duty.answer_offer(session, zoe, 2, "", NOW, accepts=True)


async def test_a_week_is_repeated_as_far_as_shifts_are_vacant(small_sessions: Sessions) -> None:
    """One's own by anybody, all of them, those covered by nobody too, by a head alone; what is taken stays."""
    async with small_sessions.begin() as session:
        head, karim, lou, _ = await make_team(session)
        first, second = shift_at(session, days=1), shift_at(session, days=2)
        await duty.take(session, karim, first, NOW)
        await duty.leave_uncovered(session, karim, second, NOW)
        await duty.take(session, lou, shift_at(session, days=8), NOW)
        assert await duty.repeat(session, karim, 0, 4, NOW, everybody=False) == 3
        with pytest.raises(NotAllowed):
            await duty.repeat(session, karim, 0, 4, NOW, everybody=True)
        assert await duty.repeat(session, head, 0, 4, NOW, everybody=True) == 4
        held = await list_holders(session)
        assert [(person, at) for person, at in held if person == lou.id] == [(lou.id, first.begins_at + WEEK)]
        assert [at - first.begins_at for person, at in held if person == karim.id] == [
            0 * WEEK,
            *(2 * WEEK, 3 * WEEK, 4 * WEEK),
        ]
        assert len([person for person, _ in held if person is None]) == 5


async def test_an_absence_frees_shifts_and_the_head_is_told_which(small_sessions: Sessions) -> None:
    """Those of these days alone; the night that lasts into the first of them too."""
    async with small_sessions.begin() as session:
        head, karim, *_ = await make_team(session)
        for days in (0.5, 1, 1.4, 3):
            await duty.take(session, karim, shift_at(session, days=days), NOW)
        await duty.record_absence(session, karim, MONDAY + timedelta(days=1), MONDAY + timedelta(days=2), NOW)
        assert await list_holders(session) == [(karim.id, shift_at(session, days=3).begins_at)]
        told = (await session.scalars(select(Outgoing).where(Outgoing.person_id == head.id))).one()
        assert (told.kind, told.args["news"]) == ("duty_news", "vacant")
        assert told.args["shifts"] == ["20261123-night", "20261124-day", "20261124-evening"]


async def test_whoever_is_removed_loses_their_shifts_and_the_head_is_told(small_sessions: Sessions) -> None:
    """Those that have passed stay; whoever erases everything frees theirs as well."""
    async with small_sessions.begin() as session:
        head, karim, lou, _ = await make_team(session)
        for person, days in ((karim, 0), (karim, 8), (lou, 9)):
            await duty.take(session, person, shift_at(session, days=days), NOW)
        later = NOW + timedelta(days=2)
        await membership.remove_member(session, head, karim.id, later)
        assert [person for person, _ in await list_holders(session)] == [karim.id, lou.id]
        await departures.erase(session, lou, later)
        assert [person for person, _ in await list_holders(session)] == [karim.id]
        assert [kind for kind in await list_queued(session, head) if kind.startswith("duty")] == ["duty_news"] * 2


async def test_whoever_is_suspended_holds_no_shift_any_more(small_sessions: Sessions) -> None:
    """The heads are told which are vacant; once the suspension is over, shifts are taken anew."""
    async with small_sessions.begin() as session:
        head, karim, lou, _ = await make_team(session)
        for person, days in ((karim, 1), (lou, 2)):
            await duty.take(session, person, shift_at(session, days=days), NOW)
        await suspensions.stand_down(session, karim, NOW)
        assert [person for person, _ in await list_holders(session)] == [lou.id]
        assert [kind for kind in await list_queued(session, head) if kind.startswith("duty")] == ["duty_news"]
        await suspensions.end(session, karim, NOW)
        assert [person for person, _ in await list_holders(session)] == [lou.id]


async def test_whoever_is_next_is_reminded_once(small_sessions: Sessions) -> None:
    """Sixteen hours before, for all shifts that follow one another; not for one just taken or given away."""
    async with small_sessions.begin() as session:
        _, karim, lou, zoe = await make_team(session)
        for person, hours in ((karim, 24), (karim, 32), (karim, 36), (lou, 9), (zoe, 48)):
            await duty.take(session, person, shift_at(session, hours=hours), NOW)
        await duty.give_back(session, zoe, shift_at(session, hours=48), NOW)
        moment = NOW
        while moment < NOW + timedelta(days=3):
            await duty.fall_due(session, moment, 100)
            moment += HOUR
        assert await duty.fall_due(session, moment, 100) == 0
        rows = list(await session.scalars(select(Outgoing).where(Outgoing.kind == "duty_soon")))
        assert [(row.person_id, row.args["duty"]) for row in rows] == [(karim.id, 1)]
        assert rows[0].expires_at == shift_at(session, hours=24).begins_at


async def test_the_digest_names_the_vacant_shifts_of_the_next_seven_days(small_sessions: Sessions) -> None:
    """Not those that nobody covers on purpose; nothing at all where no roster is kept."""
    async with small_sessions.begin() as session:
        head, karim, *_ = await make_team(session)
        args = {"since": (NOW - timedelta(days=1)).isoformat(), "until": NOW.isoformat()}
        request = ContextRequest("digest", args, None, await find_reader(session, None), NOW)
        assert (await digest.view_day(session, request)).is_empty
        await duty.take(session, karim, shift_at(session), NOW)
        await duty.leave_uncovered(session, head, shift_at(session, hours=12), NOW)
        vacant = (await digest.view_day(session, request)).vacant
        assert [shift.key for shift in vacant[:2]] == ["20261123-evening", "20261124-day"]
        assert len(vacant) == 17
