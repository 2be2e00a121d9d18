"""When a volunteer is already with another young person: those hours are offered and given to nobody else."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import select

from mentoring.errors import NotPossible
from mentoring.rhythm import Slot, compute_next_occurrence, meets_weekly, overlap
from mentoring.rhythm_settings import Rhythm
from mentoring.states import RUNNING
from storage.engine.app_session import AppSession
from storage.schema.tables import Binome, MentoringSession, Offer, Person
from use_cases.binomes.binome_rows import join_need_and_offer
from use_cases.sessions import sessions

HALF_YEAR = timedelta(weeks=26)
"""Two weekly hours in different zones may meet in one season and not in the other."""


class HourTaken(NotPossible):
    """The volunteer is with another young person at this hour."""


@dataclass(frozen=True, slots=True)
class TakenHours:
    """The sessions and the weekly hours of a volunteer's other binômes."""

    starts: Sequence[datetime]
    slots: Sequence[Slot]
    rhythm: Rhythm

    def meet(self, start: datetime) -> bool:
        """Return whether a session that begins at a moment would run into one of them."""
        return any(overlap(start, other, self.rhythm) for other in self.starts) or any(
            meets_weekly(start, slot, self.rhythm) for slot in self.slots
        )

    def meet_weekly(self, slot: Slot, now: datetime) -> bool:
        """Return whether sessions of a weekly hour would run into one of them."""
        if any(meets_weekly(start, slot, self.rhythm) for start in self.starts):
            return True
        seasons = [compute_next_occurrence(slot, moment) for moment in (now, now + HALF_YEAR)]
        return any(meets_weekly(start, other, self.rhythm) for start in seasons for other in self.slots)


async def read(session: AppSession, binome: Binome) -> TakenHours:
    """Return what the volunteer of a binôme has on with others; a paused binôme keeps its weekly hour."""
    volunteer = Offer.person_id == binome.offer.person_id
    others = (volunteer, Binome.id != binome.id, Binome.state.in_(RUNNING))
    asked = join_need_and_offer(select(Binome, MentoringSession.starts_at)).outerjoin(
        MentoringSession, (MentoringSession.binome_id == Binome.id) & (MentoringSession.state == "planned")
    )
    rows = (await session.execute(asked.where(*others))).unique().all()
    slots = [slot for other, _ in rows if (slot := sessions.find_slot(other))]
    starts: list[datetime | None] = [start for _, start in rows]  # None of a binôme that has none planned
    return TakenHours([start for start in starts if start], slots, session.programme.rhythm)


async def lock(session: AppSession, binome: Binome) -> None:
    """Let nobody else give an hour of this volunteer away before this transaction ends."""
    await session.get(Person, binome.offer.person_id, with_for_update=True)
