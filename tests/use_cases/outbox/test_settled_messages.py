"""What is settled loses its buttons as its reader learns of it: by night nobody is left without any."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

from mentoring.message_kinds import KEYBOARD
from storage.engine.app_session import AppSession
from storage.engine.database import Sessions
from storage.schema.tables import Binome, Outgoing, Person
from tests.cast import NOW, make_active, members_of
from use_cases.binomes import pauses
from use_cases.outbox import outbox
from use_cases.sessions import sessions as meetings

NIGHT = datetime(2026, 11, 23, 21, 30, tzinfo=UTC)
"""Half past ten in the evening in Paris, before the first session on Tuesday."""
MORNING = datetime(2026, 11, 24, 7, tzinfo=UTC)
"""Eight in the morning there."""


async def remind(session: AppSession, binome: Binome) -> tuple[Person, Person]:
    """Let both have read the reminder of their session; return young person and volunteer."""
    planned = await meetings.find_upcoming(session, binome)
    assert planned is not None
    members = await members_of(session, binome)
    for number, person in enumerate(members, 41):
        await outbox.put(session, NOW, person, "reminder_day", session=planned.id, revision=planned.revision)
        row = (await session.scalars(select(Outgoing).order_by(Outgoing.id.desc()).limit(1))).one()
        row.state, row.message_id = "sent", number
    return members


async def list_keyboards(session: AppSession, person: Person) -> list[datetime]:
    """Return when messages of somebody's lose their buttons."""
    mine = (Outgoing.person_id == person.id, Outgoing.kind == KEYBOARD)
    return list(await session.scalars(select(Outgoing.due_at).where(*mine)))


@pytest.mark.parametrize(("now", "seen_at"), [(NIGHT, MORNING), (NOW, NOW)], ids=["night", "day"])
async def test_a_pause_takes_the_partners_buttons_as_its_news_is_read(
    small_sessions: Sessions, now: datetime, seen_at: datetime
) -> None:
    """Whoever pauses has read of it at once; the other has the reminder's buttons until the morning."""
    async with small_sessions.begin() as session:
        binome = await make_active(session)
        young, volunteer = await remind(session, binome)
        session.answered = volunteer.id
        await pauses.pause(session, binome, volunteer, (now + timedelta(days=9)).date(), now)
        assert (await list_keyboards(session, volunteer), await list_keyboards(session, young)) == ([now], [seen_at])


async def test_a_message_takes_the_buttons_of_others_when_it_leaves(small_sessions: Sessions) -> None:
    """One that keeps the quiet hours takes them in the morning, one that answers its reader at once."""
    async with small_sessions.begin() as session:
        binome = await make_active(session)
        young, volunteer = await remind(session, binome)
        planned = await meetings.find_upcoming(session, binome)
        assert planned is not None
        session.answered = volunteer.id
        later = datetime(2026, 11, 24, 17, tzinfo=UTC) + timedelta(days=2)
        await meetings.move_to(session, planned, later, NIGHT)
        await meetings.tell_both(session, planned, "session_moved", NIGHT, by=volunteer.id)
        assert await list_keyboards(session, volunteer) == [NIGHT]
        assert await list_keyboards(session, young) == [MORNING]
