"""The screens that the team opens from its menu or by a command: the same ones."""

from collections.abc import Awaitable, Callable
from typing import Any

from aiogram.types import Message

from bot.desk.lookups import answer_privately
from bot.turn import Turn
from mentoring.actions import Action
from mentoring.errors import NotPossible
from use_cases.people import staff
from use_cases.people.audit import Place, record_audit

SCREENS: dict[str, tuple[str, dict[str, Any], Place | None]] = {
    "queue": ("queue", {"page": 0, "sort": "ours"}, "queue"),
    "approve": ("to_approve", {"chosen": []}, "offers to approve"),
    "send": ("to_send", {"chosen": []}, "pairs to send"),
    "duty": ("duty", {"page": 0}, None),
    "team": ("team", {}, None),
}
"""Choice -> the message that shows it, with what, and what the audit calls it, if anything is read there."""


async def open_screen(turn: Turn, action: Action) -> None:
    """Show what a button of the team's menu names."""
    kind, args = await _begin_reading(turn, action.choice)
    await turn.reply(kind, **args)


def build_command(choice: str) -> Callable[[Message, Turn], Awaitable[None]]:
    """Return the handler of a command that shows one of these screens."""

    async def show(message: Message, turn: Turn) -> None:
        kind, args = await _begin_reading(turn, choice)
        await answer_privately(message, turn, kind, **args)

    return show


async def _begin_reading(turn: Turn, choice: str) -> tuple[str, dict[str, Any]]:
    """Return the message that shows a screen, and with what; that it is read is written down."""
    await staff.require_role(turn.session, turn.person)
    if choice not in SCREENS:
        raise NotPossible("(screen)")
    kind, args, read = SCREENS[choice]
    if read:
        record_audit(turn.session, turn.now, turn.person, "read", read)
    return kind, args
