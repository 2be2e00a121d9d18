"""`binome match`: two files in, binômes out. No bot, no database; of all settings the programme alone."""

import os
import resource
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import chain, count
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING, Any

from cli.sheets import account, interruption, people, questions, results, summary
from cli.sheets.lists import build_vocabulary
from cli.sheets.people import Asked, SideTable
from cli.sheets.progress import show_progress
from cli.sheets.reasons import describe_reasons
from documents.columns import AGES
from documents.entries import ProgrammeLists, build_lists
from documents.evidence import Judge
from documents.faults import Faults
from documents.words import WORDS
from matching import Proposal, Result, Terms, Weights
from mentoring.programme import Programme
from texts.numbers import format_decimal

if TYPE_CHECKING:
    from matching.tfidf import TextCache

FAILED, UNUSABLE = 1, 2
READ_AT_ONCE = 2000
BYTES_PER_UNIT = 1 if sys.platform == "darwin" else 1024
"""In which the system counts the memory of a process."""
SEPARATORS_WRITTEN = (",", ";", "\t")
"""Those that spreadsheets open with a click."""
CLEARED = "cleared"
"""The programme's rule on minors under which volunteers have to be cleared for them."""
Words = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class MatchFiles:
    """Both files, and in whose words they are read and answered."""

    needs: people.People
    offers: people.People
    lists: ProgrammeLists
    programme: Programme
    language: str
    carry: Sequence[str]
    placed: list[Path]
    """The results that have taken, or are just taking, their places."""

    @property
    def words(self) -> Words:
        """Return the words of the language."""
        return WORDS[self.language]

    @property
    def separator(self) -> str:
        """Return what a result in CSV is separated by: as the needs were."""
        separator = self.needs.source.table.separator
        return separator if separator in SEPARATORS_WRITTEN else ","


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is to be written: the binômes, or with `rank` the best offers of each need; and who has none, and why.

    `carry` names columns of the files whose cells stand in the result too. Of a dry run nothing is written: what was
    read is told, and that is all.
    """

    output: Path | None
    rank: int | None = None
    unmatched: Path | None = None
    carry: Sequence[str] = ()
    is_dry: bool = False

    def list_paths(self) -> list[Path]:
        """Return the files to write."""
        return [] if self.is_dry else [path for path in (self.output, self.unmatched) if path]


@dataclass(frozen=True, slots=True)
class MatchRules:
    """By what people are read: the programme, today's date, the language of the answer, and what was asked."""

    programme: Programme
    today: date
    language: str | None = None
    asked: Asked = field(default_factory=Asked)

    @property
    def spoken(self) -> str:
        """Return the language of the answer: the one that was asked for, else the programme's first of ours."""
        return self.language or next((one for one in self.programme.languages if one in WORDS), next(iter(WORDS)))

    @property
    def is_cleared(self) -> bool:
        """Return whether whoever is under 18 meets volunteers who may accompany minors alone."""
        return (self.asked.minors or self.programme.pairing.minors) == CLEARED


def run(needs: Path, offers: Path, wanted: Wanted, rules: MatchRules) -> int:
    """Match two files; return 0, or 1 where a result cannot be written, or 2 with all that is wrong named."""
    began, written = monotonic(), wanted.list_paths()
    faults, placed = Faults(WORDS[rules.spoken]), list[Path]()
    try:
        with interruption.stop_on_signals():
            results.check(written, dict.fromkeys([needs, offers]), faults)
            if wanted.output is None and not wanted.is_dry:
                faults.add("-o", "no_output")
            if wanted.rank and wanted.unmatched:
                faults.add("--unmatched", "all_ranked")
            files = _read_files(needs, offers, wanted, rules, faults, placed)
            if files is None or faults.found:
                print(faults.describe(), file=sys.stderr)
                return UNUSABLE
            if wanted.output is None or wanted.is_dry:
                interruption.print_line(files.words["account"]["nothing_done"])
                return 0
            work = _rank(files, wanted.output, wanted.rank) if wanted.rank else _match(files, wanted)
            for line in chain(_describe_input(files), work, _describe_cost(files, began, written)):
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
    needs: Path, offers: Path, wanted: Wanted, rules: MatchRules, faults: Faults, placed: list[Path]
) -> MatchFiles | None:
    """Read both files, and say what was read; None where that is not enough to go on."""
    lists = build_lists(rules.programme)
    skipped = (*(AGES if wanted.rank or not rules.is_cleared else ()), *(() if rules.is_cleared else ("minors",)))
    reader = people.SheetReader(Judge(rules.programme, rules.today), lists, rules.asked, faults, skipped)
    sources = reader.read_both(needs, offers)
    if sources is None:
        return None
    reader, sources = questions.settle(reader, sources, rules.spoken)
    usual = rules.programme.languages[0]
    given = account.Given(sources, lists, rules.spoken, usual, rules.is_cleared, rules.asked.is_lenient)
    for line in account.describe(given):
        interruption.print_line(line)
    questions.find_faults(sources, rules.asked, wanted.carry, faults)
    if faults.found:
        return None
    return MatchFiles(*_build_people(sources, rules), lists, rules.programme, rules.spoken, wanted.carry, placed)


def _build_people(sources: Sequence[SideTable], rules: MatchRules) -> tuple[people.People, people.People]:
    people.fill_languages(sources, rules.programme.languages[0])
    needs = people.build_needs(sources[0], rules.is_cleared)
    offers = people.build_offers(sources[1], not rules.is_cleared)
    return replace(needs, profiles=people.refuse_themselves(needs, offers)), offers


def _describe_input(files: MatchFiles) -> Iterator[str]:
    """Yield how many were read, and what stands in no list of the programme."""
    say = files.words["summary"]
    places = sum(offer.capacity for offer in files.offers.profiles)
    sizes = {"needs": len(files.needs.profiles), "offers": len(files.offers.profiles), "places": places}
    yield say["sizes"].format(
        **{what: summary.format_count(size, what, files.language) for what, size in sizes.items()}
    )
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
            **results.carry(files.needs, "needs", one.need, files.carry, files.words),
            **results.carry(files.offers, "offers", one.offer, files.carry, files.words),
        }
        for one in proposals
    )  # fmt: skip
    carried = [
        *results.list_carried(files.needs, "needs", files.carry, files.words),
        *results.list_carried(files.offers, "offers", files.carry, files.words),
    ]
    alone = summary.list_unmatched(files.needs.profiles, files.needs.names, found, _find_silent(files, found))
    assert wanted.output is not None
    written = [results.Result(wanted.output, lines, ["need", "offer", "score", "reasons", *carried])]
    if wanted.unmatched:
        reasons = summary.build_lines(alone, files.words)
        written.append(results.Result(wanted.unmatched, reasons, ["need", "why", "opens"]))
    results.write(written, files.separator, files.placed)
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
    results.write([results.Result(output, write_lines(), ["id", *columns])], files.separator, files.placed)
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

    vocabulary = build_vocabulary(files.lists)
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
