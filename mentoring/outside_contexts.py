"""What messages to the outside recipient, and about them, are made of."""

from collections.abc import Sequence
from dataclasses import dataclass

from mentoring.contexts import Context
from mentoring.desk_views import CaseLine
from mentoring.help_numbers import HelpLine, Words


@dataclass(frozen=True, slots=True, kw_only=True)
class OutsideWelcomeContext(Context):
    """The numbers to call for somebody in danger, which whoever is to sign reads first."""

    numbers: Sequence[HelpLine]
    note: Words


@dataclass(frozen=True, slots=True, kw_only=True)
class OutsideNewsContext(Context):
    """What became of the outside recipient.

    ``signed``, ``left``, ``silent``, ``inside`` (the team), ``overdue`` or ``mail_refused``.
    """

    act: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OutsideHomeContext(Context):
    """The open cases of the outside recipient; none to anybody else."""

    cases: Sequence[CaseLine]


@dataclass(frozen=True, slots=True, kw_only=True)
class OutsideMailContext(Context):
    """What a mail to the outside recipient says: the number of a case, if it is about one, and a one-time link."""

    ref: str
    link: str
