"""The screens and messages of the duty roster, read as they leave."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import select

from mentoring.duty import (
    ABSENCE_DAYS,
    MAX_PAGE,
    ONE_DAY,
    Shift,
    ShiftView,
    format_absence,
    read_absence,
)
from mentoring.duty_contexts import (
    DutyAwayContext,
    DutyChoiceContext,
    DutyNewsContext,
    DutyOfferContext,
    DutyShiftContext,
    DutySoonContext,
    DutyWeekContext,
)
from storage.engine.app_session import AppSession
from storage.schema.safeguarding_tables import Duty
from storage.schema.tables import Person, Staff
from use_cases.desk import screens
from use_cases.outbox.context_request import ContextRequest
from use_cases.people import people
from use_cases.team import duty, membership, roster

MAX_IN_RETURN = 20
"""Of a colleague's shifts, so many are offered in return, the next ones."""


async def show_week(session: AppSession, request: ContextRequest) -> DutyWeekContext:
    """Return a week of the roster."""
    calendar, page = roster.read_calendar(session), min(request.args["page"], MAX_PAGE)
    shifts = calendar.list_page(page, request.now)
    return DutyWeekContext(
        me=request.me,
        shifts=await _view(session, request, shifts),
        page=page,
        is_last=page == MAX_PAGE,
        choosing=request.args.get("choosing", False),
        filled=request.args.get("filled"),
    )


async def show_shift(session: AppSession, request: ContextRequest) -> DutyShiftContext | None:
    """Return a shift and what may be done with it; None once it has passed."""
    calendar = roster.read_calendar(session)
    shift = calendar.read_key(request.args["shift"])
    if shift is None or shift.ends_at <= request.now:
        return None
    (seen,) = await _view(session, request, [shift])
    is_head = request.me.role == "head"
    return DutyShiftContext(
        me=request.me,
        shift=seen,
        page=calendar.find_page(shift, request.now),
        may_assign=is_head or seen.whose in ("vacant", "nobody"),
        may_free=seen.whose in ("mine", "nobody") or (is_head and seen.whose == "held"),
    )


async def show_choice(session: AppSession, request: ContextRequest) -> DutyChoiceContext | None:
    """Return the colleagues whom a shift may go to, or those of one colleague's shifts that may come in return."""
    about, args = await show_shift(session, request), request.args
    if about is None:
        return None
    rows = await membership.list_members(session)
    if args["act"] == "swap":
        rows = [row for row in rows if row.person_id != request.reader.id]
    chosen = await session.get(Staff, args["member"]) if args["member"] else None
    theirs = await _list_next(session, chosen, request) if chosen else []
    return DutyChoiceContext(
        me=request.me,
        shift=about.shift,
        act=args["act"],
        team=[await screens.view_member(session, row, request.reader) for row in rows],
        member=await screens.view_member(session, chosen, request.reader) if chosen else None,
        theirs=await _view(session, request, theirs),
    )


async def _list_next(session: AppSession, member: Staff, request: ContextRequest) -> list[Shift]:
    calendar = roster.read_calendar(session)
    ahead = select(Duty.begins_at).where(Duty.person_id == member.person_id, Duty.begins_at > request.now)
    found = await session.scalars(ahead.order_by(Duty.begins_at).limit(MAX_IN_RETURN))
    return [calendar.find_shift(begins_at) for begins_at in found]


async def show_away(session: AppSession, request: ContextRequest) -> DutyAwayContext:
    """Return the question from when to when, or the shifts that an absence would free."""
    calendar = roster.read_calendar(session)
    today = calendar.find_today(request.now)
    days, shifts = read_absence(request.args.get("days", "")), list[Shift]()
    if days:
        shifts = await duty.list_during(session, request.reader, *days, request.now)
    named = shifts[: duty.NAMED_SHIFTS]
    return DutyAwayContext(
        me=request.me,
        first=calendar.begin_day(days[0]) if days else None,
        last=calendar.begin_day(days[1]) if days else None,
        days=format_absence(*days) if days else "",
        choices=[_format_length(today, length) for length in ABSENCE_DAYS],
        shifts=await _view(session, request, named),
        more=len(shifts) - len(named),
    )


def _format_length(today: date, days: int) -> str:
    return format_absence(today, today + (days - 1) * ONE_DAY)


async def show_offer(session: AppSession, request: ContextRequest) -> DutyOfferContext | None:
    """Return a shift that a colleague offers; None once it was taken back or has passed."""
    row = await session.get(Duty, request.args["duty"], populate_existing=True)
    if row is None or row.offered_to != request.reader.id or row.ends_at <= request.now:
        return None
    calendar = roster.read_calendar(session)
    wanted = calendar.find_shift(row.wanted_at) if row.wanted_at else None
    if request.args["wanted"] != (wanted.key if wanted else ""):
        return None
    seen = await _view(session, request, [calendar.find_shift(row.begins_at), *([wanted] if wanted else [])])
    return DutyOfferContext(
        me=request.me,
        number=row.id,
        by=await _name(session, row.person_id),
        shift=seen[0],
        wanted=seen[1] if wanted else None,
    )


async def show_news(session: AppSession, request: ContextRequest) -> DutyNewsContext:
    """Return what became of shifts."""
    calendar, args = roster.read_calendar(session), request.args
    shifts = [shift for key in args["shifts"] if (shift := calendar.read_key(key))]
    return DutyNewsContext(
        me=request.me,
        news=args["news"],
        by=await _name(session, args["by"]),
        shifts=await _view(session, request, shifts),
        more=args["more"],
    )


async def show_soon(session: AppSession, request: ContextRequest) -> DutySoonContext | None:
    """Return the shifts that follow one another from a row on; None when they are no longer the reader's, or began."""
    row = await session.get(Duty, request.args["duty"], populate_existing=True)
    if row is None or row.person_id != request.reader.id or row.begins_at <= request.now:
        return None
    calendar, shifts = roster.read_calendar(session), list[Shift]()
    while row is not None and len(shifts) < duty.NAMED_SHIFTS:
        shifts.append(calendar.find_shift(row.begins_at))
        following = select(Duty).where(Duty.begins_at == row.ends_at, Duty.person_id == request.reader.id)
        row = await session.scalar(following)
    return DutySoonContext(me=request.me, shifts=await _view(session, request, shifts))


async def _view(session: AppSession, request: ContextRequest, shifts: Sequence[Shift]) -> list[ShiftView]:
    return await roster.view_shifts(session, shifts, request.reader, request.now)


async def _name(session: AppSession, number: int | None) -> str:
    person = await session.get(Person, number) if number else None
    return (await people.read_profile(session, person)).get("name", "") if person else ""
