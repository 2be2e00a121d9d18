"""Roles apart: only where several processes can share a database, and only with a real Telegram."""

from pathlib import Path

import pytest

from tests.cli.test_settings import TOKEN, run_binome


@pytest.mark.parametrize("role", ["bot", "scheduler"])
def test_roles_apart_are_refused_on_sqlite(tmp_path: Path, role: str) -> None:
    """SQLite serves one process: the sentence says so, and nothing is started or made."""
    done = run_binome(tmp_path, "run", "--role", role, BINOME_TELEGRAM_TOKEN=TOKEN)
    assert done.returncode == 2
    assert "SQLite serves one process alone" in done.stderr
    assert list(tmp_path.iterdir()) == []


def test_the_simulator_plays_all_roles(tmp_path: Path) -> None:
    """Without a token there is nothing to share."""
    done = run_binome(tmp_path, "run", "--role", "bot", BINOME_DATABASE="postgresql://nobody@127.0.0.1:1/none")
    assert done.returncode == 2
    assert "it needs BINOME_TELEGRAM_TOKEN" in done.stderr


def test_a_role_that_is_none_is_not_a_start(tmp_path: Path) -> None:
    """A slip is told with the roles that there are."""
    done = run_binome(tmp_path, "run", "--role", "sheduler")
    assert done.returncode == 2
    assert "scheduler" in done.stderr
    assert list(tmp_path.iterdir()) == []
