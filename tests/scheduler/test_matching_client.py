"""The worker is told of each offer once."""

from concurrent.futures import Executor, Future
from dataclasses import replace
from typing import Any

import matching
from matching import worker
from scheduler.matching_client import Matcher
from tests.matching.people import SILENT, need, offer

TERMS = worker.Terms(SILENT)
REQUEST = worker.Arrival(need(1, "", "exams"), TERMS, k=5)


class Listening(Executor):
    """Answers at once, and remembers what was sent."""

    def __init__(self) -> None:
        self.heard: list[tuple[list[int], tuple[int, ...]]] = []

    def submit(self, work: Any, /, *args: Any, **kwargs: Any) -> Future[Any]:
        """Do the work here."""
        stock = args[0].stock
        self.heard.append(([one.id for one in stock.changed], stock.gone))
        done: Future[Any] = Future()
        try:
            done.set_result(work(*args, **kwargs))
        except Exception as error:
            done.set_exception(error)
        return done


async def ask(matcher: Matcher, *offers: matching.Offer) -> list[int]:
    """Ask who suits."""
    return [one.offer for one in await matcher.ask_about(offers, REQUEST)]


async def test_only_what_has_changed_is_sent() -> None:
    """Nothing when nothing has; one offer when one has; all when the worker does not know them any more."""
    executor = Listening()
    matcher = Matcher(executor)
    first, second = offer(1, "", "exams"), offer(2, "", "exams")
    assert await ask(matcher, first, second) == [1, 2]
    assert await ask(matcher, first, second) == [1, 2]
    assert await ask(matcher, replace(first, capacity=0), second) == [2]
    assert await ask(matcher, first) == [1]
    assert executor.heard == [([1, 2], ()), ([], ()), ([1], ()), ([1], (2,))]
    other = Matcher(Listening())
    assert await ask(other, second) == [2]
    assert await ask(matcher, first) == [1]
    assert executor.heard[4:] == [([], ()), ([1], ())]
