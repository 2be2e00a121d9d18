"""What is said of a round when it is done: who was matched, who was not and why, and the certificate."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from documents.entries import Entries, ProgrammeLists
from documents.words import WORDS
from matching import Blocked, Need, Result
from matching.profiles import MODES
from mentoring.fairness import Group, Search, build_report
from mentoring.wait_estimates import MedianWait
from texts.numbers import format_decimal, is_one

MAX_NAMED = 10
"""Names that stand in a line; the file of the unmatched has them all."""


class UnmatchedNeed(NamedTuple):
    """A need without a binôme: what stands in its way, and how many offers would open with something else instead."""

    need: str | int
    why: str
    instead: str
    opens: int


def list_unmatched(
    needs: Sequence[Need], names: Mapping[int, str | int], found: Result, silent: Collection[int]
) -> list[UnmatchedNeed]:
    """Return each need without a binôme, in order. `silent` are those that do not say yet what they are about."""
    matched = {proposal.need for proposal in found.proposals}
    return [
        _describe_unmatched(need, names[need.id], found, need.id in silent) for need in needs if need.id not in matched
    ]


def _describe_unmatched(need: Need, name: str | int, found: Result, is_silent: bool) -> UnmatchedNeed:
    blocked = found.blocked.get(need.id, Blocked("taken", 0))
    why = "silent" if is_silent and blocked.condition == "topics" else blocked.condition
    instead = min(MODES - need.modes, default=why) if why == "modes" else why
    return UnmatchedNeed(name, why, instead, blocked.opens)


def build_lines(unmatched: Sequence[UnmatchedNeed], words: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Return the lines of a file of those who found nobody."""
    return [{"need": one.need, "why": words["why"][one.why], "opens": one.opens} for one in unmatched]


def describe_round(needs: int, unmatched: Sequence[UnmatchedNeed], found: Result, language: str) -> Iterator[str]:
    """Return the lines of the summary."""
    say, matched = WORDS[language]["summary"], len(found.proposals)
    yield say["matched"].format(matched=matched, share=100 * matched // needs)
    yield say["unmatched"].format(unmatched=len(unmatched))
    by_reason: dict[str, list[UnmatchedNeed]] = defaultdict(list)
    for one in unmatched:
        by_reason[WORDS[language]["why"][one.why]].append(one)
    for why, kept in sorted(by_reason.items(), key=lambda row: (-len(row[1]), row[0])):
        yield say["why"].format(why=why, count=len(kept), names=format_names([str(one.need) for one in kept]))
        yield from _describe_openings(kept, language)
    value, bound = (format_decimal(worth, 3, language) for worth in (found.value, found.upper_bound))
    yield say["certificate"].format(value=value, bound=bound, gap=format_decimal(100 * found.gap, 4, language))


def _describe_openings(unmatched: Sequence[UnmatchedNeed], language: str) -> Iterator[str]:
    """Yield what would open offers, and how many for whom: « en visio, offres en plus : 12 pour J-3 »."""
    say, opened = WORDS[language], defaultdict[str, list[str]](list)
    for one in unmatched:
        if one.opens and one.instead in say["instead"]:  # nobody is matched with themselves
            opened[one.instead].append(say["summary"]["opens"].format(opens=one.opens, name=one.need))
    for instead, each in sorted(opened.items()):
        yield say["summary"]["instead"].format(instead=say["instead"][instead], each=format_names(each))


def describe_fairness(needs: Sequence[Need], found: Result, lists: ProgrammeLists, language: str) -> Iterator[str]:
    """Yield of each group who found somebody and how long half of it waits; nothing of groups too small to be told."""
    say, matched = WORDS[language]["fairness"], {proposal.need for proposal in found.proposals}
    compared = build_report([Search(_find_groups(need), need.id in matched, need.waiting_days) for need in needs])
    labels = {"region": lists.regions, "field": lists.fields, "level": lists.levels}
    if compared is None or not compared.kinds:
        return
    yield say["head"]
    if compared.whole.half:
        yield say["all"].format(half=_describe_half(compared.whole.half, language))
    for kind, groups in compared.kinds.items():
        named = [
            _describe_group(group, _name_group(group.name, labels.get(kind), say, language), language)
            for group in groups
        ]
        yield say["line"].format(kind=say[kind], groups=format_names(named))


def _describe_group(group: Group, name: str, language: str) -> str:
    flag, half = "⚠️ " if group.flagged else "", f" ({_describe_half(group.half, language)})" if group.half else ""
    told: str = WORDS[language]["fairness"]["group"]
    return told.format(flag=flag, name=name, percent=group.percent, people=group.people, half=half)


def _describe_half(half: MedianWait, language: str) -> str:
    """Return within how many days half of the people find somebody."""
    told: str = WORDS[language]["fairness"]["half" if half.reached else "beyond"]
    return told.format(days=format_count(half.days, "days", language))


def _find_groups(need: Need) -> dict[str, str]:
    return {"region": need.region, "field": need.field, "level": need.level, "minor": "yes" if need.minor else "no"}


def _name_group(name: str, labels: Entries | None, sentences: Mapping[str, str], language: str) -> str:
    if not name:
        return sentences["others"]
    return labels.find_label(name, language) if labels else sentences[name]


def format_count(number: int, what: str, language: str) -> str:
    """Return a number of things: « 1 besoin », « 2 besoins »."""
    one, many = WORDS[language]["counted"][what]
    return f"{number} {one if is_one(number, language) else many}"


def format_names(names: Sequence[str]) -> str:
    """Return the first names of many."""
    return ", ".join([*names[:MAX_NAMED], *(["…"] if len(names) > MAX_NAMED else [])])
