"""What an age leads to: a form that is closed to somebody too young, and a birth that is corrected through the team."""

from datetime import datetime

from sqlalchemy import select

from mentoring.births import CLOSED_FORMS, compute_age, compute_birth, find_mark
from mentoring.pauses import list_acts
from mentoring.safeguarding import AgeMark
from mentoring.states import Form
from storage import installation
from storage.engine.app_session import AppSession
from storage.schema.tables import Binome, Need, Offer, Person
from use_cases.binomes import pauses, reviews
from use_cases.needs_offers import forms, parental_requests
from use_cases.people import age_marks, people, staff
from use_cases.people.audit import record_audit

OF_STRANGERS = ("language", "birth")
"""What is kept of somebody too young of whom nothing else is needed: how to answer, and what the team would look at."""


async def find_closed(session: AppSession, person: Person, form: Form, now: datetime) -> AgeMark | None:
    """Return the mark that closes a form to somebody; one whose known birth asks for it is placed first.

    Whom a mark closes the other form alone is known to be as young as it tells, erased and come back or not.
    """
    if mark := await age_marks.find_mark(session, person, now, form):
        return mark
    await recall(session, person, now)
    birth = (await people.read_profile(session, person)).get("birth", "")
    today = await forms.read_local_date(session, person, now)
    mark = find_mark(form, birth, session.programme, today) if birth else None
    if mark is not None:
        await turn_away(session, person, mark, birth, now)
    return mark


async def recall(session: AppSession, person: Person, now: datetime) -> None:
    """Know again how young the marks of an account say that somebody is, of whom no birth is known or an older one.

    So it is of whoever erased everything and is back, and after an old copy of the database was put back.
    """
    today = await forms.read_local_date(session, person, now)
    for mark, until in (await age_marks.read_terms(session, person, now)).items():
        known = (await people.read_profile(session, person)).get("birth")
        birth = compute_birth(mark, until, session.programme)
        if known is None or compute_age(known, today) > compute_age(birth, today):
            await turn_away(session, person, mark, birth, now)


async def is_settled(session: AppSession, person: Person, now: datetime) -> bool:
    """Return whether somebody's birth is the team's to correct: others count on it, or it has closed a form."""
    sent = [select(table.id).where(table.person_id == person.id, table.state != "drafting") for table in (Need, Offer)]
    for query in sent:
        if await session.scalar(query.limit(1)):
            return True
    return await age_marks.is_marked(session, person, now)


async def turn_away(session: AppSession, person: Person, mark: AgeMark, birth: str, now: datetime) -> None:
    """Close the forms that a mark closes, until its end: drafts go, what waits stops, what runs is reviewed.

    Whoever is too young for all of it is too young to help for longer, and keeps that mark too.
    """
    for one in CLOSED_FORMS:
        if set(CLOSED_FORMS[one]) <= set(CLOSED_FORMS[mark]):
            await age_marks.place(session, person, one, birth, now)
    await people.save_profile(session, person, {**await people.read_profile(session, person), "birth": birth})
    for form in CLOSED_FORMS[mark]:
        if row := await forms.find_latest(session, form, person):
            await _stop(session, form, row, now)
    await review_binomes(session, person, now)
    if not await _is_known(session, person):
        known = await people.read_profile(session, person)
        await people.save_profile(session, person, {key: known[key] for key in OF_STRANGERS if key in known})
        person.consented_at = person.consent_edition = None


async def correct(session: AppSession, person: Person, birth: str, by: Person, now: datetime) -> AgeMark | None:
    """Put a birth right; return the mark of somebody who turns out to be too young. What it changes is asked at once.

    A mark that it takes away is lifted: what waited is only paused, and its person takes it up again.
    """
    would_help = await age_marks.find_mark(session, person, now, "offer") == "no_offer"
    would_help = would_help or await forms.has_any(session, "offer", person)
    await people.save_profile(session, person, {**await people.read_profile(session, person), "birth": birth})
    await age_marks.lift(session, person, now)
    record_audit(session, now, by, "corrected birth", person)
    today = await forms.read_local_date(session, person, now)
    mark = find_mark("offer" if would_help else "need", birth, session.programme, today)
    if mark is None:
        await review_binomes(session, person, now)
        await parental_requests.ask_of_waiting(session, person, now)
    else:
        await turn_away(session, person, mark, birth, now)
    return mark


async def review_binomes(session: AppSession, person: Person, now: datetime) -> None:
    """Ask of each binôme of somebody, at once, whether the two may be together; the next round looks at the rest."""
    needs, offers = (select(table.id).where(table.person_id == person.id) for table in (Need, Offer))
    await reviews.review_at_once(session, now, Binome.need_id.in_(needs) | Binome.offer_id.in_(offers))
    await installation.ask_round(session, now)


async def _stop(session: AppSession, form: Form, row: Need | Offer, now: datetime) -> None:
    """Pause what waits: if the team finds a mistake, nothing has to be said again. What is not as far yet ends."""
    row.resume_at, acts = None, list_acts(form, row.state)
    if row.state != "drafting":
        await forms.change(session, form, row, "")
    if "pause" in acts:
        await pauses.RULES[form].pause(session, row, now)
    elif "stop" in acts and row.state != "paused":
        await pauses.stop_quietly(session, row, now)
    await session.flush()


async def _is_known(session: AppSession, person: Person) -> bool:
    """Return whether others count on somebody: a need or an offer that is or was sent, a draft, a place in the team."""
    has = [await forms.has_any(session, form, person) for form in forms.TABLES]
    return any(has) or bool(await staff.find_role(session, person))
