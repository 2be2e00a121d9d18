"""Every kind of message: how urgent it is, what to do when its fate is unknown, and when it may leave.

Words and buttons are in texts/, under the same name.
"""

from dataclasses import dataclass
from enum import IntEnum


class Priority(IntEnum):
    """Who goes first when many wait; the smallest goes first."""

    SAFETY = 0
    REPLY = 1
    PROPOSAL = 2
    REMINDER = 3
    DIGEST = 4
    LIST = 5


@dataclass(frozen=True, slots=True)
class Kind:
    """What the mouth must know about a kind of message.

    `resend`: how often a message whose fate is unknown leaves again; `unprompted`: keeps quiet hours, unless
    it answers what the person has just done; `daily`: the program's own idea, of which a person gets one a day;
    `protected`: Telegram forbids forwarding and saving it; `staff`: it leaves for the team alone.
    """

    priority: Priority = Priority.REPLY
    resend: int = 0
    unprompted: bool = False
    daily: bool = False
    protected: bool = False
    staff: bool = False


REPLY = Kind()
ASKED = Kind(Priority.PROPOSAL, resend=1, unprompted=True)
NEWS = Kind(Priority.PROPOSAL, unprompted=True)
"""What a partner or the team has just done, for those who wait for it."""
OWN_IDEA = Kind(Priority.PROPOSAL, unprompted=True, daily=True)
"""What the clock or the matcher thinks of: it can wait until tomorrow."""
REMINDER = Kind(Priority.REMINDER)
BY_DAY = Kind(Priority.REMINDER, unprompted=True)
"""About a session, and can wait for the morning; what cannot is said to be urgent where it is put."""
CARD = Kind(Priority.SAFETY, resend=100)
PRIVATE = Kind(protected=True, staff=True)

LIST = "commands"
"""The one operation that says nothing: a chat's list of commands is renewed. It has no words and no reader."""
LIST_RULES = Kind(Priority.LIST, resend=100)

MESSAGES: dict[str, Kind] = {
    # anybody
    "welcome": REPLY,
    "begin_need": REPLY,
    "begin_offer": REPLY,
    "campaigns": PRIVATE,
    "menu": REPLY,
    "help": Kind(Priority.SAFETY, resend=1),
    "help_weak": Kind(Priority.SAFETY, resend=1),
    "contact_coming": Kind(Priority.SAFETY, resend=1),
    "contact_declined": REPLY,
    "privacy": REPLY,
    "language": REPLY,
    "my_data": REPLY,
    "erase_ask": REPLY,
    "slow_down": REPLY,
    "sorry": REPLY,
    "meanwhile": REPLY,
    "write_again": NEWS,
    # forms
    "too_young": REPLY,
    "need_question": REPLY,
    "offer_question": REPLY,
    "need_summary": REPLY,
    "offer_summary": REPLY,
    "need_guess": REPLY,
    "offer_guess": REPLY,
    "need_nudge": OWN_IDEA,
    "offer_nudge": OWN_IDEA,
    "need_profile": REPLY,
    "offer_profile": REPLY,
    "need_edit": REPLY,
    "offer_edit": REPLY,
    "need_sent": REPLY,
    "need_standing": OWN_IDEA,
    "need_widened": REPLY,
    "offer_standing": OWN_IDEA,
    "offer_widened": REPLY,
    "offer_sent": REPLY,
    "offer_refused": NEWS,
    "training": ASKED,
    "offer_available": REPLY,
    "offer_paused": OWN_IDEA,
    "pause_noted": REPLY,
    "partner_gone": NEWS,
    # pauses
    "pause_choice": REPLY,
    "wake_choice": REPLY,
    "stop_choice": REPLY,
    "pause_until": REPLY,
    "paused": NEWS,
    "resumed": NEWS,
    "stop_confirm": REPLY,
    "stopped": REPLY,
    "proposal_withdrawn": NEWS,
    "consent_gone": OWN_IDEA,
    # proposal
    "proposal": Kind(Priority.PROPOSAL, resend=1, unprompted=True, daily=True),
    "proposal_nudge": OWN_IDEA,
    "proposal_expired": OWN_IDEA,
    "decline_why": REPLY,
    "declined": REPLY,
    "consent": ASKED,
    "consent_nudge": OWN_IDEA,
    "consent_waiting": REPLY,
    "consent_declined": REPLY,
    "released": NEWS,
    "agreed": ASKED,
    # slot and place
    "slot_choice": REPLY,
    "slot_asked": ASKED,
    "slot_waiting": REPLY,
    "slot_set": ASKED,
    "place_ask": REPLY,
    "place_set": NEWS,
    # sessions
    "reminder_day": REMINDER,
    "reminder_days": REMINDER,
    "reminder_soon": REMINDER,
    "check_in": BY_DAY,
    "check_in_rating": REPLY,
    "check_in_thanks": REPLY,
    "check_in_missed": REPLY,
    "session_moved": BY_DAY,
    "session_skipped": BY_DAY,
    # the binôme
    "binome": REPLY,
    "end_why": REPLY,
    "ended": NEWS,
    "report_confirm": REPLY,
    "report_ask": REPLY,
    "report_done": Kind(Priority.SAFETY, resend=1),
    "unfrozen": NEWS,
    # staff
    "card": CARD,
    "card_reminder": CARD,
    "cards": CARD,
    "card_moved": CARD,
    "card_detail": PRIVATE,
    "staff_welcome": REPLY,
    "staff_invite": PRIVATE,
    "group_bound": REPLY,
    "team": PRIVATE,
    "team_confirm": PRIVATE,
    "team_left": REPLY,
    "queue": PRIVATE,
    "doubtful": PRIVATE,
    "found": PRIVATE,
    "not_found": PRIVATE,
    "written_privately": REPLY,
    "sheet_binome": PRIVATE,
    "sheet_need": PRIVATE,
    "sheet_offer": PRIVATE,
    "sheet_end": PRIVATE,
    "note_ask": PRIVATE,
    "card_history": PRIVATE,
    "card_pass": PRIVATE,
    "to_approve": PRIVATE,
    "to_send": PRIVATE,
    "rank_asked": PRIVATE,
    "rank_none": PRIVATE,
    "rank_gone": PRIVATE,
    "rank_proposed": PRIVATE,
    "ranked": PRIVATE,
    "fairness": PRIVATE,
    "digest": Kind(Priority.DIGEST),
    "figures": Kind(Priority.DIGEST),
    "outage": Kind(resend=100),
    "card_handed": Kind(Priority.REPLY, resend=1, staff=True),
    "reason_ask": REPLY,
    "reason_kept": REPLY,
}


def resends(kind: str) -> int:
    """Give how often an operation whose fate is unknown may leave again."""
    return (LIST_RULES if kind == LIST else MESSAGES[kind]).resend
