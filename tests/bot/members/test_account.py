"""The comfort of the chat: what people change, stop and choose by themselves, through HTTP."""

from sqlalchemy import update

from storage.schema.tables import Binome, Outgoing
from tests import cast
from tests.people import (
    VOLUNTEER,
    YOUNG,
    fill_in,
    find_next_after,
    make_head_with_group,
    make_trained_volunteer,
    sign_up_volunteer,
    sign_up_young,
    write_need,
)
from tests.town import Town


async def test_it_changes_one_answer_that_was_sent_and_looks_again(small_town: Town) -> None:
    """A young person who moves their free hours meets the volunteer whom they could not meet before."""
    _, group = await make_head_with_group(small_town)
    volunteer = await make_trained_volunteer(small_town, group)
    young = await sign_up_young(small_town)
    await young.write("/profil")
    await young.tap("Disponibilités")
    for slot in ("tue-evening", "thu-evening", "sat-morning"):
        await young.send_data(f"need:slots:{slot}", (await young.messages())[-1]["message_id"])
    await young.tap("à distance")
    assert "samedi matin" in await young.reads()
    await small_town.beat()
    assert await small_town.count_sent(volunteer, "Quelqu'un cherche de l'aide") == 0
    await young.tap("Disponibilités")
    await young.send_data("need:slots:tue-evening", (await young.messages())[-1]["message_id"])
    await young.tap("à distance")
    await small_town.beat()
    await volunteer.tap("Oui, je l'accompagne")


async def test_it_keeps_the_old_answer_until_the_new_one_is_given(small_town: Town) -> None:
    """Leaving a change half-way, by the menu or by going back, loses nothing."""
    young = await sign_up_young(small_town)
    await young.tap("Menu")
    await young.tap("Mes réponses")
    await young.tap("Région")
    await young.write("/menu")
    await young.write("/profil")
    assert "Bretagne" in await young.reads()
    await young.tap("Région")
    await young.tap("Retour")
    assert "Bretagne" in await young.reads()


async def test_it_takes_a_new_answer_by_typing(small_town: Town) -> None:
    """What is typed answers the question that is asked again, and nothing once the menu was asked for."""
    young = await sign_up_young(small_town)
    await young.write("/profil")
    await young.tap("Prénom")
    await young.write("Ines-Lou")
    assert "C'est noté" in await young.reads()
    assert "Ines-Lou" in await young.reads()
    await young.tap("Prénom")
    await young.write("/menu")
    await young.write("merci")
    await young.write("/profil")
    assert "Ines-Lou" in await young.reads()


async def test_it_comes_back_from_help_to_the_answer_that_is_being_changed(small_town: Town) -> None:
    """« Retour » under the help text shows the question again, and what is typed then answers it."""
    young = await sign_up_young(small_town)
    await young.write("/profil")
    await young.tap("Prénom")
    asked = await young.reads()
    await young.tap("Ça ne va pas")
    await young.tap("Retour")
    assert await young.reads() == asked
    await young.write("Ines-Lou")
    assert "Ines-Lou" in await young.reads()


async def test_it_keeps_a_delivered_proposal_when_an_answer_changes(proposed_town: Town) -> None:
    """The volunteer who was asked can still say yes after the young person changed an answer."""
    young, volunteer, *_ = proposed_town.pair
    await young.write("/profil")
    await young.tap("Études")
    await young.tap("Bac +3")
    await volunteer.tap("Oui, je l'accompagne")
    await young.tap("Oui, je veux essayer")
    assert "Marc" in await young.reads_all()


async def test_it_leaves_the_age_alone_once_somebody_else_is_concerned(agreed_town: Town) -> None:
    """Inside a binôme the year of birth has no button, and a forged one changes nothing."""
    young, _, _, _ = agreed_town.pair
    await young.write("/profil")
    labels = [button["text"] for row in (await young.messages())[-1]["keyboard"] for button in row]
    assert "✏️ Études" in labels
    assert "✏️ Naissance" not in labels
    toast = await young.send_data("need:edit:birth", (await young.messages())[-1]["message_id"])
    assert toast is not None


async def test_it_leads_straight_to_the_role_that_a_link_names(small_town: Town) -> None:
    """Each role's link shows what that role agrees to, and nobody is remembered before they do."""
    young = await small_town.add_person("Inès")
    await young.write("/start jeune")
    assert "tes études" in await young.reads()
    await young.tap("je cherche de l'aide")
    assert "prénom" in await young.reads()
    volunteer = await small_town.add_person("Mark", "en")
    await volunteer.write("/start volunteer")
    assert "your" in await volunteer.reads()
    await volunteer.tap("I want to help")
    await fill_in(volunteer, "offer", VOLUNTEER, until="job")
    await volunteer.write("/start volontaire")
    assert "What is your job" in await volunteer.reads()


async def test_it_counts_those_who_came_by_a_campaign(small_town: Town) -> None:
    """The head reads numbers: each newcomer counts once; nobody else may look."""
    head, _ = await make_head_with_group(small_town)
    for name in ("Inès", "Léa"):
        young = await small_town.add_person(name)
        await young.write("/start jeune_c_salon")
        await young.write("/start c_salon")
    await young.write("/campagnes")
    assert "salon" not in await young.reads()
    await head.write("/start c_salon")
    await head.write("/campagnes")
    assert "salon : 2" in await head.reads()


async def test_it_goes_on_in_the_language_that_was_chosen(small_town: Town) -> None:
    """After /langue questions, toasts and the menu are in that language, whatever the phone's."""
    young = await small_town.add_person("Inès", "fr")
    await young.write("/start")
    await young.tap("je cherche de l'aide")
    await young.write("/langue")
    await young.tap("English")
    assert "first name" in await young.reads()
    toast = await young.send_data("accept:99:", (await young.messages())[-1]["message_id"])
    assert toast == "This button is no longer valid."
    await young.send_data("language::de", (await young.messages())[-1]["message_id"])
    await young.write("/menu")
    assert "Where things stand" in await young.reads()


async def test_it_reminds_once_of_a_form_that_was_left(small_town: Town) -> None:
    """Two days after the last answer comes one word, in the day, and never another."""
    young = await small_town.add_person("Inès")
    await young.write("/start")
    await young.tap("je cherche de l'aide")
    await small_town.pass_time(days=1)
    await young.tap("Inès")
    await small_town.pass_time(days=1, hours=12)
    assert await small_town.count_sent(young, "Il reste quelques questions pour") == 0
    await small_town.pass_time(hours=13)
    assert await small_town.count_sent(young, "Il reste quelques questions pour") == 1
    await young.tap("Finir maintenant")
    await fill_in(young, "need", YOUNG, until="level")
    await small_town.skip_time(days=10)
    assert await small_town.count_sent(young, "Il reste quelques questions pour") == 1


async def test_it_lets_a_volunteer_change_how_many_they_take(small_town: Town) -> None:
    """The number of young people at once can be changed while the team looks at the offer."""
    volunteer = await sign_up_volunteer(small_town)
    await volunteer.write("/profil")
    await volunteer.tap("Jeunes à la fois")
    await volunteer.tap("2 jeunes")
    assert "Jeunes à la fois : 2" in await volunteer.reads()


async def test_a_typed_birth_closes_its_question(small_town: Town) -> None:
    """Whoever types a year instead of tapping it leaves a line of it, without buttons, and no fault."""
    young = await write_need(small_town, until="birth")
    await young.write("2004")
    asked, typed, following = (await young.messages())[-3:]
    assert asked["text"] == "Naissance : 2004 ✓"
    assert asked["keyboard"] == []
    assert typed["text"] == "2004"
    assert f"need:{find_next_after('need', 'birth')}:" in str(following["keyboard"])


async def test_whoever_wants_fewer_reads_that_a_proposal_needs_no_answer_any_more(active_town: Town) -> None:
    """The second young person is asked for by others at once, instead of a yes that would come to nothing."""
    _, volunteer, *_ = active_town.pair
    async with active_town.app.sessions.begin() as session:
        offer = (await session.get_one(Binome, 1)).offer
        offer.capacity, offer.state = 2, "available"
        need = await cast.add_need(session, "Karim")
        asked = await cast.make_proposed(session, need, offer)
        theirs = update(Outgoing).where(Outgoing.person_id == need.person_id)
        await session.execute(theirs.values(state="sent"))  # nobody sits there to read it
    await volunteer.send_data("offer:edit:capacity", (await volunteer.messages())[-1]["message_id"])
    await volunteer.tap("1 jeune")
    assert "La proposition B-002 n'a plus besoin de réponse" in await volunteer.reads_all()
    async with active_town.app.sessions.begin() as session:
        asked = await session.get_one(Binome, asked.id)
        assert (asked.state, asked.need.state) == ("withdrawn", "waiting")
