"""The life of a binôme once both have said yes: what it is for, how far it has come, and how it ends."""

from datetime import datetime

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from mentoring.courses import GoesOn
from storage.schema.base import Base
from storage.schema.tables import Binome


class Course(Base):
    """The course of a binôme: its goal and its planned end. Weeks are counted by sessions, so pauses do not count."""

    __tablename__ = "course"
    binome_id: Mapped[int] = mapped_column(ForeignKey("binome.id", ondelete="CASCADE"), primary_key=True)
    goal: Mapped[bytes | None]
    """What the young person wants to reach with this binôme, in their words, sealed under their key."""
    extension: Mapped[int] = mapped_column(default=0)
    """By how many weeks both have made it longer."""
    count_at: Mapped[datetime | None] = mapped_column(index=True)
    """When its weeks are counted anew: one has just gone by."""
    halfway_at: Mapped[datetime | None]
    near_end_at: Mapped[datetime | None]
    end_asked_at: Mapped[datetime | None]
    """When both were asked at half-way how it goes on, were told that the end is near, were asked whether it ends."""
    end_due_at: Mapped[datetime | None] = mapped_column(index=True)
    """When whoever has not answered that is reminded; after that, when it ends without their answer."""
    end_reminded_at: Mapped[datetime | None]
    limit_at: Mapped[datetime | None] = mapped_column(index=True)
    """When both are asked whether it ends, however many weeks are left: pauses do not make it last for ever."""
    young_goes_on: Mapped[GoesOn | None] = mapped_column(String(4))
    volunteer_goes_on: Mapped[GoesOn | None] = mapped_column(String(4))
    binome: Mapped[Binome] = relationship(lazy="joined", innerjoin=True)
