"""The pledge of confidentiality: before it nothing of the team opens to anybody, and alerts reach them all the same."""

from sqlalchemy import update

from bot.buttons import VERBS
from bot.commands import COMMANDS, PRIVATE
from mentoring.command_visibility import Viewer
from storage.schema.tables import Audit, Card, Staff
from tests.faults.bot_api_calls import add_newcomer
from tests.faults.table_dump import read_rows
from tests.people import make_head_with_group
from tests.town import Town, Visitor
from use_cases.people import people
from use_cases.team import case_access

ASKED = "Cet engagement n'a pas de fin"
OF_STAFF = [
    row.names[0]
    for row in COMMANDS
    if PRIVATE in row.places and row.is_listed_for(Viewer("fr", "coordinator")) and not row.is_listed_for(Viewer("fr"))
]
DESK = [verb for verb, rule in VERBS.items() if rule.handler.__module__.startswith("bot.desk") and verb != "pledge"]


async def _come_without_pledging(town: Town, head: Visitor, group: Visitor) -> Visitor:
    await head.write("/inviter")
    karim = await town.add_person("Karim")
    await karim.write(f"/start {(await head.reads()).partition('start=')[2].split()[0]}")
    await town.act("members", chat=group.chat, user=karim.id, status="member")
    return karim


async def _forget_pledges(town: Town) -> None:
    """Make the team one of before there was a pledge."""
    async with town.app.sessions.begin() as session:
        await session.execute(update(Staff).values(pledged_at=None))


async def test_nothing_of_the_team_opens_before_the_pledge(small_town: Town) -> None:
    """Neither a command, a button, a case in the group nor a forged tap; once pledged, all of it does."""
    head, group = await make_head_with_group(small_town)
    karim = await _come_without_pledging(small_town, head, group)
    assert ASKED in await karim.reads()
    young = await add_newcomer(small_town)
    await young.send_data("contact::yes", (await young.messages())[-1]["message_id"])
    assert {"file", "chercher", "permanence"} <= set(OF_STAFF)
    before = len(await karim.messages())
    for name in OF_STAFF:
        await small_town.act("send", chat=karim.chat, user=karim.id, text=f"/{name} 1")
    await small_town.settle()
    answers = [one["text"] for one in (await karim.messages())[before:] if one["from"]["id"] == small_town.bot_id]
    assert [ASKED in text for text in answers] == [True] * len(OF_STAFF)
    (card,) = await read_rows(small_town, Card)
    last = (await karim.messages())[-1]["message_id"]
    of_card = [f"card:{card.id}:{choice}" for choice in ("take", "detail", "close", "history")]
    for data in (*(f"{verb}:1:" for verb in DESK), *of_card):
        await small_town.act("tap", chat=karim.chat, user=karim.id, message_id=last, data=data)
    await small_town.settle()
    assert "engagement d'abord" in str(await karim.enter_chat(group.chat).tap("Je prends"))
    assert [row.act for row in await read_rows(small_town, Audit) if row.actor == 2] == ["became coordinator"]
    assert [row.state for row in await read_rows(small_town, Card)] == ["open"]
    await karim.tap("Je m'engage")
    assert "Vous pouvez reprendre" in await karim.reads()
    await karim.write("/file")
    assert "Les cas ouverts : 1" in await karim.reads()
    await karim.enter_chat(group.chat).tap("Je prends")
    assert [row.state for row in await read_rows(small_town, Card)] == ["taken"]


async def test_whoever_has_not_pledged_is_called_all_the_same(small_town: Town) -> None:
    """A case that nobody else could hear of is never lost for a promise that is still to be made."""
    head, _ = await make_head_with_group(small_town)
    await _forget_pledges(small_town)
    young = await add_newcomer(small_town)
    await young.send_data("contact::yes", (await young.messages())[-1]["message_id"])
    async with small_town.app.sessions.begin() as session:
        (card,) = await session.scalars(Card.__table__.select().with_only_columns(Card.id))
        told = await case_access.list_told(session, await session.get_one(Card, card))
        claire = await people.find_person(session, head.id)
        assert claire in told


async def test_a_team_of_before_pledges_at_its_next_act(small_town: Town) -> None:
    """The head of long ago is asked once, told why, and goes on; a second tap changes nothing."""
    head, group = await make_head_with_group(small_town)
    await _forget_pledges(small_town)
    await group.write("/file")
    assert "Rien ne s'ouvre" in await head.reads()
    asked = (await head.messages())[-1]["message_id"]
    await head.tap("Je m'engage")
    await head.send_data("pledge::go_on", asked)
    await head.send_data("pledge::forged", asked)
    pledges = [row for row in await read_rows(small_town, Audit) if row.act == "pledged"]
    assert len(pledges) == 2  # the one when she came, and this one
    await head.write("/file")
    assert "Les cas ouverts" in await head.reads()


async def test_a_pledge_is_no_condition_for_leaving(small_town: Town) -> None:
    """The only head who never pledged still hands the programme over, and erases everything."""
    head, group = await make_head_with_group(small_town)
    karim = await _come_without_pledging(small_town, head, group)
    await _forget_pledges(small_town)
    await head.write("/effacer")
    await head.tap("Confier à Karim, et tout effacer")
    assert [(row.person_id, row.role) for row in await read_rows(small_town, Staff)] == [(2, "head")]
    assert "Vous êtes responsable" in await karim.reads_about("Bienvenue")


async def test_nobody_but_the_team_is_asked_or_can_pledge(small_town: Town) -> None:
    """A forged button of a stranger's makes nobody a member, and shows no pledge."""
    await make_head_with_group(small_town)
    young = await add_newcomer(small_town)
    for choice in ("begin", "go_on"):
        await young.send_data(f"pledge::{choice}", (await young.messages())[-1]["message_id"])
    await young.write("/file")
    assert ASKED not in await young.reads_all()
    assert len(await read_rows(small_town, Staff)) == 1
