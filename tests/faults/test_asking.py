"""Questions to the matcher that meet a fault: the program goes on, and other questions are answered."""

from concurrent.futures import Executor, Future
from dataclasses import dataclass
from typing import Any

from matching.worker import NeedOutlook
from scheduler import outlooks, rounds
from storage import asks
from storage.desk_tables import Ask
from storage.tables import Need
from tests.faults.database import rows
from tests.people import head_with_group, sign_up_young, trained_volunteer
from tests.town import Town


@dataclass
class Stumbling(Executor):
    """A worker that cannot answer some questions."""

    worker: Executor
    cannot: tuple[type[Any], ...]
    error: Exception

    def submit(self, work: Any, /, *args: Any, **kwargs: Any) -> Future[Any]:
        """Fail at these; have the others answered."""
        if not isinstance(args[0], self.cannot):
            return self.worker.submit(work, *args, **kwargs)
        failed: Future[Any] = Future()
        failed.set_exception(self.error)
        return failed


async def test_a_question_that_cannot_be_answered_is_let_go(small_town: Town) -> None:
    """The team is called; the program goes on, and whoever asks something else is answered."""
    _, group = await head_with_group(small_town)
    young, volunteer = await sign_up_young(small_town), await trained_volunteer(small_town, group)
    whole = small_town.app.heartbeat.rounds
    whole.executor = Stumbling(whole.executor, (NeedOutlook,), ValueError("odd"))
    await young.write("/ou_en_est_on")
    await volunteer.write("/ou_en_est_on")
    assert "1 jeune a un besoin qui va avec votre offre" in await volunteer.reads()
    assert "Panne" in await group.all_read()
    assert await rows(small_town, Ask) == []
    await young.write("/menu")
    assert "je cherche une personne" in await young.reads()


async def test_a_question_whose_object_was_erased_meanwhile_has_no_answer(small_town: Town) -> None:
    """Answers are sought one after the other: somebody may have left before it is their turn."""
    async with small_town.app.sessions.begin() as session:
        clock, words = small_town.app.clock, rounds.vocabulary(small_town.app.heartbeat.rounds.programme)
        for gone in (Ask(need_id=99), Ask(offer_id=99)):
            assert await outlooks.question(session, gone, [], [], words, 0.1, clock.now()) is None


async def test_who_asks_at_night_is_answered_even_if_a_weekly_line_was_about_to_be_made(small_town: Town) -> None:
    """One question is enough for both, and it is answered as the one that was asked."""
    young = await sign_up_young(small_town)
    await small_town.pass_time(hours=14)
    async with small_town.app.sessions.begin() as session:
        await asks.where(session, await session.get_one(Need, 1), "weekly", small_town.app.clock.now())
    await young.write("/ou_en_est_on")
    assert "Je cherche" in await young.reads()
    assert await small_town.sent(young, "Où on en est</b> ·") == 1
