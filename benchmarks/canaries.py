"""Words that exist nowhere else, typed in every field and flow on PostgreSQL: where they are found without a key."""

import io
import logging
import shutil
import tempfile
from datetime import timedelta
from pathlib import Path

from sqlalchemy import text

from benchmarks import databases
from cli import logs
from cli.worker_process import Worker
from storage.engine.database import connect
from tests.families import write_consent_programme
from tests.faults import canary_search
from tests.faults.canary_stage import BEGINNING_OF_WORDS
from tests.people import agree, make_proposed_pair
from tests.prepared import become_active
from tests.scheduler.delivery.mail_server import SENDER, StubMailServer, serve_mail
from tests.town import Town, open_town
from use_cases.team import case_words

TABLES = text("SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY tablename")


async def run() -> None:
    """Print what is found without a key, with the key, after everybody's erasure, and after the terms of the cases."""
    stream = io.StringIO()
    logs.send_to(stream)
    logging.getLogger().setLevel(logging.INFO)
    with (
        databases.create_database("postgresql") as url,
        tempfile.TemporaryDirectory(prefix="binome-canaries-") as name,
        Worker() as worker,
    ):
        folder = Path(name)
        async with serve_mail(StubMailServer()) as server:
            there = {"BINOME_PROGRAMME": write_consent_programme(folder), "BINOME_MAIL_HOST": "127.0.0.1"}
            mail = {"BINOME_MAIL_PORT": str(server.port), "BINOME_MAIL_FROM": SENDER}
            async with open_town(url, folder, worker, None, **there, **mail) as town:
                town.earlier = await agree(await make_proposed_pair(town))
                await become_active(town)
                await _search(town, url, folder, stream, server)


async def _search(town: Town, url: str, folder: Path, stream: io.StringIO, server: StubMailServer) -> None:
    played = await canary_search.play_all(town)
    planted = played.canaries
    first = await town.app.runner.nightly_backup.run()
    kept = Path(shutil.copy(first, folder / "kept.backup"))
    said, files = await canary_search.read_said(played, stream, server), canary_search.read_files(folder)
    stored = await read_tables(url) + read_cluster(url) + canary_search.read_backup(first, folder)[0]
    _print(f"{len(planted.planted)} words; without a key", canary_search.find_planted(planted, said, files, stored))
    opened = canary_search.find_planted(planted, await canary_search.open_all(town, first, folder=folder))
    _print("with the key, lost", set(planted.planted) - canary_search.PASSING - opened)
    await canary_search.erase_all(played)
    _print("after the erasures, without a key", canary_search.find_planted(planted, await read_tables(url)))
    newest = await town.app.runner.nightly_backup.run()
    opened = canary_search.find_planted(planted, await canary_search.open_all(town, kept, newest, folder=folder))
    _print("with the key, but for what a case keeps", opened ^ canary_search.DEFERRED)
    async with town.app.sessions.begin() as session:
        await case_words.destroy_due(session, town.app.clock.now() + timedelta(days=400))
    newest = await town.app.runner.nightly_backup.run()
    opened = canary_search.find_planted(planted, await canary_search.open_all(town, kept, newest, folder=folder))
    _print("after the terms of the cases, with the key", opened)


async def read_tables(url: str) -> bytes:
    """Return every column of every row of every table as text; bytes are in hexadecimal."""
    engine = connect(url)
    try:
        async with engine.connect() as connection:
            tables = (await connection.scalars(TABLES)).all()
            rows = [await connection.scalars(text(f'SELECT one::text FROM "{table}" one')) for table in tables]
            return "\n".join(row for found in rows for row in found).encode()
    finally:
        await engine.dispose()


def read_cluster(url: str) -> bytes:
    """Return the server's own files (tables, write-ahead log, log of events) in which a word may stand."""
    cluster, begins = Path(url.partition("?host=")[2]), canary_search.spell_bytes(BEGINNING_OF_WORDS)
    files = (file for file in [*(cluster / "data").rglob("*"), cluster / "log"] if file.is_file())
    found = (data for data in (file.read_bytes() for file in files) if any(one in data.lower() for one in begins))
    return b"\n".join(found)


def _print(when: str, found: set[str]) -> None:
    print(f"{when}: {len(found)} found {sorted(found) or ''}".rstrip(), flush=True)
