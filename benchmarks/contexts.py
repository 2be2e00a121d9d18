"""What the context of a message costs as it leaves: how many seals are opened, how many statements are made."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from statistics import median
from time import perf_counter
from typing import Any

from sqlalchemy import event, select

from benchmarks import databases
from storage.crypto.vault import Vault
from storage.engine.app_session import AppSession
from storage.engine.database import Sessions
from storage.schema.tables import MentoringSession, Outgoing, Person
from tests.cast import NOW, make_accepted, make_active, make_agreed, make_proposed, members_of
from use_cases.messages import context
from use_cases.people import people

TIMES = 200


class CountingVault(Vault):
    """A vault that counts the seals it opens."""

    open_count = 0

    def open(self, wrapped: bytes, box: bytes | None) -> Any:
        """Decrypt what `seal` made, and count it."""
        self.open_count += box is not None
        return super().open(wrapped, box)


@dataclass(slots=True)
class Cost:
    """What one message took."""

    decryptions: int = 0
    statements: int = 0
    milliseconds: float = 0.0


async def write_messages(sessions: Sessions) -> list[Outgoing]:
    """Return a message of each moment in the life of a binôme, as its row would be claimed."""
    async with sessions.begin() as session:
        pairs = [await make(session) for make in (make_proposed, make_accepted, make_agreed, make_active)]
        (_, asked), (young, _), (met, _), (_, reminded) = [await members_of(session, pair) for pair in pairs]
        planned = await session.scalar(select(MentoringSession.id).where(MentoringSession.binome_id == pairs[3].id))
    about = [{"binome": pair.id} for pair in pairs[:3]]
    return [
        Outgoing(kind="proposal", person_id=asked.id, args=about[0]),
        Outgoing(kind="consent", person_id=young.id, args=about[1]),
        Outgoing(kind="agreed", person_id=met.id, args=about[2]),
        Outgoing(kind="reminder_day", person_id=reminded.id, args={"session": planned, "revision": 0}),
        Outgoing(kind="menu", person_id=reminded.id, args={}),
    ]


async def measure(sessions: Sessions, vault: CountingVault, row: Outgoing) -> Cost:
    """Return what it takes to read all that a message needs, its chat included, in a transaction of its own."""
    async with sessions.begin() as session:
        await session.execute(select(1))  # it has begun
        with _count_cost(session, vault) as cost:
            await context.build_context(session, row, NOW)
            await people.find_chat(session, await session.get_one(Person, row.person_id))
    return cost


@contextmanager
def _count_cost(session: AppSession, vault: CountingVault) -> Iterator[Cost]:
    cost, opened, began = Cost(), vault.open_count, perf_counter()

    def count(*_: object) -> None:
        cost.statements += 1

    event.listen(session.get_bind(), "before_cursor_execute", count)
    try:
        yield cost
    finally:
        event.remove(session.get_bind(), "before_cursor_execute", count)
    cost.decryptions, cost.milliseconds = vault.open_count - opened, 1000 * (perf_counter() - began)


async def run() -> None:
    """Print what each message costs on each database."""
    for kind in databases.KINDS:
        with databases.create_database(kind) as url:
            vault = CountingVault(databases.KEY)
            async with databases.open_sessions(url, vault) as sessions:
                for row in await write_messages(sessions):
                    costs = [await measure(sessions, vault, row) for _ in range(TIMES)]
                    took = median(cost.milliseconds for cost in costs)
                    said = f"{costs[0].decryptions} decryptions, {costs[0].statements} statements, median {took:.2f} ms"
                    print(f"{kind} | {row.kind}: {said}", flush=True)
