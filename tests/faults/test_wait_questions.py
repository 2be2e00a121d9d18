"""Telling where things stand meets a fault, or a change meanwhile: the program goes on, and others are told."""

from concurrent.futures import Executor, Future
from dataclasses import dataclass
from typing import Any

from matching.worker import NeedWhatIf
from scheduler import matching_rounds, what_if
from storage.schema.desk_tables import MatchRequest
from storage.schema.tables import Need, Offer, PersonKey
from tests.faults.table_dump import read_rows
from tests.people import make_head_with_group, make_trained_volunteer, sign_up_volunteer, sign_up_young
from tests.town import Town
from use_cases.pairing import match_requests


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
    _, group = await make_head_with_group(small_town)
    young, volunteer = await sign_up_young(small_town), await make_trained_volunteer(small_town, group)
    whole = small_town.app.heartbeat.due_work.matching_rounds.matching_client
    whole.executor = Stumbling(whole.executor, (NeedWhatIf,), ValueError("odd"))
    await young.write("/ou_en_est_on")
    await volunteer.write("/ou_en_est_on")
    assert "1 jeune a un besoin qui va avec votre offre" in await volunteer.reads()
    assert "Erreur technique" in await group.reads_all()
    assert await read_rows(small_town, MatchRequest) == []
    await young.write("/menu")
    assert "je cherche une personne" in await young.reads()


async def test_a_question_whose_object_was_erased_meanwhile_has_no_answer(small_town: Town) -> None:
    """Answers are sought one after the other: somebody may have left before it is their turn."""
    async with small_town.app.sessions.begin() as session:
        clock, terms = (
            small_town.app.clock,
            matching_rounds.build_terms(small_town.app.heartbeat.due_work.matching_rounds.programme),
        )
        for gone in (MatchRequest(need_id=99), MatchRequest(offer_id=99)):
            assert await what_if.build_request(session, gone, [], [], terms, clock.now()) is None


async def test_who_asks_at_night_is_answered_even_if_a_weekly_line_was_about_to_be_made(small_town: Town) -> None:
    """One question is enough for both, and it is answered as the one that was asked."""
    young = await sign_up_young(small_town)
    await small_town.pass_time(hours=14)
    async with small_town.app.sessions.begin() as session:
        await match_requests.ask_where(session, await session.get_one(Need, 1), "weekly", small_town.app.clock.now())
    await young.write("/ou_en_est_on")
    assert "Je cherche" in await young.reads()
    assert await small_town.count_sent(young, "Où on en est</b> ·") == 1


async def test_a_line_of_the_night_that_is_no_longer_true_in_the_morning_is_not_said(small_town: Town) -> None:
    """A search that was stopped, an offer that was approved: what was to be told at 8 is past."""
    _, group = await make_head_with_group(small_town)
    await small_town.pass_time(hours=13)  # 23:00
    young, volunteer = await sign_up_young(small_town), await sign_up_volunteer(small_town)
    await small_town.pass_time(days=3)
    async with small_town.app.sessions.begin() as session:
        (await session.get_one(Need, 1)).news_at = small_town.app.clock.now()
        (await session.get_one(Offer, 1)).news_at = small_town.app.clock.now()
    await small_town.beat()
    await young.write("/arreter")
    await young.tap("Oui")
    await group.tap("Approuver")
    await small_town.pass_time(hours=12)
    assert await small_town.count_sent(young, "Où on en est</b> ·") == 0
    assert await small_town.count_sent(volunteer, "Où on en est</b> ·") == 0


async def test_one_whose_line_cannot_be_made_does_not_keep_the_others_waiting(small_town: Town) -> None:
    """A key that is gone, as after an old backup: the team is called, and everybody else hears."""
    _, group = await make_head_with_group(small_town)
    await sign_up_volunteer(small_town)
    other = await sign_up_volunteer(small_town, "Awa")
    async with small_town.app.sessions.begin() as session:
        offer = await session.get_one(Offer, 1)
        await session.delete(await session.get_one(PersonKey, offer.person_id))
        for number in (1, 2):
            (await session.get_one(Offer, number)).news_at = small_town.app.clock.now()
    await small_town.beat()
    assert "L'équipe n'a pas encore lu votre offre" in await other.reads()
    assert "Erreur technique" in await group.reads_all()
