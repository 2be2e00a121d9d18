"""What somebody who waits may open up, one tap each: another way of meeting, another part of the week."""

from collections.abc import Mapping
from typing import Any

from mentoring.questions import Answers
from mentoring.slots import PARTS, SLOTS

WAYS_OF_MEETING = ("remote", "in_person")


def list_ways(answers: Answers) -> list[str]:
    """Return what could be added: a way of meeting, a slot (``sat-morning``), or a part of every day (``=evening``)."""
    chosen = answers.get("slots", ())
    modes = [mode for mode in WAYS_OF_MEETING if mode not in answers.get("modes", WAYS_OF_MEETING)]
    if not answers.get("region"):
        modes = [mode for mode in modes if mode == "remote"]  # nobody can be near somebody who is nowhere
    slots = [slot for slot in SLOTS if slot not in chosen]
    parts = [f"={part}" for part in PARTS if sum(slot.endswith(f"-{part}") for slot in slots) > 1]
    return [*modes, *slots, *parts]


def add_way(answers: Answers, way: str) -> dict[str, Any] | None:
    """Return the answers with one way added; None when it adds nothing."""
    if way not in list_ways(answers):
        return None
    if way in WAYS_OF_MEETING:
        return {**answers, "modes": [mode for mode in WAYS_OF_MEETING if mode == way or mode in answers["modes"]]}
    added = {slot for slot in SLOTS if slot == way or slot.endswith(way.replace("=", "-"))}
    return {**answers, "slots": [slot for slot in SLOTS if slot in added or slot in answers.get("slots", ())]}


def select_best(opens: Mapping[str, int]) -> list[tuple[str, int]]:
    """Return the ways worth telling, with how many more each brings: the best of each sort, most first."""
    sorts = (WAYS_OF_MEETING, SLOTS, tuple(f"={part}" for part in PARTS))
    meeting, slot, part = (_find_largest({way: opens.get(way, 0) for way in sort}) for sort in sorts)
    if slot and part and part[1] <= slot[1]:
        part = None  # a whole column for no more than one slot of it
    return sorted(filter(None, (meeting, slot, part)), key=lambda one: -one[1])


def _find_largest(opens: Mapping[str, int]) -> tuple[str, int] | None:
    way = max(opens, key=opens.__getitem__)
    return (way, opens[way]) if opens[way] else None
