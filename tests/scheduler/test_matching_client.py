"""The worker is told of each offer once."""

from concurrent.futures import Executor, Future
from dataclasses import replace
from typing import Any

import matching
from matching import worker
from scheduler.matching_client import MatchingClient
from tests.matching.people import SILENT, make_need, make_offer

TERMS = matching.Terms(SILENT)
REQUEST = worker.RankingRequest(make_need(1, "", "exams"), TERMS, k=5)


class Listening(Executor):
    """Answers at once, and remembers what was sent."""

    def __init__(self) -> None:
        self.requests: list[tuple[list[int], tuple[int, ...]]] = []

    def submit(self, work: Any, /, *args: Any, **kwargs: Any) -> Future[Any]:
        """Do the work here."""
        snapshot = args[0].snapshot
        self.requests.append(([one.id for one in snapshot.changed], snapshot.gone))
        done: Future[Any] = Future()
        try:
            done.set_result(work(*args, **kwargs))
        except Exception as error:
            done.set_exception(error)
        return done


async def ask(client: MatchingClient, *offers: matching.Offer) -> list[int]:
    """Ask who suits."""
    return [one.offer for one in await client.ask_about(offers, REQUEST)]


async def test_only_what_has_changed_is_sent() -> None:
    """Nothing when nothing has; one offer when one has; all when the worker does not know them any more."""
    executor = Listening()
    matcher = MatchingClient(executor)
    first, second = make_offer(1, "", "exams"), make_offer(2, "", "exams")
    assert await ask(matcher, first, second) == [1, 2]
    assert await ask(matcher, first, second) == [1, 2]
    assert await ask(matcher, replace(first, capacity=0), second) == [2]
    assert await ask(matcher, first) == [1]
    assert executor.requests == [([1, 2], ()), ([], ()), ([1], ()), ([1], (2,))]
    other = MatchingClient(Listening())
    assert await ask(other, second) == [2]
    assert await ask(matcher, first) == [1]
    assert executor.requests[4:] == [([], ()), ([1], ())]
