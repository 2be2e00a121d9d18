"""Many binômes at once, written in bulk: each meets weekly, and some are due."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import func, insert, select

from mentoring.example_answers import fill_in
from mentoring.programme import Programme
from mentoring.states import Form
from storage import installation
from storage.crypto.vault import Vault
from storage.engine.app_session import AppSession
from storage.engine.database import Sessions
from storage.schema.base import Base
from storage.schema.tables import Binome, MentoringSession, Need, Offer, Person, PersonKey

ROWS_AT_ONCE = 500
"""Binômes a transaction."""
FIRST_CHAT = 7_000_000_000
STAFF_CHAT = -1_001_234_567_890
ZONE = "Europe/Paris"
NOT_DUE_FOR = timedelta(days=5)


async def grow(sessions: Sessions, many: int, now: datetime, due: int, *, first: int = 0) -> None:
    """Add active binômes number `first` to `first + many`; the first `due` of them are to be reminded at `now`.

    The person number n (from 0) has the chat `compute_chat(n)`; the two of binôme b are 2b and 2b + 1.
    """
    async with sessions.begin() as session:
        await installation.write(session, installation.STAFF_CHAT, str(STAFF_CHAT))
    for start in range(first, first + many, ROWS_AT_ONCE):
        async with sessions.begin() as session:
            numbers = range(start, min(start + ROWS_AT_ONCE, first + many))
            assert await session.scalar(select(func.count()).select_from(Binome)) == start
            await _add(session, numbers, now, due)


def compute_chat(number: int) -> int:
    """Return the chat of the person with a number."""
    return FIRST_CHAT + number


async def _add(session: AppSession, numbers: Sequence[int], now: datetime, due: int) -> None:
    keys, rules = session.vault, session.programme
    wrapped = {number: keys.generate_data_key() for one in numbers for number in (2 * one, 2 * one + 1)}
    rows: dict[type[Base], list[dict[str, Any]]] = {
        Person: [_build_person(keys, key, number, now) for number, key in wrapped.items()],
        PersonKey: [{"person_id": number + 1, "wrapped": key} for number, key in wrapped.items()],
        Need: [_build_need(keys, wrapped[2 * one], one, rules, now) for one in numbers],
        Offer: [_build_offer(keys, wrapped[2 * one + 1], one, rules, now) for one in numbers],
        Binome: [_build_binome(one, now) for one in numbers],
        MentoringSession: [_build_session(one, now if one < due else now + NOT_DUE_FOR) for one in numbers],
    }
    for table, values in rows.items():
        await session.execute(insert(table), values)


def _build_person(keys: Vault, key: bytes, number: int, now: datetime) -> dict[str, Any]:
    chat, profile = keys.seal(key, compute_chat(number)), {"language": "fr", "name": f"P{number}", "region": "bretagne"}
    known = {"fingerprint": keys.fingerprint(compute_chat(number)), "chat": chat, "profile": keys.seal(key, profile)}
    return known | {"consented_at": now, "seen_at": now}


def _build_answers(form: Form, number: int, rules: Programme, now: datetime, **more: str) -> dict[str, Any]:
    topics = [[*rules.topics][number % len(rules.topics)]]
    about = {"name": f"P{number}", "region": "bretagne", "topics": topics, "slots": ["tue-evening", "thu-evening"]}
    return fill_in(form, about | more, rules, now.date(), "Cela dépend")


def _build_need(keys: Vault, key: bytes, one: int, rules: Programme, now: datetime) -> dict[str, Any]:
    about = _build_answers("need", 2 * one, rules, now, birth="2006", words="Je cherche une alternance")
    answers = keys.seal(key, about)
    return {"person_id": 2 * one + 1, "state": "in_binome", "answers": answers, "created_at": now}


def _build_offer(keys: Vault, key: bytes, one: int, rules: Programme, now: datetime) -> dict[str, Any]:
    answers = keys.seal(key, _build_answers("offer", 2 * one + 1, rules, now, job="comptable"))
    return {"person_id": 2 * one + 2, "state": "available", "answers": answers, "created_at": now}


def _build_binome(one: int, now: datetime) -> dict[str, Any]:
    pair = {"need_id": one + 1, "offer_id": one + 1, "state": "active", "score": 0.5}
    return pair | {"proposed_at": now, "agreed_at": now, "weekday": 1, "hour": 18, "zone": ZONE}


def _build_session(one: int, day_before: datetime) -> dict[str, Any]:
    start = day_before + timedelta(days=1)
    dues = {"day_before_at": day_before, "soon_at": start - timedelta(hours=1)}
    return {"binome_id": one + 1, "starts_at": start, "check_in_at": start + timedelta(hours=2), **dues}
