"""Somebody of whom the programme holds whatever it can hold of anybody, beside all that others said of them."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from mentoring.cases import SAFETY_KINDS
from storage.engine.app_session import AppSession
from storage.schema.gate_tables import ConsentWords, ParentalConsent, VettingCheck
from storage.schema.life_tables import Course
from storage.schema.safeguarding_tables import (
    Duty,
    Invitation,
    OutsideRecipient,
    Restriction,
    SuspendedStaff,
    Tie,
    TurnedAway,
)
from storage.schema.tables import Binome, MentoringSession, Need, Person, Staff
from storage.schema.talk_tables import PassedMessage
from tests.cast import NOW, add_coordinator, add_need, add_offer, add_person, find_person, make_agreed
from use_cases.binomes import holds, reports
from use_cases.needs_offers import forms
from use_cases.outbox import silences
from use_cases.people import people
from use_cases.people.age_marks import ALL_MARKS
from use_cases.people.audit import record_audit
from use_cases.team import cards, case_words, notes

CANARY = "CANARI"
"""In whatever somebody else wrote, and in the first names of the team."""
OWN = (
    *("MIEN-emploi", "MIEN-question", "MIEN-lieu", "MIEN-message", "LETTRE-equipe", "moi@example.org"),
    *("MIEN-besoin", "MIEN-objectif"),
)
"""What the person wrote, and what was written to them."""
LATER = NOW + timedelta(days=30)


@dataclass(frozen=True, slots=True)
class Held:
    """The person, who is a volunteer, and their partner."""

    person: Person
    partner: Person


async def make_held(session: AppSession) -> Held:
    """Return somebody with a row, or a value, in each column that a person reads."""
    need = await add_need(session, "Inès", f"{CANARY}-besoin")
    offer = await add_offer(session, "Marc")
    binome = await make_agreed(session, need, offer)
    person, partner = await find_person(session, offer), await find_person(session, need)
    claire = await add_coordinator(session, f"{CANARY}-Claire", "head")
    await _fill_account(session, person)
    await _fill_records(session, person, binome)
    words = await people.seal(session, person.id, "MIEN-message")
    session.add(PassedMessage(writer_id=person.id, binome_id=binome.id, state="received", words=words, written_at=NOW))
    await _fill_gates(session, person, partner, claire)
    await _fill_team(session, person, claire)
    await _let_others_write(session, Held(person, partner), binome, claire)
    await session.flush()
    return Held(person, partner)


async def _fill_account(session: AppSession, person: Person) -> None:
    known = await people.read_profile(session, person)
    typed = {"typed_place": {"binome": 1, "place": "MIEN-lieu"}}
    await people.save_profile(session, person, {**known, **typed})
    person.words_refused_at = person.talk_accepted_at = NOW
    person.consent_edition = "fr-000000"
    session.add(ConsentWords(edition="fr-000000", words="Je garde quelques réponses.", since=NOW))
    record_audit(session, NOW, person, "changed", person, "region")


async def _fill_records(session: AppSession, person: Person, binome: Binome) -> None:
    offer = binome.offer
    offer.resume_at = binome.resume_at = binome.ended_at = LATER
    offer.answers = await people.seal(session, person.id, {"job": "MIEN-emploi"})
    own = Need(person_id=person.id, state="closed", created_at=NOW, waiting_since=NOW, resume_at=LATER)
    own.answers = await people.seal(session, person.id, {"topics": ["cv_letter"], "words": "MIEN-besoin"})
    session.add(own)
    binome.state, binome.weekday, binome.hour, binome.zone = "active", 1, 18, "Europe/Paris"
    binome.asked_slot, binome.asked_by = "1-18", "volunteer"
    binome.minute = 30
    said: dict[str, Any] = {"volunteer_held": True, "volunteer_rating": 3, "young_held": False, "young_rating": 1}
    said |= {"asked_start": LATER, "asked_by": "volunteer", "volunteer_coming_at": NOW, "moved_from": LATER}
    session.add(MentoringSession(binome_id=binome.id, starts_at=NOW, state="held", **said))
    await cards.open_case(session, NOW, "question", "held", person_id=person.id, words="MIEN-question")
    await forms.read_answers(session, offer)
    await _fill_courses(session, person, binome, own)


async def _fill_courses(session: AppSession, person: Person, binome: Binome, own: Need) -> None:
    """The present binôme is asked whether it ends; a former one, in which the person was helped, had a goal."""
    binome.weeks = 8
    course = await session.get_one(Course, binome.id)
    course.extension, course.end_asked_at, course.volunteer_goes_on, course.young_goes_on = 4, NOW, "yes", "no"
    former = Binome(need=own, offer=await add_offer(session, "Zed"), state="ended", score=0.5, proposed_at=NOW)
    goal = await people.seal(session, person.id, "MIEN-objectif")
    session.add(Course(binome=former, goal=goal, extension=0))


async def _fill_gates(session: AppSession, person: Person, partner: Person, claire: Person) -> None:
    session.add(
        VettingCheck(person_id=person.id, kind="identity", checked_by=claire.id, checked_at=NOW, expires_at=LATER)
    )
    for young, representative in ((person, None), (partner, person)):
        words = await people.seal(session, young.id, f"{CANARY}-parent")
        session.add(
            ParentalConsent(
                person_id=young.id, state="agreed", means="link", recorded_by=claire.id, words=words,
                asked_at=NOW, decided_at=NOW, representative_id=representative and representative.id,
            )
        )  # fmt: skip
    for kind, ground, untold in (("suspended", "", None), ("barred", "conduct", None), ("barred", "contact", CANARY)):
        session.add(
            Restriction(
                fingerprint=person.fingerprint, person_id=person.id, kind=kind, ground=ground, since=NOW, until=LATER,
                untold_reason=session.vault.seal_own(untold) if untold else None,
            )
        )  # fmt: skip
    mark = session.vault.fingerprint_turned_away(await people.find_chat(session, person))
    session.add_all([TurnedAway(fingerprint=mark, why=why, until=LATER) for why in ALL_MARKS])


async def _fill_team(session: AppSession, person: Person, claire: Person) -> None:
    session.add(Staff(person_id=person.id, role="coordinator", since=NOW, pledged_at=NOW))
    session.add(SuspendedStaff(person_id=person.id, role="head", since=NOW, was_alone=False))
    session.add(Tie(staff_id=person.id, person_id=claire.id, kind="colleague", since=NOW))
    session.add(Tie(staff_id=claire.id, person_id=person.id, kind="partner", since=NOW))
    session.add(Duty(person_id=claire.id, begins_at=NOW, ends_at=LATER, offered_to=person.id))
    code, own = session.vault.fingerprint("one"), session.vault.fingerprint("two")
    session.add(Invitation(code=code, role="coordinator", expires_at=LATER, used_by=person.id, used_at=NOW))
    session.add(Invitation(code=own, role="coordinator", expires_at=LATER, issued_by=person.id))
    session.add(
        OutsideRecipient(
            person_id=person.id, mail=await people.seal(session, person.id, "moi@example.org"), mail_called_at=NOW,
            mail_confirmed_at=NOW, mail_problem="SMTP 550", bound_at=NOW, signed_at=NOW, called_at=NOW,
            confirmed_at=NOW,
        )
    )  # fmt: skip


async def _let_others_write(session: AppSession, held: Held, binome: Binome, claire: Person) -> None:
    """Let everybody else write of the person what a programme may hold: none of it is theirs to have."""
    binome.place = await people.seal(session, held.partner.id, f"{CANARY}-lieu")
    binome.reasons = await people.seal(session, held.partner.id, [{"kind": "words", "values": [f"{CANARY}-mot"]}])
    await notes.add_to_person(session, held.person.id, claire, f"{CANARY}-note", NOW)
    letter = await notes.add_to_person(session, held.person.id, claire, "LETTRE-equipe", NOW)
    letter.is_letter = True
    theirs = await notes.add_to_person(session, held.partner.id, claire, f"{CANARY}-lettre-autre", NOW)
    theirs.is_letter = True
    report = await reports.report_partner(session, binome.id, held.partner, NOW)
    await case_words.add(session, report, f"{CANARY}-signalement")
    await case_words.write_entry(session, report, claire, "decision", {"bar": f"{CANARY}-decision"}, NOW)
    report.reason = await case_words.seal(session, report, f"{CANARY}-motif")
    await notes.add_to_card(session, report, claire, f"{CANARY}-note-cas", NOW)
    for kind in SAFETY_KINDS[:2]:
        about = await cards.open_case(session, NOW, kind, f"held:{kind}", person_id=held.person.id)
        await case_words.add(session, about, f"{CANARY}-urgence")
    third = await add_person(session, f"{CANARY}-Tiers")
    fear = await cards.open_case(session, NOW, "concern", "held", person_id=third.id, danger_id=held.person.id)
    await case_words.add(session, fear, f"{CANARY}-inquietude")
    await holds.place(session, binome, NOW, by=claire, reason=f"{CANARY}-papier")
    await silences.place(session, held.person, claire, None, f"{CANARY}-silence", NOW)
    known = await people.read_profile(session, claire)
    draft = {"typed_letter": {"subject": "offer-1", "words": f"{CANARY}-brouillon"}}
    await people.save_profile(session, claire, {**known, **draft})
