"""Whoever leaves the team leaves its group where Telegram lets the bot do it; else the heads hear whom to take out."""

import pytest

from storage.schema.tables import Card, Outgoing, Person
from tests.bot.desk.test_team import invite_coordinator
from tests.faults.bot_api_calls import list_calls
from tests.faults.table_dump import read_rows
from tests.people import make_head_with_group
from tests.town import Town, Visitor
from use_cases.binomes import decisions, reports
from use_cases.people import people

STAYS = "reste dans le groupe Telegram"


async def _read_status(group: Visitor, who: Visitor) -> str:
    """Return how somebody stands in the group, as Telegram tells the bot."""
    chats = (await group.town.read_state())["chats"]
    members = next(one["members"] for one in chats if one["id"] == group.chat)
    return next((str(one["status"]) for one in members if one["id"] == who.id), "left")


async def _promote_bot(town: Town, group: Visitor) -> None:
    await town.act("members", chat=group.chat, user="bot", status="administrator")


async def _remove(head: Visitor, name: str = "Karim") -> None:
    await head.write("/equipe")
    await head.tap(f"Retirer {name}")
    await head.tap("Oui")


async def test_a_removed_member_leaves_the_group_and_may_come_back(town: Town) -> None:
    """Out, not banned; nobody is told by hand, and nothing of whose account it was is left in the queue."""
    head, group = await make_head_with_group(town)
    await _promote_bot(town, group)
    karim, _ = await invite_coordinator(town, head, group)
    await _remove(head)
    assert await _read_status(group, karim) == "left"
    assert STAYS not in await head.reads_all()
    assert [row for row in await read_rows(town, Outgoing) if row.kind == "group_exit"] == []
    await town.act("members", chat=group.chat, user=karim.id, status="member")
    assert await _read_status(group, karim) == "member"


@pytest.mark.parametrize("status", ["member", "administrator"])
async def test_where_telegram_refuses_each_head_is_told_once(small_town: Town, status: str) -> None:
    """The bot has no such right, or the member is an administrator: it is left to a hand, and said kindly."""
    head, group = await make_head_with_group(small_town)
    if status == "administrator":
        await _promote_bot(small_town, group)
    karim, _ = await invite_coordinator(small_town, head, group)
    await small_town.act("members", chat=group.chat, user=karim.id, status=status)
    await _remove(head)
    assert (await head.reads_all()).count(STAYS) == 1
    assert "Karim n'est plus dans l'équipe" in await head.reads_about(STAYS)
    assert STAYS not in await group.reads_all()
    assert [row for row in await read_rows(small_town, Outgoing) if row.kind == "group_exit"] == []


async def test_an_exit_is_tried_until_telegram_has_answered(small_town: Town) -> None:
    """Cut lines and flood limits hold it up; being done twice it harms nobody."""
    head, group = await make_head_with_group(small_town)
    await _promote_bot(small_town, group)
    karim, _ = await invite_coordinator(small_town, head, group)
    for fault in ({"status": "drop"}, {"status": 502, "description": "Bad Gateway"}):
        await small_town.act("fault", method="banChatMember", **fault)
    await _remove(head)
    assert await _read_status(group, karim) == "left"
    assert len(await list_calls(small_town, "banchatmember")) >= 2
    assert STAYS not in await head.reads_all()


async def test_a_plain_group_keeps_nobody_from_coming_back(small_town: Town) -> None:
    """There is no ban to lift there, and that Telegram says so is no refusal."""
    head = (await make_head_with_group(small_town))[0]
    plain = head.enter_chat(await small_town.add_group(head, kind="group", title="Autre"))
    await plain.write("/relier")
    await head.tap("Oui")
    await _promote_bot(small_town, plain)
    karim, _ = await invite_coordinator(small_town, head, plain)
    await _remove(head)
    assert await _read_status(plain, karim) == "left"
    assert STAYS not in await head.reads_all()


async def test_whoever_erases_everything_leaves_the_group_too(small_town: Town) -> None:
    """Their row is gone by then; nothing names them afterwards, where it has to be done by hand neither."""
    head, group = await make_head_with_group(small_town)
    karim, _ = await invite_coordinator(small_town, head, group)
    await karim.write("/effacer")
    await karim.tap("Oui")
    assert "Quelqu'un n'est plus dans l'équipe" in await head.reads_about(STAYS)
    await _promote_bot(small_town, group)
    lou, _ = await invite_coordinator(small_town, head, group, "Lou")
    await lou.write("/effacer")
    await lou.tap("Oui")
    assert await _read_status(group, lou) == "left"
    assert (await head.reads_all()).count(STAYS) == 1


async def test_a_suspension_that_was_announced_leads_out_and_its_end_says_how_to_return(small_town: Town) -> None:
    """Being reported alone leads nowhere; the same rights come back, and a sentence says who can add them again."""
    head, group = await make_head_with_group(small_town)
    await _promote_bot(small_town, group)
    karim, _ = await invite_coordinator(small_town, head, group)
    lou = await small_town.add_person("Lou")
    await lou.write("/start")
    now = small_town.app.clock.now()
    async with small_town.app.sessions.begin() as session:
        writer = await people.find_person(session, lou.id)
        assert writer is not None
        card = await reports.report_staff(session, 2, writer, now)
    await small_town.settle()
    assert await _read_status(group, karim) == "member"
    async with small_town.app.sessions.begin() as session:
        judge = await session.get_one(Person, 1)
        await decisions.suspend(session, await session.get_one(Card, card.id), judge, "le temps de comprendre", now)
    await small_town.settle()
    assert await _read_status(group, karim) == "left"
    async with small_town.app.sessions.begin() as session:
        judge = await session.get_one(Person, 1)
        await decisions.release(session, await session.get_one(Card, card.id), judge, "rien", now)
    await small_town.settle()
    assert "demandez à quelqu'un de l'équipe de vous y ajouter" in await karim.reads_about("de nouveau dans l'équipe")
