"""What messages about the checks of a volunteer show: to the team, and to the volunteer."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import select

from mentoring.gates import CHECK_KINDS, CheckKind
from mentoring.references import format_reference
from mentoring.vetting import sort_kinds
from mentoring.vetting_contexts import CheckContext, CheckEnd, CheckNewsContext, ChecksContext
from storage.engine.app_session import AppSession
from storage.schema.gate_tables import VettingCheck
from storage.schema.tables import Offer
from use_cases.desk import record_sheets, vetting
from use_cases.outbox.context_request import ContextRequest
from use_cases.people import checks


async def show_checks(session: AppSession, request: ContextRequest) -> ChecksContext | None:
    """Return the checks of an offer's volunteer; None when the reader may not see the offer's sheet."""
    offer = await _fetch_offer(session, request)
    if offer is None:
        return None
    return ChecksContext(
        me=request.me,
        number=offer.id,
        ref=format_reference("offer", offer.id),
        state=offer.state,
        vetting=await checks.view(session, offer.person_id, request.now),
        kinds=CHECK_KINDS,
        refused=request.args.get("refused", ""),
    )


async def show_check(session: AppSession, request: ContextRequest) -> CheckContext | None:
    """Return one kind of check of an offer's volunteer, which is about to be recorded or taken back."""
    offer, kind = await _fetch_offer(session, request), request.args["check"]
    if offer is None:
        return None
    known = (await checks.view(session, offer.person_id, request.now)).checks
    today = request.now.astimezone(ZoneInfo(session.programme.zone)).date()
    return CheckContext(
        me=request.me,
        number=offer.id,
        ref=format_reference("offer", offer.id),
        kind=kind,
        recorded=next((one for one in known if one.kind == kind), None),
        until=checks.compute_end(session, kind, today),
    )


async def show_news(session: AppSession, request: ContextRequest) -> CheckNewsContext | None:
    """Return what a volunteer's own checks come to; None when nothing of it is true any more."""
    offer = await session.get(Offer, request.args["offer"])
    if offer is None or offer.state not in vetting.TOLD_STATES:
        return None
    ends = await _list_ends(session, offer, request)
    required = session.programme.vetting.required_checks
    is_for_minors = required.of_all.isdisjoint(end.kind for end in ends)
    return (
        CheckNewsContext(me=request.build_reader("volunteer"), checks=ends, is_for_minors=is_for_minors)
        if ends
        else None
    )


async def _list_ends(session: AppSession, offer: Offer, request: ContextRequest) -> list[CheckEnd]:
    """Return the required checks that a message is about: that are missing, are about to be, or were renewed."""
    rows = await session.scalars(select(VettingCheck).where(VettingCheck.person_id == offer.person_id))
    ends: dict[CheckKind, datetime | None] = {row.kind: row.expires_at for row in rows}
    if request.kind == "check_renewed":
        return [CheckEnd(kind, ends[kind]) for kind in (request.args["check"],) if kind in ends]
    days = session.programme.vetting.warn_days if request.kind == "check_due" else 0
    required = vetting.list_required(session, offer)
    missing = await checks.list_missing(session, offer.person_id, required, request.now + timedelta(days=days))
    return [CheckEnd(kind, ends.get(kind)) for kind in sort_kinds(missing)]


async def _fetch_offer(session: AppSession, request: ContextRequest) -> Offer | None:
    row = await record_sheets.fetch_record(session, "offer", request.args["number"], request.reader)
    return row if isinstance(row, Offer) else None
