"""What a legal representative answers by the link, what the team records for one, and what follows for binômes.

The representative reads what the programme is, never the need, its words, its topic, a partner or a case.
"""

from datetime import datetime
from typing import Literal

from sqlalchemy import select

from mentoring.errors import NotPossible
from mentoring.gates import NOES, UNANSWERED, YES, ConsentState
from storage import installation
from storage.engine.app_session import AppSession
from storage.schema.gate_tables import ParentalConsent
from storage.schema.tables import Binome, Need, Offer, Person
from use_cases.binomes import reviews
from use_cases.binomes.binome_rows import join_need_and_offer
from use_cases.needs_offers import parental_requests
from use_cases.outbox import outbox
from use_cases.people import parental_consents, staff, standing

Refusal = Literal["", "own", "team", "code"]
"""Why a link does not count for an account: it is the young person's own, or of the team; or it is no longer valid."""


async def open_link(session: AppSession, account: Person, code: str, now: datetime) -> tuple[int, Refusal]:
    """Bind the link to the first account that may open it; return the young person's number, or why it may not.

    The link proves only that somebody had it. The same account may come back by it.
    """
    print_of_it = session.vault.fingerprint(code)
    found = select(ParentalConsent).where(ParentalConsent.code == print_of_it).with_for_update()
    row = await session.scalar(found.execution_options(populate_existing=True))
    if row is None or not await _may_still_answer(session, row, now):
        return 0, "code"
    if row.representative_id == account.id:
        return row.person_id, ""
    refusal = await _find_refusal(session, row, account, now)
    if not refusal:
        row.representative_id = account.id
    return row.person_id, refusal


async def _find_refusal(session: AppSession, row: ParentalConsent, account: Person, now: datetime) -> Refusal:
    if account.id == row.person_id or await parental_requests.is_too_young(session, account, now):
        return "own"
    if await staff.find_role(session, account):
        return "team"
    is_open = row.representative_id is None and row.state in UNANSWERED
    if not is_open or now - row.asked_at > parental_requests.VALID_FOR:
        return "code"
    # Whoever accompanies somebody does not answer for them.
    is_strange = await standing.is_restricted(session, account, now) or await _have_met(session, row, account)
    return "code" if is_strange else ""


async def _have_met(session: AppSession, row: ParentalConsent, account: Person) -> bool:
    """Return whether the account was ever asked to accompany the young person."""
    theirs = (Need.person_id == row.person_id, Offer.person_id == account.id)
    found = join_need_and_offer(select(Binome.id)).where(*theirs, Binome.state != "unsent")
    return await session.scalar(found.limit(1)) is not None


async def answer(session: AppSession, account: Person, young_id: int, *, agrees: bool, now: datetime) -> None:
    """Record a representative's yes or no; a no after a yes is a withdrawal. Raise `NotPossible` for anybody else."""
    row = await session.get(ParentalConsent, young_id, with_for_update=True, populate_existing=True)
    if row is None or row.representative_id != account.id or not await _may_still_answer(session, row, now):
        raise NotPossible("(represent)")
    if await parental_requests.is_too_young(session, account, now):  # said since the link was opened
        raise NotPossible("(represent)")
    had_agreed = row.state in YES.values()
    no: ConsentState = "withdrawn" if had_agreed or row.state == "withdrawn" else "refused"
    state = YES[session.programme.safeguarding.parents] if agrees else no
    if state == row.state:
        return
    row.state, row.means, row.decided_at, row.remind_at = state, "link", now, None
    await follow(session, row, now)


async def follow(session: AppSession, row: ParentalConsent, now: datetime, by: Person | None = None) -> None:
    """Tell the young person where it stands, and act on it: matching looks again, or what may not go on is held."""
    young = await session.get_one(Person, row.person_id)
    await session.flush()
    if parental_consents.is_enough(session, row):
        await parental_requests.close_case(session, young.id, now, by)
        await installation.ask_round(session, now)
    else:
        await set_aside(session, young, now)
        if row.state in NOES:
            await parental_requests.open_case(session, young, now)
    await outbox.put(session, now, young, "parents_news")


async def set_aside(session: AppSession, young: Person, now: datetime) -> None:
    """Ask again of each binôme of a young person whether its two may be together, as at night."""
    theirs = Binome.need_id.in_(select(Need.id).where(Need.person_id == young.id))
    await reviews.review_at_once(session, now, theirs)


async def may_read(session: AppSession, account: Person, young_id: int, now: datetime) -> ParentalConsent | None:
    """Return what an account has said for a young person; None when it speaks for them no more, or never did."""
    row = await parental_consents.find(session, young_id)
    if row is None or row.representative_id != account.id or not await _may_still_answer(session, row, now):
        return None
    return row


async def list_read(session: AppSession, account: Person, now: datetime) -> list[ParentalConsent]:
    """Return the rows of those under 18 whom an account speaks for; it ends with their majority."""
    rows = await parental_consents.list_represented(session, account)
    return [row for row in rows if await _may_still_answer(session, row, now)]


async def _may_still_answer(session: AppSession, row: ParentalConsent, now: datetime) -> bool:
    if not parental_consents.is_asked(session):
        return False
    return not await parental_requests.is_of_age(session, await session.get_one(Person, row.person_id), now)
