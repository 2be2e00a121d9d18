"""What the messages about the team itself show: its members, what they pledge, its group and its invitations."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from mentoring.contexts import Context
from mentoring.desk_views import InvitationLine, Member
from mentoring.gates import CheckKind
from mentoring.sheet_views import CheckLine

GuestAct = Literal["came", "wrote", "stays"]
"""What shows somebody in the group: they came, they wrote or tapped, or Telegram did not let them be taken out."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TeamMember(Member):
    """A member of the team as its own screen shows them: when they pledged, which checks were made and which miss."""

    pledged_at: datetime | None
    checks: Sequence[CheckLine]
    missing: Sequence[CheckKind]


@dataclass(frozen=True, slots=True, kw_only=True)
class TeamContext(Context):
    """The team, how many of it are heads, the open invitations, and whether there is a recipient outside of it."""

    team: Sequence[TeamMember]
    heads: int
    invitations: Sequence[InvitationLine]
    has_outside: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class MemberContext(Context):
    """Somebody of the team, and what is about to be done with their rights, or was done."""

    member: Member
    act: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PledgeContext(Context):
    """What somebody of the team pledges; `is_new`: they have just come, and are greeted afterwards."""

    is_new: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupGuestContext(Context):
    """Somebody in the staff group who is not of the team; the name is empty of somebody erased."""

    name: str
    act: GuestAct


@dataclass(frozen=True, slots=True, kw_only=True)
class InviteContext(Context):
    """A link that names one coordinator, and until when."""

    link: str
    expires_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupMoveContext(Context):
    """Another group, or one topic of it, to which all alerts would go; `thread` is 0 for the group itself."""

    chat: int
    thread: int
    title: str
