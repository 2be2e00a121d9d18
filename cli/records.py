"""What the doctor finds written down: the key's copy, the last backup, the ledger of messages."""

from collections import Counter
from collections.abc import AsyncIterator
from datetime import timedelta

from cli import keys
from cli.settings import Settings
from scheduler.clock import real_now
from storage import called_for, ledger
from storage import settings as facts
from storage.app_session import AppSession

Finding = tuple[bool, str]
"""Whether all is well, and what to say."""
BACKUP_KEPT_FRESH = timedelta(days=2)
MOST_NAMED = 20
A_DAY = timedelta(days=1)
"""What is kept for so long is asked about for a day less: a reminder is older than its session."""


async def findings(session: AppSession, settings: Settings, key: bytes) -> AsyncIterator[Finding]:
    """Look at each of them."""
    yield _copied(settings, key)
    yield await _backed_up(session, settings)
    yield await _adds_up(session)
    yield await _all_there(session)
    async for finding in _uncertain(session):
        yield finding


def _copied(settings: Settings, key: bytes) -> Finding:
    if keys.is_confirmed(settings.key_file, key):
        return True, "copy of the key: confirmed"
    words = f"copy {settings.key_file} elsewhere, then `binome key --confirm` with the last 8 characters of the copy"
    return False, f"copy of the key: none is confirmed, {words}; with the key lost, all is lost"


async def _backed_up(session: AppSession, settings: Settings) -> Finding:
    made = await facts.read_moment(session, facts.BACKED_UP_AT)
    if made is None:
        return (
            False,
            f"backup: none yet, the running bot makes one each night in {settings.backups}, `binome backup` now",
        )
    fresh = real_now() - made < BACKUP_KEPT_FRESH
    return fresh, f"backup: the last on {made:%Y-%m-%d at %H:%M} UTC" + ("" if fresh else ", see why none since")


async def _adds_up(session: AppSession) -> Finding:
    planned, states = await ledger.planned(session), Counter[str]()
    for (state, _), count in (await ledger.by_state_and_kind(session)).items():
        states[state] += count
    told = " + ".join(f"{states[state]} {state}" for state in ledger.STATES if states[state]) or "0"
    known = sum(states[state] for state in ledger.STATES)
    if known == planned:
        return True, f"ledger of messages: {planned} planned = {told}"
    return (
        False,
        f"ledger of messages: {planned} planned, but {told}: {planned - known} lost, tell whoever develops this",
    )


async def _all_there(session: AppSession) -> Finding:
    """Ask binômes and sessions, not the ledger, which messages there must be."""
    days = ledger.KEPT - A_DAY
    called, missing = await called_for.unwritten(session, real_now() - days)
    told = f"messages that must be there: {called}, by binômes and sessions of {days.days} days"
    if not missing:
        return True, f"{told}, all in the ledger"
    named = ", ".join(missing[:MOST_NAMED]) + (", …" if missing[MOST_NAMED:] else "")
    return False, f"{told}, but {len(missing)} not in the ledger ({named}), tell whoever develops this"


async def _uncertain(session: AppSession) -> AsyncIterator[Finding]:
    """Name every message whose fate is unknown, after how many there are of each kind."""
    rows = await ledger.uncertain(session)
    if rows:
        kinds = Counter(row.kind for row in rows).most_common()
        yield True, f"uncertain: {len(rows)} messages perhaps arrived: " + ", ".join(f"{n} {kind}" for kind, n in kinds)
    for row in rows:
        whom = f"person {row.person_id}" if row.person_id else "staff group"
        told = f"uncertain: message {row.id} ({row.kind}, {whom}), {row.changed_at:%Y-%m-%d %H:%M} UTC, perhaps arrived"
        yield True, told
