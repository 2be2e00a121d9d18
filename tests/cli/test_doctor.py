"""`binome doctor` says what is well, what is not, and what to do."""

from dataclasses import replace
from pathlib import Path

import pytest

from cli import doctor, keys, opening, settings
from tests.town import Town


def told(folder: Path, **values: str) -> settings.Settings:
    """Give the settings of an installation in a folder."""
    places = {"BINOME_DATABASE": f"sqlite:///{folder}/b.sqlite3", "BINOME_KEY_FILE": f"{folder}/b.key"}
    return settings.read({**places, **values})


async def test_it_names_what_is_missing_before_the_first_start(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Without a key it stops there, says who makes one, and makes nothing itself."""
    assert await doctor.run(told(tmp_path)) == 1
    assert "the first `binome run` makes it" in capsys.readouterr().out
    assert not list(tmp_path.iterdir())


async def test_it_sees_a_key_of_another_database(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A key that was not used with this database is named as such."""
    given = told(tmp_path)
    key, _ = keys.read_or_make(given.key_file)
    await opening.enter(given, key)
    given.key_file.unlink()
    keys.read_or_make(given.key_file)
    assert await doctor.run(given) == 1
    assert "✗ key: made for another database" in capsys.readouterr().out


async def test_it_asks_for_a_fresh_look_at_the_help_text(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A help text that no professional has read for over a year is named; one read lately is well."""
    given = told(tmp_path)
    for checked, mark in (("", "✗"), ("2001-01-01", "✗"), ("2999-01-01", "✓")):
        await doctor.run(replace(given, programme=replace(given.programme, help_checked=checked)))
        assert f"{mark} help text" in capsys.readouterr().out


async def test_it_looks_at_telegram(small_town: Town, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """With a token it asks Telegram who the bot is; a refused token is named."""
    given = told(tmp_path, BINOME_TELEGRAM_API=small_town.address)
    keys.read_or_make(given.key_file)
    await doctor.run(replace(given, token="1:simulator"))
    assert "✓ Telegram: @binome_bot answers" in capsys.readouterr().out
    await doctor.run(replace(given, token="1:wrong"))
    assert "✗ Telegram: TelegramUnauthorizedError, check the token" in capsys.readouterr().out
