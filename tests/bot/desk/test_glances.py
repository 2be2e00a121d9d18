"""Proposals that wait for a coordinator's glance: nobody is asked before, and the team alone decides."""

from datetime import timedelta

import pytest

from storage.schema.tables import Audit, Binome
from tests.bot.desk.glance_town import (
    CONSENT_WORDS,
    WAITS,
    careful_town,
    read_glance_cards,
    read_states,
    small_careful_town,
)
from tests.bot.desk.test_team import invite_coordinator
from tests.faults.table_dump import dump, read_rows
from tests.people import (
    enter_team_by_link,
    make_head_with_group,
    make_proposed_pair,
    make_trained_volunteer,
    sign_up_young,
)
from tests.town import Town

__all__ = ["careful_town", "small_careful_town"]


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
async def test_nobody_is_asked_before_the_glance(careful_town: Town) -> None:
    """The team reads references and the need's words; the volunteer's 72 hours begin when it leaves."""
    young, volunteer, head, group = await make_proposed_pair(careful_town)
    assert await careful_town.count_sent(volunteer, CONSENT_WORDS) == 0
    assert WAITS in await group.reads()
    await careful_town.pass_time(hours=24)
    for who in (young, volunteer):
        for command in ("/menu", "/mesdonnees"):
            await who.write(command)
            assert "B-001" not in await who.reads()
    await group.tap("Détail en privé")
    text = await head.reads()
    for words in ("J-001 → V-001", "Bac +2", "Bretagne", "comptable en cabinet", "même domaine", "alternance"):
        assert words in text
    assert "Inès" not in text
    assert volunteer.name not in text
    assert (await head.messages())[-1].get("protected")
    await head.tap("J-001 → V-001")
    assert await head.tap("Envoyer") == "C'est noté."
    assert await careful_town.count_sent(volunteer, CONSENT_WORDS) == 1
    (binome,) = await read_rows(careful_town, Binome)
    now = careful_town.app.clock.now()
    assert now + timedelta(hours=71) < binome.due_at <= now + timedelta(hours=72)
    await volunteer.tap("Oui, je l'accompagne")
    await young.tap("Oui, je veux essayer")
    assert await read_states(careful_town) == (["agreed"], ["in_binome"])
    assert await read_glance_cards(careful_town) == [("closed", 1)]
    assert "réglé (Claire)" in await group.reads_all()
    assert [row.act for row in await read_rows(careful_town, Audit) if row.subject == "binome:1"] == ["let leave"]


async def test_one_card_counts_them_all(found_town: Town) -> None:
    """It is redrawn in place as others are found and looked at; no message is added."""
    _, _, head, group = found_town.pair
    await make_trained_volunteer(found_town, group, "Awa")
    await sign_up_young(found_town, "Lou")
    await found_town.beat()
    assert await found_town.count_sent(group, "Propositions à regarder") == 1
    assert "2 propositions attendent un regard" in await group.reads_all()
    await head.write("/a_envoyer")
    assert "Propositions à envoyer : 2" in await head.reads()
    await head.tap("J-001 → V-001")
    await head.tap("Envoyer")
    assert WAITS in await group.reads_all()
    assert await found_town.count_sent(group, "Propositions à regarder") == 1
    await head.tap("→ V-002")
    await head.tap("Envoyer")
    assert "Aucune proposition n'attend" in await head.reads()
    assert await read_states(found_town) == (["proposed", "proposed"], ["proposed", "proposed"])


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
async def test_what_is_set_aside_is_never_proposed(careful_town: Town) -> None:
    """The volunteer never knows; the need goes on to the next, and this pair does not come back."""
    _, volunteer, head, group = await make_proposed_pair(careful_town)
    await head.write("/to_send")
    await head.tap("J-001 → V-001")
    await head.tap("Mettre de côté")
    await careful_town.beat()
    assert await read_states(careful_town) == (["withdrawn"], ["waiting"])
    other = await make_trained_volunteer(careful_town, group, "Awa")
    await careful_town.beat()
    assert await read_states(careful_town) == (["withdrawn", "unsent"], ["proposed"])
    await volunteer.write("/menu")
    assert "B-001" not in await volunteer.reads()
    assert await careful_town.count_sent(volunteer, CONSENT_WORDS) == 0
    await head.write("/binome 1")
    assert "Trouvé : lundi" in await head.reads()
    assert "mis de côté par l'équipe" in await head.reads()
    assert await careful_town.count_sent(other, CONSENT_WORDS) == 0


async def test_all_are_chosen_at_once(found_town: Town) -> None:
    """Three taps let everything leave that is on the screen."""
    _, _, head, group = found_town.pair
    await make_trained_volunteer(found_town, group, "Awa")
    await sign_up_young(found_town, "Lou")
    await found_town.beat()
    await head.write("/a_envoyer")
    await head.tap("Tout choisir")
    await head.tap("Envoyer")
    assert (await read_states(found_town))[0] == ["proposed", "proposed"]


async def test_a_volunteer_chosen_by_hand_is_asked_at_once(small_careful_town: Town) -> None:
    """Who chose has looked."""
    head, group = await make_head_with_group(small_careful_town)
    await sign_up_young(small_careful_town)
    await small_careful_town.beat()
    volunteer = await make_trained_volunteer(small_careful_town, group)
    await head.write("/proposer 1")
    await small_careful_town.app.heartbeat.due_work.matching_rounds.answer_requests(small_careful_town.app.clock.now())
    await small_careful_town.settle()
    await head.tap("Proposer à V-001")
    await small_careful_town.app.heartbeat.due_work.matching_rounds.answer_requests(small_careful_town.app.clock.now())
    await small_careful_town.settle()
    assert await small_careful_town.count_sent(volunteer, CONSENT_WORDS) == 1
    assert await read_glance_cards(small_careful_town) == []


async def test_only_the_team_decides(found_town: Town) -> None:
    """Forged buttons of the two concerned and of a stranger change nothing; nonsense is refused to the team too."""
    young, volunteer, head, _ = found_town.pair
    stranger = await found_town.add_person("Zoé")
    await stranger.write("/start")
    before = await dump(found_town)
    for who in (young, volunteer, stranger):
        last = (await who.messages())[-1]["message_id"]
        for data in ("leave::1", "aside::1", "glance:1:", "accept:1:", "decline:1:busy", "proposal:1:", "report:1:yes"):
            assert await who.send_data(data, last) == "Ce bouton n'est plus valable."
    last = (await head.messages())[-1]["message_id"]
    for data in ("leave::", "leave::99", "aside::x"):
        assert await head.send_data(data, last) == "Ce bouton n'est plus valable."
    assert await dump(found_town) == before


async def test_nobody_decides_on_their_own_pair(found_town: Town) -> None:
    """A volunteer of the team neither sees the pair that they are in, nor lets it leave."""
    _, volunteer, head, _ = found_town.pair
    await enter_team_by_link(volunteer, head)
    await volunteer.write("/a_envoyer")
    assert "Aucune proposition n'attend" in await volunteer.reads()
    assert await volunteer.send_data("leave::1", (await volunteer.messages())[-1]["message_id"])
    assert await read_states(found_town) == (["unsent"], ["proposed"])


async def test_a_second_coordinator_finds_it_done(found_town: Town) -> None:
    """Two look at the same screen: the first tap counts."""
    _, volunteer, head, group = found_town.pair
    karim, _ = await invite_coordinator(found_town, head, group)
    for who in (head, karim):
        await who.write("/a_envoyer")
        await who.tap("J-001 → V-001")
    await head.tap("Envoyer")
    assert await karim.tap("Mettre de côté") == "Ce bouton n'est plus valable."
    assert await found_town.count_sent(volunteer, CONSENT_WORDS) == 1
    assert await read_states(found_town) == (["proposed"], ["proposed"])


async def test_without_the_setting_proposals_leave_by_themselves(small_town: Town) -> None:
    """As shipped: no card, no waiting."""
    _, volunteer, head, group = await make_proposed_pair(small_town)
    assert await small_town.count_sent(volunteer, CONSENT_WORDS) == 1
    assert "attend un regard" not in await group.reads_all()
    await group.write("/a_envoyer")
    assert "Aucune proposition n'attend" in await head.reads()
    assert "Je vous ai écrit en privé" in await group.reads()
