"""The benchmarks run: what docs/benchmarks.md publishes can be measured again."""

import re
from pathlib import Path

import numpy as np
import pytest
from scipy.optimize import linear_sum_assignment

from benchmarks import __main__ as benchmarks
from benchmarks import first_answer, mentor_match, message_load, pairing, webhook, words
from benchmarks.postgres import PostgresServer
from matching.index import UNIT

PAGE = (Path(__file__).parents[2] / "docs" / "benchmarks.md").read_text("utf-8")


async def test_the_message_load_is_counted(capsys: pytest.CaptureFixture[str]) -> None:
    """A few weeks of a few binômes give messages, cards and both figures with their aims."""
    await message_load.run(4, 4, 1)
    said = capsys.readouterr().out
    figures = re.findall(r"(?:week|day)[^:]*: ([0-9.]+) \(aim: at most", said)
    assert len(figures) == 2
    assert all(float(figure) > 0 for figure in figures)
    assert "training 4" in said


@pytest.mark.parametrize("name", benchmarks.BENCHMARKS)
def test_every_benchmark_is_published(name: str) -> None:
    """The page names each benchmark by the command that runs it."""
    assert f"python -m benchmarks {name}" in PAGE


def test_a_round_is_measured_beside_the_plain_way(capsys: pytest.CaptureFixture[str]) -> None:
    """Both reach the same worth, and what each took is told."""
    pairing.run("60x40,30x50", 1)
    lines = [line.split(" | ") for line in capsys.readouterr().out.splitlines() if re.match(r"\d+x", line)]
    assert [line[0] for line in lines] == ["60x40", "30x50"]
    for line in lines:
        value, plain = float(line[4]), float(line[9])
        assert value == pytest.approx(plain, rel=pairing.NEAR_ENOUGH)
        assert float(line[1]) > 0 < float(line[7])
        assert line[6] == line[10]  # without a candidate is only who has no possible partner


def test_the_words_are_measured_on_the_graded_sentences(capsys: pytest.CaptureFixture[str]) -> None:
    """Each way has its figure, and ours is above BM25 by what is asked of it."""
    words.run("", 1)
    said = capsys.readouterr().out
    figures = dict(re.findall(r"^  (\S+).*NDCG@10 ([0-9.]+)", said, re.MULTILINE))
    assert float(figures["ours"]) >= float(figures["bm25"]) + 0.02


def test_the_figure_of_the_words_is_what_one_would_count() -> None:
    """The best order scores 1, the worst 0; a helper in the second place counts for less than in the first."""
    grades = np.array([[3.0, 1.0, 0.0], [3.0, 1.0, 0.0], [0.0, 0.0, 2.0]])
    scores = np.array([[9.0, 5.0, 1.0], [5.0, 9.0, 1.0], [1.0, 9.0, 5.0]])
    first, swapped, second = words.compute_ndcg(scores, grades).tolist()
    assert first == 1
    assert swapped == pytest.approx((1 + 3 / np.log2(3)) / (3 + 1 / np.log2(3)))
    assert second == pytest.approx(1 / np.log2(3))


def test_what_was_tuned_on_is_told_apart(tmp_path: Path) -> None:
    """Of a folder's queries the first of every four numbers was for tuning; who has no number is fresh."""
    (tmp_path / "x.docs.tsv").write_text("doc_id\ttext\na\tcomptable\n", "utf-8")
    names = ("X1-001-propre", "X1-003-propre", "X1-005", "X1-002", "compta")
    lines = [f'{{"query_id": "{name}", "text": "compta", "relevant": {{"a": 3}}}}' for name in names]
    (tmp_path / "x.queries.jsonl").write_text("\n".join(lines), "utf-8")
    own, found = words.read_tasks(str(tmp_path))
    assert own.fresh.all()
    assert found.fresh.tolist() == [False, True, False, True, True]


def test_other_graded_sets_are_read_from_a_folder(tmp_path: Path) -> None:
    """Queries with their relevant documents, and the documents."""
    (tmp_path / "x.docs.tsv").write_text("doc_id\ttext\na\tcomptable\nb\tinfirmière\n", "utf-8")
    (tmp_path / "x.queries.jsonl").write_text('{"text": "compta", "relevant": {"a": 3}}\n', "utf-8")
    *_, found = words.read_tasks(str(tmp_path))
    assert (found.name, found.queries, found.documents) == ("x", ["compta"], ["comptable", "infirmière"])
    assert found.grades.tolist() == [[3, 0]]


def test_another_package_is_asked_for_the_best_of_the_same_table() -> None:
    """What mentor-match is given to choose from has the optimum that our round reaches on the same people."""
    worth, ours = mentor_match.build_table(60, 1), mentor_match.measure_round(60, 1)
    assert ours.value == pytest.approx(worth[linear_sum_assignment(worth, maximize=True)].sum() / UNIT)
    assert ours.matched > 40


def test_without_the_other_package_the_benchmark_says_so(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """A machine that cannot fetch it loses one figure, not the others."""
    monkeypatch.setattr(mentor_match, "PACKAGE", str(tmp_path / "absent"))
    mentor_match.run("10", 1)
    assert capsys.readouterr().out.startswith("skipped: ")


def test_the_first_answer_is_measured_in_a_process_of_its_own(tmp_path: Path) -> None:
    """It has loaded before it answers, and the compiled loops are found where they are kept."""
    loaded, answered, processor = first_answer.run_fresh(str(tmp_path))
    assert 0 < loaded < answered
    assert processor > 0
    assert list(tmp_path.rglob("*.nbi"))


async def test_by_webhook_everybody_is_answered(
    postgres_server: PostgresServer, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Two listeners that are called in turn leave nobody without an answer, at either pace."""
    await webhook.compare(postgres_server, tmp_path, 10)
    said = capsys.readouterr().out
    assert said.count("10 of 10 answered") == 2
    assert "refused" not in said
    assert float(re.findall(r"([0-9.]+) of the bare bots", said)[0]) > 0
