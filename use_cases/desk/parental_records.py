"""What the team records for a legal representative: a paper that somebody signed, or a head's written waiver."""

from datetime import datetime

from mentoring.errors import NotPossible
from mentoring.gates import NOES, UNANSWERED, YES, ConsentState
from mentoring.sheet_views import ParentalSheet
from storage.engine.app_session import AppSession
from storage.schema.gate_tables import ParentalConsent
from storage.schema.tables import Need, Person
from use_cases.binomes import parental_answers
from use_cases.needs_offers import parental_requests
from use_cases.outbox import outbox
from use_cases.people import parental_consents, people, staff, ties
from use_cases.people.audit import record_audit

FOR_HEADS: tuple[ConsentState, ...] = ("waived", *NOES)
"""What no coordinator alone goes over: a head's waiver, and what a representative said themselves."""


async def record_paper(session: AppSession, need: Need, member: Person, words: str, now: datetime) -> None:
    """Record that a representative signed a paper: who, when and how, in the member's words.

    Over a no that somebody said themselves, the head alone does so.
    """
    row = await _open(session, need, member, now)
    if row.state in NOES:
        await staff.require_role(session, member, "head")
    row.state, row.means = YES[session.programme.safeguarding.parents], "paper"
    await _keep(session, row, member, words, now)
    record_audit(session, now, member, "recorded paper", need)


async def waive(session: AppSession, need: Need, head: Person, reason: str, now: datetime) -> None:
    """Let somebody take part without it, by the head alone, with a written reason."""
    await staff.require_role(session, head, "head")
    row = await _open(session, need, head, now)
    row.state, row.means = "waived", ""
    await _keep(session, row, head, reason, now)
    record_audit(session, now, head, "waived consent", need)


async def take_back(session: AppSession, need: Need, member: Person, now: datetime) -> None:
    """Take a paper or a waiver back, or ask anew after a no: the last two by the head alone.

    The young person is asked.
    """
    await require_open(session, need, member, now)
    row = await _lock(session, need.person_id)
    if row is None or not may_take_back(session, row):
        raise NotPossible("(parents)")
    if row.state in FOR_HEADS:
        await staff.require_role(session, member, "head")
    parental_requests.renew(session, row, now)
    record_audit(session, now, member, "asked parents again", need)
    await session.flush()
    young = await session.get_one(Person, need.person_id)
    await parental_answers.set_aside(session, young, now)
    await outbox.put(session, now, young, "parents_ask", need=need.id)


def may_take_back(session: AppSession, row: ParentalConsent) -> bool:
    """Return whether the team may ask anew: what it recorded itself, or a no. A yes by the link is not the team's."""
    if row.state in UNANSWERED:
        return False
    return row.recorded_by is not None or not parental_consents.is_enough(session, row)


async def view(session: AppSession, need: Need, reader: Person, now: datetime) -> ParentalSheet | None:
    """Return what a need's sheet says of it; None where nobody is asked. A head alone reads why it was waived."""
    young = await session.get_one(Person, need.person_id)
    if not parental_consents.is_asked(session) or await parental_requests.is_of_age(session, young, now):
        return None
    row = await parental_consents.find(session, young.id)
    if row is None:
        return ParentalSheet("", "", None, by="", words="", is_enough=False, may_ask_again=False)
    is_head = await staff.find_role(session, reader) == "head"
    recorder = await session.get(Person, row.recorded_by) if row.recorded_by else None
    return ParentalSheet(
        state=row.state,
        means=row.means,
        decided_at=row.decided_at,
        by=(await people.read_profile(session, recorder)).get("name", "") if recorder else "",
        words=await people.unseal(session, young.id, row.words) or "" if is_head or row.state != "waived" else "",
        is_enough=parental_consents.is_enough(session, row),
        may_ask_again=may_take_back(session, row) and (is_head or row.state not in FOR_HEADS),
    )


async def require_open(session: AppSession, need: Need, member: Person, now: datetime) -> None:
    """Raise `NotPossible` unless representatives are asked for this person, `NotAllowed` for somebody close."""
    await ties.refuse_close(session, member, need.person_id)
    young = await session.get_one(Person, need.person_id)
    if not parental_consents.is_asked(session) or await parental_requests.is_of_age(session, young, now):
        raise NotPossible("(parents)")


async def _open(session: AppSession, need: Need, member: Person, now: datetime) -> ParentalConsent:
    await require_open(session, need, member, now)
    row = await _lock(session, need.person_id)
    if row is None:
        row = ParentalConsent(person_id=need.person_id, state="asked", asked_at=now)
        session.add(row)
    return row


async def _keep(session: AppSession, row: ParentalConsent, member: Person, words: str, now: datetime) -> None:
    row.decided_at, row.remind_at, row.recorded_by = now, None, member.id
    row.words = await people.seal(session, row.person_id, words)
    # The team answers for it from now on: a link that is still about says nothing any more.
    row.code = row.representative_id = None
    await parental_answers.follow(session, row, now, member)


async def _lock(session: AppSession, person_id: int) -> ParentalConsent | None:
    return await session.get(ParentalConsent, person_id, with_for_update=True, populate_existing=True)
