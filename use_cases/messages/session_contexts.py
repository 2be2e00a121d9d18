"""What messages about sessions show: one, those of a day, one that may be moved, a weekly hour that was typed."""

from datetime import datetime
from zoneinfo import ZoneInfo

from mentoring.contexts import DayContext, SessionContext
from mentoring.move_contexts import (
    AskContext,
    BinomeChoice,
    EndedContext,
    FeelingContext,
    HoursContext,
    KeptContext,
    MoveContext,
    ThanksContext,
    WhichContext,
)
from mentoring.rhythm import format_start, parse_start
from mentoring.roles import YOUNG
from mentoring.slots import parse_weekly
from mentoring.states import ARRANGING
from mentoring.views import SessionOfDay
from storage.engine.app_session import AppSession
from storage.schema.tables import MentoringSession
from use_cases.binomes import binome_rows, binomes, moves, session_views, slots, views
from use_cases.messages import member_contexts
from use_cases.outbox import silences
from use_cases.outbox.context_request import ContextRequest
from use_cases.sessions import sessions


async def show_session(session: AppSession, request: ContextRequest) -> SessionContext | None:
    """Return a session; None when it was moved since."""
    row = await session.get(MentoringSession, request.args["session"], populate_existing=True)
    if row is None or row.revision != request.args.get("revision", row.revision):
        return None
    found = await binome_rows.fetch_binome(session, row.binome_id)
    if found is None:
        return None
    about = await views.show_row(session, request, found)
    return SessionContext(
        **about.list_fields(),
        session=session_views.view_session(row, about.binome.side, request.now),
        by_me=request.person is not None and request.args.get("by") == request.person.id,
        today=_is_today(request, row.starts_at),
    )


def _is_today(request: ContextRequest, moment: datetime) -> bool:
    """Return whether a moment lies on the day that the reader's calendar shows as the message leaves."""
    zone = ZoneInfo(request.me.zone)
    return moment.astimezone(zone).date() == request.now.astimezone(zone).date()


async def show_day(session: AppSession, request: ContextRequest) -> DayContext | None:
    """Return those of several sessions that are still ahead as they were announced."""
    found = [
        await show_session(session, request.replace_args(session=number, revision=revision))
        for number, revision in request.args["sessions"]
    ]
    silent = await silences.list_silent_binomes(session, request.now)
    ahead = [one for one in found if one and _is_ahead(one, request.now) and one.binome.id not in silent]
    shown = [SessionOfDay(one.binome, one.session) for one in ahead]
    return DayContext(me=ahead[0].me, sessions=shown, today=ahead[0].today) if ahead else None


def _is_ahead(about: SessionContext, now: datetime) -> bool:
    return about.session.state == "planned" and about.session.starts_at > now


async def show_move(session: AppSession, request: ContextRequest) -> MoveContext | None:
    """Return a session with the moments that suit both, or with the one that was read; None once it has begun."""
    about = await show_session(session, request)
    if about is None or not _is_ahead(about, request.now):
        return None
    row = await session.get_one(MentoringSession, about.session.id)
    wanted = parse_start(request.args.get("start", ""))
    starts = [] if wanted else await moves.list_starts(session, row, request.now)
    return MoveContext(
        **about.list_fields(),
        starts=[session_views.view_start(start) for start in starts],
        wanted=session_views.view_start(wanted) if wanted else None,
    )


async def show_ask(session: AppSession, request: ContextRequest) -> AskContext | None:
    """Return a session for which another moment is asked; None when that ask is over."""
    about = await show_session(session, request)
    if about is None or not _is_ahead(about, request.now):
        return None
    row = await session.get_one(MentoringSession, about.session.id)
    if row.asked_start is None or format_start(row.asked_start) != request.args["start"]:
        return None
    if about.session.asked is None and request.kind != "move_unanswered":
        return None
    return AskContext(**about.list_fields(), replaces=request.args.get("replaces", False))


async def show_kept(session: AppSession, request: ContextRequest) -> KeptContext | None:
    """Return a session that stays where it is; None when another moment is asked for since."""
    about = await show_session(session, request)
    if about is None or not _is_ahead(about, request.now):
        return None
    return KeptContext(**about.list_fields(), was_mine=about.binome.side == request.args["asker"])


async def show_thanks(session: AppSession, request: ContextRequest) -> ThanksContext | None:
    """Return a session that its reader has rated, and how many the binôme has held up to it."""
    about = await show_session(session, request)
    if about is None:
        return None
    row = await session.get_one(MentoringSession, about.session.id)
    rating = {"young": row.young_rating, "volunteer": row.volunteer_rating}.get(about.binome.side) or 0
    return ThanksContext(
        **about.list_fields(),
        held=await sessions.count_held(session, row),
        is_low=rating <= session.programme.delays.low_rating,
    )


async def show_hours(session: AppSession, request: ContextRequest) -> HoursContext | None:
    """Return weekly hours that the reader has named, in the young person's zone."""
    found = await binome_rows.fetch_binome(session, request.args["binome"])
    if found is None or request.person is None:
        return None
    about = await views.show_row(session, request, found)
    zone = await slots.find_side_zone(session, found, YOUNG)
    named = [one for text in request.args["hours"] if (one := parse_weekly(text))]
    return HoursContext(**about.list_fields(), wanted=[views.view_hour(one, zone, request.now) for one in named])


async def show_which(session: AppSession, request: ContextRequest) -> WhichContext | None:
    """Return the binômes of which one is to be changed; None when none is there any more."""
    choices = []
    for number, data in request.args["choices"]:
        found = await binome_rows.fetch_binome(session, number)
        side = binomes.find_side(found, request.reader) if found else ""
        if found and side and found.state in ARRANGING:
            choices.append(BinomeChoice(await views.view_binome(session, found, side, request.now), data))
    return WhichContext(me=request.me, wish=request.args["wish"], choices=choices) if choices else None


async def show_ended(session: AppSession, request: ContextRequest) -> EndedContext | None:
    """Return a binôme that has ended, and whether its reader was left."""
    about = await member_contexts.show_binome(session, request)
    return EndedContext(**about.list_fields(), is_left=request.args.get("is_left", False)) if about else None


async def show_feeling(session: AppSession, request: ContextRequest) -> FeelingContext | None:
    """Return how somebody said that they are."""
    about = await member_contexts.show_binome(session, request)
    return FeelingContext(**about.list_fields(), feeling=request.args["feeling"]) if about else None
