"""Samples of what waits for an answer, and of what somebody may want."""

from datetime import UTC, datetime
from typing import Any, get_args

from mentoring.contexts import OfferedContext, WaitingContext
from mentoring.intents import INTENTS
from mentoring.pending import PendingKind
from mentoring.views import Hour, PendingView, Reader
from texts.session_samples import sample_session

HOUR = Hour("1-18", datetime(2026, 11, 24, 17, tzinfo=UTC))


def build_waiting(sample: Any, me: Reader) -> WaitingContext:
    """Return one question that waits, or one of each kind, to which a yes was typed."""
    usual: PendingKind = "consent" if me.side == "young" else "proposal"
    kinds = get_args(PendingKind) if sample.large else (usual,)
    found = [PendingView(kind, at, "B-102", sample.name, HOUR, sample_session()) for at, kind in enumerate(kinds, 102)]
    return WaitingContext(me=me, waiting=found, said="which" if sample.large else "yes", has_session=sample.large)


def build_offered(sample: Any, me: Reader) -> OfferedContext:
    """Return two things of which one may be wanted, or all."""
    return OfferedContext(me=me, offered=INTENTS if sample.large else ("move_session", "data"))
