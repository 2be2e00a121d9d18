"""The key: lost means lost, so nobody makes a second one unasked, and a copy is asked for until it is there."""

import base64
from pathlib import Path

import pytest

from cli import commands, database, keys
from cli.doctor import checks
from cli.settings import Settings, read
from storage.crypto.vault import WrongKey
from tests.cli.test_settings import run_binome


def read_settings(folder: Path) -> Settings:
    """Return the settings of an installation in a folder."""
    places = {"BINOME_DATABASE": f"sqlite:///{folder}/b.sqlite3", "BINOME_KEY_FILE": f"{folder}/b.key"}
    return read({**places, "BINOME_BACKUPS": f"{folder}/backups"})


async def make_used(folder: Path) -> tuple[Settings, bytes]:
    """Return an installation whose database was used with its key."""
    given = read_settings(folder)
    key, _ = await database.read_or_make_key(given)
    await database.read_entry(given, key)
    return given, key


async def test_no_new_key_is_made_beside_a_database_that_was_used_with_another(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The key file is gone: the start is refused with what to do, no key is made, and the doctor says the same."""
    given, key = await make_used(tmp_path)
    given.key_file.unlink()
    for command in ("run", "backup", "key"):
        environment = {"BINOME_DATABASE": given.database, "BINOME_KEY_FILE": str(given.key_file)}
        done = run_binome(tmp_path, command, **environment)
        assert done.returncode != 0
        assert "key" in done.stderr
        assert "Traceback" not in done.stderr
    assert "put back its copy. No new key was made." in run_binome(tmp_path, "run", **environment).stderr
    assert await checks.run(given) == 1
    assert "put back its copy" in capsys.readouterr().out
    assert not given.key_file.exists()
    given.key_file.write_bytes(base64.b64encode(key))
    assert await database.read_or_make_key(given) == (key, False)


async def test_another_databases_key_is_refused_and_changes_nothing(tmp_path: Path) -> None:
    """The sentence says which file to put back; with the right one all is as before."""
    given, key = await make_used(tmp_path)
    given.key_file.write_bytes(base64.b64encode(bytes(32)))
    with pytest.raises(WrongKey, match="put back the key file that was used with it"):
        await database.read_entry(given, bytes(32))
    for command in ("run", "backup"):
        environment = {"BINOME_DATABASE": given.database, "BINOME_KEY_FILE": str(given.key_file)}
        assert "The key does not open this database" in run_binome(tmp_path, command, **environment).stderr
    await database.read_entry(given, key)


async def test_the_doctor_nags_until_a_copy_is_confirmed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Its last 8 characters say that somebody looked at the copy; fewer, or another's, do not; a new key asks anew."""
    given, _ = await make_used(tmp_path)
    await checks.run(given)
    assert "✗ copy of the key: none is confirmed" in capsys.readouterr().out
    written = given.key_file.read_text().strip()
    for wrong in ("AAAAAAAA", written[-4:], "====", written[:8]):
        with pytest.raises(keys.NotTheCopy):
            await commands.confirm_key(given, wrong)
    assert await commands.confirm_key(given, "") == 1
    assert await commands.confirm_key(given, written[-8:]) == 0
    capsys.readouterr()
    await checks.run(given)
    assert "✓ copy of the key: confirmed" in capsys.readouterr().out
    assert not keys.is_confirmed(given.key_file, bytes(32))
    assert written not in (tmp_path / "b.key.copied").read_text()
