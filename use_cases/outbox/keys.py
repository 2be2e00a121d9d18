"""The unique keys of what is said once: their format stands here, as it is put, looked for, and found missing."""

from sqlalchemy import ColumnElement, String, cast, literal
from sqlalchemy.orm import InstrumentedAttribute

_BETWEEN = ":"


def build_binome_key(kind: str, binome_id: int, person_id: int) -> str:
    """Return the key of what one member of a binôme is told once."""
    return _BETWEEN.join((kind, str(binome_id), str(person_id)))


def build_session_key(kind: str, session_id: int, revision: int, person_id: int) -> str:
    """Return the key of what one member is told of a session, once for each hour that it was moved to."""
    return _BETWEEN.join((kind, str(session_id), str(revision), str(person_id)))


def build_session_pattern(session_id: int, revision: int) -> str:
    """Return the LIKE pattern of all that anybody is told of a session at this hour."""
    return _BETWEEN.join(("%", str(session_id), str(revision), "%"))


def build_key_column(kind: str, *parts: InstrumentedAttribute[int]) -> ColumnElement[str]:
    """Return the same keys as a database builds them, one for each row."""
    key: ColumnElement[str] = literal(kind)
    for part in parts:
        key = key.concat(_BETWEEN).concat(cast(part, String))
    return key.label("key")
