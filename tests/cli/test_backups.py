"""A backup holds the whole programme, opens with the association's key alone, and lets the erased stay silent."""

import asyncio
import signal
import subprocess
import sys
from concurrent.futures import Executor
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import select, text

from cli import backups, restoring, settings
from cli.backups import BACKUP_NAME_FORMAT, select_expired
from mentoring.programme import BackupRules
from storage.backup.transfer import NotEmpty
from storage.crypto.encrypted_files import DamagedBackup, decrypt_pieces
from storage.crypto.vault import Vault, WrongKey
from storage.engine.database import build_sessions, connect
from storage.schema.tables import Card
from tests.people import make_active_pair, sign_up_young
from tests.prepared import StoppedTown
from tests.town import BEGINNING, KEY, Town, Visitor, open_town
from use_cases.outbox import outbox
from use_cases.people import people
from use_cases.team import case_words

ROOT = Path(__file__).parents[2]
KILLED = """
import asyncio, os, pathlib, signal, sys
from sqlalchemy import Engine, event
from cli import restoring, settings
from storage.engine.clock import read_real_time

@event.listens_for(Engine, "after_cursor_execute")
def kill(_connection, _cursor, statement, *_):
    if statement.startswith("INSERT INTO need"):
        os.kill(os.getpid(), signal.SIGKILL)

address, file, key = sys.argv[1:]
place = settings.read({"BINOME_DATABASE": address})
asyncio.run(restoring.restore(place, bytes.fromhex(key), pathlib.Path(file), read_real_time()))
"""
"""A program that is killed while it puts needs into the new database."""
MARK = "Je cherche une alternance"


async def make_by_bot(town: Town) -> Path:
    """Have the running bot make a backup, at its programme's time."""
    return await town.app.runner.nightly_backup.make_backup(town.app.clock.now())


async def put_back(file: Path, address: str, key: bytes = KEY, **later: float) -> restoring.RestoreReport:
    """Restore into a database, some time after the town began."""
    return await restoring.restore(place(address), key, file, BEGINNING + timedelta(**later))


def place(address: str) -> settings.Settings:
    """Return the settings of a database to restore into."""
    return settings.read({"BINOME_DATABASE": address})


def build_sqlite_url(folder: Path, name: str = "new") -> str:
    """Return the address of a new SQLite file."""
    return f"sqlite:///{folder}/{name}.sqlite3"


def move_to(who: Visitor, town: Town) -> Visitor:
    """Return the same person once the bot lives on another database."""
    return replace(who, town=town)


async def test_a_programme_goes_on_from_a_backup(database_url: str, tmp_path: Path, worker_process: Executor) -> None:
    """Made while the bot runs, from either database; put back, the pair is reminded of its next session, once."""
    async with open_town(database_url, tmp_path, worker_process) as town:
        young, *_ = await make_active_pair(town)
        file = await make_by_bot(town)
    done = await put_back(file, build_sqlite_url(tmp_path))
    assert (done.rows["person"], done.rows["person_key"], done.erased) == (3, 3, 0)
    async with open_town(build_sqlite_url(tmp_path), tmp_path, worker_process) as town:
        young, before = move_to(young, town), len(await move_to(young, town).messages())
        await town.pass_time(days=2)
        new = [one["text"] for one in (await young.messages())[before:]]
        assert [words for words in new if "C'est demain" in words and "Marc" in words] == new[:1]


async def test_a_backup_goes_into_postgresql_too(tmp_path: Path, worker_process: Executor, postgres_url: str) -> None:
    """One format for both: what SQLite made is put back into PostgreSQL."""
    async with open_town(build_sqlite_url(tmp_path, "old"), tmp_path, worker_process) as town:
        await sign_up_young(town)
        file = await make_by_bot(town)
    await put_back(file, postgres_url)
    with pytest.raises(NotEmpty):
        await put_back(file, postgres_url)
    async with open_town(postgres_url, tmp_path, worker_process) as town:
        assert "J-002" in await (await sign_up_young(town, "Zoé")).reads()


async def test_who_was_erased_since_stays_erased(database_url: str, tmp_path: Path, worker_process: Executor) -> None:
    """An old backup has nobody's keys, and the newest file of keys has none of theirs."""
    async with open_town(database_url, tmp_path, worker_process) as town:
        young, volunteer, *_ = await make_active_pair(town)
        file = await make_by_bot(town)
        await young.write("/effacer")
        await young.tap("tout effacer")
        await town.pass_time(days=1)
        await make_by_bot(town)
    with file.open("rb") as source, (tmp_path / "plain").open("wb") as plain:
        plain.writelines(decrypt_pieces(Vault(KEY), source.read))
    engine = connect(f"sqlite:///{tmp_path}/plain")
    async with engine.begin() as connection:
        assert (await connection.exec_driver_sql("SELECT count(*) FROM person_key")).scalar() == 0
        assert (await connection.exec_driver_sql("SELECT count(*) FROM person")).scalar() == 3
    await engine.dispose()
    done = await put_back(file, build_sqlite_url(tmp_path))
    assert (done.erased, done.rows["person"]) == (1, 2)
    async with open_town(build_sqlite_url(tmp_path), tmp_path, worker_process) as town:
        before = len(await move_to(volunteer, town).messages())
        await town.pass_time(days=8)
        said = "".join(one["text"] for one in (await move_to(volunteer, town).messages())[before:])
        assert "C'est demain" not in said
        assert "B-001" not in said


async def test_what_a_case_kept_comes_back_only_with_its_own_key(small_town: Town, tmp_path: Path) -> None:
    """No copy holds keys of cases; they stand in the newest file, and go from it once the case's term has come."""
    young, *_ = await make_active_pair(small_town)
    await young.send_data("report:1:quiet", (await young.messages())[-1]["message_id"])
    await young.write("ce que je vis")
    file = await make_by_bot(small_town)
    await put_back(file, build_sqlite_url(tmp_path))
    assert await _read_reports(build_sqlite_url(tmp_path)) == ["ce que je vis"]
    async with small_town.app.sessions.begin() as session:
        (card,) = (await session.scalars(select(Card).where(Card.kind == "report"))).all()
        await case_words.destroy(session, card)
    await small_town.pass_time(days=1)
    await make_by_bot(small_town)
    await put_back(file, build_sqlite_url(tmp_path, "later"))
    assert await _read_reports(build_sqlite_url(tmp_path, "later")) == [""]


async def _read_reports(address: str) -> list[str]:
    engine = connect(address)
    async with build_sessions(engine, Vault(KEY), place(address).programme).begin() as session:
        found = (await session.scalars(select(Card).where(Card.kind == "report"))).all()
        words = [await case_words.read(session, card) for card in found]
    await engine.dispose()
    return words


async def test_nothing_old_is_said_after_an_old_backup_is_put_back(
    active: StoppedTown, tmp_path: Path, worker_process: Executor
) -> None:
    """What waited and what fell due since is not sent; the team reads one card that says how much."""
    async with active.run_copy(tmp_path, worker_process) as town:
        young, _, _, group = town.pair
        later = await sign_up_young(town, "Léo")
        async with town.app.sessions.begin() as session:
            person = await people.find_person(session, later.id)
            for _ in range(30):  # queued, and the sender not woken
                await outbox.put(session, town.app.clock.now() + timedelta(minutes=1), person, "privacy")
        file = await make_by_bot(town)
        await town.pass_time(days=4)  # a Friday: such a card waits for the hours of the team
        since = {one.id: len(await one.messages()) for one in (young, later)}
        told = len(await group.messages())
    done = await put_back(file, build_sqlite_url(tmp_path), days=4)
    assert done.unsaid["privacy"] == 30
    async with open_town(build_sqlite_url(tmp_path), tmp_path, worker_process) as town:
        await town.beat()
        assert {one.id: len(await move_to(one, town).messages()) for one in (young, later)} == since
        new = [one["text"] for one in (await move_to(group, town).messages())[told:]]
        assert len(new) == 1
        assert "Copie de sauvegarde remise en place" in new[0]
        assert f"ne partiront plus : {done.unsaid.total()}" in new[0]


async def test_a_proposal_can_still_be_answered_after_a_restoration(
    proposed: StoppedTown, tmp_path: Path, worker_process: Executor
) -> None:
    """Who was asked has as long left as when the backup was made."""
    async with proposed.run_copy(tmp_path, worker_process) as town:
        young, volunteer, *_ = town.pair
        file = await make_by_bot(town)
    await put_back(file, build_sqlite_url(tmp_path))
    async with open_town(build_sqlite_url(tmp_path), tmp_path, worker_process) as town:
        await move_to(volunteer, town).tap("Oui, je l'accompagne")
        assert "Marc" not in await move_to(young, town).reads()
        await move_to(young, town).tap("Oui, je veux essayer")
        assert "Marc" in await move_to(young, town).reads_all()


async def test_nobody_reads_a_backup_without_the_key(small_town: Town, tmp_path: Path) -> None:
    """No word, no table's name is in the file; another key, a cut or a changed byte is refused and leaves nothing."""
    await sign_up_young(small_town)
    file = await make_by_bot(small_town)
    whole = file.read_bytes()
    assert not any(words in whole for words in (MARK.encode(), b"SQLite", b"outbox"))
    assert file.stat().st_mode & 0o077 == 0
    for key, content, error in (
        (bytes(32), whole, WrongKey),
        (KEY, whole[:-1], DamagedBackup),
        (KEY, whole[:100] + b"x" + whole[101:], DamagedBackup),
        (KEY, b"no backup", DamagedBackup),
    ):
        file.write_bytes(content)
        with pytest.raises(error):
            await put_back(file, build_sqlite_url(tmp_path), key)
    assert not (tmp_path / "new.sqlite3").exists()


async def test_a_backup_is_nothing_without_the_newest_keys(small_town: Town, tmp_path: Path) -> None:
    """Keys that are missing, or older than the backup, are asked for: who came between would be lost unseen."""
    await sign_up_young(small_town)
    first = await make_by_bot(small_town)
    old_keys = (first.parent / backups.KEYS_FILE).read_bytes()
    second = first.with_name("later.backup")
    second.write_bytes((await make_by_bot(small_town)).read_bytes())
    (first.parent / backups.KEYS_FILE).write_bytes(old_keys)
    with pytest.raises(restoring.KeysTooOld):
        await put_back(second, build_sqlite_url(tmp_path))
    (first.parent / backups.KEYS_FILE).unlink()
    with pytest.raises(restoring.KeysMissing):
        await put_back(second, build_sqlite_url(tmp_path))


async def test_a_backup_of_a_version_that_is_too_old_is_refused(small_town: Town, tmp_path: Path) -> None:
    """It says what to do, and leaves the new place empty: another backup can be put there."""
    await sign_up_young(small_town)
    made_now = await make_by_bot(small_town)
    present = made_now.rename(made_now.with_name("present.backup"))
    async with small_town.app.sessions.begin() as session:
        await session.execute(text("UPDATE alembic_version SET version_num = '0007'"))
    old = await make_by_bot(small_town)
    with pytest.raises(restoring.BackupTooOld):
        await put_back(old, build_sqlite_url(tmp_path))
    assert (await put_back(present, build_sqlite_url(tmp_path))).rows["need"] == 1


def test_rotation_keeps_days_then_weeks() -> None:
    """Of a year of nights, with two backups in the last: seven days and four weeks stay, the newest of each."""
    last = datetime(2026, 11, 22, 3, tzinfo=UTC)
    names = [BACKUP_NAME_FORMAT.format(last - timedelta(days=ago)) for ago in range(365)] + [
        BACKUP_NAME_FORMAT.format(last + timedelta(hours=5))
    ]
    stay = set(names) - select_expired([*names, "binome.keys", "notes.txt"], BackupRules())
    ago = sorted((last - datetime.strptime(name[7:22], "%Y%m%dT%H%M%S").replace(tzinfo=UTC)).days for name in stay)
    assert ago == [-1, 1, 2, 3, 4, 5, 6, 7, 14, 21]


async def test_a_restoration_that_is_killed_leaves_the_new_place_empty(small_town: Town, tmp_path: Path) -> None:
    """Killed among the rows: the next attempt finds an empty database and finishes."""
    await sign_up_young(small_town)
    file = await make_by_bot(small_town)
    given = [build_sqlite_url(tmp_path), str(file), KEY.hex()]
    killed = await asyncio.to_thread(subprocess.run, [sys.executable, "-c", KILLED, *given], cwd=ROOT)
    assert killed.returncode == -signal.SIGKILL
    assert (await put_back(file, build_sqlite_url(tmp_path))).rows["need"] == 1
