"""Every button that some message shows and every act of the desk's tables, with # for each number."""

import re
from functools import cache

from bot.buttons import VERBS
from bot.desk import cases, lookups, team
from mentoring.actions import Action, parse
from tests.texts.plain_text import list_buttons
from tests.texts.samples import Sample, list_samples

NOUNS = ("need", "offer", "binome")


@cache
def list_shapes() -> frozenset[Action]:
    """Return all that a button's data may look like."""
    shapes = {find_shape(data) for data in list_shown()}
    return frozenset(
        {action for shape in shapes if (action := parse(shape.replace("#", "0"))) and action.verb in VERBS}
        | {Action(*shape.split(":")) for shape in shapes if "#" in shape}
    )


@cache
def list_shown() -> frozenset[str]:
    """Return the data of every button of a sample, and one of every act of the desk's tables."""
    shown = {data for kind, _, context in list_samples(Sample(), "fr") for _, data in list_buttons(kind, context)}
    shown |= {f"card:1:{act}" for act in cases.ACTS} | {"card:1:to-1"}
    shown |= {f"sheet:1:{what}-{noun}" for noun, what in lookups.SHEET_ACTS}
    shown |= {f"team:1:{choice}" for choice in (*team.CONFIRMED_ACTS, *team.ACTS_TO_CONFIRM)}
    return frozenset(shown)


@cache
def list_templates(verb: str) -> tuple[str, ...]:
    """Return the data of a verb's buttons, the shortest first.

    # stands for the number of the subject, or where there is none that of the choice.
    """
    parts = [data.split(":", 2) for data in list_shown() if data.startswith(f"{verb}:")]
    made = {
        f"{verb}:{named}:{chosen}"
        for _, subject, choice in parts
        for named in _leave_open(subject)
        for chosen in (choice, *(["#"] if choice.isdecimal() and not subject else []))
    }
    return tuple(sorted(made, key=lambda data: (len(data), data)))


def _leave_open(subject: str) -> list[str]:
    """Return a subject with # for its number; of a thing, each noun that it may be."""
    noun, _, number = subject.partition("-")
    if noun in NOUNS and number.isdecimal():
        return [f"{one}-#" for one in NOUNS]
    return ["#"] if subject.lstrip("-").isdecimal() and subject != "0" else [subject]


def find_shape(data: str) -> str:
    """Return a button's data with # for each number."""
    return re.sub("(-?[0-9]+)+", lambda found: "-#" if found[0][0] == "-" else "#", data)
