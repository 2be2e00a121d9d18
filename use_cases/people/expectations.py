"""What a person is still expected to type: it lapses with its term, or once the bot has said something else."""

from datetime import datetime

from sqlalchemy import select

from mentoring.expectations import HELP, PUT_AWAY, TERMS, Expected
from mentoring.message_kinds import IN_TRANSIT_STATES, LIST, SENT_STATES
from storage.engine.app_session import AppSession
from storage.schema.tables import Outgoing, Person


async def read_expected(session: AppSession, person: Person, now: datetime) -> Expected | None:
    """Return what the person's next words are for; None when nothing is expected, or no longer."""
    expected = person.expecting
    if expected is None or (now <= expected.until and not await _is_followed(session, person, expected)):
        return expected
    person.expecting = None
    return None


async def _is_followed(session: AppSession, person: Person, expected: Expected) -> bool:
    """Return whether another message came after the one that asked. What is redrawn stands where it stood."""
    if not (kinds := TERMS[expected.what].kinds):
        return False
    theirs = Outgoing.person_id == person.id
    asking = select(Outgoing.state, Outgoing.changed_at).where(theirs, Outgoing.kind.in_(kinds))
    asked = (await session.execute(asking.order_by(Outgoing.id.desc()).limit(1))).first()
    if asked is None or asked.state in IN_TRANSIT_STATES:
        return False
    later = select(Outgoing.kind).where(
        theirs,
        Outgoing.kind.not_in((*kinds, LIST)),
        Outgoing.edits.is_(False),
        Outgoing.state.in_(SENT_STATES),
        Outgoing.changed_at > asked.changed_at,
    )
    said = (await session.scalars(later.order_by(Outgoing.changed_at, Outgoing.id))).all()
    was_put_away = said[-1:] == [PUT_AWAY] and set(said) <= {*HELP, PUT_AWAY}
    return bool(said) and not was_put_away
