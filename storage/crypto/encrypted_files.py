"""Files that only the association's key opens: sealed piece by piece, so that their size costs no memory.

A file is its mark, a salt, then pieces under a cipher of its own, numbered; the last one says that it is the last.
"""

import secrets
from collections.abc import Callable, Iterable, Iterator
from itertools import count

from cryptography.exceptions import InvalidTag

from mentoring.errors import BinomeError
from storage.crypto.vault import NONCE_BYTES, Vault, WrongKey

KIND = b"binome backup 1\n"
MARK_BYTES, SALT_BYTES, TAG_BYTES = 8, 16, 16
PIECE_BYTES = 1 << 20
MORE, LAST = b"more", b"last"


class Damaged(BinomeError):
    """This is no backup of this program, or it is damaged or cut short: take another one."""


def sealed(vault: Vault, pieces: Iterable[bytes]) -> Iterator[bytes]:
    """Give what to write into a file that holds some pieces, each of `PIECE_BYTES` but the last."""
    salt = secrets.token_bytes(SALT_BYTES)
    cipher = vault.cipher_of_copy(salt)
    yield KIND + _mark(vault) + salt
    before, number = b"", 0
    for number, piece in enumerate(pieces):
        if number:
            yield cipher.encrypt(_nonce(number - 1), before, MORE)
        before = piece
    yield cipher.encrypt(_nonce(number), before, LAST)


def unsealed(vault: Vault, read: Callable[[int], bytes]) -> Iterator[bytes]:
    """Give the pieces of a file; raise `WrongKey` for another association's, `Damaged` for anything unsound."""
    if read(len(KIND)) != KIND:
        raise Damaged
    if read(MARK_BYTES) != _mark(vault):
        raise WrongKey
    cipher = vault.cipher_of_copy(read(SALT_BYTES))
    piece = read(PIECE_BYTES + TAG_BYTES)
    for number in count():
        following = read(PIECE_BYTES + TAG_BYTES)
        try:
            yield cipher.decrypt(_nonce(number), piece, MORE if following else LAST)
        except InvalidTag:
            raise Damaged from None
        if not following:
            return
        piece = following


def _mark(vault: Vault) -> bytes:
    return vault.fingerprint("backup")[:MARK_BYTES]


def _nonce(number: int) -> bytes:
    return number.to_bytes(NONCE_BYTES, "big")
