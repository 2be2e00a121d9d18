"""What the context of a message is made for: its kind, what it was queued with, who reads it, and when."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from mentoring.roles import ReaderSide
from mentoring.views import Reader
from storage.engine.app_session import AppSession
from storage.schema.tables import Person
from use_cases.outbox import recipients
from use_cases.outbox.recipients import NO_RECIPIENTS, Recipient
from use_cases.people import people


@dataclass(frozen=True, slots=True)
class ContextRequest:
    """A message that leaves now; without a `person` the staff group reads it."""

    kind: str
    args: Mapping[str, Any]
    person: Person | None
    me: Reader
    now: datetime

    @property
    def reader(self) -> Person:
        """Return the person who reads a screen that no group is shown."""
        assert self.person is not None, self.kind
        return self.person

    def replace_args(self, **args: Any) -> "ContextRequest":
        """Return the same message, queued with other arguments."""
        return replace(self, args=args)

    def build_reader(self, side: ReaderSide) -> Reader:
        """Return the reader as they are on a side."""
        return replace(self.me, side=side)


async def find_reader(
    session: AppSession, person: Person | None, known: Mapping[int, Recipient] = NO_RECIPIENTS
) -> Reader:
    """Return who reads a message to a person, or to the staff group; what is known of them is not asked again."""
    rules = session.programme
    if person is None:
        return Reader(language=rules.languages[0], side="staff", zone=rules.zone)
    said, addressee = (
        await people.read_profile(session, person),
        await recipients.fetch_recipient(session, person, known),
    )
    return Reader(
        id=person.id,
        side=addressee.side,
        language=said.get("language", rules.languages[0]),
        zone=rules.find_zone(said.get("region")),
        name=said.get("name", ""),
        role=addressee.role,
    )
