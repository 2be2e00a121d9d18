"""What the screens about the talk itself show: what each has accepted, wants to read, and shows of their name."""

from dataclasses import dataclass

from mentoring.contexts import BinomeContext


@dataclass(frozen=True, slots=True, kw_only=True)
class ConversationContext(BinomeContext):
    """What the reader has chosen for their talk with the other; of the other's choices only whether they may write.

    Whether the other shows their name is told by nothing but the name itself, once both have said yes.
    """

    has_accepted: bool
    partner_has_accepted: bool
    is_muted: bool
    may_share_names: bool
    shares_name: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceAskContext(BinomeContext):
    """A place that is asked for; `may_meet`: it may be one where the two see each other in person."""

    may_meet: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class SharedNameContext(BinomeContext):
    """The other's account, which both have agreed to show."""

    telegram_id: int
