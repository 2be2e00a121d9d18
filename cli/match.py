"""`binome match`: two files in, binômes out. No bot, no database; of all settings the programme alone."""

import os
import resource
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import chain, count
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING, Any

from cli.sheets import interruption, people, results, summary
from cli.sheets.lists import ProgrammeLists, build_lists
from cli.sheets.progress import show_progress
from cli.sheets.reasons import describe_reasons
from documents.cells import WORDS
from documents.faults import Faults
from matching import Proposal, Result, Terms, Weights
from mentoring.programme import Programme
from texts.numbers import format_decimal

if TYPE_CHECKING:
    from matching.tfidf import TextCache

FAILED, UNUSABLE = 1, 2
READ_AT_ONCE = 2000
BYTES_PER_UNIT = 1 if sys.platform == "darwin" else 1024
"""In which the system counts the memory of a process."""
Words = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class MatchFiles:
    """Both files, and in whose words they are read and answered."""

    needs: people.Side
    offers: people.Side
    lists: ProgrammeLists
    programme: Programme
    language: str
    placed: list[Path]
    """The results that have taken, or are just taking, their places."""

    @property
    def words(self) -> Words:
        """Return the words of the language."""
        return WORDS[self.language]


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is to be written: the binômes, or with `rank` the best offers of each need; and who has none, and why."""

    output: Path
    rank: int | None = None
    unmatched: Path | None = None


def run(needs: Path, offers: Path, wanted: Wanted, programme: Programme, language: str | None = None) -> int:
    """Match two files; return 0, or 1 where a result cannot be written, or 2 with every bad line named."""
    began, written = monotonic(), [wanted.output, *filter(None, [wanted.unmatched])]
    spoken = language or next((one for one in programme.languages if one in WORDS), next(iter(WORDS)))
    faults, placed = Faults(WORDS[spoken]), list[Path]()
    try:
        with interruption.stop_on_signals():
            results.check(written, [needs, offers], faults)
            if wanted.rank and wanted.unmatched:
                faults.add("--unmatched", "all_ranked")
            market = _read_files(needs, offers, programme, spoken, faults, placed)
            if faults.found:
                print(faults.describe(), file=sys.stderr)
                return UNUSABLE
            work = _rank(market, wanted.output, wanted.rank) if wanted.rank else _match(market, wanted)
            for line in chain(_describe_input(market, needs, offers), work, _describe_cost(market, began, written)):
                interruption.print_line(line)
    except results.NotWritten as error:
        print(faults.words["not_written"].format(file=error.path, why=error.why), file=sys.stderr)
        return FAILED
    except KeyboardInterrupt as stopped:
        said = faults.words["stopped_late" if placed else "stopped"]
        print(f"\n{said.format(files=summary.format_names([str(path) for path in placed]))}", file=sys.stderr)
        return interruption.find_exit_status(stopped)
    return 0


def _read_files(
    needs: Path, offers: Path, programme: Programme, language: str, faults: Faults, placed: list[Path]
) -> MatchFiles:
    """Read both files."""
    lists = build_lists(programme)
    sides = people.read_needs(needs, lists, faults), people.read_offers(offers, lists, faults, programme.pairing.minors)
    return MatchFiles(*sides, lists, programme, language, placed)


def _describe_input(files: MatchFiles, needs: Path, offers: Path) -> Iterator[str]:
    """Yield what was read, and what was not."""
    say = files.words["summary"]
    places = sum(offer.capacity for offer in files.offers.profiles)
    sizes = {"needs": len(files.needs.profiles), "offers": len(files.offers.profiles), "places": places}
    yield say["sizes"].format(
        **{what: summary.format_count(size, what, files.language) for what, size in sizes.items()}
    )
    for path, side in ((needs, files.needs), (offers, files.offers)):
        if side.unread:
            yield say["unread"].format(file=path.name, columns=summary.format_names(side.unread))
    if own := files.lists.list_own():
        yield say["unknown"].format(names=summary.format_names(own))


def _match(files: MatchFiles, wanted: Wanted) -> Iterator[str]:
    """Match and write; say who was matched, who was not and why, and how near the best this is."""
    from matching.engine import match

    least = files.programme.pairing.minimum_score
    found = match(files.needs.profiles, files.offers.profiles, **_build_engine_arguments(files, least))
    proposals = show_progress(found.proposals, len(found.proposals), files.words["steps"]["writing"])
    lines = (
        {
            "need": files.needs.names[one.need], "offer": files.offers.names[one.offer],
            "score": round(one.score, 6), "reasons": _describe_reasons(files, one),
        }
        for one in proposals
    )  # fmt: skip
    alone = summary.list_unmatched(files.needs.profiles, files.needs.names, found, _find_silent(files, found))
    written = [results.Result(wanted.output, lines, ["need", "offer", "score", "reasons"])]
    if wanted.unmatched:
        reasons = summary.build_lines(alone, files.words)
        written.append(results.Result(wanted.unmatched, reasons, ["need", "why", "opens"]))
    results.write(written, files.needs.separator, files.placed)
    yield from summary.describe_round(len(files.needs.names), alone, found, files.language)
    yield from summary.describe_fairness(files.needs.profiles, found, files.lists, files.language)


def _rank(files: MatchFiles, output: Path, k: int) -> Iterator[str]:
    """Rank and write; say how many needs have an offer at all."""
    from matching.engine import rank_offers

    needs, helped = files.needs.profiles, 0

    def write_lines() -> Iterator[results.ResultLine]:
        nonlocal helped
        # Somebody chooses among them: what is too little for the bot to propose may still be the best there is.
        ranked = rank_offers(needs, files.offers.profiles, k=k, **_build_engine_arguments(files, least=0.0))
        for need, best in show_progress(ranked, len(needs), files.words["steps"]["writing"]):
            helped += bool(best)
            yield {"id": files.needs.names[need.id], "offers": [_describe_offer(files, one) for one in best]}

    most = min(k, len(files.offers.profiles))
    columns = [f"{name}_{at}" for at in range(1, most + 1) for name in ("offer", "score", "reasons")]
    results.write([results.Result(output, write_lines(), ["id", *columns])], files.needs.separator, files.placed)
    yield files.words["summary"]["ranked"].format(matched=helped, needs=len(needs))


def _find_silent(files: MatchFiles, found: Result) -> set[int]:
    """Return the needs without an offer that do not say yet what they are about: no topic, and no word that counts."""
    from matching.normalise import Reader

    reader, blocked = Reader(files.programme.synonyms), found.blocked
    alone = (need for need in files.needs.profiles if need.id in blocked and not need.topics)
    return {need.id for need in alone if not reader.read(need.text)}


def _build_engine_arguments(files: MatchFiles, least: float) -> dict[str, Any]:
    """Return what the engine is asked with; the texts are read here, where it can be shown how far that is."""
    from matching.normalise import Reader
    from matching.profile_texts import list_texts
    from matching.tfidf import TextCache

    vocabulary = files.lists.build_vocabulary(files.programme.synonyms)
    text_cache = TextCache(Reader(vocabulary.synonyms))
    _learn_texts(
        text_cache, list_texts(files.needs.profiles, files.offers.profiles, vocabulary), files.words["steps"]["words"]
    )
    return {
        "terms": Terms(vocabulary, Weights(region=files.programme.pairing.region_weight), least),
        "text_cache": text_cache,
        "spread": _spread(files.words["steps"]["pairs"]),
    }


def _learn_texts(text_cache: "TextCache", texts: Sequence[str], name: str) -> None:
    starts = range(0, len(texts), READ_AT_ONCE)
    for start in show_progress(starts, len(starts), name):
        text_cache.read_counts(texts[start : start + READ_AT_ONCE])


def _spread(name: str) -> Callable[[Callable[[Any], Any], Sequence[Any]], list[Any]]:
    """Spread looks over the processors of this machine, and show how far each is."""
    looks = count(1)

    def spread(work: Callable[[Any], Any], parts: Sequence[Any]) -> list[Any]:
        with ThreadPoolExecutor(os.cpu_count()) as threads:
            return list(show_progress(threads.map(work, parts), len(parts), name.format(look=next(looks))))

    return spread


def _describe_reasons(files: MatchFiles, one: Proposal) -> str:
    ours, theirs = files.needs.slots[one.need], files.offers.slots[one.offer]
    return describe_reasons(one.reasons, ours, theirs, files.lists, files.language)


def _describe_offer(files: MatchFiles, one: Proposal) -> dict[str, Any]:
    return {"id": files.offers.names[one.offer], "score": round(one.score, 6), "reasons": _describe_reasons(files, one)}


def _describe_cost(files: MatchFiles, began: float, written: Sequence[Path]) -> Iterator[str]:
    """Yield what it took: seconds, and the most megabytes that this process held."""
    say, held = files.words["summary"], resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    seconds = format_decimal(monotonic() - began, 1, files.language)
    yield say["cost"].format(seconds=seconds, memory=held * BYTES_PER_UNIT // 2**20)
    yield from (say["written"].format(file=path) for path in written)
