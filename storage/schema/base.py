"""What all tables share: moments in UTC, named constraints, ids that never come back."""

from dataclasses import asdict
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import JSON, DateTime, Dialect, LargeBinary, MetaData
from sqlalchemy.orm import DeclarativeBase
from sqlalchemy.types import TypeDecorator

from mentoring.expectations import Expected


class Utc(TypeDecorator[datetime]):
    """An aware UTC datetime; SQLite would forget its zone."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Write UTC."""
        return None if value is None else value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Read UTC."""
        return value.replace(tzinfo=UTC) if value is not None and value.tzinfo is None else value


class ExpectedWords(TypeDecorator[Expected]):
    """What a person is expected to type, as JSON."""

    impl = JSON(none_as_null=True)
    cache_ok = True

    def process_bind_param(self, value: Expected | None, dialect: Dialect) -> dict[str, Any] | None:
        """Write its fields."""
        return None if value is None else asdict(value) | {"until": value.until.isoformat()}

    def process_result_value(self, value: dict[str, Any] | None, dialect: Dialect) -> Expected | None:
        """Read them back."""
        return None if value is None else Expected(**value | {"until": datetime.fromisoformat(value["until"])})


NUMBERED = {"sqlite_autoincrement": True}
"""An id is never given twice: references and the audit would lie."""


class Base(DeclarativeBase):
    """All tables, with names for their constraints so that migrations can speak of them."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "fk": "fk_%(table_name)s_%(column_0_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
    type_annotation_map = {datetime: Utc, dict[str, Any]: JSON, bytes: LargeBinary}  # noqa: RUF012 - read by SQLAlchemy
