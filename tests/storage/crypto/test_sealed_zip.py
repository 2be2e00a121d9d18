"""A sealed zip: its structure is a zip's, and only the passphrase opens what it holds."""

import hashlib
import hmac
import io
import zipfile

import pytest
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

from storage.crypto.sealed_zip import build_sealed_zip

PASSPHRASE = "abcd-efgh-jkmn"
SALT, CHECK, TAG = 16, 2, 10


def open_sealed_zip(file: bytes, passphrase: str) -> str:
    """Return the text of a sealed zip's only file, read by the format's own rules."""
    with zipfile.ZipFile(io.BytesIO(file)) as found:
        (entry,) = found.infolist()
    start = entry.header_offset + 30 + len(entry.filename.encode()) + len(entry.extra)
    body = file[start : start + entry.compress_size]
    salt, check, hidden, tag = body[:SALT], body[SALT : SALT + CHECK], body[SALT + CHECK : -TAG], body[-TAG:]
    keys = hashlib.pbkdf2_hmac("sha1", passphrase.encode(), salt, 1000, 66)
    if keys[64:] != check or hmac.digest(keys[32:64], hidden, "sha1")[:TAG] != tag:
        raise ValueError(passphrase)
    assert entry.file_size == len(hidden)
    return b"".join(_open_block(keys[:32], at, hidden) for at in range(0, len(hidden), 16)).decode()


def _open_block(key: bytes, at: int, hidden: bytes) -> bytes:
    counter = (at // 16 + 1).to_bytes(16, "little")
    stream = Cipher(algorithms.AES(key), modes.ECB()).encryptor().update(counter)
    return bytes(one ^ other for one, other in zip(hidden[at : at + 16], stream, strict=False))


@pytest.mark.parametrize("text", ["", "é", "x" * 16, "Dossier de C-009 🌱\n" * 100])
def test_it_gives_back_what_was_sealed(text: str) -> None:
    """Of any length, also of none."""
    assert open_sealed_zip(build_sealed_zip("cas.txt", text.encode(), PASSPHRASE), PASSPHRASE) == text


def test_nothing_else_opens_it() -> None:
    """Neither another passphrase, nor the right one once a byte was changed; the words are nowhere in clear."""
    file = build_sealed_zip("cas.txt", b"mots scelles", PASSPHRASE)
    assert b"mots" not in file
    at = file.index(b"cas.txt") + 7 + 11 + SALT + CHECK
    broken = file[:at] + bytes([file[at] ^ 1]) + file[at + 1 :]
    for found, passphrase in ((file, "abcd-efgh-jkmm"), (broken, PASSPHRASE)):
        with pytest.raises(ValueError, match="abcd"):
            open_sealed_zip(found, passphrase)
