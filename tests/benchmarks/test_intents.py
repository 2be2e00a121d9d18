"""What makes the weights of intents, and what counts how well they read."""

from benchmarks.intent_figures import Reading, write_figures
from benchmarks.intent_weights import _keep_frequent, _write_row


def test_figures_count_what_was_offered_against_what_was_wanted() -> None:
    """One of two is right; a wrong first is counted even so; of stories each that was taken for something."""
    readings = [
        Reading("a", "late", ("late",)),
        Reading("b", "late", ("pause", "late")),
        Reading("c", "late", ()),
        Reading("d", "none", ()),
        Reading("e", "none", ("stop",)),
    ]
    assert write_figures(readings) == [
        "right among at most two offered: 2/3 = 0.667",
        "something wrong offered first: 1/3 = 0.333",
        "none taken for an intent: 1/2 = 0.500",
        "late 2/3, none 1/2",
        "late -> pause 1, late -> none 1, none -> stop 1",
    ]


def test_weights_are_whole_tenths_and_small_ones_are_left_out() -> None:
    """A row names a feature, its rarity and the intents that it speaks for or against."""
    assert _write_row("=bus", 6.84, ["late", "pause", "stop"], [2.44, 0.24, -0.51]) == "=bus\t68\tlate:24\tstop:-5"


def test_what_few_examples_have_is_left_out_by_its_kind() -> None:
    """A root counts from the first example on, a concept from the second, a pair or a group from the third."""
    said = [{"=bus": 1.0, "@late": 1.0, "le bus": 1.0}, {"@late": 1.0, "le bus": 1.0}]
    assert _keep_frequent(said) == [{"=bus": 1.0, "@late": 1.0}, {"@late": 1.0}]
