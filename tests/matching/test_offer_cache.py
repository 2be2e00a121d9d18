"""Offers that are kept read: whatever changes, the answer is that of offers read just now."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matching import Need, Offer, Terms, offer_cache, worker
from matching.normalise import Reader
from matching.offer_cache import OfferCache
from matching.profiles import MIN_SCORE, USUAL_WEIGHTS
from matching.tfidf import TextCache
from tests.matching.people import SILENT, make_need, make_offer
from tests.matching.random_markets import MARKETS, draw_offer

TERMS = Terms(SILENT)
CHANGES = st.lists(
    st.tuples(
        st.integers(1, 6).flatmap(draw_offer),
        st.frozensets(st.integers(1, 6), max_size=2),
        st.booleans(),
    ),
    max_size=6,
)


def read_offers(*of: Offer) -> OfferCache:
    """Read some offers."""
    return OfferCache(of, SILENT, USUAL_WEIGHTS, MIN_SCORE, TextCache(Reader({})))


@given(MARKETS, CHANGES, st.integers(0, 3))
def test_an_offer_that_came_changed_or_went_is_found_as_it_is_now(
    market: tuple[list[Need], list[Offer]], changes: list[tuple[Offer, frozenset[int], bool]], most_fresh: int
) -> None:
    """After any changes, in any portions, each need has the same best offers as if all had just been read."""
    needs, first = market
    shelves = read_offers(*first)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(offer_cache, "MAX_FRESH", most_fresh)
        for changed, gone, twice in changes:
            shelves.update([changed] * (1 + twice), (gone & shelves.offers.keys()) - {changed.id})
    afresh = read_offers(*shelves.offers.values())
    for mine in needs:
        assert shelves.rank(mine, 6) == afresh.rank(mine, 6)
        assert {one.id for one in shelves.find_on_topic(mine)} == {one.id for one in afresh.find_on_topic(mine)}


def test_one_offer_alone_can_be_asked_for() -> None:
    """A coordinator names it: it is ranked if it is possible, and no other is."""
    shelves = read_offers(
        make_offer(1, "", "exams"), make_offer(2, "", "exams"), make_offer(3, "", "exams", capacity=0)
    )
    mine = make_need(1, "", "exams")
    assert [one.offer for one in shelves.find_best(mine, 5, only=2)] == [2]
    assert shelves.find_best(mine, 5, only=3) == shelves.find_best(mine, 5, only=9) == []
    assert [one.offer for one in shelves.find_best(mine, 5)] == [1, 2]


def test_new_words_are_found_without_reading_everybody_again() -> None:
    """A word that nobody had written before counts as soon as one offer has it."""
    shelves = read_offers(*(make_offer(at, "comptable en cabinet") for at in range(1, 40)))
    mine = make_need(1, "ostéopathie")
    assert shelves.find_best(mine, 3) == []
    shelves.update([make_offer(99, "ostéopathe depuis dix ans")])
    assert [one.offer for one in shelves.find_best(mine, 3)] == [99]
    shelves.update([make_offer(99, "comptable aussi")])
    assert shelves.find_best(mine, 3) == []


def test_changes_of_a_stock_that_is_not_known_are_refused() -> None:
    """A worker that began anew, or that others asked meanwhile, asks for the whole rather than guess."""
    mine, only = make_need(1, "", "exams"), (make_offer(1, "", "exams"),)

    def ask(*stock: object, **more: object) -> list[int]:
        request = worker.RankingRequest(mine, TERMS, worker.Snapshot(*stock, **more), k=5)  # type: ignore[arg-type]
        return [one.offer for one in worker.answer(request)]

    assert ask("a", only) == [1]
    assert ask("b", (make_offer(2, "", "exams"),), since="a") == [1, 2]
    assert ask("b", (), since="b") == [1, 2]
    with pytest.raises(worker.UnknownSnapshot):
        ask("c", (), since="a")
    assert ask("d", (), (2,), since="b") == [1]
