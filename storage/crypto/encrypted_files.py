"""Files that only the association's key opens: sealed piece by piece, so that their size costs no memory.

A file is its mark, a salt, then pieces under a cipher of its own, numbered; the last one says that it is the last.
"""

import secrets
from collections.abc import Callable, Iterable, Iterator
from itertools import count

from cryptography.exceptions import InvalidTag

from mentoring.errors import BinomeError
from storage.crypto.vault import NONCE_BYTES, Vault, WrongKey

MAGIC = b"binome backup 1\n"
MARK_BYTES, SALT_BYTES, TAG_BYTES = 8, 16, 16
PIECE_BYTES = 1 << 20
MORE, LAST = b"more", b"last"


class DamagedBackup(BinomeError):
    """This is no backup of this program, or it is damaged or cut short: take another one."""


def encrypt_pieces(vault: Vault, pieces: Iterable[bytes]) -> Iterator[bytes]:
    """Return what to write into a file that holds some pieces, each of `PIECE_BYTES` but the last."""
    salt = secrets.token_bytes(SALT_BYTES)
    cipher = vault.build_copy_cipher(salt)
    yield MAGIC + _compute_mark(vault) + salt
    before, number = b"", 0
    for number, piece in enumerate(pieces):
        if number:
            yield cipher.encrypt(_build_nonce(number - 1), before, MORE)
        before = piece
    yield cipher.encrypt(_build_nonce(number), before, LAST)


def decrypt_pieces(vault: Vault, read: Callable[[int], bytes]) -> Iterator[bytes]:
    """Return the pieces of a file; raise `WrongKey` for another association's, `DamagedBackup` for anything unsound."""
    if read(len(MAGIC)) != MAGIC:
        raise DamagedBackup
    if read(MARK_BYTES) != _compute_mark(vault):
        raise WrongKey
    cipher = vault.build_copy_cipher(read(SALT_BYTES))
    piece = read(PIECE_BYTES + TAG_BYTES)
    for number in count():
        following = read(PIECE_BYTES + TAG_BYTES)
        try:
            yield cipher.decrypt(_build_nonce(number), piece, MORE if following else LAST)
        except InvalidTag:
            raise DamagedBackup from None
        if not following:
            return
        piece = following


def _compute_mark(vault: Vault) -> bytes:
    return vault.fingerprint("backup")[:MARK_BYTES]


def _build_nonce(number: int) -> bytes:
    return number.to_bytes(NONCE_BYTES, "big")
