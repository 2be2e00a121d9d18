"""What is sealed, under which key, and that nothing said lies open in the database."""

import subprocess
from pathlib import Path
from typing import Any

import pytest

from benchmarks.postgres import PostgresServer
from storage.crypto.vault import KEY_BYTES, Vault, WrongKey, generate_key
from tests.people import make_agreed_pair
from tests.town import KEY, Town


def test_it_gives_back_what_was_sealed() -> None:
    """Words, emoji and lists come back as they went in."""
    vault = Vault(KEY)
    key = vault.generate_data_key()
    said: tuple[Any, ...] = ("Inès 🌱 <3", {"topics": ["cv"], "birth": "2006-05"}, 7_000_000_001, [])
    for value in said:
        assert vault.open(key, vault.seal(key, value)) == value
    assert vault.open(key, None) is None


def test_it_never_seals_the_same_words_alike() -> None:
    """Two people who say the same cannot be told apart, nor one person who says it twice."""
    vault = Vault(KEY)
    ours, theirs = vault.generate_data_key(), vault.generate_data_key()
    assert len({vault.seal(ours, "oui"), vault.seal(ours, "oui"), vault.seal(theirs, "oui")}) == 3


def test_it_opens_nothing_with_another_persons_key() -> None:
    """What one person said stays closed to the key of another."""
    vault = Vault(KEY)
    box = vault.seal(vault.generate_data_key(), "secret")
    with pytest.raises(WrongKey):
        vault.open(vault.generate_data_key(), box)


def test_it_opens_nothing_with_another_key_file() -> None:
    """The data is worth nothing without the association's own key."""
    vault, thief = Vault(KEY), Vault(generate_key())
    key = vault.generate_data_key()
    with pytest.raises(WrongKey):
        thief.open(key, vault.seal(key, "secret"))
    with pytest.raises(WrongKey):
        thief.open_own(vault.seal_own("secret"))
    assert vault.fingerprint(7_000_000_001) != thief.fingerprint(7_000_000_001)


def test_it_opens_nothing_that_was_changed() -> None:
    """A box with one bit turned is refused, not read wrongly."""
    vault = Vault(KEY)
    key = vault.generate_data_key()
    box = vault.seal(key, "secret")
    for place in (0, len(box) // 2, len(box) - 1):
        damaged = bytearray(box)
        damaged[place] ^= 1
        with pytest.raises(WrongKey):
            vault.open(key, bytes(damaged))


def test_it_makes_keys_of_full_length() -> None:
    """A key has 32 bytes and no two are alike."""
    assert len(generate_key()) == KEY_BYTES
    assert generate_key() != generate_key()


async def _live_in(town: Town) -> list[bytes]:
    """Let a pair sign up, agree, and one of them ask for help; return what must lie open nowhere."""
    young, volunteer, head, _ = await make_agreed_pair(town)
    await volunteer.write("/aide")
    await young.write("je veux mourir")
    words = ("Inès", "Marc", "Claire", "alternance en comptabilit", "comptable en cabinet", "mourir", "bretagne")
    ids = (str(one.id) for one in (young, volunteer, head))
    return [word.encode() for word in (*words, *ids)]


def _find(text: list[bytes], dump: bytes) -> list[bytes]:
    return [word for word in text if word.lower() in dump.lower()]


def _read_bytes(folder: Path) -> bytes:
    return b"".join(path.read_bytes() for path in folder.glob("binome.sqlite3*"))


async def test_nothing_said_lies_open_in_the_sqlite_file(small_town: Town, tmp_path: Path) -> None:
    """No name, no word, no Telegram id can be read in the file, nor in what SQLite keeps beside it."""
    said = await _live_in(small_town)
    dump = _read_bytes(tmp_path)
    assert b"new_volunteer" in dump  # it is the right file
    assert _find(said, dump) == []


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
async def test_nothing_said_lies_open_in_postgresql(town: Town, postgres_server: PostgresServer) -> None:
    """No name, no word, no Telegram id is in any column of any table."""
    said = await _live_in(town)
    engine = town.app.sessions.kw["bind"]
    psql = [postgres_server.programs / "psql", "-qXAt", "-h", postgres_server.folder, "-Upostgres"]

    def ask(statement: str) -> bytes:
        asked = [*psql, "-c", statement, engine.url.database]
        return subprocess.run(asked, check=True, capture_output=True).stdout

    tables = ask("SELECT tablename FROM pg_tables WHERE schemaname = 'public'").decode().split()
    # As text and with bytes unfolded: a word in a bytea column would be seen too.
    dump = b"".join(ask(f"SELECT encode(convert_to(t::text, 'UTF8'), 'escape') FROM \"{one}\" t") for one in tables)
    assert b"new_volunteer" in dump
    assert _find(said, dump) == []
    assert [word for word in said if word.hex().encode() in dump] == []
