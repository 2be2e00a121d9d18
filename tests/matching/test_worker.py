"""The worker process: light to import, the same answers, nothing kept of those who left."""

import subprocess
import sys
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context

from matching import Terms, Vocabulary, find_best_offers, match
from matching.normalise import Reader, fold
from matching.stemming import split_letter_groups, stem
from matching.tfidf import TextCache, read_corpus
from matching.worker import RankingRequest, RoundRequest, Snapshot, answer, warm
from tests.matching.people import VOCABULARY, make_need, make_offer

NEEDS = (
    make_need(1, "slt ma LM", "cv_letter"),
    make_need(2, "les partiels de bio", "exams"),
    make_need(3, "", "orals"),
)
OFFERS = (
    make_offer(1, "lettres de motivation", "cv_letter"),
    make_offer(2, "biologie", "exams"),
    make_offer(3, "jury", "orals"),
)
TERMS = Terms(VOCABULARY)


def test_asking_costs_no_heavy_library() -> None:
    """The process that only puts questions never loads NumPy or scikit-learn."""
    heavy = {"numpy", "numba", "scipy", "sklearn", "Stemmer"}
    script = f"import sys, matching, matching.worker; print(sorted({heavy} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_questions_and_answers_travel_to_another_process() -> None:
    """A worker process gives the answers that the engine gives here."""
    with ProcessPoolExecutor(1, mp_context=get_context("spawn"), initializer=warm) as worker:
        found = worker.submit(answer, RoundRequest(NEEDS, OFFERS, TERMS)).result()
        listed = worker.submit(answer, RankingRequest(NEEDS[0], TERMS, Snapshot("here", OFFERS), k=2)).result()
    assert found == match(NEEDS, OFFERS, Terms(VOCABULARY))
    assert [one.offer for one in listed] == [
        one.offer for one in find_best_offers(NEEDS[0], OFFERS, Terms(VOCABULARY), 2)
    ]


def test_what_the_worker_remembers_never_changes_an_answer() -> None:
    """The same question has the same answer whatever was asked before, with other people or other synonyms."""
    taught = Vocabulary(synonyms={"lm": "biologie"})
    first = answer(RoundRequest(NEEDS, OFFERS, TERMS))
    assert answer(RoundRequest(NEEDS, OFFERS, Terms(taught))) == match(NEEDS, OFFERS, Terms(taught)) != first
    answer(RankingRequest(make_need(8, "tout autre chose"), TERMS, Snapshot("others", OFFERS)))
    assert answer(RoundRequest(NEEDS, OFFERS, TERMS)) == first


def test_a_text_already_read_is_not_read_again() -> None:
    """Only what is new is read; what has left is forgotten, and would be read anew; the corpus stays."""
    read: list[str] = []

    class Listening(Reader):
        def read(self, text):  # type: ignore[no-untyped-def]
            read.append(text)
            return super().read(text)

    memory = TextCache(Listening({}))
    memory.read_counts(read_corpus())
    read.clear()
    memory.read_counts(["un", "deux"])
    memory.read_counts(["deux", "trois"])
    assert read == ["un", "deux", "trois"]
    memory.keep_only(["trois"])
    assert [spelling.cache_info().currsize for spelling in (fold, stem, split_letter_groups)] == [0, 0, 0]
    memory.read_counts(["trois", "deux", *read_corpus()])
    assert read == ["un", "deux", "trois", "deux"]
