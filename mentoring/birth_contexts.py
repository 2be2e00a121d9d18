"""What messages about an age show: to somebody too young, and to the team that puts a birth right."""

from dataclasses import dataclass
from typing import Literal

from mentoring.contexts import Context, NumbersContext
from mentoring.states import Form

AgeRequest = Literal["", "open", "kept_out"]
"""Where it stands that somebody says that their birth is another one: not yet, the team looks at it, it has looked."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TooYoungContext(NumbersContext):
    """Somebody too young for a form, with the numbers to read first; `may_seek`: they may look for help."""

    request: AgeRequest = ""
    may_seek: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class BirthContext(Context):
    """Whose birth the team puts right from a sheet; `birth`: the new one, once it was typed."""

    noun: Form
    number: int
    ref: str
    birth: str = ""
