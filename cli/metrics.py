"""What Prometheus may read of the running program: each metric is a row of one table."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from prometheus_client import CollectorRegistry, generate_latest
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, Metric
from prometheus_client.registry import Collector

from cli.wiring import App
from mentoring.case_access import KINDS_THAT_TELL
from mentoring.message_kinds import OPERATIONS, Priority
from storage import installation
from use_cases.outbox import ledger
from use_cases.people import staff

Values = Mapping[tuple[str, ...], float]
"""Values of the labels -> value."""
NO_LABELS = ()


@dataclass(frozen=True, slots=True)
class ProgramState:
    """How things are at one moment."""

    app: App
    rows: dict[tuple[str, str], int]
    oldest_due: timedelta
    heartbeat: timedelta
    backup: timedelta | None
    is_staff_bound: bool
    has_head: bool
    has_team: bool
    oldest_alert: timedelta = timedelta()
    """Since when the oldest alert that may leave is due."""

    @property
    def unanswered_for(self) -> timedelta:
        """Return how long ago Telegram last answered whoever listens here; zero where nobody does."""
        return self._compute_listening_age(self.app.poller.connection.answered_at)

    @property
    def unheard_for(self) -> timedelta:
        """Return how long ago an update last came, or since when nobody has heard any; zero where nobody listens."""
        return self._compute_listening_age(self.app.poller.connection.heard_at)

    @property
    def contested_since(self) -> datetime | None:
        """Return since when another program listens with our token."""
        return self.app.poller.connection.find_contest_start(self.app.clock.real_now())

    def _compute_listening_age(self, moment: datetime | None) -> timedelta:
        is_listening = self.app.poller.connection.since is not None
        return _compute_age(moment, self.app.clock.real_now()) if is_listening else timedelta()


async def read_state(app: App, *, count: bool = False) -> ProgramState:
    """Look into the database, and at the parts that run; `count` the outbox too, which reads every row of it."""
    now, real = app.clock.now(), app.clock.real_now()
    async with app.sessions.begin() as session:
        head = await staff.has_head(session)
        bound = await installation.read_staff_chat(session) is not None
        rows = hide_kinds(await ledger.count_by_state_and_kind(session)) if count else {}
        due = await ledger.find_oldest_due(session, now, bound)
        alert = await ledger.find_oldest_due(session, now, bound, priority=Priority.SAFETY)
        backup = await installation.read_moment(session, installation.LAST_BACKUP_AT)
        team = await staff.has_team(session)
    age = real - backup if backup else None
    beat, ages = _compute_age(app.heartbeat.last_beat_at, real), [_compute_age(moment, now) for moment in (due, alert)]
    return ProgramState(app, rows, ages[0], beat, age, bound, head, team, ages[1])


def hide_kinds(rows: dict[tuple[str, str], int]) -> dict[tuple[str, str], int]:
    """Return the counts with the kinds that tell of a case under one name: whoever reads figures may be accused."""
    shown: Counter[tuple[str, str]] = Counter()
    for (state, kind), count in rows.items():
        tells = kind in (*KINDS_THAT_TELL, *OPERATIONS) or kind.startswith("card")
        shown[state, "other" if tells else kind] += count
    return dict(shown)


def _compute_age(moment: datetime | None, now: datetime) -> timedelta:
    return now - moment if moment else timedelta()


def _wrap_value(value: float) -> Values:
    return {NO_LABELS: value}


@dataclass(frozen=True, slots=True)
class MetricSpec:
    """One metric: what it is, by which labels, and how it is read. `total`: it only grows while the program runs."""

    description: str
    read: Callable[[ProgramState], Values]
    labels: tuple[str, ...] = ()
    is_counter: bool = False


METRICS = {
    "binome_outbox_rows": MetricSpec("Rows of the outbox", lambda it: _count_by_labels(it.rows), ("state", "kind")),
    "binome_oldest_due_seconds": MetricSpec(
        "Since when the oldest message that may leave is due",
        lambda it: _wrap_value(it.oldest_due.total_seconds()),
    ),
    "binome_oldest_alert_seconds": MetricSpec(
        "Since when the oldest alert that may leave is due",
        lambda it: _wrap_value(it.oldest_alert.total_seconds()),
    ),
    "binome_delivered_seconds": MetricSpec(
        "Since Telegram last took a message",
        lambda it: _wrap_value(it.app.sender.transport.compute_time_since_success().total_seconds()),
    ),
    "binome_polled_seconds": MetricSpec(
        "Since Telegram last answered whoever listens", lambda it: _wrap_value(it.unanswered_for.total_seconds())
    ),
    "binome_heard_seconds": MetricSpec(
        "Since an update last came", lambda it: _wrap_value(it.unheard_for.total_seconds())
    ),
    "binome_line_contested": MetricSpec(
        "1 while another program listens with our token",
        lambda it: _wrap_value(it.contested_since is not None),
    ),
    "binome_heartbeat_seconds": MetricSpec(
        "Since the last heartbeat", lambda it: _wrap_value(it.heartbeat.total_seconds())
    ),
    "binome_backup_seconds": MetricSpec(
        "Since the last backup", lambda it: _wrap_value(it.backup.total_seconds()) if it.backup else {}
    ),
    "binome_staff_group": MetricSpec("1 when a staff group is bound", lambda it: _wrap_value(it.is_staff_bound)),
    "binome_requests": MetricSpec(
        "Requests of the sender by what came of them: sent, held (429), later, uncertain…",
        lambda it: {(outcome,): count for outcome, count in it.app.sender.transport.outcome_counts.items()},
        ("outcome",),
        is_counter=True,
    ),
    "binome_updates": MetricSpec(
        "Updates heard", lambda it: _wrap_value(it.app.processor.updates_seen), is_counter=True
    ),
    "binome_matching_rounds": MetricSpec(
        "Matching rounds",
        lambda it: _wrap_value(it.app.heartbeat.due_work.matching_rounds.round_count),
        is_counter=True,
    ),
    "binome_matching_seconds": MetricSpec(
        "Time that matching rounds took",
        lambda it: _wrap_value(it.app.heartbeat.due_work.matching_rounds.total_seconds),
        is_counter=True,
    ),
}


def _count_by_labels(rows: dict[tuple[str, str], int]) -> Values:
    return {(state, kind): float(count) for (state, kind), count in rows.items()}


def render(found: ProgramState) -> bytes:
    """Return all metrics as Prometheus reads them."""
    registry = CollectorRegistry(auto_describe=False)
    registry.register(_FixedCollector([_build_family(name, row, found) for name, row in METRICS.items()]))
    return generate_latest(registry)


def _build_family(name: str, row: MetricSpec, found: ProgramState) -> Metric:
    family: Any = (CounterMetricFamily if row.is_counter else GaugeMetricFamily)(
        name, row.description, labels=row.labels
    )
    for labels, value in row.read(found).items():
        family.add_metric(labels, value)
    return family  # type: ignore[no-any-return]


class _FixedCollector(Collector):
    """What was read once; the library asks for nothing else."""

    def __init__(self, families: Iterable[Metric]) -> None:
        self.families = families

    def collect(self) -> Iterable[Metric]:
        return self.families
