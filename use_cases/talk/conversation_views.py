"""What the screens about the talk itself show."""

from mentoring.conversation_contexts import ConversationContext, PlaceAskContext, SharedNameContext
from storage.engine.app_session import AppSession
from storage.schema.tables import Binome
from use_cases.binomes import binome_rows, binomes, views
from use_cases.outbox.context_request import ContextRequest
from use_cases.people import people
from use_cases.talk import conversation_sides, permission


async def show_conversation(session: AppSession, request: ContextRequest) -> ConversationContext | None:
    """Return what the reader has chosen for their talk with the other; None where nothing runs any more."""
    found = await _fetch_own(session, request)
    if found is None:
        return None
    side = await conversation_sides.find(session, found, request.reader)
    partner = await binomes.fetch_partner(session, found, request.reader)
    return ConversationContext(
        **(await views.show_row(session, request, found)).list_fields(),
        has_accepted=request.reader.talk_accepted_at is not None,
        partner_has_accepted=partner.talk_accepted_at is not None,
        is_muted=side is not None and side.muted_at is not None,
        may_share_names=await permission.may_share_names(session, found, request.now),
        shares_name=side is not None and side.shares_name_at is not None,
    )


async def show_place_question(session: AppSession, request: ContextRequest) -> PlaceAskContext | None:
    """Return what kind of place is asked for."""
    found = await _fetch_own(session, request)
    if found is None:
        return None
    about = await views.show_row(session, request, found)
    return PlaceAskContext(**about.list_fields(), may_meet=await permission.may_meet(session, found, request.now))


async def show_name(session: AppSession, request: ContextRequest) -> SharedNameContext | None:
    """Return the other's account; None where one of the two has taken their yes back, or something is in the way."""
    found = await _fetch_own(session, request)
    if found is None or not await conversation_sides.may_show_names(session, found, request.now):
        return None
    partner = await binomes.fetch_partner(session, found, request.reader)
    about = await views.show_row(session, request, found)
    return SharedNameContext(**about.list_fields(), telegram_id=await people.find_chat(session, partner))


async def _fetch_own(session: AppSession, request: ContextRequest) -> Binome | None:
    found = await binome_rows.fetch_binome(session, request.args["binome"])
    return found if found is not None and binomes.find_side(found, request.reader) else None
