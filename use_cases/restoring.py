"""A copy on its way back into use: the erased stay erased, and what it still wanted to say is not said."""

from collections import Counter
from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import select

from mentoring.cases import SAFETY_KINDS
from mentoring.message_kinds import IN_TRANSIT_STATES, OPERATIONS
from mentoring.states import PENDING
from mentoring.talk import PASSED_KINDS
from storage.backup.snapshot import CASE_PREFIX
from storage.crypto.vault import WrongKey
from storage.engine.app_session import AppSession
from storage.schema.safeguarding_tables import CaseKey
from storage.schema.tables import Binome, Card, Outgoing, Person, PersonKey
from use_cases.binomes import departures
from use_cases.outbox import group_exits
from use_cases.team import cards, case_words

RESTORED = "restored"


async def return_keys(session: AppSession, keys: Mapping[str, str], now: datetime) -> int:
    """Return people their keys back; those who have none any more are erased. Return how many those are."""
    erased = 0
    for person in await session.scalars(select(Person).order_by(Person.id)):
        wrapped = bytes.fromhex(keys.get(str(person.id), ""))
        if _is_key_of(session, wrapped, person):
            session.add(PersonKey(person_id=person.id, wrapped=wrapped))
        else:
            person.state, erased = "gone", erased + 1
    await session.flush()
    await _return_case_keys(session, keys)
    keyless = select(Person).outerjoin(PersonKey).where(PersonKey.person_id.is_(None))
    for person in (await session.scalars(keyless)).all():
        await departures.erase(session, person, now)
    return erased


async def _return_case_keys(session: AppSession, keys: Mapping[str, str]) -> None:
    """Return cases their keys back; what a case kept whose key was destroyed since goes with it."""
    for card in (await session.scalars(select(Card).where(Card.kind.in_(SAFETY_KINDS)))).all():
        wrapped = bytes.fromhex(keys.get(f"{CASE_PREFIX}{card.id}", ""))
        if wrapped and _is_openable(session, wrapped, card):
            session.add(CaseKey(card_id=card.id, wrapped=wrapped))
        elif not wrapped and await _has_sealed(session, card):
            await case_words.destroy(session, card)
    await session.flush()


def _is_openable(session: AppSession, wrapped: bytes, card: Card) -> bool:
    """Return whether this is the case's key: after an earlier restoration a number may have been given twice."""
    try:
        return card.words is None or session.vault.open(wrapped, card.words) is not None
    except WrongKey:
        return False


async def _has_sealed(session: AppSession, card: Card) -> bool:
    """Return whether the case kept words that no person's key opens."""
    if card.words is None:
        return False
    key = await session.get(PersonKey, card.person_id) if card.person_id else None
    try:
        return key is None or session.vault.open(key.wrapped, card.words) is None
    except WrongKey:
        return True


def _is_key_of(session: AppSession, wrapped: bytes, person: Person) -> bool:
    """Return whether this is the person's key: after an earlier restoration a number may have been given twice."""
    try:
        return bool(wrapped) and session.vault.open(wrapped, person.chat) is not None
    except WrongKey:
        return False


async def extend_deadlines(session: AppSession, copied_at: datetime, now: datetime) -> None:
    """Who had a proposal or a consent to answer has as long left as when the copy was made."""
    away = now - copied_at
    for binome in await session.scalars(select(Binome).where(Binome.state.in_(PENDING))):
        binome.due_at = binome.due_at and binome.due_at + away
        binome.nudge_at = binome.nudge_at and binome.nudge_at + away


async def settle_unsent(session: AppSession, copied_at: datetime, now: datetime) -> Counter[str]:
    """Settle all that waits to be said, and tell the team by one card; return how many messages of each kind."""
    unsaid: Counter[str] = Counter()
    for row in await session.scalars(select(Outgoing).where(Outgoing.state.in_(IN_TRANSIT_STATES))):
        if not row.edits and row.kind not in OPERATIONS:
            unsaid[row.kind] += 1
        may_have_left = row.state == "sending" or row.kind in PASSED_KINDS  # its writer is asked
        row.state = "uncertain" if may_have_left and not row.edits else "cancelled"
        row.problem, row.changed_at = RESTORED, now
    await session.flush()
    await group_exits.forget_settled(session)
    card = await cards.open_case(session, now, "restored", copied_at.isoformat())
    card.count, card.opened_at = unsaid.total(), copied_at
    return unsaid
