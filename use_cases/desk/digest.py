"""The group's daily digest, and Monday's figures: numbers and references, said only when there is something to say."""

from collections.abc import Awaitable, Callable, Mapping
from datetime import UTC, datetime, time, timedelta
from statistics import median
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, func, select

from mentoring.cases import CASES, OPEN
from mentoring.desk_contexts import DigestContext, FiguresContext
from mentoring.fairness import SlowGroup
from mentoring.references import reference
from mentoring.states import RUNNING
from storage import installation
from storage.engine.app_session import AppSession
from storage.schema.tables import Audit, Binome, Card, Need, Offer, Outgoing, Person
from use_cases.binomes.departures import SILENT
from use_cases.desk import fairness, record_sheets
from use_cases.outbox import outbox
from use_cases.outbox.context_request import ContextRequest, find_reader

Args = Mapping[str, Any]
AT = time(8, 30)
"""Before the day's first coffee, by the programme's own clock."""
MONDAY = 0
DAYS = {"digest": timedelta(days=1), "figures": timedelta(days=7)}
DUE = {"digest": installation.DIGEST_AT, "figures": installation.FIGURES_AT}
WAIT_COUNTED = timedelta(days=30)
AWAITED: dict[str, tuple[type[Need] | type[Offer], tuple[str, ...]]] = {
    "need": (Need, ("waiting", "proposed", "paused")),
    "offer": (Offer, ("to_check", "to_train", "available", "paused")),
}
"""Where it matters that somebody went silent, before or beside a binôme: a running one has its own case."""
URGENT = tuple(kind for kind, rules in CASES.items() if rules.urgent)


async def fall_due(session: AppSession, now: datetime, _most: int) -> int:
    """Say the digest and the figures whose moment has come; give how many there were."""
    count = 0
    for kind, name in DUE.items():
        due = await installation.read_moment(session, name)
        if due is not None and due > now:
            continue
        following = next_moment(now, session.programme.zone, MONDAY if kind == "figures" else None)
        await installation.write(session, name, following.isoformat())
        if due is not None and await installation.staff_chat(session) is not None:
            count += await _say(session, kind, now, following)
    return count


async def figures_are_due(session: AppSession, now: datetime) -> bool:
    """Tell whether the figures are about to be said."""
    due = await installation.read_moment(session, installation.FIGURES_AT)
    return due is not None and due <= now and await installation.staff_chat(session) is not None


def next_moment(now: datetime, zone: str, weekday: int | None) -> datetime:
    """Give the next local 8:30, of a certain weekday if one is named, strictly after `now`."""
    today = now.astimezone(ZoneInfo(zone)).date()
    days = (datetime.combine(today + timedelta(days=ahead), AT, ZoneInfo(zone)) for ahead in range(9))
    return next(day for day in days if day > now and weekday in (None, day.weekday())).astimezone(UTC)


async def _say(session: AppSession, kind: str, now: datetime, following: datetime) -> int:
    args: dict[str, Any] = {"since": (now - DAYS[kind]).isoformat(), "until": now.isoformat()}
    request = ContextRequest(kind, args, None, await find_reader(session, None), now)
    if (await SHOWN[kind](session, request)).is_empty:
        return 0
    if kind == "figures":
        args["slow"] = await fairness.slow_groups(session, now)
    await outbox.put(session, now, outbox.STAFF, kind, expires=following, **args)
    return 1


async def day(session: AppSession, request: ContextRequest) -> DigestContext:
    """Return what is open, and what happened since yesterday's digest."""
    args = request.args
    is_open = Card.state.in_(OPEN)
    oldest = await session.scalar(select(Card).where(is_open).order_by(Card.opened_at, Card.id).limit(1))
    uncertain = await _count(session, Card.id, is_open, Card.kind == "uncertain")
    return DigestContext(
        me=request.me,
        open=await _count(session, Card.id, is_open),
        urgent=await _count(session, Card.id, is_open, Card.kind.in_(URGENT)),
        oldest=record_sheets.case(oldest) if oldest else None,
        volunteers=await _count(session, Card.id, Card.kind == "new_volunteer", _within(Card.opened_at, args)),
        formed=await _count(session, Binome.id, _within(Binome.agreed_at, args)),
        ended=await _count(session, Binome.id, Binome.state == "ended", _within(Binome.ended_at, args)),
        silent=await _silent(session, args),
        uncertain=await _count(session, Outgoing.id, Outgoing.state == "uncertain") if uncertain else 0,
    )


async def _silent(session: AppSession, args: Args) -> list[str]:
    """Give the needs and offers of those who went silent since yesterday's digest and did not come back."""
    went = select(Audit.actor).where(Audit.act.in_(SILENT), _within(Audit.at, args))
    away = select(Person.id).where(Person.id.in_(went), Person.state != "active")
    return [
        reference(noun, number)
        for noun, (table, states) in AWAITED.items()
        for number in await session.scalars(
            select(table.id).where(table.person_id.in_(away), table.state.in_(states)).order_by(table.id)
        )
    ]


async def week(session: AppSession, request: ContextRequest) -> FiguresContext:
    """Return the week's figures."""
    args = request.args
    ended = (Binome.state == "ended", _within(Binome.ended_at, args))
    return FiguresContext(
        me=request.me,
        formed=await _count(session, Binome.id, _within(Binome.agreed_at, args)),
        active=await _count(session, Binome.id, Binome.state.in_(RUNNING)),
        ended=await _count(session, Binome.id, *ended),
        goals=await _count(session, Binome.id, *ended, Binome.why == "goal"),
        waiting=await _count(session, Need.id, Need.state.in_(("waiting", "proposed"))),
        median_days=await _median_wait(session, datetime.fromisoformat(args["until"])),
        slow=[SlowGroup(**one) for one in args.get("slow", ())],
    )


async def _median_wait(session: AppSession, until: datetime) -> int | None:
    """Give the days that half of those who found a binôme in the last month waited, at most; None of nobody."""
    recent = (Binome.agreed_at > until - WAIT_COUNTED, Binome.agreed_at <= until, Need.waiting_since.is_not(None))
    rows = await session.execute(select(Need.waiting_since, Binome.agreed_at).join(Need).where(*recent))
    days = [(agreed - since).total_seconds() / 86400 for since, agreed in rows if since and agreed]
    return round(median(days)) if days else None


async def _count(session: AppSession, column: Any, *which: ColumnElement[bool]) -> int:
    return int(await session.scalar(select(func.count(column)).where(*which)) or 0)


def _within(column: Any, args: Args) -> ColumnElement[bool]:
    since, until = datetime.fromisoformat(args["since"]), datetime.fromisoformat(args["until"])
    found: ColumnElement[bool] = (column > since) & (column <= until)
    return found


SHOWN: dict[str, Callable[[AppSession, ContextRequest], Awaitable[DigestContext | FiguresContext]]] = {
    "digest": day,
    "figures": week,
}
