"""What somebody of the team writes to a person through the bot, and what the person answers."""

from datetime import datetime
from typing import NamedTuple

from sqlalchemy import or_, select

from mentoring.case_contexts import LetterContext
from mentoring.cases import CASES
from mentoring.errors import NotAllowed, NotPossible
from mentoring.message_kinds import Priority
from mentoring.own_data import OwnLetter
from mentoring.questions import FORMS
from mentoring.references import format_reference
from mentoring.states import parse_noun
from storage.engine.app_session import AppSession
from storage.schema.desk_tables import Note
from storage.schema.tables import Card, Need, Offer, Person
from use_cases.desk import open_cases, record_sheets
from use_cases.outbox import outbox
from use_cases.outbox.context_request import ContextRequest
from use_cases.people import unsent_words
from use_cases.people.audit import record_audit
from use_cases.team import cards, case_access, case_subjects, case_words, notes, team_questions

MAX_LETTER_CHARACTERS = notes.MAX_NOTE_CHARACTERS


class Recipient(NamedTuple):
    """To whom something is written, and from where: the case, need or offer that the writer has open."""

    person: Person
    row: Card | Need | Offer
    ref: str


async def find_recipient(session: AppSession, noun: str, number: int, writer: Person) -> Recipient | None:
    """Return whom a case is about, or whose need or offer it is; None for that person and whoever may not see it."""
    if noun == "card":
        row: Card | Need | Offer | None = await case_access.fetch_case(session, number, writer)
    else:
        is_form = noun in FORMS
        found = await record_sheets.fetch_record(session, parse_noun(noun), number, writer) if is_form else None
        row = found if isinstance(found, Need | Offer) else None
    if isinstance(row, Card):
        person = await case_subjects.find_subject(session, row)
    else:
        person = await session.get(Person, row.person_id) if row is not None else None
    if row is None or person is None or person.id == writer.id:
        return None
    return Recipient(person, row, format_reference(noun, number))


async def type_letter(session: AppSession, noun: str, number: int, writer: Person, words: str, now: datetime) -> None:
    """Keep what was typed, and show it back with the name of whoever would read it."""
    if await find_recipient(session, noun, number, writer) is None:
        raise NotPossible("(nobody to write to)")
    typed = {"subject": f"{noun}-{number}", "words": words}
    await unsent_words.keep(session, writer, "typed_letter", typed, now)
    mark = unsent_words.compute_mark(session, words)
    await outbox.put(session, now, writer, "letter_confirm", subject=noun, number=number, mark=mark)


async def send_letter(session: AppSession, noun: str, number: int, writer: Person, mark: str, now: datetime) -> None:
    """Send what was typed and looked at; a note of it stays with the case or the person."""
    to = await find_recipient(session, noun, number, writer)
    words = await _read_typed(session, writer, f"{noun}-{number}", mark)
    if to is None or not words or to.person.state != "active":
        raise NotPossible("(letter)")
    note = await _write_note(session, to, writer, words, now)
    record_audit(session, now, writer, "wrote to", to.row)
    await unsent_words.drop(session, writer, "typed_letter")
    urgent = isinstance(to.row, Card) and CASES[to.row.kind].urgent
    at_once = outbox.Delivery(priority=Priority.REPLY) if urgent else outbox.USUAL_DELIVERY
    await outbox.put(session, now, to.person, "letter", delivery=at_once, note=note)


async def _write_note(session: AppSession, to: Recipient, writer: Person, words: str, now: datetime) -> int:
    if isinstance(to.row, Card):
        note = await notes.add_to_card(session, to.row, writer, words, now)
    else:
        note = await notes.add_to_person(session, to.person.id, writer, words, now)
    note.is_letter = True
    return note.id


async def _read_typed(session: AppSession, writer: Person, subject: str, mark: str) -> str:
    """Return the words that wait for their writer's look; none when they are others by now."""
    typed = await unsent_words.read(session, writer, "typed_letter") or {"subject": "", "words": ""}
    is_same = (typed["subject"], unsent_words.compute_mark(session, typed["words"])) == (subject, mark)
    return str(typed["words"]) if is_same else ""


async def show_letter(session: AppSession, request: ContextRequest) -> LetterContext | None:
    """Return what the team writes: to its writer as it stands, or to the person it was sent to."""
    if request.kind == "letter":
        return await _show_sent(session, request)
    noun, number, mark = request.args["subject"], request.args["number"], request.args.get("mark", "")
    to = await find_recipient(session, noun, number, request.reader)
    words = await _read_typed(session, request.reader, f"{noun}-{number}", mark) if mark else ""
    if to is None or (mark and not words):
        return None
    return LetterContext(
        me=request.me, words=words, name=await open_cases.find_name(session, to.person.id), ref=to.ref, subject=noun,
        number=number, mark=mark, is_reachable=to.person.state == "active",
    )  # fmt: skip


async def _show_sent(session: AppSession, request: ContextRequest) -> LetterContext | None:
    note = await _fetch_letter(session, request.args["note"], request.reader)
    if note is None:
        return None
    words = (await notes.view_note(session, note)).words
    return LetterContext(
        me=request.me, words=words, name="", ref="", subject="", number=note.id, mark="", is_reachable=True
    )


async def list_to(session: AppSession, person: Person) -> list[OwnLetter]:
    """Return what the team wrote to a person, the newest first."""
    cases = select(Card.id).where((Card.person_id == person.id) | (Card.danger_id == person.id))
    theirs = select(Note).where(Note.is_letter, or_(Note.person_id == person.id, Note.card_id.in_(cases)))
    rows = (await session.scalars(theirs.order_by(Note.id.desc()))).unique().all()
    mine = [row for row in rows if await _is_to(session, row, person)]
    return [OwnLetter(row.at, (await notes.view_note(session, row)).words) for row in mine]


async def require_letter(session: AppSession, number: int, person: Person) -> None:
    """Raise `NotAllowed` unless the team wrote this to the person."""
    if await _fetch_letter(session, number, person) is None:
        raise NotAllowed


async def _fetch_letter(session: AppSession, number: int, person: Person) -> Note | None:
    note = await session.get(Note, number)
    return note if note is not None and note.is_letter and await _is_to(session, note, person) else None


async def _is_to(session: AppSession, note: Note, person: Person) -> bool:
    if note.person_id or note.card is None:
        return note.person_id == person.id
    subject = await case_subjects.find_subject(session, note.card)
    return subject is not None and subject.id == person.id


async def _add_answer(session: AppSession, card: Card, person: Person, words: str, now: datetime) -> None:
    """Add an answer to the words of a case's writer; that of somebody whom the writer fears for, to its record."""
    if not case_words.is_safety(card):
        await notes.add_from_person(session, card, person, words, now)
    elif card.person_id == person.id:
        await case_words.add(session, card, words)
    else:
        await case_words.write_entry(session, card, person, "words", {"words": words}, now)


async def answer(session: AppSession, number: int, person: Person, words: str, now: datetime) -> bool:
    """Add the person's answer to the case that the team wrote from, if it is open, else to a question to the team.

    Return False, and add nothing, when it is too long for a case that is about nobody's safety.
    """
    note = await _fetch_letter(session, number, person)
    if note is None:
        raise NotAllowed
    card = note.card
    if len(words) > team_questions.MAX_QUESTION_CHARACTERS and not (card is not None and case_words.is_safety(card)):
        return False
    is_open = card is not None and card.state != "closed"
    if card is not None and is_open and await case_access.is_kept_from_accused(session, card, person, now):
        await _add_answer(session, card, person, words, now)
        await cards.call_again(session, card, now)
    else:
        await team_questions.ask(session, person, words, now, avoids=card.avoids_id if card is not None else None)
    await outbox.put(session, now, person, "letter_answered")
    return True
