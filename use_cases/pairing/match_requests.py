"""What is asked of the matcher: a row, answered by the scheduler, whose worker process knows how to compare."""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime
from typing import Any

from sqlalchemy import select

from mentoring.errors import NotPossible
from mentoring.what_if import MatchPurpose, WhatIf
from mentoring.widening import select_best
from storage.engine.app_session import AppSession
from storage.schema.desk_tables import MatchRequest
from storage.schema.tables import Need, Offer, Outgoing, Person, find_noun
from use_cases.binomes import proposals
from use_cases.needs_offers import parental_requests
from use_cases.outbox import outbox
from use_cases.people import ties
from use_cases.people.audit import record_audit

Ranking = Sequence[tuple[int, float, list[dict[str, Any]]]]
"""Best first: an offer's number, its score, the reasons."""


async def put_request(
    session: AppSession, need_id: int, person: Person, now: datetime, offer_id: int | None = None
) -> None:
    """Ask who suits a need; or, with an offer, that this very offer be proposed if it does."""
    need, close = await session.get(Need, need_id), await ties.list_close_people(session, person)
    if need is None or need.state != "waiting" or need.person_id in close:
        raise NotPossible("(not waiting)")
    if await parental_requests.is_missing(session, await session.get_one(Person, need.person_id), now):
        raise NotPossible("(parents)")
    offer = await session.get(Offer, offer_id) if offer_id is not None else None
    if offer_id is not None and (offer is None or offer.person_id in close):
        raise NotPossible("(no such offer)")
    session.add(MatchRequest(at=now, asker_id=person.id, purpose="rank", need_id=need_id, offer_id=offer_id))
    record_audit(session, now, person, "proposes" if offer_id else "ranks", need)
    await session.flush()


async def was_ranked(session: AppSession, asker: Person, need_id: int, offer_id: int) -> bool:
    """Return whether a ranking that somebody was sent shows an offer for a need: only what was shown is chosen."""
    theirs = (Outgoing.person_id == asker.id, Outgoing.kind == "ranked")
    about = Outgoing.args["about"].as_integer() == need_id
    rankings = await session.scalars(select(Outgoing.args).where(*theirs, about))
    return any(number == offer_id for args in rankings for number, *_ in args["ranked"])


async def list_open(session: AppSession) -> list[MatchRequest]:
    """Return what was asked, oldest first."""
    return list(await session.scalars(select(MatchRequest).order_by(MatchRequest.id)))


async def ask_where(session: AppSession, row: Need | Offer, purpose: MatchPurpose, now: datetime) -> None:
    """Ask where a need or an offer stands, for its person; once, until that is answered."""
    about = {f"{find_noun(row)}_id": row.id, "asker_id": row.person_id}
    known = await session.scalar(select(MatchRequest).where(MatchRequest.purpose != "rank").filter_by(**about))
    if known is None:
        session.add(MatchRequest(at=now, purpose=purpose, **about))
    elif purpose == "where":
        known.purpose = purpose  # who asks is answered at night too


async def drop_request(session: AppSession, ask_id: int) -> None:
    """Delete a request whose need or offer is gone."""
    ask = await session.get(MatchRequest, ask_id)
    if ask is not None:
        await session.delete(ask)


async def answer_ranking(
    session: AppSession, ask_id: int, ranked: Ranking, now: datetime, what_if: WhatIf | None = None
) -> None:
    """Answer a coordinator: the ranking, or the proposal that was wanted; who asked is told either way.

    `what_if`, when nobody suits: what the need may hope for, and what stands in its way.
    """
    ask = await session.get(MatchRequest, ask_id)
    if ask is None or ask.need_id is None:
        return
    person = await session.get_one(Person, ask.asker_id)
    ranked = await _leave_out_close(session, ask, ranked, person)
    await session.delete(ask)
    if ask.offer_id is None:
        # Kinds of reasons only: the words are read again from what is sealed, as the message leaves.
        short = [[offer, round(100 * score), [reason["kind"] for reason in why]] for offer, score, why in ranked]
        why = _explain(what_if) if what_if else {}
        await outbox.put(session, now, person, "ranked", about=ask.need_id, ranked=short, **why)
        return
    # Whoever chose has looked: it waits for no other glance.
    made = [await proposals.propose(session, proposals.Proposal(ask.need_id, *one), now) for one in ranked]
    kind = "rank_proposed" if any(made) else "rank_gone"
    await outbox.put(session, now, person, kind, about=ask.need_id, offered=ask.offer_id)


async def _leave_out_close(session: AppSession, ask: MatchRequest, ranked: Ranking, asker: Person) -> Ranking:
    """Return the ranking without the offers that the asker may not propose; nothing when the need is such a one."""
    close = await ties.list_close_people(session, asker)
    need = await session.get(Need, ask.need_id)
    if need is None or need.person_id in close:
        return []
    theirs = set(await session.scalars(select(Offer.id).where(Offer.person_id.in_(close))))
    return [one for one in ranked if one[0] not in theirs]


def _explain(what_if: WhatIf) -> dict[str, Any]:
    blocked = asdict(what_if.blocked) if what_if.blocked else None
    return {"blocked": blocked, "ways": select_best(what_if.opens)}
