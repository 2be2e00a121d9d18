"""`binome doctor` says who speaks, and whether Telegram reaches the bot as the settings say."""

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from aiogram import Bot
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer

from cli import keys, settings
from cli.doctor import checks
from storage.engine import lease
from storage.engine.clock import read_real_time
from tests.cli.doctor.test_checks import read_settings
from tests.town import TOKEN, Town

OURS = "https://bot.example.org/telegram"
OTHERS = "https://other.example.org/secret-path"
WEBHOOK_ERROR = "Wrong response from the webhook: 502 Bad Gateway"


@pytest.fixture
async def bot(small_town: Town) -> AsyncIterator[Bot]:
    """Return what tells Telegram which address to call."""
    async with Bot(TOKEN, AiohttpSession(api=TelegramAPIServer.from_base(small_town.address))) as found:
        yield found


@pytest.fixture
def given(small_town: Town, tmp_path: Path) -> settings.Settings:
    """Return the settings of a bot that asks that Telegram."""
    found = replace(read_settings(tmp_path, BINOME_TELEGRAM_API=small_town.address), token=TOKEN)
    keys.read_or_make(found.key_file)
    return found


async def _list_findings(given: settings.Settings, capsys: pytest.CaptureFixture[str], begins: str) -> list[str]:
    """Return what the doctor says of something."""
    assert await checks.run(given) == 1  # there is no head coordinator here, for one
    return [line for line in capsys.readouterr().out.splitlines() if line[2:].startswith(begins)]


async def test_it_names_a_webhook_in_the_way_of_polling(
    bot: Bot, given: settings.Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    """Without one all is well; with one, where it leads is told, but not its path, which may be a secret."""
    assert await _list_findings(given, capsys, "webhook") == ["✓ webhook: none, the bot asks Telegram"]
    await bot.set_webhook(OTHERS)
    (said,) = await _list_findings(given, capsys, "webhook")
    assert said.startswith("✗ webhook: Telegram calls other.example.org and refuses to be asked")
    assert "secret-path" not in said


async def test_it_compares_the_webhook_with_the_settings(
    bot: Bot, given: settings.Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    """Telegram knows none, another one, or ours."""
    by_webhook = replace(given, webhook=OURS, secret="s" * 16)
    assert await _list_findings(by_webhook, capsys, "webhook") == [
        "✗ webhook: Telegram knows none, start a listener, which tells it the one of BINOME_WEBHOOK"
    ]
    await bot.set_webhook(OTHERS)
    (said,) = await _list_findings(by_webhook, capsys, "webhook")
    assert said.startswith("✗ webhook: Telegram calls another address, at other.example.org; start the listeners again")
    await bot.set_webhook(OURS)
    assert await _list_findings(by_webhook, capsys, "webhook") == ["✓ webhook: Telegram calls bot.example.org"]


async def test_it_tells_what_telegram_met_at_the_webhook(
    small_town: Town, bot: Bot, given: settings.Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    """An error of the last hour, and updates that pile up; an old error is over."""
    by_webhook = replace(given, webhook=OURS, secret="s" * 16)
    await bot.set_webhook(OURS)
    telegram = small_town.simulator.bot_api.webhook
    for hours, told_of in ((2, 1), (0, 2)):
        at = int((read_real_time() - timedelta(hours=hours)).timestamp())
        telegram.info |= {"last_error_date": at, "last_error_message": WEBHOOK_ERROR}
        assert len(said := await _list_findings(by_webhook, capsys, "webhook")) == told_of
    assert said[1].startswith("✗ webhook: on ")
    assert WEBHOOK_ERROR in said[1]
    telegram.info |= {"pending_update_count": 101}
    said = await _list_findings(by_webhook, capsys, "webhook")
    assert said[2].startswith(
        "✗ webhook: 101 updates wait at Telegram, nobody takes them; look whether a listener runs"
    )


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
async def test_it_says_who_speaks_and_who_listens(
    town: Town, tmp_path: Path, database_url: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """On PostgreSQL: which process, and until when."""
    given = read_settings(tmp_path, BINOME_DATABASE=database_url)
    keys.read_or_make(given.key_file)
    async with town.app.sessions.begin() as session:
        held = await lease.read_holders(session)
    for part, does in ((lease.SENDER_PART, "speaks"), (lease.POLLER_PART, "listens")):
        (said,) = await _list_findings(given, capsys, part)
        assert said.startswith(f"✓ {part}: {held[part][0]} {does}, until ")


async def test_that_nobody_speaks_is_a_fault(
    tmp_path: Path, postgres_url: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """It says what to start."""
    given = read_settings(tmp_path, BINOME_DATABASE=postgres_url)
    keys.read_or_make(given.key_file)
    assert await _list_findings(given, capsys, "speaker") == [
        "✗ speaker: nobody speaks, start `binome run` or `binome run --role scheduler`"
    ]
    assert await _list_findings(given, capsys, "listener") == [
        "✗ listener: nobody listens, start `binome run` or `binome run --role bot`"
    ]


async def test_on_sqlite_there_is_one_process_and_nothing_to_say(
    given: settings.Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    """Whoever has the file has every part."""
    assert await _list_findings(given, capsys, "speaker") == []
