"""Help asked, words of distress, reports. Nothing here judges a risk: it gives numbers and calls a human."""

from datetime import datetime, timedelta

from sqlalchemy import select

from mentoring.errors import NotAllowed, NotPossible
from mentoring.expectations import expect_words
from mentoring.roles import VOLUNTEER, YOUNG
from mentoring.states import move
from storage.engine.app_session import AppSession
from storage.schema.tables import Binome, Card, Person
from use_cases.binomes import binomes
from use_cases.outbox import outbox
from use_cases.people import staff
from use_cases.sessions import sessions
from use_cases.team import cards

WEAK_SIGN_PERIOD = timedelta(days=7)


async def ask_help(session: AppSession, person: Person, now: datetime, *, edit: int | None = None) -> None:
    """Open a case: the person wants the team to contact them."""
    # The button stands under the help text: whoever tapped it has it.
    await cards.open_case(
        session, now, "help", f"person:{person.id}", person_id=person.id, origin="button", help_arrived=True
    )
    await outbox.put(session, now, person, "contact_coming", edit=edit)


async def handle_distress(
    session: AppSession, person: Person, level: str, category: str, words: str, now: datetime
) -> Card | None:
    """Send the help text; open an urgent case for a strong or repeated sign, and return it."""
    card = None
    again = person.weak_sign_at is not None and now - person.weak_sign_at < WEAK_SIGN_PERIOD
    await outbox.put(session, now, person, "help" if level == "strong" else "help_weak")
    if level == "strong" or again:
        key = f"person:{person.id}"
        card = await cards.open_case(
            session, now, "distress", key, words=f"[{category}] {words}", person_id=person.id, origin="words"
        )
    if level != "strong":
        person.weak_sign_at = now
    return card


async def report(
    session: AppSession, binome_id: int, person: Person, now: datetime, *, edit: int | None = None
) -> Binome:
    """A member reports a problem: the binôme is frozen at once, unless it has ended; the other is not told."""
    binome = await binomes.lock_binome(session, binome_id, person)
    if binome.state not in ("frozen", "ended"):
        before, binome.state = binome.state, move("binome", binome.state, "freeze")
        binome.before_freeze = before
        await sessions.drop_planned(session, binome, now)
    other = ({binome.need.person_id, binome.offer.person_id} - {person.id}).pop()
    key = f"binome:{binome.id}:{person.id}"  # each side's report is a case of its own, seen by other eyes
    await cards.open_case(
        session, now, "report", key, binome_id=binome.id, person_id=person.id, about_id=other, origin="report"
    )
    person.expecting = expect_words("report", binome.id, now)
    await outbox.put(session, now, person, "report_ask", edit=edit, binome=binome.id)
    return binome


async def add_words(session: AppSession, binome_id: int, person: Person, words: str, now: datetime) -> None:
    """Add the person's words to their report, for the team alone."""
    mine = (Card.kind == "report", Card.binome_id == binome_id, Card.person_id == person.id, Card.state != "closed")
    card = await session.scalar(select(Card).where(*mine).order_by(Card.id.desc()).limit(1))
    if card is None:
        raise NotPossible("(report closed)")
    await cards.add_words(session, card, words)
    await outbox.put(session, now, person, "report_done", binome=card.binome_id)


async def unfreeze(session: AppSession, card: Card, person: Person, now: datetime, reason: str = "") -> bool:
    """Record a coordinator's yes: two, or the head with a written reason. Return whether the binôme goes on."""
    binome = await lock_frozen_binome(session, card, person)
    if binome is None:
        raise NotPossible("(not frozen)")
    head = await staff.role_of(session, person) == "head" and bool(reason)
    seconded = card.seconded_by not in (None, person.id)
    if not head and not seconded:
        card.seconded_by = person.id
        await cards.record_act(session, card, person, "seconded", now)
        return False
    await cards.close_case(session, card, person, "unfrozen", now, reason=reason)
    if await _is_reported_otherwise(session, card):
        return True  # frozen still, for the other report
    binome.state = binome.before_freeze or binome.state
    if binome.weekday is not None and binome.state == "active":
        await sessions.plan_next(session, binome, now + sessions.MIN_NOTICE, now)
    for side in (YOUNG, VOLUNTEER):
        await binomes.queue_message(session, now, binome, side, "unfrozen")
    return True


async def lock_frozen_binome(session: AppSession, card: Card, person: Person) -> Binome | None:
    """Return the binôme that a report keeps frozen, None when it is gone or has ended.

    Raise `NotAllowed` when the person reported, or is reported.
    """
    if person.id in (card.about_id, card.person_id):
        raise NotAllowed
    found = (Binome.id == card.binome_id, Binome.state == "frozen")
    return await session.scalar(
        select(Binome).where(*found).with_for_update().execution_options(populate_existing=True)
    )


async def _is_reported_otherwise(session: AppSession, card: Card) -> bool:
    others = (Card.kind == "report", Card.binome_id == card.binome_id, Card.id != card.id, Card.state != "closed")
    return bool(await session.scalar(select(Card.id).where(*others).limit(1)))
