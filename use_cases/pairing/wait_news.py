"""Where people stand who wait: told when they ask and from time to time, so that nobody waits in silence."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import func, select

from mentoring.cases import build_case_key
from mentoring.contexts import NeedWaitContext, OfferWaitContext
from mentoring.errors import NotAllowed, NotPossible
from mentoring.programme import Delays
from mentoring.references import format_reference
from mentoring.states import LIVE, SEEKING, Form
from mentoring.views import FormView
from mentoring.wait_estimates import Wait, WaitEstimate, estimate_wait
from mentoring.what_if import Blocked, MatchPurpose, WhatIf
from mentoring.widening import add_way, select_best
from storage import installation
from storage.engine.app_session import AppSession
from storage.schema.desk_tables import MatchRequest
from storage.schema.tables import Binome, Card, Need, Offer, Person, find_noun
from use_cases.binomes import pauses
from use_cases.needs_offers import forms, offers, parental_requests
from use_cases.outbox import outbox
from use_cases.outbox.context_request import ContextRequest
from use_cases.pairing import match_requests
from use_cases.people import checks
from use_cases.people.audit import record_audit
from use_cases.team import row_isolation

HISTORY = timedelta(days=180)
ASKED_STATES = {"need": "volunteer_yes", "offer": "proposed"}
"""Noun -> the state of a binôme in which its person is asked."""
ANSWER_OUTCOMES = ("approve", "refuse")
MAX_WAITS = 500
"""The latest waits say most about the next one, and more would only take longer to count."""


@dataclass(frozen=True, slots=True)
class NewsRules:
    """After how many days whoever waits in a state is told again; and whether nothing else speaks to them."""

    count_days: Callable[[Delays, str], int | None]
    is_silent: Callable[[AppSession, Any, datetime], Awaitable[bool]]


async def request_standing(session: AppSession, person: Person, now: datetime) -> bool:
    """Request news on a person's need and offer; return False when neither waits."""
    rows = [row for form in forms.TABLES if (row := await forms.find_latest(session, form, person))]
    if any([await _has_to_answer(session, row) for row in rows]):
        return False
    return any([await _request_news(session, row, "where", now) for row in rows])


async def fall_due(session: AppSession, now: datetime, limit: int) -> int:
    """Look again for each who has heard nothing for long; return how many there were."""
    count = 0
    tables: tuple[type[Any], ...] = (Need, Offer)
    for table in tables:
        due = select(table).where(table.news_at <= now).order_by(table.news_at)
        rows = (await session.scalars(due.limit(limit))).all()
        for row in rows:
            row.news_at = _compute_next_news(session, row, now)
            async with row_isolation.isolate_row(session, row, now):
                if row.news_at is not None and await RULES[find_noun(row)].is_silent(session, row, now):
                    await _request_news(session, row, "weekly", now)
        count += len(rows)
    return count


async def answer_where(session: AppSession, ask_id: int, what_if: WhatIf, now: datetime) -> None:
    """Tell the asker, or somebody who has waited long, what the matcher found."""
    ask = await session.get(MatchRequest, ask_id)
    row = await _find_subject(session, ask) if ask else None
    if ask is None or row is None:
        return
    person = await session.get_one(Person, row.person_id)
    noun = find_noun(row)
    found: dict[str, Any] = {
        "others": what_if.others,
        "on_topic": what_if.on_topic,
        "able": what_if.able,
        "full": what_if.full,
    }
    found |= {"blocked": asdict(what_if.blocked)} if what_if.blocked else {}
    await session.delete(ask)
    with session.answer_to(person.id if ask.purpose == "where" else None):
        found |= {noun: row.id, "ways": select_best(what_if.opens)}
        await outbox.put(session, now, person, f"{noun}_standing", **found)


async def widen(session: AppSession, name: str, way: str, person: Person, now: datetime) -> Need | Offer:
    """Add what was offered, by one tap, to a need or an offer; matching looks again."""
    noun, number = pauses.parse_name(name)
    row = await session.get(pauses.NOUNS[noun], number, with_for_update=True, populate_existing=True)
    if not isinstance(row, Need | Offer) or row.person_id != person.id:
        raise NotAllowed
    given = add_way(await forms.read_answers(session, row), way)
    if row.state not in (*SEEKING, "available") or given is None:
        raise NotPossible("(widen)")
    await forms.save(session, find_noun(row), row, given)
    record_audit(session, now, person, "widened", row)
    await installation.ask_round(session, now)
    return row


async def estimate_need_wait(session: AppSession, waited_days: float, now: datetime) -> WaitEstimate | None:
    """Return how long needs go on to wait for a binôme that have waited so many days."""
    agreed = func.min(Binome.agreed_at)
    rows = await session.execute(
        select(Need.waiting_since, agreed)
        .outerjoin(Binome, (Binome.need_id == Need.id) & (Binome.agreed_at >= Need.waiting_since))
        .where(Need.waiting_since > now - HISTORY)
        .group_by(Need.id, Need.waiting_since, Need.state)
        .having(Need.state.in_(SEEKING) | agreed.is_not(None))
        .order_by(Need.waiting_since.desc())
        .limit(MAX_WAITS)
    )
    found = [(since, end) for since, end in rows if since is not None]
    return estimate_wait((Wait(count_days(since, end or now), end is not None) for since, end in found), waited_days)


async def estimate_approval_wait(session: AppSession, waited_days: float, now: datetime) -> WaitEstimate | None:
    """Return how long an offer goes on to wait for the team's approval that has waited so many days."""
    rows = await session.execute(
        select(Card.opened_at, Card.closed_at, Card.outcome)
        .where(Card.kind == "new_volunteer", Card.opened_at > now - HISTORY)
        .order_by(Card.opened_at.desc())
        .limit(MAX_WAITS)
    )
    # Who stopped before the team had read them got no answer.
    waits = (Wait(count_days(opened, closed or now), outcome in ANSWER_OUTCOMES) for opened, closed, outcome in rows)
    return estimate_wait(waits, waited_days)


def count_days(since: datetime, until: datetime) -> float:
    """Return how many days lie between two moments."""
    return (until - since) / timedelta(days=1)


async def show_need(session: AppSession, request: ContextRequest) -> NeedWaitContext | None:
    """Return how long a need has waited, how much longer it usually takes, and what was found for it.

    None when that is no longer true: a line of the evening may leave in the morning.
    """
    need, args = await session.get(Need, request.args["need"]), request.args
    if need is None or (request.kind == "need_standing" and not await _is_still_looking(session, need)):
        return None
    waited = max(0.0, count_days(await _find_start(session, need) or request.now, request.now))
    asked = select(Binome.id).where(Binome.need_id == need.id, Binome.state == "proposed").limit(1)
    return NeedWaitContext(
        me=request.build_reader("young"),
        need=FormView(need.id, format_reference("need", need.id), need.state),
        waited=int(waited),
        usual=await estimate_need_wait(session, waited, request.now),
        asked=await session.scalar(asked) is not None,
        full=args.get("full", 0),
        blocked=Blocked(**args["blocked"]) if args.get("blocked") else None,
        parents=await parental_requests.find_obstacle(session, request.reader, request.now),
        others=args.get("others", 0),
        on_topic=args.get("on_topic", 0),
        able=args.get("able", 0),
        ways=args.get("ways", ()),
    )


async def _is_still_looking(session: AppSession, need: Need) -> bool:
    return need.state in SEEKING and not await _has_to_answer(session, need)


async def _find_start(session: AppSession, need: Need) -> datetime | None:
    """Return when this wait began: after a binôme that ended, a need keeps its place in the queue from before it."""
    over = select(func.max(Binome.ended_at)).where(Binome.need_id == need.id, Binome.state == "ended")
    return max(filter(None, (need.waiting_since, await session.scalar(over))), default=None)


async def show_offer(session: AppSession, request: ContextRequest) -> OfferWaitContext | None:
    """Return the same of an offer, which waits for the team first and for young people afterwards."""
    offer, args = await session.get(Offer, request.args["offer"]), request.args
    if offer is None or (request.kind == "offer_standing" and not await _is_still_waiting(session, offer, args)):
        return None
    key = build_case_key("new_volunteer", f"offer:{offer.id}")
    sent = await session.scalar(select(Card.opened_at).where(Card.key == key).order_by(Card.opened_at.desc()).limit(1))
    waited = max(0.0, count_days(sent or request.now, request.now))
    return OfferWaitContext(
        me=request.build_reader("volunteer"),
        offer=FormView(offer.id, format_reference("offer", offer.id), offer.state),
        waited=int(waited),
        usual=await estimate_approval_wait(session, waited, request.now),
        others=args.get("others", 0),
        on_topic=args.get("on_topic", 0),
        able=args.get("able", 0),
        ways=args.get("ways", ()),
    )


async def _is_still_waiting(session: AppSession, offer: Offer, args: Mapping[str, Any]) -> bool:
    was_compared = "others" in args
    is_true = offer.state == ("available" if was_compared else "to_check")
    return is_true and not await _has_to_answer(session, offer)


async def _request_news(session: AppSession, row: Need | Offer, purpose: MatchPurpose, now: datetime) -> bool:
    """Have the matcher asked; an offer that nobody has checked yet is told at once what it waits for."""
    if row.state == "to_check":
        person = await session.get_one(Person, row.person_id)
        await outbox.put(session, now, person, "offer_standing", offer=row.id, ways=[])
        return True
    if row.state not in (*SEEKING, "available"):
        return False
    if isinstance(row, Need) and await _waits_for_parents(session, row, now):
        person = await session.get_one(Person, row.person_id)
        await outbox.put(session, now, person, "need_standing", need=row.id, ways=[])
        return True
    if isinstance(row, Offer) and await _lacks_checks(session, row, now):
        if purpose == "where":
            await outbox.put(session, now, await session.get_one(Person, row.person_id), "check_lapsed", offer=row.id)
        return purpose == "where"  # whoever does not ask was told when the check expired
    if isinstance(row, Offer) and await offers.count_places_taken(session, row.id) >= row.capacity:
        return False  # all their places are taken: it is for nobody that they wait
    await match_requests.ask_where(session, row, purpose, now)
    return True


async def _lacks_checks(session: AppSession, offer: Offer, now: datetime) -> bool:
    """Return whether nothing new is proposed to a volunteer while a required check is missing."""
    required = session.programme.vetting.required
    return bool(required) and bool(await checks.list_missing(session, offer.person_id, required, now))


def _compute_next_news(session: AppSession, row: Need | Offer, now: datetime) -> datetime | None:
    days = RULES[find_noun(row)].count_days(session.programme.delays, row.state)
    return None if days is None else now + timedelta(days=days)


def _count_days_of_need(delays: Delays, state: str) -> int | None:
    return delays.news_days if state in SEEKING else None


def _count_days_of_offer(delays: Delays, state: str) -> int | None:
    return delays.news_days if state == "to_check" else delays.volunteer_news_days


async def _is_need_silent(session: AppSession, row: Need, now: datetime) -> bool:
    # Whoever waits for a parent is reminded of it once, and not each week.
    return not await _has_to_answer(session, row) and not await _waits_for_parents(session, row, now)


async def _waits_for_parents(session: AppSession, need: Need, now: datetime) -> bool:
    return await parental_requests.is_missing(session, await session.get_one(Person, need.person_id), now)


async def _is_offer_silent(session: AppSession, row: Offer, now: datetime) -> bool:
    """Return whether nothing was proposed lately, nor is now; a pair that the team set aside was never heard of."""
    lately = Binome.proposed_at > now - timedelta(days=session.programme.delays.volunteer_news_days)
    busy = (lately & (Binome.why != "set_aside")) | Binome.state.in_(LIVE)
    return not await session.scalar(select(Binome.id).where(Binome.offer_id == row.id, busy).limit(1))


async def _has_to_answer(session: AppSession, row: Need | Offer) -> bool:
    """Return whether its person is asked something: for them it is not others that they wait for."""
    noun = find_noun(row)
    theirs = pauses.BINOME_COLUMNS[noun] == row.id, Binome.state == ASKED_STATES[noun]
    return await session.scalar(select(Binome.id).where(*theirs).limit(1)) is not None


async def _find_subject(session: AppSession, ask: MatchRequest) -> Need | Offer | None:
    if ask.need_id is not None:
        return await session.get(Need, ask.need_id)
    return await session.get(Offer, ask.offer_id) if ask.offer_id is not None else None


RULES: dict[Form, NewsRules] = {
    "need": NewsRules(_count_days_of_need, _is_need_silent),
    "offer": NewsRules(_count_days_of_offer, _is_offer_silent),
}
"""Noun -> when its person is told where they stand without having asked."""
