"""What one need or offer may hope for, and what would open more."""

from dataclasses import replace
from secrets import token_hex

from hypothesis import given
from hypothesis import strategies as st

from matching import Blocked, Need, Offer, Terms, WhatIf, match, worker
from matching.profiles import MODES
from tests.matching.people import MONDAY_NOON, SILENT, TUESDAY_NOON, make_need, make_offer
from tests.matching.random_markets import MARKETS

EVERY_HOUR = (1 << 168) - 1
TERMS = Terms(SILENT)


def compute_hopes(mine: Need, *offers: Offer, **wider: Need) -> WhatIf:
    """Return the what_if of a need."""
    return worker.answer(worker.NeedWhatIf(mine, wider, TERMS, worker.Snapshot(token_hex(), offers)))


def test_it_counts_who_could_help_who_has_no_place_and_who_knows_the_topic() -> None:
    """Each by themselves: what somebody waits for is a place, an hour, or somebody who knows."""
    found = compute_hopes(
        make_need(1, "", "exams"),
        make_offer(1, "", "exams"),
        make_offer(2, "", "exams", capacity=0),
        make_offer(3, "", "exams", hours=TUESDAY_NOON),
        make_offer(4, "", "orals"),
    )
    assert found == WhatIf(others=4, on_topic=3, able=1, full=1, opens={})


def test_it_says_how_many_more_each_wider_form_would_open() -> None:
    """Only those are counted who have a place and know the topic."""
    mine = make_need(1, "", "exams")
    found = compute_hopes(
        mine,
        make_offer(1, "", "exams"),
        make_offer(2, "", "exams", hours=TUESDAY_NOON),
        make_offer(3, "", "exams", hours=TUESDAY_NOON, capacity=0),
        make_offer(4, "", "orals", hours=TUESDAY_NOON),
        tuesday=replace(mine, hours=MONDAY_NOON | TUESDAY_NOON),
        in_person=replace(mine, modes=MODES),
    )
    assert found.opens == {"tuesday": 1, "in_person": 0}


def test_an_offer_hopes_as_a_need_does() -> None:
    """Seen from the other side: needs that wait, and what would open more of them."""
    mine = make_offer(1, "", "exams")
    needs = (make_need(1, "", "exams"), make_need(2, "", "exams", hours=TUESDAY_NOON), make_need(3, "", "orals"))
    refused = make_need(4, "", "exams", refused=frozenset({1}))
    wider = {"tuesday": replace(mine, hours=EVERY_HOUR)}
    found = worker.answer(worker.OfferWhatIf(mine, wider, (*needs, refused), TERMS))
    assert found == WhatIf(others=3, on_topic=2, able=1, full=0, opens={"tuesday": 1})


def test_who_was_asked_before_is_not_counted_among_those_whose_hours_do_not_fit() -> None:
    """They know the topic and are free: it is another reason, which is nobody's to hear."""
    asked = make_need(1, "", "exams", refused=frozenset({1}))
    assert compute_hopes(asked, make_offer(1, "", "exams"), make_offer(2, "", "orals")) == WhatIf(
        1, 0, 0, 0, {}, Blocked("topics", 1)
    )


def test_with_nobody_on_the_other_side_there_is_nothing_to_hope_for() -> None:
    """Empty on either side is an answer too."""
    assert compute_hopes(make_need(1, "x"), wider=make_need(1, "x")) == WhatIf(
        0, 0, 0, 0, {"wider": 0}, Blocked("offers", 0)
    )
    alone = worker.answer(worker.OfferWhatIf(make_offer(1, "x"), {"wider": make_offer(1, "x")}, (), TERMS))
    assert alone == WhatIf(0, 0, 0, 0, {"wider": 0})


@given(MARKETS, st.data())
def test_who_is_able_is_who_would_be_ranked(market: tuple[list[Need], list[Offer]], data: st.DataObject) -> None:
    """The number told is the number that a coordinator would see, and both sides count the same pairs."""
    needs, offers = market
    if not needs or not offers:
        return
    mine = data.draw(st.sampled_from(needs))
    ranked = worker.answer(
        worker.RankingRequest(mine, TERMS, worker.Snapshot(token_hex(), tuple(offers)), k=len(offers))
    )
    assert compute_hopes(mine, *offers).able == len(ranked)
    free = [one for one in offers if one.capacity > 0]
    seen = [worker.answer(worker.OfferWhatIf(one, {}, (mine,), TERMS)).able for one in free]
    assert sum(seen) == len(ranked)


@given(MARKETS)
def test_what_stands_in_the_way_is_what_a_round_would_say(market: tuple[list[Need], list[Offer]]) -> None:
    """Whoever asks where they stand reads the same condition, and the same number, as the round names."""
    needs, offers = market
    for mine in needs:
        assert compute_hopes(mine, *offers).blocked == match([mine], offers, Terms(SILENT)).blocked.get(mine.id)
