"""One turn of a person: what a handler is given, and the few things that every handler does."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from mentoring.programme import Programme
from storage import forms, outbox, staff
from storage.app_session import AppSession
from storage.tables import Person


@dataclass(slots=True)
class Turn:
    """Who speaks, when, in which transaction, and the message that was tapped, if any."""

    session: AppSession
    person: Person
    now: datetime
    rules: Programme
    message_id: int | None = None
    called: str = ""
    in_group: bool = False

    async def say(self, kind: str, **args: Any) -> None:
        """Answer by a new message."""
        await outbox.put(self.session, self.now, self.person, kind, **args)

    async def redraw(self, kind: str, **args: Any) -> None:
        """Answer in the message that was tapped."""
        await outbox.put(self.session, self.now, self.person, kind, edit=self.message_id, **args)

    async def show_present(self, problem: str = "") -> None:
        """Show where the person is: the question that waits, the menu, or the welcome."""
        what, _, form = self.person.expecting.partition(":")
        if what == "change" and (row := await forms.latest(self.session, form, self.person)):
            await forms.ask(self.session, self.now, self.person, form, row, problem=problem)
        elif found := await forms.drafting(self.session, self.person):
            form, row = found
            await forms.ask(self.session, self.now, self.person, form, row, problem=problem)
        elif await self.is_known():
            await self.say("menu", problem=problem)
        else:
            await self.say("welcome", problem=problem)

    async def is_known(self) -> bool:
        """Tell whether the person has or had a need or an offer, or is staff."""
        if await staff.role_of(self.session, self.person):
            return True
        return any([await forms.ever(self.session, form, self.person) for form in forms.TABLES])
