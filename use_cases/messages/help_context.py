"""What the help texts show: numbers by what was heard, by age and region, and whether somebody of the team is there."""

from dataclasses import replace

from mentoring.birth_contexts import TooYoungContext
from mentoring.contexts import HelpContext, Numbers
from mentoring.help_numbers import Situation
from mentoring.message_kinds import Priority
from mentoring.messages import MESSAGES
from mentoring.outside_contexts import OutsideWelcomeContext
from storage.engine.app_session import AppSession
from use_cases.binomes import birth_requests
from use_cases.needs_offers import forms
from use_cases.outbox.context_request import ContextRequest
from use_cases.people import age_marks, heard_signs, people
from use_cases.team import case_access, roster


async def show(session: AppSession, request: ContextRequest) -> HelpContext:
    """Return the numbers for the reader, as they stand when the message leaves."""
    answerer = await case_access.find_answerer(session, request.reader, request.now)
    situation, has_team = await _read_situation(session, request), answerer != "nobody"
    shown = HelpContext.build(request.me, session.programme, situation, request.now, has_team=has_team)
    if answerer == "outside":
        return replace(shown, only_outside=True)
    # What is not urgent waits for the staff's hours, whoever is on duty.
    is_urgent = MESSAGES[request.kind].priority == Priority.SAFETY
    return replace(shown, cover=await roster.read_cover(session, request.now)) if is_urgent else shown


async def show_to_too_young(session: AppSession, request: ContextRequest) -> TooYoungContext:
    """Return the numbers for somebody too young for a form, and where their request stands, if they made one."""
    person, now = request.reader, request.now
    minor = await forms.is_minor(session, person, now)
    situation = Situation(category="low", minor=minor is not False, region=await _read_region(session, request))
    return TooYoungContext(
        me=request.me,
        request=await birth_requests.find_state(session, person, now),
        may_seek=await age_marks.find_mark(session, person, now) is None
        and await forms.find_latest(session, "need", person) is None,
        **HelpContext.build(request.me, session.programme, situation, now).give_numbers(),
    )


async def show_outside_welcome(session: AppSession, request: ContextRequest) -> OutsideWelcomeContext:
    """Return the same numbers for whoever is to sign as the outside recipient."""
    shown = await show(session, request)
    return OutsideWelcomeContext(me=request.me, numbers=shown.numbers, note=shown.note)


async def choose_numbers(session: AppSession, request: ContextRequest, *, for_reader: bool = False) -> Numbers:
    """Return the numbers of a screen that is about somebody of whom nothing is known but where the reader lives.

    `for_reader`: it is about the reader, who reads what the help screen shows.
    """
    situation = (
        await _read_situation(session, request)
        if for_reader
        else Situation(region=await _read_region(session, request))
    )
    return HelpContext.build(request.me, session.programme, situation, request.now).give_numbers()


async def _read_situation(session: AppSession, request: ContextRequest) -> Situation:
    person, now = request.reader, request.now
    return Situation(
        category=await heard_signs.read_category(session, person, now),
        minor=await forms.is_minor(session, person, now),
        region=await _read_region(session, request),
    )


async def _read_region(session: AppSession, request: ContextRequest) -> str | None:
    return (await people.read_profile(session, request.reader)).get("region")
