"""Asking a minor's legal representative: the link to pass on, one reminder, the team's card, the end at 18."""

from datetime import datetime, timedelta
from typing import Literal

from sqlalchemy import select

from mentoring.cases import build_case_key
from mentoring.deep_links import PARENTS_CODE
from mentoring.errors import NotPossible
from mentoring.gates import UNANSWERED, YES, ConsentState
from mentoring.states import SEEKING
from storage.engine.app_session import AppSession
from storage.schema.gate_tables import ParentalConsent
from storage.schema.tables import Need, Person
from use_cases.needs_offers import forms
from use_cases.outbox import outbox
from use_cases.people import age_marks, parental_consents, standing
from use_cases.team import cards, row_isolation

VALID_FOR = timedelta(days=30)
"""A link that nobody has opened for so long is one that somebody else may find."""
CASE = "parents"


async def is_of_age(session: AppSession, person: Person, now: datetime) -> bool:
    """Return whether somebody is 18 or older; whoever was never asked counts as younger."""
    return await forms.is_minor(session, person, now) is False


async def is_missing(session: AppSession, person: Person, now: datetime) -> bool:
    """Return whether a young person's need waits for what the programme asks of their legal representative."""
    if not parental_consents.is_asked(session) or await is_of_age(session, person, now):
        return False
    return not parental_consents.is_enough(session, await parental_consents.find(session, person.id))


async def find_obstacle(session: AppSession, person: Person, now: datetime) -> ConsentState | Literal[""]:
    """Return where a representative's answer stands that a young person's need waits for; empty when it does not."""
    if not await is_missing(session, person, now):
        return ""
    row = await parental_consents.find(session, person.id)
    return row.state if row is not None else "asked"


async def ask_when_missing(session: AppSession, person: Person, now: datetime) -> bool:
    """Return whether a representative has to answer first; a link is ready then, and a reminder to the young person."""
    if not await is_missing(session, person, now):
        return False
    row = await parental_consents.find(session, person.id)
    if row is None:
        row = ParentalConsent(person_id=person.id, state="asked", asked_at=now)
        session.add(row)
        renew(session, row, now)
        await session.flush()
        if await standing.has_mark(session, person, now):
            await open_case(session, person, now)  # a no from before an erasure, or a hold: somebody has to look
    elif row.state in YES.values():  # enough for what the programme asked for then, and it asks for more by now
        renew(session, row, now)
    elif row.state == "asked":
        row.remind_at = row.remind_at or now + _get_patience(session)
    return True


def renew(session: AppSession, row: ParentalConsent, now: datetime) -> None:
    """Ask anew: what was said no longer counts, nor does the link before."""
    row.state, row.means, row.asked_at = "asked", "", now
    row.representative_id = row.recorded_by = row.words = row.decided_at = None
    row.code = session.vault.fingerprint(build_code(session, row))
    row.remind_at = now + _get_patience(session)


def build_code(session: AppSession, row: ParentalConsent) -> str:
    """Return the code of a young person's link: shown again it is the same, and only its keyed hash is at rest."""
    seed = f"parents {row.person_id} {row.asked_at.isoformat()}"
    return PARENTS_CODE + session.vault.fingerprint(seed).hex()[:24]


async def make_other_link(session: AppSession, person: Person, now: datetime) -> None:
    """Give the young person another link, as long as nobody has answered; the link before is no longer valid."""
    row = await _fetch_unanswered(session, person, now)
    renew(session, row, now)


async def prefer_paper(session: AppSession, person: Person, now: datetime) -> None:
    """Tell the team that the young person would rather have a paper signed."""
    row = await _fetch_unanswered(session, person, now)
    row.means = "paper"
    await open_case(session, person, now)


async def open_case(session: AppSession, person: Person, now: datetime) -> None:
    """Open the team's case about somebody whose representative has not said what is needed."""
    need = await forms.find_latest(session, "need", person)
    key, number = f"person:{person.id}", need.id if need is not None else None
    await cards.open_case(session, now, CASE, key, person_id=person.id, need_id=number)


async def close_case(session: AppSession, person_id: int, now: datetime, by: Person | None = None) -> None:
    """Close that case: what was needed is there, or is needed no longer."""
    await cards.close_by_key(
        session, build_case_key(CASE, f"person:{person_id}"), now, by, "close" if by else "settled"
    )


async def fall_due(session: AppSession, now: datetime, limit: int) -> int:
    """Remind each young person once; after as long again the team hears. Return how many there were."""
    due = select(ParentalConsent).where(ParentalConsent.remind_at <= now).order_by(ParentalConsent.remind_at)
    rows = (await session.scalars(due.limit(limit))).all()
    for row in rows:
        was_due, row.remind_at = row.remind_at, None
        person = await session.get_one(Person, row.person_id)
        async with row_isolation.isolate_row(session, person, now):
            if row.state == "asked" and await _is_waited_for(session, person, now):
                await _follow_silence(session, row, person, was_due or now, now)
    return len(rows)


async def _follow_silence(
    session: AppSession, row: ParentalConsent, person: Person, was_due: datetime, now: datetime
) -> None:
    if was_due <= row.asked_at + _get_patience(session):
        row.remind_at = now + _get_patience(session)
        need = await forms.find_latest(session, "need", person)
        await outbox.put(session, now, person, "parents_reminder", need=need.id if need else 0)
    else:
        row.state = "silent"
        await open_case(session, person, now)


async def _is_waited_for(session: AppSession, person: Person, now: datetime) -> bool:
    need = await forms.find_latest(session, "need", person)
    return need is not None and need.state in SEEKING and await is_missing(session, person, now)


async def ask_of_waiting(session: AppSession, person: Person, now: datetime) -> None:
    """Ask for somebody whose need waits already, and of whom nothing is known of a representative, or not enough."""
    need, row = await forms.find_latest(session, "need", person), await parental_consents.find(session, person.id)
    if need is None or need.state not in SEEKING or (row is not None and row.state not in YES.values()):
        return
    if await ask_when_missing(session, person, now):
        await outbox.put(session, now, person, "parents_ask", need=need.id)


async def ask_some(session: AppSession, after: int, limit: int, now: datetime) -> int | None:
    """Ask for those whose need waits and of whom nothing was asked yet; return the number of the need to go on after.

    Such are the minors of a programme that begins to ask, or asks for more, and whoever turns out to be younger. None
    once all were seen.
    """
    if not parental_consents.is_asked(session):
        return None
    said = ParentalConsent.state.not_in(YES.values()) | parental_consents.build_enough(session)
    unasked = Need.person_id.not_in(select(ParentalConsent.person_id).where(said))
    found = select(Need).where(Need.id > after, Need.state.in_(SEEKING), unasked).order_by(Need.id).limit(limit)
    needs = (await session.scalars(found)).all()
    for need in needs:
        person = await session.get_one(Person, need.person_id)
        async with row_isolation.isolate_row(session, need, now):
            await ask_of_waiting(session, person, now)
    return needs[-1].id if len(needs) == limit else None


async def forget_some(session: AppSession, after: int, limit: int, now: datetime) -> int | None:
    """Delete what was said for those who are of age by now; return the number of the person to go on after.

    What somebody said who turns out to be under 18 themselves is asked anew, and the team looks.
    """
    found = select(ParentalConsent).where(ParentalConsent.person_id > after).order_by(ParentalConsent.person_id)
    rows = (await session.scalars(found.limit(limit))).all()
    for row in rows:
        person = await session.get_one(Person, row.person_id)
        async with row_isolation.isolate_row(session, person, now):
            if await is_of_age(session, person, now):
                await close_case(session, person.id, now)
                await session.delete(row)
            elif await _was_said_by_a_minor(session, row, now):
                renew(session, row, now)
                await open_case(session, person, now)
                need = await forms.find_latest(session, "need", person)
                await outbox.put(session, now, person, "parents_ask", need=need.id if need else 0)
    return rows[-1].person_id if len(rows) == limit else None


async def is_too_young(session: AppSession, account: Person, now: datetime) -> bool:
    """Return whether an account is known to be of somebody too young to answer for anybody."""
    # The mark of an age is all that is known of whoever erased everything and is back.
    return bool(await forms.is_minor(session, account, now)) or await age_marks.is_marked(session, account, now)


async def _was_said_by_a_minor(session: AppSession, row: ParentalConsent, now: datetime) -> bool:
    account = await session.get(Person, row.representative_id) if row.representative_id else None
    return account is not None and parental_consents.is_asked(session) and await is_too_young(session, account, now)


async def _fetch_unanswered(session: AppSession, person: Person, now: datetime) -> ParentalConsent:
    row = await session.get(ParentalConsent, person.id, with_for_update=True, populate_existing=True)
    if row is None or row.state not in UNANSWERED or not await is_missing(session, person, now):
        raise NotPossible("(parents)")
    return row


def _get_patience(session: AppSession) -> timedelta:
    return timedelta(days=session.programme.safeguarding.parents_remind_days)
