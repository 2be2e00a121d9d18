"""What waits to be said in the tests of the harness, and a database that refuses it or breaks off."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Connection, delete, event, select, text

from bot import commands
from cli import settings
from mentoring.message_kinds import LIST
from scheduler.delivery.prepared import CommandLists, MessagePreparer
from storage import installation
from storage.engine.app_session import AppSession
from storage.engine.database import Sessions
from storage.schema.tables import Outgoing, Person
from tests.cast import NOW, add_person
from texts import Texts
from use_cases.outbox import outbox
from use_cases.team import cards

LISTS = CommandLists(lambda viewer: commands.list_for_person(viewer, "fr"), commands.list_for_staff_group("fr"))
PREPARER = MessagePreparer(Texts(settings.read({}).programme), LISTS, lambda _row: None)
GROUP, TOPIC = -1001, 7
SHOWN = 40
"""The message that shows a case, or is redrawn."""
NO_NUMBER: dict[str, int] = {}
"""Named instead of a row's number, the driver refuses the question, and no connection is at fault."""


async def add_people(sessions: Sessions, number: int = 1) -> list[Person]:
    """Let people arrive whose chats already show their lists of commands: the outbox is empty."""
    async with sessions.begin() as session:
        added = [await add_person(session) for _ in range(number)]
    async with sessions.begin() as session:
        await session.execute(delete(Outgoing))
    return added


async def put(sessions: Sessions, person: Person | None, *kinds: str, **how: Any) -> None:
    """Queue messages to a person, or to the staff group."""
    async with sessions.begin() as session:
        for kind in kinds:
            await outbox.put(session, NOW, person, kind, **how)


async def read_outbox(sessions: Sessions) -> list[Outgoing]:
    """Return every row of the outbox, oldest first."""
    async with sessions.begin() as session:
        return list(await session.scalars(select(Outgoing).order_by(Outgoing.id)))


async def bind_group(sessions: Sessions) -> None:
    """Give the team a topic of a group to read in."""
    async with sessions.begin() as session:
        await installation.write(session, installation.STAFF_CHAT, str(GROUP))
        await installation.write(session, installation.STAFF_THREAD, str(TOPIC))


async def open_shown_case(sessions: Sessions, kind: str = "help") -> int:
    """Return the number of a case that a message of the group shows; the outbox is as before."""
    async with sessions.begin() as session:
        card = await cards.open_case(session, NOW, kind, "person:1")
        card.message_id = SHOWN
        for row in await session.scalars(select(Outgoing)):
            await session.delete(row)
        return card.id


async def claim_first(session: AppSession) -> Outgoing:
    """Return the message that goes first, claimed."""
    rows = await outbox.claim(session, NOW, NOW, [], True)
    return rows[0]


async def forbid_changes(sessions: Sessions, table: str) -> None:
    """Have the database refuse every change of a table."""
    async with sessions.begin() as session:
        refuse = f"CREATE TRIGGER no BEFORE UPDATE ON {table} BEGIN SELECT RAISE(ABORT, 'no'); END"
        await session.execute(text(refuse))


@contextmanager
def break_once(sessions: Sessions, moment: str) -> Iterator[None]:
    """Have the connection to the database break once: as a transaction begins, or just after its commit."""
    engine = sessions.kw["bind"].sync_engine

    def break_off(connection: Connection) -> None:
        event.remove(engine, moment, break_off)
        if moment == "commit":
            connection.connection.commit()
        raise OSError

    event.listen(engine, moment, break_off)
    yield
    assert not event.contains(engine, moment, break_off), "nothing came by"


async def list_states(sessions: Sessions) -> list[tuple[str, str, int]]:
    """Return each row's kind, state and attempts, oldest first, but for lists of commands."""
    return [(row.kind, row.state, row.attempts) for row in await read_outbox(sessions) if row.kind != LIST]


async def read_group(sessions: Sessions) -> tuple[int | None, int | None]:
    """Return the staff group and its topic."""
    async with sessions.begin() as session:
        return await installation.read_staff_chat(session), await installation.read_staff_thread(session)
