"""A zip that only a passphrase opens, in the published AE-2 format: 7-Zip and most other programs read it.

Source: the AES encryption specification of WinZip. Its key derivation is weak against guessed words, so that the
passphrase must be a long random one. The cipher and the hashes are the `cryptography` library's.
"""

import secrets
import struct
from typing import NamedTuple

from cryptography.hazmat.primitives import hashes, hmac
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from cryptography.hazmat.primitives.kdf.pbkdf2 import PBKDF2HMAC

SALT_BYTES, KEY_BYTES, CHECK_BYTES, TAG_BYTES, BLOCK_BYTES = 16, 32, 2, 10, 16
ITERATIONS = 1000
AES_METHOD, STORED, NEEDED_VERSION = 99, 0, 51
FLAGS = 0x0801
"""Encrypted, and a name in UTF-8."""
NO_TIME, FIRST_DAY = 0, 0x21
"""The first of January 1980: a file tells nobody when it was made."""
EXTRA = struct.pack("<HHH2sBH", 0x9901, 7, 2, b"AE", 3, STORED)
"""AE-2 with a key of 256 bits: no checksum of the clear text is kept beside it."""


class _Keys(NamedTuple):
    cipher: bytes
    tag: bytes
    check: bytes


def build_sealed_zip(name: str, content: bytes, passphrase: str) -> bytes:
    """Return a zip with one file, sealed by a passphrase."""
    salt = secrets.token_bytes(SALT_BYTES)
    keys = _derive(passphrase, salt)
    hidden = _encrypt(keys.cipher, content)
    body = salt + keys.check + hidden + _compute_tag(keys.tag, hidden)
    facts = struct.pack(
        "<HHHHIIIHH", FLAGS, AES_METHOD, NO_TIME, FIRST_DAY, 0, len(body), len(content), len(name.encode()), len(EXTRA)
    )
    local = struct.pack("<4sH", b"PK\3\4", NEEDED_VERSION) + facts + name.encode() + EXTRA
    entry = struct.pack("<4sHH", b"PK\1\2", NEEDED_VERSION, NEEDED_VERSION) + facts
    entry += struct.pack("<HHHII", 0, 0, 0, 0, 0) + name.encode() + EXTRA
    end = struct.pack("<4sHHHHIIH", b"PK\5\6", 0, 0, 1, 1, len(entry), len(local) + len(body), 0)
    return local + body + entry + end


def _derive(passphrase: str, salt: bytes) -> _Keys:
    length = 2 * KEY_BYTES + CHECK_BYTES
    found = PBKDF2HMAC(hashes.SHA1(), length, salt, ITERATIONS).derive(passphrase.encode())
    return _Keys(found[:KEY_BYTES], found[KEY_BYTES : 2 * KEY_BYTES], found[2 * KEY_BYTES :])


def _encrypt(key: bytes, content: bytes) -> bytes:
    """Return the content under AES in counter mode; the format counts from 1, the smallest byte first."""
    blocks = range(1, len(content) // BLOCK_BYTES + 2)
    counters = b"".join(number.to_bytes(BLOCK_BYTES, "little") for number in blocks)
    stream = Cipher(algorithms.AES(key), modes.ECB()).encryptor().update(counters)
    return bytes(one ^ other for one, other in zip(content, stream, strict=False))


def _compute_tag(key: bytes, hidden: bytes) -> bytes:
    made = hmac.HMAC(key, hashes.SHA1())
    made.update(hidden)
    return made.finalize()[:TAG_BYTES]
