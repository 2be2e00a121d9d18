"""What an association lets the two of a binôme say to each other: `[talk]` of its programme file."""

from dataclasses import dataclass, field
from typing import Literal, get_args

MediaRule = Literal["none", "documents", "all"]
"""What passes beside words, between two adults: nothing, documents alone, everything that Telegram copies."""
MEDIA_RULES: tuple[MediaRule, ...] = get_args(MediaRule)
MEETING_RULES = ("never", "adults", "all")
"""Who may meet in person, in public places alone."""


@dataclass(frozen=True, slots=True)
class TalkSettings:
    """Whether the two may write to each other, what beside words, how much, and when minors are left in peace."""

    on: bool = False
    media: str = field(default="all", metadata={"among": MEDIA_RULES})
    meet_in_person: str = field(default="adults", metadata={"among": MEETING_RULES})
    messages_per_hour: int = field(default=30, metadata={"least": 3, "most": 600})
    quiet_from: int = field(default=21, metadata={"least": 0, "most": 23})
    quiet_until: int = field(default=8, metadata={"least": 0, "most": 23})
