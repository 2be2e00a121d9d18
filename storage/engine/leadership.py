"""A part that one of several processes plays: waited for, kept, and left the moment it may be another's."""

import asyncio
import logging
import os
import secrets
import socket
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from time import monotonic

from storage.engine import lease
from storage.engine.database import UNAVAILABLE, Sessions
from storage.engine.lease import LeaseClaim, LeaseLost

log = logging.getLogger(__name__)

RENEWALS_PER_LEASE = 3
"""How often within the length of a lease it is lengthened, or looked at by those who wait for it."""


@dataclass(slots=True)
class Leadership:
    """One process's claim to one part; on SQLite always held."""

    sessions: Sessions
    claim: LeaseClaim
    is_shared: bool
    _until: float = 0.0

    def is_held(self) -> bool:
        """Return whether the lease is surely held, counted from before the request: we stop before others start."""
        return not self.is_shared or monotonic() < self._until

    def fence_sessions(self) -> Sessions:
        """Return a maker of transactions that fail once another process has the part."""
        return lease.fence_sessions(self.sessions, self.claim) if self.is_shared else self.sessions

    async def run_as_leader(self, work: Callable[[], Awaitable[None]]) -> None:
        """Run some work whenever the lease is held, for ever; raise its errors."""
        while self.is_shared:
            await self._wait()
            log.info("part_taken", extra={"part": self.claim.part})
            try:
                await self._work_while_held(work)
            except (LeaseLost, *UNAVAILABLE) as error:
                log.warning("part_interrupted", extra={"part": self.claim.part, "problem": type(error).__name__})
            finally:
                await self._release()
            log.warning("part_lost", extra={"part": self.claim.part})
        await work()

    async def _work_while_held(self, work: Callable[[], Awaitable[None]]) -> None:
        both = asyncio.ensure_future(work()), asyncio.ensure_future(self._renew_until_lost())
        try:
            done, _ = await asyncio.wait(both, return_when=asyncio.FIRST_COMPLETED)
        finally:
            for one in both:
                one.cancel()
            await asyncio.gather(*both, return_exceptions=True)
        for one in done:
            one.result()

    async def _wait(self) -> None:
        while True:
            if await self._ask_database(lease.acquire_lease, self.claim.seconds):
                return
            await asyncio.sleep(self.claim.seconds / RENEWALS_PER_LEASE)

    async def _renew_until_lost(self) -> None:
        """Return once the part may be another's. Who overslept leaves, even if nobody came meanwhile."""
        while self.is_held():
            await asyncio.sleep(self.claim.seconds / RENEWALS_PER_LEASE)
            if await self._ask_database(lease.renew_lease, self._until - monotonic()) is False:
                return

    async def _ask_database(self, question: Callable[..., Awaitable[bool]], within: float) -> bool | None:
        """Return the database's answer; None when none comes within so many seconds."""
        asked = monotonic()
        try:
            async with asyncio.timeout(within), self.sessions.begin() as session:
                granted = await question(session, self.claim)
        except UNAVAILABLE as error:
            log.warning("storage_unavailable", extra={"problem": type(error).__name__})
            return None
        if not granted or monotonic() >= asked + within:
            return False
        self._until = asked + self.claim.seconds
        return True

    async def _release(self) -> None:
        self._until = 0.0
        try:
            async with asyncio.timeout(self.claim.seconds), self.sessions.begin() as session:
                await lease.release_lease(session, self.claim)
        except UNAVAILABLE:
            log.info("part_not_given_back")  # it ends by itself


def make_holder_name() -> str:
    """Return a name for this process that no other process has."""
    return f"{socket.gethostname()[:30]}:{os.getpid()}:{secrets.token_hex(4)}"
