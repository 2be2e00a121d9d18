"""Who may take part: the checks that the team has made of somebody, and what a minor's legal representative said."""

from datetime import datetime

from sqlalchemy import ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from mentoring.gates import CheckKind, ConsentMeans, ConsentState
from storage.schema.base import Base


class ConsentWords(Base):
    """What a message asked to agree to, in the words of its edition: whoever agreed reads them for ever after."""

    __tablename__ = "consent_words"
    edition: Mapped[str] = mapped_column(String(12), primary_key=True)
    words: Mapped[str] = mapped_column(Text)
    since: Mapped[datetime]
    """When the program was first started with these words."""


class VettingCheck(Base):
    """A check that somebody of the team has made of a person: its kind and dates, never the document itself.

    A renewed check takes the place of the one before; the audit keeps who made which, and when.
    """

    __tablename__ = "vetting_check"
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), primary_key=True)
    kind: Mapped[CheckKind] = mapped_column(String(16), primary_key=True)
    checked_by: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"))
    checked_at: Mapped[datetime]
    expires_at: Mapped[datetime | None]
    warn_at: Mapped[datetime | None] = mapped_column(index=True)
    """When the team and the person hear of it next: before it expires, then as it does; None once all is told."""


class ParentalConsent(Base):
    """What a minor's legal representative has said of taking part: one row a young person, until their majority."""

    __tablename__ = "parental_consent"
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), primary_key=True)
    state: Mapped[ConsentState] = mapped_column(String(12))
    means: Mapped[ConsentMeans] = mapped_column(String(8), default="")
    code: Mapped[bytes | None] = mapped_column(unique=True)
    """The keyed hash of the code in the link that the young person passes on."""
    representative_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"), index=True)
    """The account that answered by the link; None for a paper."""
    recorded_by: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"))
    """Who of the team ticked the paper, or waived the consent."""
    words: Mapped[bytes | None]
    """Who signed the paper and when, or why the consent was waived: sealed under the young person's key."""
    asked_at: Mapped[datetime]
    remind_at: Mapped[datetime | None] = mapped_column(index=True)
    decided_at: Mapped[datetime | None]
