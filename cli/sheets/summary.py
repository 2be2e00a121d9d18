"""What is said of a round when it is done: who was matched, who was not and why, and the certificate."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from cli.sheets.cells import WORDS
from matching import Blocked, Result

MOST_NAMED = 10
"""Names that stand in a line; the file of the unmatched has them all."""


def unmatched(names: Mapping[int, str | int], found: Result, words: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Give each need without a binôme, why, and how many offers would open if that alone were otherwise."""
    matched = {proposal.need for proposal in found.proposals}
    taken = Blocked("taken", 0)
    alone = ((name, found.blocked.get(need, taken)) for need, name in names.items() if need not in matched)
    return [{"need": name, "why": words["why"][one.condition], "opens": one.opens} for name, one in alone]


def told(needs: int, alone: Sequence[Mapping[str, Any]], found: Result, language: str) -> Iterator[str]:
    """Give the lines of the summary."""
    say, matched = WORDS[language]["summary"], len(found.proposals)
    yield say["matched"].format(matched=matched, share=decimal(100 * matched / needs, 0, language))
    yield say["unmatched"].format(unmatched=len(alone))
    by_reason: dict[str, list[str]] = defaultdict(list)
    for one in alone:
        by_reason[one["why"]].append(str(one["need"]))
    for why, names in sorted(by_reason.items(), key=lambda row: (-len(row[1]), row[0])):
        yield say["why"].format(why=why, count=len(names), names=some(names))
    value, bound = (decimal(worth, 3, language) for worth in (found.value, found.upper_bound))
    yield say["certificate"].format(value=value, bound=bound, gap=decimal(100 * found.gap, 4, language))


def some(names: Sequence[str]) -> str:
    """Give the first names of many."""
    return ", ".join([*names[:MOST_NAMED], *(["…"] if len(names) > MOST_NAMED else [])])


def decimal(value: float, places: int, language: str) -> str:
    """Give a number as the language writes it."""
    written = f"{value:.{places}f}"
    return written.replace(".", ",") if language == "fr" else written
