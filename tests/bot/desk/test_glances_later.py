"""What happens while a proposal waits for a glance: people leave, time passes, places go."""

from collections.abc import Awaitable, Callable

import pytest

from storage.schema.tables import Binome, Need, Offer
from tests.bot.desk.glance_town import CONSENT_WORDS, WAITS, read_glance_cards, read_states, small_careful_town
from tests.faults.table_dump import read_rows
from tests.people import make_head_with_group, make_trained_volunteer, read_training, sign_up_volunteer, sign_up_young
from tests.town import Town, Visitor

__all__ = ["small_careful_town"]


async def test_a_place_that_waits_for_a_glance_is_taken(found_town: Town) -> None:
    """Nobody else is paired with this volunteer, and no other volunteer with this need."""
    _, _, _, group = found_town.pair
    await sign_up_young(found_town, "Lou")
    await found_town.beat()
    await found_town.beat()
    assert await read_states(found_town) == (["unsent"], ["proposed", "waiting"])
    assert WAITS in await group.reads_all()


async def test_a_better_pair_takes_the_place_of_one_that_nobody_was_told(small_careful_town: Town) -> None:
    """Until a coordinator has looked, each round may find better; who was found first never knows."""
    head, group = await make_head_with_group(small_careful_town)
    pilot = await sign_up_volunteer(small_careful_town, job="pilote de ligne")
    await group.tap("Approuver")
    await read_training(pilot)
    await sign_up_young(small_careful_town)
    await small_careful_town.beat()
    accountant = await sign_up_volunteer(small_careful_town, "Awa", job="comptable, alternance en comptabilité")
    await group.tap("Approuver")
    await read_training(accountant)
    await small_careful_town.beat()
    assert [(row.state, row.offer_id) for row in await read_rows(small_careful_town, Binome)] == [("unsent", 2)]
    assert await read_glance_cards(small_careful_town) == [("open", 1)]
    await head.write("/a_envoyer")
    await head.tap("→ V-002")
    await head.tap("Envoyer")
    assert CONSENT_WORDS in await accountant.reads()
    assert await small_careful_town.count_sent(pilot, CONSENT_WORDS) == 0


async def test_who_is_found_but_not_asked_yet_still_can_help(found_town: Town) -> None:
    """Where things stand tells neither of the glance nor that hours do not fit: somebody can help, nobody is asked."""
    young, _, _, _ = found_town.pair
    await young.write("/ou_en_est_on")
    assert "1 personne peut t'aider en ce moment" in await young.reads()
    assert "Je cherche depuis moins d'un jour" in await young.reads()


async def _pause(who: Visitor) -> None:
    await who.write("/pause")
    await who.tap("1 semaine")


async def _stop(who: Visitor) -> None:
    await who.write("/arreter")
    await who.tap("Oui")


async def _block(who: Visitor) -> None:
    await who.town.act("block", user=who.id)
    await who.town.settle()


async def _erase(who: Visitor) -> None:
    await who.send_data("erase::yes", (await who.messages())[-1]["message_id"])


@pytest.mark.parametrize("leaving", [_pause, _stop, _block, _erase])
@pytest.mark.parametrize("side", ["young", "volunteer"])
async def test_who_never_knew_is_told_nothing(
    found_town: Town, side: str, leaving: Callable[[Visitor], Awaitable[None]]
) -> None:
    """One of the two pauses, stops, blocks the bot or erases everything: the pair is as if it had not been found."""
    young, volunteer, head, _ = found_town.pair
    who, other = (young, volunteer) if side == "young" else (volunteer, young)
    before = await other.reads_all()
    await leaving(who)
    assert await read_rows(found_town, Binome) == []
    assert [state for state, _ in await read_glance_cards(found_town)] == ["closed"]
    await found_town.pass_time(days=4)
    assert await other.reads_all() == before
    await head.write("/a_envoyer")
    assert "Aucune proposition n'attend" in await head.reads()
    if side == "volunteer":
        assert [row.state for row in await read_rows(found_town, Need)] == ["waiting"]


async def test_a_pause_does_not_spoil_the_pair(found_town: Town) -> None:
    """Since nobody was asked, the same two are found again afterwards."""
    young, _, _, group = found_town.pair
    await _pause(young)
    await young.write("/reprendre")
    await found_town.beat()
    assert await read_states(found_town) == (["unsent"], ["proposed"])
    assert WAITS in await group.reads()


async def test_a_glance_that_nobody_casts_is_called_for(found_town: Town) -> None:
    """After two days the card comes again, and the volunteer still knows nothing."""
    _, volunteer, _, group = found_town.pair
    await found_town.pass_time(hours=47)
    assert await found_town.count_sent(group, "Toujours en attente") == 0
    await found_town.pass_time(hours=2)
    assert await found_town.count_sent(group, "Propositions à regarder") == 2
    assert await found_town.count_sent(group, "Toujours en attente") == 1
    assert await found_town.count_sent(volunteer, CONSENT_WORDS) == 0


async def test_a_volunteer_whose_pair_was_set_aside_hears_from_us_all_the_same(found_town: Town) -> None:
    """Nothing was proposed to them: the monthly line comes when it is due."""
    _, volunteer, head, _ = found_town.pair
    await head.write("/a_envoyer")
    await head.tap("J-001 → V-001")
    await head.tap("Mettre de côté")
    await found_town.skip_time(days=31)
    assert await found_town.count_sent(volunteer, "Où on en est</b> ·") == 1


async def test_what_is_found_later_is_called_for_too(found_town: Town) -> None:
    """A card that has called twice in vain calls again when one more waits."""
    _, _, _, group = found_town.pair
    await found_town.pass_time(days=7)
    assert await found_town.count_sent(group, "Toujours en attente") == 2
    await make_trained_volunteer(found_town, group, "Awa")
    await sign_up_young(found_town, "Lou")
    await found_town.beat()
    await found_town.pass_time(days=2)
    assert await found_town.count_sent(group, "Toujours en attente") == 3


async def test_what_is_no_longer_possible_does_not_leave(found_town: Town) -> None:
    """The volunteer has fewer places by now: they are not asked, and the coordinator reads why."""
    _, volunteer, head, _ = found_town.pair
    await head.write("/a_envoyer")
    await head.tap("J-001 → V-001")
    async with found_town.app.sessions.begin() as session:
        (await session.get_one(Offer, 1)).capacity = 0
    assert "n'étaient plus possibles" in str(await head.tap("Envoyer"))
    assert await found_town.count_sent(volunteer, CONSENT_WORDS) == 0
    assert await read_states(found_town) == ([], ["waiting"])
