"""Samples of what is shown to whoever tells the team about somebody, and to somebody barred."""

from datetime import UTC, datetime
from typing import Any

from mentoring import contexts
from mentoring.views import NamedPerson, OwnReport, Reader

UNTIL = datetime(2026, 11, 24, 17, 0, tzinfo=UTC)


def build_signal(sample: Any, me: Reader) -> contexts.SignalContext:
    """Return whom a person may mean."""
    found = [NamedPerson(number, sample.name) for number in range(102, 105 if sample.large else 103)]
    return contexts.SignalContext(me=me, binome=102, partners=found, team=found, **sample.help(me).give_numbers())


def build_report(sample: Any, me: Reader) -> contexts.ReportContext:
    """Return a report as its writer sees it."""
    own = OwnReport(9, "team", 102, sample.name, is_held=True, is_running=True, agreed=False)
    return contexts.ReportContext(me=me, report=own, cover=None, **sample.help(me).give_numbers())


def build_concern(sample: Any, me: Reader) -> contexts.ConcernContext:
    """Return a concern about somebody else."""
    return contexts.ConcernContext(me=me, whom="other", cover=None, read_by="team", **sample.help(me).give_numbers())


def build_readers(_sample: object, me: Reader) -> contexts.ReadersContext:
    """Return that the team reads what somebody wrote."""
    return contexts.ReadersContext(me=me, read_by="team")


def build_bar(_sample: object, me: Reader) -> contexts.BarredContext:
    """Return a bar with its ground and its end."""
    return contexts.BarredContext(me=me, ground="conduct", until=UNTIL)
