"""What a case keeps of words: under the case's own key where it is about somebody's safety, else its writer's."""

from datetime import datetime
from typing import Any

from sqlalchemy import delete, or_, select

from mentoring.cases import SAFETY_KINDS
from mentoring.safeguarding import CaseEntryKind, compute_months
from storage.crypto.vault import WrongKey
from storage.engine.app_session import AppSession
from storage.schema.desk_tables import Note
from storage.schema.safeguarding_tables import CaseEntry, CaseKey
from storage.schema.tables import Card, Person
from storage.schema.talk_tables import AttachedMessage
from use_cases.people import people

MAX_CHARACTERS = 20_000
"""Characters of what somebody wrote that a case keeps, the newest."""


def is_safety(card: Card) -> bool:
    """Return whether what the case keeps outlives the erasure of either side, until the case's own term."""
    return card.kind in SAFETY_KINDS


async def seal(session: AppSession, card: Card, value: Any) -> bytes:
    """Encrypt a JSON value under the key of a case about somebody's safety; the first one makes the key."""
    key = await session.get(CaseKey, card.id)
    if key is None:
        key = CaseKey(card_id=card.id, wrapped=session.vault.generate_data_key())
        session.add(key)
        await session.flush()
    return session.vault.seal(key.wrapped, value)


async def unseal(session: AppSession, card: Card, box: bytes | None) -> Any:
    """Decrypt what was sealed under a case's key; raise `KeyGone` once that key was destroyed."""
    if box is None:
        return None
    key = await session.get(CaseKey, card.id)
    if key is None:
        raise people.KeyGone
    return session.vault.open(key.wrapped, box)


async def add(session: AppSession, card: Card, words: str) -> None:
    """Keep what the person wrote, after what they wrote before; nothing of somebody who is erased."""
    if card.person_id is None:
        return
    before = await read(session, card)
    kept = (f"{before}\n{words}" if before else words)[-MAX_CHARACTERS:]
    if is_safety(card):
        card.words = await seal(session, card, kept)
    else:
        card.words = await people.seal(session, card.person_id, kept)


async def read(session: AppSession, card: Card) -> str:
    """Return what the case's writer wrote; an empty string when nothing was, or it is gone."""
    return await read_box(session, card, card.words) if card.words is not None else ""


async def read_box(session: AppSession, card: Card, box: bytes) -> str:
    """Return what was sealed under a case's key; an empty string once that key was destroyed."""
    try:
        return str(await unseal(session, card, box))
    except WrongKey:
        return await _read_from_before(session, card, box)


async def _read_from_before(session: AppSession, card: Card, box: bytes) -> str:
    """Return what was sealed before cases had keys: under its writer's, or the association's own."""
    try:
        if card.person_id is not None:
            return str(await people.unseal(session, card.person_id, box))
        return str(session.vault.open_own(box))
    except WrongKey:
        return ""


async def write_entry(
    session: AppSession, card: Card, writer: Person | None, kind: CaseEntryKind, value: Any, now: datetime
) -> None:
    """Add a dated line to the case's record."""
    sealed = await seal(session, card, value)
    session.add(CaseEntry(card_id=card.id, at=now, writer_id=writer and writer.id, kind=kind, words=sealed))
    await session.flush()


async def read_entries(
    session: AppSession, card: Card, kind: CaseEntryKind | None = None
) -> list[tuple[CaseEntry, Any]]:
    """Return the lines of a case's record, or of one kind, with what each says, oldest first."""
    mine = select(CaseEntry).where(CaseEntry.card_id == card.id).order_by(CaseEntry.id)
    mine = mine if kind is None else mine.where(CaseEntry.kind == kind)
    return [(row, await unseal(session, card, row.words)) for row in (await session.scalars(mine)).all()]


async def set_terms(session: AppSession, person: Person, now: datetime) -> None:
    """Give a term to all that cases keep about somebody who erases everything, or by them.

    Each case that accuses them keeps their keyed hash until then: it stays with those who read it.
    """
    term = now + compute_months(session.programme.safeguarding.keep_case_months)
    theirs = or_(*(column == person.id for column in (Card.person_id, Card.about_id, Card.danger_id)))
    kept = Card.kind.in_(SAFETY_KINDS) | (Card.about_id == person.id)
    for card in await session.scalars(select(Card).where(theirs, kept)):
        card.keep_until = card.keep_until or term
        if card.about_id == person.id:
            card.about_print = person.fingerprint


async def forget_writer(session: AppSession, card: Card, *, keeps_words: bool) -> None:
    """Keep a case's words for its readers after its writer's erasure, or destroy them, as the writer said."""
    is_sealed_apart = await session.get(CaseKey, card.id) is not None
    if not keeps_words or not is_sealed_apart:
        card.words = None
        await session.execute(delete(CaseEntry).where(CaseEntry.card_id == card.id, CaseEntry.kind == "words"))


async def destroy_due(session: AppSession, now: datetime) -> int:
    """Destroy what cases keep whose term has come, keys first; return how many there were."""
    rows = (await session.scalars(select(Card).where(Card.keep_until <= now))).all()
    for card in rows:
        await destroy(session, card)
    return len(rows)


async def destroy(session: AppSession, card: Card) -> None:
    """Destroy all that a case keeps of words, and the mark by which somebody would be known again.

    Where the accused was erased it names nobody any more: without the mark everybody reads it.
    """
    if card.about_id is None and card.about_print is not None:
        card.person_id = card.binome_id = card.need_id = card.offer_id = None
    for table in (CaseKey, CaseEntry, Note, AttachedMessage):
        await session.execute(delete(table).where(table.card_id == card.id))
    card.words = card.reason = card.about_print = card.keep_until = None
