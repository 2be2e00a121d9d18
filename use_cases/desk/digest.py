"""The group's digest of a working day, and the week's figures: numbers and references, said only when there is news."""

from collections.abc import Awaitable, Callable, Mapping
from datetime import UTC, datetime, time, timedelta
from math import ceil
from statistics import median
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, func, select

from mentoring.cases import CASES, OPEN_STATES
from mentoring.desk_contexts import DigestContext, FiguresContext
from mentoring.fairness import SlowGroup
from mentoring.opening_hours import OpeningHours
from mentoring.pauses import POSSIBLE
from mentoring.programme import Programme
from mentoring.references import format_reference
from mentoring.states import RUNNING, SEEKING
from storage import installation
from storage.engine.app_session import AppSession
from storage.schema.tables import Audit, Binome, Card, Need, Offer, Person
from use_cases.binomes.departures import SILENT_ACTS
from use_cases.desk import fairness, record_sheets, silence_screens, uncertain_messages
from use_cases.needs_offers import forms
from use_cases.outbox import outbox
from use_cases.outbox.context_request import ContextRequest, find_reader
from use_cases.team import case_access, outside, roster, staff_checks

Args = Mapping[str, Any]
DIGEST_TIME = time(8, 30)
"""Before the day's first coffee, by the programme's own clock, where nothing says when the team works."""
MAX_DAYS_AHEAD = 9
MONDAY = 0
PERIODS = {"digest": timedelta(days=1), "figures": timedelta(days=7)}
DUE_SETTINGS = {"digest": installation.DIGEST_AT, "figures": installation.FIGURES_AT}
MARK_CHARACTERS = 16
WAIT_PERIOD = timedelta(days=30)
AWAITED_STATES: dict[str, tuple[type[Need] | type[Offer], tuple[str, ...]]] = {
    noun: (table, tuple(state for state in POSSIBLE["stop"][noun] if state != "drafting"))
    for noun, table in forms.TABLES.items()
}
"""Where it matters that somebody went silent, before or beside a binôme: a running one has its own case."""
URGENT = tuple(kind for kind, rules in CASES.items() if rules.urgent)


async def fall_due(session: AppSession, now: datetime, _limit: int) -> int:
    """Say the digest and the figures whose moment has come; return how many there were."""
    count = 0
    for kind, name in DUE_SETTINGS.items():
        due = await installation.read_moment(session, name)
        if due is not None and due > now:
            continue
        following = compute_next_moment(now, session.programme, weekly=kind == "figures")
        await installation.write(session, name, following.isoformat())
        if kind == "digest":
            await outside.call_when_due(session, now)
        if due is not None and await installation.read_staff_chat(session) is not None:
            count += await _queue_report(session, kind, now, following)
    return count


async def has_figures_due(session: AppSession, now: datetime) -> bool:
    """Return whether the figures are about to be said."""
    due = await installation.read_moment(session, installation.FIGURES_AT)
    return due is not None and due <= now and await installation.read_staff_chat(session) is not None


def compute_next_moment(now: datetime, programme: Programme, *, weekly: bool) -> datetime:
    """Return when the team next begins a working day, or a week's first; without hours, the next local 8:30 (Monday's).

    Strictly after `now`.

    """
    hours, zone = programme.find_staff_hours(), ZoneInfo(programme.zone)
    today = now.astimezone(zone).date()
    mornings = (datetime.combine(today + timedelta(days=ahead), DIGEST_TIME, zone) for ahead in range(MAX_DAYS_AHEAD))
    begun = hours.list_first_openings(now) if hours.spans else (day for day in mornings if day > now)
    return next(one for one in begun if not weekly or _is_first_of_week(one, hours)).astimezone(UTC)


def _is_first_of_week(moment: datetime, hours: OpeningHours) -> bool:
    """Return whether nobody works on the days of the week before this one."""
    earlier = (moment.date() - timedelta(days=back) for back in range(1, moment.weekday() + 1))
    return not any(hours.is_open_on(day) for day in earlier) if hours.spans else moment.weekday() == MONDAY


async def _queue_report(session: AppSession, kind: str, now: datetime, following: datetime) -> int:
    since, mark = await _read_last(session, now) if kind == "digest" else (now - PERIODS[kind], "")
    args: dict[str, Any] = {"since": since.isoformat(), "until": now.isoformat()}
    request = ContextRequest(kind, args, None, await find_reader(session, None), now)
    shown = await VIEWS[kind](session, request)
    is_news = not shown.is_empty
    if isinstance(shown, DigestContext):
        standing = _compute_mark(session, shown)
        is_news |= standing not in ("", mark) or bool(shown.urgent)  # what is urgent is counted until it is closed
        await installation.write(session, installation.DIGEST_SINCE, f"{now.isoformat()} {standing}")
    if not is_news:
        return 0
    if kind == "figures":
        args["slow"] = await fairness.list_slow_groups(session, now)
    await outbox.put(session, now, outbox.STAFF, kind, delivery=outbox.Delivery(expires=following), **args)
    return 1


async def _read_last(session: AppSession, now: datetime) -> tuple[datetime, str]:
    """Return until when the last digest told, and the mark of what it said is to be looked at."""
    since, _, mark = (await installation.read(session, installation.DIGEST_SINCE)).partition(" ")
    return (datetime.fromisoformat(since) if since else now - PERIODS["digest"]), mark


def _compute_mark(session: AppSession, shown: DigestContext) -> str:
    """Return a mark of what stands to be looked at, whenever it came about; empty when nothing does."""
    standing = [
        *shown.silences,
        *(shift.key for shift in shown.vacant),
        *([str(shown.uncertain)] * bool(shown.uncertain)),
    ]
    return session.vault.fingerprint(" ".join(standing)).hex()[:MARK_CHARACTERS] if standing else ""


async def view_day(session: AppSession, request: ContextRequest) -> DigestContext:
    """Return what happened since the last digest, and what is open."""
    args = request.args
    is_open = Card.state.in_(OPEN_STATES)
    found = case_access.select_cases(request.person).where(is_open).order_by(Card.opened_at, Card.id)
    oldest = await session.scalar(found.limit(1))
    uncertain = await case_access.count_cases(session, request.person, is_open, Card.kind == "uncertain")
    arrived = (Card.kind == "new_volunteer", _is_within(Card.opened_at, args))
    opened = case_access.select_cases(request.person).where(_is_within(Card.opened_at, args))
    return DigestContext(
        me=request.me,
        since=datetime.fromisoformat(args["since"]),
        opened=[format_reference("card", row.id) for row in await session.scalars(opened.order_by(Card.opened_at))],
        closed=await case_access.count_cases(session, request.person, _is_within(Card.closed_at, args)),
        open=await case_access.count_cases(session, request.person, is_open),
        urgent=await case_access.count_cases(session, request.person, is_open, Card.kind.in_(URGENT)),
        oldest=record_sheets.view_case(oldest) if oldest else None,
        volunteers=await case_access.count_cases(session, request.person, *arrived),
        formed=await _count(session, Binome.id, _is_within(Binome.agreed_at, args)),
        ended=await _count(session, Binome.id, Binome.state == "ended", _is_within(Binome.ended_at, args)),
        silent=await _list_silent(session, args),
        silences=await silence_screens.list_to_look_at(session, request.now),
        uncertain=await uncertain_messages.count(session, request.person) if uncertain else 0,
        vacant=await roster.list_vacant(session, request.now),
        unchecked=await staff_checks.count_unchecked(session, request.now),
    )


async def _list_silent(session: AppSession, args: Args) -> list[str]:
    """Return the needs and offers of those who went silent since the last digest and did not come back."""
    went = select(Audit.actor).where(Audit.act.in_(SILENT_ACTS), _is_within(Audit.at, args))
    away = select(Person.id).where(Person.id.in_(went), Person.state != "active")
    return [
        format_reference(noun, number)
        for noun, (table, states) in AWAITED_STATES.items()
        for number in await session.scalars(
            select(table.id).where(table.person_id.in_(away), table.state.in_(states)).order_by(table.id)
        )
    ]


async def view_week(session: AppSession, request: ContextRequest) -> FiguresContext:
    """Return the week's figures."""
    args = request.args
    ended = (Binome.state == "ended", _is_within(Binome.ended_at, args))
    return FiguresContext(
        me=request.me,
        formed=await _count(session, Binome.id, _is_within(Binome.agreed_at, args)),
        active=await _count(session, Binome.id, Binome.state.in_(RUNNING)),
        ended=await _count(session, Binome.id, *ended),
        goals=await _count(session, Binome.id, *ended, Binome.why == "goal"),
        waiting=await _count(session, Need.id, Need.state.in_(SEEKING)),
        median_days=await _compute_median_wait(session, datetime.fromisoformat(args["until"])),
        slow=[SlowGroup(**one) for one in args.get("slow", ())],
    )


async def _compute_median_wait(session: AppSession, until: datetime) -> int | None:
    """Return the median wait in days of those who found a binôme in the last month; None if there are none."""
    recent = (Binome.agreed_at > until - WAIT_PERIOD, Binome.agreed_at <= until, Need.waiting_since.is_not(None))
    rows = await session.execute(select(Need.waiting_since, Binome.agreed_at).join(Need).where(*recent))
    days = [(agreed - since).total_seconds() / 86400 for since, agreed in rows if since and agreed]
    return ceil(median(days)) if days else None


async def _count(session: AppSession, column: Any, *which: ColumnElement[bool]) -> int:
    return int(await session.scalar(select(func.count(column)).where(*which)) or 0)


def _is_within(column: Any, args: Args) -> ColumnElement[bool]:
    since, until = datetime.fromisoformat(args["since"]), datetime.fromisoformat(args["until"])
    found: ColumnElement[bool] = (column > since) & (column <= until)
    return found


VIEWS: dict[str, Callable[[AppSession, ContextRequest], Awaitable[DigestContext | FiguresContext]]] = {
    "digest": view_day,
    "figures": view_week,
}
