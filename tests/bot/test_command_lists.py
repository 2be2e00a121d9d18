"""The list of commands that Telegram offers in each chat: what makes sense there now, in its reader's language."""

import logging

import pytest

from bot import commands
from mentoring.command_visibility import Viewer
from mentoring.roles import MaybeRole
from storage.schema.tables import Card, Outgoing, Person
from tests.bot.desk.test_team import invite_coordinator
from tests.faults.bot_api_calls import list_calls
from tests.faults.table_dump import list_outgoing, read_rows
from tests.people import enter_team, make_head_with_group, make_trained_volunteer, sign_up_volunteer, sign_up_young
from tests.town import Town

LISTING = "setmycommands"


def list_names(*acts: str, role: MaybeRole = "", has_sent: bool = False, language: str = "fr") -> list[str]:
    """Return what the table of commands offers to somebody who stands so."""
    return [name for name, _says in commands.list_for_person(Viewer(language, role, has_sent, frozenset(acts)), "fr")]


FOR_EVERYBODY = list_names()
OF_THE_TEAM = [name for name in list_names(role="head") if name not in FOR_EVERYBODY]
OF_STAFF_GROUP = [name for name, _says in commands.list_for_staff_group("fr")]
OF_OTHER_GROUPS = [name for name, _says in commands.list_for_other_groups("fr", "fr")]


async def test_a_newcomer_is_offered_what_everybody_can_do(small_town: Town) -> None:
    """Before the first word and after it: the menu, help, and what concerns one's data."""
    newcomer = await small_town.add_person("Zoé")
    assert await newcomer.list_commands() == FOR_EVERYBODY
    await newcomer.write("/start")
    assert await newcomer.list_commands() == FOR_EVERYBODY


async def test_a_young_person_is_offered_what_the_search_allows(small_town: Town) -> None:
    """Waiting: pause and stop; paused: go on and stop; stopped: neither."""
    young = await sign_up_young(small_town)
    assert await young.list_commands() == list_names("pause", "stop", has_sent=True)
    await young.write("/pause")
    await young.tap("1 semaine")
    assert await young.list_commands() == list_names("wake", "stop", has_sent=True)
    await young.write("/arreter")
    await young.tap("Oui, arrêter")
    assert await young.list_commands() == FOR_EVERYBODY


async def test_half_a_form_can_only_be_stopped(small_town: Town) -> None:
    """There is nothing to change or to pause before it is sent."""
    young = await small_town.add_person("Zoé")
    await young.write("/start")
    await young.tap("je cherche de l'aide")
    assert await young.list_commands() == list_names("stop")


async def test_a_pause_that_ends_by_itself_is_noticed(small_town: Town) -> None:
    """The clock changes a list as a tap does."""
    young = await sign_up_young(small_town)
    await young.write("/pause")
    await young.tap("1 semaine")
    await small_town.pass_time(days=8)
    assert await young.list_commands() == list_names("pause", "stop", has_sent=True)


async def test_a_volunteer_is_offered_a_pause_once_available(small_town: Town) -> None:
    """Approved by somebody else, then trained: each changes what can be done."""
    _, group = await make_head_with_group(small_town)
    volunteer = await sign_up_volunteer(small_town)
    assert await volunteer.list_commands() == list_names("stop", has_sent=True)
    await group.tap("Approuver")
    assert await volunteer.list_commands() == list_names("stop", has_sent=True)
    paul = await make_trained_volunteer(small_town, group, "Paul")
    assert await paul.list_commands() == list_names("pause", "stop", has_sent=True)


async def test_both_sides_follow_their_binome(active_town: Town) -> None:
    """One pauses the binôme: both may take it up again; the volunteer may still pause the offer."""
    young, volunteer, _, _ = active_town.pair
    assert await young.list_commands() == list_names("pause", "stop", has_sent=True)
    await young.write("/pause")
    await young.tap("1 mois")
    assert await young.list_commands() == list_names("wake", "stop", has_sent=True)
    assert await volunteer.list_commands() == list_names("pause", "wake", "stop", has_sent=True)


async def test_a_partner_erased_is_noticed(active_town: Town) -> None:
    """The binôme goes without a change of its state: what is left can be done is offered."""
    young, volunteer, _, _ = active_town.pair
    await volunteer.write("/pause")
    await volunteer.tap("V-001")
    await volunteer.tap("1 mois")
    assert await volunteer.list_commands() == list_names("pause", "wake", "stop", has_sent=True)
    await young.write("/effacer")
    await young.tap("Oui")
    assert await volunteer.list_commands() == list_names("wake", "stop", has_sent=True)


async def test_the_team_is_offered_its_own(small_town: Town) -> None:
    """A coordinator the desk, the head the team too; whoever is removed neither, at once."""
    head, group = await make_head_with_group(small_town)
    karim, _ = await invite_coordinator(small_town, head, group)
    assert await head.list_commands() == list_names(role="head")
    assert await karim.list_commands() == list_names(role="coordinator")
    await head.write("/equipe")
    await head.tap("Retirer Karim")
    await head.tap("✅ Oui")
    assert await karim.list_commands() == FOR_EVERYBODY


@pytest.mark.parametrize("role", ["", "coordinator", "head"])
async def test_a_role_may_use_what_it_is_offered_and_nothing_else(
    small_town: Town, role: MaybeRole, caplog: pytest.LogCaptureFixture
) -> None:
    """The list and the rights are two things that must agree: each command of the team is tried by every role."""
    head, group = await make_head_with_group(small_town)
    karim, _ = await invite_coordinator(small_town, head, group)
    who = {"": await small_town.add_person("Zoé"), "coordinator": karim, "head": head}[role]
    await who.write("/start")
    caplog.set_level(logging.INFO, logger="bot.refusals")
    refused = set()
    for name in OF_THE_TEAM:
        caplog.clear()
        await who.write(f"/{name}")
        if "refused" in [record.getMessage() for record in caplog.records]:
            refused.add(name)
    assert refused == set(OF_THE_TEAM) - set(list_names(role=role))


async def test_the_head_who_hands_over_has_a_coordinators_list(small_town: Town) -> None:
    """Both lists change in one act."""
    head, group = await make_head_with_group(small_town)
    karim, _ = await invite_coordinator(small_town, head, group)
    await head.write("/equipe")
    await head.tap("Confier le programme à Karim")
    await head.tap("✅ Oui")
    assert (await head.list_commands(), await karim.list_commands()) == (
        list_names(role="coordinator"),
        list_names(role="head"),
    )


async def test_an_english_reader_is_offered_english_names(small_town: Town) -> None:
    """By Telegram's language at first, by the one that was chosen from then on."""
    ann = await small_town.add_person("Ann", "en")
    english = list_names(language="en")
    assert english != FOR_EVERYBODY
    assert await ann.list_commands() == english
    await ann.write("/start")
    await ann.write("/language")
    await ann.tap("Français")
    assert await ann.list_commands() == FOR_EVERYBODY
    await ann.write("/langue")
    await ann.tap("English")
    assert await ann.list_commands() == english


async def test_a_group_is_offered_to_be_bound_then_the_desk(small_town: Town) -> None:
    """Any group shows how to bind it, the staff group what counts there, and one that was bound before no longer."""
    head = await small_town.add_person("Claire")
    await enter_team(head, small_town.head_code)
    first = head.enter_chat(await small_town.add_group(head))
    assert await first.list_commands() == OF_OTHER_GROUPS
    await first.write("/relier")
    assert await first.list_commands() == OF_STAFF_GROUP
    second = head.enter_chat(await small_town.add_group(head, title="Équipe 2"))
    await second.write("/relier")
    await head.tap("Oui")
    assert (await first.list_commands(), await second.list_commands()) == (OF_OTHER_GROUPS, OF_STAFF_GROUP)


async def test_a_group_that_becomes_a_supergroup_keeps_its_list(small_town: Town) -> None:
    """Its id is another one, and Telegram knows no list for that."""
    head = await small_town.add_person("Claire")
    await enter_team(head, small_town.head_code)
    group = head.enter_chat(await small_town.add_group(head, kind="group"))
    await group.write("/relier")
    upgraded = head.enter_chat(int((await small_town.act("upgrade", chat=group.chat))["id"]))
    await small_town.settle()
    assert await upgraded.list_commands() == OF_STAFF_GROUP
    assert await list_outgoing(small_town, "queued") == []


async def test_whoever_was_erased_and_comes_back_is_a_newcomer(small_town: Town) -> None:
    """No list of an earlier life is left in the chat."""
    young = await sign_up_young(small_town)
    await young.write("/effacer")
    await young.tap("Oui")
    await young.write("/start")
    assert await young.list_commands() == FOR_EVERYBODY


async def test_a_list_that_stays_the_same_is_not_told_again(small_town: Town) -> None:
    """Answers, menus and states that change nothing cost no request."""
    young = await sign_up_young(small_town)
    before = await list_calls(small_town, LISTING)
    await young.write("/menu")
    await young.write("/profil")
    await young.write("/start")
    assert await list_calls(small_town, LISTING) == before


@pytest.mark.parametrize(("status", "tries"), [(400, 1), (403, 1), (500, 2), ("drop", 2)])
async def test_a_list_that_does_not_arrive_harms_nobody(small_town: Town, status: int | str, tries: int) -> None:
    """Tried once more and let go: no case, nobody taken for gone; the next change is told as ever."""
    young = await sign_up_young(small_town)
    before = await list_calls(small_town, LISTING)
    await small_town.act("fault", method="setMyCommands", status=status, times=99)
    await young.write("/pause")
    await young.tap("1 semaine")
    assert "en pause" in await young.reads()
    assert {row.state for row in await read_rows(small_town, Outgoing) if row.kind == "commands"} <= {
        "sent",
        "cancelled",
        "given_up",
    }
    assert await read_rows(small_town, Card) == []
    assert {row.state for row in await read_rows(small_town, Person)} == {"active"}
    assert len(await list_calls(small_town, LISTING)) - len(before) <= tries
    await small_town.act("faults/clear")
    await young.write("/reprendre")
    assert await young.list_commands() == list_names("pause", "stop", has_sent=True)
