"""Which checks of a person count, and what is missing of those that the programme requires."""

from collections.abc import Collection
from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, func, or_, select

from mentoring.gates import CheckKind
from mentoring.pauses import BACK_AT_HOUR
from mentoring.sheet_views import CheckLine, ChecksView
from mentoring.vetting import ChecksMissing, compute_expiry, has_expired, sort_kinds
from storage.engine.app_session import AppSession
from storage.schema.gate_tables import VettingCheck
from storage.schema.tables import Person
from use_cases.people import people


def compute_end(session: AppSession, kind: CheckKind, day: date) -> datetime | None:
    """Return from when a check that was made on a day no longer counts; None where it counts for ever."""
    end = compute_expiry(day, session.programme.vetting.get_months(kind))
    return None if end is None else begin_day(session, end)


def begin_day(session: AppSession, day: date) -> datetime:
    """Return when a day begins for people, by the programme's clock."""
    return datetime.combine(day, time(BACK_AT_HOUR), ZoneInfo(session.programme.zone)).astimezone(UTC)


async def list_counting(
    session: AppSession, numbers: Collection[int], now: datetime
) -> dict[int, frozenset[CheckKind]]:
    """Return the kinds of check that count today, for each of some people who has any."""
    return await _list_kinds(session, numbers, _counts(now))


async def list_made(session: AppSession, numbers: Collection[int]) -> dict[int, frozenset[CheckKind]]:
    """Return the kinds of check that were ever made, for each of some people who has any; an expired one was."""
    return await _list_kinds(session, numbers)


async def _list_kinds(
    session: AppSession, numbers: Collection[int], *which: ColumnElement[bool]
) -> dict[int, frozenset[CheckKind]]:
    wanted = select(VettingCheck.person_id, VettingCheck.kind).where(VettingCheck.person_id.in_(numbers), *which)
    found: dict[int, frozenset[CheckKind]] = {}
    for number, kind in await session.execute(wanted):
        found[number] = found.get(number, frozenset()) | {kind}
    return found


async def list_vetted(session: AppSession, kinds: Collection[CheckKind], now: datetime) -> set[int]:
    """Return everybody in whom each of some kinds of check counts; there has to be one kind at least."""
    wanted = select(VettingCheck.person_id).where(VettingCheck.kind.in_(kinds), _counts(now))
    return set(await session.scalars(wanted.group_by(VettingCheck.person_id).having(func.count() == len(kinds))))


async def list_missing(
    session: AppSession, person_id: int, required: Collection[CheckKind], now: datetime
) -> list[CheckKind]:
    """Return which of the required checks do not count in somebody, in the order in which people read them."""
    counting = (await list_counting(session, [person_id], now)).get(person_id, frozenset())
    return sort_kinds(frozenset(required) - counting)


async def require(session: AppSession, person_id: int, required: Collection[CheckKind], now: datetime) -> None:
    """Raise `ChecksMissing` when one of the required checks does not count in somebody."""
    if missing := await list_missing(session, person_id, required, now):
        raise ChecksMissing(f"({', '.join(missing)})")


async def view(session: AppSession, person_id: int, now: datetime) -> ChecksView:
    """Return the checks of somebody as the team reads them, and which of the required ones are missing."""
    rows = await session.scalars(select(VettingCheck).where(VettingCheck.person_id == person_id))
    lines = {row.kind: await _view_line(session, row, now) for row in rows.all()}
    required = session.programme.vetting.required_checks
    missing = await list_missing(session, person_id, required.list_for(is_minor=True), now)
    return ChecksView(
        checks=[lines[kind] for kind in sort_kinds(lines)],
        missing=[kind for kind in missing if kind in required.of_all],
        missing_for_minors=[kind for kind in missing if kind not in required.of_all],
    )


async def _view_line(session: AppSession, row: VettingCheck, now: datetime) -> CheckLine:
    checker = await session.get(Person, row.checked_by) if row.checked_by else None
    by = (await people.read_profile(session, checker)).get("name", "") if checker else ""
    return CheckLine(row.kind, row.checked_at, by, row.expires_at, has_expired(row.expires_at, now))


def _counts(now: datetime) -> ColumnElement[bool]:
    return or_(VettingCheck.expires_at.is_(None), VettingCheck.expires_at > now)
