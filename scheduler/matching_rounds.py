"""The matching round: who waits and who is free, to the worker process and back as proposals."""

import logging
from concurrent.futures import BrokenExecutor
from dataclasses import asdict, dataclass, field, replace
from datetime import datetime, timedelta
from time import monotonic
from typing import Any

import matching
from matching import worker
from mentoring.programme import Programme
from scheduler import what_if
from scheduler.matching_client import MatchingClient
from storage import installation
from storage.engine.database import Sessions, is_unavailable
from storage.schema.desk_tables import MatchRequest
from use_cases.binomes import proposals
from use_cases.needs_offers import unsent_pairs
from use_cases.pairing import match_requests, matching_input, wait_news
from use_cases.pairing.answer_cache import AnswerCache
from use_cases.team import cards

MAX_RANKED = 5
Needs = list[matching.Need]
Offers = list[matching.Offer]
log = logging.getLogger(__name__)


@dataclass(slots=True)
class MatchingRounds:
    """Runs a round when one is due; the chat goes on meanwhile."""

    sessions: Sessions
    matching_client: MatchingClient
    programme: Programme
    answer_cache: AnswerCache = field(default_factory=AnswerCache)
    round_count: int = 0
    total_seconds: float = 0.0
    """How many rounds there were in this run of the program, and how long they took together."""
    _fruitless: tuple[Needs, Offers] | None = None
    """Who was compared in the last round, if no pair at all was possible: waiting longer makes none possible."""

    async def run_if_due(self, now: datetime) -> int:
        """Run a round if its moment has come; return how many proposals it made."""
        async with self.sessions.begin() as session:
            due = await installation.read_moment(session, installation.ROUND_AT)
            if due is not None and due > now:
                return 0
            following = now + timedelta(hours=self.programme.pairing.round_hours)
            await installation.write(session, installation.ROUND_AT, following.isoformat())
            needs = _build_needs(await matching_input.read_waiting_needs(session, now, self.answer_cache, unsent=True))
            offers = _build_offers(await matching_input.read_free_offers(session, now, self.answer_cache, unsent=True))
        if not needs or not offers or (self._fruitless and self._fruitless == _forget_waiting(needs, offers)):
            return 0
        began = monotonic()
        try:
            result = await self._match(needs, offers)
        except BrokenExecutor:
            log.error("worker_died")
            async with self.sessions.begin() as session:
                await installation.ask_round(session, now)
            return 0
        self._fruitless = None if result.proposals else _forget_waiting(needs, offers)
        self.round_count, self.total_seconds = self.round_count + 1, self.total_seconds + monotonic() - began
        async with self.sessions.begin() as session:
            pairs = {(proposal.need, proposal.offer) for proposal in result.proposals}
            await unsent_pairs.undo_other_pairs(session, now, {need.id for need in needs}, pairs)
        made = [await self._propose(proposal, now) for proposal in result.proposals]
        if self.programme.pairing.glance:
            async with self.sessions.begin() as session:
                await unsent_pairs.refresh_count(session, now)
        log.info("round", extra={"needs": len(needs), "offers": len(offers), "proposed": sum(made), "gap": result.gap})
        return sum(made)

    async def answer_requests(self, now: datetime) -> int:
        """Answer what was asked of the matcher; return how many questions there were."""
        async with self.sessions.begin() as session:
            asked = await match_requests.list_open(session)
            if not asked:
                return 0
            needs = _build_needs(await matching_input.read_waiting_needs(session, now, self.answer_cache))
            offers = _build_offers(await matching_input.read_available_offers(session, now, self.answer_cache))
        try:
            for ask in asked:
                await self._answer_request(ask, needs, offers, now)
        except BrokenExecutor:
            log.error("worker_died")  # what is left is asked again at the next heartbeat
        return len(asked)

    async def _answer_request(self, ask: MatchRequest, needs: Needs, offers: Offers, now: datetime) -> None:
        """Answer one question; one that cannot be answered is let go and shown to the team: others wait behind it."""
        try:
            await (self._rank if ask.purpose == "rank" else self._answer_standing)(ask, needs, offers, now)
        except Exception as error:
            if isinstance(error, BrokenExecutor) or is_unavailable(error):
                raise
            log.exception("ask_failed", extra={"purpose": ask.purpose})
            async with self.sessions.begin() as session:
                await match_requests.drop_request(session, ask.id)
                await cards.open_case(session, now, "fault", f"ask:{ask.purpose}")

    async def _rank(self, ask: MatchRequest, needs: Needs, offers: Offers, now: datetime) -> None:
        need = next((need for need in needs if need.id == ask.need_id), None)
        best, what_if = [], None
        if need is not None:
            request = worker.RankingRequest(need, build_terms(self.programme), k=MAX_RANKED, only=ask.offer_id)
            best = await self.matching_client.ask_about(offers, request)
        if need is not None and not best and ask.offer_id is None:
            what_if = await self._ask_what_if(ask, needs, offers, now)
        ranked = [(one.offer, one.score, [asdict(reason) for reason in one.reasons]) for one in best]
        async with self.sessions.begin() as session:
            await match_requests.answer_ranking(session, ask.id, ranked, now, what_if)

    async def _answer_standing(self, ask: MatchRequest, needs: Needs, offers: Offers, now: datetime) -> None:
        found = await self._ask_what_if(ask, needs, offers, now)
        async with self.sessions.begin() as session:
            if found is None:
                await match_requests.drop_request(session, ask.id)
            else:
                await wait_news.answer_where(session, ask.id, found, now)

    async def _ask_what_if(
        self, ask: MatchRequest, needs: Needs, offers: Offers, now: datetime
    ) -> matching.WhatIf | None:
        """Return what the need or offer of a question may hope for; None when it is not compared any more."""
        async with self.sessions.begin() as session:
            request = await what_if.build_request(session, ask, needs, offers, build_terms(self.programme), now)
        if isinstance(request, worker.OfferWhatIf):
            found: matching.WhatIf = await self.matching_client.ask(request)
            return found
        return await self.matching_client.ask_about(offers, request) if request else None

    async def _match(self, needs: Needs, offers: Offers) -> matching.Result:
        request = worker.RoundRequest(tuple(needs), tuple(offers), build_terms(self.programme))
        found: matching.Result = await self.matching_client.ask(request)
        return found

    async def _propose(self, proposal: matching.Proposal, now: datetime) -> bool:
        reasons = [asdict(reason) for reason in proposal.reasons]
        found = proposals.Proposal(proposal.need, proposal.offer, proposal.score, reasons)
        async with self.sessions.begin() as session:
            return await proposals.propose(session, found, now, needs_glance=self.programme.pairing.glance) is not None


def build_terms(programme: Programme) -> matching.Terms:
    """Return by what this programme compares needs and offers."""
    return matching.Terms(build_vocabulary(programme), build_weights(programme), programme.pairing.minimum_score)


def build_vocabulary(programme: Programme) -> matching.Vocabulary:
    """Return how the programme's identifiers read, for the texts that are compared."""
    return matching.Vocabulary(
        topics={key: " ".join(words.values()) for key, words in programme.topics.items()},
        fields={key: " ".join(words.values()) for key, words in programme.fields.items()},
        regions={key: " ".join(words.values()) for key, words in programme.regions.items()},
        synonyms=dict(programme.synonyms),
    )


def build_weights(programme: Programme) -> matching.Weights:
    """Return how much each likeness counts in this programme."""
    return matching.Weights(region=programme.pairing.region_weight)


def _forget_waiting(needs: Needs, offers: Offers) -> tuple[Needs, Offers]:
    """Return who is compared, without how long they have waited: every possible pair is worth more than nobody."""
    return [replace(need, waiting_days=0.0) for need in needs], offers


def _build_needs(rows: list[matching_input.Row]) -> Needs:
    return [matching.Need(**row) for row in rows]


def _build_offers(rows: list[matching_input.Row]) -> Offers:
    return [matching.Offer(**_build_offer_fields(row)) for row in rows]


def _build_offer_fields(row: matching_input.Row) -> dict[str, Any]:
    own = {key: value for key, value in row.items() if key != "field"}
    return own | {"fields": frozenset([row["field"]] if row["field"] else ())}
