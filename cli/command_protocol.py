"""What a command and the running program say to each other: at which port, in which form, and how each proves the key.

Only SQLite needs it: there the running program holds the file alone.
"""

import hashlib
import hmac
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from sqlalchemy import make_url

from cli.settings import Settings
from storage.crypto.vault import Vault

HOST = "127.0.0.1"
ROUTE = "/command/"
STAMP, PROOF = "Binome-Stamp", "Binome-Proof"
"""Headers: the moment with something that is used once; and the proof over all that is said."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What came of a command, wherever it was done; `found` is what the command goes on with."""

    lines: list[str]
    status: int = 0
    found: dict[str, Any] = field(default_factory=dict)


def find_port_file(settings: Settings) -> Path:
    """Return the file in which the running program names its port: beside its SQLite database."""
    return Path(f"{make_url(settings.database).database}.port")


def compute_request_proof(vault: Vault, path: str, body: bytes, stamp: str) -> str:
    """Return what only a holder of the key can send along with a command."""
    return _compute_proof(vault, "command", path, stamp, body)


def compute_answer_proof(vault: Vault, request_proof: str, body: bytes) -> str:
    """Return what only a holder of the key can answer to the request that had some proof."""
    return _compute_proof(vault, "answer", request_proof, "", body)


def is_same(given: str, expected: str) -> bool:
    """Return whether two proofs are the same, in a time that says nothing."""
    return hmac.compare_digest(ascii(given), ascii(expected))


def _compute_proof(vault: Vault, kind: str, one: str, other: str, body: bytes) -> str:
    # As literals: a header may hold what is no text at all.
    return vault.fingerprint(ascii((kind, one, other, hashlib.sha256(body).hexdigest()))).hex()
