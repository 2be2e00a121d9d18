"""What makes the weights of intents."""

from benchmarks.intent_weights import _keep_frequent, _write_row


def test_weights_are_whole_tenths_and_small_ones_are_left_out() -> None:
    """A row names a feature, its rarity and the intents that it speaks for or against."""
    assert _write_row("=bus", 6.84, ["late", "pause", "stop"], [2.44, 0.24, -0.51]) == "=bus\t68\tlate:24\tstop:-5"


def test_what_few_examples_have_is_left_out_by_its_kind() -> None:
    """A root counts from the first example on, a concept from the second, a pair or a group from the third."""
    said = [{"=bus": 1.0, "@late": 1.0, "le bus": 1.0}, {"@late": 1.0, "le bus": 1.0}]
    assert _keep_frequent(said) == [{"=bus": 1.0, "@late": 1.0}, {"@late": 1.0}]
