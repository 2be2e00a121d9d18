"""The kits in the chat: two taps from the menu for both, also while somebody waits, each page with its ways out."""

from typing import Any

import pytest

from tests.people import (
    VOLUNTEER,
    YOUNG,
    agree,
    begin_form,
    fill_in,
    make_head_with_group,
    make_trained_volunteer,
    read_training,
    sign_up_young,
)
from tests.town import Town, Visitor

CV = "Un CV et une lettre qui ouvrent la porte"


async def write_two_topics(town: Town, name: str = "Inès") -> Visitor:
    """Let a young person ask for help with two topics, and wait."""
    young = await begin_form(town, "need", name)
    answers: dict[str, Any] = {**YOUNG, "topics": ["interview", "cv_letter"]}
    await fill_in(young, "need", answers)
    await young.tap("Tout est bon")
    return young


async def open_kit(who: Visitor) -> str:
    """Tap the menu's button; return what comes: the kit, where there is one topic."""
    await who.write("/menu")
    await who.tap("Le kit, pas à pas", message=(await who.messages())[-1])
    return await who.reads()


@pytest.mark.parametrize("side", ["young", "volunteer"])
async def test_both_read_the_kit_of_their_binome(active_town: Town, side: str) -> None:
    """The same kit, in which each finds what is theirs first, and whom it is about second."""
    young, volunteer, *_ = active_town.pair
    who = young if side == "young" else volunteer
    assert CV in await open_kit(who)
    await who.choose("kit:2:cv_letter")
    said = await who.reads()
    assert "Séance 2/6" in said
    during = said.partition("Pendant")[2].partition("Après")[0]
    mine, other = ("Toi :", "Volontaire :") if side == "young" else ("Vous :", "Jeune :")
    assert -1 < during.find(mine) < during.find(other)


async def test_a_page_is_turned_in_its_place(active_town: Town) -> None:
    """From session to session, to the result and what always holds, and back: one message, with help on each page."""
    young, *_ = active_town.pair
    await open_kit(young)
    count = len(await young.messages())
    pages = [("kit:1:cv_letter", "Séance 1/6"), ("kit:2:cv_letter", "Séance 2/6"), ("kit::cv_letter", "À cocher")]
    pages += [("kit:result:cv_letter", "Erreurs fréquentes"), ("kit:limits:cv_letter", "mot de passe")]
    pages += [("kit::cv_letter", "À cocher")]
    for data, said in pages:
        await young.choose(data)
        assert said in await young.reads()
        assert {"menu::back", "help::"} <= {*await young.list_data()}
    assert len(await young.messages()) == count


async def test_the_kit_is_on_the_screen_of_the_binome(active_town: Town) -> None:
    """The same kit, of that binôme alone; somebody else's opens nothing."""
    _young, volunteer, *_ = active_town.pair
    await volunteer.write("/menu")
    await volunteer.choose("binome:1:")
    await volunteer.choose("kits:1:")
    assert CV in await volunteer.reads()
    stranger = await sign_up_young(active_town, "Zoé")
    before = await stranger.reads_all()
    await stranger.send_data("kits:1:", 1)
    assert CV not in (await stranger.reads_all()).removeprefix(before)


async def test_whoever_waits_reads_the_kits_of_their_topics(small_town: Town) -> None:
    """Of several topics one is chosen first: two taps from the menu; the answer is there while the search goes on."""
    young = await write_two_topics(small_town)
    await open_kit(young)
    assert [data for data in await young.list_data() if data.startswith("kit:")] == [
        "kit::cv_letter", "kit::interview",
    ]  # fmt: skip
    await young.tap("Entretien")
    assert "Réussir un entretien" in await young.reads()
    await young.tap("Autres kits")
    assert "Lequel veux-tu lire ?" in await young.reads()


async def test_whoever_is_available_reads_the_kits_of_their_topics(small_town: Town) -> None:
    """A volunteer prepares before anybody is proposed."""
    _, group = await make_head_with_group(small_town)
    volunteer = await make_trained_volunteer(small_town, group)
    assert CV in await open_kit(volunteer)


async def test_the_topic_of_a_binome_goes_before_ones_other_topics(small_town: Town) -> None:
    """A volunteer of several topics finds that of the young person first, and from their binôme that one alone."""
    _, group = await make_head_with_group(small_town)
    volunteer = await begin_form(small_town, "offer", "Marc")
    await fill_in(volunteer, "offer", {**VOLUNTEER, "topics": ["cv_letter", "interview"]})
    await volunteer.tap("Tout est bon")
    await group.tap("Approuver")
    await read_training(volunteer)
    young = await begin_form(small_town, "need", "Inès")
    await fill_in(young, "need", {**YOUNG, "topics": ["interview"]})
    await young.tap("Tout est bon")
    await small_town.beat()
    await agree((young, volunteer, group, group))
    await open_kit(volunteer)
    assert [data for data in await volunteer.list_data() if data.startswith("kit:")] == [
        "kit::interview", "kit::cv_letter",
    ]  # fmt: skip
    await volunteer.send_data("kits:1:", 1)
    assert "Réussir un entretien" in await volunteer.reads()


async def test_somebody_without_a_topic_is_told_so(small_town: Town) -> None:
    """An old button leads to a sentence and to the team, and a kit that is gone to no error."""
    young = await begin_form(small_town, "need", "Inès")
    await young.send_data("kits::", 1)
    assert "Il n'y a pas encore de kit" in await young.reads()
    assert {"question::", "menu::back", "help::"} <= {*await young.list_data()}
    await young.send_data("kit::chess", 1)
    assert "Il n'y a pas encore de kit" not in await young.reads()


async def test_a_page_that_is_turned_does_not_lose_a_question(active_town: Town) -> None:
    """The words that were asked for may still come, as the page changes where it stands."""
    young, *_ = active_town.pair
    await open_kit(young)
    await young.write("/menu")
    await young.choose("binome:1:")
    await young.tap("Lieu")
    await young.choose("kit:1:cv_letter")
    await young.write("Chez Paulette, au café")
    assert any(data.startswith("place:1:send") for data in await young.list_data())


async def test_the_way_back_from_a_kit_leads_to_the_question_that_waits(small_town: Town) -> None:
    """Whoever looks into it while an answer is being changed finds that question again."""
    young = await sign_up_young(small_town)
    await young.write("/profil")
    await young.choose("need:edit:region")
    asked = await young.reads()
    await young.send_data("kits::", 1)
    assert CV in await young.reads()
    await young.choose("menu::back")
    assert await young.reads() == asked
