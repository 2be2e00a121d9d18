"""What messages show of the course of a binôme, read as each leaves."""

from mentoring.course_contexts import CourseContext, GoalContext, LengthContext
from mentoring.courses import list_lengths, may_extend
from mentoring.states import RUNNING
from storage.engine.app_session import AppSession
from storage.schema.life_tables import Course
from use_cases.binomes import binome_rows, courses, goals, views
from use_cases.messages import member_contexts
from use_cases.outbox.context_request import ContextRequest
from use_cases.talk.views import mask_words


async def show_course(session: AppSession, request: ContextRequest) -> CourseContext | None:
    """Return a binôme with its goal and how far it has come."""
    found = await binome_rows.fetch_binome(session, request.args["binome"])
    course = await session.get(Course, found.id) if found else None
    if found is None or course is None:
        return None
    about = await views.show_row(session, request, found)
    progress = await courses.read_progress(session, course)
    return CourseContext(
        **about.list_fields(),
        goal=await mask_words(session, await goals.read_goal(session, found), [found], request),
        week=min(progress.week, progress.weeks),
        weeks=progress.weeks,
        may_extend=may_extend(found.agreed_at, request.now, session.programme.rhythm),
    )


async def show_goal(session: AppSession, request: ContextRequest) -> GoalContext | None:
    """Return the goal that somebody has, may keep, or has typed; None when what was typed is no longer to be sent.

    None for anybody but the young person, and before both have said yes.
    """
    about = await member_contexts.show_binome(session, request)
    found = await binome_rows.fetch_binome(session, request.args["binome"])
    if about is None or found is None or about.binome.side != "young" or found.state not in RUNNING:
        return None
    mark = request.args.get("mark", "")
    typed = await goals.read_typed(session, request.reader, found.id, mark) if mark else ""
    if mark and not typed:
        return None
    shown = [
        await mask_words(session, words, [found], request)
        for words in (await goals.read_goal(session, found), await goals.read_offered(session, found), typed)
    ]
    goal, offered, typed = shown
    return GoalContext(**about.list_fields(), goal=goal, offered=offered, typed=typed, mark=mark)


async def show_lengths(session: AppSession, request: ContextRequest) -> LengthContext | None:
    """Return the lengths that a pair may choose."""
    about = await member_contexts.show_binome(session, request)
    lengths = list_lengths(session.programme.rhythm)
    return LengthContext(**about.list_fields(), lengths=lengths) if about else None
