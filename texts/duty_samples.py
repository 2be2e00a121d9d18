"""Samples of the duty roster's messages, small or as large as they can be."""

from collections.abc import Callable

from mentoring import duty_contexts
from mentoring.birth_contexts import BirthContext
from mentoring.contexts import Context
from mentoring.desk_views import Member
from mentoring.duty import DutyCalendar, ShiftView, Whose
from mentoring.programme import DutyHours
from mentoring.views import Reader
from texts.desk_samples import DESK_SAMPLES
from texts.parental_samples import PARENTAL_SAMPLES
from texts.sheet_samples import MANY, NOW
from texts.vetting_samples import VETTING_SAMPLES

WHOSE: tuple[Whose, ...] = ("mine", "vacant", "held", "nobody")


def _sample_shifts(name: str, many: int) -> list[ShiftView]:
    shifts = DutyCalendar(DutyHours(), "Europe/Paris").list_shifts(NOW.date())[:many]
    return [
        ShiftView(one.key, one.kind, one.begins_at, one.ends_at, WHOSE[at % 4], name, is_past=False)
        for at, one in enumerate(shifts)
    ]


def _sample_week(me: Reader, name: str, _words: str, many: int) -> duty_contexts.DutyWeekContext:
    shifts = _sample_shifts(name, 19 if many == MANY else 4)
    return duty_contexts.DutyWeekContext(me=me, shifts=shifts, page=1, is_last=False, choosing=False, filled=many)


def _sample_shift(me: Reader, name: str, _words: str, _many: int) -> duty_contexts.DutyShiftContext:
    (shift,) = _sample_shifts(name, 1)
    return duty_contexts.DutyShiftContext(me=me, shift=shift, page=1, may_assign=True, may_free=True)


def _sample_choice(me: Reader, name: str, _words: str, many: int) -> duty_contexts.DutyChoiceContext:
    (shift,) = _sample_shifts(name, 1)
    team = [Member(number, "coordinator", name) for number in range(1, (50 if many == MANY else many) + 1)]
    return duty_contexts.DutyChoiceContext(me=me, shift=shift, act="swap", team=team, member=None, theirs=())


def _sample_away(me: Reader, name: str, _words: str, many: int) -> duty_contexts.DutyAwayContext:
    return duty_contexts.DutyAwayContext(
        me=me, first=NOW, last=NOW, days="20261123-20261130", choices=["20261123-20261123"],
        shifts=_sample_shifts(name, 12 if many == MANY else many), more=many,
    )  # fmt: skip


def _sample_offer(me: Reader, name: str, _words: str, _many: int) -> duty_contexts.DutyOfferContext:
    shift, wanted = _sample_shifts(name, 2)
    return duty_contexts.DutyOfferContext(me=me, number=7, by=name, shift=shift, wanted=wanted)


def _sample_news(me: Reader, name: str, _words: str, many: int) -> duty_contexts.DutyNewsContext:
    shifts = _sample_shifts(name, 12 if many == MANY else many)
    return duty_contexts.DutyNewsContext(me=me, news="vacant", by=name, shifts=shifts, more=many)


def _sample_soon(me: Reader, name: str, _words: str, many: int) -> duty_contexts.DutySoonContext:
    return duty_contexts.DutySoonContext(me=me, shifts=_sample_shifts(name, 12 if many == MANY else many))


def _sample_birth(me: Reader, _name: str, _words: str, _many: int) -> BirthContext:
    return BirthContext(me=me, noun="need", number=204, ref="J-204", birth="2008-03")


STAFF_SAMPLES: dict[type[Context], Callable[[Reader, str, str, int], Context]] = {
    **DESK_SAMPLES,
    BirthContext: _sample_birth,
    **VETTING_SAMPLES,
    **PARENTAL_SAMPLES,
    duty_contexts.DutyWeekContext: _sample_week,
    duty_contexts.DutyShiftContext: _sample_shift,
    duty_contexts.DutyChoiceContext: _sample_choice,
    duty_contexts.DutyAwayContext: _sample_away,
    duty_contexts.DutyOfferContext: _sample_offer,
    duty_contexts.DutyNewsContext: _sample_news,
    duty_contexts.DutySoonContext: _sample_soon,
}
"""Type of context -> its sample, of all that the team reads."""
