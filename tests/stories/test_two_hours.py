"""Two members in two zones read both hours, each in their own words, wherever a session is told."""

from typing import Any

from storage.schema.tables import Person
from tests.town import Town, Visitor
from use_cases.people import people


async def _live_in(town: Town, who: Visitor, region: str) -> None:
    async with town.app.sessions.begin() as session:
        person = await people.find_person(session, who.id)
        assert isinstance(person, Person)
        known: dict[str, Any] = await people.read_profile(session, person)
        await people.save_profile(session, person, known | {"region": region})


async def test_a_session_is_told_with_both_hours_and_the_day_where_it_is_another(agreed_town: Town) -> None:
    """Tuesday evening in Paris is Wednesday morning in Nouméa: hour set, screen, menu, reminder and move all say so."""
    young, volunteer, *_ = agreed_town.pair
    await _live_in(agreed_town, volunteer, "caledonie")
    await young.send_data("slot:1:1-18", (await young.messages())[-1]["message_id"])
    await volunteer.tap("Oui, cela me va")
    here = "mardi 24 novembre à 18 h (mercredi à 4 h chez Marc)"
    there = "mercredi 25 novembre à 4 h (mardi à 18 h chez Inès)"
    for who, both in ((young, here), (volunteer, there)):
        assert both in await who.reads_about("C'est réglé")
        await who.write("/menu")
        assert both in await who.reads()
        await who.tap("B-001")
        assert f"Prochaine session : {both}" in await who.reads()
    await agreed_town.pass_time(hours=9)
    assert here in await young.reads_about("C'est demain")
    await young.tap("Demander un autre moment")
    await young.tap("jeu. 18 h")
    await agreed_town.pass_time(hours=3)  # it was five in the morning in Nouméa
    moved = "vendredi 27 novembre à 4 h (jeudi à 18 h chez Inès)"
    assert moved in await volunteer.reads_about("demande à déplacer la session")
    await volunteer.tap("Oui, d'accord")
    assert moved in await volunteer.reads_about("Nouveau moment")
