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
from cli.sheets.lists import Lists, lists_of
from cli.sheets.progress import watched
from cli.sheets.reasons import told
from documents.cells import WORDS
from documents.faults import Faults
from matching import Proposal, Result, Weights
from mentoring.programme import Programme
from texts.numbers import decimal

if TYPE_CHECKING:
    from matching.vectors import Memory

FAILED, UNUSABLE = 1, 2
READ_AT_ONCE = 2000
BYTES = 1 if sys.platform == "darwin" else 1024
"""In which the system counts the memory of a process."""
Words = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Market:
    """Both files, and in whose words they are read and answered."""

    needs: people.Side
    offers: people.Side
    lists: Lists
    programme: Programme
    language: str
    placed: list[Path]
    """The results that have taken, or are just taking, their places."""

    @property
    def words(self) -> Words:
        """Give the words of the language."""
        return WORDS[self.language]


def run(
    needs: Path, offers: Path, output: Path, programme: Programme, *,
    rank: int | None = None, unmatched: Path | None = None, language: str | None = None,
) -> int:  # fmt: skip
    """Match two files; give 0, or 1 where a result cannot be written, or 2 with every bad line named."""
    began, written = monotonic(), [output, *filter(None, [unmatched])]
    spoken = language or next((one for one in programme.languages if one in WORDS), next(iter(WORDS)))
    faults, placed = Faults(WORDS[spoken]), list[Path]()
    try:
        with interruption.gently():
            results.check(written, [needs, offers], faults)
            if rank and unmatched:
                faults.add("--unmatched", "all_ranked")
            market = _market(needs, offers, programme, spoken, faults, placed)
            if faults.said:
                print(faults.told(), file=sys.stderr)
                return UNUSABLE
            work = _ranked(market, output, rank) if rank else _matched(market, output, unmatched)
            for line in chain(_read(market, needs, offers), work, _done(market, began, written)):
                interruption.say(line)
    except results.NotWritten as error:
        print(faults.words["not_written"].format(file=error.path, why=error.why), file=sys.stderr)
        return FAILED
    except KeyboardInterrupt as stopped:
        said = faults.words["stopped_late" if placed else "stopped"]
        print(f"\n{said.format(files=summary.some([str(path) for path in placed]))}", file=sys.stderr)
        return interruption.status(stopped)
    return 0


def _market(
    needs: Path, offers: Path, programme: Programme, language: str, faults: Faults, placed: list[Path]
) -> Market:
    """Read both files."""
    lists = lists_of(programme)
    sides = people.needs(needs, lists, faults), people.offers(offers, lists, faults, programme.pairing.minors)
    return Market(*sides, lists, programme, language, placed)


def _read(market: Market, needs: Path, offers: Path) -> Iterator[str]:
    """Say what was read, and what was not."""
    say = market.words["summary"]
    places = sum(offer.capacity for offer in market.offers.profiles)
    sizes = {"needs": len(market.needs.profiles), "offers": len(market.offers.profiles), "places": places}
    yield say["sizes"].format(**{what: summary.counted(size, what, market.language) for what, size in sizes.items()})
    for path, side in ((needs, market.needs), (offers, market.offers)):
        if side.unread:
            yield say["unread"].format(file=path.name, columns=summary.some(side.unread))
    if own := market.lists.own():
        yield say["unknown"].format(names=summary.some(own))


def _matched(market: Market, output: Path, unmatched: Path | None) -> Iterator[str]:
    """Match and write; say who was matched, who was not and why, and how near the best this is."""
    from matching.engine import match

    found = match(market.needs.profiles, market.offers.profiles, **_asked(market))
    proposals = watched(found.proposals, len(found.proposals), market.words["steps"]["writing"])
    lines = (
        {
            "need": market.needs.names[one.need], "offer": market.offers.names[one.offer],
            "score": round(one.score, 6), "reasons": _told(market, one),
        }
        for one in proposals
    )  # fmt: skip
    alone = summary.unmatched(market.needs.profiles, market.needs.names, found, _silent(market, found))
    written = [results.Result(output, lines, ["need", "offer", "score", "reasons"])]
    if unmatched:
        written.append(results.Result(unmatched, summary.lines(alone, market.words), ["need", "why", "opens"]))
    results.write(written, market.needs.separator, market.placed)
    yield from summary.told(len(market.needs.names), alone, found, market.language)
    yield from summary.fairness(market.needs.profiles, found, market.lists, market.language)


def _ranked(market: Market, output: Path, k: int) -> Iterator[str]:
    """Rank and write; say how many needs have an offer at all."""
    from matching.engine import rankings

    needs, helped = market.needs.profiles, 0

    def lines() -> Iterator[results.Line]:
        nonlocal helped
        # Somebody chooses among them: what is too little for the bot to propose may still be the best there is.
        ranked = rankings(needs, market.offers.profiles, k=k, fill=True, **_asked(market) | {"min_score": 0.0})
        for need, best in watched(ranked, len(needs), market.words["steps"]["writing"]):
            helped += bool(best)
            yield {"id": market.needs.names[need.id], "offers": [_offered(market, one) for one in best]}

    most = min(k, len(market.offers.profiles))
    columns = [f"{name}_{at}" for at in range(1, most + 1) for name in ("offer", "score", "reasons")]
    results.write([results.Result(output, lines(), ["id", *columns])], market.needs.separator, market.placed)
    yield market.words["summary"]["ranked"].format(matched=helped, needs=len(needs))


def _silent(market: Market, found: Result) -> set[int]:
    """Give the needs without an offer that do not say yet what they are about: no topic, and no word that counts."""
    from matching.normalise import Reader

    reader, blocked = Reader(market.programme.synonyms), found.blocked
    alone = (need for need in market.needs.profiles if need.id in blocked and not need.topics)
    return {need.id for need in alone if not reader.read(need.text)}


def _asked(market: Market) -> dict[str, Any]:
    """Give what the engine is asked with; the texts are read here, where it can be shown how far that is."""
    from matching.normalise import Reader
    from matching.scores import texts
    from matching.vectors import Memory

    vocabulary = market.lists.vocabulary(market.programme.synonyms)
    memory = Memory(Reader(vocabulary.synonyms))
    _learn(memory, texts(market.needs.profiles, market.offers.profiles, vocabulary), market.words["steps"]["words"])
    pairing = market.programme.pairing
    return {
        "vocabulary": vocabulary,
        "weights": Weights(region=pairing.region_weight),
        "min_score": pairing.minimum_score,
        "memory": memory,
        "spread": _spread(market.words["steps"]["pairs"]),
    }


def _learn(memory: "Memory", texts: Sequence[str], name: str) -> None:
    starts = range(0, len(texts), READ_AT_ONCE)
    for start in watched(starts, len(starts), name):
        memory.counts(texts[start : start + READ_AT_ONCE])


def _spread(name: str) -> Callable[[Callable[[Any], Any], Sequence[Any]], list[Any]]:
    """Spread looks over the processors of this machine, and show how far each is."""
    looks = count(1)

    def spread(work: Callable[[Any], Any], parts: Sequence[Any]) -> list[Any]:
        with ThreadPoolExecutor(os.cpu_count()) as threads:
            return list(watched(threads.map(work, parts), len(parts), name.format(look=next(looks))))

    return spread


def _told(market: Market, one: Proposal) -> str:
    ours, theirs = market.needs.slots[one.need], market.offers.slots[one.offer]
    return told(one.reasons, ours, theirs, market.lists, market.language)


def _offered(market: Market, one: Proposal) -> dict[str, Any]:
    return {"id": market.offers.names[one.offer], "score": round(one.score, 6), "reasons": _told(market, one)}


def _done(market: Market, began: float, written: Sequence[Path]) -> Iterator[str]:
    """Say what it took: seconds, and the most megabytes that this process held."""
    say, held = market.words["summary"], resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    seconds = decimal(monotonic() - began, 1, market.language)
    yield say["cost"].format(seconds=seconds, memory=held * BYTES // 2**20)
    yield from (say["written"].format(file=path) for path in written)
