"""What somebody who waits may open up, one tap each."""

from hypothesis import given
from hypothesis import strategies as st

from mentoring.slots import PARTS, SLOTS
from mentoring.widening import WAYS_OF_MEETING, add_way, list_ways, select_best

ANSWERS = st.fixed_dictionaries(
    {"slots": st.lists(st.sampled_from(SLOTS), unique=True), "region": st.sampled_from(["", "bretagne"])},
    optional={"modes": st.lists(st.sampled_from(WAYS_OF_MEETING), min_size=1, unique=True)},
)
NO_WAYS = ("", "x", "=x", "mon-", "-evening")
ANY_WAY = st.sampled_from([*WAYS_OF_MEETING, *SLOTS, *(f"={part}" for part in PARTS), *NO_WAYS])


@given(ANSWERS, ANY_WAY)
def test_a_way_adds_something_and_takes_nothing(answers: dict[str, object], way: str) -> None:
    """What was chosen stays; what is offered adds; anything else is refused."""
    wider = add_way(answers, way)
    if way not in list_ways(answers):
        assert wider is None
        return
    assert wider is not None
    before = {(key, one) for key in ("slots", "modes") for one in answers.get(key, ())}  # type: ignore[attr-defined]
    after = {(key, one) for key in ("slots", "modes") for one in wider.get(key, ())}
    assert before < after
    assert wider | {"slots": 0, "modes": 0} == {**answers, "slots": 0, "modes": 0}
    assert way not in list_ways(wider)


def test_nobody_is_near_somebody_who_lives_nowhere_known() -> None:
    """Meeting in person needs a region."""
    assert "in_person" in list_ways({"modes": ["remote"], "region": "bretagne"})
    assert "in_person" not in list_ways({"modes": ["remote"]})


def test_a_part_of_every_day_adds_seven_slots() -> None:
    """One tap for all evenings, in the order of the week."""
    wider = add_way({"slots": ["sun-evening", "mon-morning"]}, "=evening")
    assert wider is not None
    assert wider["slots"] == [slot for slot in SLOTS if slot == "mon-morning" or slot.endswith("-evening")]


def test_only_what_helps_is_told_and_the_best_comes_first() -> None:
    """One way of each sort at most; a whole column only when it brings more than its best slot."""
    assert select_best({"remote": 0, "mon-noon": 0}) == []
    assert select_best({"remote": 12, "mon-noon": 3, "tue-noon": 4, "=noon": 4}) == [("remote", 12), ("tue-noon", 4)]
    assert select_best({"in_person": 1, "tue-noon": 4, "=noon": 6}) == [("=noon", 6), ("tue-noon", 4), ("in_person", 1)]
