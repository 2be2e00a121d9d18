"""Reports: what its writer may do at any moment. Nothing that the other side sees tells a report from a team hold."""

from datetime import datetime
from typing import Any

from sqlalchemy import select

from mentoring.case_access import FROM_SEVERAL
from mentoring.case_record import Outcome
from mentoring.errors import NotAllowed, NotPossible
from mentoring.expectations import expect_words
from mentoring.roles import YOUNG
from mentoring.states import RUNNING, SEEKING
from storage.engine.app_session import AppSession
from storage.schema.tables import Binome, Card, Need, Person, Staff
from use_cases.binomes import binomes, holds
from use_cases.needs_offers import needs
from use_cases.outbox import outbox
from use_cases.people import staff
from use_cases.team import cards, case_access, case_record, case_words


async def report_partner(
    session: AppSession,
    binome_id: int,
    person: Person,
    now: datetime,
    *,
    is_quiet: bool = False,
    edit: int | None = None,
) -> Card:
    """A member reports their partner: a team hold at once, unless they want nothing stopped (`is_quiet`)."""
    binome = await binomes.lock_acquainted(session, binome_id, person)
    other = binomes.find_partner_id(binome, person)
    key = f"binome:{binome.id}:{person.id}"  # each side's report is a case of its own, seen by other eyes
    card = await _open(session, person, await session.get_one(Person, other), key, now, binome_id=binome.id)
    if is_quiet:
        await holds.withdraw_proposals(session, other, now)
    elif not any(one.card_id == card.id for one in await holds.list_open(session, binome)):
        await holds.place(session, binome, now, by=None, card=card)
    await _ask_for_words(session, card, person, now, edit)
    return card


async def report_staff(
    session: AppSession, member_id: int, person: Person, now: datetime, *, edit: int | None = None
) -> Card:
    """Somebody reports one of the team, who reads nothing of it."""
    about = await session.get(Person, member_id) if await session.get(Staff, member_id) else None
    if about is None or about.id == person.id:
        raise NotPossible("(not of the team)")
    card = await _open(session, person, about, f"staff:{about.id}:{person.id}", now)
    await _ask_for_words(session, card, person, now, edit)
    return card


async def report_other(session: AppSession, person: Person, now: datetime, *, edit: int | None = None) -> Card:
    """Somebody reports a person whom the bot does not know by a binôme: their words say whom."""
    card = await _open(session, person, None, f"other:{person.id}", now)
    await _ask_for_words(session, card, person, now, edit)
    return card


async def _open(
    session: AppSession, person: Person, about: Person | None, key: str, now: datetime, **where: Any
) -> Card:
    card = await cards.open_case(
        session,
        now,
        "report",
        key,
        person_id=person.id,
        about_id=about and about.id,
        about_print=about and about.fingerprint,
        origin="report",
        **where,
    )
    if about is not None and card.binome_id is None:
        await holds.withdraw_proposals(session, about.id, now)
    return card


async def _ask_for_words(session: AppSession, card: Card, person: Person, now: datetime, edit: int | None) -> None:
    await _find_keeper(session, card, person, now)  # one that is opened for the words alone calls at once
    person.expecting = expect_words("report", card.id, now)
    await outbox.put(session, now, person, "report_ask", edit=edit, report=card.id)


async def find_own(session: AppSession, person: Person) -> Card | None:
    """Return the newest report of a person that is still open."""
    mine = (Card.kind == "report", Card.person_id == person.id, Card.state != "closed")
    return await session.scalar(select(Card).where(*mine).order_by(Card.opened_at.desc(), Card.id.desc()).limit(1))


async def has_told(session: AppSession, person: Person) -> bool:
    """Return whether a case still keeps words of a report or a concern of this person's."""
    mine = (Card.kind.in_(("report", "concern")), Card.person_id == person.id, Card.words.is_not(None))
    return bool(await session.scalar(select(Card.id).where(*mine).limit(1)))


async def lock_own(session: AppSession, card_id: int, person: Person) -> Card:
    """Return the person's own open report; raise `NotAllowed` or `NotPossible` otherwise."""
    card = await session.get(Card, card_id, with_for_update=True, populate_existing=True)
    if card is None or card.kind != "report" or card.person_id != person.id:
        raise NotAllowed
    if card.state == "closed":
        raise NotPossible("(report closed)")
    return card


async def add_words(session: AppSession, card_id: int, person: Person, words: str, now: datetime) -> None:
    """Add the person's words to their own case, or where nobody whom they accuse may read them."""
    card = await session.get(Card, card_id)
    if card is None or card.person_id != person.id or card.state == "closed":
        raise NotPossible("(case closed)")
    kept = await _find_keeper(session, card, person, now)
    await case_words.add(session, kept, words)
    await outbox.put(session, now, person, "report_done", report=kept.id)


async def _find_keeper(session: AppSession, card: Card, person: Person, now: datetime) -> Card:
    """Return the case that keeps the words meant for one; a new one where an accused may read all of the writer's."""
    if await case_access.is_kept_from_accused(session, card, person, now):
        return card
    if (kept := await case_access.find_listener(session, person, now)) is not None:
        return kept
    return await cards.open_case(
        session, now, "report", f"person:{person.id}{FROM_SEVERAL}", person_id=person.id, origin="report"
    )


async def add_distress(session: AppSession, card: Card, words: str, now: datetime, *, is_strong: bool) -> None:
    """Add words of distress to the writer's report; strong ones call its readers again."""
    await case_words.add(session, card, words)
    if is_strong:
        await cards.call_again(session, card, now)


async def set_agreement(session: AppSession, card: Card, now: datetime, *, agrees: bool) -> None:
    """Keep the writer's own yes to going on, or take it back: the team's agreement then counts no more."""
    if await find_held_binome(session, card) is None:
        raise NotPossible("(nothing on hold)")
    card.agreed_at, card.seconded_by = (now if agrees else None), None
    await cards.record_act(session, card, None, "reporter agrees" if agrees else "reporter disagrees", now)


async def end_binome(session: AppSession, card: Card, person: Person, now: datetime) -> Binome:
    """End the writer's binôme as either side may at any time; the case stays open."""
    binome = await session.get(Binome, card.binome_id, with_for_update=True, populate_existing=True)
    if binome is None or binome.state not in RUNNING or not binomes.find_side(binome, person):
        raise NotPossible("(no binôme)")
    await binomes.end(session, binome, "other", now)
    return binome


async def ask_another(session: AppSession, card: Card, person: Person, now: datetime) -> None:
    """Look for another volunteer, first in line, for a young person who has reported theirs."""
    binome = await session.get(Binome, card.binome_id) if card.binome_id else None
    if binome is not None and binome.state in RUNNING:
        await end_binome(session, card, person, now)
    need = await _find_need(session, binome, person)
    if need is None:
        raise NotPossible("(no need)")
    need.priority = True
    if need.state in SEEKING:
        await outbox.put(session, now, person, "need_sent", need=need.id)
    else:
        await needs.ask_again(session, need, person, now)


async def _find_need(session: AppSession, binome: Binome | None, person: Person) -> Need | None:
    if binome is not None and binomes.find_side(binome, person) == YOUNG:
        return binome.need
    mine = select(Need).where(Need.person_id == person.id, Need.state != "drafting")
    return await session.scalar(mine.order_by(Need.id.desc()).limit(1))


async def find_held_binome(session: AppSession, card: Card) -> Binome | None:
    """Return the running binôme that this report holds; None when there is none."""
    if card.binome_id is None:
        return None
    binome = await session.get(Binome, card.binome_id, populate_existing=True)
    if binome is None or binome.state != "frozen":
        return None
    return binome if any(one.card_id == card.id for one in await holds.list_open(session, binome)) else None


async def unfreeze(session: AppSession, card: Card, person: Person, now: datetime, reason: str = "") -> bool:
    """Record a coordinator's yes: two, or the head with a written reason. Return whether the binôme goes on.

    Nothing counts before the writer's own yes; it is asked for. The report stays open: how it ends is said by closing
    it, with an outcome and a second reader.
    """
    await lock_running_binome(session, card, person)
    if await find_held_binome(session, card) is None:
        raise NotPossible("(not frozen)")
    if card.agreed_at is None:
        await _ask_writer(session, card, now)
        return False
    head = await staff.find_role(session, person) == "head" and bool(reason)
    seconded = card.seconded_by not in (None, person.id)
    if not head and not seconded:
        card.seconded_by = person.id
        await cards.record_act(session, card, person, "seconded", now)
        return False
    await case_words.write_entry(session, card, person, "decision", {"unfreeze": reason}, now)
    card.seconded_by = None
    await cards.record_act(session, card, person, "unfrozen", now)
    await holds.lift_of_case(session, card, now)
    return True


async def _ask_writer(session: AppSession, card: Card, now: datetime) -> None:
    writer = await session.get(Person, card.person_id) if card.person_id else None
    if writer is not None:  # once a day at most: nobody is to be pressed
        once = outbox.Delivery(key=f"report_resume:{card.id}:{now.date()}")
        await outbox.put(session, now, writer, "report_resume", delivery=once, report=card.id)


async def lock_running_binome(session: AppSession, card: Card, person: Person) -> Binome | None:
    """Return the binôme that a report is about, None when it is gone or has ended.

    Raise `NotAllowed` when the person reported, or is reported.
    """
    if person.id in (card.about_id, card.person_id):
        raise NotAllowed
    found = (Binome.id == card.binome_id, Binome.state.in_(RUNNING))
    return await session.scalar(
        select(Binome).where(*found).with_for_update().execution_options(populate_existing=True)
    )


async def close(session: AppSession, card: Card, person: Person, outcome: Outcome, reason: str, now: datetime) -> bool:
    """Close a report with an outcome and a written reason, or ask a second reader; return whether it is closed.

    A binôme that it still holds is decided on first.
    """
    await _require_decided(session, card)
    is_closed = await case_record.close(session, card, person, outcome, reason, now)
    if is_closed:
        await holds.lift_of_case(session, card, now)
    return is_closed


async def confirm_closing(session: AppSession, card: Card, person: Person, now: datetime) -> None:
    """Close a report as somebody else has proposed."""
    await _require_decided(session, card)
    await case_record.confirm(session, card, person, now)
    await holds.lift_of_case(session, card, now)


async def _require_decided(session: AppSession, card: Card) -> None:
    if await find_held_binome(session, card) is not None:
        raise NotPossible("(the binôme first)")
