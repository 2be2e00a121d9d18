"""A backup is unpacked piece by piece, each only once the one before has proved to be ours."""

import io

import pytest

from storage.crypto.encrypted_files import PIECE_BYTES, TAG_BYTES, DamagedBackup, decrypt_pieces, encrypt_pieces
from storage.crypto.vault import Vault

VAULT = Vault(bytes(32))
HEAD_BYTES = 64


class EndlessFile(io.BytesIO):
    """A file that begins as ours and never ends; it counts what is read."""

    taken = 0

    def read(self, size: int | None = -1, /) -> bytes:
        """Return the beginning, then zeros."""
        found = super().read(size) or bytes(size or 0)
        self.taken += len(found)
        return found


def test_of_a_file_that_only_begins_as_ours_two_pieces_are_read() -> None:
    """Whoever lays an endless one there fills neither memory nor disk."""
    ours = b"".join(encrypt_pieces(VAULT, [b"a"]))
    trap = EndlessFile(ours[: -TAG_BYTES - 1])
    with pytest.raises(DamagedBackup):
        next(decrypt_pieces(VAULT, trap.read))  # not even the first is given out
    assert trap.taken <= 2 * (PIECE_BYTES + TAG_BYTES) + HEAD_BYTES


def test_a_backup_unpacks_to_what_its_file_holds_and_no_more() -> None:
    """Nothing is compressed: the size of the file says how much room a restoration needs."""
    pieces = [bytes(PIECE_BYTES), bytes(PIECE_BYTES), b"end"]
    sealed = b"".join(encrypt_pieces(VAULT, pieces))
    unpacked = sum(map(len, decrypt_pieces(VAULT, io.BytesIO(sealed).read)))
    assert unpacked == sum(map(len, pieces))
    assert len(sealed) - HEAD_BYTES < unpacked + len(pieces) * TAG_BYTES <= len(sealed)
