"""What kinds of message have in common: how urgent, when they may leave, who reads them, what a silence does."""

from dataclasses import dataclass, field, replace
from enum import IntEnum
from typing import Literal

from mentoring.contexts import Context
from mentoring.roles import ReaderSide

OutboxState = Literal["queued", "sending", "sent", "uncertain", "given_up", "expired", "cancelled"]
"""What became of a message so far."""
Channel = Literal["chat", "group", "mail"]
"""By which way a message leaves."""
DocumentName = Literal["", "case_file", "data_page", "data_file"]
"""What leaves as a file, its message being the words under it; scheduler/delivery/documents.py has the makers.

One message has one document: what became of it is then one state, and no file leaves twice because another one failed.
"""
IN_TRANSIT_STATES: tuple[OutboxState, ...] = ("queued", "sending")
"""States of a message that may still leave."""
SilenceRule = Literal["leaves", "waits", "follow_up"]
"""What a silence does to a message: nothing; it is said afterwards, if it is still true; or it is not said at all.

A follow-up is not said either while an urgent case about its reader is open. What has its own hour expires by it.
"""
SENT_STATES: tuple[OutboxState, ...] = ("sent", "uncertain")
"""States of a message that its reader has, or may have."""
Sides = tuple[ReaderSide, ...]
ANYBODY: Sides = ("", "young", "volunteer")
STRANGER: Sides = ("",)
MEMBERS: Sides = ("young", "volunteer")
YOUNG: Sides = ("young",)
VOLUNTEER: Sides = ("volunteer",)
STAFF: Sides = ("staff",)
OUTSIDE: Sides = ("", "volunteer")
"""Who may be the recipient outside the team."""
ADULTS: Sides = ("", "volunteer")
"""Who may be the legal representative of somebody."""


class Priority(IntEnum):
    """Who goes first when many wait; the smallest goes first."""

    SAFETY = 0
    REPLY = 1
    PROPOSAL = 2
    REMINDER = 3
    DIGEST = 4
    LIST = 5


@dataclass(frozen=True, slots=True)
class MessageKind:
    """What must be known about a kind of message.

    `resend`: how often a message whose fate is unknown leaves again; `keeps_quiet_time`: keeps quiet hours, unless
    it answers what the person has just done; `daily`: the program's own idea, of which a person gets one a day;
    `protected`: Telegram forbids forwarding and saving it; `kept_hours`: after so many it is deleted from a private
    chat, 0 if never; `document`: what it is sent with, made as it leaves; `is_for_staff`: it leaves for the team alone;
    `is_for_outside`: the outside recipient reads it too; `channel`: by which way it leaves; `group`: it is read
    in the staff group alone. `context` is what its template reads, `args` what it is queued with.
    `silence` has no default: each kind says what it obeys. What answers its reader leaves whatever its kind says.
    """

    priority: Priority = Priority.REPLY
    resend: int = 0
    keeps_quiet_time: bool = False
    daily: bool = False
    protected: bool = False
    kept_hours: int = 0
    document: DocumentName = ""
    is_for_staff: bool = False
    is_for_outside: bool = False
    channel: Channel = "chat"
    group: bool = False
    context: type[Context] = Context
    read_by: Sides = ANYBODY
    args: frozenset[str] = frozenset()
    silence: SilenceRule = field(kw_only=True)

    def showing(self, context: type[Context], read_by: Sides, *args: str) -> "MessageKind":
        """Return these rules for a message of its own."""
        return replace(self, context=context, read_by=read_by, args=self.args | frozenset(args))


SAFETY = MessageKind(Priority.SAFETY, resend=1, silence="leaves")
REPLY = MessageKind(resend=1, silence="leaves")
"""An answer on screen: read twice it harms nobody, and missing it leaves somebody waiting."""
UNSENT = "unsent"
"""By which argument a message names the draft that may be sent from beneath it."""
GUESS = replace(REPLY, args=frozenset({UNSENT}))
"""An answer to what was read in somebody's words: they may have been for a partner, and then one tap sends them."""
ONCE = MessageKind(silence="leaves")
"""A sentence that is said once, or better not at all."""
REQUESTED = MessageKind(Priority.PROPOSAL, resend=1, keeps_quiet_time=True, silence="waits")
NEWS = MessageKind(Priority.PROPOSAL, keeps_quiet_time=True, silence="waits")
"""What a partner or the team has just done, for those who wait for it."""
DECISION = replace(NEWS, silence="leaves")
"""What the team tells somebody of themselves or of their own report, or a duty: no silence hides it from them."""
PROPOSAL = MessageKind(Priority.PROPOSAL, resend=1, keeps_quiet_time=True, daily=True, silence="waits")
OWN_IDEA = MessageKind(Priority.PROPOSAL, keeps_quiet_time=True, daily=True, silence="follow_up")
"""What the clock or the matcher thinks of: it can wait until tomorrow."""
OWN_NEWS = replace(OWN_IDEA, silence="waits")
"""What the clock has changed for somebody, who has to learn it."""
PASSED = MessageKind(Priority.PROPOSAL, silence="leaves")
"""What one of the two writes to the other: whether and when it passes is asked as it leaves, and no silence is of it.

One priority and no second try of its own: so the order in which it was written is kept, and nothing is doubled.
"""
REMINDER = MessageKind(Priority.REMINDER, silence="waits")
BY_DAY = MessageKind(Priority.REMINDER, keeps_quiet_time=True, silence="waits")
"""About a session, and can wait for the morning; what cannot is said to be urgent where it is put."""
CHECK_IN = replace(BY_DAY, silence="follow_up", args=frozenset({UNSENT}))
"""Whether a session took place; asked before its hour of whoever says that it was good."""
CARD = MessageKind(Priority.SAFETY, resend=100, silence="leaves")
GROUP_CARD = replace(CARD, group=True)
IN_GROUP = MessageKind(group=True, silence="leaves")
DIGEST = MessageKind(Priority.DIGEST, group=True, silence="leaves")
CONTESTED = MessageKind(Priority.SAFETY, resend=1, is_for_staff=True, silence="leaves")
"""The bot may be deaf: it does not wait for the morning."""
PRIVATE = MessageKind(protected=True, is_for_staff=True, silence="leaves")
STAFF_NEWS = replace(REQUESTED, is_for_staff=True)
CASE_SCREEN = replace(PRIVATE, is_for_outside=True)
"""Read through the one door to cases, which knows who may."""
OF_CASE = replace(CASE_SCREEN, kept_hours=24)
"""What a case says of people does not stay in the chat of whoever looked."""
CASE_FILE = replace(OF_CASE, protected=False, document="case_file")
"""It is there to be taken away; what is sealed needs no protection by Telegram."""
MAIL = MessageKind(Priority.SAFETY, resend=3, is_for_staff=True, is_for_outside=True, channel="mail", silence="leaves")
"""A number and a link, and nothing else: a mail is read by whoever runs a server on its way."""
FOR_TEAM = replace(REPLY, is_for_staff=True)
FOR_OUTSIDE = replace(FOR_TEAM, is_for_outside=True)

LIST = "commands"
"""An operation that says nothing: a chat's list of commands is renewed. It has no words and no reader."""
LIST_RULES = MessageKind(Priority.LIST, resend=100, silence="leaves")
DELETION = "deletion"
"""The other one: a message is taken out of its chat again."""
DELETION_RULES = MessageKind(Priority.REMINDER, resend=100, silence="leaves")
KEYBOARD = "keyboard"
"""Another: a question that is settled loses its buttons. Whatever is said goes first."""
KEYBOARD_RULES = MessageKind(Priority.LIST, resend=100, silence="leaves")
GROUP_EXIT = "group_exit"
"""Another: somebody who has left the team is taken out of its group."""
GROUP_EXIT_RULES = MessageKind(Priority.REMINDER, resend=100, silence="leaves")
"""Nothing else leaves for the group with this priority: an exit that is tried again holds up nothing."""
ATTACHED_COPY = "attached_copy"
"""A copy of a message that somebody has attached to their report, for a reader of the case: it has no words of ours."""
ATTACHED_COPY_RULES = MessageKind(resend=1, protected=True, kept_hours=24, silence="leaves")
OPERATIONS = {
    LIST: LIST_RULES,
    DELETION: DELETION_RULES,
    KEYBOARD: KEYBOARD_RULES,
    GROUP_EXIT: GROUP_EXIT_RULES,
    ATTACHED_COPY: ATTACHED_COPY_RULES,
}
