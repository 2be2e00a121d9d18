"""The worker process as it is asked: each offer is told to it once, then only what has changed."""

import asyncio
import secrets
from collections.abc import Sequence
from concurrent.futures import Executor
from dataclasses import dataclass, field, replace
from typing import Any

import matching
from matching import worker


@dataclass(slots=True)
class MatchingClient:
    """Asks the worker one question at a time; remembers which offers it knows."""

    executor: Executor
    _snapshot: str = ""
    _known_offers: dict[int, matching.Offer] = field(default_factory=dict)

    async def ask(self, request: worker.Request) -> Any:
        """Return the worker's answer to a question that carries all its data."""
        return await asyncio.get_running_loop().run_in_executor(self.executor, worker.answer, request)

    async def ask_about(
        self, offers: Sequence[matching.Offer], request: worker.RankingRequest | worker.NeedWhatIf
    ) -> Any:
        """Return the worker's answer to a question about these offers."""
        if not self._snapshot:
            return await self._ask_afresh(offers, request)
        now = {offer.id: offer for offer in offers}
        changed = tuple(offer for offer in offers if self._known_offers.get(offer.id) != offer)
        gone = tuple(sorted(self._known_offers.keys() - now.keys()))
        name = secrets.token_hex(8) if changed or gone else self._snapshot
        try:
            found = await self.ask(
                replace(request, snapshot=worker.Snapshot(name, changed, gone, since=self._snapshot))
            )
        except worker.UnknownSnapshot:  # another process, or others asked it meanwhile
            return await self._ask_afresh(offers, request)
        self._snapshot, self._known_offers = name, now
        return found

    async def _ask_afresh(
        self, offers: Sequence[matching.Offer], request: worker.RankingRequest | worker.NeedWhatIf
    ) -> Any:
        name = secrets.token_hex(8)
        found = await self.ask(replace(request, snapshot=worker.Snapshot(name, tuple(offers))))
        self._snapshot, self._known_offers = name, {offer.id: offer for offer in offers}
        return found
