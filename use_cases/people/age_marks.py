"""Accounts that are too young, by a keyed hash that outlives their erasure and lies beside the key: until a date."""

from collections.abc import Collection
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import delete, select

from mentoring.births import CLOSED_FORMS, compute_term
from mentoring.errors import NotPossible
from mentoring.safeguarding import AgeMark, TurnedAwayWhy
from mentoring.states import Form
from storage.engine.app_session import AppSession
from storage.schema.safeguarding_tables import TurnedAway
from storage.schema.tables import Person
from use_cases.people import people

KEPT_OUT: TurnedAwayWhy = "kept_out"
KEPT_AFTER = timedelta(days=90)
"""An ended mark stays longer than any backup, so that an old one cannot bring back what the team has lifted."""
ALL_MARKS: tuple[TurnedAwayWhy, ...] = ("too_young", "no_offer", KEPT_OUT)


async def find_mark(session: AppSession, person: Person, now: datetime, form: Form = "need") -> AgeMark | None:
    """Return the mark that closes a form to an account now."""
    found = await _list_marks(session, person, now)
    return next((mark for mark, closed in CLOSED_FORMS.items() if mark in found and form in closed), None)


async def is_marked(session: AppSession, person: Person, now: datetime) -> bool:
    """Return whether an account is too young for one of the forms."""
    return await find_mark(session, person, now, "offer") is not None


async def is_kept_out(session: AppSession, person: Person, now: datetime) -> bool:
    """Return whether the team has looked at an account's age, and the answer stays."""
    return KEPT_OUT in await _list_marks(session, person, now)


async def require_open(session: AppSession, person: Person, form: Form, now: datetime) -> None:
    """Raise `NotPossible` when a form is closed to an account: nothing of it is sent, or taken up again."""
    if await find_mark(session, person, now, form):
        raise NotPossible("(age)")


async def place(session: AppSession, person: Person, mark: AgeMark, birth: str, now: datetime) -> None:
    """Turn an account away until whoever was born then is old enough; a mark of a later end stays."""
    until = await _find_midnight(session, person, compute_term(mark, birth, session.programme))
    row = await _find(session, person, mark)
    if row is None or row.until is None or row.until < until:
        await session.merge(TurnedAway(fingerprint=await _fingerprint(session, person), why=mark, until=until))
        await session.flush()


async def keep_out(session: AppSession, person: Person, now: datetime) -> None:
    """Leave an account's marks as they are until their end, without another look."""
    ends = [row.until for row in await _list_rows(session, person, CLOSED_FORMS) if row.until and row.until > now]
    if not ends:
        raise NotPossible("(no mark)")
    await session.merge(TurnedAway(fingerprint=await _fingerprint(session, person), why=KEPT_OUT, until=max(ends)))
    await session.flush()


async def lift(session: AppSession, person: Person, now: datetime) -> bool:
    """End an account's marks; return whether one was in force. The rows stay: the list beside the key learns of it."""
    in_force = await list_in_force(session, person, now)
    for row in in_force:
        row.until = now
    await session.flush()
    return bool(in_force)


async def list_in_force(session: AppSession, person: Person, now: datetime) -> list[TurnedAway]:
    """Return what an account's age closes to it now, and whether the team has looked."""
    rows = await _list_rows(session, person, ALL_MARKS)
    return sorted((row for row in rows if row.until and row.until > now), key=lambda row: ALL_MARKS.index(row.why))


async def read_terms(session: AppSession, person: Person, now: datetime) -> dict[AgeMark, datetime]:
    """Return which marks close a form to an account now, and until when."""
    rows = await _list_rows(session, person, CLOSED_FORMS)
    found = {row.why: row.until for row in rows if row.until and row.until > now}
    return {mark: found[mark] for mark in CLOSED_FORMS if mark in found}


async def forget_ended(session: AppSession, now: datetime) -> None:
    """Delete the marks that ended long ago."""
    ended = (TurnedAway.why.in_(ALL_MARKS), TurnedAway.until < now - KEPT_AFTER)
    await session.execute(delete(TurnedAway).where(*ended))


def has_ended(why: str, until: datetime | None, now: datetime) -> bool:
    """Return whether something that a list says of an account is a mark of its age, and is over."""
    return why in ALL_MARKS and until is not None and until <= now


async def _list_marks(session: AppSession, person: Person, now: datetime) -> set[TurnedAwayWhy]:
    return {row.why for row in await list_in_force(session, person, now)}


async def _list_rows(session: AppSession, person: Person, among: Collection[TurnedAwayWhy]) -> list[TurnedAway]:
    mine = (TurnedAway.fingerprint == await _fingerprint(session, person), TurnedAway.why.in_(among))
    return list(await session.scalars(select(TurnedAway).where(*mine)))


async def _find(session: AppSession, person: Person, mark: AgeMark) -> TurnedAway | None:
    return await session.get(TurnedAway, (await _fingerprint(session, person), mark))


async def _fingerprint(session: AppSession, person: Person) -> bytes:
    return session.vault.fingerprint_turned_away(await people.find_chat(session, person))


async def _find_midnight(session: AppSession, person: Person, day: date) -> datetime:
    return datetime.combine(day, time(), ZoneInfo(await people.find_zone(session, person)))
