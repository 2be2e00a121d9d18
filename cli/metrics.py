"""What Prometheus may read of the running program: each metric is a row of one table."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from prometheus_client import CollectorRegistry, generate_latest
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, Metric
from prometheus_client.registry import Collector

from cli.wiring import App
from storage import installation
from use_cases.outbox import ledger

Values = Mapping[tuple[str, ...], float]
"""Values of the labels -> value."""
ALONE = ()


@dataclass(frozen=True, slots=True)
class Look:
    """How things are at one moment."""

    app: App
    rows: dict[tuple[str, str], int]
    oldest_due: timedelta
    heartbeat: timedelta
    backup: timedelta | None
    staff_bound: bool


async def look(app: App, *, count: bool = False) -> Look:
    """Look into the database, and at the parts that run; `count` the outbox too, which reads every row of it."""
    now, real = app.clock.now(), app.clock.real()
    async with app.sessions.begin() as session:
        bound = await installation.staff_chat(session) is not None
        rows = await ledger.by_state_and_kind(session) if count else {}
        due = await ledger.oldest_due(session, now, bound)
        backup = await installation.read_moment(session, installation.BACKED_UP_AT)
    age = real - backup if backup else None
    return Look(app, rows, _since(due, now), _since(app.heartbeat.beaten_at, real), age, bound)


def _since(moment: datetime | None, now: datetime) -> timedelta:
    return now - moment if moment else timedelta()


def _alone(value: float) -> Values:
    return {ALONE: value}


@dataclass(frozen=True, slots=True)
class Row:
    """One metric: what it is, by which labels, and how it is read. `total`: it only grows while the program runs."""

    words: str
    read: Callable[[Look], Values]
    labels: tuple[str, ...] = ()
    total: bool = False


TABLE = {
    "binome_outbox_rows": Row("Rows of the outbox", lambda it: _texts(it.rows), ("state", "kind")),
    "binome_oldest_due_seconds": Row(
        "Since when the oldest message that may leave is due", lambda it: _alone(it.oldest_due.total_seconds())
    ),
    "binome_heartbeat_seconds": Row("Since the last heartbeat", lambda it: _alone(it.heartbeat.total_seconds())),
    "binome_backup_seconds": Row(
        "Since the last backup", lambda it: _alone(it.backup.total_seconds()) if it.backup else {}
    ),
    "binome_staff_group": Row("1 when a staff group is bound", lambda it: _alone(it.staff_bound)),
    "binome_requests": Row(
        "Requests of the mouth by what came of them: sent, held (429), later, uncertain…",
        lambda it: {(outcome,): count for outcome, count in it.app.mouth.tally.items()},
        ("outcome",),
        total=True,
    ),
    "binome_updates": Row("Updates heard", lambda it: _alone(it.app.hearing.heard), total=True),
    "binome_matching_rounds": Row("Matching rounds", lambda it: _alone(it.app.heartbeat.rounds.done), total=True),
    "binome_matching_seconds": Row(
        "Time that matching rounds took", lambda it: _alone(it.app.heartbeat.rounds.seconds), total=True
    ),
}


def _texts(rows: dict[tuple[str, str], int]) -> Values:
    return {(state, kind): float(count) for (state, kind), count in rows.items()}


def text(found: Look) -> bytes:
    """Give all metrics as Prometheus reads them."""
    registry = CollectorRegistry(auto_describe=False)
    registry.register(_Once([_family(name, row, found) for name, row in TABLE.items()]))
    return generate_latest(registry)


def _family(name: str, row: Row, found: Look) -> Metric:
    family: Any = (CounterMetricFamily if row.total else GaugeMetricFamily)(name, row.words, labels=row.labels)
    for labels, value in row.read(found).items():
        family.add_metric(labels, value)
    return family  # type: ignore[no-any-return]


class _Once(Collector):
    """What was read once; the library asks for nothing else."""

    def __init__(self, families: Iterable[Metric]) -> None:
        self.families = families

    def collect(self) -> Iterable[Metric]:
        return self.families
