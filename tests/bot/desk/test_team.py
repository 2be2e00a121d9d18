"""The head keeps the team: who is removed can do nothing more, and somebody always heads the programme."""

import pytest
from sqlalchemy import select

from storage.schema.tables import Audit, Card, Staff
from tests.faults.table_dump import read_rows
from tests.people import enter_team_by_link, make_head_with_group, sign_up_volunteer
from tests.town import Town, Visitor

RESERVED = "C'est réservé à l'équipe."


async def invite_coordinator(town: Town, head: Visitor, group: Visitor, name: str = "Karim") -> tuple[Visitor, Visitor]:
    """Let the head invite somebody; return them in private and in the group."""
    who = await town.add_person(name)
    await enter_team_by_link(who, head)
    await town.act("members", chat=group.chat, user=who.id, status="member")
    return who, who.enter_chat(group.chat)


async def _list_roles(town: Town) -> list[str]:
    async with town.app.sessions.begin() as session:
        return list(await session.scalars(select(Staff.role).order_by(Staff.person_id)))


async def _open_team(head: Visitor) -> str:
    await head.write("/equipe")
    return await head.reads()


async def test_the_head_sees_the_team(small_town: Town) -> None:
    """First names, who is head, and a way to remove everybody but the head."""
    head, group = await make_head_with_group(small_town)
    await invite_coordinator(small_town, head, group)
    text = await _open_team(head)
    assert "⭐ Claire (vous)" in text
    assert "Pour ajouter une personne" in text
    assert "• Karim" in text
    labels = [button["text"] for row in (await head.messages())[-1]["keyboard"] for button in row]
    assert "➖ Retirer Karim" in labels
    assert "➖ Retirer Claire" not in labels


async def test_nobody_but_the_head_sees_or_changes_the_team(small_town: Town) -> None:
    """A coordinator and a stranger are shown where they are; forged buttons do nothing."""
    head, group = await make_head_with_group(small_town)
    karim, _ = await invite_coordinator(small_town, head, group)
    stranger = await small_town.add_person("Inès")
    await stranger.write("/start")
    for who in (karim, stranger):
        await who.write("/equipe")
        last = (await who.messages())[-1]["message_id"]
        for choice in ("", "remove", "remove_yes", "lead_yes"):
            await who.send_data(f"team:1:{choice}", last)
        assert "Pour ajouter une personne" not in await who.reads_all()
    assert await _list_roles(small_town) == ["head", "coordinator"]


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
async def test_a_removed_coordinator_can_do_nothing_more(town: Town) -> None:
    """From the head's second tap on, no card, command or unused invitation works for them."""
    head, group = await make_head_with_group(town)
    karim, in_group = await invite_coordinator(town, head, group)
    await sign_up_volunteer(town)
    await head.write("/inviter")
    link = (await head.reads()).partition("start=")[2].split()[0]
    await _open_team(head)
    await head.tap("Retirer Karim")
    assert await _list_roles(town) == ["head", "coordinator"]
    await head.tap("Oui")
    assert await _list_roles(town) == ["head"]
    assert "ne faites plus partie" in await karim.reads()
    assert await in_group.tap("Approuver") == RESERVED
    await karim.write(f"/start {link}")
    assert await _list_roles(town) == ["head"]
    removed = [row for row in await read_rows(town, Audit) if row.act == "removed"]
    assert [(row.actor, row.subject) for row in removed] == [(1, "person:2")]


async def test_the_cases_of_who_is_removed_go_back_to_the_team(small_town: Town) -> None:
    """What they had taken is open again and is called for anew."""
    head, group = await make_head_with_group(small_town)
    _, in_group = await invite_coordinator(small_town, head, group)
    young = await small_town.add_person("Inès")
    await young.write("/start")
    await young.write("/aide")
    await young.tap("urgent")
    await in_group.tap("Je prends")
    await _open_team(head)
    await head.tap("Retirer Karim")
    await head.tap("Oui")
    (card,) = await read_rows(small_town, Card)
    assert (card.state, card.taken_by, card.due_at is None) == ("open", None, False)
    await small_town.pass_time(minutes=16)
    assert "Toujours en attente" in await group.reads()


async def test_the_head_cannot_be_removed(small_town: Town) -> None:
    """Not even by a forged button of their own: somebody must be able to name the others."""
    head, _ = await make_head_with_group(small_town)
    await _open_team(head)
    last = (await head.messages())[-1]["message_id"]
    for data in ("team:1:remove_yes", "team:1:lead_yes", "team:99:remove_yes", "team::remove_yes", "team:1:other"):
        await head.send_data(data, last)
    assert await _list_roles(small_town) == ["head"]


async def test_the_programme_is_handed_over(small_town: Town) -> None:
    """The coordinator becomes head and is told; who was head stays a coordinator, and can then be removed."""
    head, group = await make_head_with_group(small_town)
    karim, _ = await invite_coordinator(small_town, head, group)
    await _open_team(head)
    await head.tap("Confier le programme à Karim")
    await head.tap("Oui")
    assert await _list_roles(small_town) == ["coordinator", "head"]
    assert "Vous êtes responsable" in await karim.reads()
    await head.write("/inviter")
    assert "start=" not in await head.reads()
    await _open_team(karim)
    await karim.tap("Retirer Claire")
    await karim.tap("Oui")
    assert await _list_roles(small_town) == ["head"]
