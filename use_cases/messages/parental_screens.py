"""What is shown about a minor's legal representative: to the young person, and to whoever answers for them."""

from mentoring.gates import UNANSWERED
from mentoring.parental_contexts import (
    AnswerContext,
    LinkRefusedContext,
    ParentsAskContext,
    ParentsNewsContext,
    RepresentativeContext,
    RepresentedContext,
)
from mentoring.references import format_reference
from mentoring.views import ParentalAnswer
from storage import installation
from storage.engine.app_session import AppSession
from storage.schema.gate_tables import ParentalConsent
from storage.schema.tables import Need
from use_cases.binomes import parental_answers
from use_cases.messages import help_context
from use_cases.needs_offers import parental_requests
from use_cases.outbox.context_request import ContextRequest
from use_cases.people import parental_consents


async def show_request(session: AppSession, request: ContextRequest) -> ParentsAskContext | None:
    """Return the link to pass on, made as the message leaves; None once nothing is missing any more."""
    need, row = await session.get(Need, request.args["need"]), await _find_missing(session, request)
    if need is None or row is None:
        return None
    is_open = row.state in UNANSWERED and row.representative_id is None and row.code is not None
    is_valid = is_open and request.now - row.asked_at <= parental_requests.VALID_FOR
    code = parental_requests.build_code(session, row) if is_valid else ""
    return ParentsAskContext(
        me=request.build_reader("young"),
        ref=format_reference("need", need.id),
        state=row.state,
        means=row.means,
        is_opened=row.representative_id is not None,
        link=await installation.build_link(session, code) if code else "",
        link_days=parental_requests.VALID_FOR.days,
        may_renew=row.state in UNANSWERED,
    )


async def _find_missing(session: AppSession, request: ContextRequest) -> ParentalConsent | None:
    if not await parental_requests.is_missing(session, request.reader, request.now):
        return None
    return await parental_consents.find(session, request.reader.id)


async def show_news(session: AppSession, request: ContextRequest) -> ParentsNewsContext | None:
    """Return what was said for the reader, as it stands when the message leaves."""
    row = await parental_consents.find(session, request.reader.id)
    if row is None:
        return None
    is_enough = parental_consents.is_enough(session, row)
    return ParentsNewsContext(me=request.build_reader("young"), state=row.state, is_enough=is_enough)


async def show_programme(session: AppSession, request: ContextRequest) -> RepresentativeContext | None:
    """Return what a representative reads before answering; None to anybody else, and after the majority."""
    about = await show_answer(session, request)
    if about is None:
        return None
    numbers = await help_context.choose_numbers(session, request)
    return RepresentativeContext(me=about.me, answer=about.answer, **numbers)


async def show_answer(session: AppSession, request: ContextRequest) -> AnswerContext | None:
    """Return what a representative has answered for one young person."""
    row = await parental_answers.may_read(session, request.reader, request.args["young"], request.now)
    return AnswerContext(me=request.build_reader(""), answer=_view(session, row)) if row is not None else None


async def show_answers(session: AppSession, request: ContextRequest) -> RepresentedContext | None:
    """Return what a representative has answered, for all whom they speak for; None when there is nobody any more."""
    rows = await parental_answers.list_read(session, request.reader, request.now)
    shown = [_view(session, row) for row in rows]
    return RepresentedContext(me=request.build_reader(""), answers=shown) if shown else None


async def show_refusal(_session: AppSession, request: ContextRequest) -> LinkRefusedContext:
    """Return why a link does not count for its reader."""
    return LinkRefusedContext(me=request.me, why=request.args["why"])


def _view(session: AppSession, row: ParentalConsent) -> ParentalAnswer:
    return ParentalAnswer(
        young=row.person_id,
        state=row.state,
        means=row.means,
        asked_at=row.asked_at,
        decided_at=row.decided_at,
        is_enough=parental_consents.is_enough(session, row),
    )
