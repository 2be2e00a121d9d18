"""What falls due when, over all tables: a due date is a column, and the clock asks what is past."""

from collections.abc import Awaitable, Callable
from datetime import UTC, datetime

from sqlalchemy import bindparam, func, select
from sqlalchemy.orm import InstrumentedAttribute

from storage import installation
from storage.engine.app_session import AppSession
from storage.schema.gate_tables import ParentalConsent, VettingCheck
from storage.schema.life_tables import Course
from storage.schema.safeguarding_tables import Duty, Silence
from storage.schema.tables import Binome, Card, MentoringSession, Need, Offer, Person
from storage.schema.talk_tables import PassedMessage
from use_cases.binomes import courses, moves, pauses, proposals
from use_cases.desk import digest, vetting
from use_cases.needs_offers import forms, needs, parental_requests
from use_cases.outbox import outbox, silences
from use_cases.pairing import wait_news
from use_cases.people import first_words
from use_cases.sessions import reminders, sessions
from use_cases.talk import passing
from use_cases.team import cards, duty

Part = Callable[[AppSession, datetime, int], Awaitable[int]]
"""It does what is due, some rows at a time, and gives how many there were."""
PARTS: dict[Part, tuple[InstrumentedAttribute[datetime | None], ...]] = {
    reminders.fall_due: (MentoringSession.day_before_at, MentoringSession.soon_at),
    sessions.fall_due: (MentoringSession.check_in_at, MentoringSession.closes_at),
    moves.fall_due: (MentoringSession.ask_due_at,),
    courses.fall_due: (Course.count_at, Course.end_due_at, Course.limit_at),
    proposals.fall_due: (Binome.nudge_at, Binome.due_at),
    needs.fall_due: (Need.alert_at,),
    forms.fall_due: (Need.nudge_at, Offer.nudge_at),
    parental_requests.fall_due: (ParentalConsent.remind_at,),
    first_words.fall_due: (Person.first_words_until,),
    pauses.fall_due: (Need.resume_at, Offer.resume_at, Binome.resume_at),
    cards.fall_due: (Card.due_at,),
    duty.fall_due: (Duty.remind_at,),
    vetting.fall_due: (VettingCheck.warn_at,),
    wait_news.fall_due: (Need.news_at, Offer.news_at),
    passing.fall_due: (PassedMessage.lapses_at,),
    silences.fall_due: (Silence.until,),
    digest.fall_due: (),
}
"""What is done -> the columns that say when. The digest's moments are settings, and it looks at them by itself."""
COLUMNS = tuple(column for columns in PARTS.values() for column in columns)
SELECT_EARLIEST = select(
    *(select(func.min(column)).where(column > bindparam("after")).scalar_subquery() for column in COLUMNS)
)
"""The first moment of each column, all in one question: most of the time nothing is due anywhere."""
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


async def find_late_parts(session: AppSession, now: datetime) -> set[Part]:
    """Return the parts that have something to do, or cannot tell without looking."""
    first = dict(zip(COLUMNS, await _read_earliest(session, EPOCH), strict=True))
    past = {column for column, moment in first.items() if moment is not None and moment <= now}
    return {part for part, columns in PARTS.items() if not columns or past.intersection(columns)}


async def find_next_moment(session: AppSession, after: datetime) -> datetime | None:
    """Return the next moment of programme time at which anything is due, strictly after another."""
    moments = [*await _read_earliest(session, after), await outbox.find_next_due(session, after)]
    moments += await installation.list_moments(session)
    return min((moment for moment in moments if moment is not None and moment > after), default=None)


async def _read_earliest(session: AppSession, after: datetime) -> tuple[datetime | None, ...]:
    return tuple((await session.execute(SELECT_EARLIEST, {"after": after})).one())
