"""Whether somebody's own words count for pairing: refused at once, for what is proposed and for what was.

Topics, hours and region count all the same, and a partner still reads the words of a proposal.
"""

from collections.abc import Mapping, Sequence
from contextlib import suppress
from datetime import datetime
from typing import Any

from sqlalchemy import select

from mentoring.states import LIVE
from mentoring.views import TYPED_REASONS
from storage import installation
from storage.crypto.vault import WrongKey
from storage.engine.app_session import AppSession
from storage.schema.tables import Binome, Need, Offer, Person
from use_cases.binomes.binome_rows import join_need_and_offer
from use_cases.people import people
from use_cases.people.audit import record_audit

Reasons = Sequence[Mapping[str, Any]]


async def refuse(session: AppSession, person: Person, now: datetime) -> None:
    """Use the person's words for pairing no more; the next heartbeat compares anew without them."""
    if person.words_refused_at is None:
        person.words_refused_at = now
        record_audit(session, now, person, "refused words", person)
        await _forget_matched(session, person)
        await installation.ask_round(session, now)


async def allow(session: AppSession, person: Person, now: datetime) -> None:
    """Use the person's words for pairing again."""
    if person.words_refused_at is not None:
        person.words_refused_at = None
        record_audit(session, now, person, "allowed words", person)
        await installation.ask_round(session, now)


async def select_reasons(session: AppSession, need: Need, offer: Offer, reasons: Reasons) -> Reasons:
    """Return why a pair is proposed; no word of it when one of the two refused that words count."""
    either = Person.id.in_([need.person_id, offer.person_id])
    refused = select(Person.id).where(either, Person.words_refused_at.is_not(None)).limit(1)
    return _drop_words(reasons) if await session.scalar(refused) else reasons


async def _forget_matched(session: AppSession, person: Person) -> None:
    """Take the words out of why the person's proposals and binômes came about."""
    theirs = (Need.person_id == person.id) | (Offer.person_id == person.id)
    found = join_need_and_offer(select(Binome)).where(theirs, Binome.state.in_(LIVE), Binome.reasons.is_not(None))
    for row in (await session.scalars(found)).all():
        with suppress(WrongKey):  # what nobody can open shows no word either
            reasons = await people.unseal(session, row.need.person_id, row.reasons)
            row.reasons = await people.seal(session, row.need.person_id, _drop_words(reasons))


def _drop_words(reasons: Reasons) -> Reasons:
    return [reason for reason in reasons if reason["kind"] not in TYPED_REASONS]
