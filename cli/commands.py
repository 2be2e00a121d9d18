"""The commands. Heavy libraries load inside them: the page is served first."""

import asyncio
import os
import signal
from argparse import ArgumentTypeError
from collections.abc import Callable
from pathlib import Path
from typing import Any

from cli import keys, process_roles, startup
from cli.settings import Settings, read, read_programme
from mentoring.form_rules import fold


async def run(settings: Settings, role: process_roles.ProcessRole = "all") -> int:
    """Run the bot: on the real Telegram with a token, on the simulator without."""
    process_roles.check(role, settings)
    _stop_gently()
    with startup.pause_garbage_collection():
        from cli import database

    key, fresh = await database.read_or_make_key(settings)
    if fresh:
        print(f"A new key was made in {settings.key_file}. Keep a copy elsewhere: without it the data cannot be read.")
        print("Then `binome key --confirm` with the last 8 characters of the copy.")
    if settings.token:
        return await _run_on_telegram(settings, key, role)
    from cli import demonstration

    return await demonstration.run(settings, key)


def _stop_gently() -> None:
    """End the program at a service manager's SIGTERM as at Ctrl-C: what is in flight is still recorded."""
    running = asyncio.current_task()
    if running is not None:
        asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, running.cancel)


async def _run_on_telegram(settings: Settings, key: bytes, role: process_roles.ProcessRole) -> int:
    with startup.pause_garbage_collection():
        from cli import command_server, database, health, wiring
        from cli.open_database import OpenDatabase
        from storage.engine.clock import Clock

    entry = await database.read_entry(settings, key, may_name_head=role in process_roles.SENDING_ROLES)
    async with (
        wiring.open_app(settings, key, Clock(), role=role) as app,
        health.serve(settings, app),
        command_server.serve_commands(OpenDatabase(settings, key, app.sessions, app.runner.nightly_backup)),
    ):
        print(f"@{app.username} is on Telegram, role {role}. Stop with Ctrl-C.", flush=True)
        if entry.head_code:
            link = f"https://t.me/{app.username}?start={entry.head_code}"
            print(f"To become the first head coordinator: {link}", flush=True)
        await app.run()
    return 0


async def migrate_database(settings: Settings) -> int:
    """Bring the database to the present tables."""
    from cli import database

    await (await database.open_database(settings)).dispose()
    print("The database is up to date.")
    return 0


async def move_database(settings: Settings, to: str) -> int:
    """Copy everything into another, empty database; the present one stays as it is."""
    from cli import database

    moved = await database.transfer_all(settings, read({**os.environ, "BINOME_DATABASE": to}))
    for table, rows in moved.items():
        print(f"- {table}: {rows}")
    print("Everything is in the new database. Set BINOME_DATABASE to its address before the next start; same key file.")
    return 0


async def make_backup(settings: Settings, to: str) -> int:
    """Make a backup now, by the running program where that holds the database."""
    from cli import backup_now

    file = await backup_now.make_backup(settings, Path(to) if to else None)
    print(
        f"{file}\nThe file binome.keys beside it belongs to it; take both to another machine, never with the key file."
    )
    return 0


async def restore_backup(settings: Settings, file: str) -> int:
    """Put a backup into the empty database of the settings."""
    from cli import restoring
    from storage.engine.clock import read_real_time

    done = await restoring.restore(settings, keys.read_required(settings.key_file), Path(file), read_real_time())
    print("\n".join(restoring.describe(done)))
    return 0


async def confirm_key(settings: Settings, confirm: str) -> int:
    """Return whether a copy of the key file is known to exist, or note that one does."""
    known = keys.read_required(settings.key_file)
    if confirm:
        keys.confirm_copy(settings.key_file, known, confirm)
    well = keys.is_confirmed(settings.key_file, known)
    print(f"The key is in {settings.key_file}. " + ("A copy of it is confirmed." if well else KEEP_COPY_HINT))
    return 0 if well else 1


async def ask_health(settings: Settings) -> int:
    """Ask the running program how it is."""
    from cli import health_client

    status, said = await health_client.ask(settings)
    print("\n".join(said["reasons"]) or "All is well.")
    return 0 if status == 200 else 1


async def show_retention(settings: Settings) -> int:
    """Say whom the next nightly erasure would concern; it erases nobody."""
    from cli.command_client import ask_or_open

    answer = await ask_or_open(settings, keys.read_required(settings.key_file), "retention")
    print("\n".join(answer.lines))
    return answer.status


async def name_head(settings: Settings, *, code: bool) -> int:
    """Say how many head the programme, or make a link that names one: also when the head's account is lost."""
    from cli.command_client import ask_or_open

    answer = await ask_or_open(settings, keys.read_required(settings.key_file), "head", code=code)
    print("\n".join(answer.lines))
    return answer.status


async def name_outside(settings: Settings, *, link: bool) -> int:
    """Say whether an outside recipient has signed, or make a link for one."""
    from cli.command_client import ask_or_open

    answer = await ask_or_open(settings, keys.read_required(settings.key_file), "outside", link=link)
    print("\n".join(answer.lines))
    return answer.status


async def run_doctor(settings: Settings) -> int:
    """Check settings, key, database, texts and Telegram, and say for each what to do."""
    from cli.doctor import checks

    return await checks.run(settings)


async def print_messages(settings: Settings) -> int:
    """Print everything that the bot may say, in Markdown."""
    from texts import Texts, message_page

    print(message_page.build_document(Texts(settings.programme, settings.texts), settings.programme), end="")
    return 0


async def write_kits(settings: Settings, folder: Path) -> int:
    """Write the kits as a book, in Markdown."""
    from cli import kits
    from texts import Texts, kit_book

    pages = kit_book.build_book(Texts(settings.programme, settings.texts), settings.programme)
    kits.write_book(pages, folder)
    print(f"{len(pages)} pages are in {folder}.")
    return 0


KEEP_COPY_HINT = (
    "No copy of it is confirmed: copy it to a place that is neither this machine nor where the backups are, open the "
    "copy, and give its last 8 characters: binome key --confirm 'Ab3d…'"
)


def run_match(needs: Path, offers: Path | None, programme: Path | None, language: str | None, **told: Any) -> int:
    """Match two files; reads no other setting than the programme, and opens no database."""
    from cli import match
    from cli.sheets.people import Asked
    from storage.engine.clock import read_real_time

    asked = Asked(dict(told.pop("as") or ()), told.pop("sheet") or (), told.pop("lenient"), told.pop("minors"))
    is_dry = told.pop("dry_run")
    wanted = match.Wanted(told["output"], told["rank"], told["unmatched"], told["carry"] or (), is_dry)
    rules = match.MatchRules(read_programme(programme), read_real_time().date(), language, asked)
    return match.run(needs, offers or needs, wanted, rules)


def run_understand(file: Path | None, programme: Path | None) -> int:
    """Say what is read in each line of a file; reads no other setting than the programme, and opens no database."""
    from cli import understand

    return understand.run(file, read_programme(programme))


def _parse_column(written: str) -> tuple[str, str]:
    """Return a heading, folded, and the field that its column is, as written on the command line."""
    heading, sign, name = written.rpartition("=")
    if not sign or not heading.strip() or not name.strip():
        raise ArgumentTypeError("write HEADING=FIELD, for example: 'Que cherches-tu ?=text'")
    return fold(heading), name.strip()


def _parse_rank(written: str) -> int:
    """Return how many offers each need is to be given, as written on the command line."""
    if not written.isdecimal() or not 0 < int(written[:5]) <= MAX_RANKED:
        raise ArgumentTypeError(f"write a number from 1 to {MAX_RANKED}")
    return int(written)


def _parse_language(written: str) -> str:
    """Return a language that a match can be told in, as written on the command line."""
    from documents.words import WORDS

    if written not in WORDS:
        raise ArgumentTypeError(f"write one of {', '.join(WORDS)}")
    return written


MAX_RANKED = 1000
NEW_DATABASE_OPTION = {
    "required": True,
    "metavar": "address",
    "help": "of the new database, empty: postgresql://user@host/name",
}
ROLE_OPTION = {
    "choices": process_roles.ROLES,
    "default": "all",
    "help": "on PostgreSQL: only listen (bot), or only speak (scheduler)",
}
OPTIONS: dict[str, dict[str, dict[str, Any]]] = {
    "run": {"--role": ROLE_OPTION},
    "move": {"--to": NEW_DATABASE_OPTION},
    "backup": {
        "--to": {
            "default": "",
            "metavar": "place",
            "help": "a folder or a file, for one more copy than in BINOME_BACKUPS",
        }
    },
    "restore": {"file": {"help": "the backup; binome.keys lies beside it"}},
    "head": {"--code": {"action": "store_true", "help": "make a one-time link that names a head; heads are told"}},
    "outside": {"--link": {"action": "store_true", "help": "make a one-time link for somebody outside the team"}},
    "key": {"--confirm": {"default": "", "metavar": "end", "help": "the last 8 characters, read on the copy"}},
    "kits": {"folder": {"type": Path, "help": "where to write the book, such as docs/kits"}},
    "match": {
        "needs": {"type": Path, "metavar": "NEEDS"},
        "offers": {"type": Path, "nargs": "?", "metavar": "OFFERS"},
        "-o --output": {"type": Path, "metavar": "RESULT"},
        "--dry-run": {"action": "store_true"},
        "--as": {"type": _parse_column, "action": "append", "metavar": "HEADING=FIELD"},
        "--sheet": {"action": "append", "metavar": "NAME"},
        "--lenient": {"action": "store_true"},
        "--minors": {"choices": ["cleared", "everybody"], "default": ""},
        "--carry": {"action": "append", "metavar": "HEADING"},
        "--rank": {"type": _parse_rank, "metavar": "K"},
        "--unmatched": {"type": Path, "metavar": "FILE"},
        "--programme": {"type": Path, "metavar": "FILE"},
        "--language": {"type": _parse_language, "metavar": "CODE"},
    },
    "understand": {
        "file": {"type": Path, "nargs": "?", "metavar": "FILE", "help": "JSON Lines; else the standard input"},
        "--programme": {"type": Path, "metavar": "FILE", "help": "programme file whose words are known"},
    },
}
"""Command -> what it is told, as argparse reads it; what `match` is told is explained in its own words."""
COMMANDS_WITHOUT_BOT = {"match", "understand"}
"""Commands that need none of the bot's settings."""
COMMANDS: dict[str, tuple[Callable[..., Any], str]] = {
    "run": (run, "run the bot (the simulator without a token)"),
    "match": (run_match, "match two files of needs and offers, without any bot"),
    "understand": (run_understand, "say what the bot would understand in each line of a file, without any bot"),
    "doctor": (run_doctor, "check the installation and say what to do"),
    "retention": (show_retention, "say who is due to be erased for want of contact; erases nobody"),
    "head": (name_head, "say how many head the programme, or make a link that names one, if an account is lost"),
    "outside": (name_outside, "say whether an outside recipient has signed, or make a link for one"),
    "messages": (print_messages, "print everything that the bot may say, with its buttons"),
    "kits": (write_kits, "write the kits as a book to read outside the chat"),
    "migrate": (migrate_database, "bring the database to the present tables"),
    "move": (move_database, "copy everything into another, empty database"),
    "backup": (make_backup, "make a backup now, while the bot runs or not"),
    "restore": (restore_backup, "put a backup into an empty database; nothing old is sent again"),
    "key": (confirm_key, "say whether a copy of the key is confirmed, or confirm one"),
    "health": (ask_health, "ask the running bot how it is"),
}
