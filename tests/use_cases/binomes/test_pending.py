"""What waits for somebody's answer, by the states and by what they were asked last."""

from datetime import timedelta

from sqlalchemy import update

from mentoring.pending import Pending, PendingKind
from storage.engine.app_session import AppSession
from storage.engine.database import Sessions
from storage.schema.tables import MentoringSession, Outgoing, Person
from tests.cast import NOW, find_person, make_accepted, make_active, make_agreed, make_proposed, members_of
from use_cases.binomes import binomes, moves, pending, slots
from use_cases.outbox import outbox
from use_cases.sessions import sessions as meetings

LATER = NOW + timedelta(days=1, hours=12)
"""After the first session of `make_active`."""


async def list_kinds(session: AppSession, person: Person) -> list[PendingKind]:
    """Return what waits once everything that was queued has been sent."""
    await session.execute(update(Outgoing).where(Outgoing.state == "queued").values(state="sent"))
    return [one.kind for one in await pending.list_pending(session, person, LATER)]


async def test_each_side_is_asked_its_own(sessions: Sessions) -> None:
    """The proposal waits for the volunteer, then the consent for the young person, then the hour for both."""
    async with sessions.begin() as session:
        for make, expected in (
            (make_proposed, ([], ["proposal"])),
            (make_accepted, (["consent"], [])),
            (make_agreed, (["goal", "hour"], ["hour"])),
        ):
            members = await members_of(session, await make(session))
            assert tuple([await list_kinds(session, one) for one in members]) == expected


async def test_the_hour_waits_for_whoever_was_asked(sessions: Sessions) -> None:
    """Whoever asked has nothing to answer; who looked at the hours last may type another one."""
    async with sessions.begin() as session:
        young, volunteer = await members_of(session, binome := await make_agreed(session))
        await slots.ask_for_slot(session, binome.id, young, "1-18", NOW)
        assert (await list_kinds(session, young), await list_kinds(session, volunteer)) == ([], ["slot"])
        await slots.confirm_slot(session, binome.id, volunteer, "1-18", NOW)
        assert await list_kinds(session, volunteer) == []
        await outbox.put(session, NOW, volunteer, "slot_choice", binome=binome.id)
        assert await list_kinds(session, volunteer) == ["new_hour"]


async def test_a_session_is_told_of_once_it_was_asked_about_and_for_a_week(sessions: Sessions) -> None:
    """First whether it took place, then how it was; the latest asked first."""
    async with sessions.begin() as session:
        young, volunteer = await members_of(session, binome := await make_active(session))
        await meetings.fall_due(session, LATER, 10)
        met = await session.get_one(MentoringSession, 1)
        assert await list_kinds(session, young) == ["check_in"]
        await meetings.answer_check_in(session, met.id, young, True, LATER)
        assert await list_kinds(session, young) == ["rating"]
        await slots.ask_for_slot(session, binome.id, young, "1-19", LATER)
        assert await list_kinds(session, volunteer) == ["slot", "check_in"]
        found = await pending.list_pending(session, volunteer, LATER + timedelta(days=7))
        assert [one.kind for one in found] == ["slot"]


async def test_another_moment_waits_for_the_other_then_for_its_author(sessions: Sessions) -> None:
    """Whoever asked has nothing to answer until nobody has; once it is answered, nothing waits."""
    async with sessions.begin() as session:
        young, volunteer = await members_of(session, binome := await make_active(session))
        planned = await meetings.find_upcoming(session, binome)
        assert planned is not None
        start = planned.starts_at
        await moves.ask(session, planned.id, young, planned.revision, start + timedelta(days=2), NOW)
        assert await pending.list_pending(session, young, NOW) == []
        assert await pending.list_pending(session, volunteer, NOW) == [Pending("move", planned.id, binome.id)]
        late = start - timedelta(hours=1)
        await moves.fall_due(session, late, 10)
        await session.execute(update(Outgoing).where(Outgoing.state == "queued").values(state="sent"))
        assert await pending.list_pending(session, young, late) == [Pending("unanswered", planned.id, binome.id)]
        await moves.come(session, planned.id, young, planned.revision, late)
        assert [await pending.list_pending(session, one, late) for one in (young, volunteer)] == [[], []]


async def test_whoever_was_left_is_asked_how_they_are_until_they_say(sessions: Sessions) -> None:
    """For two days; what was asked last of a need comes first: whether another is sought, or whether it is the same."""
    async with sessions.begin() as session:
        binome = await make_active(session)
        young, volunteer = await members_of(session, binome)
        session.answered = volunteer.id
        await binomes.end(session, binome, "time", LATER)
        assert (await list_kinds(session, young), await list_kinds(session, volunteer)) == (["again", "feeling"], [])
        await outbox.put(session, LATER, young, "again_ask", need=binome.need_id)
        assert await list_kinds(session, young) == ["same_need", "feeling"]
        late = await pending.list_pending(session, young, LATER + timedelta(days=2))
        assert [one.kind for one in late] == ["same_need"]
        await outbox.put(session, LATER, young, "feeling_noted", binome=binome.id, feeling="low")
        assert await list_kinds(session, young) == ["same_need"]


async def test_another_binome_is_asked_for_after_the_end_of_one(sessions: Sessions) -> None:
    """By the need that is over; the volunteer is asked nothing."""
    async with sessions.begin() as session:
        binome = await make_active(session)
        await binomes.end(session, binome, "time", NOW)
        young, volunteer = await find_person(session, binome.need), await find_person(session, binome.offer)
        assert (await list_kinds(session, young), await list_kinds(session, volunteer)) == (["again"], [])
