"""What waits for somebody's answer, as it is shown beside whatever else was said."""

from datetime import datetime

from mentoring.contexts import OfferedContext, WaitingContext
from mentoring.intents import INTENTS
from mentoring.pending import UNSHOWN, Pending
from mentoring.references import format_reference
from mentoring.talk_contexts import HeardContext
from mentoring.views import NamedPerson, PendingView
from storage.engine.app_session import AppSession
from storage.schema.tables import Binome, MentoringSession, Person
from use_cases.binomes import binomes, pending, session_views, views
from use_cases.outbox.context_request import ContextRequest
from use_cases.talk import drafts

MAX_SHOWN = 4


async def show_waiting(session: AppSession, request: ContextRequest) -> WaitingContext:
    """Return what waits for the reader: what the message is about, if it still waits, or else all of it."""
    args, person = request.args, request.reader
    waiting = [one for one in await pending.list_pending(session, person, request.now) if one.kind not in UNSHOWN]
    about = [one for one in waiting if (one.kind, one.number) == (args.get("about"), args.get("number"))]
    shown = [await _view(session, one, person, request.now) for one in (about or waiting)[:MAX_SHOWN]]
    said = args.get("said", "") if about or len(waiting) > 1 else ""
    has_session = await pending.find_next_start(session, person) is not None
    return WaitingContext(me=request.me, waiting=shown, said=said, has_session=has_session)


async def show_heard(session: AppSession, request: ContextRequest) -> HeardContext:
    """Return that « ok » was heard, and whose message it may have been to."""
    return HeardContext(
        me=request.me,
        waiting=(await show_waiting(session, request)).waiting,
        writer=await _find_writer(session, request),
        needs_tap=request.args.get("needs_tap", False),
    )


async def _find_writer(session: AppSession, request: ContextRequest) -> NamedPerson | None:
    """Return the partner who may be written to, where their message was read last."""
    sought = request.args.get("binome")
    found = next((one for one in await drafts.list_recipients(session, request.reader) if one.id == sought), None)
    if found is None or not session.programme.talk.on:
        return None
    side = binomes.find_side(found, request.reader)
    return NamedPerson(found.id, (await views.view_binome(session, found, side, request.now)).other)


async def show_offered(_session: AppSession, request: ContextRequest) -> OfferedContext:
    """Return what the reader may want."""
    offered = [one for name in request.args["offered"] for one in INTENTS if one == name]
    return OfferedContext(me=request.me, offered=offered)


async def _view(session: AppSession, one: Pending, person: Person, now: datetime) -> PendingView:
    if not one.binome:
        return PendingView(one.kind, one.number)
    row = await session.get_one(Binome, one.binome)
    side, asked = binomes.find_side(row, person), row.asked_slot if one.kind == "slot" else ""
    shown = await views.view_binome(session, row, side, now, asked)
    planned = await session.get(MentoringSession, one.number) if one.kind in ("move", "unanswered") else None
    moved = session_views.view_session(planned, side, now) if planned else None
    return PendingView(one.kind, one.number, format_reference("binome", row.id), shown.other, shown.asked, moved)
