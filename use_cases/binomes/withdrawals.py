"""What was given and then taken back: a parent's agreement, a clearance, a check, the use of somebody's words.

The list beside the key has it, so that no old copy of the database makes count again what does not count any more. The
database knows better only where the same was given anew afterwards.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from operator import itemgetter
from typing import NamedTuple

from sqlalchemy import or_, select

from mentoring.gates import CHECK_KINDS, NOES, UNANSWERED, ConsentState
from storage.engine.app_session import AppSession
from storage.schema.gate_tables import ParentalConsent, VettingCheck
from storage.schema.tables import Audit, Offer, Person
from use_cases.binomes import matched_words
from use_cases.needs_offers import parental_requests
from use_cases.people.audit import Act, Subject, record_audit

MINORS, WORDS = "minors", "words"
"""A clearance for people under 18; that words count for pairing. A check is named by its kind, a no by its state."""
NOT_GIVEN: tuple[ConsentState, ...] = (*NOES, *UNANSWERED)
NOT_CLEARED: Act = "no longer for minors"
TOOK_BACK: Act = "took back check"
SLACK = timedelta(weeks=1)
"""How much longer than rotation keeps a backup what was taken back is listed."""
Since = Mapping[bytes, datetime]
"""Whose it was, by keyed hash -> since when it counts no more."""


class Mark(NamedTuple):
    """What was taken back, and whose it was; in words ``what whose``."""

    what: str
    whose: bytes

    @classmethod
    def parse(cls, words: str) -> "Mark":
        """Return the mark that a list has in words."""
        what, whose = words.split()
        return cls(what, bytes.fromhex(whose))

    def __str__(self) -> str:
        return f"{self.what} {self.whose.hex()}"


async def read_marks(session: AppSession, now: datetime) -> dict[str, str]:
    """Return what counts no more, and since when, as the database has it.

    Of clearances and checks as far back as there are backups.
    """
    parents = await session.execute(
        select(ParentalConsent.state, Person.fingerprint, ParentalConsent.decided_at, ParentalConsent.asked_at)
        .join(Person, Person.id == ParentalConsent.person_id)
        .where(ParentalConsent.state.in_(NOT_GIVEN))
    )
    refused = select(Person.fingerprint, Person.words_refused_at).where(Person.words_refused_at.is_not(None))
    found = [
        *((Mark(state, whose), decided or asked) for state, whose, decided, asked in parents),
        *((Mark(WORDS, whose), since) for whose, since in await session.execute(refused) if since),
        *await _read_audited(session, now),
    ]
    return {str(mark): since.isoformat() for mark, since in sorted(found, key=itemgetter(1))}


async def _read_audited(session: AppSession, now: datetime) -> list[tuple[Mark, datetime]]:
    """Return the clearances and checks that were taken back and not given anew, with the last time that they were."""
    rules = session.programme.backups
    since = now - timedelta(days=max(rules.daily, 7 * rules.weekly)) - SLACK
    acts = or_(Audit.act == NOT_CLEARED, Audit.act.like(f"{TOOK_BACK} %"))
    rows = await session.execute(
        select(Audit.act, Audit.subject, Audit.at).where(Audit.at > since, acts).order_by(Audit.id)
    )
    last = {(act, int(subject.partition(":")[2])): at for act, subject, at in rows.all()}
    offers = select(Offer, Person.fingerprint).join(Person, Person.id == Offer.person_id)
    found = await session.execute(offers.where(Offer.id.in_({number for _, number in last})))
    known = {offer.id: (offer, whose) for offer, whose in found}
    marks = list[tuple[Mark, datetime]]()
    for (act, number), at in last.items():
        if number in known:
            offer, whose = known[number]
            what = MINORS if act == NOT_CLEARED else act.removeprefix(f"{TOOK_BACK} ")
            if not await _is_given(session, offer, what):
                marks.append((Mark(what, whose), at))
    return marks


async def _is_given(session: AppSession, offer: Offer, what: str) -> bool:
    if what == MINORS:
        return offer.minors
    kept = (VettingCheck.person_id == offer.person_id, VettingCheck.kind == what)
    return await session.scalar(select(VettingCheck.kind).where(*kept)) is not None


async def repeat(session: AppSession, known: Mapping[str, str], now: datetime) -> bool:
    """Take back again what a list has and an old copy takes for given; return whether there was any.

    Whoever is concerned is to be reviewed afterwards.
    """
    marks = {Mark.parse(words): datetime.fromisoformat(since) for words, since in known.items()}
    for mark in marks:
        if mark.what not in (*NOT_GIVEN, MINORS, WORDS, *CHECK_KINDS):
            raise KeyError(mark.what)
    done = [
        await _repeat_noes(session, {state: _list_of(marks, state) for state in NOT_GIVEN}, now),
        await _repeat_clearances(session, _list_of(marks, MINORS), now),
        await _repeat_checks(session, marks, now),
        await _repeat_refusals(session, _list_of(marks, WORDS), now),
    ]
    await session.flush()
    return any(done)


def _list_of(marks: Mapping[Mark, datetime], what: str) -> dict[bytes, datetime]:
    return {mark.whose: since for mark, since in marks.items() if mark.what == what}


async def _repeat_noes(session: AppSession, known: Mapping[ConsentState, Since], now: datetime) -> bool:
    """Have a parent's yes count no more: a no is a no again, and whoever was to be asked anew is asked anew."""
    if not any(known.values()):
        return False
    given = select(Person.fingerprint, Person.id, ParentalConsent.decided_at).join(
        ParentalConsent, ParentalConsent.person_id == Person.id
    )
    rows = (await session.execute(given.where(ParentalConsent.state.not_in(NOT_GIVEN)))).all()
    forgotten = [
        (state, number, since)
        for state, whose_since in known.items()
        for whose, number, decided in rows
        if (since := whose_since.get(whose)) is not None and (decided is None or decided < since)
    ]
    for state, number, since in forgotten:
        row = await session.get_one(ParentalConsent, number)
        if state in NOES:
            row.state, row.decided_at, row.remind_at = state, since, None
            await parental_requests.open_case(session, await session.get_one(Person, number), now)
        else:
            parental_requests.renew(session, row, now)
    return bool(forgotten)


async def _repeat_clearances(session: AppSession, known: Since, now: datetime) -> bool:
    if not known:
        return False
    given = select(Offer, Person.fingerprint).join(Person, Person.id == Offer.person_id).where(Offer.minors)
    forgotten = [
        offer
        for offer, whose in (await session.execute(given)).all()
        if whose in known and not await _was_given(session, [f"offer:{offer.id}"], ["cleared for minors"], known[whose])
    ]
    for offer in forgotten:
        offer.minors = False
        record_audit(session, now, None, NOT_CLEARED, offer)
    return bool(forgotten)


async def _repeat_checks(session: AppSession, known: Mapping[Mark, datetime], now: datetime) -> bool:
    if not any(mark.what in CHECK_KINDS for mark in known):
        return False
    given = select(VettingCheck, Person.fingerprint).join(Person, Person.id == VettingCheck.person_id)
    forgotten = list[VettingCheck]()
    for row, whose in (await session.execute(given)).all():
        since = known.get(Mark(row.kind, whose))
        if since is not None and not await _was_checked(session, row, since):
            forgotten.append(row)
    for row in forgotten:
        record_audit(session, now, None, TOOK_BACK, Subject("offer", await _find_offer(session, row)), row.kind)
        await session.delete(row)
    return bool(forgotten)


async def _repeat_refusals(session: AppSession, known: Since, now: datetime) -> bool:
    """Have somebody's words count no more; whoever came, or came back, afterwards has agreed anew."""
    forgotten = [
        person
        for person in await _find_people(session, known)
        if person.words_refused_at is None
        and not (person.consented_at and person.consented_at >= known[person.fingerprint])
        and not await _was_given(session, [f"person:{person.id}"], ["allowed words"], known[person.fingerprint])
    ]
    for person in forgotten:
        await matched_words.refuse(session, person, now)
    return bool(forgotten)


async def _find_people(session: AppSession, known: Iterable[bytes]) -> Sequence[Person]:
    return (await session.scalars(select(Person).where(Person.fingerprint.in_(known)))).all()


async def _was_checked(session: AppSession, row: VettingCheck, since: datetime) -> bool:
    """Return whether the team has made a check anew, of the volunteer or of one of its own."""
    numbers = await session.scalars(select(Offer.id).where(Offer.person_id == row.person_id))
    subjects = [f"person:{row.person_id}", *(f"offer:{number}" for number in numbers)]
    return await _was_given(session, subjects, [f"checked {row.kind}", f"checked member {row.kind}"], since)


async def _was_given(session: AppSession, subjects: Iterable[str], acts: Iterable[str], since: datetime) -> bool:
    given = (Audit.at >= since, Audit.subject.in_(subjects), Audit.act.in_(acts))
    return await session.scalar(select(Audit.id).where(*given).limit(1)) is not None


async def _find_offer(session: AppSession, row: VettingCheck) -> int:
    theirs = select(Offer.id).where(Offer.person_id == row.person_id).order_by(Offer.id.desc()).limit(1)
    return await session.scalar(theirs) or 0
