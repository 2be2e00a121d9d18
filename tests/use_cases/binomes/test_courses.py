"""The course of a binôme: its weeks are counted, what is said on the way, and how it ends or goes on."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select, update

from mentoring.errors import NotPossible
from storage.engine.app_session import AppSession
from storage.engine.database import Sessions
from storage.schema.life_tables import Course
from storage.schema.tables import Binome, Outgoing, Person
from tests.cast import (
    NOW,
    add_coordinator,
    find_person,
    list_queued,
    make_accepted,
    make_active,
    make_proposed,
    members_of,
)
from use_cases.binomes import binomes, courses, goals, holds, pauses, proposals, slots
from use_cases.needs_offers import forms
from use_cases.outbox import silences
from use_cases.sessions import sessions as meetings

DAY, WEEK = timedelta(days=1), timedelta(weeks=1)
STEPS = ("halfway", "near_end", "end_ask", "end_reminder", "extended", "ended")


async def pass_week(session: AppSession, binome: Binome) -> datetime:
    """Let the next session go by; return the moment of its check-in."""
    planned = await meetings.find_upcoming(session, binome)
    assert planned is not None
    assert planned.check_in_at is not None
    now = planned.check_in_at
    await meetings.fall_due(session, now, 10)
    await courses.fall_due(session, now, 10)
    return now


async def pass_weeks(session: AppSession, binome: Binome, weeks: int) -> datetime:
    """Let some sessions go by; return the moment of the last check-in."""
    for _ in range(weeks):
        now = await pass_week(session, binome)
    return now


async def list_said(session: AppSession, person: Person) -> list[str]:
    """Return which steps of the course somebody was told of."""
    return [kind for kind in await list_queued(session, person) if kind in STEPS]


async def find_course(session: AppSession, binome: Binome) -> Course:
    """Return the course of a binôme."""
    return await session.get_one(Course, binome.id)


async def test_each_step_is_said_once_to_both(sessions: Sessions) -> None:
    """Half-way after eight of sixteen weeks, the end is near after fourteen, both are asked after the last."""
    async with sessions.begin() as session:
        binome = await make_active(session)
        said = {}
        for week in range(1, 17):
            await pass_week(session, binome)
            for person in await members_of(session, binome):
                said[week, person.id] = await list_said(session, person)
        for person in await members_of(session, binome):
            assert said[7, person.id] == []
            assert said[8, person.id] == said[13, person.id] == ["halfway"]
            assert said[14, person.id] == said[15, person.id] == ["halfway", "near_end"]
            assert said[16, person.id] == ["halfway", "near_end", "end_ask"]
        assert await meetings.find_upcoming(session, binome) is None
        assert binome.state == "active"


async def test_a_skipped_session_is_a_week_and_a_pause_is_none(small_sessions: Sessions) -> None:
    """Weeks count while the binôme is active, whether or not the two met; what a pause cancels does not."""
    async with small_sessions.begin() as session:
        binome = await make_active(session)
        young, _ = await members_of(session, binome)
        planned = await meetings.find_upcoming(session, binome)
        assert planned is not None
        await meetings.skip(session, planned.id, young, planned.revision, NOW)
        now = await pass_week(session, binome)
        await pauses.pause(session, binome, young, (now + 5 * WEEK).date(), now)
        await courses.fall_due(session, now + 4 * WEEK, 10)
        await pauses.wake(session, binome, now + 5 * WEEK)
        progress = await courses.read_progress(session, await find_course(session, binome))
        assert (progress.week, progress.weeks) == (2, 16)


@pytest.mark.parametrize(("make", "side"), [(make_proposed, 1), (make_accepted, 0)])
async def test_a_shorter_length_is_chosen_before_the_yes(small_sessions: Sessions, make: Any, side: int) -> None:
    """By whoever is asked; only one of the lengths of the programme, and not once both are together."""
    async with small_sessions.begin() as session:
        binome = await make(session)
        person = (await members_of(session, binome))[side]
        for weeks in (7, 52, 0):
            with pytest.raises(NotPossible):
                await courses.choose_length(session, binome.id, person, weeks)
        await courses.choose_length(session, binome.id, person, 8)
        assert binome.weeks == 8
        young, volunteer = await members_of(session, binome)
        if binome.state == "proposed":
            await proposals.accept(session, binome.id, volunteer, NOW)
        await proposals.agree(session, binome.id, young, NOW)
        with pytest.raises(NotPossible):
            await courses.choose_length(session, binome.id, person, 16)
        await slots.ask_for_slot(session, binome.id, young, "1-18", NOW)
        await slots.confirm_slot(session, binome.id, volunteer, "1-18", NOW)
        await pass_weeks(session, binome, 8)
        assert await list_said(session, young) == ["halfway", "near_end", "end_ask"]


async def make_asked(session: AppSession) -> tuple[Binome, Person, Person, datetime]:
    """Return a binôme of eight weeks that has come to its end, its members, and when they were asked."""
    binome = await make_active(session)
    binome.weeks = 8
    now = await pass_weeks(session, binome, 8)
    return (binome, *await members_of(session, binome), now)


async def test_two_yeses_make_it_longer(sessions: Sessions) -> None:
    """One waits for the other; then the sessions go on for four weeks, and both are asked again."""
    async with sessions.begin() as session:
        binome, young, volunteer, now = await make_asked(session)
        for _ in range(2):
            await courses.answer(session, binome.id, young, "yes", now)
        assert await meetings.find_upcoming(session, binome) is None
        await courses.answer(session, binome.id, volunteer, "yes", now + DAY)
        assert await meetings.find_upcoming(session, binome) is not None
        await courses.fall_due(session, now + 30 * DAY, 10)
        assert binome.state == "active"
        await pass_weeks(session, binome, 4)
        for person in (young, volunteer):
            assert await list_said(session, person) == [
                *("halfway", "near_end", "end_ask", "extended", "near_end", "end_ask")
            ]


async def test_one_no_ends_it_as_it_was_planned(small_sessions: Sessions) -> None:
    """Nobody was left: neither is asked how they are; the place is free and nothing falls due any more."""
    async with small_sessions.begin() as session:
        binome, young, volunteer, now = await make_asked(session)
        session.answered = young.id
        await courses.answer(session, binome.id, volunteer, "yes", now)
        await courses.answer(session, binome.id, young, "no", now)
        assert (binome.state, binome.why, binome.need.state) == ("ended", "planned", "closed")
        told = (Outgoing.kind == "ended", Outgoing.person_id.in_([young.id, volunteer.id]))
        assert [one["is_left"] for one in await session.scalars(select(Outgoing.args).where(*told))] == [False, False]
        course = await find_course(session, binome)
        assert (course.count_at, course.end_due_at, course.limit_at) == (None, None, None)
        with pytest.raises(NotPossible):
            await courses.answer(session, binome.id, volunteer, "yes", now)


async def test_whoever_is_silent_is_reminded_once_then_it_ends_kindly(sessions: Sessions) -> None:
    """After three days whoever has not answered, after a week it ends; whoever answered is not reminded."""
    async with sessions.begin() as session:
        binome, young, volunteer, now = await make_asked(session)
        await courses.answer(session, binome.id, young, "yes", now)
        for days in (2.9, 3, 3.1, 6.9):
            await courses.fall_due(session, now + days * DAY, 10)
        assert "end_reminder" not in await list_said(session, young)
        assert (await list_said(session, volunteer)).count("end_reminder") == 1
        assert binome.state == "active"
        await courses.fall_due(session, now + 7.1 * DAY, 10)
        assert (binome.state, binome.why) == ("ended", "planned")


async def test_a_clock_that_was_away_ends_nothing_without_a_reminder(small_sessions: Sessions) -> None:
    """The reminder comes first, however late, and leaves as many days as it says."""
    async with small_sessions.begin() as session:
        binome, young, _, now = await make_asked(session)
        await courses.fall_due(session, now + 20 * DAY, 10)
        assert (binome.state, (await list_said(session, young)).count("end_reminder")) == ("active", 1)
        await courses.fall_due(session, now + 23 * DAY, 10)
        assert binome.state == "active"
        await courses.fall_due(session, now + 24 * DAY, 10)
        assert (binome.state, binome.why) == ("ended", "planned")


@pytest.mark.parametrize("kept_by", ["hold", "silence"])
async def test_nothing_ends_by_itself_while_it_is_kept(small_sessions: Sessions, kept_by: str) -> None:
    """During a hold, or while one of the two is left in peace."""
    async with small_sessions.begin() as session:
        binome, young, _, now = await make_asked(session)
        head = await add_coordinator(session, "Hélène", "head")
        if kept_by == "hold":
            await holds.place(session, binome, now, by=head)
        else:
            await silences.place(session, young, head, None, "Un deuil.", now)
        for days in range(0, 60, 3):
            await courses.fall_due(session, now + days * DAY, 10)
        assert binome.state == ("frozen" if kept_by == "hold" else "active")
        if kept_by == "hold":
            await holds.lift(session, binome, head, now + 60 * DAY)
        else:
            await silences.end(session, young, head, now + 60 * DAY)
        for days in range(60, 90, 3):
            await courses.fall_due(session, now + days * DAY, 10)
        assert (binome.state, binome.why) == ("ended", "planned")


async def test_pauses_do_not_make_it_last_for_ever(sessions: Sessions) -> None:
    """After forty weeks of the calendar both are asked, in a pause too; nothing can be added any more."""
    async with sessions.begin() as session:
        binome = await make_active(session)
        young, volunteer = await members_of(session, binome)
        await pauses.pause(session, binome, young, (NOW + 50 * WEEK).date(), NOW)
        await courses.fall_due(session, NOW + 40 * WEEK - DAY, 10)
        assert "end_ask" not in await list_said(session, young)
        await courses.fall_due(session, NOW + 40 * WEEK, 10)
        assert await list_said(session, young) == await list_said(session, volunteer) == ["end_ask"]
        with pytest.raises(NotPossible):
            await courses.answer(session, binome.id, young, "yes", NOW + 40 * WEEK)
        for days in (3, 7):
            await courses.fall_due(session, NOW + 40 * WEEK + days * DAY, 10)
        assert binome.state == "ended"


async def test_a_held_binome_is_not_asked_at_the_limit(small_sessions: Sessions) -> None:
    """It is looked at again each week until the hold is lifted."""
    async with small_sessions.begin() as session:
        binome = await make_active(session)
        young, _ = await members_of(session, binome)
        head = await add_coordinator(session, "Hélène", "head")
        await holds.place(session, binome, NOW, by=head)
        for week in range(40, 44):
            await courses.fall_due(session, NOW + week * WEEK, 10)
        assert await list_said(session, young) == []
        await holds.lift(session, binome, head, NOW + 44 * WEEK)
        await courses.fall_due(session, NOW + 44 * WEEK, 10)
        assert await list_said(session, young) == ["end_ask"]


async def test_a_binome_that_ends_early_says_nothing_more_of_its_course(small_sessions: Sessions) -> None:
    """Whatever had been counted: the end is the end."""
    async with small_sessions.begin() as session:
        binome = await make_active(session)
        young, _ = await members_of(session, binome)
        await pass_weeks(session, binome, 7)
        (await find_course(session, binome)).count_at = NOW
        await binomes.end(session, binome, "time", NOW)
        await courses.fall_due(session, NOW + 60 * WEEK, 10)
        assert await list_said(session, young) == ["ended"]


async def test_the_goal_is_sealed_and_read_by_both(sessions: Sessions) -> None:
    """The young person's own sentence, kept by one tap; the bytes of the row say nothing."""
    async with sessions.begin() as session:
        binome = await make_active(session)
        young, volunteer = await members_of(session, binome)
        await goals.keep_offered(session, binome.id, young, NOW)
        assert await goals.read_goal(session, binome) == "Je cherche une alternance"
        assert b"alternance" not in ((await find_course(session, binome)).goal or b"")
        for person in (young, volunteer):
            assert "goal_set" in await list_queued(session, person)


async def test_a_typed_goal_reaches_the_volunteer_after_a_tap(small_sessions: Sessions) -> None:
    """Until then it stands nowhere but in the writer's own profile; an older button sends nothing."""
    async with small_sessions.begin() as session:
        binome = await make_active(session)
        young, volunteer = await members_of(session, binome)
        await goals.type_goal(session, binome.id, young, "Réussir le bac", NOW)
        assert "goal_set" not in await list_queued(session, volunteer)
        confirm = select(Outgoing.args).where(Outgoing.kind == "goal_confirm")
        mark = (await session.scalars(confirm)).one()["mark"]
        await goals.type_goal(session, binome.id, young, "Réussir le bac pro", NOW)
        with pytest.raises(NotPossible):
            await goals.send_typed(session, binome.id, young, mark, NOW)
        await session.execute(update(Outgoing).where(Outgoing.kind == "goal_confirm").values(state="sent"))
        newest = confirm.order_by(Outgoing.id.desc()).limit(1)
        await goals.send_typed(session, binome.id, young, (await session.scalars(newest)).one()["mark"], NOW)
        assert await goals.read_goal(session, binome) == "Réussir le bac pro"
        assert "goal_set" in await list_queued(session, volunteer)


async def test_a_long_need_is_no_goal(small_sessions: Sessions) -> None:
    """It is asked for in one sentence instead."""
    async with small_sessions.begin() as session:
        binome = await make_active(session)
        young = await find_person(session, binome.need)
        assert await goals.read_offered(session, binome) == "Je cherche une alternance"
        given = await forms.read_answers(session, binome.need)
        await forms.save(session, "need", binome.need, {**given, "words": "mot " * 100})
        assert await goals.read_offered(session, binome) == ""
        with pytest.raises(NotPossible):
            await goals.keep_offered(session, binome.id, young, NOW)
