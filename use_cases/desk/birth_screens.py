"""What the team reads while it puts a birth right from a sheet."""

from mentoring.birth_contexts import BirthContext
from mentoring.references import format_reference
from storage.engine.app_session import AppSession
from use_cases.outbox.context_request import ContextRequest


async def show(_session: AppSession, request: ContextRequest) -> BirthContext:
    """Return whose birth is put right, and the new one once it was typed."""
    noun, number = request.args["noun"], request.args["number"]
    ref = format_reference(noun, number)
    return BirthContext(me=request.me, noun=noun, number=number, ref=ref, birth=request.args.get("birth", ""))
