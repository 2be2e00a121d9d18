"""Write the database of the present tables: a small programme, as its own use cases leave it after two days.

Run ``python -m tests.data.databases.make``; each run seals anew, so the file is made once and kept as it is.
"""

import asyncio
import sqlite3
import tempfile
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path

from sqlalchemy import select

from benchmarks.databases import open_sessions
from mentoring.cases import SAFETY_KINDS
from mentoring.message_kinds import OutboxState
from mentoring.states import Form
from mentoring.talk import Passable
from mentoring.vetting import parse_kind
from scheduler.heartbeat import tick
from storage import installation
from storage.engine.app_session import AppSession
from storage.engine.database import Sessions
from storage.engine.upgrade import find_newest
from storage.schema.life_tables import Course
from storage.schema.tables import Binome, Card, MentoringSession, Person, Staff
from tests.cast import (
    NOW,
    add_coordinator,
    add_need,
    add_offer,
    add_person,
    find_person,
    make_accepted,
    make_active,
    make_agreed,
    make_proposed,
    members_of,
)
from tests.families import add_minor, add_parent
from use_cases import due
from use_cases.binomes import (
    binomes,
    courses,
    decisions,
    departures,
    goals,
    matched_words,
    moves,
    parental_answers,
    pauses,
    reports,
    safety,
    slots,
)
from use_cases.desk import declared_ties, minors_clearance, parental_records, vetting
from use_cases.inbox import updates
from use_cases.needs_offers import agreements, forms
from use_cases.outbox import outbox, silences
from use_cases.pairing import match_requests
from use_cases.people import campaigns, first_words, people, staff, standing
from use_cases.sessions import sessions as meetings
from use_cases.talk import attached_messages, conversation_sides, drafts, passing
from use_cases.team import cards, case_record, duty, notes, outside, roster, staff_checks

HERE = Path(__file__).parent
AFTER_SESSION = NOW + timedelta(days=1, hours=11)
"""The binôme has met, and is asked how it was."""
END = NOW + timedelta(days=2)
OUTCOMES: dict[int, OutboxState] = {0: "given_up", 1: "uncertain", 2: "expired"}
"""What became of the first messages; others were sent."""
PAGE_BYTES = 512
"""Smaller than SQLite's own choice: each of some sixty tables and indexes takes a page at least."""


async def make(file: Path) -> None:
    """Write the database into a file that is not there yet."""
    with tempfile.TemporaryDirectory(prefix="binome-") as folder:
        async with open_sessions(f"sqlite:///{folder}/played") as found:
            await play(found)
        copy = sqlite3.connect(f"{folder}/played")
        copy.execute(f"PRAGMA page_size={PAGE_BYTES}")
        copy.execute("VACUUM INTO ?", (str(file),))
        copy.close()


async def play(found: Sessions) -> None:
    """Let people come, pair up, meet, and leave."""
    async with found.begin() as session:
        await _settle_in(session)
        met = (await make_active(session)).id
        await _stand_on_the_way(session)
        await _leave(session)
    await _pass_until(found, AFTER_SESSION)
    async with found.begin() as session:
        await _say_how_it_was(session, met)
        await _call_for_help(session)
        await _keep_apart(session)
        await _stand_outside(session)
        await _write_to_each_other(session)
        await _refuse_words(session)
        await _ask_parents(session)
        await _vet(session)
    await _send_some(found)
    await _pass_until(found, END)


async def _settle_in(session: AppSession) -> None:
    """The team, the group, and what was heard."""
    await installation.is_key_right(session)
    await installation.read_installation_id(session, "0a1b2c3d")
    await agreements.keep_words(session, [("fr-0a1b2c", "Je garde quelques réponses.")], NOW)
    await installation.write(session, installation.STAFF_CHAT, "-1001234567890")
    head = await add_coordinator(session, "Hélène", "head")
    await _keep_roster(session, head)
    await _check_the_team(session, head)
    await updates.record_new(session, [1, 2, 3], NOW)
    await updates.park(session, 3, {"update_id": 3}, await add_person(session, "Lou"), NOW, NOW)
    await campaigns.count_arrival(session, await add_person(session, "Jules"), "lycee")


async def _check_the_team(session: AppSession, head: Person) -> None:
    """A colleague has pledged and was checked by the head; another one has still to pledge."""
    checked, unpledged = await add_coordinator(session, "Sonia"), await add_coordinator(session, "Rémi")
    await staff_checks.record(session, head, checked.id, "identity", NOW)
    (await session.get_one(Staff, unpledged.id)).pledged_at = None


async def _keep_roster(session: AppSession, head: Person) -> None:
    """One shift is held and offered to a colleague, another one is covered by nobody."""
    calendar, colleague = roster.read_calendar(session), await add_coordinator(session, "Omar")
    held, empty = (calendar.find_shift(NOW + timedelta(days=days)) for days in (1, 2))
    await duty.take(session, head, held, NOW)
    await duty.offer(session, head, held, colleague.id, None, NOW)
    await duty.leave_uncovered(session, head, empty, NOW)


async def _stand_on_the_way(session: AppSession) -> None:
    """Needs, offers and binômes, each at another place of its life."""
    await make_proposed(session)
    await make_accepted(session)
    agreed = await make_agreed(session)
    await slots.set_place(session, agreed.id, await find_person(session, agreed.need), "Médiathèque", NOW)
    await goals.keep_offered(session, agreed.id, await find_person(session, agreed.need), NOW)
    waiting, _ = await add_need(session, "Léo", "Je prépare un bac en chimie"), await add_offer(session, "Anne", 2)
    await match_requests.put_request(session, waiting.id, await add_coordinator(session), NOW)
    paused = await add_need(session, "Nina")
    await pauses.pause(session, paused, await find_person(session, paused), date(2027, 1, 4), NOW)
    stopped = await add_need(session, "Zoé")
    await pauses.stop(session, stopped, await find_person(session, stopped), NOW)
    names: dict[Form, str] = {"need": "Sami", "offer": "Yves"}
    for form, name in names.items():
        drafting = await forms.begin(session, form, await add_person(session, name), NOW)
        await forms.save(session, form, drafting, {"name": name})
    await first_words.keep(session, await add_person(session, "Lina"), "Je cherche un stage", END)


async def _leave(session: AppSession) -> None:
    """One binôme ends, one person blocks the bot, one is erased."""
    await binomes.end(session, await make_active(session), "goal", NOW)
    await _come_to_an_end(session, await make_active(session))
    await departures.mark_silent(session, await add_person(session, "Paul"), "blocked", NOW)
    await departures.erase(session, await add_person(session, "Ida"), NOW)


async def _come_to_an_end(session: AppSession, binome: Binome) -> None:
    """A short binôme has had all its weeks: one side wants to go on, the other has not answered."""
    young, _ = await members_of(session, binome)
    binome.weeks = 4
    course = await session.get_one(Course, binome.id)
    course.halfway_at, course.end_asked_at, course.end_due_at = NOW, NOW, END + timedelta(days=1)
    await courses.answer(session, binome.id, young, "yes", NOW)


async def _say_how_it_was(session: AppSession, binome_id: int) -> None:
    binome = await session.get_one(Binome, binome_id)
    done = await _find_begun(session, binome)
    for person, rating in zip(await members_of(session, binome), (1, 3), strict=True):
        await meetings.answer_check_in(session, done.id, person, True, AFTER_SESSION)
        await meetings.rate(session, done.id, person, rating, AFTER_SESSION)
    await _ask_to_move(session, binome)


async def _ask_to_move(session: AppSession, binome: Binome) -> None:
    """One side asks for another moment of the next session, and the other says that they will be there."""
    planned = await meetings.find_upcoming(session, binome)
    if planned is not None:
        young, helper = await members_of(session, binome)
        await moves.ask(
            session, planned.id, young, planned.revision, planned.starts_at + timedelta(days=1), AFTER_SESSION
        )
        await moves.come(session, planned.id, helper, planned.revision, AFTER_SESSION)


async def _find_begun(session: AppSession, binome: Binome) -> MentoringSession:
    begun = select(MentoringSession).where(MentoringSession.binome_id == binome.id, MentoringSession.state == "begun")
    return (await session.scalars(begun)).one()


async def _call_for_help(session: AppSession) -> None:
    """A case that is taken, with a note; one that is closed with a reason; a binôme that a report freezes."""
    coordinator, troubled = await add_coordinator(session, "Omar"), await add_person(session, "Maé")
    await safety.handle_distress(session, troubled, "strong", "low", "je n'en peux plus", AFTER_SESSION)
    case = await _read_newest_case(session)
    await cards.take_case(session, case, coordinator, AFTER_SESSION)
    await notes.add_to_card(session, case, coordinator, "Appelée ce matin.", AFTER_SESSION)
    await case_record.write_act(session, case, coordinator, "told_119", "À 9 h.", AFTER_SESSION)
    await case_record.write_words(session, case, coordinator, "assessment", "Elle n'est pas seule.", AFTER_SESSION)
    await safety.ask_help(session, troubled, AFTER_SESSION)
    asked = await _read_newest_case(session)
    await cards.close_case(session, asked, coordinator, "close", AFTER_SESSION, reason="Elle est accompagnée.")
    await silences.place(session, troubled, coordinator, None, "Un deuil.", AFTER_SESSION)
    reported = await make_active(session)
    young = await find_person(session, reported.need)
    await notes.add_to_binome(session, reported, coordinator, "À suivre.", AFTER_SESSION)
    report = await reports.report_partner(session, reported.id, young, AFTER_SESSION, is_quiet=True)
    await reports.close(session, report, coordinator, "resolved", "Vu avec les deux.", AFTER_SESSION)
    await reports.report_partner(session, reported.id, young, AFTER_SESSION)


async def _keep_apart(session: AppSession) -> None:
    """Somebody of the team declares a tie; two are never to be together again, and one of them is turned away."""
    young, helper = await members_of(session, await make_active(session))
    await declared_ties.declare(session, await add_coordinator(session, "Nour"), young.id, "relative", AFTER_SESSION)
    await standing.keep_apart(session, young, helper, AFTER_SESSION)
    await standing.turn_away(session, await people.find_chat(session, helper), AFTER_SESSION + timedelta(days=365))


async def _stand_outside(session: AppSession) -> None:
    """Somebody outside the team, who reads mails; a coordinator whom the head has suspended."""
    recipient = await add_person(session, "Awa")
    await outside.bind(session, recipient, await outside.open_link(session, AFTER_SESSION), AFTER_SESSION)
    await outside.sign(session, recipient, AFTER_SESSION)
    await outside.save_mail(session, recipient, "awa@example.net", AFTER_SESSION)
    await outbox.put(session, AFTER_SESSION, recipient, "outside_mail_test")
    accused, (head, *_) = await add_coordinator(session, "Yann"), await staff.list_heads(session)
    case = await reports.report_staff(session, accused.id, await add_person(session, "Rose"), AFTER_SESSION)
    await decisions.suspend(session, case, head, "Le temps de comprendre.", AFTER_SESSION)


async def _write_to_each_other(session: AppSession) -> None:
    """A message on its way, one of which nobody knows whether it arrived, and words that are not sent."""
    binome = await make_active(session)
    young, volunteer = await members_of(session, binome)
    for one in (young, volunteer):
        await people.save_profile(session, one, {**await people.read_profile(session, one), "birth": "2000-01"})
        conversation_sides.accept(one, AFTER_SESSION)
        await conversation_sides.share_name(session, binome, one, AFTER_SESSION)
    await passing.write(session, binome, young, Passable(words="J'ai un entretien jeudi."), AFTER_SESSION)
    doubtful = await passing.write(session, binome, volunteer, Passable("voice", source=41), AFTER_SESSION)
    doubtful.state, doubtful.lapses_at = "uncertain", AFTER_SESSION + timedelta(hours=24)
    await drafts.keep(session, young, Passable(words="Je ne sais pas encore."), AFTER_SESSION)
    await conversation_sides.set_muted(session, binome, young, AFTER_SESSION, is_on=True)
    case = await reports.report_partner(session, binome.id, young, AFTER_SESSION, is_quiet=True)
    await attached_messages.attach(session, case, young, 40, AFTER_SESSION, is_own=False)
    case.state = "closed"


async def _refuse_words(session: AppSession) -> None:
    """A young person objects to being matched by their own words."""
    await matched_words.refuse(session, await find_person(session, await add_need(session, "Iris")), AFTER_SESSION)


async def _ask_parents(session: AppSession) -> None:
    """A minor whose mother agrees by the link; another for whom a paper was signed; a third who has the link."""
    asked = replace(session.programme.safeguarding, parents="agree")
    session.programme = replace(session.programme, safeguarding=asked)
    (_, agreed), (signed, _), _waiting = [await add_minor(session, AFTER_SESSION) for _ in range(3)]
    mother, (head, *_) = await add_parent(session, agreed, AFTER_SESSION), await staff.list_heads(session)
    await parental_answers.answer(session, mother, agreed.id, agrees=True, now=AFTER_SESSION)
    await parental_records.record_paper(session, signed, head, "Son père, le 20 novembre.", AFTER_SESSION)


async def _vet(session: AppSession) -> None:
    """Checks of a volunteer: one for ever, one about to expire; the volunteer is cleared for people under 18."""
    offer, coordinator = await add_offer(session, "Odile"), await add_coordinator(session, "Samir")
    for kind, day in (("identity", AFTER_SESSION.date()), ("record_extract", date(2023, 12, 10))):
        await vetting.record_check(session, offer, parse_kind(kind), day, coordinator, AFTER_SESSION)
    await minors_clearance.give_clearance(session, offer, coordinator, AFTER_SESSION)


async def _read_newest_case(session: AppSession) -> Card:
    urgent = (Card.kind.in_(SAFETY_KINDS), Card.state == "open")  # their numbers are drawn and tell no order
    return (await session.scalars(select(Card).where(*urgent))).one()


async def _send_some(found: Sessions) -> None:
    """Some messages leave, each with an outcome; the rest waits."""
    for number in range(30):
        async with found.begin() as session:
            for row in await outbox.claim(session, AFTER_SESSION, AFTER_SESSION, [], True):
                state: OutboxState = OUTCOMES.get(number, "sent")
                await outbox.settle_row(session, row.id, state, AFTER_SESSION, message_id=100 + number)


async def _pass_until(found: Sessions, end: datetime) -> None:
    """Time passes from due date to due date."""
    moment = NOW
    while moment < end:
        await tick(found, moment)
        async with found.begin() as session:
            moment = await due.find_next_moment(session, moment) or end


if __name__ == "__main__":
    asyncio.run(make(HERE / f"{find_newest()}.sqlite3"))
