"""Who finds somebody and who waits, read for the fairness report: groups leave this room, never a person."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import func, select

from mentoring.desk_contexts import FairnessContext
from mentoring.fairness import Report, Search, build_report
from mentoring.form_rules import is_minor
from mentoring.states import SEEKING
from storage.crypto.vault import WrongKey
from storage.engine.app_session import AppSession
from storage.schema.tables import Binome, Need, Person, PersonKey
from use_cases.needs_offers import forms
from use_cases.outbox.context_request import ContextRequest
from use_cases.pairing.wait_news import count_days

View = dict[str, Any]
HISTORY = timedelta(days=365)
MAX_SEARCHES = 2000
"""The latest searches: what each person said is opened one by one, and the chat waits meanwhile."""
MAX_GROUPS_NAMED = 3
"""Groups that Monday's figures name: with a picture they have 1024 characters."""


async def read_report(session: AppSession, now: datetime) -> Report | None:
    """Return the report of the searches that began in the last year; None with too few of them."""
    first = (
        select(Binome.need_id, func.min(Binome.agreed_at).label("agreed_at"))
        .join(Need, Binome.need_id == Need.id)
        .where(Binome.agreed_at >= Need.waiting_since)
        .group_by(Binome.need_id)
        .subquery()
    )
    begun = func.coalesce(Need.waiting_since, Need.created_at)
    # People and keys come along, so that nothing is fetched for each.
    rows = await session.execute(
        select(Need, first.c.agreed_at, Person, PersonKey)
        .join(Person, Person.id == Need.person_id)
        .join(PersonKey, PersonKey.person_id == Person.id)
        .outerjoin(first, first.c.need_id == Need.id)
        .where(Need.state != "drafting", begun > now - HISTORY)
        .order_by(begun.desc(), Need.id.desc())
        .limit(MAX_SEARCHES)
    )
    searches = [await _read_search(session, need, agreed, now) for need, agreed, *_ in rows.all()]
    return build_report([search for search in searches if search])


async def show(session: AppSession, request: ContextRequest) -> FairnessContext:
    """Return the report as the team's screen shows it."""
    return FairnessContext(me=request.me, report=await read_report(session, request.now))


async def list_slow_groups(session: AppSession, now: datetime) -> list[View]:
    """Return for Monday's figures the groups that wait too long: kind, name, and days beside those of the whole."""
    found = await read_report(session, now)
    if found is None or found.whole.half is None:
        return []
    usual = found.whole.half.days
    slow = [(kind, group.name, group.half) for kind, group in found.flagged if group.half]
    slow.sort(key=lambda one: -one[2].days)
    return [
        {"kind": kind, "name": name, "days": half.days, "reached": half.reached, "usual": usual}
        for kind, name, half in slow[:MAX_GROUPS_NAMED]
    ]


async def _read_search(session: AppSession, need: Need, agreed: datetime | None, now: datetime) -> Search | None:
    """Return what the report needs to know of a need; None if its answers are unreadable."""
    try:
        given = await forms.read_answers(session, need)
    except WrongKey:
        return None
    since = need.waiting_since or need.created_at
    end = agreed or (now if need.state in SEEKING else None)
    return Search(_find_groups(given, since), agreed is not None, count_days(since, end) if end else None)


def _find_groups(given: Mapping[str, Any], since: datetime) -> dict[str, str]:
    """Return a person's groups, as when the search began."""
    known = {kind: str(given[kind]) for kind in ("region", "field", "level") if given.get(kind)}
    birth = given.get("birth")
    return known | ({"minor": "yes" if is_minor(birth, since.date()) else "no"} if birth else {})
