"""What waits for somebody's answer, as it is shown beside whatever else was said."""

from datetime import datetime

from mentoring.contexts import OfferedContext, WaitingContext
from mentoring.intents import INTENTS
from mentoring.pending import UNASKED, Pending
from mentoring.references import format_reference
from mentoring.rhythm import format_start
from mentoring.views import Hour, PendingView
from storage.engine.app_session import AppSession
from storage.schema.tables import Binome, MentoringSession, Person
from use_cases.binomes import binomes, pending, views
from use_cases.outbox.context_request import ContextRequest

MAX_SHOWN = 4


async def show_waiting(session: AppSession, request: ContextRequest) -> WaitingContext:
    """Return what waits for the reader: what the message is about, if it still waits, or else all of it."""
    args, person = request.args, request.reader
    waiting = [one for one in await pending.list_pending(session, person, request.now) if one.kind not in UNASKED]
    about = [one for one in waiting if (one.kind, one.number) == (args.get("about"), args.get("number"))]
    shown = [await _view(session, one, person, request.now) for one in (about or waiting)[:MAX_SHOWN]]
    said = args.get("said", "") if about or len(waiting) > 1 else ""
    has_session = await pending.find_next_start(session, person) is not None
    return WaitingContext(me=request.me, waiting=shown, said=said, has_session=has_session)


async def show_offered(_session: AppSession, request: ContextRequest) -> OfferedContext:
    """Return what the reader may want."""
    offered = [one for name in request.args["offered"] for one in INTENTS if one == name]
    return OfferedContext(me=request.me, offered=offered)


async def _view(session: AppSession, one: Pending, person: Person, now: datetime) -> PendingView:
    if not one.binome:
        return PendingView(one.kind, one.number)
    row = await session.get_one(Binome, one.binome)
    if one.kind == "move":
        return await _view_move(session, one, row, person, now)
    asked = row.asked_slot if one.kind == "slot" else ""
    shown = await views.view_binome(session, row, binomes.find_side(row, person), now, asked)
    ref = format_reference("binome", row.id)
    return PendingView(one.kind, one.number, ref, shown.other, shown.asked)


async def _view_move(session: AppSession, one: Pending, row: Binome, person: Person, now: datetime) -> PendingView:
    """Return the moment that the other side asks for, as the buttons of that question carry it."""
    planned = await session.get_one(MentoringSession, one.number)
    shown = await views.view_binome(session, row, binomes.find_side(row, person), now, "")
    start = planned.asked_start
    asked = Hour(f"{planned.revision}-{format_start(start)}", start) if start else None
    return PendingView(one.kind, one.number, format_reference("binome", row.id), shown.other, asked)
