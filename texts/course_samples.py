"""Samples of what messages show of the course of a binôme."""

from collections.abc import Callable
from typing import Any

from mentoring.contexts import Context
from mentoring.course_contexts import CourseContext, GoalContext, LengthContext
from mentoring.views import Reader


def build_course(sample: Any, me: Reader) -> CourseContext:
    """Return a binôme in its fifth week of sixteen."""
    return CourseContext(
        me=me, binome=sample.binome(me).binome, goal=sample.words[:300], week=5, weeks=16, may_extend=True
    )


def build_goal(sample: Any, me: Reader) -> GoalContext:
    """Return a goal that the reader has typed, in the place of their own sentence."""
    words = sample.words[:300]
    return GoalContext(
        me=me, binome=sample.binome(me).binome, goal=words, offered=words, typed=words, mark="0123456789ab"
    )


def build_lengths(sample: Any, me: Reader) -> LengthContext:
    """Return the lengths of a programme of sixteen weeks."""
    return LengthContext(me=me, binome=sample.binome(me).binome, lengths=[16, 12, 8])


COURSE_SAMPLES: dict[type[Context], Callable[[Any, Reader], Context]] = {
    CourseContext: build_course,
    GoalContext: build_goal,
    LengthContext: build_lengths,
}
