"""`binome doctor` says what is well, what is not, and what to do."""

import asyncio
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer
from sqlalchemy import select

from cli import database, keys, settings
from cli.doctor import checks, telegram
from mentoring.help_numbers import HelpNumbers
from mentoring.privacy import PrivacyNotice
from storage import installation
from storage.crypto.vault import Vault
from storage.engine.clock import read_real_time
from storage.engine.database import build_sessions
from storage.schema.tables import Outgoing
from tests.cast import add_coordinator, make_proposed
from tests.scheduler.delivery.mail_server import StubMailServer, serve_mail
from tests.town import Town

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)


def read_settings(folder: Path, **values: str) -> settings.Settings:
    """Return the settings of an installation in a folder."""
    places = {"BINOME_DATABASE": f"sqlite:///{folder}/b.sqlite3", "BINOME_KEY_FILE": f"{folder}/b.key"}
    return settings.read({**places, **values})


async def test_it_names_what_is_missing_before_the_first_start(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Without a key it stops there, says who makes one, and makes nothing itself."""
    assert await checks.run(read_settings(tmp_path)) == 1
    assert "the first `binome run` makes it" in capsys.readouterr().out
    assert not list(tmp_path.iterdir())


async def test_it_sees_a_key_of_another_database(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A key that was not used with this database is named as such."""
    given = read_settings(tmp_path)
    key, _ = keys.read_or_make(given.key_file)
    await database.read_entry(given, key)
    given.key_file.unlink()
    keys.read_or_make(given.key_file)
    assert await checks.run(given) == 1
    assert "✗ key: made for another database" in capsys.readouterr().out


async def test_it_asks_for_a_fresh_look_at_the_help_numbers(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Numbers that no professional has read for over a year are named; those that were read lately are well."""
    given = read_settings(tmp_path)
    known = given.programme.help_numbers
    for checked, said in (
        (None, "✗ help numbers: have a professional read"),
        (date(2001, 1, 1), "✗ help numbers: last read by a professional on 2001-01-01, have them read again"),
        (date(2999, 1, 1), "✓ help numbers: last read by a professional on 2999-01-01"),
    ):
        read = replace(known, checked_on=checked)
        await checks.run(replace(given, programme=replace(given.programme, help_numbers=read)))
        assert said in capsys.readouterr().out


def test_it_names_each_number_that_nobody_has_made_sure_of_lately() -> None:
    """A number without a date, and one whose date is over a year old, are each a fault; a fresh one is none."""
    one, *_ = settings.read({}).programme.help_numbers.numbers
    old, fresh = date(2001, 1, 1), date(2999, 1, 1)
    rows = [replace(one, name=name, checked_on=on) for name, on in (("a", None), ("b", old), ("c", fresh))]
    found = checks.check_help_numbers(HelpNumbers(fresh, {}, tuple(rows)))
    assert [(well, words.partition(",")[0]) for well, words in found] == [
        (True, "help numbers: last read by a professional on 2999-01-01"),
        (False, "help numbers: write checked_on under a"),
        (False, "help numbers: make sure again of b"),
    ]
    assert len(list(checks.check_help_numbers(HelpNumbers(fresh, {}, (rows[2],))))) == 1


def test_it_asks_who_answers_for_the_data() -> None:
    """What people should read and nobody wrote is named in one line; once it is written the controller is."""
    notice = PrivacyNotice(controller="Association Exemple")
    assert checks.check_privacy(notice) == (
        False,
        "privacy: write address, hosting under [privacy], people read there who answers for their data",
    )
    whole = replace(notice, address="Paris", hosting={"fr": "Paris"})
    assert checks.check_privacy(whole) == (True, "privacy: Association Exemple answers for the data")


def test_it_warns_of_a_meeting_host_that_asks_for_a_login() -> None:
    """None is shipped: a binôme decides; meet.jit.si lets nobody in before one of the two has logged in."""
    assert settings.read({}).programme.meeting_link == ""
    links = ("", "https://meet.jit.si/{place}", "https://visio.example.org/{place}")
    assert [checks.check_meeting_link(link)[0] for link in links] == [True, False, True]
    assert 'set meeting_link = "https://' in checks.check_meeting_link("")[1]


async def test_it_asks_the_mail_server_where_one_is_set(tmp_path: Path) -> None:
    """Without one nothing is said; one that is away is a fault."""
    given = read_settings(tmp_path)
    assert list(checks.check_mail(given)) == []
    async with serve_mail(StubMailServer()) as server:
        with_mail = replace(given, mail=server.address())
        assert [well for well, _ in await asyncio.to_thread(lambda: list(checks.check_mail(with_mail)))] == [True]
    assert [well for well, _ in checks.check_mail(with_mail)] == [False]


async def test_it_names_a_team_without_anybody(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """While nobody is of the team, people are told that nobody can answer: the doctor says so too."""
    given = read_settings(tmp_path)
    key, _ = keys.read_or_make(given.key_file)
    await database.read_entry(given, key)
    await checks.run(given)
    assert "✗ team: nobody is in it" in capsys.readouterr().out
    engine = await database.open_database(given)
    async with build_sessions(engine, Vault(key), given.programme).begin() as session:
        await add_coordinator(session)
    await engine.dispose()
    await checks.run(given)
    assert "✗ team: nobody" not in capsys.readouterr().out


async def test_it_looks_at_telegram(small_town: Town, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """With a token it asks Telegram who the bot is; a refused token is named."""
    given = read_settings(tmp_path, BINOME_TELEGRAM_API=small_town.address)
    keys.read_or_make(given.key_file)
    await checks.run(replace(given, token="1:simulator"))
    said = capsys.readouterr().out
    assert "✓ Telegram: @binome_bot answers" in said
    assert "✓ clock: as Telegram's" in said
    assert "✓ privacy mode: on" in said
    await checks.run(replace(given, token="1:wrong"))
    assert "✗ Telegram: TelegramUnauthorizedError, check the token" in capsys.readouterr().out


async def test_it_says_what_was_read_and_from_where(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Texts and training are told, with the folder of one's own words."""
    await checks.run(read_settings(tmp_path, BINOME_TEXTS=str(tmp_path)))
    said = capsys.readouterr().out
    assert f"✓ texts: all can be read, your own of {tmp_path} first" in said
    assert "✓ training: 8 screens in fr, 8 screens in en" in said


async def test_it_proves_that_the_ledger_adds_up_and_names_what_is_uncertain(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Planned is the sum of what became of all messages; a row in no known state is a loss, and is counted."""
    given = read_settings(tmp_path)
    key, _ = keys.read_or_make(given.key_file)
    await database.read_entry(given, key)
    engine = await database.open_database(given)
    sessions = build_sessions(engine, Vault(key), given.programme)
    for state in ("sent", "sent", "cancelled", "uncertain", "vanished"):
        async with sessions.begin() as session:
            session.add(Outgoing(kind="digest", args={}, priority=4, state=state, due_at=NOW, changed_at=NOW))
    await engine.dispose()
    assert await checks.run(given) == 1
    said = capsys.readouterr().out
    assert "✗ ledger of messages: 5 planned, but 2 sent + 1 uncertain + 1 cancelled: 1 lost" in said
    assert "uncertain: message 4 (digest, staff group), 2026-11-22 12:00 UTC, perhaps arrived" in said
    assert "✗ backup: none yet" in said
    engine = await database.open_database(given)
    async with build_sessions(engine, Vault(key), given.programme).begin() as session:
        (await session.get_one(Outgoing, 5)).state = "expired"
        await installation.write(session, installation.LAST_BACKUP_AT, read_real_time().isoformat())
    await engine.dispose()
    await checks.run(given)
    said = capsys.readouterr().out
    assert "✓ ledger of messages: 5 planned = 2 sent + 1 uncertain + 1 expired + 1 cancelled" in said
    assert "✓ backup: the last on " in said


@pytest.mark.parametrize(
    ("date", "said"),
    [
        ("Mon, 01 Jan 2001 00:00:00 GMT", "seconds away from Telegram's, turn on time synchronisation"),
        ("no date", "gives no date to compare with"),
    ],
)
async def test_it_compares_the_clock_with_telegrams(date: str, said: str) -> None:
    """A clock that is far from the date of Telegram's answers is named, with what to do."""

    async def answer(_request: web.Request) -> web.Response:
        return web.Response(headers={"Date": date})

    app = web.Application()
    app.router.add_get("/", answer)
    async with TestServer(app) as server:
        well, words = await telegram.check_clock(str(server.make_url("/")))
    assert said in words
    assert well == ("no date" in words)


async def test_it_looks_whether_the_bot_may_write_in_the_staff_group(
    small_town: Town, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """In the group and allowed to write is well, to take people out or not; put out of it is not, and a way is told."""
    given = read_settings(tmp_path, BINOME_TELEGRAM_API=small_town.address)
    key, _ = keys.read_or_make(given.key_file)
    claire = await small_town.add_person("Claire")
    group = await small_town.add_group(claire)
    engine = await database.open_database(given)
    async with build_sessions(engine, Vault(key), given.programme).begin() as session:
        await installation.write(session, installation.STAFF_CHAT, str(group))
    await engine.dispose()
    await checks.run(replace(given, token="1:simulator"))
    said = capsys.readouterr().out
    assert "✓ staff group: the bot is in it and may write" in said
    assert "✓ staff group: the bot may not take out whoever leaves the team, the heads are told." in said
    await small_town.act("members", chat=group, user="bot", status="administrator")
    await checks.run(replace(given, token="1:simulator"))
    assert "✓ staff group: the bot takes out whoever leaves the team" in capsys.readouterr().out
    await small_town.act("members", chat=group, user="bot", status="kicked")
    await checks.run(replace(given, token="1:simulator"))
    assert "✗ staff group: " in capsys.readouterr().out


async def test_it_names_every_uncertain_message_and_each_that_is_missing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """After a bad stop all are named, however many, after a count; a message that is gone is named as a fault."""
    given = read_settings(tmp_path)
    key, _ = keys.read_or_make(given.key_file)
    await database.read_entry(given, key)
    engine = await database.open_database(given)
    one = {"args": {}, "priority": 4, "state": "uncertain", "due_at": NOW, "changed_at": NOW}
    async with build_sessions(engine, Vault(key), given.programme).begin() as session:
        session.add_all([Outgoing(kind=kind, **one) for kind in ("digest", *["figures"] * 44)])
        pair = await make_proposed(session)
        pair.proposed_at = read_real_time()
    await engine.dispose()
    await checks.run(given)
    said = capsys.readouterr().out
    assert "uncertain: 45 messages perhaps arrived: 44 figures, 1 digest" in said
    assert sum("uncertain: message " in line for line in said.splitlines()) == 45
    assert "messages that must be there: 1, by binômes and sessions of 89 days, all in the ledger" in said
    engine = await database.open_database(given)
    async with build_sessions(engine, Vault(key), given.programme).begin() as session:
        gone = (await session.scalars(select(Outgoing).where(Outgoing.kind == "proposal"))).one()
        key_of_it = str(gone.key)
        await session.delete(gone)
    await engine.dispose()
    assert await checks.run(given) == 1
    said = capsys.readouterr().out
    assert "✓ ledger of messages: " in said
    assert f"but 1 not in the ledger ({key_of_it})" in said
