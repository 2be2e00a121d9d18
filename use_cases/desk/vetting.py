"""Vetting by the team: a check of a volunteer is recorded, renewed or taken back, and falls due by itself."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from sqlalchemy import select

from mentoring.cases import build_case_key
from mentoring.errors import NotPossible
from mentoring.gates import CheckKind
from mentoring.together import may_take_minors
from mentoring.vetting import has_expired
from storage import installation
from storage.engine.app_session import AppSession
from storage.schema.gate_tables import VettingCheck
from storage.schema.tables import Binome, Offer, Person
from use_cases.binomes import reviews
from use_cases.outbox import outbox
from use_cases.people import checks, ties
from use_cases.people.audit import record_audit
from use_cases.team import cards

CASE = "vetting"
TOLD_STATES = ("to_check", "to_train", "available", "paused")
"""In which states of an offer its volunteer hears that a check expires."""


async def record_check(
    session: AppSession, offer: Offer, kind: CheckKind, day: date, checker: Person, now: datetime
) -> None:
    """Record that a volunteer was checked on a day, in place of the check before; matching looks again.

    Raise `NotAllowed` for oneself, or through a tie.
    """
    await ties.refuse_close(session, checker, offer.person_id)
    former = await session.get(VettingCheck, (offer.person_id, kind))
    was_told = former is not None and former.expires_at is not None and former.warn_at in (None, former.expires_at)
    expires_at = checks.compute_end(session, kind, day)
    warn_at = expires_at and max(now, expires_at - timedelta(days=session.programme.vetting.warn_days))
    checked_at = min(now, checks.begin_day(session, day))
    row = VettingCheck(person_id=offer.person_id, kind=kind, checked_by=checker.id, checked_at=checked_at)
    row.expires_at, row.warn_at = expires_at, warn_at
    await session.merge(row)
    record_audit(session, now, checker, "checked", offer, kind)
    await session.flush()
    await installation.ask_round(session, now)
    if was_told and not has_expired(expires_at, now):
        await _tell_renewed(session, offer, kind, checker, now)


async def take_back_check(session: AppSession, offer: Offer, kind: CheckKind, member: Person, now: datetime) -> None:
    """Take a check back that was recorded by mistake: what nobody has agreed to yet is asked again.

    A clearance for people under 18 that it was needed for goes with it, and what runs with one of them is held.
    Raise `NotAllowed` for oneself, or through a tie.
    """
    await ties.refuse_close(session, member, offer.person_id)
    row = await session.get(VettingCheck, (offer.person_id, kind))
    if row is None:
        raise NotPossible("(no such check)")
    await session.delete(row)
    record_audit(session, now, member, "took back check", offer, kind)
    if kind in session.programme.vetting.required_checks.list_for(is_minor=True):
        await _end_clearances(session, offer.person_id, member, now)
    await session.flush()
    theirs = Binome.offer_id.in_(select(Offer.id).where(Offer.person_id == offer.person_id))
    await reviews.review_at_once(session, now, theirs)


async def _end_clearances(session: AppSession, person_id: int, member: Person, now: datetime) -> None:
    """End what was given on the word of a check that was never made; one that has only expired leaves it."""
    cleared = select(Offer).where(Offer.person_id == person_id, Offer.minors)
    for offer in (await session.scalars(cleared)).all():
        offer.minors = False
        record_audit(session, now, member, "no longer for minors", offer)


async def fall_due(session: AppSession, now: datetime, limit: int) -> int:
    """Tell each volunteer and the team that a check is about to expire, then that it has; return how many there were.

    Who may begin a binôme is asked of the check itself: nothing is changed here but what was told.
    """
    due = select(VettingCheck).where(VettingCheck.warn_at <= now).order_by(VettingCheck.warn_at)
    rows = (await session.scalars(due.limit(limit))).all()
    for row in rows:
        row.warn_at = None if has_expired(row.expires_at, now) else row.expires_at
    for person_id in dict.fromkeys(row.person_id for row in rows):
        await _tell(session, person_id, [row for row in rows if row.person_id == person_id], now)
    return len(rows)


async def _tell(session: AppSession, person_id: int, rows: Sequence[VettingCheck], now: datetime) -> None:
    """Tell of the checks of somebody who still accompanies, where the programme requires them of that person."""
    offer = await find_offer(session, person_id)
    if offer is None:
        return
    required = list_required(session, offer)
    concerned = [row for row in rows if row.kind in required]
    if not concerned:
        return
    person = await session.get_one(Person, person_id)
    is_over = any(has_expired(row.expires_at, now) for row in concerned)
    await outbox.put(session, now, person, "check_lapsed" if is_over else "check_due", offer=offer.id)
    await cards.open_case(session, now, CASE, f"offer:{offer.id}", offer_id=offer.id, person_id=person_id)


async def _tell_renewed(session: AppSession, offer: Offer, kind: CheckKind, checker: Person, now: datetime) -> None:
    """Tell the volunteer that the team has seen what had to be renewed; once nothing is missing the case is closed."""
    if kind not in list_required(session, offer):
        return
    person = await session.get_one(Person, offer.person_id)
    await outbox.put(session, now, person, "check_renewed", offer=offer.id, check=kind)
    soon = now + timedelta(days=session.programme.vetting.warn_days)
    if not await checks.list_missing(session, offer.person_id, list_required(session, offer), soon):
        await cards.close_by_key(session, build_case_key(CASE, f"offer:{offer.id}"), now, checker, "close")


async def find_offer(session: AppSession, person_id: int) -> Offer | None:
    """Return the newest offer of somebody who accompanies, or is about to."""
    theirs = (Offer.person_id == person_id, Offer.state.in_(TOLD_STATES))
    return await session.scalar(select(Offer).where(*theirs).order_by(Offer.id.desc()).limit(1))


def list_required(session: AppSession, offer: Offer) -> frozenset[CheckKind]:
    """Return the checks that the programme requires of a volunteer, by whom the volunteer may accompany."""
    is_minor = may_take_minors(offer.minors, session.programme.pairing.minors)
    return session.programme.vetting.required_checks.list_for(is_minor=is_minor)
