"""The dated record of a case about somebody's safety, and its end: an outcome, and a second reader for a report."""

from datetime import datetime
from typing import Any

from sqlalchemy import select

from mentoring.case_record import MAX_RECORD_CHARACTERS, Outcome, RecordAct
from mentoring.cases import SAFETY_KINDS
from mentoring.errors import NotAllowed, NotPossible
from mentoring.safeguarding import CaseEntryKind
from storage.engine.app_session import AppSession
from storage.schema.safeguarding_tables import CaseEntry
from storage.schema.tables import Card, Person, Staff
from use_cases.outbox import outbox
from use_cases.people import outsiders
from use_cases.people.audit import record_audit
from use_cases.team import cards, case_access, case_words

KINDS_WITH_SECOND_READER = ("report",)


async def write_words(
    session: AppSession, card: Card, writer: Person, kind: CaseEntryKind, words: str, now: datetime
) -> None:
    """Add what somebody of the team assesses, decides or gives as a reason."""
    await _write(session, card, writer, kind, {"words": words[:MAX_RECORD_CHARACTERS]}, now)


async def write_act(session: AppSession, card: Card, writer: Person, act: RecordAct, words: str, now: datetime) -> None:
    """Add what somebody of the team did, with a word more where there is one."""
    await _write(session, card, writer, "act", {"act": act, "words": words[:MAX_RECORD_CHARACTERS]}, now)


async def _write(
    session: AppSession, card: Card, writer: Person, kind: CaseEntryKind, value: dict[str, Any], now: datetime
) -> None:
    if card.kind not in SAFETY_KINDS:
        raise NotPossible("(no record)")
    await case_words.write_entry(session, card, writer, kind, value, now)
    record_audit(session, now, writer, "recorded", card, kind)


async def list_second_readers(session: AppSession, card: Card, first: Person) -> list[Person]:
    """Return those besides somebody who may decide on a case: of the team, else whoever is outside of it."""
    found = select(Person).join(Staff, Staff.person_id == Person.id).where(Person.id != first.id)
    team = await session.scalars(found.order_by(Staff.since, Staff.person_id))
    if seconds := [one for one in team if await case_access.may_decide(session, card, one)]:
        return seconds
    outside = await outsiders.find_recipient(session)
    is_second = outside is not None and outside.id != first.id and await case_access.may_decide(session, card, outside)
    return [outside] if outside is not None and is_second else []


async def is_second_reader_needed(session: AppSession, card: Card, first: Person) -> bool:
    """Return whether somebody else confirms that a case is closed: of a report always, where there is anybody."""
    return card.kind in KINDS_WITH_SECOND_READER and bool(await list_second_readers(session, card, first))


async def close(session: AppSession, card: Card, person: Person, outcome: Outcome, reason: str, now: datetime) -> bool:
    """Close a case with its outcome, or ask a second reader for it; return whether it is closed.

    With nobody else who may decide, the written reason stands alone, and the record says so.
    """
    seconds = await list_second_readers(session, card, person) if card.kind in KINDS_WITH_SECOND_READER else []
    said = {"outcome": outcome, "reason": reason, "alone": card.kind in KINDS_WITH_SECOND_READER and not seconds}
    await _write(session, card, person, "closing", said, now)
    if not seconds:
        await _close_as(session, card, person, said, now)
        return True
    await cards.record_act(session, card, person, "proposes closing", now)
    for colleague in seconds:
        await outbox.put(session, now, colleague, "card_outcome", card=card.id)
    return False


async def confirm(session: AppSession, card: Card, person: Person, now: datetime) -> None:
    """Close a report as somebody else has proposed last; raise `NotAllowed` for one's own proposal."""
    found = await find_proposed(session, card)
    if found is None:
        raise NotPossible("(nothing proposed)")
    entry, said = found
    if entry.writer_id == person.id:
        raise NotAllowed
    await _close_as(session, card, person, said, now)


async def _close_as(session: AppSession, card: Card, person: Person, said: dict[str, Any], now: datetime) -> None:
    await cards.close_case(session, card, person, "close", now, reason=said["reason"])
    card.outcome = said["outcome"]


async def find_proposed(session: AppSession, card: Card) -> tuple[CaseEntry, dict[str, Any]] | None:
    """Return the closing that was proposed last of an open case, and who proposed it."""
    entries = await case_words.read_entries(session, card, "closing") if card.state != "closed" else []
    return entries[-1] if entries else None
