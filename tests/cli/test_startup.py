"""What a start loads: most of its time and of its memory."""

import asyncio
import gc
import subprocess
import sys
from pathlib import Path

from benchmarks.databases import open_sessions
from cli import startup

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
from cli import commands, database, health, settings, wiring

async def start():
    await (await database.open_database(settings.read({"BINOME_DATABASE": sys.argv[1]}))).dispose()

asyncio.run(start())
print(*{name.partition(".")[0] for name in sys.modules})
"""
"""The parts of a bot on Telegram, its database opened."""

TYPES = """
import bot
from aiogram import methods, types

every = [cls for room in (types, methods) for cls in map(vars(room).get, room.__all__) if hasattr(cls, "model_rebuild")]
unready = [cls for cls in every if not cls.__pydantic_complete__]
person = {"id": 1, "is_bot": False, "first_name": "Inès"}
said = {"message_id": 1, "date": 1, "chat": {"id": 1, "type": "private"}, "from": person, "text": "bonjour"}
tap = {"id": "1", "from": person, "chat_instance": "1", "data": "menu", "message": said}
came = {"ok": True, "result": [{"update_id": 1, "callback_query": tap}]}
heard = methods.Response[list[types.Update]].model_validate(came).result[0]
for cls in unready:
    cls.model_rebuild()
print(len(unready) > 300, heard.callback_query.message.text, all(cls.__pydantic_complete__ for cls in every))
"""
"""aiogram's types as a process meets them that begins with ours."""

QUESTION = """
import asyncio, dataclasses, sys
from cli import commands, settings
from cli.doctor import checks

print(*{name.partition(".")[0] for name in sys.modules})
given = dataclasses.replace(settings.read({"BINOME_TELEGRAM_API": "http://127.0.0.1:9"}), token="1:nobody")

async def telegram():
    return [words async for _, words in checks.check_telegram(given, None)]

print(*asyncio.run(telegram()))
from aiogram import types
print(sum(getattr(cls, "__pydantic_complete__", None) is False for cls in vars(types).values()) > 200)
"""
"""A doctor whom the running program tells what is in the database: what it loads, then what Telegram says."""


async def test_each_of_aiograms_types_is_made_ready_when_it_is_met() -> None:
    """A start makes none ready; an update is understood nevertheless, and there is none that could not be."""
    asked = [sys.executable, "-c", TYPES]
    answer = await asyncio.to_thread(subprocess.run, asked, cwd=ROOT, capture_output=True, text=True, check=True)
    assert answer.stdout.split() == ["True", "bonjour", "True"]


async def test_a_bot_loads_only_what_it_needs_itself(tmp_path: Path) -> None:
    """Neither the matcher's libraries, nor those for files, nor those for migrations that were all made."""
    url = f"sqlite:///{tmp_path}/binome.sqlite3"
    async with open_sessions(url):
        pass
    asked = [sys.executable, "-c", STARTED, url]
    answer = await asyncio.to_thread(subprocess.run, asked, cwd=ROOT, capture_output=True, text=True, check=True)
    loaded = set(answer.stdout.split())
    assert {"aiogram", "telegram", "storage"} <= loaded
    assert loaded & ONLY_ELSEWHERE.keys() == set()


async def test_a_doctor_that_asks_the_running_program_loads_little() -> None:
    """Neither a database's driver nor the libraries of Telegram, until they are used; aiogram's types never all."""
    asked = [sys.executable, "-c", QUESTION]
    answer = await asyncio.to_thread(subprocess.run, asked, cwd=ROOT, capture_output=True, text=True, check=True)
    loaded, telegram, is_lazy = answer.stdout.splitlines()
    assert set(loaded.split()) & {"aiogram", "telegram", "aiosqlite", "asyncpg", *ONLY_ELSEWHERE} == set()
    assert telegram.startswith("Telegram: TelegramNetworkError")
    assert is_lazy == "True"


def test_garbage_is_looked_for_again_once_all_is_loaded() -> None:
    """Also when something could not be loaded; what was there before is not looked through any more."""
    gc.unfreeze()
    try:
        with startup.pause_garbage_collection():
            assert not gc.isenabled()
            raise ModuleNotFoundError
    except ModuleNotFoundError:
        assert gc.isenabled()
        assert gc.get_freeze_count() > 0
