"""A coordinator's glance at what the matcher found: it leaves, or it is set aside for good."""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import func, select

from mentoring.desk_contexts import GlanceContext
from mentoring.desk_views import PairToSend
from mentoring.references import format_reference
from mentoring.states import LIVE
from mentoring.views import AnswersView
from storage.engine.app_session import AppSession
from storage.schema.tables import Binome, Need, Offer, Person
from use_cases.binomes import proposals, together
from use_cases.binomes.binome_rows import join_need_and_offer
from use_cases.needs_offers import forms, needs, offers, unsent_pairs
from use_cases.outbox.context_request import ContextRequest
from use_cases.people import people, ties
from use_cases.people.audit import record_audit

MAX_PER_BUTTON = 5
"""Their numbers travel together in one button."""


async def send_proposals(session: AppSession, pairs: Iterable[Binome], person: Person, now: datetime) -> bool:
    """Have each volunteer asked now; return whether all could be. A pair that is no longer possible is undone."""
    all_left = True
    for binome in pairs:
        if await _is_possible(session, binome, now):
            await proposals.send_proposal(session, binome, now)
            record_audit(session, now, person, "let leave", binome)
        else:
            all_left = False
            await unsent_pairs.undo_pairs(session, now, Binome.id == binome.id)
    await unsent_pairs.refresh_count(session, now, person)
    return all_left


async def set_aside(session: AppSession, pairs: Iterable[Binome], person: Person, now: datetime) -> None:
    """These pairs are never proposed; their needs wait again."""
    for binome in pairs:
        proposals.withdraw(binome, "withdraw", "set_aside", now)
        await needs.free(session, binome.need, now)
        record_audit(session, now, person, "set aside", binome)
    await unsent_pairs.refresh_count(session, now, person)


async def lock_waiting(session: AppSession, numbers: Iterable[int], reader: Person) -> list[Binome]:
    """Return for changing them those of some pairs that still wait, but for those of somebody close to the reader."""
    close = await ties.list_close_people(session, reader)
    known = [one for number in sorted(numbers) if (one := await session.get(Binome, number))]
    for binome in known:  # in the order in which everybody locks them
        await session.refresh(binome.offer, with_for_update=True)
        await session.refresh(binome.need, with_for_update=True)
        await session.refresh(binome, with_for_update=True)
    return [one for one in known if one.state == "unsent" and close.isdisjoint(_find_members(one))]


async def show(session: AppSession, request: ContextRequest) -> GlanceContext:
    """Return the pairs that wait, the oldest first, and which of them are chosen."""
    close = await ties.list_close_people(session, request.reader)
    others = Need.person_id.not_in(close), Offer.person_id.not_in(close)
    found = join_need_and_offer(select(Binome)).where(Binome.state == "unsent", *others).order_by(Binome.id)
    total = int(await session.scalar(select(func.count()).select_from(found.subquery())) or 0)
    rows = (await session.scalars(found.limit(MAX_PER_BUTTON))).all()
    chosen = [row.id for row in rows if row.id in request.args["chosen"]]
    pairs = [await _view_pair(session, row, chosen=row.id in chosen) for row in rows]
    return GlanceContext(me=request.me, pairs=pairs, total=total, selection="-".join(map(str, chosen)))


async def _view_pair(session: AppSession, row: Binome, *, chosen: bool) -> PairToSend:
    reasons = await people.unseal(session, row.need.person_id, row.reasons) or []
    return PairToSend(
        id=row.id,
        refs=[format_reference("need", row.need_id), format_reference("offer", row.offer_id)],
        score=round(100 * row.score),
        why=[reason["kind"] for reason in reasons],
        need=AnswersView(await forms.read_answers(session, row.need)),
        job=(await forms.read_answers(session, row.offer)).get("job", ""),
        chosen=chosen,
    )


async def _is_possible(session: AppSession, binome: Binome, now: datetime) -> bool:
    offer = binome.offer
    if offer.state != "available" or not await together.may_begin(session, binome.need, offer, now):
        return False
    return await offers.count_places_taken(session, offer.id, LIVE) <= offer.capacity


def _find_members(binome: Binome) -> tuple[int, int]:
    return binome.need.person_id, binome.offer.person_id
