"""The life of a need, an offer and a binôme as a table."""

from typing import Any

import pytest

from mentoring.errors import NotPossible
from mentoring.states import BINOME, LIVE, MOVES, PENDING, PLACE_TAKING_STATES, RUNNING, Noun, move

MOVE: Any = move
"""Here states and acts are chosen at run time, which the type checker cannot follow."""
BEGINNING = {"need": "drafting", "offer": "drafting", "binome": "unsent"}
ENDS = {
    "need": set(),
    "offer": {"refused", "closed"},
    "binome": {"declined", "expired", "withdrawn", "released", "ended"},
}
STATES = {
    noun: {state for (before, _), after in moves.items() for state in (before, after)} for noun, moves in MOVES.items()
}


def list_reached(noun: Noun, beginning: str) -> set[str]:
    """Return every state that acts lead to, the beginning included."""
    found: set[str] = set()
    new = {beginning}
    while new:
        found |= new
        new = {after for (before, _), after in MOVES[noun].items() if before in found} - found
    return found


@pytest.mark.parametrize("noun", MOVES)
def test_every_state_is_reached_from_the_beginning(noun: Noun) -> None:
    """No state stands in the table without a way to it."""
    assert list_reached(noun, BEGINNING[noun]) == STATES[noun]


@pytest.mark.parametrize("noun", MOVES)
def test_nothing_leaves_an_end(noun: Noun) -> None:
    """Exactly the states that the programme calls ends have no way out; a closed need may ask again."""
    assert STATES[noun] - {before for before, _ in MOVES[noun]} == ENDS[noun]


@pytest.mark.parametrize("noun", MOVES)
def test_nobody_is_stuck(noun: Noun) -> None:
    """From every state there is a way to an end, or to being closed."""
    for state in STATES[noun]:
        assert list_reached(noun, state) & (ENDS[noun] | {"closed"})


@pytest.mark.parametrize("noun", MOVES)
def test_an_act_that_does_not_fit_the_state_is_refused(noun: Noun) -> None:
    """Of all pairs of state and act, those in the table move, and the others say what was tried."""
    acts = {act for _, act in MOVES[noun]}
    for state in STATES[noun] | {"", "lost"}:
        for act in acts | {"", "fly"}:
            if after := MOVES[noun].get((state, act)):
                assert MOVE(noun, state, act) == after
            else:
                with pytest.raises(NotPossible, match=f"{noun}: {state}, {act}"):
                    MOVE(noun, state, act)


@pytest.mark.parametrize(
    ("noun", "acts", "state"),
    [
        ("need", "send propose free propose agree end ask_again", "waiting"),
        ("need", "send pause resume close", "closed"),
        ("offer", "send approve train pause resume", "available"),
        ("offer", "send refuse", "refused"),
        ("binome", "leave accept agree start pause resume end", "ended"),
        ("binome", "leave accept release", "released"),
        ("binome", "leave accept agree start freeze end", "ended"),
        ("binome", "leave withdraw", "withdrawn"),
        ("binome", "withdraw", "withdrawn"),
    ],
)
def test_a_life_goes_as_the_programme_tells_it(noun: Noun, acts: str, state: str) -> None:
    """From the beginning through these acts one comes to this state."""
    present = BEGINNING[noun]
    for act in acts.split():
        present = MOVE(noun, present, act)
    assert present == state


def test_a_volunteer_is_never_available_without_approval_and_training() -> None:
    """Without these two acts no way leads to being proposed."""
    for act in ("approve", "train"):
        moves = {(before, did): after for (before, did), after in MOVES["offer"].items() if did != act}
        found = {"drafting"}
        for _ in moves:
            found |= {after for (before, _), after in moves.items() if before in found}
        assert "available" not in found


def test_a_place_is_held_from_the_volunteers_yes_to_the_end() -> None:
    """An offered pair holds no place yet, an ended one no more; all between do."""
    assert set(PLACE_TAKING_STATES) == STATES["binome"] - ENDS["binome"] - {"unsent", "proposed"}
    assert set(RUNNING) == set(PLACE_TAKING_STATES) - {"volunteer_yes"}
    assert set(PENDING) == {"proposed", "volunteer_yes"}


def test_a_need_is_promised_from_the_first_to_the_last_moment() -> None:
    """A pair that nobody has heard of yet counts like any other: no second one is found for the same need."""
    assert set(LIVE) == STATES["binome"] - ENDS["binome"]


def test_whoever_knows_the_other_may_report_and_end() -> None:
    """Every running binôme can be frozen by a report, unless it is already, and can be ended."""
    assert {before for before, act in BINOME if act == "end"} == set(RUNNING)
    assert {before for before, act in BINOME if act == "freeze"} == set(RUNNING) - {"frozen"}
