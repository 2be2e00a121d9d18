"""Words of safeguarding that rows and rules share: standing, restrictions, ties, what a case's record holds."""

from typing import Literal

Standing = Literal["clear", "reported", "suspended", "barred"]
"""What somebody may do; `reported` is never shown, `suspended` is announced, `barred` has a ground and an end."""
RestrictionKind = Literal["suspended", "barred"]
TurnedAwayWhy = Literal["too_young", "barred"]
TieKind = Literal["partner", "relative", "employer", "colleague"]
CaseEntryKind = Literal["words", "assessment", "act", "told", "decision", "reason"]
"""A line of a case's record: what the writer said, and what the team assessed, did, told whom, decided and why."""
BarGround = Literal["conduct", "contact", "confidentiality", "untrue_answers", "safety_of_others"]
"""The rules of the charter on which a bar may rest: never an offence."""
