"""The story of a binôme: sign-up to the third week, through HTTP, both libraries and a pushed clock."""

import pytest

from tests.people import make_head_with_group, make_trained_volunteer, sign_up_young
from tests.town import Town


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
async def test_a_binome_lives_its_first_three_weeks(town: Town) -> None:
    """From the first word to the third week, everybody gets what concerns them, in order."""
    head, group = await make_head_with_group(town)
    first = await make_trained_volunteer(town, group, "Marc")
    young = await sign_up_young(town)
    await town.beat()

    # The proposal names nobody; a refusal leads to the next volunteer.
    assert "Inès" not in await first.reads_all()
    assert "Bac +2" in await first.reads()
    await first.tap("Non, pas cette fois")
    await first.tap("Pas le temps")
    second = await make_trained_volunteer(town, group, "Awa")
    await town.beat()
    await second.tap("Oui, je l'accompagne")
    assert "Awa" not in await young.reads_all()
    await young.tap("Oui, je veux essayer")
    assert "Awa" in await young.reads()
    assert "Inès" in await second.reads()
    assert "B-002" not in await group.reads_all()

    # They agree on an hour, with a place.
    await young.tap("mar. 18 h")
    assert "le mardi à 18 h" in await second.reads()
    await second.tap("Oui, cela me va")
    assert "mardi 24 novembre à 18 h" in await young.reads()
    assert "Le lieu se décide à deux" in await young.reads()

    # Week one goes well; the team has read in the morning's digest that there is a binôme more.
    await town.pass_time(days=7)
    assert "Binômes formés : 1" in await group.reads_all()
    for member in (young, second):
        assert await town.count_sent(member, "C'est demain") == 1
        assert await town.count_sent(member, "Dans une heure") == 1
        assert await town.count_sent(member, "a-t-elle eu lieu") == 1
        await member.tap("✅ Oui")
        await member.tap("Très bien")

    # Weeks two and three are missed; the team sees it, takes the case and closes it.
    await town.pass_time(days=7)
    await young.tap("Non")
    await second.tap("Non")
    assert "Sessions manquées" not in await group.reads_all()
    await town.pass_time(days=7)
    await young.tap("Non")
    await second.tap("Non")
    assert await town.count_sent(young, "C'est demain") == 3
    assert "À prendre avant" in await group.reads_about("Sessions manquées ou sans réponse")
    assert "Inès" not in await group.reads_all()
    await group.tap("Je prends")
    assert "Claire s'en occupe" in await group.reads_about("Sessions manquées ou sans réponse")
    await group.tap("Détail en privé")
    assert "Inès" in await head.reads()
    await group.tap("C'est réglé")
    assert "Fermé : réglé (Claire)" in await group.reads_about("Sessions manquées ou sans réponse")
