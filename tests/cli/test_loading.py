"""What a start loads: most of its time and of its memory."""

import asyncio
import gc
import subprocess
import sys
from pathlib import Path

from benchmarks.places import opened
from cli import loading

ROOT = Path(__file__).parents[2]
ONLY_ELSEWHERE = {
    "numpy": "the worker process",
    "scipy": "the worker process",
    "sklearn": "the worker process",
    "numba": "the worker process",
    "matplotlib": "the worker process",
    "openpyxl": "binome match",
    "alembic": "a database that is not current",
    "mako": "alembic",
    "simulator": "a start without a token",
}
"""Library -> who needs it."""
STARTED = """
import asyncio, sys
from cli import commands, health, opening, settings, wiring

async def start():
    await (await opening.database(settings.read({"BINOME_DATABASE": sys.argv[1]}))).dispose()

asyncio.run(start())
print(*{name.partition(".")[0] for name in sys.modules})
"""
"""The parts of a bot on Telegram, its database opened."""


async def test_a_bot_loads_only_what_it_needs_itself(tmp_path: Path) -> None:
    """Neither the matcher's libraries, nor those for files, nor those for migrations that were all made."""
    url = f"sqlite:///{tmp_path}/binome.sqlite3"
    async with opened(url):
        pass
    asked = [sys.executable, "-c", STARTED, url]
    answer = await asyncio.to_thread(subprocess.run, asked, cwd=ROOT, capture_output=True, text=True, check=True)
    loaded = set(answer.stdout.split())
    assert {"aiogram", "telegram", "storage"} <= loaded
    assert loaded & ONLY_ELSEWHERE.keys() == set()


def test_garbage_is_looked_for_again_once_all_is_loaded() -> None:
    """Also when something could not be loaded; what was there before is not looked through any more."""
    try:
        with loading.undisturbed():
            assert not gc.isenabled()
            raise ModuleNotFoundError
    except ModuleNotFoundError:
        assert gc.isenabled()
        assert gc.get_freeze_count() > 0
    finally:
        gc.unfreeze()
