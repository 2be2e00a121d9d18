"""Updates that were put aside and cannot be read any more: hearing goes on, and their tries end."""

from datetime import timedelta

import pytest
from sqlalchemy import select, update

from storage.crypto.vault import Vault, generate_key
from storage.schema.tables import Card, ParkedUpdate
from tests.people import make_head_with_group
from tests.town import KEY, Town
from use_cases.inbox.updates import MAX_TRIES

UNREADABLE = {
    "no longer understood": Vault(KEY).seal_own({"update_id": 7, "message": {"message_id": "one"}}),
    "another key's": Vault(generate_key()).seal_own({"update_id": 7}),
    "cut short": b"short",
}


async def _let_its_moment_come(town: Town) -> None:
    """Let the listener meet the row as it would after a while, beside somebody who writes."""
    async with town.app.sessions.begin() as session:
        long_ago = town.app.clock.real_now() - timedelta(days=1)
        await session.execute(update(ParkedUpdate).where(ParkedUpdate.retry_at.is_not(None)).values(retry_at=long_ago))
    await (await town.add_person("Inès")).write("/start")  # the listener's own loop goes round
    await town.app.poller.retry_due_parked()
    await town.settle()


@pytest.mark.parametrize("why", UNREADABLE)
async def test_a_parked_update_that_cannot_be_read_stops_nobody(small_town: Town, why: str) -> None:
    """Each try is counted; after the last one the team is told once, and everybody is heard all the while."""
    _, group = await make_head_with_group(small_town)
    async with small_town.app.sessions.begin() as session:
        at = small_town.app.clock.real_now()
        session.add(ParkedUpdate(update_id=7, update=UNREADABLE[why], at=at, tries=1, retry_at=at))
    for _ in range(2 * MAX_TRIES):
        await _let_its_moment_come(small_town)
    async with small_town.app.sessions.begin() as session:
        left = await session.get_one(ParkedUpdate, 7)
        assert (left.tries, left.retry_at) == (MAX_TRIES, None)
        assert list(await session.scalars(select(Card.key).where(Card.kind == "fault"))) == ["fault:update:7"]
    assert await small_town.count_sent(group, "Erreur technique") == 1
    who = await small_town.add_person("Karim")
    await who.write("/start")
    assert "Je suis un robot" in await who.reads()
