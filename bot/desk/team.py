"""What is a head's own: the team and its heads (each act asked for twice), invitations, the campaigns."""

import re
from collections.abc import Awaitable, Callable

from aiogram.types import Message

from bot.turn import Turn
from mentoring.actions import Action
from mentoring.errors import NotPossible
from use_cases.people import staff
from use_cases.people.audit import record_audit
from use_cases.team import invitations, membership, staff_checks, staff_group

CHAT_ID = re.compile("-[0-9]{1,16}")
"""A group's number at Telegram, which is below 0 and has 52 bits."""
CONFIRMED_ACTS = {
    "remove_yes": membership.remove_member,
    "lead_yes": membership.hand_over_head,
    "name_yes": membership.name_head,
    "step_down_yes": membership.step_down,
    "cancel": invitations.cancel,
}
"""What is done to a member, or to an invitation, which needs no second question."""
ACTS_TO_CONFIRM = ("remove", "lead", "name", "step_down")
ACTS_OF_ALL = ("", "checked")
"""What any member of the team does there: look, and record a check that they have made of another."""
ACTS_THAT_END_RIGHTS = ("lead_yes", "step_down_yes")
"""After these the one who did it sees the team no more."""


WELCOMES = {"begin": "staff_welcome", "go_on": "pledge_kept"}
"""The button of the pledge -> what is answered: to whoever has just come, or to whoever was about to act."""


async def welcome(turn: Turn) -> None:
    """Greet somebody who has come into the team: first they read what they pledge."""
    if await staff.has_pledged(turn.session, turn.person):
        await turn.reply("staff_welcome")
    else:
        await turn.reply("pledge", is_new=True)


async def take_pledge(turn: Turn, action: Action) -> str | None:
    """Record that somebody of the team pledges to keep to themselves what the team reads; who has, sees their menu."""
    if action.choice not in WELCOMES:
        raise NotPossible("(pledge)")
    if await staff.has_pledged(turn.session, turn.person):
        await turn.show_present()
        return None
    await staff.pledge(turn.session, turn.person, turn.now)
    await turn.redraw(WELCOMES[action.choice])
    return "toast_saved"


async def invite(_message: Message, turn: Turn) -> None:
    """Return the head a link that names one coordinator; the links before stay valid."""
    await staff.require_role(turn.session, turn.person, "head")
    opened = await invitations.open_invitation(turn.session, turn.person, "coordinator", turn.now)
    await turn.reply("staff_invite", invitation=opened.id)


async def show_campaigns(_message: Message, turn: Turn) -> None:
    """Show the head how many people each campaign brought."""
    await staff.require_role(turn.session, turn.person, "head")
    await turn.reply("campaigns")


async def show_audit(_message: Message, turn: Turn) -> None:
    """Show the head what the team read and did."""
    await _show_audit(turn.reply, turn, 0, 0)


async def show_audit_page(turn: Turn, action: Action) -> None:
    """Turn the page of the audit, or look at one member's acts."""
    await _show_audit(turn.redraw, turn, action.number, Action("", action.choice).number)


async def _show_audit(answer: Callable[..., Awaitable[None]], turn: Turn, page: int, member: int) -> None:
    await staff.require_role(turn.session, turn.person, "head")
    record_audit(turn.session, turn.now, turn.person, "read", "audit")
    await answer("audit", page=page, member=member)


async def act_on_team(turn: Turn, action: Action) -> str | None:
    """Do what a button of the team's screen says; all but its head look at it and record checks."""
    act, _, kind = action.choice.partition("-")
    await staff.require_role(turn.session, turn.person, *(() if act in ACTS_OF_ALL else ("head",)))
    if act == "checked":
        await staff_checks.record(turn.session, turn.person, action.number, kind, turn.now)
        await turn.redraw("team")
        return "toast_saved"
    if action.choice in ACTS_TO_CONFIRM:
        await turn.redraw("team_confirm", member=action.number, act=action.choice)
        return None
    if action.choice:
        await _carry_out(turn, action)
    await turn.redraw("menu" if action.choice in ACTS_THAT_END_RIGHTS else "team")
    return "toast_saved" if action.choice else None


async def move_group(turn: Turn, action: Action) -> str:
    """Have all alerts go to another group, once the head has read which."""
    await staff.require_role(turn.session, turn.person, "head")
    if not CHAT_ID.fullmatch(action.subject):
        raise NotPossible("(group)")
    thread = Action("", action.choice).number or None
    await staff_group.move_group(turn.session, int(action.subject), thread, turn.person, turn.now)
    await turn.redraw("menu")
    return "toast_saved"


async def _carry_out(turn: Turn, action: Action) -> None:
    if action.choice not in CONFIRMED_ACTS:
        raise NotPossible("(team)")
    await CONFIRMED_ACTS[action.choice](turn.session, turn.person, action.number, turn.now)
