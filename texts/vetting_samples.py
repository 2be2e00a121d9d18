"""Samples of what messages about the checks of a volunteer show."""

from collections.abc import Callable

from mentoring.contexts import Context
from mentoring.gates import CHECK_KINDS
from mentoring.sheet_views import CheckLine
from mentoring.vetting_contexts import CheckContext, CheckEnd, CheckNewsContext, ChecksContext
from mentoring.views import Reader
from texts.sheet_samples import NOW, sample_checks


def _sample_checks(me: Reader, name: str, _words: str, many: int) -> ChecksContext:
    return ChecksContext(
        me=me,
        number=31,
        ref="V-031",
        state="to_check",
        vetting=sample_checks(name, many),
        kinds=CHECK_KINDS,
        refused="clear",
    )


def _sample_check(me: Reader, name: str, _words: str, _many: int) -> CheckContext:
    recorded = CheckLine("record_extract", NOW, name, NOW, has_expired=False)
    return CheckContext(me=me, number=31, ref="V-031", kind="record_extract", recorded=recorded, until=NOW)


def _sample_news(me: Reader, _name: str, _words: str, many: int) -> CheckNewsContext:
    ends = [CheckEnd(kind, NOW) for kind in CHECK_KINDS[-many:]]
    return CheckNewsContext(me=me, checks=ends, is_for_minors=False)


VETTING_SAMPLES: dict[type[Context], Callable[[Reader, str, str, int], Context]] = {
    ChecksContext: _sample_checks,
    CheckContext: _sample_check,
    CheckNewsContext: _sample_news,
}
