"""What protects people: what a case keeps, team holds, bars, who is kept apart, duty, silence, who is outside."""

from datetime import datetime
from typing import Literal

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from mentoring.roles import InvitedRole, Role
from mentoring.safeguarding import BarGround, CaseEntryKind, RestrictionKind, TieKind, TurnedAwayWhy
from storage.schema.base import NUMBERED, Base


class CaseKey(Base):
    """A case's own wrapped data key: neither side's erasure ends what the case keeps. Destroyed at the case's term.

    Kept out of rotated backups like a person's key, so that destroying it silences them too.
    """

    __tablename__ = "case_key"
    card_id: Mapped[int] = mapped_column(ForeignKey("card.id", ondelete="CASCADE"), primary_key=True)
    wrapped: Mapped[bytes]


class CaseEntry(Base):
    """One dated line of a case's record, sealed under the case's key."""

    __tablename__ = "case_entry"
    __table_args__ = NUMBERED
    id: Mapped[int] = mapped_column(primary_key=True)
    card_id: Mapped[int] = mapped_column(ForeignKey("card.id", ondelete="CASCADE"), index=True)
    at: Mapped[datetime]
    writer_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"))
    kind: Mapped[CaseEntryKind] = mapped_column(String(12))
    words: Mapped[bytes]


class Hold(Base):
    """A team hold of a binôme: an ordinary act with a reason; whether a report caused it, only the case knows."""

    __tablename__ = "hold"
    __table_args__ = NUMBERED
    id: Mapped[int] = mapped_column(primary_key=True)
    binome_id: Mapped[int] = mapped_column(ForeignKey("binome.id", ondelete="CASCADE"), index=True)
    card_id: Mapped[int | None] = mapped_column(ForeignKey("card.id", ondelete="SET NULL"))
    placed_by: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"))
    placed_at: Mapped[datetime]
    reason: Mapped[bytes | None]
    lifted_at: Mapped[datetime | None]


class Restriction(Base):
    """A suspension, a bar, or the mark that a hold leaves whose binôme is erased.

    The keyed hash outlives the person's erasure; `person_id` goes with the person.
    """

    __tablename__ = "restriction"
    __table_args__ = NUMBERED
    id: Mapped[int] = mapped_column(primary_key=True)
    fingerprint: Mapped[bytes] = mapped_column(index=True)
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"), index=True)
    kind: Mapped[RestrictionKind] = mapped_column(String(10))
    ground: Mapped[BarGround | Literal[""]] = mapped_column(String(24), default="")
    card_id: Mapped[int | None] = mapped_column(ForeignKey("card.id", ondelete="SET NULL"))
    decided_by: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"))
    seconded_by: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"))
    since: Mapped[datetime]
    until: Mapped[datetime | None] = mapped_column(index=True)
    untold_reason: Mapped[bytes | None]
    """Why the head chose not to tell the person, sealed under the association's key."""


class KeptApart(Base):
    """Two people who are never to be together again, by keyed hash, the smaller one first."""

    __tablename__ = "kept_apart"
    first: Mapped[bytes] = mapped_column(primary_key=True)
    second: Mapped[bytes] = mapped_column(primary_key=True)
    since: Mapped[datetime]


class TurnedAway(Base):
    """An account that may not take part (too young, barred), by a keyed hash of a derivation of its own."""

    __tablename__ = "turned_away"
    fingerprint: Mapped[bytes] = mapped_column(primary_key=True)
    why: Mapped[TurnedAwayWhy] = mapped_column(String(10), primary_key=True)
    until: Mapped[datetime | None]


class Tie(Base):
    """A tie that somebody of the team has declared to a person: it keeps cases about them out of sight."""

    __tablename__ = "tie"
    staff_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), primary_key=True)
    kind: Mapped[TieKind] = mapped_column(String(10))
    since: Mapped[datetime]


class Duty(Base):
    """A shift of the roster, and who of the team answers urgent cases during it. A shift without a row is vacant."""

    __tablename__ = "duty"
    __table_args__ = (Index("ix_duty_time", "begins_at", "ends_at"), NUMBERED)
    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"))
    """None for a shift of which the team has said that nobody covers it."""
    begins_at: Mapped[datetime] = mapped_column(unique=True)
    ends_at: Mapped[datetime]
    remind_at: Mapped[datetime | None] = mapped_column(index=True)
    offered_to: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"))
    """Whom its holder has asked to take it; until that person agrees nothing changes."""
    wanted_at: Mapped[datetime | None]
    """When the shift begins that its holder would take in return."""


class Silence(Base):
    """Nothing automatic leaves to a person, or about a binôme, until somebody or a date ends it."""

    __tablename__ = "silence"
    __table_args__ = NUMBERED
    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), index=True)
    binome_id: Mapped[int | None] = mapped_column(ForeignKey("binome.id", ondelete="CASCADE"), index=True)
    placed_by: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"))
    placed_at: Mapped[datetime]
    until: Mapped[datetime | None] = mapped_column(index=True)
    reason: Mapped[bytes | None]


class OutsideRecipient(Base):
    """Somebody outside the team who is told of cases that nobody in the team may read."""

    __tablename__ = "outside_recipient"
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), primary_key=True)
    mail: Mapped[bytes | None]
    """Their address, sealed under their key; the rest of these columns is about the newest mail to it."""
    mail_called_at: Mapped[datetime | None]
    mail_confirmed_at: Mapped[datetime | None]
    mail_code: Mapped[bytes | None]
    """The keyed hash of the code in the newest mail, until it is used."""
    mail_problem: Mapped[str] = mapped_column(String(80), default="")
    """Why the mail server refused the newest mail."""
    bound_at: Mapped[datetime]
    signed_at: Mapped[datetime | None]
    called_at: Mapped[datetime | None]
    confirmed_at: Mapped[datetime | None]


class SuspendedStaff(Base):
    """Somebody of the team who is suspended: without any right, as whoever is in no team, until given back what was."""

    __tablename__ = "suspended_staff"
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), primary_key=True)
    role: Mapped[Role] = mapped_column(String(12))
    since: Mapped[datetime]
    was_alone: Mapped[bool]
    """Whether nobody else headed the programme: whoever judges the person then stays the same."""
    acting_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"))
    """Who heads the programme meanwhile."""


class Invitation(Base):
    """A one-time link into the team, found by the keyed hash of its code."""

    __tablename__ = "invitation"
    __table_args__ = NUMBERED
    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[bytes] = mapped_column(unique=True)
    role: Mapped[InvitedRole] = mapped_column(String(12))
    issued_by: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"))
    expires_at: Mapped[datetime]
    used_by: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"))
    used_at: Mapped[datetime | None]
