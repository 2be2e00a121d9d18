"""What the disk holds of somebody who was erased: the very bytes of the database's files and of the newest backup."""

import sqlite3
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select, text
from sqlalchemy.ext.asyncio import AsyncEngine

from cli import backups, wiring
from scheduler.wal_truncation import TRUNCATIONS_PER_BEAT, WalTruncation
from storage.crypto.encrypted_files import decrypt_pieces
from storage.crypto.vault import Vault
from storage.engine.database import connect
from storage.schema.base import Base
from storage.schema.safeguarding_tables import CaseKey
from storage.schema.tables import Need, PersonKey
from tests.databases import FILE
from tests.faults.table_dump import read_rows
from tests.town import KEY, Town, Visitor
from use_cases.team import case_words

DISTRESS = "je veux mourir ce soir"


async def read_boxes(town: Town) -> set[bytes]:
    """Return all that is sealed, wrapped or hashed in any table."""
    async with town.app.sessions.begin() as session:
        rows = [row for table in Base.metadata.sorted_tables for row in await session.execute(select(table))]
    return {value for row in rows for value in row if isinstance(value, bytes)}


def read_database_files(folder: Path) -> bytes:
    """Return the bytes of the database, its log and whatever else lies beside it under its name."""
    return b"".join(file.read_bytes() for file in folder.glob(f"{FILE}*"))


async def read_backup(town: Town) -> bytes:
    """Return what the night's backup and the keys beside it hold, opened with the association's key."""
    file = await town.app.runner.nightly_backup.run()
    opened = b""
    for one in (file, file.with_name(backups.KEYS_FILE)):
        with one.open("rb") as source:
            opened += b"".join(decrypt_pieces(Vault(KEY), source.read))
    return opened


def count_found(boxes: set[bytes], stored: bytes) -> int:
    """Return how many of these are somewhere in what is stored, as they are or in hexadecimal as keys are copied."""
    return sum(box in stored or box.hex().encode() in stored for box in boxes)


async def erase_everything(*people: Visitor) -> None:
    """Let people erase everything; what was told to the team may stay under its key."""
    for one in people:
        await one.write("/effacer")
        await one.tap("Oui, tout effacer")
        if "garder ces mots sous clé" in str((await one.messages())[-1].get("keyboard")):
            await one.tap("garder ces mots sous clé")


async def test_no_byte_of_an_erased_person_stays_on_the_disk_once_the_log_was_emptied(
    active_town: Town, tmp_path: Path
) -> None:
    """Sealed answers, keys and hashes are gone from file, log and the next backup; a case's key at its term."""
    town, (young, volunteer, *_) = active_town, active_town.pair
    await young.write(DISTRESS)
    before = await read_boxes(town)
    keys = {row.wrapped for row in await read_rows(town, PersonKey)}
    answers = {row.answers for row in await read_rows(town, Need)}
    assert count_found(before, await read_backup(town)) > len(before) / 2
    await erase_everything(young, volunteer)
    gone = before - await read_boxes(town)
    assert (len(keys & gone), len(answers & gone)) == (2, 1)
    assert count_found(gone, read_database_files(tmp_path)) > 0, "the log is empty already: nothing is shown here"
    await town.app.runner.wal_truncation.run()
    assert count_found(gone, read_database_files(tmp_path) + await read_backup(town)) == 0
    (case,) = [row.wrapped for row in await read_rows(town, CaseKey)]
    async with town.app.sessions.begin() as session:
        await case_words.destroy_due(session, town.app.clock.now() + timedelta(days=366))
    await town.app.runner.wal_truncation.run()
    assert count_found({case}, read_database_files(tmp_path) + await read_backup(town)) == 0


async def test_the_log_is_emptied_several_times_a_minute(small_town: Town) -> None:
    """By a job of its own, which no long beat holds up."""
    jobs = small_town.app.runner.start_jobs()
    try:
        (job,) = [job for job in jobs.get_jobs() if job.func == small_town.app.runner.wal_truncation.run]
        assert job.trigger.interval.total_seconds() == small_town.app.runner.beat_seconds / TRUNCATIONS_PER_BEAT
        assert TRUNCATIONS_PER_BEAT >= 2
        assert wiring.USUAL_TIMING.heartbeat_seconds <= 60
    finally:
        jobs.shutdown(wait=False)


async def test_a_log_that_somebody_reads_is_emptied_the_next_time(
    blank_sqlite_url: str, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """Nothing fails meanwhile; it is an event of the program's log."""
    engine = connect(blank_sqlite_url)
    await _allow_readers(engine)
    async with engine.begin() as connection:
        await connection.execute(text("CREATE TABLE note AS SELECT 'Zoé' AS words"))
    reader = sqlite3.connect(tmp_path / FILE, isolation_level=None)
    reader.execute("BEGIN")
    reader.execute("SELECT * FROM note").fetchall()
    async with engine.begin() as connection:
        await connection.execute(text("DELETE FROM note"))
    await WalTruncation(engine).run()
    assert [record.msg for record in caplog.records] == ["log_not_emptied"]
    assert "Zoé".encode() in read_database_files(tmp_path)
    reader.close()
    await WalTruncation(engine).run()
    assert len(caplog.records) == 1
    assert "Zoé".encode() not in read_database_files(tmp_path)
    await engine.dispose()


async def _allow_readers(engine: AsyncEngine) -> None:
    """Let other programs open the file, which ours forbids, and wait for none of them."""
    async with engine.connect() as connection:
        driver: Any = (await connection.get_raw_connection()).driver_connection
        for pragma in ("journal_mode=DELETE", "locking_mode=NORMAL", "journal_mode=WAL", "busy_timeout=0"):
            await driver.execute_fetchall(f"PRAGMA {pragma}")
            await driver.execute_fetchall("SELECT * FROM sqlite_master")
