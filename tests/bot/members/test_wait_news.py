"""Nobody waits in silence: where things stand is told when asked and from time to time, with what would help."""

from datetime import timedelta
from typing import Any

import pytest

from mentoring.states import Form
from storage.schema.tables import Binome, Need
from tests.cast import add_need
from tests.cast import add_offer as some_volunteer
from tests.faults.table_dump import read_rows
from tests.people import (
    make_agreed_pair,
    make_head_with_group,
    make_trained_volunteer,
    sign_up_volunteer,
    sign_up_young,
)
from tests.town import Town
from use_cases.binomes import binomes
from use_cases.needs_offers import forms
from use_cases.pairing import wait_news
from use_cases.team import cards


async def _answer(town: Town, form: Form, **given: Any) -> None:
    """Change an answer behind the scenes."""
    async with town.app.sessions.begin() as session:
        row = await forms.fetch(session, form, 1)
        assert row is not None
        await forms.save(session, form, row, {**await forms.read_answers(session, row), **given})


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
async def test_who_waits_is_told_at_once_how_many_could_help(town: Town) -> None:
    """The answer comes in a moment: nobody knows the topic, then somebody does, then somebody is asked."""
    _, group = await make_head_with_group(town)
    young = await sign_up_young(town)
    await young.write("/ou_en_est_on")
    assert "Je n'ai encore trouvé personne pour ton sujet" in await young.reads()
    await make_trained_volunteer(town, group)
    await young.tap("Où on en est")
    assert "1 personne peut t'aider" in await young.reads()
    assert "Je ne sais pas encore dire combien de temps" in await young.reads()
    await town.beat()
    await young.write("/where")
    assert "Je demande à une personne en ce moment" in await young.reads()


async def test_a_volunteer_who_said_no_is_not_taken_for_one_whose_hours_do_not_fit(small_town: Town) -> None:
    """The hours are the same on both sides: neither is told to change them, nor that the other asked or refused."""
    _, group = await make_head_with_group(small_town)
    young = await sign_up_young(small_town)
    volunteer = await make_trained_volunteer(small_town, group)
    await small_town.beat()
    await young.write("/ou_en_est_on")
    assert "Je demande à une personne en ce moment" in await young.reads()
    assert "ne vont pas encore avec" not in await young.reads()
    await volunteer.tap("Non, pas cette fois")
    await volunteer.tap("Autre raison")
    await small_town.beat()
    await young.write("/ou_en_est_on")
    assert "Je n'ai encore trouvé personne pour ton sujet" in await young.reads()
    await volunteer.write("/ou_en_est_on")
    assert "Aucun nouveau besoin n'attend en ce moment" in await volunteer.reads()


async def test_one_tap_widens_the_choice(small_town: Town) -> None:
    """What would help is offered with its effect; the tap is noted, and matching looks again."""
    _, group = await make_head_with_group(small_town)
    young = await sign_up_young(small_town)
    volunteer = await make_trained_volunteer(small_town, group)
    await _answer(small_town, "offer", slots=["mon-morning", "mon-noon"])
    await small_town.beat()
    assert await read_rows(small_town, Binome) == []
    await young.write("/ou_en_est_on")
    assert "1 personne connaît ton sujet" in await young.reads()
    await young.tap("Le lundi matin aussi : 1 de plus")
    assert "Le lundi matin aussi" in await young.reads()
    await small_town.beat()
    assert "Quelqu'un cherche de l'aide" in await volunteer.reads()
    await young.tap("Mes réponses")
    assert "lundi matin" in await young.reads()


async def test_a_volunteer_may_widen_too(small_town: Town) -> None:
    """The same from the other chair; somebody else's offer is not theirs to change."""
    _, group = await make_head_with_group(small_town)
    young = await sign_up_young(small_town)
    volunteer = await make_trained_volunteer(small_town, group)
    await _answer(small_town, "offer", slots=["mon-morning"])
    await volunteer.write("/ou_en_est_on")
    assert "1 jeune cherche de l'aide sur vos sujets" in await volunteer.reads()
    message = (await volunteer.messages())[-1]["message_id"]
    for forged in ("widen:offer-1:mon-noon", "widen:binome-1:mon-noon", "widen:need-99:mon-noon", "widen:x:y"):
        assert await young.send_data(forged, message) == "Ce bouton n'est plus valable."
    assert await volunteer.send_data("widen:offer-1:mon-morning", message) == "Ce bouton n'est plus valable."
    await volunteer.tap("Le mardi soir aussi : 1 de plus")
    await small_town.beat()
    assert len(await read_rows(small_town, Binome)) == 1


async def test_a_week_of_silence_is_broken(small_town: Town) -> None:
    """Once a week, by day, as long as the search lasts; a pause is silent."""
    young = await sign_up_young(small_town)
    await small_town.pass_time(days=6)
    assert await small_town.count_sent(young, "Où on en est") == 0
    await small_town.pass_time(days=2)
    assert await small_town.count_sent(young, "Où on en est") == 1
    assert "depuis 7 jours" in await young.reads()
    await small_town.pass_time(days=7)
    assert await small_town.count_sent(young, "Où on en est") == 2
    await young.write("/pause")
    await young.tap("1 mois")
    await small_town.skip_time(days=20)
    assert await small_town.count_sent(young, "Où on en est") == 2


async def test_who_must_answer_is_not_told_to_wait(small_town: Town) -> None:
    """With a yes to give, it is the young person's turn: /ou_en_est_on shows that, and no weekly line comes."""
    _, group = await make_head_with_group(small_town)
    young = await sign_up_young(small_town)
    volunteer = await make_trained_volunteer(small_town, group)
    await small_town.beat()
    await volunteer.tap("Oui, je l'accompagne")
    await young.write("/ou_en_est_on")
    assert "À toi de dire oui ou non" in await young.reads()
    async with small_town.app.sessions.begin() as session:
        (await session.get_one(Need, 1)).news_at = small_town.app.clock.now()
    await small_town.beat()
    assert await small_town.count_sent(young, "<b>Où on en est</b> · J-001") == 0


async def test_a_volunteer_who_must_answer_is_shown_what(small_town: Town) -> None:
    """With a proposal to answer, it is the volunteer's turn: they do not read that no need is waiting."""
    _, group = await make_head_with_group(small_town)
    await sign_up_young(small_town)
    volunteer = await make_trained_volunteer(small_town, group)
    await small_town.beat()
    await volunteer.write("/ou_en_est_on")
    assert "une proposition attend une réponse" in await volunteer.reads()


async def test_who_does_not_wait_sees_the_menu(small_town: Town) -> None:
    """A newcomer, a binôme that lives, a volunteer whose places are taken: the present is shown."""
    newcomer = await small_town.add_person("Léa")
    await newcomer.write("/start")
    await newcomer.write("/ou_en_est_on")
    assert "Bonjour" in await newcomer.reads()
    young, volunteer, _, _ = await make_agreed_pair(small_town)
    for one in (young, volunteer):
        await one.write("/ou_en_est_on")
        assert "B-001" in await one.reads()


async def test_a_volunteer_who_waits_for_the_team_hears_of_it(small_town: Town) -> None:
    """After some days without an answer, then each week; when asked, at once."""
    await make_head_with_group(small_town)
    volunteer = await sign_up_volunteer(small_town)
    await volunteer.write("/ou_en_est_on")
    assert "L'équipe n'a pas encore lu votre offre." in await volunteer.reads()
    await small_town.pass_time(days=5)
    assert "envoyée il y a 4 jours" in await volunteer.reads()
    await small_town.pass_time(days=7)
    assert await small_town.count_sent(volunteer, "n'a pas encore lu") == 3


async def test_a_volunteer_to_whom_nobody_fits_hears_why_once_a_month(small_town: Town) -> None:
    """Topics, hours, or that nobody waits: the reason is told, and nothing else."""
    _, group = await make_head_with_group(small_town)
    volunteer = await make_trained_volunteer(small_town, group)
    await small_town.skip_time(days=29)
    assert await small_town.count_sent(volunteer, "Où on en est") == 0
    await small_town.pass_time(days=2)
    assert "Aucun nouveau besoin n'attend en ce moment" in await volunteer.reads()
    await sign_up_young(small_town)
    await _answer(small_town, "need", modes=["in_person"], slots=["mon-morning"])
    await small_town.skip_time(days=30)
    assert "1 jeune cherche de l'aide sur vos sujets" in await volunteer.reads()
    assert await small_town.count_sent(volunteer, "Où on en est") == 2


async def test_a_volunteer_who_was_just_proposed_somebody_hears_nothing_more(small_town: Town) -> None:
    """The monthly line is for those to whom nothing happens."""
    _, group = await make_head_with_group(small_town)
    volunteer = await make_trained_volunteer(small_town, group)
    await small_town.skip_time(days=20)
    await sign_up_young(small_town)
    await small_town.beat()
    await volunteer.tap("Non, pas cette fois")
    await small_town.skip_time(days=15)
    assert await small_town.count_sent(volunteer, "Où on en est") == 0


async def test_who_asks_for_another_binome_has_not_waited_all_through_the_first(small_town: Town) -> None:
    """Their place in the queue is kept from before it; what they are told counts from its end."""
    young, *_ = await make_agreed_pair(small_town)
    now = small_town.app.clock.now()
    async with small_town.app.sessions.begin() as session:
        (await session.get_one(Need, 1)).waiting_since = now - timedelta(days=90)
        await binomes.end(session, await session.get_one(Binome, 1), "goal", now)
    await small_town.beat()
    await young.write("/menu")
    await young.tap("Chercher un autre binôme")
    await young.tap("La même chose")
    await young.write("/ou_en_est_on")
    assert "Je cherche depuis moins d'un jour" in await young.reads()


async def test_the_delay_told_is_that_of_the_programme(town: Town) -> None:
    """Ten needs that found somebody after one day to ten teach how long the next one waits."""
    now = town.app.clock.now()
    async with town.app.sessions.begin() as session:
        offer = await some_volunteer(session, capacity=3)
        for days in range(1, 11):
            need = await add_need(session)
            need.waiting_since = now - timedelta(days=days)
            need.state = "in_binome"
            session.add(
                Binome(need=need, offer=offer, state="ended", score=1.0, proposed_at=now, agreed_at=now, ended_at=now)
            )
    async with town.app.sessions.begin() as session:
        told = await wait_news.estimate_need_wait(session, 0.0, now)
    assert told is not None
    assert (told.half, told.most) == (5, 8)
    young = await sign_up_young(town)
    assert "Souvent moins de 5 jours, parfois plus de 8." in await young.reads()


async def test_an_offer_that_was_stopped_unread_is_no_answer_of_the_team_s(small_town: Town) -> None:
    """Ten volunteers who gave up waiting teach nobody that the answer comes soon."""
    async with small_town.app.sessions.begin() as session:
        now = small_town.app.clock.now()
        for number in range(10):
            card = await cards.open_case(session, now - timedelta(days=3), "new_volunteer", f"offer:{number}")
            await cards.close_case(session, card, None, "settled", now)
        assert await wait_news.estimate_approval_wait(session, 0.0, now) is None


async def test_the_team_s_own_delay_is_told_to_volunteers(small_town: Town) -> None:
    """Ten offers that were answered on the third day: the next one is told so."""
    _, group = await make_head_with_group(small_town)
    for _ in range(10):
        await sign_up_volunteer(small_town, "Zoé")
    await small_town.skip_time(days=2.5)
    for _ in range(10):
        await group.tap("Approuver")
    volunteer = await sign_up_volunteer(small_town)
    assert "une fois sur deux, en 3 jours ou moins" in await volunteer.reads()
