"""The team's notes: they outlive the coordinator who wrote them, and go with the person whom they concern."""

from datetime import datetime

from sqlalchemy import ColumnElement, delete, or_, select

from mentoring.cases import SAFETY_KINDS
from mentoring.desk_views import NoteView
from storage.engine.app_session import AppSession
from storage.schema.desk_tables import Note
from storage.schema.tables import Binome, Card, Person
from use_cases.people import people
from use_cases.people.audit import Subject, record_audit
from use_cases.team import case_access, case_words

MAX_NOTE_CHARACTERS = 500
"""Characters: some notes and a case's history fit in one message."""


async def add_to_card(session: AppSession, card: Card, writer: Person, words: str, now: datetime) -> Note:
    """Write a note on a case."""
    record_audit(session, now, writer, "noted", card)
    if not case_words.is_safety(card):
        about = {"person_id": card.person_id, "binome_id": card.binome_id, "card_id": card.id}
        return await _add(session, writer, words, now, **about)
    sealed = await case_words.seal(session, card, words)  # the case's own key: neither side's erasure ends it
    return await _save(session, Note(at=now, writer_id=writer.id, card=card, words=sealed))


async def add_from_person(session: AppSession, card: Card, person: Person, words: str, now: datetime) -> None:
    """Keep, with its date, what the writer of a case that is about nobody's safety tells the team.

    What is longer than a note is several.
    """
    about = {"person_id": person.id, "binome_id": card.binome_id, "card_id": card.id}
    for start in range(0, len(words), MAX_NOTE_CHARACTERS):
        await _add(session, person, words[start : start + MAX_NOTE_CHARACTERS], now, **about)


async def list_thread(session: AppSession, card: Card, limit: int) -> list[NoteView]:
    """Return the newest of what the team and a case's person wrote to each other, oldest first.

    Whether the reader may have it is for the caller to know.
    """
    said = Note.is_letter | (Note.writer_id == Note.person_id)
    found = select(Note).where(Note.card_id == card.id, said).order_by(Note.id.desc()).limit(limit)
    return [await view_note(session, row) for row in reversed((await session.scalars(found)).unique().all())]


async def add_to_binome(session: AppSession, binome: Binome, writer: Person, words: str, now: datetime) -> None:
    """Write a note on a binôme."""
    await _add(session, writer, words, now, person_id=binome.need.person_id, binome_id=binome.id)
    record_audit(session, now, writer, "noted", binome)


async def add_to_person(session: AppSession, person_id: int, writer: Person, words: str, now: datetime) -> Note:
    """Write a note on whoever's need or offer it is."""
    record_audit(session, now, writer, "noted", Subject("person", person_id))
    return await _add(session, writer, words, now, person_id=person_id)


async def list_about(
    session: AppSession, reader: Person, limit: int, *, card: int = 0, binome: int = 0, person: int = 0
) -> list[NoteView]:
    """Return the newest notes on a case, a binôme or a person, oldest first; none on what the reader may not see."""
    on = {Note.card_id: card, Note.binome_id: binome, Note.person_id: person}
    found = select(Note).outerjoin(Card, Card.id == Note.card_id)
    found = found.where(or_(*(column == number for column, number in on.items() if number)), *_may_be_read(reader))
    rows = (await session.scalars(found.order_by(Note.id.desc()).limit(limit))).unique().all()
    return [await view_note(session, row) for row in reversed(rows)]


async def forget(session: AppSession, person: Person) -> None:
    """Erase the notes on a person, and on the cases in which they are spoken of, but for cases with a term."""
    spoken_of = (Card.person_id == person.id) | (Card.about_id == person.id)
    theirs = select(Card.id).where(spoken_of, Card.kind.not_in(SAFETY_KINDS))
    await session.execute(delete(Note).where((Note.person_id == person.id) | Note.card_id.in_(theirs)))


def _may_be_read(reader: Person) -> tuple[ColumnElement[bool], ...]:
    return (
        Note.card_id.is_(None) | case_access.is_visible_to(reader),
        Note.person_id.is_distinct_from(reader.id),
    )


async def _add(session: AppSession, writer: Person, words: str, now: datetime, **on: int | None) -> Note:
    concerned = on["person_id"]
    # Under the key of whom it concerns: once that key is destroyed, old backups are silent too.
    sealed = await people.seal(session, concerned, words) if concerned else session.vault.seal_own(words)
    return await _save(session, Note(at=now, writer_id=writer.id, words=sealed, **on))


async def _save(session: AppSession, note: Note) -> Note:
    session.add(note)
    await session.flush()
    return note


async def view_note(session: AppSession, row: Note) -> NoteView:
    """Return a note with its words; whether the reader may have them is for the caller to know."""
    writer = await session.get(Person, row.writer_id) if row.writer_id else None
    name = (await people.read_profile(session, writer)).get("name", "") if writer else ""
    is_from_person = row.writer_id is not None and row.writer_id == row.person_id
    return NoteView(row.at, name, await _read_words(session, row), row.is_letter, is_from_person)


async def _read_words(session: AppSession, row: Note) -> str:
    if row.person_id:
        return str(await people.unseal(session, row.person_id, row.words))
    if row.card is not None and case_words.is_safety(row.card):
        return await case_words.read_box(session, row.card, row.words)
    return str(session.vault.open_own(row.words))
