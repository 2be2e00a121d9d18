"""Pausing until a date, taking up again and stopping, through HTTP."""

from tests.faults.table_dump import list_outgoing
from tests.people import make_head_with_group, make_trained_volunteer, sign_up_young
from tests.town import Town


async def test_it_asks_nobody_during_a_pause_and_goes_on_by_itself(small_town: Town) -> None:
    """A paused need is proposed to nobody until the day that was said; then it is."""
    _, group = await make_head_with_group(small_town)
    young = await sign_up_young(small_town)
    await young.write("/pause")
    await young.tap("1 semaine")
    assert "lundi 30 novembre" in await young.reads()
    volunteer = await make_trained_volunteer(small_town, group)
    await small_town.pass_time(days=6)
    assert await small_town.count_sent(volunteer, "Quelqu'un cherche de l'aide") == 0
    await young.write("/menu")
    assert "en pause jusqu'au lundi 30 novembre" in await young.reads()
    await small_town.pass_time(days=1)
    assert await small_town.count_sent(young, "c'est reparti") == 1
    assert await small_town.count_sent(volunteer, "Quelqu'un cherche de l'aide") == 1


async def test_it_pauses_a_binome_and_plans_its_next_session(active_town: Town) -> None:
    """Both are told, nobody is reminded meanwhile, and the rhythm goes on at the date."""
    young, volunteer, _, _ = active_town.pair
    await young.write("/pause")
    await young.write("un de ces jours")
    assert "pas compris cette date" in await young.reads()
    await young.write("07/12")
    await young.tap("Oui, mettre en pause")
    assert "lundi 7 décembre" in await volunteer.reads()
    await active_town.pass_time(days=13)
    for member in (young, volunteer):
        assert await active_town.count_sent(member, "C'est demain") == 0
        assert await active_town.count_sent(member, "a-t-elle eu lieu") == 0
    await active_town.pass_time(days=2, hours=12)
    for member in (young, volunteer):
        assert "mardi 8 décembre" in await member.reads_all()
        assert await active_town.count_sent(member, "a-t-elle eu lieu") == 1


async def test_it_goes_on_sooner_when_either_says_so(active_town: Town) -> None:
    """A pause of a binôme ends by /reprendre, and is not ended a second time at its date."""
    young, volunteer, _, _ = active_town.pair
    await volunteer.write("/pause")
    await volunteer.tap("⏸ B-001")
    await volunteer.tap("1 mois")
    assert "en pause" in await volunteer.reads()
    await young.write("/reprendre")
    assert "c'est reparti" in await young.reads()
    assert "c'est reparti" in await volunteer.reads()
    await active_town.skip_time(days=31)
    assert await active_town.count_sent(young, "c'est reparti") == 1


async def test_it_stops_a_search_and_tells_whoever_had_said_yes(proposed_town: Town) -> None:
    """A young person who stops leaves nobody waiting, and may begin again without jumping the queue."""
    young, volunteer, *_ = proposed_town.pair
    await volunteer.tap("Oui, je l'accompagne")
    await young.write("/arreter")
    await young.tap("Oui, arrêter")
    assert "ne se fera pas" in await volunteer.reads()
    await young.write("/menu")
    await young.tap("Chercher un autre")
    await young.tap("La même chose")
    assert "est noté" in await young.reads()


async def test_it_stops_an_offer_and_the_need_goes_on(proposed_town: Town) -> None:
    """A volunteer who stops with a proposal in hand frees it; a binôme of theirs would go on."""
    young, volunteer, _, group = proposed_town.pair
    await volunteer.tap("Oui, je l'accompagne")
    await volunteer.write("/arreter")
    await volunteer.tap("Oui, arrêter")
    assert "n'est plus disponible" in await young.reads()
    other = await make_trained_volunteer(proposed_town, group, "Paul")
    await proposed_town.beat()
    await other.tap("Oui, je l'accompagne")


async def test_it_leads_to_the_end_of_a_binome(active_town: Town) -> None:
    """Stopping a binôme asks why, as its own button does."""
    young, _, _, _ = active_town.pair
    await young.write("/arreter")
    assert "end:1:goal" in str((await young.messages())[-1]["keyboard"])


async def test_it_forgets_a_form_that_was_never_sent(small_town: Town) -> None:
    """Stopping half-way through the questions leaves nothing to finish."""
    young = await small_town.add_person("Zoé")
    await young.write("/start")
    await young.tap("je cherche de l'aide")
    await young.write("/arreter")
    await young.tap("Oui, arrêter")
    await young.write("/menu")
    assert "quelques questions" not in await young.reads()


async def test_of_a_pause_that_is_over_by_the_morning_nobody_reads_in_the_morning(active_town: Town) -> None:
    """What one of the two paused by night, and took up again, is no news, and no fault."""
    young, volunteer, *_ = active_town.pair
    await active_town.pass_time(hours=14)
    await volunteer.send_data("pause:binome-1:week", 1)
    await volunteer.send_data("wake:binome-1:", 1)
    await active_town.pass_time(hours=11)
    assert "en pause jusqu'au" not in await young.reads_all()
    assert await list_outgoing(active_town, "given_up") == []


async def test_it_says_so_when_there_is_nothing_to_pause(small_town: Town) -> None:
    """Nobody is left without an answer, and nobody pauses what is another's."""
    young = await sign_up_young(small_town)
    await young.write("/reprendre")
    assert "rien à changer" in await young.reads()
    other = await sign_up_young(small_town, "Léa")
    await other.send_data("pause:need-1:week", (await other.messages())[-1]["message_id"])
    await young.write("/menu")
    assert "en pause" not in await young.reads()


async def test_a_pause_says_what_it_stops_and_what_it_leaves(proposed_town: Town) -> None:
    """A volunteer's lets an open proposal be answered, as it says; a young person's is proposed to nobody."""
    young, volunteer, *_ = proposed_town.pair
    await volunteer.write("/pause")
    told = await volunteer.reads()
    assert "rien de nouveau n'est proposé" in told
    assert "une proposition déjà reçue attend sa réponse" in told
    assert "n'efface rien" in told
    await volunteer.tap("1 semaine")
    await volunteer.tap("Oui, je l'accompagne")
    assert "Une personne veut t'aider" in await young.reads()
    await young.write("/pause")
    assert "ce besoin n'est proposé à personne" in await young.reads()
    assert "l'équipe peut écrire" in await young.reads()
