"""The hard conditions, and what a need without possible partner is told."""

import pytest

from matching import Blocked, Need, Offer, Terms, find_best_offers, match
from tests.matching.people import SUNDAY_LAST_HOUR, TUESDAY_NOON, VOCABULARY, make_need, make_offer

IN_PERSON = frozenset({"in_person"})
ENGLISH = frozenset({"en"})


def find_blocked(young: Need, *volunteers: Offer) -> Blocked | None:
    """Return why one need has no possible partner."""
    return match([young], volunteers, Terms(VOCABULARY)).blocked.get(young.id)


@pytest.mark.parametrize(
    ("young", "volunteer", "condition"),
    [
        (make_need(1, "", "exams"), make_offer(1, "", "exams", hours=TUESDAY_NOON), "slots"),
        (make_need(1, "", "exams"), make_offer(1, "", "exams", languages=ENGLISH), "languages"),
        (make_need(1, "", "exams"), make_offer(1, "", "exams", capacity=0), "capacity"),
        (make_need(1, "", "exams", minor=True), make_offer(1, "", "exams", minors=False), "minors"),
        (make_need(1, "", "exams"), make_offer(1, "", "orals"), "topics"),
        (make_need(1, "", "exams", refused=frozenset({1})), make_offer(1, "", "exams"), "refused"),
        (make_need(1, "", "exams", modes=IN_PERSON, region="corse"), make_offer(1, "", "exams"), "modes"),
    ],
)
def test_the_one_condition_in_the_way_is_named(young: Need, volunteer: Offer, condition: str) -> None:
    """A need is told which condition blocks, and that relaxing it would open the one offer there is."""
    assert find_blocked(young, volunteer) == Blocked(condition, 1)


@pytest.mark.parametrize("region", ["", "corse"])
def test_meeting_in_person_takes_the_same_known_region(region: str) -> None:
    """Two people who only meet in person are not proposed across regions, nor when one region is unknown."""
    near = make_offer(1, "", "exams", modes=IN_PERSON, region="bretagne")
    assert find_blocked(make_need(1, "", "exams", modes=IN_PERSON, region=region), near) == Blocked("modes", 0)
    assert find_blocked(make_need(1, "", "exams", modes=IN_PERSON, region="bretagne"), near) is None


def test_who_is_of_age_may_be_accompanied_by_anybody() -> None:
    """The rule on people under 18 takes nobody away from the others."""
    assert find_blocked(make_need(1, "", "exams"), make_offer(1, "", "exams", minors=False)) is None


def test_the_last_hour_of_the_week_counts_like_any_other() -> None:
    """A common hour is found wherever it lies in the week."""
    assert (
        find_blocked(
            make_need(1, "", "exams", hours=SUNDAY_LAST_HOUR), make_offer(1, "", "exams", hours=SUNDAY_LAST_HOUR)
        )
        is None
    )


def test_the_condition_that_would_open_most_is_named() -> None:
    """Two offers are a Tuesday away and one a video call away: the slots are named."""
    volunteers = [make_offer(id, "", "exams", hours=TUESDAY_NOON, modes=IN_PERSON, region="corse") for id in (1, 2)]
    young = make_need(1, "", "exams", modes=IN_PERSON, region="corse")
    assert find_blocked(young, *volunteers, make_offer(3, "", "exams")) == Blocked("slots", 2)


def test_a_refusal_is_only_named_when_nothing_else_can_be_done() -> None:
    """Whoever declined is not offered as the way out while another condition could be relaxed."""
    young = make_need(1, "", "exams", refused=frozenset({1, 2}))
    declined = [make_offer(1, "", "exams"), make_offer(2, "", "exams")]
    assert find_blocked(young, *declined, make_offer(3, "", "exams", hours=TUESDAY_NOON)) == Blocked("slots", 1)
    assert find_blocked(young, *declined) == Blocked("refused", 2)


def test_several_conditions_together_open_nothing_alone() -> None:
    """When no single condition is enough, the one that the fewest offers meet is named, with nothing to open."""
    volunteers = [
        make_offer(1, "", "exams", hours=TUESDAY_NOON, languages=ENGLISH),
        make_offer(2, "", "orals", hours=TUESDAY_NOON),
    ]
    assert find_blocked(make_need(1, "", "exams"), *volunteers) == Blocked("slots", 0)


def test_without_any_offer_the_need_is_told_so() -> None:
    """An empty side makes an empty round, not an error."""
    assert find_blocked(make_need(1, "", "exams")) == Blocked("offers", 0)
    assert match([], [make_offer(1)], Terms(VOCABULARY)).proposals == ()
    assert find_best_offers(make_need(1, "", "exams"), [], Terms(VOCABULARY), 3) == []


def test_the_same_study_field_alone_is_no_reason_to_meet() -> None:
    """A pair that shares neither topic nor words is not proposed, though both are in health."""
    young = make_need(1, "", "exams", field="health")
    assert find_blocked(young, make_offer(1, "", "orals", fields=frozenset({"health"}))) == Blocked("topics", 1)


def test_the_list_for_one_need_obeys_the_same_conditions_best_first() -> None:
    """A coordinator's list holds possible offers only, in order of score, and no more than asked."""
    volunteers = [
        make_offer(1, "", "exams", "orals"),
        make_offer(2, "", "exams"),
        make_offer(3, "", "exams", capacity=0),
        make_offer(4, "", "exams", hours=TUESDAY_NOON),
        make_offer(5, "", "exams", "orals", "cv_letter"),
    ]
    found = find_best_offers(make_need(1, "", "exams"), volunteers, Terms(VOCABULARY), 2)
    assert [proposal.offer for proposal in found] == [2, 1]
    assert len(find_best_offers(make_need(1, "", "exams"), volunteers, Terms(VOCABULARY), 9)) == 3
