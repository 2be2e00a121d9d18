"""How good is "similar": the words of needs and offers, ours beside two usual ways, on graded sets.

The project's own set (`benchmarks/sentences/`) was graded before anything was tuned on it: needs with odd numbers are
for tuning, those with even numbers are what is published. Other sets are read from a folder that is given: of these,
every second number was for tuning (1, 5, 9, ...), and the rest is told apart.
"""

import json
import re
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import bm25s
import numpy as np
from numpy.typing import NDArray
from sklearn.feature_extraction.text import TfidfVectorizer
from Stemmer import Stemmer

from matching.normalise import Reader
from matching.tfidf import TextCache, TextModel

SENTENCES = Path(__file__).parent / "sentences"
TOP_DOCUMENTS = 10
RESAMPLES = 2_000
Table = NDArray[np.float64]
Way = Callable[[Sequence[str], Sequence[str]], Table]


class Task(NamedTuple):
    """Queries, documents, and the grade of each document for each query, 0 where nothing is said."""

    name: str
    queries: list[str]
    documents: list[str]
    grades: Table
    fresh: NDArray[np.bool_]
    """The queries at which nobody looked while tuning."""


def compare_ours(queries: Sequence[str], documents: Sequence[str]) -> Table:
    """Return scores as the matcher gives them, by words alone."""
    model = TextModel([*documents], TextCache(Reader({})))
    table: Table = (model.build_rows(queries) @ model.build_rows(documents).T).toarray()
    return table


def compare_plain(queries: Sequence[str], documents: Sequence[str]) -> Table:
    """Return the scores of scikit-learn's TF-IDF as it comes."""
    vectors = TfidfVectorizer().fit(documents)
    table: Table = (vectors.transform(queries) @ vectors.transform(documents).T).toarray()
    return table


def compare_bm25(queries: Sequence[str], documents: Sequence[str]) -> Table:
    """Return the scores of BM25 with French stems and stop words."""
    read = {"stopwords": "fr", "stemmer": Stemmer("french"), "show_progress": False}
    index = bm25s.BM25()
    index.index(bm25s.tokenize(list(documents), **read), show_progress=False)
    asked = bm25s.tokenize(list(queries), return_ids=False, **read)
    return np.array([index.get_scores(one) if one else np.zeros(len(documents)) for one in asked], dtype=np.float64)


BASELINE = "bm25 (stems, stop words)"
WAYS: dict[str, Way] = {"ours": compare_ours, BASELINE: compare_bm25, "TfidfVectorizer": compare_plain}


def run(folder: str, seed: int) -> None:
    """Print, for each set and each way, NDCG@10 and more; and how surely ours is above BM25."""
    for task in read_tasks(folder):
        print(f"{task.name}: {len(task.queries)} queries, {len(task.documents)} documents")
        found = {name: way(task.queries, task.documents) for name, way in WAYS.items()}
        gained = {name: compute_ndcg(table, task.grades) for name, table in found.items()}
        for name, table in found.items():
            print(f"  {name:26} NDCG@10 {gained[name].mean():.3f}  {_describe_more(table, task.grades)}")
        _compare(gained, "all", np.ones_like(task.fresh), seed)
        if not task.fresh.all():
            _compare(gained, "never tuned on", task.fresh, seed)


def read_tasks(folder: str) -> Iterator[Task]:
    """Return the project's own set, then those of a folder, if there is one."""
    yield read_own_task()
    for queries in sorted(Path(folder).glob("*.queries.jsonl")) if folder else ():
        yield read_other_task(queries, queries.with_name(queries.name.replace(".queries.jsonl", ".docs.tsv")))


def read_own_task(remainder: int = 0) -> Task:
    """Return the needs of the project's own set with an even number (or odd, for tuning) that somebody can help."""
    needs, offers = (_read_lines(SENTENCES / f"{side}.jsonl") for side in ("needs", "offers"))
    column = {offer["id"]: at for at, offer in enumerate(offers)}
    row = {need["id"]: at for at, need in enumerate(needs)}
    grades = np.zeros((len(needs), len(offers)))
    for line in (SENTENCES / "grades.tsv").read_text("utf-8").splitlines()[1:]:
        need, offer, grade = line.split("\t")
        grades[row[need], column[offer]] = int(grade)
    kept = [at for at, need in enumerate(needs) if int(need["id"][1:]) % 2 == remainder and grades[at].any()]
    queries = [needs[at]["text"] for at in kept]
    return Task("sentences", queries, [one["text"] for one in offers], grades[kept], np.full(len(kept), remainder == 0))


def read_other_task(queries: Path, documents: Path) -> Task:
    """Return queries with their relevant documents, and the documents."""
    texts = dict(line.split("\t", 1) for line in documents.read_text("utf-8").splitlines()[1:])
    column = {name: at for at, name in enumerate(texts)}
    asked = _read_lines(queries)
    grades = np.zeros((len(asked), len(texts)))
    for at, query in enumerate(asked):
        for name, grade in query["relevant"].items():
            grades[at, column[name]] = grade
    fresh = np.array([not _is_for_tuning(query.get("query_id", "")) for query in asked])
    return Task(queries.name.partition(".")[0], [query["text"] for query in asked], list(texts.values()), grades, fresh)


def compute_ndcg(table: Table, grades: Table) -> Table:
    """Return NDCG@10 of each query, a grade counting as it is."""
    discounts = 1 / np.log2(np.arange(2, TOP_DOCUMENTS + 2))
    order = np.argsort(-table, axis=1, kind="stable")[:, :TOP_DOCUMENTS]
    reached = np.take_along_axis(grades, order, axis=1) @ discounts[: order.shape[1]]
    best = -np.sort(-grades, axis=1)[:, :TOP_DOCUMENTS] @ discounts[: order.shape[1]]
    found: Table = reached / best
    return found


def compute_interval(differences: Table, seed: int) -> tuple[float, float]:
    """Return the paired bootstrap interval, 95 %, of a mean difference."""
    drawn = np.random.default_rng(seed).integers(len(differences), size=(RESAMPLES, len(differences)))
    low, high = np.quantile(differences[drawn].mean(axis=1), (0.025, 0.975))
    return float(low), float(high)


def _is_for_tuning(name: str) -> bool:
    number = re.search(r"-(\d+)", name)
    return number is not None and int(number[1]) % 4 == 1


def _compare(gained: dict[str, Table], what: str, selection: NDArray[np.bool_], seed: int) -> None:
    low, high = compute_interval((gained["ours"] - gained[BASELINE])[selection], seed)
    means = ", ".join(f"{name} {gained[name][selection].mean():.3f}" for name in ("ours", BASELINE))
    print(f"  {what}, {selection.sum()} queries: {means}; above by {low:+.3f} to {high:+.3f} (95 %)", flush=True)


def _describe_more(table: Table, grades: Table) -> str:
    order = np.argsort(-table, axis=1, kind="stable")
    hits = np.take_along_axis(grades, order, axis=1) == grades.max(axis=1, keepdims=True)
    place = hits.argmax(axis=1)
    means = (place == 0).mean(), (place < TOP_DOCUMENTS).mean(), (1 / (place + 1)).mean()
    return "recall@1 {:.3f}  recall@10 {:.3f}  MRR {:.3f}".format(*means)


def _read_lines(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]
