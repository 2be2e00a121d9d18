"""Parts that one process plays at a time, on PostgreSQL: a row names who has one, and until when.

The row's clock is the database's, the only one that all machines share. Whoever has a part keeps its row from being
taken during each of their transactions; a process that was stopped in one is thrown out of it by the database, or by
whoever wants the part. So nothing is ever committed under a part that is another's by then.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Literal

from sqlalchemy import ColumnElement, Connection, Interval, String, bindparam, event, func, select, text, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import async_sessionmaker
from sqlalchemy.orm import Mapped, SessionTransaction, mapped_column

from mentoring.errors import BinomeError
from storage.engine.app_session import AppSession, SyncAppSession
from storage.engine.database import Sessions
from storage.schema.base import Base

Part = Literal["speaker", "listener"]
SENDER_PART: Part = "speaker"
POLLER_PART: Part = "listener"
MAX_IDLE_LEASES = 2
"""Lengths of a lease that a transaction may do nothing for, before it is ended."""
_END_HALTED = text("""
    SELECT pg_terminate_backend(pid) FROM pg_stat_activity
    WHERE datname = current_database() AND usename = current_user
    AND state = 'active' AND wait_event = 'ClientRead' AND state_change < clock_timestamp() - :idle
""").bindparams(bindparam("idle", type_=Interval(native=True)))
"""The driver parses a statement, then runs it: the database takes whoever was stopped in between for busy, not idle."""


class LeaseLost(BinomeError):
    """Another process has this part now."""


class Lease(Base):
    """A part, who has it, and until when."""

    __tablename__ = "lease"
    part: Mapped[Part] = mapped_column(String(12), primary_key=True)
    holder: Mapped[str] = mapped_column(String(60))
    until: Mapped[datetime]


@dataclass(frozen=True, slots=True)
class LeaseClaim:
    """Which process claims which part, for how many seconds at a time."""

    part: Part
    holder: str
    seconds: float


class FencedSession(SyncAppSession):
    """A session that is fenced: it works only while its claim holds."""

    def __init__(self, *args: Any, claim: LeaseClaim, **options: Any) -> None:
        super().__init__(*args, **options)
        self.claim = claim


def fence_sessions(sessions: Sessions, claim: LeaseClaim) -> Sessions:
    """Return a maker of transactions that begin only while the part is held; else they raise `LeaseLost`."""
    return async_sessionmaker(class_=AppSession, **{**sessions.kw, "sync_session_class": FencedSession, "claim": claim})


async def acquire_lease(session: AppSession, claim: LeaseClaim) -> bool:
    """Acquire a free part; return False while another process has it. End what halted processes hold."""
    await session.execute(_END_HALTED, {"idle": timedelta(seconds=claim.seconds * MAX_IDLE_LEASES)})
    await session.execute(
        insert(Lease).values(part=claim.part, holder="", until=_build_database_time()).on_conflict_do_nothing()
    )
    free = select(Lease.part).where(Lease.part == claim.part, Lease.until <= _build_database_time()).with_for_update()
    if await session.scalar(free) is None:
        return False
    mine = update(Lease).where(Lease.part == claim.part)
    await session.execute(mine.values(holder=claim.holder, until=_build_lease_end(claim)), **_NO_SYNC)
    return True


async def renew_lease(session: AppSession, claim: LeaseClaim) -> bool:
    """Renew a claim; return False when it had expired."""
    renewal = update(Lease).where(*_is_held(claim)).values(until=_build_lease_end(claim))
    result = await session.execute(renewal, **_NO_SYNC)
    return bool(result.rowcount)  # type: ignore[attr-defined]


async def release_lease(session: AppSession, claim: LeaseClaim) -> None:
    """Release a part at once for other processes."""
    await session.execute(update(Lease).where(*_is_held(claim)).values(until=_build_database_time()), **_NO_SYNC)


async def read_holders(session: AppSession) -> dict[str, tuple[str, datetime]]:
    """Return who has which part now, and until when unless they keep it."""
    rows = await session.scalars(select(Lease).where(Lease.until > _build_database_time()))
    return {row.part: (row.holder, row.until) for row in rows}


_NO_SYNC: Any = {"execution_options": {"synchronize_session": False}}


def _build_database_time() -> ColumnElement[datetime]:
    return func.clock_timestamp()


def _build_lease_end(claim: LeaseClaim) -> ColumnElement[datetime]:
    return _build_database_time() + timedelta(seconds=claim.seconds)


def _is_held(claim: LeaseClaim) -> Sequence[ColumnElement[bool]]:
    return Lease.part == claim.part, Lease.holder == claim.holder, Lease.until > _build_database_time()


@event.listens_for(FencedSession, "after_begin")
def _check_holder(session: FencedSession, transaction: SessionTransaction, connection: Connection) -> None:
    if transaction.nested:
        return
    claim = session.claim
    idle = f"{round(claim.seconds * MAX_IDLE_LEASES * 1000)}ms"
    # The lock lets the part be kept for longer meanwhile, but not be taken: nothing changes hands within a transaction.
    lock = select(func.set_config("idle_in_transaction_session_timeout", idle, True)).where(*_is_held(claim))
    if connection.execute(lock.select_from(Lease).with_for_update(read=True, key_share=True)).first() is None:
        raise LeaseLost
