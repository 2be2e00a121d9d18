"""A head for the programme from the server, when the account of the only one is lost."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from cli import command_client, command_server, open_database
from cli.command_client import ask_or_open
from cli.database import read_entry
from cli.open_database import OpenDatabase
from cli.settings import read
from storage import installation
from storage.engine.clock import read_real_time
from tests.cast import add_coordinator, add_person, list_queued
from use_cases.people import staff
from use_cases.team import invitations, outside

KEY = bytes(range(32))


@pytest.fixture
async def database(tmp_path: Path) -> AsyncIterator[OpenDatabase]:
    """Return a SQLite database that this program holds, used with its key."""
    places = {"BINOME_DATABASE": f"sqlite:///{tmp_path}/b.sqlite3", "BINOME_BACKUPS": f"{tmp_path}/backups"}
    given = read({**places, "BINOME_KEY_FILE": f"{tmp_path}/b.key"})
    await read_entry(given, KEY)
    async with open_database.open_for_command(given, KEY) as found:
        yield found


async def test_the_server_names_a_head_while_the_program_runs(database: OpenDatabase) -> None:
    """Beside a head whose account is lost: the link works once, and the former head is told."""
    async with database.sessions.begin() as session:
        await installation.write(session, installation.BOT_NAME, "binome_bot")
        lost = await add_coordinator(session, "Claire", "head")
    async with command_server.serve_commands(database):
        answer = await ask_or_open(database.settings, KEY, "head", code=True)
    assert (answer.status, answer.lines[0]) == (0, "People who head the programme: 1.")
    address, _, code = answer.lines[1].rpartition("?start=")
    assert address.endswith("https://t.me/binome_bot")
    async with database.sessions.begin() as session:
        first, second = await add_person(session, "Awa"), await add_person(session, "Lou")
        now = read_real_time()
        assert await invitations.redeem(session, first, code, "Awa", now) == "head"
        assert await invitations.redeem(session, second, code, "Lou", now) == ""
        assert [one.id for one in await staff.list_heads(session)] == [lost.id, first.id]
        assert "team_news" in await list_queued(session, await session.get_one(type(lost), lost.id))


async def test_a_link_for_the_outside_recipient_comes_from_the_server(database: OpenDatabase) -> None:
    """The command fails until somebody has signed; the link binds whoever opens it first."""
    async with command_server.serve_commands(database):
        assert (await command_client.ask(database.settings, KEY, "outside", {"link": False}, 30)).status == 1
        answer = await ask_or_open(database.settings, KEY, "outside", link=True)
    code = answer.lines[1].rpartition("?start=")[2]
    async with database.sessions.begin() as session:
        person, now = await add_person(session, "Awa"), read_real_time()
        assert await outside.bind(session, person, code, now)
        await outside.sign(session, person, now)
    async with command_server.serve_commands(database):
        assert (await command_client.ask(database.settings, KEY, "outside", {"link": False}, 30)).status == 0


async def test_without_a_head_the_command_says_so(database: OpenDatabase) -> None:
    """It fails, so that whoever watches sees it; with a link there is something to do."""
    async with command_server.serve_commands(database):
        assert (await command_client.ask(database.settings, KEY, "head", {"code": False}, 30)).status == 1
        assert (await command_client.ask(database.settings, KEY, "head", {"code": True}, 30)).status == 0
