"""One turn of a person: what a handler is given, and the few things that every handler does."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from mentoring.expectations import Expected, What, expect_words
from mentoring.programme import Programme
from mentoring.questions import parse_form
from mentoring.roles import ReaderSide
from storage.engine.app_session import AppSession
from storage.schema.tables import Person
from understanding.reading import DeferredReader, Reading, Saying
from use_cases.binomes import parental_answers
from use_cases.needs_offers import forms
from use_cases.outbox import outbox, recipients
from use_cases.people import age_marks, expectations, outsiders, people, staff


@dataclass(frozen=True, slots=True)
class Incoming:
    """What Telegram tells of what is heard, and what reads it."""

    first_name: str = ""
    message_id: int | None = None
    """Telegram's number of the message that was written, if it is one."""
    reader: DeferredReader | None = None


NOTHING_INCOMING = Incoming()


@dataclass(slots=True)
class Turn:
    """Who speaks, when, in which transaction, and the message that was tapped, if any."""

    session: AppSession
    person: Person
    now: datetime
    programme: Programme
    message_id: int | None = None
    is_in_group: bool = False
    is_barred: bool = False
    incoming: Incoming = NOTHING_INCOMING
    consent_editions: Mapping[str, str] = field(default_factory=dict)
    """Language and kind of message -> the edition of the words that it asks to agree to."""

    async def reply(self, kind: str, **args: Any) -> None:
        """Answer by a new message."""
        await outbox.put(self.session, self.now, self.person, kind, **args)

    async def redraw(self, kind: str, **args: Any) -> None:
        """Answer in the message that was tapped."""
        await outbox.put(self.session, self.now, self.person, kind, edit=self.message_id, **args)

    async def read(self, text: str, at: str = "", session_start: datetime | None = None) -> Reading:
        """Return everything that is read in a text of the person's; `at`: the question that waits for it.

        `session_start`: the session that it may be about, in UTC.
        """
        zone = ZoneInfo(await people.find_zone(self.session, self.person))
        found = await recipients.fetch_recipient(self.session, self.person, recipients.NO_RECIPIENTS)
        role: ReaderSide = "staff" if found.role else found.side
        start = session_start and _make_local(session_start, zone)
        reader = self.incoming.reader or DeferredReader(self.programme)
        return reader.read(Saying(text, _make_local(self.now, zone), at, role, start))

    def expect(self, what: What, subject: str | int, choice: str = "") -> None:
        """Expect the person's next words for what is asked now."""
        self.person.expecting = expect_words(what, subject, self.now, choice)

    async def read_expected(self) -> Expected | None:
        """Return what these words are for; None when nothing is expected any more."""
        return await expectations.read_expected(self.session, self.person, self.now)

    async def peek_expected(self) -> Expected | None:
        """Return the same without putting away what has lapsed: that is for the handler to notice."""
        asked, expected = self.person.expecting, await self.read_expected()
        self.person.expecting = asked
        return expected

    def find_open_change(self) -> Expected | None:
        """Return the reopened question of a sent form that is still unanswered."""
        asked = self.person.expecting
        return asked if asked and asked.what == "change" else None

    async def show_present(self, problem: str = "") -> None:
        """Show where the person is: the question that waits, the menu, or the welcome."""
        if self.is_barred:
            await self.reply("closed_door")
            return
        change = self.find_open_change()
        if change and (row := await forms.find_latest(self.session, parse_form(change.subject), self.person)):
            self.expect("change", change.subject)  # asked again, the question waits anew
            await forms.ask(self.session, row, self.now, problem=problem)
        elif found := await forms.find_draft(self.session, self.person):
            await forms.ask(self.session, found[1], self.now, problem=problem)
        else:
            await self.reply(await self.name_home(), problem=problem)

    async def name_home(self) -> str:
        """Return the kind of message that shows the person what they are here for."""
        mark = await age_marks.find_mark(self.session, self.person, self.now)
        if mark is not None and not await self._has_anything():
            return mark
        if await self.is_known():
            return "menu"
        if await outsiders.is_recipient(self.session, self.person):
            return "outside_home"
        return "parents_home" if await parental_answers.list_read(self.session, self.person, self.now) else "welcome"

    async def _has_anything(self) -> bool:
        """Return whether the person has a need or an offer that is not over, or is staff."""
        if await staff.find_role(self.session, self.person):
            return True
        return any([await forms.find_latest(self.session, form, self.person) for form in forms.TABLES])

    async def is_known(self) -> bool:
        """Return whether the person has or had a need or an offer, or is staff."""
        if await staff.find_role(self.session, self.person):
            return True
        return any([await forms.has_any(self.session, form, self.person) for form in forms.TABLES])


def _make_local(moment: datetime, zone: ZoneInfo) -> datetime:
    return moment.astimezone(zone).replace(tzinfo=None)
