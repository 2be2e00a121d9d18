"""The screens that the team opens from its menu, each as its command opens it."""

from typing import Any

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
    await staff.require_role(turn.session, turn.person)
    if action.choice not in SCREENS:
        raise NotPossible("(screen)")
    kind, args, read = SCREENS[action.choice]
    if read:
        record_audit(turn.session, turn.now, turn.person, "read", read)
    await turn.reply(kind, **args)
