"""What the two of a binôme say to each other through the bot: messages on their way, and what each has chosen."""

from datetime import datetime

from sqlalchemy import BigInteger, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from mentoring.talk import PassedContent, PassedState, ReadyWord
from storage.schema.base import NUMBERED, Base


class PassedMessage(Base):
    """A message that one member writes to the other. Its words are kept sealed until it is received, no longer."""

    __tablename__ = "passed_message"
    __table_args__ = NUMBERED
    id: Mapped[int] = mapped_column(primary_key=True)
    writer_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), index=True)
    binome_id: Mapped[int | None] = mapped_column(ForeignKey("binome.id", ondelete="CASCADE"), index=True)
    """None for a draft whose recipient is not chosen yet."""
    state: Mapped[PassedState] = mapped_column(String(12), default="draft")
    content: Mapped[PassedContent] = mapped_column(String(12), default="text")
    words: Mapped[bytes | None]
    """The words, or the caption of a file, sealed under the writer's key."""
    ready: Mapped[ReadyWord | None] = mapped_column(String(12))
    source_id: Mapped[int | None] = mapped_column(BigInteger)
    """The message's id in the writer's chat: a file is copied from there and never downloaded."""
    received_id: Mapped[int | None] = mapped_column(BigInteger)
    """Its id in the reader's chat: a reply to it goes to its writer."""
    written_at: Mapped[datetime] = mapped_column(index=True)
    settled_at: Mapped[datetime | None]
    lapses_at: Mapped[datetime | None] = mapped_column(index=True)
    """When a draft is dropped, or what is kept of a message whose fate is unknown."""


class ConversationSide(Base):
    """What one member of a binôme has chosen for the messages of the other."""

    __tablename__ = "conversation_side"
    binome_id: Mapped[int] = mapped_column(ForeignKey("binome.id", ondelete="CASCADE"), primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), primary_key=True)
    muted_at: Mapped[datetime | None]
    shares_name_at: Mapped[datetime | None]
    """When this member agreed to show the other their Telegram name; it is shown once both have."""
    hinted_at: Mapped[datetime | None]
    """When this member last read that they may say so if something troubles them."""


class AttachedMessage(Base):
    """A message of a reporter's own chat that belongs to their report; whoever reads the case is sent a copy."""

    __tablename__ = "attached_message"
    card_id: Mapped[int] = mapped_column(ForeignKey("card.id", ondelete="CASCADE"), primary_key=True)
    message_id: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), index=True)
    """In whose chat it stands."""
    written_at: Mapped[datetime]
    is_own: Mapped[bool]
    """Whether the reporter wrote it."""
