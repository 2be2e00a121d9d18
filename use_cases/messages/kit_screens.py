"""The kits as their readers see them, each in their own language."""

from mentoring.kit_contexts import KitContext, KitsContext, turn_to
from mentoring.kits import find_kit
from storage.engine.app_session import AppSession
from use_cases.binomes import kit_topics
from use_cases.outbox.context_request import ContextRequest


async def show_topics(session: AppSession, request: ContextRequest) -> KitsContext:
    """Return the topics of which the reader chooses a kit."""
    binome = request.args.get("binome", 0)
    return KitsContext(me=request.me, topics=await kit_topics.list_topics(session, request.reader, binome))


async def show_page(session: AppSession, request: ContextRequest) -> KitContext | None:
    """Return a page of a kit; None when the programme has lost that kit."""
    topic = request.args["topic"]
    kit = find_kit(session.programme.kits, topic, request.me.language)
    if kit is None:
        return None
    mine = await kit_topics.list_topics(session, request.reader)
    shown = KitContext(me=request.me, topic=topic, kit=kit, has_others={*mine} - {topic} != set())
    return turn_to(shown, request.args["page"])
