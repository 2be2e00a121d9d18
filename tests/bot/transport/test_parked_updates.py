"""Updates that were put aside and cannot be read any more: hearing goes on, and their tries end."""

from datetime import timedelta

import pytest
from sqlalchemy import select, update

from storage.crypto.vault import Vault, new_key
from storage.schema.tables import Card, Parked
from tests.people import head_with_group
from tests.town import KEY, Town
from use_cases.inbox.updates import MOST_TRIES

UNREADABLE = {
    "no longer understood": Vault(KEY).seal_own({"update_id": 7, "message": {"message_id": "one"}}),
    "another key's": Vault(new_key()).seal_own({"update_id": 7}),
    "cut short": b"short",
}


async def _let_its_moment_come(town: Town) -> None:
    """Let the listener meet the row as it would after a while, beside somebody who writes."""
    async with town.app.sessions.begin() as session:
        long_ago = town.app.clock.real() - timedelta(days=1)
        await session.execute(update(Parked).where(Parked.retry_at.is_not(None)).values(retry_at=long_ago))
    await (await town.person("Inès")).write("/start")  # the listener's own loop goes round
    await town.app.listener.try_parked_again()
    await town.calm()


@pytest.mark.parametrize("why", UNREADABLE)
async def test_a_parked_update_that_cannot_be_read_stops_nobody(small_town: Town, why: str) -> None:
    """Each try is counted; after the last one the team is told once, and everybody is heard all the while."""
    _, group = await head_with_group(small_town)
    async with small_town.app.sessions.begin() as session:
        at = small_town.app.clock.real()
        session.add(Parked(update_id=7, update=UNREADABLE[why], at=at, tries=1, retry_at=at))
    for _ in range(2 * MOST_TRIES):
        await _let_its_moment_come(small_town)
    async with small_town.app.sessions.begin() as session:
        left = await session.get_one(Parked, 7)
        assert (left.tries, left.retry_at) == (MOST_TRIES, None)
        assert list(await session.scalars(select(Card.key).where(Card.kind == "fault"))) == ["fault:update:7"]
    assert await small_town.sent(group, "Panne") == 1
    who = await small_town.person("Karim")
    await who.write("/start")
    assert "Je suis un robot" in await who.reads()
