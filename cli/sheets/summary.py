"""What is said of a round when it is done: who was matched, who was not and why, and the certificate."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from cli.sheets.cells import WORDS
from cli.sheets.lists import Entries, Lists
from matching import Blocked, Need, Result
from mentoring.fairness import Search, report

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
    yield say["matched"].format(matched=matched, share=100 * matched // needs)
    yield say["unmatched"].format(unmatched=len(alone))
    by_reason: dict[str, list[str]] = defaultdict(list)
    for one in alone:
        by_reason[one["why"]].append(str(one["need"]))
    for why, names in sorted(by_reason.items(), key=lambda row: (-len(row[1]), row[0])):
        yield say["why"].format(why=why, count=len(names), names=some(names))
    value, bound = (decimal(worth, 3, language) for worth in (found.value, found.upper_bound))
    yield say["certificate"].format(value=value, bound=bound, gap=decimal(100 * found.gap, 4, language))


def fairness(needs: Sequence[Need], found: Result, lists: Lists, language: str) -> Iterator[str]:
    """Say what share of each group found somebody, kind by kind; nothing of groups too small to be told."""
    say, matched = WORDS[language]["fairness"], {proposal.need for proposal in found.proposals}
    compared = report([Search(_groups(need), need.id in matched, need.waiting_days) for need in needs])
    labels = {"region": lists.regions, "field": lists.fields, "level": lists.levels}
    if compared is None or not compared.kinds:
        return
    yield say["head"]
    for kind, groups in compared.kinds.items():
        named = [
            say["group"].format(
                flag="⚠️ " if group.flagged else "", percent=group.percent, people=group.people,
                name=_name(group.name, labels.get(kind), say, language),
            )
            for group in groups
        ]  # fmt: skip
        yield say["line"].format(kind=say[kind], groups=some(named))


def _groups(need: Need) -> dict[str, str]:
    return {"region": need.region, "field": need.field, "level": need.level, "minor": "yes" if need.minor else "no"}


def _name(name: str, labels: Entries | None, say: Mapping[str, str], language: str) -> str:
    if not name:
        return say["others"]
    return labels.label(name, language) if labels else say[name]


def some(names: Sequence[str]) -> str:
    """Give the first names of many."""
    return ", ".join([*names[:MOST_NAMED], *(["…"] if len(names) > MOST_NAMED else [])])


def decimal(value: float, places: int, language: str) -> str:
    """Give a number as the language writes it."""
    written = f"{value:.{places}f}"
    return written.replace(".", ",") if language == "fr" else written
