"""What the help texts show: numbers by what was heard, by age and region, and whether somebody of the team is there."""

from dataclasses import replace

from mentoring.contexts import HelpContext, OutsideWelcomeContext
from mentoring.help_numbers import Situation
from mentoring.messages import MESSAGES, Priority
from storage.engine.app_session import AppSession
from use_cases.needs_offers import forms
from use_cases.outbox.context_request import ContextRequest
from use_cases.people import heard_signs, people, staff
from use_cases.team import roster


async def show(session: AppSession, request: ContextRequest) -> HelpContext:
    """Return the numbers for the reader, as they stand when the message leaves."""
    person, now = request.reader, request.now
    situation = Situation(
        category=await heard_signs.read_category(session, person, now),
        minor=await forms.is_minor(session, person, now),
        region=(await people.read_profile(session, person)).get("region"),
    )
    has_team = await staff.has_team(session)
    shown = HelpContext.of(request.me, session.programme, situation, now, has_team=has_team)
    # What is not urgent waits for the staff's hours, whoever is on duty.
    is_urgent = MESSAGES[request.kind].priority == Priority.SAFETY
    return replace(shown, cover=await roster.read_cover(session, now)) if is_urgent else shown


async def show_outside_welcome(session: AppSession, request: ContextRequest) -> OutsideWelcomeContext:
    """Return the same numbers for whoever is to sign as the outside recipient."""
    shown = await show(session, request)
    return OutsideWelcomeContext(me=request.me, numbers=shown.numbers, note=shown.note)
