"""All alerts go to another group only when the head has read to which, in private, and said yes."""

import pytest

from storage import installation
from storage.schema.tables import Outgoing
from tests.bot.desk.test_team import invite_coordinator
from tests.faults.bot_api_calls import add_newcomer
from tests.faults.table_dump import read_rows
from tests.people import make_head_with_group
from tests.town import Town, Visitor

ASKED = "Toutes les alertes iront dans"


async def _bound(town: Town) -> int | None:
    async with town.app.sessions.begin() as session:
        return await installation.read_staff_chat(session)


async def _ask_to_move(town: Town, head: Visitor, title: str = "Amis <du> 12") -> Visitor:
    other = head.enter_chat(await town.add_group(head, title=title))
    await other.write("/relier")
    return other


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
async def test_another_group_is_bound_only_by_a_tap_in_private(town: Town) -> None:
    """The question names the group by its title; until the tap alerts stay, and the group is told nothing."""
    head, group = await make_head_with_group(town)
    other = await _ask_to_move(town, head)
    assert f"{ASKED} « Amis <du> 12 »" in await head.reads()
    assert await _bound(town) == group.chat
    assert "Amis" not in str([row.args for row in await read_rows(town, Outgoing)])
    who = await add_newcomer(town)
    await who.send_data("contact::yes", (await who.messages())[-1]["message_id"])
    assert "Urgent : une personne" in await group.reads_all()
    assert "Urgent : une personne" not in await other.reads_all()
    await head.tap("Oui")
    assert await _bound(town) == other.chat
    assert "Urgent : une personne" in await other.reads_all()
    assert "Les alertes vont maintenant ailleurs" in await group.reads()


async def test_nobody_but_a_head_moves_the_group(small_town: Town) -> None:
    """A coordinator's forged button, and what is no group, move nothing."""
    head, group = await make_head_with_group(small_town)
    karim, _ = await invite_coordinator(small_town, head, group)
    other = await _ask_to_move(small_town, head)
    for who, data in ((karim, f"group:{other.chat}:0"), (head, "group:17:0"), (head, "group:-:0"), (head, "group::")):
        await who.send_data(data, (await who.messages())[-1]["message_id"])
    assert await _bound(small_town) == group.chat
