"""What the team decides on a report: about other binômes, a suspension, a bar, two people never together again."""

from datetime import datetime

from sqlalchemy import select

from mentoring.errors import NotAllowed, NotPossible
from mentoring.safeguarding import BAR_GROUNDS, BarGround, OtherChoice, RestrictionKind, compute_months
from mentoring.states import GONE, PENDING, RUNNING
from storage.engine.app_session import AppSession
from storage.schema.safeguarding_tables import Restriction
from storage.schema.tables import Audit, Binome, Card, Need, Person
from use_cases.binomes import binomes, holds, pauses
from use_cases.needs_offers import forms
from use_cases.outbox import outbox
from use_cases.people import people, staff, standing
from use_cases.people.audit import record_audit
from use_cases.team import cards, case_words, suspensions


async def list_others(session: AppSession, card: Card) -> list[tuple[Binome, OtherChoice]]:
    """Return the accused person's other running binômes, each with what was decided: hold, leave or nothing."""
    about = await session.get(Person, card.about_id) if card.about_id else None
    if about is None:
        return []
    found = [one for one in await binomes.list_binomes(session, about, RUNNING) if one.id != card.binome_id]
    return [(one, await _find_choice(session, card, one)) for one in found]


async def _find_choice(session: AppSession, card: Card, binome: Binome) -> OtherChoice:
    if any(one.card_id == card.id for one in await holds.list_open(session, binome)):
        return "hold"
    left = (Audit.subject == f"card:{card.id}", Audit.act == f"leave binome-{binome.id}")
    return "leave" if await session.scalar(select(Audit.id).where(*left).limit(1)) else ""


async def decide_on_other(
    session: AppSession, card: Card, binome_id: int, choice: str, person: Person, now: datetime
) -> None:
    """Hold another binôme of the accused person too, or leave it as it is."""
    found = {binome.id: binome for binome, _ in await list_others(session, card)}
    binome = found.get(binome_id)
    if binome is None or person.id in pauses.list_people(binome):
        raise NotPossible("(not theirs)")
    if choice == "hold":
        await holds.place(session, binome, now, by=person, card=card)
    record_audit(session, now, person, "hold" if choice == "hold" else "leave", card, f"binome-{binome.id}")


async def suspend(session: AppSession, card: Card, person: Person, reason: str, now: datetime) -> None:
    """Suspend the accused person in all roles, and tell them so in plain words."""
    about = await _find_accused(session, card, person)
    if await standing.find_standing(session, about, now) in ("suspended", "barred"):
        raise NotPossible("(suspended already)")
    _restrict(session, card, about, "suspended", person, now)
    await case_words.write_entry(session, card, person, "decision", {"suspend": reason}, now)
    for binome in await binomes.list_binomes(session, about, RUNNING):
        await holds.place(session, binome, now, by=person, card=card)
    await holds.withdraw_proposals(session, about.id, now)
    await suspensions.stand_down(session, about, now)
    await outbox.put(session, now, about, "suspended")
    await cards.record_act(session, card, person, "suspend", now)


async def release(session: AppSession, card: Card, person: Person, reason: str, now: datetime) -> None:
    """End a suspension, or as the head a bar; the holds of binômes are ended each by its own rule."""
    about = await _find_accused(session, card, person)
    await suspensions.refuse_acting(session, about, person)
    now_is = await standing.find_standing(session, about, now)
    if now_is not in ("suspended", "barred"):
        raise NotPossible("(free)")
    if now_is == "barred":
        await staff.require_role(session, person, "head")
    await case_words.write_entry(session, card, person, "decision", {"release": reason}, now)
    await suspensions.end(session, about, now)
    await cards.record_act(session, card, person, "release", now)


async def find_proposed_bar(session: AppSession, card: Card, besides: Person | None = None) -> str:
    """Return the ground on which somebody (else than a person) has already asked for a bar."""
    entries = await case_words.read_entries(session, card, "decision")
    asked = [said["bar"] for row, said in entries if "bar" in said and (not besides or row.writer_id != besides.id)]
    return str(asked[-1]) if asked else ""


async def bar(
    session: AppSession, card: Card, person: Person, ground: BarGround, now: datetime, *, untold: str = ""
) -> bool:
    """Record one of two yeses to a bar on one ground; return whether it is done. `untold`: why a head tells nobody."""
    about = await _find_accused(session, card, person)
    if ground not in BAR_GROUNDS or await standing.is_barred(session, about, now):
        raise NotPossible("(bar)")
    if untold:
        await staff.require_role(session, person, "head")
    if await find_proposed_bar(session, card, besides=person) != ground:
        await case_words.write_entry(session, card, person, "decision", {"bar": ground}, now)
        await cards.record_act(session, card, person, "seconded", now)
        await suspensions.call_acting(session, card, person, now)
        return False
    row = _restrict(session, card, about, "barred", person, now)
    row.ground, row.until = ground, now + compute_months(await _get_bar_months(session, about))
    row.untold_reason = await case_words.seal(session, card, untold) if untold else None
    await standing.turn_away(session, await people.find_chat(session, about), row.until)
    await _end_everything(session, about, now)
    await suspensions.stand_down(session, about, now)
    if not untold:
        await session.flush()
        await outbox.put(session, now, about, "barred", restriction=row.id)
    await cards.record_act(session, card, person, "bar", now)
    return True


async def _get_bar_months(session: AppSession, about: Person) -> int:
    rules = session.programme.safeguarding
    is_young = await session.scalar(select(Need.id).where(Need.person_id == about.id).limit(1))
    return rules.bar_months_young if is_young else rules.bar_months


async def _end_everything(session: AppSession, about: Person, now: datetime) -> None:
    """End what the person is in, in every role."""
    for binome in await binomes.list_binomes(session, about, RUNNING):
        await binomes.end(session, binome, "team", now)
    for form in forms.TABLES:
        row = await forms.find_latest(session, form, about)
        if row is not None and row.state not in (*GONE, "in_binome"):
            await pauses.stop_quietly(session, row, now)


async def keep_apart(session: AppSession, card: Card, person: Person, reason: str, now: datetime) -> None:
    """The writer and the accused person are never together again; what they are in together ends."""
    about = await _find_accused(session, card, person)
    writer = await session.get(Person, card.person_id) if card.person_id else None
    if writer is None:
        raise NotPossible("(erased)")
    await standing.keep_apart(session, writer, about, now)
    for binome in await binomes.list_binomes(session, writer, (*PENDING, *RUNNING)):
        if about.id in pauses.list_people(binome):
            await _part(session, binome, now)
    await case_words.write_entry(session, card, person, "decision", {"apart": reason}, now)
    await cards.record_act(session, card, person, "apart", now)


async def _part(session: AppSession, binome: Binome, now: datetime) -> None:
    if binome.state in RUNNING:
        await binomes.end(session, binome, "team", now)
    else:
        await holds.withdraw_proposals(session, binome.offer.person_id, now)


def _restrict(
    session: AppSession, card: Card, about: Person, kind: RestrictionKind, person: Person, now: datetime
) -> Restriction:
    row = Restriction(
        fingerprint=about.fingerprint, person_id=about.id, kind=kind, card_id=card.id, decided_by=person.id, since=now
    )
    session.add(row)
    return row


async def _find_accused(session: AppSession, card: Card, person: Person) -> Person:
    """Return whom a report is about; neither they nor the writer decide on it."""
    if person.id in (card.about_id, card.person_id):
        raise NotAllowed
    about = await session.get(Person, card.about_id) if card.about_id else None
    if about is None:
        raise NotPossible("(nobody known)")
    return about
