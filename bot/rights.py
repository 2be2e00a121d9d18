"""Who may tap a button or write a command: a column of both tables, looked up by user id before anything is done."""

from collections.abc import Awaitable, Callable
from typing import Literal

from bot.turn import Turn
from mentoring.actions import Action
from mentoring.errors import NotPossible
from use_cases.people import outsiders, staff

Right = Literal["anybody", "joined", "team", "head", "reader", "outside"]
"""Whom a button or a command is for.

`joined` is of the team and may not have pledged confidentiality yet, which `team` and `head` have; `reader` is of the
team or the outside recipient; `outside` is whoever has used the outside recipient's link.
"""
Own = Literal[
    "", "form", "thing", "need", "offer", "proposal", "consent", "binome", "session", "report", "letter",
    "represented", "birth", "passed",
]  # fmt: skip
"""What the subject of a button must be, for it to be the tapper's own to act on. The act itself looks.

`form`: the newest need or offer, without a number; `thing`: a need, an offer or a binôme, as in ``need-204``;
`proposal` and `consent`: a binôme, seen by its volunteer and by its young person; `binome`: seen by either;
`session`: one of a binôme; `report`: one that the tapper wrote; `letter`: one that the tapper was sent;
`represented`: somebody under 18 for whom the tapper answers; `birth`: what the tapper said of their own;
`passed`: what the tapper wrote to a partner.
"""

NUMBERED: tuple[Own, ...] = (
    *("need", "offer", "proposal", "consent", "binome", "session", "report", "letter"),
    "represented",
    "passed",
)
"""What is named by its number alone."""


def check_subject(own: Own, action: Action) -> None:
    """Raise `NotPossible` where a button should name something by its number, or nothing, and names neither.

    What is no number would otherwise stand for nothing in particular, which some buttons are about.
    """
    if own in NUMBERED and action.subject not in ("", "0", str(action.number or "")):
        raise NotPossible("(subject)")


async def require(turn: Turn, right: Right) -> None:
    """Raise `NotAllowed` unless whoever speaks has the right now."""
    await GATES[right](turn)


async def _let_in(_turn: Turn) -> None:
    """Let anybody in: the act concerns the speaker alone, or looks whose its subject is."""


async def _require_joined(turn: Turn) -> None:
    await staff.require_rights(turn.session, turn.person)


async def _require_team(turn: Turn) -> None:
    await staff.require_role(turn.session, turn.person)


async def _require_head(turn: Turn) -> None:
    await staff.require_role(turn.session, turn.person, "head")


async def _require_reader(turn: Turn) -> None:
    await outsiders.require_reader(turn.session, turn.person)


async def _require_outside(turn: Turn) -> None:
    await outsiders.require_bound(turn.session, turn.person)


GATES: dict[Right, Callable[[Turn], Awaitable[None]]] = {
    "anybody": _let_in,
    "joined": _require_joined,
    "team": _require_team,
    "head": _require_head,
    "reader": _require_reader,
    "outside": _require_outside,
}
