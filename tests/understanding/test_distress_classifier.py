"""The classifier beside the patterns: what it hears that no row knows, what its weights are, where they come from."""

import ast
import json
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.data.distress import report
from understanding import train
from understanding.distress import Sign, find_sign
from understanding.distress_classifier import judge, weights
from understanding.distress_classifier.grams import MAX_CHARACTERS, list_grams, list_grams_of_plain
from understanding.distress_patterns.rows import erase_idioms
from understanding.distress_spelling import simplify

ROOM = Path(train.__file__).parent
ORDINARY = "Nous avons travaillé les fractions et relu sa lettre de motivation pour le stage. "


@pytest.mark.parametrize(
    ("text", "category"),
    [
        ("mon mentor veut que j'envoie une photo en sous-vêtements et que je garde ça pour moi", "grooming"),
        ("le bénévole m'a proposé de dormir chez lui samedi", "grooming"),
        ("mon mec me prend mon tel et me gifle si je réponds pas", "partner"),
        ("j'ai rien mangé depuis trois jours j'ai plus d'argent", "hunger"),
        ("mes parents m'ont mis dehors, je dors à la gare", "street"),
        ("un type me fait chanter avec une vidéo de moi nue", "harassment"),
        ("my mentor asked me to come to his flat and keep it secret", "grooming"),
    ],
)
def test_it_hears_what_the_programme_and_those_near_may_cause(text: str, category: str) -> None:
    """Soliciting, control, hunger, nights outside and bullying are strong signs of their own kind."""
    sign = find_sign(text)
    assert sign is not None
    assert (sign.level, sign.category) == ("strong", category)


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("je veux mourir", "self"),
        ("ma meilleure pote dit qu'elle veut mourir", "third"),
        ("Mon mentoré m'a confié qu'il dort dehors.", "third"),
        ("mon père me frappe", "self"),
        ("mon père frappe ma petite sœur", "third"),
    ],
)
def test_it_says_who_is_in_danger(text: str, who: str) -> None:
    """A third person is told from who writes."""
    sign = find_sign(text)
    assert sign is not None
    assert sign.who == who


def test_whoever_makes_a_sign_by_hand_means_the_writer() -> None:
    """Who is in danger has a default."""
    assert Sign("weak", "low").who == "self"


@pytest.mark.parametrize(
    "text",
    [
        "ok merci à jeudi",
        "jai 17 ans",
        "le lundi et le jeudi soir",
        "mon mentor m'a envoyé le lien",
        "j'ai besoin d'aide en maths",
        "Le vendredi je ne peux plus, j'ai piscine.",
    ],
)
def test_it_leaves_everyday_talk_alone(text: str) -> None:
    """Answers, hours, thanks and studies are no sign."""
    assert find_sign(text) is None


def test_a_text_is_taken_apart_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever is asked of a text's words, they are listed and weighed once."""
    listed: list[str] = []

    def note(plain: str) -> set[str]:
        listed.append(plain)
        return list_grams_of_plain(plain)

    monkeypatch.setattr(judge, "list_grams_of_plain", note)
    assert find_sign("mon mentor m'appelle sa princesse et veut une photo de moi en pyjama") is not None
    assert len(listed) == 1


def test_small_hints_of_many_things_are_no_sign(monkeypatch: pytest.MonkeyPatch) -> None:
    """Words that speak of one thing are a sign; as many hints, each of another thing, are none."""
    scores = dict.fromkeys(weights.OUTPUTS, -3.0) | {"heard": 4.0}
    monkeypatch.setattr(judge, "score", lambda _: list(scores.values()))
    assert not judge.judge("").is_heard
    scores["hunger"] = 0.0
    assert judge.judge("").is_heard


def test_columns_are_added_as_they_were_written() -> None:
    """Rows are held as one number each; their sums are those of the weights in each column."""
    rows = [[-127, 0, 127] + [5] * (len(weights.OUTPUTS) - 3), [-127, 1, -1] + [-7] * (len(weights.OUTPUTS) - 3)]
    written = weights.write("", [1.0], [0.0], {"a": rows[0], "b": rows[1]})
    assert weights.sum_rows([*weights.parse(written).rows.values()]) == [sum(one) for one in zip(*rows, strict=True)]
    assert weights.sum_rows([]) == [0] * len(weights.OUTPUTS)


def test_what_people_report_is_no_ordinary_talk() -> None:
    """Of the sets of intents all is learned as ordinary but what reports somebody."""
    reports = {
        row["text"]
        for path in (train.DATA / "said").glob("intents_*.jsonl")
        for row in map(json.loads, path.read_text(encoding="utf-8").splitlines())
        if row["intent"] == "report"
    }
    assert len(reports) > 30
    assert reports & {one.text for one in train.read_messages() if not one.level} == set()


def test_words_after_the_beginning_are_for_the_patterns_alone() -> None:
    """What no row knows is heard in the first 600 characters; what a row knows is heard anywhere."""
    unknown, known = "le bénévole m'a proposé de dormir chez lui samedi", "je veux mourir"
    before = (ORDINARY * 20)[: MAX_CHARACTERS + 10]
    assert find_sign(unknown) is not None
    heard = find_sign(f"{before} {known}")
    assert heard is not None
    assert (heard.level, heard.category) == ("strong", "suicide")
    assert list_grams(before) == list_grams(f"{before} {unknown}")


def test_a_row_in_ordinary_words_is_doubted() -> None:
    """A short text that is all study is asked about, and no more; the same row in a long one is not doubted."""
    studied = "Je prépare un exposé sur le mariage forcé en Europe, il me faudrait deux sources juridiques."
    doubted = find_sign(studied)
    assert doubted is None or doubted.level == "weak"
    assert judge.judge(erase_idioms(simplify(studied))).is_ordinary
    hidden = find_sign(ORDINARY * 3 + "Je ne veux plus vivre. " + ORDINARY)
    assert hidden is not None
    assert hidden.level == "strong"


@given(st.lists(st.text(max_size=200), max_size=60))
def test_it_reads_anything_however_long(parts: list[str]) -> None:
    """Any text of any length gives a sign or none, never an error."""
    found = find_sign(" ".join(parts) * 3)
    assert found is None or found.who in ("self", "third")


@given(st.text(max_size=700))
def test_its_grams_are_lines_of_the_weights(text: str) -> None:
    """No gram holds what would break the file of weights: a tab or a line's end."""
    assert not {gram for gram in list_grams(text) if set(gram) & set("\t\r\n")}


def test_the_weights_were_made_from_the_data_in_the_repository() -> None:
    """Whoever changes what is learned from trains anew: `python -m understanding.train`."""
    assert weights.load_weights().data == train.compute_digest(train.read_messages())


def test_the_weights_can_be_read_in_a_diff() -> None:
    """They are text, a gram a line, sorted, small whole numbers in one column per output; 20,000 grams at most."""
    shipped = (ROOM / weights.PATH).read_text(encoding="utf-8")
    loaded = weights.parse(shipped)
    rows = {gram: weights.sum_rows([row]) for gram, row in loaded.rows.items()}
    assert weights.write(loaded.data, loaded.scales, loaded.biases, rows) == shipped
    assert len(rows) <= train.MAX_GRAMS
    assert {len(row) for row in rows.values()} == {len(weights.OUTPUTS)}
    assert all(-128 <= one <= 127 for row in rows.values() for one in row)


def test_training_twice_gives_the_same_weights() -> None:
    """A part of the data is enough to see it: nothing in training is left to chance."""
    some = train.read_messages()[::25]
    assert train.train(some) == train.train(some)


def test_it_learns_from_no_message_that_measures() -> None:
    """The held-out half of the old set stays out."""
    held_out = {one.text for one in report.read_messages() if one.half == "held-out"}
    assert len(held_out) > 2000
    assert held_out & {one.text for one in train._read_old_set()} == set()


def test_the_chat_carries_no_library_of_learning() -> None:
    """The room needs the language, the programme's rules and itself, but for its trainer, which nothing imports."""
    allowed = {"mentoring", "understanding", "Stemmer", "rapidfuzz"} | set(sys.stdlib_module_names)
    for path in ROOM.rglob("*.py"):
        if path.name != "train.py":
            names = {
                module
                for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
                for module in _list_imports(node)
            }
            assert {name.partition(".")[0] for name in names} <= allowed
            assert "understanding.train" not in names


def _list_imports(node: ast.AST) -> set[str]:
    if isinstance(node, ast.ImportFrom):
        return {str(node.module), *(f"{node.module}.{alias.name}" for alias in node.names)}
    return {alias.name for alias in node.names} if isinstance(node, ast.Import) else set()
