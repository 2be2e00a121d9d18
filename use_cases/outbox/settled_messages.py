"""Questions that are settled lose their buttons; their words stay. Each is an operation of the outbox."""

from collections.abc import Collection, Mapping
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select

from mentoring.message_kinds import KEYBOARD, KEYBOARD_RULES
from mentoring.settled_messages import SETTLED, asks_one_thing
from storage.engine.app_session import AppSession
from storage.schema.tables import Outgoing, Person

MAX_MESSAGES_READ = 30
"""So far back a chat is looked through: what is settled stands near the end."""
TRIED_FOR = timedelta(hours=23)
SUBJECTS = ("session", "binome")


async def settle_by_message(
    session: AppSession, person: Person, kind: str, args: Mapping[str, Any], due: datetime
) -> None:
    """Take their buttons away from what a message settles, as it may leave: its reader is never without any."""
    subject = next((name for name in SUBJECTS if name in args), None)
    if subject is not None and (kinds := SETTLED.get(kind)):
        await settle(session, person, kinds, subject, args[subject], due)


async def settle(
    session: AppSession, person: Person, kinds: Collection[str], subject: str, number: int, due: datetime
) -> None:
    """Take the buttons of some kinds of messages about a binôme or a session away from somebody's chat.

    `due`: when that may be seen. Whoever reads of it in the morning has the buttons until then.
    """
    if person.state != "active":
        return
    for message_id, row in (await _read_newest(session, person)).items():
        if row.state == "sent" and row.kind in kinds and row.args.get(subject) == number:
            _take_buttons(session, person, message_id, due)


async def settle_tapped(session: AppSession, person: Person, message_id: int, now: datetime) -> None:
    """Take the buttons of a message away whose question a tap has answered, unless something is drawn in its place."""
    newest = (await _read_newest(session, person)).get(message_id)
    if newest is not None and newest.state == "sent" and asks_one_thing(newest.kind, newest.args):
        _take_buttons(session, person, message_id, now)


async def _read_newest(session: AppSession, person: Person) -> dict[int, Outgoing]:
    """Return what each of the last messages of a chat shows, or is about to show, by Telegram's number of it."""
    theirs = select(Outgoing).where(Outgoing.person_id == person.id, Outgoing.message_id.is_not(None))
    newest: dict[int, Outgoing] = {}
    for row in await session.scalars(theirs.order_by(Outgoing.id.desc()).limit(MAX_MESSAGES_READ)):
        newest.setdefault(row.message_id or 0, row)
    return newest


def _take_buttons(session: AppSession, person: Person, message_id: int, due: datetime) -> None:
    session.add(
        Outgoing(
            person_id=person.id, kind=KEYBOARD, args={}, edits=True, message_id=message_id,
            priority=KEYBOARD_RULES.priority, due_at=due, expires_at=due + TRIED_FOR, changed_at=due,
        )
    )  # fmt: skip
