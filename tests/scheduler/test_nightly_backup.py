"""The nightly backup: at its hour, in the folder of the settings; a failure calls the team once."""

import logging
import resource
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from cli.backups import BackupNotMade
from scheduler.nightly_backup import NightlyBackup
from storage.engine.clock import Clock
from storage.schema.tables import Card
from tests.faults.table_dump import read_rows
from tests.people import PROGRAMME, make_head_with_group
from tests.town import Town

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
NIGHT = datetime(2026, 11, 24, 2, tzinfo=UTC)
"""3 o'clock in Paris."""
HOUR = timedelta(hours=1)
FULL_BYTES = 1 << 16
"""Less than any copy; no file may grow beyond it, as if the disk were full."""


@pytest.fixture
def at(small_town: Town) -> "Callable[[datetime], NightlyBackup]":
    """Return what does the town's nightly work at a real moment."""
    own = small_town.app.runner.nightly_backup

    def build_backup(moment: datetime) -> NightlyBackup:
        clock = Clock(lambda: own.clock.now() - moment, lambda: moment)  # people's clock goes on as it does
        return NightlyBackup(own.sessions, clock, PROGRAMME, own.make_backup)

    return build_backup


async def test_it_makes_one_backup_a_night(
    at: Callable[[datetime], NightlyBackup], tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """The first at the first night, at the programme's own hour; the next a night later; each is an event."""
    caplog.set_level(logging.INFO)
    made = []
    for moment in (NOON, NIGHT - HOUR, NIGHT, NIGHT + HOUR, NIGHT + 24 * HOUR):
        await at(moment).run_if_due()
        made.append(len(list(tmp_path.glob("backups/binome-*.backup"))))
    assert made == [0, 0, 1, 1, 2]
    assert (tmp_path / "backups" / "binome.keys").exists()
    assert [record.msg for record in caplog.records if record.name == "scheduler.nightly_backup"] == ["backup_made"] * 2
    assert not list(tmp_path.glob(".copying"))


async def test_a_missed_night_is_made_up_for(at: Callable[[datetime], NightlyBackup], tmp_path: Path) -> None:
    """A program that was down at its hour makes the backup when it is up again."""
    await at(NOON).run_if_due()
    await at(NIGHT + 5 * HOUR).run_if_due()
    assert len(list(tmp_path.glob("backups/*.backup"))) == 1


async def test_a_failure_calls_the_team_once_until_a_backup_succeeds(
    at: Callable[[datetime], NightlyBackup], small_town: Town, tmp_path: Path
) -> None:
    """A folder that cannot be written: one card, tried again each hour, no second card; the next success closes it."""
    _, group = await make_head_with_group(small_town)
    (tmp_path / "backups").write_text("in the way")
    await at(NOON).run_if_due()
    for nights in range(3):
        for hours in range(3):
            await at(NIGHT + nights * 24 * HOUR + hours * HOUR).run_if_due()
    await small_town.settle()
    assert (await group.reads_all()).count("Copie de sauvegarde manquée") == 1
    (tmp_path / "backups").unlink()
    await at(NIGHT + 72 * HOUR).run_if_due()
    await small_town.settle()
    assert len(list(tmp_path.glob("backups/*.backup"))) == 1
    assert [(card.state, card.outcome) for card in await read_rows(small_town, Card)] == [("closed", "settled")]
    assert "réglé sans l'équipe" in await group.reads_all()


async def test_a_full_disk_costs_a_backup_and_nothing_else(
    at: Callable[[datetime], NightlyBackup], small_town: Town, tmp_path: Path
) -> None:
    """The bot goes on talking, no half backup stays; what a killed one left is cleared away by the next."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (FULL_BYTES, hard))
    try:
        with pytest.raises(BackupNotMade):
            await at(NIGHT).run()
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert [*(tmp_path / "backups").iterdir(), *tmp_path.glob(".copying")] == []
    who = await small_town.add_person("Inès")
    await who.write("/start")
    assert "robot" in await who.reads()
    (tmp_path / ".copying").mkdir()
    (tmp_path / ".copying" / "copy").write_text("half of one")
    await at(NIGHT).run()
    assert sorted(path.suffix for path in (tmp_path / "backups").iterdir()) == [".backup", ".keys"]
