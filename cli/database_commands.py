"""Commands that need the database: each is one function, done by the running program or by the command itself."""

from collections.abc import Awaitable, Callable
from typing import Any

from cli.command_protocol import Answer
from cli.doctor import records
from cli.open_database import OpenDatabase
from mentoring.errors import BinomeError
from storage import installation
from storage.backup.transfer import NothingToMove
from storage.crypto.vault import WrongKey
from storage.engine.clock import read_real_time
from use_cases.binomes import retention
from use_cases.people import staff
from use_cases.team import invitations, outside

MAX_LINES = 20_000
MAX_LISTED = 10_000


class UnknownCommand(BinomeError):
    """The running program does not know this command: it is of another version, start it again."""


async def make_backup(database: OpenDatabase) -> Answer:
    """Make a backup into the folder of the settings; return its file."""
    async with database.sessions.begin() as session:
        if not await installation.read(session, installation.KEY_CHECK):
            raise NothingToMove
        if not await installation.is_key_right(session):
            raise WrongKey
    return Answer([], found={"file": str((await database.nightly_backup.run()).resolve())})


async def list_retention_due(database: OpenDatabase) -> Answer:
    """Return, a line each, who is due to be erased because their last contact is long ago."""
    days = database.settings.programme.retention_days
    async with database.sessions.begin() as session:
        due = await retention.find_due(session, read_real_time(), MAX_LISTED)
    heading = f"{len(due)} people without contact for {days} days, each erased by the running bot within a day:"
    return Answer([heading, *(f"- person {person.id}, last contact {person.seen_at:%Y-%m-%d}" for person in due)])


async def name_head(database: OpenDatabase, code: bool) -> Answer:
    """Return how many head the programme; with `code` also a one-time link that names one more, whoever is lost."""
    async with database.sessions.begin() as session:
        heads = len(await staff.list_heads(session))
        lines = [f"People who head the programme: {heads}."]
        if code:
            bot = await installation.read(session, installation.BOT_NAME)
            row = await invitations.open_invitation(session, None, "head", read_real_time())
            link = f"https://t.me/{bot or 'YOUR_BOT'}?start={await invitations.renew_code(session, row)}"
            days = invitations.VALID_FOR.days
            lines.append(f"Whoever opens this first, within {days} days, becomes head; every head is told: {link}")
    return Answer(lines, 0 if heads or code else 1)


async def name_outside(database: OpenDatabase, link: bool) -> Answer:
    """Return whether an outside recipient has signed; with `link` also a one-time link for the next one."""
    async with database.sessions.begin() as session:
        signed = await outside.find_recipient(session) is not None
        lines = ["An outside recipient has signed." if signed else "No outside recipient has signed."]
        if link:
            bot = await installation.read(session, installation.BOT_NAME) or "YOUR_BOT"
            address = f"https://t.me/{bot}?start={await outside.open_link(session, read_real_time())}"
            lines.append(f"For one person outside the team, once, within {invitations.VALID_FOR.days} days: {address}")
    return Answer(lines, 0 if signed or link else 1)


DATABASE_COMMANDS: dict[str, Callable[..., Awaitable[Answer]]] = {
    "backup": make_backup,
    "doctor": records.check_records,
    "head": name_head,
    "outside": name_outside,
    "retention": list_retention_due,
}
"""Command -> what it does with an open database, and with what it was told, by name."""


async def run_command(database: OpenDatabase, name: str, **arguments: Any) -> Answer:
    """Do a command; of very many lines the last ones are only counted."""
    if name not in DATABASE_COMMANDS:
        raise UnknownCommand(f"({name})")
    answer = await DATABASE_COMMANDS[name](database, **arguments)
    more = len(answer.lines) - MAX_LINES
    kept = [*answer.lines[:MAX_LINES], f"… and {more} more lines"] if more > 0 else answer.lines
    return Answer(kept, answer.status, answer.found)
