"""What needs and offers say is opened once, and again when it changes."""

from functools import partial

import pytest

from storage.engine.batches import split_into_batches
from storage.engine.database import Sessions
from tests.cast import ABOUT, NOW, add_need, add_offer, find_person
from use_cases.needs_offers import forms
from use_cases.pairing import answer_cache as readings_of
from use_cases.pairing import matching_input
from use_cases.pairing.answer_cache import AnswerCache
from use_cases.people import erasure, people


async def test_what_has_changed_is_read_again(sessions: Sessions) -> None:
    """Own words and a region, of the form and of the person: the next round reads them as they are now."""
    readings = AnswerCache()
    async with sessions.begin() as session:
        need, offer = await add_need(session, words="alternance"), await add_offer(session)
        assert (await matching_input.read_waiting_needs(session, NOW, readings))[0]["text"] == "alternance"
        assert (await matching_input.read_free_offers(session, NOW, readings))[0]["region"] == "bretagne"
        await forms.save(session, "need", need, {"birth": "2006", "words": "partiels", **ABOUT})
        mine = await find_person(session, offer)
        await people.save_profile(session, mine, {**await people.read_profile(session, mine), "region": "mayotte"})
        await session.flush()
        assert (await matching_input.read_waiting_needs(session, NOW, readings))[0]["text"] == "partiels"
        assert (await matching_input.read_free_offers(session, NOW, readings))[0]["region"] == "mayotte"


async def test_what_has_not_changed_is_not_opened_again(small_sessions: Sessions) -> None:
    """Without the association's key, what was opened before is still there."""
    readings = AnswerCache()
    async with small_sessions.begin() as session:
        await add_need(session)
        first = await matching_input.read_waiting_needs(session, NOW, readings)
        session.vault = None  # type: ignore[assignment]
        assert await matching_input.read_waiting_needs(session, NOW, readings) == first


async def test_whoever_has_left_is_forgotten(small_sessions: Sessions) -> None:
    """Erased from the tables, nothing that they said is still in memory after the next round."""
    readings = AnswerCache()
    async with small_sessions.begin() as session:
        need, _ = await add_need(session, words="introuvable"), await add_offer(session)
        await matching_input.read_waiting_needs(session, NOW, readings)
        assert "introuvable" in str(vars(readings))
        await erasure.forget(session, await find_person(session, need), NOW)
        await matching_input.read_waiting_needs(session, NOW, readings)
        assert "introuvable" not in str(vars(readings))


async def test_more_people_than_one_query_names_are_read(
    small_sessions: Sessions, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A programme of thousands is read whole, a few hundred at a time."""
    monkeypatch.setattr(readings_of, "split_into_batches", partial(split_into_batches, size=2))
    async with small_sessions.begin() as session:
        needs = [await add_need(session) for _ in range(5)]
        assert [row["id"] for row in await matching_input.read_waiting_needs(session, NOW)] == [
            need.id for need in needs
        ]
