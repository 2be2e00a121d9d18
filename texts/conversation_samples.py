"""Samples of the screens about the talk itself."""

from typing import Any

from mentoring.conversation_contexts import ConversationContext, PlaceAskContext, SharedNameContext
from mentoring.views import Reader


def build_conversation(sample: Any, me: Reader) -> ConversationContext:
    """Return what somebody has chosen who has said yes to all."""
    return ConversationContext(
        me=me, binome=sample.binome(me).binome, has_accepted=True, partner_has_accepted=False,
        is_muted=True, may_share_names=True, shares_name=True,
    )  # fmt: skip


def build_name(sample: Any, me: Reader) -> SharedNameContext:
    """Return the other's account."""
    return SharedNameContext(me=me, binome=sample.binome(me).binome, telegram_id=12345)


def build_place_question(sample: Any, me: Reader) -> PlaceAskContext:
    """Return the question for a place; who is young here may meet nobody."""
    return PlaceAskContext(me=me, binome=sample.binome(me).binome, may_meet=me.side != "young")
