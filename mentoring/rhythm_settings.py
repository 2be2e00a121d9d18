"""How often a binôme meets, for how long, and when messages about a session leave: `[rhythm]` of the programme file."""

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Rhythm:
    """How often a binôme meets, for how many weeks, and when messages about a session leave.

    `weeks` are those with a session, pauses apart; both may add `extension_weeks`; after `limit_weeks` of the
    calendar, pauses included, both are asked whether it ends.
    """

    session_minutes: int = field(default=60, metadata={"least": 15, "most": 480})
    soon_minutes: int = field(default=60, metadata={"least": 5, "most": 720})
    check_in_minutes: int = field(default=30, metadata={"least": 0, "most": 1440})
    quiet_from: int = field(default=21, metadata={"least": 0, "most": 23})
    quiet_until: int = field(default=8, metadata={"least": 0, "most": 23})
    weeks: int = field(default=16, metadata={"least": 4, "most": 52})
    extension_weeks: int = field(default=4, metadata={"least": 1, "most": 26})
    limit_weeks: int = field(default=40, metadata={"least": 4, "most": 156})
