"""The desk's own tables, beside those of the programme."""

from datetime import datetime

from sqlalchemy import ForeignKey, String, false
from sqlalchemy.orm import Mapped, mapped_column, relationship

from mentoring.what_if import MatchPurpose
from storage.schema.base import NUMBERED, Base
from storage.schema.tables import Card


class Note(Base):
    """What a coordinator wrote down for the team: sealed under the key of whom it concerns, erased with them."""

    __tablename__ = "note"
    __table_args__ = NUMBERED
    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime]
    writer_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"))
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), index=True)
    binome_id: Mapped[int | None] = mapped_column(ForeignKey("binome.id", ondelete="CASCADE"), index=True)
    card_id: Mapped[int | None] = mapped_column(ForeignKey("card.id", ondelete="CASCADE"), index=True)
    words: Mapped[bytes]
    is_letter: Mapped[bool] = mapped_column(default=False, server_default=false())
    """Whether the person whom it concerns was sent it."""
    card: Mapped[Card | None] = relationship(lazy="joined")


class MatchRequest(Base):
    """A question to the matcher, answered by the scheduler.

    `purpose`: a coordinator's ``rank`` (who suits this need, or what about this very offer); or where a need or offer
    stands: ``where``, because its person asked, ``weekly``, so that nobody waits in silence.
    """

    __tablename__ = "ask"
    __table_args__ = NUMBERED
    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime]
    asker_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"))
    purpose: Mapped[MatchPurpose] = mapped_column(String(10))
    need_id: Mapped[int | None] = mapped_column(ForeignKey("need.id", ondelete="CASCADE"))
    offer_id: Mapped[int | None] = mapped_column(ForeignKey("offer.id", ondelete="CASCADE"))
