"""Every message whose fate is unknown can be seen at the desk, a page at a time."""

import re

from sqlalchemy import select

from benchmarks import uncertain_listing
from storage.engine.database import Sessions
from storage.schema.tables import Audit, Outgoing
from tests.cast import NOW, add_coordinator, add_person
from tests.empty_databases import sessions, small_sessions
from tests.faults.table_dump import dump, read_rows
from tests.people import make_head_with_group
from tests.town import Town
from use_cases.team import cards

__all__ = ["sessions", "small_sessions"]
CASE = "uncertain", "messages"


async def _stop_badly(town: Town, names: list[str]) -> None:
    """Leave one message to each of these people in doubt, and the team's case about them."""
    async with town.app.sessions.begin() as session:
        for name in names:
            person = await add_person(session, name)
            session.add(_build_uncertain(person.id))
        await cards.open_case(session, NOW, *CASE)
    town.app.sender.wake()
    await town.settle()


def _build_uncertain(person_id: int) -> Outgoing:
    return Outgoing(
        person_id=person_id, kind="reminder_day", args={}, priority=3, state="uncertain", due_at=NOW, changed_at=NOW
    )


async def test_each_of_them_is_on_one_page(small_town: Town) -> None:
    """Forty-five people on three pages, forward and back; each turn of a page is audited."""
    head, group = await make_head_with_group(small_town)
    names = [f"Ami{at:02d}" for at in range(45)]
    await _stop_badly(small_town, names)
    await group.tap("Détail en privé")
    read = []
    for page in (1, 2, 3):
        words = await head.reads()
        assert f"Messages peut-être perdus : 45 (page {page} sur 3)" in words
        read += re.findall(r"Ami\d\d", words)
        await head.tap("Après" if page < 3 else "Avant")
    assert sorted(read) == names
    assert "page 2 sur 3" in await head.reads()
    turned = [row for row in await read_rows(small_town, Audit) if (row.act, row.subject) == ("read", "doubtful")]
    assert len(turned) == 3


async def test_a_page_that_is_gone_is_the_last_one(small_town: Town) -> None:
    """Some were proved to have arrived meanwhile, or all: the old button still leads somewhere."""
    head, group = await make_head_with_group(small_town)
    await _stop_badly(small_town, [f"Ami{at:02d}" for at in range(21)])
    await group.tap("Détail en privé")
    await head.send_data("doubtful:77:", (await head.messages())[-1]["message_id"])
    assert "page 2 sur 2" in await head.reads()
    async with small_town.app.sessions.begin() as session:
        for row in await session.scalars(select(Outgoing).where(Outgoing.state == "uncertain")):
            row.state = "sent"
    await head.tap("Avant")
    assert "Plus aucun message n'est en doute" in await head.reads()


async def test_nobody_else_turns_its_pages(active_town: Town) -> None:
    """The button of the desk does nothing for a young person or a volunteer who forges it."""
    young, volunteer, *_ = active_town.pair
    before = await dump(active_town)
    for who in (young, volunteer):
        await who.send_data("doubtful:0:", (await who.messages())[-1]["message_id"])
        assert "peut-être perdus" not in await who.reads_all()
    assert await dump(active_town) == before


async def test_one_that_is_left_out_would_be_noticed(sessions: Sessions) -> None:
    """The benchmarks compare number by number what is uncertain with what the team can see, and look for the case."""
    async with sessions.begin() as session:
        person = await add_coordinator(session)
        session.add_all([_build_uncertain(person.id) for _ in range(45)])
        await session.flush()
        uncertain = list(await session.scalars(select(Outgoing.id).where(Outgoing.state == "uncertain")))
        assert not await uncertain_listing.is_all_listed(session, uncertain)
        card = await cards.open_case(session, NOW, *CASE)
        assert await uncertain_listing.is_all_listed(session, uncertain)
        assert not await uncertain_listing.is_all_listed(session, uncertain[:-1])
        assert not await uncertain_listing.is_all_listed(session, [*uncertain, 77_777])
        await cards.close_case(session, card, person, "close", NOW)
        assert not await uncertain_listing.is_all_listed(session, uncertain)
