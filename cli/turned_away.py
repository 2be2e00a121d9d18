"""Accounts that may not take part, beside the key and not in the database: an old backup does not forget them.

Keyed hashes under a derivation of their own, each with its end; without the key they say nothing.
"""

import json
from pathlib import Path

from mentoring.errors import BinomeError


class BadTurnedAwayFile(BinomeError):
    """The list of accounts that may not take part cannot be read: put back its copy, it lies beside the key."""


def find_file(key_file: Path) -> Path:
    """Return where the list lies."""
    return key_file.with_name(f"{key_file.name}.turned_away")


def read(key_file: Path) -> dict[str, str]:
    """Return hash -> end (empty when it has none); nothing while there is no list."""
    path = find_file(key_file)
    try:
        return {str(mark): str(until) for mark, until in json.loads(path.read_text("utf-8")).items()}
    except FileNotFoundError:
        return {}
    except (OSError, ValueError, AttributeError) as error:
        raise BadTurnedAwayFile(f"({path}: {type(error).__name__})") from None


def write(key_file: Path, known: dict[str, str]) -> None:
    """Write the list as the database has it now, whole or not at all."""
    path = find_file(key_file)
    if not known and not path.exists():
        return
    fresh = path.with_name(f"{path.name}.new")
    fresh.write_text(json.dumps(known, indent=0), "utf-8")
    fresh.chmod(0o600)
    fresh.replace(path)
