"""The tables. Plain: states, dates, internal ids. Everything a person said is sealed (see vault.py)."""

from datetime import datetime
from typing import Any, Literal, overload

from sqlalchemy import BigInteger, ForeignKey, Index, String, false, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from mentoring.cases import CardState, CaseOrigin
from mentoring.expectations import Expected
from mentoring.message_kinds import Channel, OutboxState
from mentoring.roles import MaybeSide, Role
from mentoring.states import LIVE, BinomeState, EndReason, Form, NeedState, Noun, OfferState, PersonState, SessionState
from storage.schema.base import NUMBERED, Base, ExpectedWords


class Person(Base):
    """Somebody who wrote to the bot: found by a keyed hash of the Telegram id, known by what is sealed."""

    __tablename__ = "person"
    __table_args__ = NUMBERED
    id: Mapped[int] = mapped_column(primary_key=True)
    fingerprint: Mapped[bytes] = mapped_column(unique=True)
    chat: Mapped[bytes]
    profile: Mapped[bytes | None]
    state: Mapped[PersonState] = mapped_column(String(12), default="active")
    consented_at: Mapped[datetime | None]
    consent_edition: Mapped[str | None] = mapped_column(String(12))
    """Which edition of the welcome's words was agreed to; none of who agreed before that was kept."""
    seen_at: Mapped[datetime] = mapped_column(index=True)
    expecting: Mapped[Expected | None] = mapped_column(ExpectedWords)
    weak_sign_at: Mapped[datetime | None]
    heard: Mapped[bytes | None]
    commands: Mapped[str] = mapped_column(String(16), default="")
    words_refused_at: Mapped[datetime | None]
    """When the person objected to being matched by their own words; topics and hours alone count since."""
    talk_accepted_at: Mapped[datetime | None]
    """When the person agreed to how free words are passed on between the two; without it ready words alone pass."""
    first_words: Mapped[bytes | None]
    """What somebody wrote before they agreed to anything, sealed: the words of their need, or nothing."""
    first_words_until: Mapped[datetime | None] = mapped_column(index=True)
    """When they go, and whatever the person typed later and has not sent."""


class PersonKey(Base):
    """A person's wrapped data key. Kept out of rotated backups, so that destroying it silences them too."""

    __tablename__ = "person_key"
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), primary_key=True)
    wrapped: Mapped[bytes]


class Need(Base):
    """What a young person needs (J-…)."""

    __tablename__ = "need"
    __table_args__ = NUMBERED
    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), index=True)
    state: Mapped[NeedState] = mapped_column(String(12), default="drafting", index=True)
    answers: Mapped[bytes | None]
    created_at: Mapped[datetime]
    waiting_since: Mapped[datetime | None]
    alert_at: Mapped[datetime | None] = mapped_column(index=True)
    news_at: Mapped[datetime | None] = mapped_column(index=True)
    nudge_at: Mapped[datetime | None] = mapped_column(index=True)
    resume_at: Mapped[datetime | None] = mapped_column(index=True)
    priority: Mapped[bool] = mapped_column(default=False)


class Offer(Base):
    """What a volunteer offers (V-…)."""

    __tablename__ = "offer"
    __table_args__ = NUMBERED
    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), index=True)
    state: Mapped[OfferState] = mapped_column(String(12), default="drafting", index=True)
    answers: Mapped[bytes | None]
    created_at: Mapped[datetime]
    capacity: Mapped[int] = mapped_column(default=1)
    news_at: Mapped[datetime | None] = mapped_column(index=True)
    nudge_at: Mapped[datetime | None] = mapped_column(index=True)
    resume_at: Mapped[datetime | None] = mapped_column(index=True)
    trained: Mapped[int] = mapped_column(default=0)
    unanswered: Mapped[int] = mapped_column(default=0)
    minors: Mapped[bool] = mapped_column(default=False)


def _build_state_condition(states: tuple[BinomeState, ...]) -> str:
    return "state IN (" + ", ".join(f"'{state}'" for state in states) + ")"


class Binome(Base):
    """A young person and a volunteer (B-…), from the proposal to the end."""

    __tablename__ = "binome"
    __table_args__ = (
        # The database itself refuses that a need be promised twice.
        Index(
            "uq_binome_live_need",
            "need_id",
            unique=True,
            sqlite_where=text(_build_state_condition(LIVE)),
            postgresql_where=text(_build_state_condition(LIVE)),
        ),
        NUMBERED,
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    need_id: Mapped[int] = mapped_column(ForeignKey("need.id", ondelete="CASCADE"), index=True)
    offer_id: Mapped[int] = mapped_column(ForeignKey("offer.id", ondelete="CASCADE"), index=True)
    state: Mapped[BinomeState] = mapped_column(String(14), default="unsent", index=True)
    score: Mapped[float]
    reasons: Mapped[bytes | None]
    proposed_at: Mapped[datetime]
    nudge_at: Mapped[datetime | None] = mapped_column(index=True)
    due_at: Mapped[datetime | None] = mapped_column(index=True)
    resume_at: Mapped[datetime | None] = mapped_column(index=True)
    agreed_at: Mapped[datetime | None]
    ended_at: Mapped[datetime | None]
    why: Mapped[EndReason] = mapped_column(String(24), default="")
    weekday: Mapped[int | None]
    hour: Mapped[int | None]
    minute: Mapped[int | None]
    """Past the hour; None is the full hour."""
    zone: Mapped[str] = mapped_column(String(40), default="")
    asked_slot: Mapped[str] = mapped_column(String(8), default="")
    asked_by: Mapped[MaybeSide] = mapped_column(String(10), default="")
    place: Mapped[bytes | None]
    before_freeze: Mapped[BinomeState | Literal[""]] = mapped_column(String(14), default="")
    missed: Mapped[int] = mapped_column(default=0)
    gone_side: Mapped[MaybeSide | None] = mapped_column(String(10))
    """Whose blocking of the bot has paused the binôme, until they are back."""
    weeks: Mapped[int | None]
    """For how many weeks with a session it is planned; None: for as many as the programme says."""
    need: Mapped[Need] = relationship(lazy="joined", innerjoin=True)
    offer: Mapped[Offer] = relationship(lazy="joined", innerjoin=True)


class MentoringSession(Base):
    """One meeting of a binôme. Due dates are columns; a moved session has the next revision."""

    __tablename__ = "session"
    __table_args__ = NUMBERED
    id: Mapped[int] = mapped_column(primary_key=True)
    binome_id: Mapped[int] = mapped_column(ForeignKey("binome.id", ondelete="CASCADE"), index=True)
    starts_at: Mapped[datetime]
    revision: Mapped[int] = mapped_column(default=0)
    state: Mapped[SessionState] = mapped_column(String(10), default="planned")
    day_before_at: Mapped[datetime | None] = mapped_column(index=True)
    soon_at: Mapped[datetime | None] = mapped_column(index=True)
    check_in_at: Mapped[datetime | None] = mapped_column(index=True)
    closes_at: Mapped[datetime | None] = mapped_column(index=True)
    young_held: Mapped[bool | None]
    young_rating: Mapped[int | None]
    volunteer_held: Mapped[bool | None]
    volunteer_rating: Mapped[int | None]
    asked_start: Mapped[datetime | None]
    """The start that one side asks for instead; nothing moves until the other side agrees."""
    asked_by: Mapped[MaybeSide | None] = mapped_column(String(10))
    ask_due_at: Mapped[datetime | None] = mapped_column(index=True)
    """When whoever asked is asked in turn: the session is near, and the other side has not answered."""
    moved_from: Mapped[datetime | None]
    moved_at: Mapped[datetime | None]
    """When the session was moved: for a minute it may be undone."""
    young_coming_at: Mapped[datetime | None]
    volunteer_coming_at: Mapped[datetime | None]
    """When each side said that they will be there."""
    binome: Mapped[Binome] = relationship(lazy="joined", innerjoin=True)


class Card(Base):
    """A case for the staff (C-…): one row a case, found again by its key while it is open."""

    __tablename__ = "card"
    __table_args__ = (
        Index(
            "uq_card_open_key",
            "key",
            unique=True,
            sqlite_where=text("state != 'closed'"),
            postgresql_where=text("state != 'closed'"),
        ),
        NUMBERED,
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(String(20))
    key: Mapped[str] = mapped_column(String(60))
    state: Mapped[CardState] = mapped_column(String(10), default="open", index=True)
    origin: Mapped[CaseOrigin] = mapped_column(String(12), default="")
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"))
    about_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"))
    about_print: Mapped[bytes | None] = mapped_column(index=True)
    """The keyed hash of whoever is reported: a return after an erasure is known to the case's readers."""
    avoids_id: Mapped[int | None]
    """Who of the team is not to read it: the writer asked for anybody but whoever follows them. No foreign key."""
    danger_id: Mapped[int | None]
    """Whom the writer worries about, where the bot knows them: no accusation. Of somebody erased it means nobody."""
    need_id: Mapped[int | None] = mapped_column(ForeignKey("need.id", ondelete="SET NULL"))
    offer_id: Mapped[int | None] = mapped_column(ForeignKey("offer.id", ondelete="SET NULL"))
    binome_id: Mapped[int | None] = mapped_column(ForeignKey("binome.id", ondelete="SET NULL"))
    words: Mapped[bytes | None]
    count: Mapped[int] = mapped_column(default=1)
    taken_by: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"))
    seconded_by: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"))
    opened_at: Mapped[datetime]
    written_at: Mapped[datetime | None]
    """When the words were written, where that was not when they were handled."""
    agreed_at: Mapped[datetime | None]
    """When the reporter said yes to going on."""
    keep_until: Mapped[datetime | None] = mapped_column(index=True)
    due_at: Mapped[datetime | None] = mapped_column(index=True)
    reminded: Mapped[int] = mapped_column(default=0)
    help_arrived: Mapped[bool] = mapped_column(default=False)
    closed_at: Mapped[datetime | None]
    outcome: Mapped[str] = mapped_column(String(20), default="")
    reason: Mapped[bytes | None]
    message_id: Mapped[int | None] = mapped_column(BigInteger)


class Staff(Base):
    """A team member: rights belong to a person, never to group membership."""

    __tablename__ = "staff"
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), primary_key=True)
    role: Mapped[Role] = mapped_column(String(12))
    since: Mapped[datetime]
    pledged_at: Mapped[datetime | None]
    """When they pledged to keep confidential what they read."""


class Outgoing(Base):
    """One outbox row: a message to send or edit. Holds ids, never words."""

    __tablename__ = "outbox"
    __table_args__ = (Index("ix_outbox_next", "state", "priority", "id"), NUMBERED)
    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str | None] = mapped_column(String(80), unique=True)
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), index=True)
    kind: Mapped[str] = mapped_column(String(24))
    channel: Mapped[Channel] = mapped_column(String(6), default="chat", server_default="chat")
    args: Mapped[dict[str, Any]]
    edits: Mapped[bool] = mapped_column(default=False)
    is_answer: Mapped[bool] = mapped_column(default=False, server_default=false())
    """Whether its reader has just done what it answers: no silence keeps it back."""
    message_id: Mapped[int | None] = mapped_column(BigInteger)
    priority: Mapped[int]
    state: Mapped[OutboxState] = mapped_column(String(10), default="queued")
    due_at: Mapped[datetime]
    expires_at: Mapped[datetime | None]
    retry_at: Mapped[datetime | None]
    attempts: Mapped[int] = mapped_column(default=0)
    resent: Mapped[int] = mapped_column(default=0)
    changed_at: Mapped[datetime]
    problem: Mapped[str] = mapped_column(String(80), default="")


class ProcessedUpdate(Base):
    """An update that had its effect: the same one twice has no second."""

    __tablename__ = "heard"
    update_id: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    at: Mapped[datetime] = mapped_column(index=True)


class ParkedUpdate(Base):
    """An update whose handler failed, sealed, to be tried again."""

    __tablename__ = "parked"
    update_id: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"))
    update: Mapped[bytes]
    at: Mapped[datetime]
    tries: Mapped[int] = mapped_column(default=1)
    retry_at: Mapped[datetime | None] = mapped_column(index=True)


class Setting(Base):
    """A fact about this installation: the staff group, the head's code, when the next round is due."""

    __tablename__ = "setting"
    name: Mapped[str] = mapped_column(String(30), primary_key=True)
    value: Mapped[str] = mapped_column(String(200))


class Audit(Base):
    """Who did what to what: internal ids only, which mean nothing once a person is erased."""

    __tablename__ = "audit"
    __table_args__ = NUMBERED
    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime] = mapped_column(index=True)
    actor: Mapped[int | None]
    act: Mapped[str] = mapped_column(String(40))
    subject: Mapped[str] = mapped_column(String(40))


@overload
def find_noun(row: Need | Offer) -> Form: ...
@overload
def find_noun(row: Need | Offer | Binome) -> Noun: ...
@overload
def find_noun(row: Base) -> str: ...
def find_noun(row: Base) -> str:
    """Return the noun of a row, which is the name of its table: ``need``, ``offer``, ``binome``."""
    return str(row.__tablename__)
