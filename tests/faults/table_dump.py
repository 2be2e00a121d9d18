"""What a town's database holds, to compare before and after."""

from typing import Any

from sqlalchemy import inspect, select

from mentoring.message_kinds import LIST
from mentoring.references import format_reference
from storage.installation import LAST_CONTACT_AT
from storage.schema.base import Base
from storage.schema.tables import Card, Outgoing
from tests.town import Town

NOT_COMPARED = {"heard", "outbox", "lease"}
"""Tables that any message changes, by being heard and by being answered, and one that the passing seconds change."""
SEEN = "seen_at"


async def dump(town: Town) -> dict[str, list[dict[str, Any]]]:
    """Return every row of every table that an act would change; not when people or Telegram were last heard."""
    async with town.app.sessions.begin() as session:
        found = {}
        for table in Base.metadata.sorted_tables:
            if table.name not in NOT_COMPARED:
                rows = await session.execute(select(table).order_by(*table.primary_key.columns))
                found[table.name] = [
                    {**row, SEEN: None} for row in rows.mappings() if row.get("name") != LAST_CONTACT_AT
                ]
        return found


async def read_rows(town: Town, table: type[Base]) -> list[Any]:
    """Return all the rows of a table, in order."""
    async with town.app.sessions.begin() as session:
        return list(await session.scalars(select(table).order_by(*inspect(table).primary_key)))


async def find_case(town: Town, kind: str) -> Card:
    """Return the newest case of a kind."""
    found: list[Card] = [card for card in await read_rows(town, Card) if card.kind == kind]
    return max(found, key=lambda card: card.opened_at)


async def read_reference(town: Town, kind: str) -> str:
    """Return the reference of the newest case of a kind: that of an urgent one is drawn at random."""
    return format_reference("card", (await find_case(town, kind)).id)


async def list_outgoing(town: Town, state: str) -> list[str]:
    """Return the kinds of messages in a state, oldest first."""
    return [row.kind for row in await read_rows(town, Outgoing) if row.state == state and row.kind != LIST]
