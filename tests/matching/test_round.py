"""The round: nobody could do better."""

from collections import Counter
from dataclasses import replace
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matching import Need, Offer, Terms, match
from tests.matching.people import SILENT, VOCABULARY, make_need, make_offer
from tests.matching.random_markets import MARKETS, compute_best_worth, may_meet

Market = tuple[tuple[Need, ...], tuple[Offer, ...]]

WORDS = ("cv", "lettre", "stage", "svt", "python", "soudure", "oral", "jcherche", "partiels", "anglais", "3114", "🙂")
SENTENCES = st.lists(st.sampled_from(WORDS), max_size=6).map(" ".join)

several_markets = settings(max_examples=settings().max_examples * 3 // 5)
"""Each is a whole round, and some tests play it several times."""


@given(MARKETS)
@several_markets
def test_no_round_is_worth_more_than_the_one_found(market: Market) -> None:
    """The round has the value that trying every round finds."""
    assert match(*market, Terms(SILENT)).value == pytest.approx(compute_best_worth(*market), abs=1e-4)


@given(MARKETS)
@several_markets
def test_the_certificate_proves_that_nothing_is_lacking(market: Market) -> None:
    """The upper bound, found from prices alone, equals the value: the gap is nil."""
    result = match(*market, Terms(SILENT))
    assert result.upper_bound == result.value
    assert result.gap == 0


@given(MARKETS)
@several_markets
def test_a_round_breaks_no_condition(market: Market) -> None:
    """Everybody proposed may meet, has one proposal at most, and no volunteer has more than their free places."""
    young, volunteers = {one.id: one for one in market[0]}, {one.id: one for one in market[1]}
    proposals = match(*market, Terms(SILENT)).proposals
    assert all(may_meet(young[proposal.need], volunteers[proposal.offer]) for proposal in proposals)
    assert len({proposal.need for proposal in proposals}) == len(proposals)
    taken = Counter(proposal.offer for proposal in proposals)
    assert all(count <= volunteers[id].capacity for id, count in taken.items())


@given(MARKETS)
@several_markets
def test_whoever_has_a_possible_partner_is_proposed_when_places_abound(market: Market) -> None:
    """With a place for everybody at every offer, only those whom no offer suits are left, and each is told why."""
    young, volunteers = market[0], [replace(volunteer, capacity=len(market[0])) for volunteer in market[1]]
    result = match(young, volunteers, Terms(SILENT))
    alone = {one.id for one in young if not any(may_meet(one, volunteer) for volunteer in volunteers)}
    assert set(result.blocked) == alone
    assert {proposal.need for proposal in result.proposals} == {one.id for one in young} - alone


@given(MARKETS, st.floats(0.001, 1000))
@several_markets
def test_having_waited_longer_never_costs_a_place(market: Market, more: float) -> None:
    """Whoever is matched would also be matched had they waited longer."""
    for lucky in (proposal.need for proposal in match(*market, Terms(SILENT)).proposals):
        patient = [replace(one, waiting_days=one.waiting_days + more * (one.id == lucky)) for one in market[0]]
        assert lucky in {proposal.need for proposal in match(patient, market[1], Terms(SILENT)).proposals}


@given(MARKETS, st.lists(SENTENCES, min_size=10, max_size=10), st.randoms())
@several_markets
def test_the_order_in_which_people_are_given_changes_nothing(market: Market, said: list[str], chance: Random) -> None:
    """The same people in another order give the same round, to the last reason."""
    young = [replace(one, text=text) for one, text in zip(market[0], said, strict=False)]
    volunteers = [replace(one, text=text) for one, text in zip(market[1], reversed(said), strict=False)]
    before = match(young, volunteers, Terms(VOCABULARY))
    chance.shuffle(young)
    chance.shuffle(volunteers)
    assert match(young, volunteers, Terms(VOCABULARY)) == before


def test_the_contested_place_goes_to_whoever_waited_longest() -> None:
    """Between equal scores, waiting decides."""
    young = [make_need(id, "", "exams", waiting_days=days) for id, days in ((1, 2.0), (2, 9.0), (3, 5.0))]
    result = match(young, [make_offer(1, "", "exams")], Terms(VOCABULARY))
    assert [proposal.need for proposal in result.proposals] == [2]


def test_asking_again_after_a_binome_has_priority() -> None:
    """Priority counts as two weeks of waiting."""
    young = [make_need(1, "", "exams", waiting_days=10), make_need(2, "", "exams", priority=True)]
    result = match(young, [make_offer(1, "", "exams")], Terms(VOCABULARY))
    assert [proposal.need for proposal in result.proposals] == [2]


def test_a_long_wait_wins_over_a_better_likeness() -> None:
    """Nobody waits for ever: a wait of months outweighs any score."""
    young = [make_need(1, "relire mon CV", "cv_letter"), make_need(2, "", "cv_letter", "exams", waiting_days=90)]
    result = match(young, [make_offer(1, "je sais relire un CV", "cv_letter")], Terms(VOCABULARY))
    assert [proposal.need for proposal in result.proposals] == [2]


def test_a_volunteer_gives_way_so_that_two_are_helped_instead_of_one() -> None:
    """The volunteer liked best goes to another when that lets one more person have a binôme."""
    young = [make_need(1, "", "exams"), make_need(2, "", "exams", refused=frozenset({2}))]
    volunteers = [make_offer(1, "", "exams"), make_offer(2, "", "exams", "orals")]
    result = match(young, volunteers, Terms(SILENT))
    assert [(proposal.need, proposal.offer) for proposal in result.proposals] == [(1, 2), (2, 1)]


def test_places_are_spread_over_volunteers_who_suit_as_well() -> None:
    """Two needs go to two volunteers rather than to both places of one, and to who has no binôme yet."""
    young = [make_need(1, "", "exams"), make_need(2, "", "exams")]
    both, other = make_offer(1, "", "exams", capacity=2), make_offer(2, "", "exams")
    found = match(young, [both, other], Terms(SILENT))
    assert {proposal.offer for proposal in found.proposals} == {1, 2}
    found = match(young[:1], [replace(both, taken=1), other], Terms(SILENT))
    assert [proposal.offer for proposal in found.proposals] == [2]
    assert len(match(young, [replace(both, taken=900)], Terms(SILENT)).proposals) == 2


def test_a_need_that_only_lost_a_contested_place_is_not_blocked() -> None:
    """Blocked means that no offer at all is possible, not that somebody else came first."""
    result = match(
        [make_need(1, "", "exams"), make_need(2, "", "exams")], [make_offer(1, "", "exams")], Terms(VOCABULARY)
    )
    assert len(result.proposals) == 1
    assert result.blocked == {}
