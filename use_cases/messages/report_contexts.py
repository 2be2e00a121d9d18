"""What the screens of worries and reports show, to their writer and to those who decide on them."""

from datetime import datetime

from mentoring.case_access import ReadBy
from mentoring.contexts import BarredContext, ConcernContext, ReadersContext, ReportContext, SignalContext
from mentoring.desk_contexts import DecisionsContext
from mentoring.desk_views import AccusedBinome
from mentoring.references import format_reference
from mentoring.safeguarding import BAR_GROUNDS
from mentoring.states import ACQUAINTED, RUNNING
from mentoring.views import NamedPerson, OwnReport
from storage.engine.app_session import AppSession
from storage.schema.safeguarding_tables import Restriction
from storage.schema.tables import Binome, Card, Person
from use_cases.binomes import binomes, decisions, reports
from use_cases.desk import open_cases, record_sheets, screens
from use_cases.messages.help_context import choose_numbers
from use_cases.outbox.context_request import ContextRequest
from use_cases.people import standing
from use_cases.talk import attached_messages
from use_cases.team import case_access, membership, roster, suspensions


async def show_signal(session: AppSession, request: ContextRequest) -> SignalContext:
    """Return whom a person may mean."""
    reader, asked = request.reader, request.args.get("binome", 0)
    mine = await binomes.list_binomes(session, reader, ACQUAINTED)
    # Of those that are over, only the one that the person comes from is still spoken of.
    shown = [one for one in mine if one.state in RUNNING or one.id == asked]
    members = [row.person_id for row in await membership.list_members(session) if row.person_id != reader.id]
    return SignalContext(
        me=request.me,
        binome=asked,
        partners=[NamedPerson(one.id, await _name_other(session, one, reader)) for one in shown],
        team=[NamedPerson(number, await open_cases.find_name(session, number)) for number in members],
        **await choose_numbers(session, request),
    )


async def show_report(session: AppSession, request: ContextRequest) -> ReportContext | None:
    """Return an open report, seen by its writer."""
    card, reader = await session.get(Card, request.args["report"], populate_existing=True), request.reader
    if card is None or card.person_id != reader.id or card.state == "closed":
        return None
    binome = await session.get(Binome, card.binome_id) if card.binome_id else None
    side = binomes.find_side(binome, reader) if binome else ""
    own = OwnReport(
        id=card.id,
        read_by=await _find_readers_of_words(session, card, reader, request.now),
        binome=binome.id if binome else 0,
        other=await _name_other(session, binome, reader) if binome else "",
        is_held=await reports.find_held_binome(session, card) is not None,
        is_running=binome is not None and binome.state in RUNNING,
        agreed=card.agreed_at is not None,
        attached=len(await attached_messages.list_of(session, card)),
    )
    return ReportContext(
        me=request.build_reader(side or request.me.side),
        report=own,
        cover=await roster.read_cover(session, request.now),
        **await choose_numbers(session, request),
    )


async def _find_readers_of_words(session: AppSession, card: Card, writer: Person, now: datetime) -> ReadBy:
    """Return who reads what the writer adds: not the readers of this report, where another accuses one of them."""
    if not await case_access.is_kept_from_accused(session, card, writer, now):
        kept = await case_access.find_listener(session, writer, now)
        return await case_access.find_readers(session, kept) if kept else "nobody"
    return await case_access.find_readers(session, card)


async def show_concern(session: AppSession, request: ContextRequest) -> ConcernContext:
    """Return about whom a concern is."""
    whom, cover = request.args["whom"], await roster.read_cover(session, request.now)
    numbers = await choose_numbers(session, request, for_reader=whom == "me")
    read_by = (await show_readers(session, request)).read_by
    return ConcernContext(me=request.me, whom=whom, cover=cover, read_by=read_by, **numbers)


async def show_readers(session: AppSession, request: ContextRequest) -> ReadersContext:
    """Return who reads what somebody has told the team; nobody any more, once the case is gone."""
    card = await session.get(Card, request.args.get("report", 0), populate_existing=True)
    if card is None or card.person_id != request.reader.id:
        return ReadersContext(me=request.me, read_by="nobody")
    read_by = await _find_readers_of_words(session, card, request.reader, request.now)
    return ReadersContext(me=request.me, read_by=read_by)


async def show_bar(session: AppSession, request: ContextRequest) -> BarredContext | None:
    """Return a bar that was just decided."""
    row = await session.get(Restriction, request.args["restriction"])
    return BarredContext(me=request.me, ground=row.ground, until=row.until) if row else None


async def show_decisions(session: AppSession, request: ContextRequest) -> DecisionsContext | None:
    """Return what may be decided on a report; nothing to whoever may not decide on it now."""
    card = await case_access.fetch_case(session, request.args["card"], request.reader)
    if card is None or not await case_access.may_decide(session, card, request.reader):
        return None
    about = await session.get(Person, card.about_id) if card.about_id else None
    others = await decisions.list_others(session, card)
    headless = await suspensions.find_headless(session, card, request.reader)
    candidates = await suspensions.list_candidates(session, card) if headless else []
    return DecisionsContext(
        me=request.me,
        case=record_sheets.view_case(card),
        others=[AccusedBinome(one.id, format_reference("binome", one.id), one.state, said) for one, said in others],
        standing=await standing.find_standing(session, about, request.now) if about else "clear",
        proposed=await decisions.find_proposed_bar(session, card),
        grounds=BAR_GROUNDS if about else (),
        is_pair=about is not None and card.person_id is not None,
        is_headless=headless is not None,
        candidates=[await screens.view_member(session, row, request.reader) for row in candidates],
        acting=await open_cases.find_name(session, headless.acting_id) if headless else "",
    )


async def _name_other(session: AppSession, binome: Binome, reader: Person) -> str:
    return await open_cases.find_name(session, binomes.find_partner_id(binome, reader))
