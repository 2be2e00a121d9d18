"""The last weeks in numbers, for the picture of Monday's figures: counted by the database, nobody's name among them."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, func, select

from storage.engine.app_session import AppSession
from storage.schema.tables import Binome, MentoringSession

WEEK_COUNT = 12
WEEK = timedelta(weeks=1)
CONCLUDED = ("held", "missed")
"""Sessions whose check-in is over."""
Count = ColumnElement[int]


@dataclass(frozen=True, slots=True)
class WeeklyFigures:
    """One number a week, the oldest first; `begins` says when each week began."""

    begins: tuple[datetime, ...]
    active: tuple[int, ...]
    formed: tuple[int, ...]
    ended: tuple[int, ...]
    held: tuple[int, ...]
    sessions: tuple[int, ...]
    answered: tuple[int, ...]
    """Check-ins answered: each side of a session is asked."""

    @property
    def is_empty(self) -> bool:
        """Return whether nothing happened in all these weeks."""
        return not any((*self.active, *self.formed, *self.ended, *self.sessions))


async def count_until(session: AppSession, moment: datetime) -> WeeklyFigures:
    """Return the figures of the weeks that end at a moment."""
    weeks = [(moment - WEEK * (back + 1), moment - WEEK * back) for back in reversed(range(WEEK_COUNT))]
    over = [_is_within(MentoringSession.starts_at, week) & MentoringSession.state.in_(CONCLUDED) for week in weeks]
    ended = Binome.state == "ended"
    return WeeklyFigures(
        begins=tuple(begin for begin, _ in weeks),
        active=await _count_each(session, [_count_rows(_is_active_at(end)) for _, end in weeks]),
        formed=await _count_each(session, [_count_rows(_is_within(Binome.agreed_at, week)) for week in weeks]),
        ended=await _count_each(session, [_count_rows(_is_within(Binome.ended_at, week) & ended) for week in weeks]),
        held=await _count_each(session, [_count_rows(one & (MentoringSession.state == "held")) for one in over]),
        sessions=await _count_each(session, [_count_rows(one) for one in over]),
        answered=await _count_each(session, [_count_answers(one) for one in over]),
    )


async def _count_each(session: AppSession, counts: list[Count]) -> tuple[int, ...]:
    """Return what is counted of each week, in one look at the table."""
    return tuple((await session.execute(select(*counts))).one())


def _count_rows(which: ColumnElement[bool]) -> Count:
    return func.count().filter(which)


def _count_answers(which: ColumnElement[bool]) -> Count:
    sides = (MentoringSession.young_held, MentoringSession.volunteer_held)
    young, volunteer = (func.count(said).filter(which) for said in sides)
    return young + volunteer


def _is_active_at(moment: datetime) -> ColumnElement[bool]:
    return (Binome.agreed_at <= moment) & (Binome.ended_at.is_(None) | (Binome.ended_at > moment))


def _is_within(column: Any, week: tuple[datetime, datetime]) -> ColumnElement[bool]:
    found: ColumnElement[bool] = (column > week[0]) & (column <= week[1])
    return found
