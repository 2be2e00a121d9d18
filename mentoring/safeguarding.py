"""Words of safeguarding that rows and rules share: standing, restrictions, ties, what a case's record holds."""

from datetime import timedelta
from typing import Literal, get_args

Standing = Literal["clear", "reported", "suspended", "barred"]
"""What somebody may do; `reported` is never shown, `suspended` is announced, `barred` has a ground and an end."""
RestrictionKind = Literal["suspended", "barred", "held"]
"""What is kept about an account; `held`: a team hold kept it from new binômes when that hold's binôme was erased."""
AgeMark = Literal["too_young", "no_offer"]
"""Why an account is turned away until a date: too young for the programme, or for helping others in it."""
TurnedAwayWhy = Literal[AgeMark, "kept_out", "barred"]
"""`kept_out`: the team has looked at what the person says of their age, and the answer stays until the same date."""
TieKind = Literal["partner", "relative", "employer", "colleague"]
TIE_KINDS: tuple[TieKind, ...] = get_args(TieKind)
CaseEntryKind = Literal["words", "assessment", "act", "told", "decision", "reason", "closing"]
"""A line of a case's record: what the writer said; what the team assessed, did, told whom, decided and why; its end."""
OtherChoice = Literal["hold", "leave", ""]
"""What a reader of a report decided about another binôme of the accused person; nothing yet when empty."""
BarGround = Literal["conduct", "contact", "confidentiality", "untrue_answers", "safety_of_others"]
"""The rules of the charter on which a bar may rest: never an offence."""
BAR_GROUNDS: tuple[BarGround, ...] = get_args(BarGround)


def compute_months(count: int) -> timedelta:
    """Return so many months, each as long as the average one."""
    return timedelta(days=round(count * 30.4375))
