"""What the team looks up comes in private, to the team alone, and is written into the audit."""

import re

import pytest

from bot import commands
from mentoring.references import format_reference
from storage.schema.tables import Audit, Binome, Card, Staff
from tests.bot.desk.test_team import invite_coordinator
from tests.faults.table_dump import dump, read_reference, read_rows
from tests.people import enter_team_by_link, make_active_pair, make_head_with_group, sign_up_young
from tests.town import Town, Visitor
from use_cases.outbox import outbox
from use_cases.people import people

EXAMPLE = re.compile(r"/\w+ (?P<example>\S+)")
"""What the list of commands says may be written after one of them: ``/need J-204``."""


def _typed(name: str, says: str) -> str:
    """Return a command as somebody of the team types it; each reference is the first of its kind."""
    example = EXAMPLE.search(says)
    return f"/{name} {re.sub(r'-[0-9]+', '-001', example['example'])}" if example else f"/{name}"


COMMANDS = [_typed(*listed) for listed in commands.list_for_staff_group("fr")]


async def _read(town: Town, subject: str) -> list[tuple[int | None, str]]:
    return [(row.actor, row.act) for row in await read_rows(town, Audit) if row.subject == subject]


async def _ask_for_help(town: Town, name: str) -> Visitor:
    who = await town.add_person(name)
    await who.write("/start")
    await who.write("/aide")
    await who.tap("urgent")
    return who


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
async def test_the_team_looks_up_a_binome_in_private(town: Town) -> None:
    """State, dates, sessions with their ratings in words, both names; and the view is in the audit."""
    young, volunteer, head, group = await make_active_pair(town)
    await town.pass_time(days=2)
    await young.tap("Oui")
    await young.tap("Difficile")
    await volunteer.tap("Oui")
    await head.write("/binome b1")
    text = await head.reads()
    for words in ("B-001", "en cours", "Inès", "Marc", "1 tenue, 0 manquée", "jeune 😕 difficile", "C-002"):
        assert words in text
    assert ((await head.messages())[-1]).get("protected")
    assert await _read(town, "binome:1") == [(1, "read")]
    assert "Inès" not in await group.reads_all()
    assert volunteer.name not in await group.reads_all()


async def test_in_the_group_everything_is_answered_in_private(active_town: Town) -> None:
    """The group reads only that an answer was given elsewhere."""
    _, _, head, group = active_town.pair
    for command in COMMANDS:
        before = len(await head.messages())
        await group.write(command)
        assert "Je vous ai écrit en privé" in await group.reads()
        assert len(await head.messages()) == before + 1
    assert "Inès" not in await group.reads_all()


@pytest.mark.parametrize("command", COMMANDS)
async def test_nobody_else_looks_anything_up(active_town: Town, command: str) -> None:
    """A young person, in private or as a member of the group, gets nothing of it."""
    young, _, _, group = active_town.pair
    await active_town.act("members", chat=group.chat, user=young.id, status="member")
    said = await group.reads_all()
    for who in (young, young.enter_chat(group.chat)):
        await who.write(command)
    assert await group.reads_all() == said
    assert "Marc (V-001)" not in await young.reads_all()
    assert not [row for row in await read_rows(active_town, Audit) if row.act in ("read", "searched")]


async def test_forged_buttons_of_the_desk_do_nothing_for_others(active_town: Town) -> None:
    """Whoever sends them, rights are looked up at each act."""
    young, volunteer, _, _ = active_town.pair
    before = await dump(active_town)
    data = ("queue:0:ours", "see:1:binome", "sheet:1:note-binome", "sheet:1:ended-binome", "card:1:note", "card:1:to-3")
    for who in (young, volunteer):
        last = (await who.messages())[-1]["message_id"]
        for one in data:
            await who.send_data(one, last)
    assert await dump(active_town) == before


async def test_a_member_of_the_team_never_looks_into_their_own_binome(active_town: Town) -> None:
    """What the other said of them is for the others of the team."""
    _, volunteer, head, group = active_town.pair
    await enter_team_by_link(volunteer, head)
    for command in ("/binome 1", "/offre 1", "/besoin 1"):
        await volunteer.write(command)
        assert "Je ne trouve pas" in await volunteer.reads()
    await volunteer.write("/proposer 1")
    assert "J-001" not in await volunteer.reads()
    assert group.chat != volunteer.chat


async def test_a_wrong_reference_is_said_kindly(small_town: Town) -> None:
    """No reference, one that is not there, or nonsense: how to write one is shown."""
    head, _ = await make_head_with_group(small_town)
    for command in ("/binome", "/binome B-999", "/besoin Inès", "/offre V-1-2", "/binome " + "9" * 30):
        await head.write(command)
        assert "Je ne trouve pas cette référence" in await head.reads()


async def test_the_queue_shows_what_is_open(small_town: Town) -> None:
    """Urgent first; mine are those I took; each is one tap from its detail."""
    head, group = await make_head_with_group(small_town)
    for name in ("Inès", "Lou"):
        await _ask_for_help(small_town, name)
    await head.write("/file")
    assert "Les cas ouverts : 2" in await head.reads()
    await head.tap("Les miens")
    assert "Mes cas : 0" in await head.reads()
    await group.tap("Je prends")
    await head.write("/file")
    await head.tap("Les miens")
    assert "Mes cas : 1" in await head.reads()
    reference = await read_reference(small_town, "help")
    await head.tap(reference)
    assert reference in await head.reads_about("🔎 Détail")


async def test_the_queue_has_pages(small_town: Town) -> None:
    """Eight cases a page, the oldest first when asked; a page that is not there is the last."""
    head, _ = await make_head_with_group(small_town)
    await _ask_for_help(small_town, "Inès")
    oldest = await read_reference(small_town, "help")
    for at in range(9):
        await _ask_for_help(small_town, f"Ami{at}")
    await head.write("/file")
    await head.tap("Du plus ancien")
    first = (await head.messages())[-1]["keyboard"][0][0]["text"]
    assert first == f"🔴 {oldest} · Demande d'aide"
    await head.tap("Après")
    assert "page 2 sur 2" in await head.reads()
    await head.send_data("queue:77:oldest", (await head.messages())[-1]["message_id"])
    assert "page 2 sur 2" in await head.reads()


async def test_the_team_ends_a_binome_after_a_second_word(active_town: Town) -> None:
    """Both members are told; a second tap does nothing more."""
    young, volunteer, head, _ = active_town.pair
    await head.write("/binome 1")
    await head.tap("Terminer")
    (binome,) = await read_rows(active_town, Binome)
    assert binome.state == "active"
    await head.tap("Oui, terminer")
    (binome,) = await read_rows(active_town, Binome)
    assert (binome.state, binome.why) == ("ended", "team")
    told = [
        await active_town.count_sent(who, "B-001") + await active_town.count_sent(who, "terminé")
        for who in (young, volunteer)
    ]
    assert all(told)
    await head.send_data("sheet:1:ended-binome", (await head.messages())[-1]["message_id"])
    assert len([row for row in await read_rows(active_town, Audit) if row.act == "ended"]) == 1


async def test_people_are_found_by_their_first_name(small_town: Town) -> None:
    """Without capitals or accents, by its beginning too; at most ten; what was typed is kept nowhere."""
    head, _ = await make_head_with_group(small_town)
    await sign_up_young(small_town, "Inès")
    for typed in ("ines", "INÈS", "in"):
        await head.write(f"/chercher {typed}")
        assert "Inès : J-001" in await head.reads()
    for typed in ("", "Claire", "nès", "Zoé"):
        await head.write(f"/chercher {typed}")
        assert "Je ne trouve personne" in await head.reads()
    await head.write("/chercher ines")
    await head.tap("J-001")
    assert "cherche un binôme" in await head.reads()
    kept = str(await dump(small_town))
    assert "searched" in kept
    assert "INÈS" not in kept


async def test_a_coordinator_is_never_shown_the_report_about_them(active_town: Town) -> None:
    """Neither in the queue, nor by its button, nor by its history."""
    young, volunteer, head, group = active_town.pair
    await enter_team_by_link(volunteer, head)
    await young.send_data("report:1:yes", (await young.messages())[-1]["message_id"])
    (report,) = [row for row in await read_rows(active_town, Card) if row.kind == "report"]
    await volunteer.write("/file")
    assert report.kind == "report"
    assert "Problème signalé" not in await volunteer.reads()
    last = (await volunteer.messages())[-1]["message_id"]
    for choice in ("detail", "history", "note", "pass", "to-1"):
        await volunteer.send_data(f"card:{report.id}:{choice}", last)
    assert "Problème signalé" not in await volunteer.reads_all()
    assert format_reference("card", report.id) not in await volunteer.reads_all()
    await head.write("/file")
    assert "Problème signalé" in await head.reads()
    assert len(await read_rows(active_town, Staff)) == 2
    assert group.chat != head.chat


async def test_a_right_that_ended_shows_nothing_that_waited(active_town: Town) -> None:
    """What was asked for before the removal, and had not left yet, never leaves."""
    _, _, head, group = active_town.pair
    karim, _ = await invite_coordinator(active_town, head, group)
    async with active_town.app.sessions.begin() as session:
        person = await people.find_person(session, karim.id)
        assert person is not None
        await outbox.put(session, active_town.app.clock.now(), person, "sheet_binome", noun="binome", number=1)
        await session.delete(await session.get_one(Staff, person.id))
    await active_town.settle()
    assert "B-001" not in await karim.reads_all()
