"""The worlds in which somebody is reported, and all that whoever is accused may ask and tap there."""

import itertools
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from hypothesis import settings

from bot import commands
from mentoring.roles import MaybeRole

EXAMPLES = {"need": "J-001", "offer": "V-001", "binome": "B-001"}
NAMES = {"besoin": "need", "offre": "offer", "binome": "binome", "proposer": "need"}
LOOKUPS = (
    *(f"/{name}" for name, _ in commands.list_for_staff_group("fr") if name != "relier"),
    *(f"/{name} {EXAMPLES[noun]}" for name, noun in NAMES.items()),
    *("/chercher Inès", "/chercher Marc", "/equipe", "/equite", "/menu", "/mesdonnees", "/profil", "/ou_en_est_on"),
    *("/exporter", "/pause", "/reprendre", "/arreter", "/aide", "/privacy", "/effacer"),
    "c'est moi, tu viens demain ?",
)
"""What somebody of the team, or of a binôme, may ask. `/inviter` shows a new code each time."""
TAPS = (
    *(
        "conversation:1:",
        "conversation:1:share",
        "conversation:1:mute",
        "write:1:",
        "ready:1:thanks",
        "draft:1:1",
        "draft:2:1",
    ),
    *("binome:1:", "hours:1:", "place:1:", "pause:binome-1:", "wake:binome-1:", "skip:1:", "end:1:", "profile::"),
    *(
        "report::",
        "report::whom",
        "report::team",
        "report:1:partner",
        "concern:1:",
        "my_report:{hidden}:",
        "contact::yes",
    ),
    *(f"sheet:1:{act}-binome" for act in ("hold", "lift", "end", "mute", "mute_open", "unmuted", "quiet_both")),
    *(f"sheet:1:{act}-{noun}" for act in ("mute", "unmuted") for noun in ("need", "offer")),
    *("queue:0:mine", "queue:0:oldest", "see:1:need", "see:1:offer", "see:1:binome", "doubtful:0:", "duty:0:"),
    *(f"card:{{hidden}}:{act}" for act in ("take", "detail", "history", "note", "pass", "end", "unfreeze", "close")),
    *(
        f"card:{{hidden}}:{act}"
        for act in (
            "decide",
            "suspend",
            "leave-1",
            "bar-conduct",
            "apart",
            "outcome",
            "confirm",
            "record",
            "file",
            "write",
            "as_measure",
        )
    ),
    "danger:card-{hidden}:yes",
    "erase::",
)
"""Buttons, genuine and forged. `{hidden}` is the number of the report; where there is none, that of no case."""


@dataclass(frozen=True, slots=True)
class World:
    """Who is accused, as what, in which team; how it is reported, and what the team does then.

    `accused`: ``colleague`` is in no binôme. `decision`: the binôme is ended, and the case stays open; it goes on, and
    the case is closed; or nothing is decided on it.
    """

    size: int
    role: MaybeRole
    accused: Literal["young", "volunteer", "colleague"]
    heads: int = 1
    report: Literal["held", "quiet", "staff"] = "held"
    decision: Literal["end", "lift", "wait"] = "wait"

    def __str__(self) -> str:
        team = f"{self.size} in the team, {self.heads} head"
        return f"{team}, accused: {self.role or 'member'} ({self.accused}), {self.report}, {self.decision}"

    @property
    def is_decided(self) -> bool:
        """Return whether Claire, who heads the programme, decides on the case: of an only head she may not."""
        return self.role != "head" or self.heads > 1


def list_worlds() -> Iterator[World]:
    """Return every team of one to three with each accused."""
    roles: tuple[MaybeRole, ...] = ("", "coordinator", "head")
    accused: tuple[Literal["young", "volunteer"], ...] = ("young", "volunteer")
    for number, (size, role, side) in enumerate(itertools.product((1, 2, 3), roles, accused)):
        decision: Literal["end", "lift"] = "lift" if number % 2 else "end"
        if role != "coordinator" or size > 1:
            yield World(size, role, side, decision=decision if role != "head" else "wait")
            yield World(size, role, side, report="quiet")
        if role == "head" and size > 1:
            yield World(size, role, side, heads=2, decision=decision)
        if role and size > 1:
            yield World(size, role, "colleague", heads=2 if role == "head" else 1, report="staff")


ALL = tuple(dict.fromkeys(list_worlds()))
FEW = (
    World(2, "coordinator", "volunteer", decision="end"),
    World(3, "head", "young", heads=2, decision="lift"),
    World(2, "coordinator", "colleague", report="staff"),
    World(1, "", "young", report="quiet"),
)
PLAYED = ALL if settings.default and settings.default.max_examples > 1_000 else FEW
