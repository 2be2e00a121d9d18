"""What the team reads of silences: on sheets, in the questions that set and end one, and in the morning."""

from collections.abc import Sequence
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import or_, select

from mentoring.desk_contexts import SilenceContext
from mentoring.pauses import BACK_AT_HOUR, NO_END, parse_day
from mentoring.references import format_reference
from mentoring.sheet_views import SilenceLine
from mentoring.states import Form
from storage.engine.app_session import AppSession
from storage.schema.safeguarding_tables import Silence
from storage.schema.tables import Binome, Need, Offer, Person, Staff
from use_cases.outbox import silences
from use_cases.outbox.context_request import ContextRequest
from use_cases.people import people

ENDS_SOON = timedelta(days=2)
LONG_WITHOUT_END = timedelta(days=30)


async def find_subject(session: AppSession, row: Binome | Need | Offer) -> Person | Binome:
    """Return what a silence that is set on a sheet is about: the binôme, or whoever's need or offer it is."""
    return row if isinstance(row, Binome) else await session.get_one(Person, row.person_id)


def compute_end(session: AppSession, choice: str, now: datetime) -> datetime | None:
    """Return when a silence ends: on a chosen day, in the morning, by the programme's clock; None is by hand."""
    zone = ZoneInfo(session.programme.zone)
    day = None if choice == NO_END else parse_day(choice, now.astimezone(zone).date())
    return datetime.combine(day, time(BACK_AT_HOUR), zone) if day else None


async def show(session: AppSession, request: ContextRequest) -> SilenceContext:
    """Return about whom a silence is set or ended."""
    noun, number = request.args["noun"], request.args["number"]
    until = compute_end(session, request.args.get("until", NO_END), request.now)
    ref = format_reference(noun, number)
    return SilenceContext(me=request.me, noun=noun, number=number, ref=ref, until=until)


async def list_of_form(
    session: AppSession, noun: Form, row: Need | Offer, request: ContextRequest
) -> list[SilenceLine]:
    """Return the silence on whoever's need or offer it is."""
    person = await session.get_one(Person, row.person_id)
    return await _list_lines(session, [(format_reference(noun, row.id), person)], request)


async def list_of_binome(session: AppSession, row: Binome, request: ContextRequest) -> list[SilenceLine]:
    """Return the silences on a binôme and on its members."""
    young = await session.get_one(Person, row.need.person_id)
    volunteer = await session.get_one(Person, row.offer.person_id)
    subjects: list[tuple[str, Person | Binome]] = [
        (format_reference("binome", row.id), row),
        (format_reference("need", row.need_id), young),
        (format_reference("offer", row.offer_id), volunteer),
    ]
    return await _list_lines(session, subjects, request)


async def _list_lines(
    session: AppSession, subjects: Sequence[tuple[str, Person | Binome]], request: ContextRequest
) -> list[SilenceLine]:
    found = [(ref, await silences.find_on(session, subject, request.now)) for ref, subject in subjects]
    return [
        await _view(session, ref, row, subject, request)
        for (ref, row), (_, subject) in zip(found, subjects, strict=True)
        if row is not None
    ]


async def _view(
    session: AppSession, ref: str, row: Silence, subject: Person | Binome, request: ContextRequest
) -> SilenceLine:
    placed_by = await session.get(Person, row.placed_by) if row.placed_by else None
    by = (await people.read_profile(session, placed_by)).get("name", "") if placed_by else ""
    is_own = row.placed_by == request.reader.id and row.reason is not None
    reason = await silences.read_reason(session, row, subject) if is_own else ""
    return SilenceLine(ref, row.placed_at, row.until, by, reason)


async def list_to_look_at(session: AppSession, now: datetime) -> list[str]:
    """Return the references of silences that end soon, or have had no end for long; none about anybody of the team."""
    soon = (Silence.until > now) & (Silence.until <= now + ENDS_SOON)
    long = Silence.until.is_(None) & (Silence.placed_at <= now - LONG_WITHOUT_END)
    rows = (await session.scalars(select(Silence).where(or_(soon, long)).order_by(Silence.id))).all()
    team = set(await session.scalars(select(Staff.person_id)))
    found = [await _name(session, row, team) for row in rows]
    return [ref for ref in found if ref]


async def _name(session: AppSession, row: Silence, team: set[int]) -> str:
    if row.binome_id is not None:
        binome = await session.get_one(Binome, row.binome_id)
        members = {binome.need.person_id, binome.offer.person_id}
        return "" if team & members else format_reference("binome", binome.id)
    for noun, table in (("need", Need), ("offer", Offer)):
        newest = select(table.id).where(table.person_id == row.person_id).order_by(table.id.desc()).limit(1)
        number = await session.scalar(newest)
        if number is not None and row.person_id not in team:
            return format_reference(noun, number)
    return ""
