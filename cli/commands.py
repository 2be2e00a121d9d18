"""The commands. Heavy libraries load inside them: the page is served first."""

import asyncio
import os
import signal
from collections.abc import Callable, Coroutine
from pathlib import Path
from typing import Any

from cli import keys
from cli.settings import Settings, read


async def run(settings: Settings) -> int:
    """Run the bot: on the real Telegram with a token, on the simulator without."""
    _stop_gently()
    from cli import opening

    key, fresh = await opening.key_of(settings)
    if fresh:
        print(f"A new key was made in {settings.key_file}. Keep a copy elsewhere: without it the data cannot be read.")
        print("Then `binome key --confirm` with the last 8 characters of the copy.")
    if settings.token:
        return await _on_telegram(settings, key)
    from cli import demonstration

    return await demonstration.run(settings, key)


def _stop_gently() -> None:
    """A service manager's SIGTERM ends the program as Ctrl-C does: what is in flight is still recorded."""
    running = asyncio.current_task()
    if running is not None:
        asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, running.cancel)


async def _on_telegram(settings: Settings, key: bytes) -> int:
    from cli import health, opening, wiring
    from scheduler.clock import Clock

    entry = await opening.enter(settings, key)
    async with wiring.opened(settings, key, Clock()) as app, health.told(settings, app, key):
        print(f"@{app.username} is listening on Telegram. Stop with Ctrl-C.", flush=True)
        if entry.head_code:
            link = f"https://t.me/{app.username}?start={entry.head_code}"
            print(f"To become the first head coordinator: {link}", flush=True)
        await app.run()
    return 0


async def migrate(settings: Settings) -> int:
    """Bring the database to the present tables."""
    from cli import opening

    await (await opening.database(settings)).dispose()
    print("The database is up to date.")
    return 0


async def move(settings: Settings, to: str) -> int:
    """Copy everything into another, empty database; the present one stays as it is."""
    from cli import opening

    moved = await opening.move(settings, read({**os.environ, "BINOME_DATABASE": to}))
    for table, rows in moved.items():
        print(f"- {table}: {rows}")
    print("Everything is in the new database. Set BINOME_DATABASE to its address before the next start; same key file.")
    return 0


async def backup(settings: Settings, to: str) -> int:
    """Make a backup now, by the running program where that holds the database."""
    from cli import backup_now

    file = await backup_now.backup(settings, Path(to) if to else None)
    print(
        f"{file}\nThe file binome.keys beside it belongs to it; take both to another machine, never with the key file."
    )
    return 0


async def restore(settings: Settings, file: str) -> int:
    """Put a backup into the empty database of the settings."""
    from cli import restoring
    from scheduler.clock import real_now

    done = await restoring.restore(settings, keys.needed(settings.key_file), Path(file), real_now())
    print("\n".join(restoring.report(done)))
    return 0


async def key(settings: Settings, confirm: str) -> int:
    """Say whether a copy of the key file is known to exist, or note that one does."""
    known = keys.needed(settings.key_file)
    if confirm:
        keys.confirm(settings.key_file, known, confirm)
    well = keys.is_confirmed(settings.key_file, known)
    print(f"The key is in {settings.key_file}. " + ("A copy of it is confirmed." if well else KEEP_A_COPY))
    return 0 if well else 1


async def health(settings: Settings) -> int:
    """Ask the running program how it is."""
    from cli import asking

    status, said = await asking.ask(settings, "GET", "/healthz")
    print("\n".join(said["reasons"]) or "All is well.")
    return 0 if status == 200 else 1


async def retention(settings: Settings) -> int:
    """Say whom the next nightly erasure would concern; it erases nobody."""
    from cli import opening

    for line in await opening.retention(settings):
        print(line)
    return 0


async def doctor(settings: Settings) -> int:
    """Check settings, key, database, texts and Telegram, and say for each what to do."""
    from cli import doctor as checks

    return await checks.run(settings)


async def messages(settings: Settings) -> int:
    """Print everything that the bot may say, in Markdown."""
    from texts import Texts, catalogue

    print(catalogue.document(Texts(settings.programme, settings.texts), settings.programme), end="")
    return 0


KEEP_A_COPY = (
    "No copy of it is confirmed: copy it to a place that is neither this machine nor where the backups are, open the "
    "copy, and give its last 8 characters: binome key --confirm 'Ab3d…'"
)
OPTIONS: dict[str, dict[str, dict[str, Any]]] = {
    "move": {
        "--to": {
            "required": True,
            "metavar": "address",
            "help": "address of the new database, empty: postgresql://user@host/name",
        }
    },
    "backup": {
        "--to": {
            "default": "",
            "metavar": "place",
            "help": "a folder or a file, for one more copy than in BINOME_BACKUPS",
        }
    },
    "restore": {"file": {"help": "the backup; binome.keys lies beside it"}},
    "key": {"--confirm": {"default": "", "metavar": "end", "help": "the last 8 characters, read on the copy"}},
}
"""Command -> what it is told, as argparse takes it."""
ALL: dict[str, tuple[Callable[..., Coroutine[None, None, int]], str]] = {
    "run": (run, "run the bot (the simulator without a token)"),
    "doctor": (doctor, "check the installation and say what to do"),
    "retention": (retention, "say who is due to be erased for want of contact; erases nobody"),
    "messages": (messages, "print everything that the bot may say, with its buttons"),
    "migrate": (migrate, "bring the database to the present tables"),
    "move": (move, "copy everything into another, empty database"),
    "backup": (backup, "make a backup now, while the bot runs or not"),
    "restore": (restore, "put a backup into an empty database; nothing old is sent again"),
    "key": (key, "say whether a copy of the key is confirmed, or confirm one"),
    "health": (health, "ask the running bot how it is"),
}
