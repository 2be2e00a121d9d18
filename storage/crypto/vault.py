"""Encryption at rest: one data key per person, wrapped by the association's key, which lives apart from the data."""

import hashlib
import hmac
import json
import secrets
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from mentoring.errors import BinomeError

KEY_BYTES = 32
NONCE_BYTES = 12


class WrongKey(BinomeError):
    """The key does not open this database: put back the key file that was used with it."""


def generate_key() -> bytes:
    """Return a fresh random key of 32 bytes."""
    return secrets.token_bytes(KEY_BYTES)


class Vault:
    """Seals and opens with the association's key (32 bytes)."""

    def __init__(self, master: bytes) -> None:
        self._wrap = AESGCM(_derive(master, b"wrap"))
        self._hash = _derive(master, b"hash")
        self._backup_key = _derive(master, b"copies")
        self._turned_away = _derive(master, b"turned away")

    def fingerprint(self, value: int | str) -> bytes:
        """Return the keyed hash (32 bytes) under which a Telegram id or a code is looked up."""
        return hmac.digest(self._hash, str(value).encode(), "sha256")

    def fingerprint_turned_away(self, telegram_id: int) -> bytes:
        """Return the keyed hash (32 bytes) of an account that may not take part: kept apart from the database too."""
        return hmac.digest(self._turned_away, str(telegram_id).encode(), "sha256")

    def generate_data_key(self) -> bytes:
        """Return a person's new data key, wrapped: only this vault can use it."""
        return _seal(self._wrap, generate_key())

    def seal(self, wrapped: bytes, value: Any) -> bytes:
        """Encrypt a JSON value under a wrapped data key."""
        return _seal(self._unwrap_cipher(wrapped), json.dumps(value, ensure_ascii=False).encode())

    def open(self, wrapped: bytes, box: bytes | None) -> Any:
        """Decrypt what `seal` made; None of nothing. Raise `WrongKey` when the key does not fit."""
        return None if box is None else json.loads(_open(self._unwrap_cipher(wrapped), box))

    def seal_own(self, value: Any) -> bytes:
        """Encrypt a JSON value under the association's own key."""
        return _seal(self._wrap, json.dumps(value, ensure_ascii=False).encode())

    def open_own(self, box: bytes) -> Any:
        """Decrypt what `seal_own` made."""
        return json.loads(_open(self._wrap, box))

    def build_copy_cipher(self, salt: bytes) -> AESGCM:
        """Return the cipher of one backup file, derived from its salt."""
        return AESGCM(_derive(self._backup_key, salt))

    def _unwrap_cipher(self, wrapped: bytes) -> AESGCM:
        return AESGCM(_open(self._wrap, wrapped))


def _derive(master: bytes, use: bytes) -> bytes:
    return hmac.digest(master, b"binome " + use, hashlib.sha256)


def _seal(cipher: AESGCM, clear: bytes) -> bytes:
    nonce = secrets.token_bytes(NONCE_BYTES)
    return nonce + cipher.encrypt(nonce, clear, None)


def _open(cipher: AESGCM, box: bytes) -> bytes:
    try:
        return cipher.decrypt(box[:NONCE_BYTES], box[NONCE_BYTES:], None)
    except (InvalidTag, ValueError):  # a box that is cut short holds no nonce
        raise WrongKey from None
