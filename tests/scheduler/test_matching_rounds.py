"""A round is worth its work only when something may come of it."""

from concurrent.futures import Executor, Future
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from scheduler.matching_client import MatchingClient
from scheduler.matching_rounds import MatchingRounds
from storage.engine.database import Sessions
from tests.cast import NOW, add_need, add_offer
from use_cases.needs_offers import forms

ROUND = timedelta(hours=12)


@dataclass
class CountingWorker(Executor):
    """Compares here, and counts how often."""

    count: int = field(default=0, init=False)

    def submit(self, work: Any, /, *args: Any, **kwargs: Any) -> Future[Any]:
        """Do the work now."""
        self.count += 1
        done: Future[Any] = Future()
        done.set_result(work(*args, **kwargs))
        return done


async def test_nobody_is_compared_again_while_nothing_has_changed(small_sessions: Sessions) -> None:
    """Two who share no hour stay apart however long they wait; once one of them has other hours, they are compared."""
    async with small_sessions.begin() as session:
        programme, offer = session.programme, await add_offer(session)
        given = await forms.read_answers(session, offer)
        await forms.save(session, "offer", offer, given | {"slots": ["sun-morning"]})
        need = await add_need(session)
    executor = CountingWorker()
    rounds = MatchingRounds(small_sessions, MatchingClient(executor), programme)
    assert [await rounds.run_if_due(NOW + turn * ROUND) for turn in range(4)] == [0, 0, 0, 0]
    assert executor.count == 1
    async with small_sessions.begin() as session:
        await forms.save(session, "offer", await session.get_one(type(offer), offer.id), given)
    assert await rounds.run_if_due(NOW + 4 * ROUND) == 1
    assert executor.count == 2
    async with small_sessions.begin() as session:
        assert (await session.get_one(type(need), need.id)).state == "proposed"
