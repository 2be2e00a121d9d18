"""People who leave: blocked the bot, closed their account, or asked to be erased. Partners are told kindly."""

from datetime import datetime
from typing import Any

from sqlalchemy import delete, select

from mentoring.cases import build_case_key
from mentoring.roles import VOLUNTEER
from mentoring.safeguarding import compute_months
from mentoring.states import PENDING, RUNNING, PersonState, move
from storage import installation
from storage.engine.app_session import AppSession
from storage.engine.change_events import refresh_command_list
from storage.schema.tables import Binome, Need, Offer, Person
from use_cases.binomes import binomes, proposals, reviews
from use_cases.needs_offers import needs, unsent_pairs
from use_cases.outbox import group_exits, outbox, passed_messages
from use_cases.people import erasure, people, staff, standing
from use_cases.people.audit import record_audit
from use_cases.sessions import sessions
from use_cases.team import cards, duty, outside

FETCHING = {"synchronize_session": "fetch"}
"""Rows that are deleted leave the session too."""
SILENT_ACTS = ("went blocked", "went gone")
"""Acts of somebody who can no longer be written to, as the audit has them."""


async def mark_silent(session: AppSession, person: Person, state: PersonState, now: datetime) -> None:
    """The person can no longer be written to (`state`: ``blocked`` or ``gone``)."""
    if person.state != "active":
        person.state = state  # everybody concerned was told the first time
        return
    await people.mark_silent(session, person, state, now)
    await passed_messages.drop_to(session, person, now)
    record_audit(session, now, person, "went", person, state)
    await duty.release(session, person, now)
    await outside.leave(session, person, now, "silent")
    await _withdraw_pending(session, person, now)
    running = await binomes.list_binomes(session, person, RUNNING)
    for binome in running:
        await _pause_without(session, binome, person, now)
        await _tell_partner(session, binome, person, now, waits=True)
    if running:
        await cards.open_case(
            session, now, "blocked", f"person:{person.id}", person_id=person.id, binome_id=running[0].id
        )


async def mark_back(session: AppSession, person: Person, now: datetime) -> bool:
    """Write again to somebody who had gone silent; return whether they had. What waited for them goes on."""
    if not await people.mark_active(session, person):
        return False
    await cards.close_by_key(session, build_case_key("blocked", f"person:{person.id}"), now)
    for binome in await binomes.list_binomes(session, person, RUNNING):
        if binome.gone_side == binomes.find_side(binome, person):
            await _resume_with(session, binome, person, now)
    return True


async def _pause_without(session: AppSession, binome: Binome, person: Person, now: datetime) -> None:
    """Let a binôme wait for a member who cannot be written to: no session is planned, and nobody is reminded."""
    side = binomes.find_side(binome, person)
    if binome.gone_side or not side:
        return
    binome.gone_side = side
    if binome.state == "active":
        binome.state = move("binome", binome.state, "pause")
        await sessions.drop_planned(session, binome, now, states=("planned",))


async def _resume_with(session: AppSession, binome: Binome, person: Person, now: datetime) -> None:
    """Let a binôme go on with a member who is back; where the other is away by now, it waits for them."""
    partner = await binomes.fetch_partner(session, binome, person)
    if partner.state != "active":
        binome.gone_side = binomes.find_side(binome, partner) or None
        return
    binome.gone_side = None
    if binome.state == "paused" and binome.resume_at is None and await reviews.review(session, binome, now):
        binome.state = move("binome", binome.state, "resume")
        await sessions.plan_next(session, binome, now + sessions.MIN_NOTICE, now)
    await outbox.put(session, now, partner, "partner_back", binome=binome.id)


async def erase(session: AppSession, person: Person, now: datetime, *, keeps_words: bool = True) -> None:
    """Erase the person everywhere; each partner gets a neutral message and is free for another binôme.

    `keeps_words`: what they reported stays sealed for the readers of the case, until its term.
    """
    await passed_messages.drop_to(session, person, now)
    await _withdraw_pending(session, person, now)
    for binome in await binomes.list_binomes(session, person, RUNNING):
        await sessions.drop_planned(session, binome, now)
        await _tell_partner(session, binome, person, now)
        if binomes.find_side(binome, person) == VOLUNTEER:
            binome.need.state = "closed"  # from there the young person may ask for another
    await cards.forget(session, person, now, keeps_words=keeps_words)
    await duty.release(session, person, now)
    if await staff.find_role(session, person):
        await group_exits.plan_exit(session, person, now)
    await installation.ask_round(session, now)  # a volunteer may be free again
    await session.flush()
    term = now + compute_months(session.programme.safeguarding.keep_case_months)
    await standing.leave_marks(session, person, now, term)
    await _delete_rows(session, person)
    await erasure.forget(session, person, now)


async def _delete_rows(session: AppSession, person: Person) -> None:
    """Delete binômes, then needs and offers, each in a statement of its own.

    PostgreSQL checks every reference of a case that this transaction has changed as soon as one of them is taken away:
    deleted together with the person, the others would be found dangling.
    """
    forms: dict[Any, type[Need | Offer]] = {Binome.need_id: Need, Binome.offer_id: Offer}
    for column, form in forms.items():
        theirs = select(form.id).where(form.person_id == person.id)
        await session.execute(delete(Binome).where(column.in_(theirs)), execution_options=FETCHING)
    for form in forms.values():
        await session.execute(delete(form).where(form.person_id == person.id), execution_options=FETCHING)


async def _withdraw_pending(session: AppSession, person: Person, now: datetime) -> None:
    for theirs in (
        Binome.need_id.in_(select(Need.id).where(Need.person_id == person.id)),
        Binome.offer_id.in_(select(Offer.id).where(Offer.person_id == person.id)),
    ):
        await unsent_pairs.undo_pairs(session, now, theirs)
    for binome in await binomes.list_binomes(session, person, PENDING):
        proposals.withdraw(binome, "withdraw" if binome.state == "proposed" else "release", "left", now)
        if binomes.find_side(binome, person) == VOLUNTEER:
            await needs.free(session, binome.need, now)
        else:
            await needs.pause(session, binome.need, now)
            await binomes.queue_message(session, now, binome, VOLUNTEER, "released")


async def _tell_partner(
    session: AppSession, binome: Binome, person: Person, now: datetime, *, waits: bool = False
) -> None:
    """Tell a partner that somebody has gone; `waits`: the binôme is still there, and goes on if they return."""
    young = binomes.find_side(binome, person) == VOLUNTEER
    partner = await binomes.fetch_partner(session, binome, person)
    refresh_command_list(session, partner.id)
    # The binôme may be gone when this is read: it speaks of the partner's own need or offer.
    if young:
        await outbox.put(session, now, partner, "partner_gone", need=binome.need_id)
    else:
        await outbox.put(session, now, partner, "partner_gone", offer=binome.offer_id, waits=waits)
