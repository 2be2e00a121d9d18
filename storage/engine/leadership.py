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
from storage.engine.lease import LeaseLost, Tenure

log = logging.getLogger(__name__)

LOOKS = 3
"""How often within the length of a lease it is lengthened, or looked at by those who wait for it."""


@dataclass(slots=True)
class Seat:
    """One process's claim to one part. On SQLite nobody else could have it: there it is ours from the beginning."""

    sessions: Sessions
    tenure: Tenure
    shared: bool
    _until: float = 0.0

    def held(self) -> bool:
        """Tell whether the part is surely ours: reckoned from before we asked, so that we stop before others begin."""
        return not self.shared or monotonic() < self._until

    def guarded(self) -> Sessions:
        """Give a maker of transactions that nothing changes once the part is another's."""
        return lease.guarded(self.sessions, self.tenure) if self.shared else self.sessions

    async def occupy(self, work: Callable[[], Awaitable[None]]) -> None:
        """Do some work whenever the part is ours, for ever; end only with an error of the work's own."""
        while self.shared:
            await self._wait()
            log.info("part_taken", extra={"part": self.tenure.part})
            try:
                await self._work_while_held(work)
            except (LeaseLost, *UNAVAILABLE) as error:
                log.warning("part_interrupted", extra={"part": self.tenure.part, "problem": type(error).__name__})
            finally:
                await self._leave()
            log.warning("part_lost", extra={"part": self.tenure.part})
        await work()

    async def _work_while_held(self, work: Callable[[], Awaitable[None]]) -> None:
        both = asyncio.ensure_future(work()), asyncio.ensure_future(self._keep())
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
            if await self._ask(lease.take, self.tenure.seconds):
                return
            await asyncio.sleep(self.tenure.seconds / LOOKS)

    async def _keep(self) -> None:
        """Return once the part may be another's. Who overslept leaves, even if nobody came meanwhile."""
        while self.held():
            await asyncio.sleep(self.tenure.seconds / LOOKS)
            if await self._ask(lease.keep, self._until - monotonic()) is False:
                return

    async def _ask(self, question: Callable[..., Awaitable[bool]], within: float) -> bool | None:
        """Give the database's answer; None when none comes within so many seconds."""
        asked = monotonic()
        try:
            async with asyncio.timeout(within), self.sessions.begin() as session:
                granted = await question(session, self.tenure)
        except UNAVAILABLE as error:
            log.warning("storage_unavailable", extra={"problem": type(error).__name__})
            return None
        if not granted or monotonic() >= asked + within:
            return False
        self._until = asked + self.tenure.seconds
        return True

    async def _leave(self) -> None:
        self._until = 0.0
        try:
            async with asyncio.timeout(self.tenure.seconds), self.sessions.begin() as session:
                await lease.give_back(session, self.tenure)
        except UNAVAILABLE:
            log.info("part_not_given_back")  # it ends by itself


def name() -> str:
    """Give this process a name that no other has."""
    return f"{socket.gethostname()[:30]}:{os.getpid()}:{secrets.token_hex(4)}"
