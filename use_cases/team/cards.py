"""Cases for the staff: one row and one card a case, deduplicated, edited in place, escalated when nobody takes it."""

from collections.abc import Collection
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, select

from mentoring.cases import CASES, build_case_key
from mentoring.errors import NotPossible
from mentoring.safeguarding import compute_months
from storage import installation
from storage.engine.app_session import AppSession
from storage.schema.safeguarding_tables import OutsideRecipient
from storage.schema.tables import Card, Outgoing, Person
from use_cases.outbox import outbox
from use_cases.people import outsiders, people, staff
from use_cases.people.audit import Act, record_audit
from use_cases.team import case_access, case_words, notes, roster, working_hours

KINDS_TOLD_OF_HELP = tuple(kind for kind, rules in CASES.items() if rules.is_told_of_help)
CARD_KINDS = ("card", "card_reminder")
"""Messages that become a case's card."""
PRIVATE_CALLS = ("card_reminder", "outside_case")
"""What calls somebody in private for a case: one of the team, and the recipient outside of it."""
CALLS_BEFORE_BACKOFF, MAX_BACKOFF_CALLS = 2, 6
"""After so many calls everybody knows of an urgent case; after so many its calls come no more seldom (4 hours)."""


async def open_case(session: AppSession, now: datetime, kind: str, key: str, *, words: str = "", **about: Any) -> Card:
    """Open a case, or add to the one that is open under this key; its card follows in the staff group."""
    key, about = await case_access.follow_report(session, now, kind, key, about)
    full_key = build_case_key(kind, key)
    card = await session.scalar(select(Card).where(case_access.is_of_key(full_key), Card.state != "closed"))
    if card is None:
        card = Card(
            kind=kind, key=full_key, opened_at=now, due_at=working_hours.compute_reminder(session, kind, now), **about
        )
        card.id = await case_access.draw_number(session, card) or card.id
        session.add(card)
        await session.flush()
        if await show_to_team(session, card, "card", now):
            await _call_first(session, card, now)
    else:
        card.count += 1
        await call_again(session, card, now)
    if words:
        await case_words.add(session, card, words)
    return card


async def call_again(session: AppSession, card: Card, now: datetime) -> None:
    """Show a case again for which there is a new sign: it is called for as soon as the first one was.

    That somebody took an urgent case stops no call: whoever took it is told at once, the others when the call is due.
    """
    if CASES[card.kind].urgent:
        card.reminded, soon = 0, working_hours.compute_reminder(session, card.kind, now)
        card.due_at = min(card.due_at or soon, soon)
        if card.state == "taken" and card.taken_by and (taker := await session.get(Person, card.taken_by)):
            await call(session, card, taker, now)
    is_posted = await show_to_team(session, card, "card_reminder", now)
    if is_posted and CASES[card.kind].urgent and await roster.is_kept(session, now):
        await call_privately(session, card, now)


async def is_open(session: AppSession, kind: str, key: str) -> bool:
    """Return whether a case is open under this key."""
    return bool(
        await session.scalar(select(Card.id).where(Card.key == build_case_key(kind, key), Card.state != "closed"))
    )


async def keep_count(
    session: AppSession, now: datetime, kind: str, key: str, many: int, person: Person | None = None
) -> None:
    """Have one case say how many things wait: opened with the first, redrawn in place, closed after the last."""
    card = await session.scalar(select(Card).where(Card.key == build_case_key(kind, key), Card.state != "closed"))
    if card is None and many:
        card = await open_case(session, now, kind, key)
        card.count = many
    elif card is not None and not many:
        await close_case(session, card, person, "close" if person else "settled", now)
    elif card is not None and card.count != many:
        if many > card.count:  # what came last is called for too
            card.due_at = card.due_at or working_hours.compute_reminder(session, kind, now)
        card.count = many
        await outbox.put(session, now, outbox.STAFF, "card", edit=0, card=card.id)


async def take_case(session: AppSession, card: Card, person: Person, now: datetime) -> None:
    """Give the case to a coordinator and stop calling others."""
    if card.state == "taken" and card.taken_by != person.id:
        raise NotPossible("(taken)")
    _give_to(session, card, person, now)
    await record_act(session, card, person, "take", now)
    await _tell_taken(session, card, now)


async def hand_over_case(session: AppSession, card: Card, person: Person, colleague: Person, now: datetime) -> None:
    """Give the case to a colleague and tell them in private."""
    _give_to(session, card, colleague, now)
    await record_act(session, card, person, "handed over", now)
    await _tell_taken(session, card, now)
    await outbox.put(session, now, colleague, "card_handed", card=card.id)


def _give_to(session: AppSession, card: Card, taker: Person, now: datetime) -> None:
    """An urgent case keeps a deadline in the best of hands; others wait for nobody but their taker."""
    card.state, card.taken_by, card.due_at, card.reminded = "taken", taker.id, None, 0
    if CASES[card.kind].urgent:
        card.due_at = now + timedelta(hours=session.programme.delays.urgent_taken_hours)


async def snooze_case(session: AppSession, card: Card, person: Person, now: datetime) -> None:
    """Put the case aside for some days; it then comes back by a new message."""
    card.state, card.taken_by = "snoozed", person.id
    card.due_at = working_hours.compute_snooze(session, now)
    await record_act(session, card, person, "snooze", now)


async def close_case(
    session: AppSession, card: Card, person: Person | None, outcome: Act, now: datetime, *, reason: str = ""
) -> None:
    """Close the case with its outcome, and with the reason that its closer wrote, sealed."""
    if case_words.is_safety(card):
        card.keep_until = card.keep_until or now + compute_months(session.programme.safeguarding.keep_case_months)
    if reason and person is not None:
        sealed = case_words.seal(session, card, reason) if case_words.is_safety(card) else None
        card.reason = await (sealed or people.seal(session, person.id, reason))
    card.state, card.outcome, card.closed_at, card.due_at = "closed", outcome, now, None
    card.taken_by = person.id if person is not None else card.taken_by
    await record_act(session, card, person, outcome, now)
    await _tell_writer(session, card, "report_closed", now)


async def close_by_key(
    session: AppSession, key: str, now: datetime, person: Person | None = None, outcome: Act = "settled"
) -> None:
    """Close the case that life itself, or an act elsewhere, has settled, if one is open."""
    card = await session.scalar(select(Card).where(Card.key == key, Card.state != "closed"))
    if card is not None:
        await close_case(session, card, person, outcome, now)


async def fall_due(session: AppSession, now: datetime, limit: int) -> int:
    """Call again for each case that nobody took, wider each time; return how many there were."""
    rows = (await session.scalars(select(Card).where(Card.due_at <= now).order_by(Card.due_at).limit(limit))).all()
    for card in rows:
        card.state, card.reminded = "open", card.reminded + 1
        record_audit(session, now, None, "reminded", card)
        again = CASES[card.kind].urgent or card.reminded < 2
        backoff = _compute_backoff(card.reminded)
        card.due_at = working_hours.compute_reminder(session, card.kind, now, backoff) if again else None
        if await show_to_team(session, card, "card_reminder", now) and CASES[card.kind].urgent:
            await _call_wider(session, card, now)
    return len(rows)


async def release_cases(session: AppSession, person: Person, now: datetime, *which: ColumnElement[bool]) -> None:
    """Reopen the cases, or some of them, of a team member who deals with them no longer, and void their approvals."""
    mine = (Card.taken_by == person.id) | (Card.seconded_by == person.id)
    for card in (await session.scalars(select(Card).where(mine, Card.state != "closed", *which))).all():
        card.seconded_by = None if card.seconded_by == person.id else card.seconded_by
        if card.taken_by == person.id:
            card.state, card.taken_by = "open", None
            card.due_at = working_hours.compute_reminder(session, card.kind, now)
        await record_act(session, card, None, "let go", now)


async def forget(session: AppSession, person: Person, now: datetime, *, keeps_words: bool = True) -> None:
    """Take what the person wrote out of their cases; those that nobody need look at any more are closed.

    What a case about somebody's safety keeps stays sealed for its readers until its term, unless its writer wants it
    gone (`keeps_words` is False); whom it is about changes nothing of it.
    """
    await release_cases(session, person, now)
    await case_words.set_terms(session, person, now)
    await notes.forget(session, person)
    for card in await session.scalars(select(Card).where(Card.person_id == person.id)):
        if case_words.is_safety(card):
            await case_words.forget_writer(session, card, keeps_words=keeps_words)
            continue
        card.words = card.reason = None
        if card.state != "closed" and not CASES[card.kind].urgent:
            await close_case(session, card, None, "settled", now)


async def set_message(session: AppSession, card_id: int, message_id: int, now: datetime) -> None:
    """The newest message about a case is its card; the one before points down to it."""
    card = await session.get(Card, card_id)
    if card is None:
        return
    if card.message_id is not None:
        await outbox.put(session, now, outbox.STAFF, "card_moved", edit=card.message_id, card=card.id)
    card.message_id = message_id


async def note_help_arrived(session: AppSession, person_id: int, now: datetime) -> None:
    """The help text has reached somebody: their open cases say so."""
    theirs = (
        Card.person_id == person_id,
        Card.kind.in_(KINDS_TOLD_OF_HELP),
        Card.state != "closed",
        ~Card.help_arrived,
    )
    for card in await session.scalars(select(Card).where(*theirs)):
        card.help_arrived = True
        await outbox.put(session, now, outbox.STAFF, "card", edit=0, card=card.id)


async def record_act(session: AppSession, card: Card, person: Person | None, act: Act, now: datetime) -> None:
    """Write an act on a case into the audit and have its card redrawn."""
    record_audit(session, now, person, act, card)
    # The row names no message: which one shows the case is known when it leaves.
    await outbox.put(session, now, outbox.STAFF, "card", edit=0, card=card.id)


async def _tell_taken(session: AppSession, card: Card, now: datetime) -> None:
    """Tell whoever reported, once, that somebody is on it, whoever it goes to afterwards."""
    await _tell_writer(session, card, "report_taken", now, outbox.Delivery(key=f"report_taken:{card.id}"))


async def _tell_writer(
    session: AppSession, card: Card, kind: str, now: datetime, delivery: outbox.Delivery = outbox.USUAL_DELIVERY
) -> None:
    """Tell whoever reported, in neutral words, that somebody is on it or has done with it."""
    writer = await session.get(Person, card.person_id) if card.kind == "report" and card.person_id else None
    if writer is not None:
        await outbox.put(session, now, writer, kind, delivery=delivery)


def _compute_backoff(reminded: int) -> int:
    """Once everybody has been called, each call waits longer than the one before: it must not bury other cases."""
    return int(2 ** (min(max(reminded, CALLS_BEFORE_BACKOFF), MAX_BACKOFF_CALLS) - CALLS_BEFORE_BACKOFF))


async def show_to_team(session: AppSession, card: Card, kind: str, now: datetime) -> bool:
    """Show the case to the team in the group, or privately where somebody reads there who may not see it.

    Return whether the group is shown it.
    """
    is_posted = await case_access.may_see(session, card, None)
    if not is_posted:
        await call_privately(session, card, now)
    elif not await is_about_to_be_shown(session, card):
        delivery = working_hours.choose_delivery(session, card, now)
        await outbox.put(session, now, outbox.STAFF, kind, delivery=delivery, card=card.id)
    return is_posted


async def is_about_to_be_shown(session: AppSession, card: Card) -> bool:
    """Return whether a message waits that shows the case as it is when it leaves: nobody can flood the group."""
    waiting = (Outgoing.person_id.is_(None), Outgoing.state == "queued", Outgoing.kind.in_((*CARD_KINDS, "cards")))
    rows = await session.scalars(select(Outgoing.args).where(*waiting, Outgoing.edits.is_(False)))
    return any(card.id in args.get("cards", (args.get("card"),)) for args in rows)


async def call_privately(session: AppSession, card: Card, now: datetime) -> None:
    """Call for a case in private: for an urgent one those whose turn it is by the roster, else everybody."""
    if not CASES[card.kind].urgent or not await roster.is_kept(session, now):
        await tell_everyone(session, card, now)
        return
    for person in await roster.list_called(session, card, now):
        await _call_once(session, card, person, now)


async def _call_first(session: AppSession, card: Card, now: datetime) -> None:
    """Call for a new urgent case whoever is on duty; without a roster nobody, as long as a group reads."""
    if not CASES[card.kind].urgent:
        return
    if await roster.is_kept(session, now) or await installation.read_staff_chat(session) is None:
        await call_privately(session, card, now)


async def _call_wider(session: AppSession, card: Card, now: datetime) -> None:
    """Call again for an urgent case that the group is shown: by the roster, else the coordinators, then the heads."""
    if await roster.is_kept(session, now):
        await call_privately(session, card, now)
        return
    heads = set(await staff.list_heads(session))
    for person in await case_access.list_told(session, card):
        if (person in heads) == (card.reminded > 1):
            await _call_once(session, card, person, now)


async def tell_everyone(session: AppSession, card: Card, now: datetime) -> None:
    """Call in private everybody who is told of such a case."""
    for person in await case_access.list_told(session, card):
        await _call_once(session, card, person, now)


async def _call_once(session: AppSession, card: Card, person: Person, now: datetime) -> None:
    """Call somebody, unless such a call waits already to leave."""
    if not await _is_queued(session, card, person, PRIVATE_CALLS):
        await call(session, card, person, now)


async def call(session: AppSession, card: Card, person: Person, now: datetime) -> None:
    """Call somebody for a case: whoever is outside the team reads that one waits, and nothing of what it is."""
    kind = "outside_case" if await outsiders.is_recipient(session, person) else "card_reminder"
    later = outbox.Delivery(not_before=working_hours.choose_delivery(session, card, now).not_before)
    await outbox.put(session, now, person, kind, delivery=later, card=card.id)
    if kind == "outside_case" and CASES[card.kind].urgent and session.programme.has_mail:
        await _call_by_mail(session, card, person, now)


async def _call_by_mail(session: AppSession, card: Card, person: Person, now: datetime) -> None:
    """Write to the outside recipient's mail address too, unless a mail about the case waits already."""
    row = await session.get(OutsideRecipient, person.id)
    if row is not None and row.mail is not None and not await _is_queued(session, card, person, ("outside_mail",)):
        await outbox.put(session, now, person, "outside_mail", card=card.id)


async def _is_queued(session: AppSession, card: Card, person: Person, kinds: Collection[str]) -> bool:
    """Return whether a message of these kinds about the case waits already to leave to somebody."""
    waiting = (Outgoing.person_id == person.id, Outgoing.state == "queued", Outgoing.kind.in_(kinds))
    return any(args["card"] == card.id for args in await session.scalars(select(Outgoing.args).where(*waiting)))
