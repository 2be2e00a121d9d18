"""What somebody typed is in no log, page, group or file: and once they erased everything, nowhere at all."""

import io
import logging
import shutil
from collections.abc import AsyncIterator
from concurrent.futures import Executor
from datetime import timedelta
from pathlib import Path
from typing import get_args

import pytest

from cli import logs
from mentoring.expectations import TERMS, What
from mentoring.questions import FORMS
from tests.cli.test_logs import read_events, restore_logging
from tests.databases import FILE
from tests.families import write_consent_programme
from tests.faults.canary_flows import PLAYERS, list_typed_questions
from tests.faults.canary_search import (
    DEFERRED,
    PASSING,
    erase_all,
    find_planted,
    open_all,
    play_all,
    read_backup,
    read_files,
    read_said,
)
from tests.faults.canary_stage import Stage
from tests.prepared import StoppedTown
from tests.scheduler.delivery.mail_server import SENDER, StubMailServer, serve_mail
from use_cases.team import case_words

__all__ = ["restore_logging"]


@pytest.fixture
async def stage(
    active: StoppedTown, tmp_path: Path, worker_process: Executor, restore_logging: None
) -> AsyncIterator[tuple[Stage, io.StringIO, StubMailServer]]:
    """Return a town in which everything that can be typed was typed, its log, and the mails that left."""
    stream = io.StringIO()
    logs.send_to(stream)
    logging.getLogger().setLevel(logging.INFO)
    async with serve_mail(StubMailServer()) as server:
        mail = {"BINOME_MAIL_HOST": "127.0.0.1", "BINOME_MAIL_PORT": str(server.port), "BINOME_MAIL_FROM": SENDER}
        programme = {"BINOME_PROGRAMME": write_consent_programme(tmp_path)}
        async with active.run_copy(tmp_path, worker_process, **mail, **programme) as town:
            yield await play_all(town), stream, server


def test_each_flow_in_which_words_are_typed_is_played() -> None:
    """A new one without a word of its own would go unseen; the typed questions are taken from the forms."""
    assert set(PLAYERS) == set(TERMS) == set(get_args(What))
    assert all(list_typed_questions(form) for form in FORMS)


async def test_what_is_typed_is_read_nowhere_without_the_key_and_after_an_erasure_nowhere(
    stage: tuple[Stage, io.StringIO, StubMailServer], tmp_path: Path
) -> None:
    """Not in log, metrics, health, group, mails, file, its log nor backups; then only what section 2 defers is left."""
    played, stream, server = stage
    town, canaries = played.town, played.canaries
    first = await town.app.runner.nightly_backup.run()
    kept_apart = Path(shutil.copy(first, tmp_path / "kept.backup"))
    said = await read_said(played, stream, server)
    assert read_events(stream)
    assert server.mails
    assert (tmp_path / FILE).exists()
    assert find_planted(canaries, said, read_files(tmp_path), read_backup(first, tmp_path)[0]) == set()
    kept = find_planted(canaries, await open_all(town, first, folder=tmp_path))
    assert kept == set(canaries.planted) - PASSING  # whoever has the key finds every other word, so that it can be lost
    await erase_all(played)
    await town.app.runner.wal_truncation.run()
    newest = await town.app.runner.nightly_backup.run()
    assert find_planted(canaries, await open_all(town, kept_apart, newest, folder=tmp_path)) == DEFERRED
    assert find_planted(canaries, read_files(tmp_path), stream.getvalue().encode()) == set()
    async with town.app.sessions.begin() as session:
        await case_words.destroy_due(session, town.app.clock.now() + timedelta(days=400))
    newest = await town.app.runner.nightly_backup.run()
    assert find_planted(canaries, await open_all(town, kept_apart, newest, folder=tmp_path)) == set()
