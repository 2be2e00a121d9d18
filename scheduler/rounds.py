"""The matching round: who waits and who is free, to the worker process and back as proposals."""

import asyncio
import logging
from concurrent.futures import BrokenExecutor, Executor
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from typing import Any

import matching
from matching import worker
from mentoring.programme import Programme
from storage import asks, binomes, market, settings
from storage.database import Sessions

MOST_RANKED = 5
log = logging.getLogger(__name__)


@dataclass(slots=True)
class Rounds:
    """Runs a round when one is due; the chat goes on meanwhile."""

    sessions: Sessions
    executor: Executor
    programme: Programme

    async def run_if_due(self, now: datetime) -> int:
        """Run a round if its moment has come; give how many proposals it made."""
        async with self.sessions.begin() as session:
            due = await settings.read_moment(session, settings.ROUND_AT)
            if due is not None and due > now:
                return 0
            following = now + timedelta(hours=self.programme.pairing.round_hours)
            await settings.write(session, settings.ROUND_AT, following.isoformat())
            needs = await market.waiting_needs(session, now)
            offers = await market.free_offers(session, now)
        if not needs or not offers:
            return 0
        try:
            result = await self._match(needs, offers)
        except BrokenExecutor:
            log.error("worker_died")
            async with self.sessions.begin() as session:
                await settings.ask_round(session, now)
            return 0
        made = [await self._propose(proposal, now) for proposal in result.proposals]
        log.info("round", extra={"needs": len(needs), "offers": len(offers), "proposed": sum(made), "gap": result.gap})
        return sum(made)

    async def answer_asked(self, now: datetime) -> int:
        """Answer what coordinators asked of the matcher; give how many questions there were."""
        async with self.sessions.begin() as session:
            asked = await asks.waiting(session)
            if not asked:
                return 0
            needs = {row["id"]: row for row in await market.waiting_needs(session, now)}
            offers = await market.free_offers(session, now)
        for ask in asked:
            wanted = [row for row in offers if ask.offer_id in (None, row["id"])]
            best = await self._rank(needs[ask.need_id], wanted) if ask.need_id in needs else []
            ranked = [(one.offer, one.score, [asdict(reason) for reason in one.reasons]) for one in best]
            async with self.sessions.begin() as session:
                await asks.answer(session, ask.id, ranked, now)
        return len(asked)

    async def _rank(self, need: market.Row, offers: list[market.Row]) -> list[matching.Proposal]:
        request = worker.Arrival(
            need=matching.Need(**need),
            offers=tuple(matching.Offer(**_fields(row)) for row in offers),
            vocabulary=vocabulary(self.programme),
            k=MOST_RANKED,
            min_score=self.programme.pairing.minimum_score,
        )
        return await asyncio.get_running_loop().run_in_executor(self.executor, worker.answer, request)

    async def _match(self, needs: list[market.Row], offers: list[market.Row]) -> matching.Result:
        request = worker.Round(
            needs=tuple(matching.Need(**row) for row in needs),
            offers=tuple(matching.Offer(**_fields(row)) for row in offers),
            vocabulary=vocabulary(self.programme),
            min_score=self.programme.pairing.minimum_score,
        )
        return await asyncio.get_running_loop().run_in_executor(self.executor, worker.answer, request)

    async def _propose(self, proposal: matching.Proposal, now: datetime) -> bool:
        async with self.sessions.begin() as session:
            pair = proposal.need, proposal.offer, proposal.score, [asdict(reason) for reason in proposal.reasons]
            return await binomes.propose(session, *pair, now, glance=self.programme.pairing.glance) is not None


def vocabulary(programme: Programme) -> matching.Vocabulary:
    """Give how the programme's identifiers read, for the texts that are compared."""
    return matching.Vocabulary(
        topics={key: " ".join(words.values()) for key, words in programme.topics.items()},
        fields={key: " ".join(words.values()) for key, words in programme.fields.items()},
        regions={key: " ".join(words.values()) for key, words in programme.regions.items()},
        synonyms=dict(programme.synonyms),
    )


def _fields(row: market.Row) -> dict[str, Any]:
    own = {key: value for key, value in row.items() if key != "field"}
    return own | {"fields": frozenset([row["field"]] if row["field"] else ())}
