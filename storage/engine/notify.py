"""Calls between processes, through PostgreSQL: a commit that leaves something to say or to answer wakes who does it.

On SQLite there is one process, which needs no call.
"""

import asyncio
import logging
from typing import Any

from sqlalchemy import event, func, inspect, select
from sqlalchemy.ext.asyncio import AsyncEngine

from storage.engine.app_session import SyncAppSession
from storage.engine.wake_signals import WakeSignals
from storage.schema.desk_tables import MatchRequest
from storage.schema.gate_tables import ParentalConsent, VettingCheck
from storage.schema.safeguarding_tables import Hold, KeptApart, Restriction, TurnedAway
from storage.schema.tables import Offer, Outgoing, Person

log = logging.getLogger(__name__)

CHANNEL = "binome"
MESSAGE_QUEUED, ANSWER_REQUESTED, TURNED_AWAY_CHANGED = "say", "answer", "away"
NOTIFICATIONS: dict[type[Any], str] = {
    Outgoing: MESSAGE_QUEUED,
    MatchRequest: ANSWER_REQUESTED,
    TurnedAway: TURNED_AWAY_CHANGED,
    KeptApart: TURNED_AWAY_CHANGED,
    Restriction: TURNED_AWAY_CHANGED,
    Hold: TURNED_AWAY_CHANGED,
    ParentalConsent: TURNED_AWAY_CHANGED,
}
"""What is new -> what is called."""
CALLED_AGAIN = (MatchRequest, TurnedAway, Restriction, Hold, ParentalConsent)
"""Rows whose change is as good as a new one."""
LISTED_COLUMNS: dict[type[Any], str] = {Offer: "minors", Person: "words_refused_at"}
"""Columns that somebody takes something back by; a check is taken back by the end of its row."""
RETRY_SECONDS = 1.0


async def listen(engine: AsyncEngine, signals: WakeSignals) -> None:
    """Set the signal of each notification, for ever; all signals after a lost connection."""
    while engine.dialect.name != "sqlite":
        try:
            await _listen(engine, signals)
        except Exception as error:  # the driver's own errors: nobody has wrapped them here
            log.warning("calls_not_heard", extra={"problem": type(error).__name__})
        await asyncio.sleep(RETRY_SECONDS)


async def _listen(engine: AsyncEngine, signals: WakeSignals) -> None:
    signal_of = {
        MESSAGE_QUEUED: signals.message_queued,
        ANSWER_REQUESTED: signals.answer_requested,
        TURNED_AWAY_CHANGED: signals.turned_away_changed,
    }
    cut_off = asyncio.Event()
    connection = await engine.connect()
    try:
        line: Any = (await connection.get_raw_connection()).driver_connection
        line.add_termination_listener(lambda _: cut_off.set())
        await line.add_listener(CHANNEL, lambda _line, _process, _channel, called: signal_of[called].set())
        for signal in signal_of.values():
            signal.set()
        await cut_off.wait()
    finally:
        await connection.invalidate()  # nobody else may be given a line that is called
        await connection.close()


@event.listens_for(SyncAppSession, "after_flush")
def _collect(session: SyncAppSession, _context: Any) -> None:
    asked_again = (row for row in session.dirty if isinstance(row, CALLED_AGAIN))
    session.after_commit.update(
        NOTIFICATIONS[type(row)] for row in (*session.new, *asked_again) if type(row) in NOTIFICATIONS
    )
    if any(isinstance(row, VettingCheck) for row in session.deleted) or any(map(_is_listed, session.dirty)):
        session.after_commit.add(TURNED_AWAY_CHANGED)


def _is_listed(row: Any) -> bool:
    column = LISTED_COLUMNS.get(type(row))
    return column is not None and bool(inspect(row).attrs[column].history.has_changes())


@event.listens_for(SyncAppSession, "before_commit")
def _notify(session: SyncAppSession) -> None:
    """Call within the transaction: PostgreSQL passes it on with the commit, or not at all."""
    if session.in_nested_transaction() or session.get_bind().dialect.name == "sqlite":
        return
    session.flush()
    for called in sorted(session.after_commit):
        session.execute(select(func.pg_notify(CHANNEL, called)))
