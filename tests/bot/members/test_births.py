"""Ages through HTTP: the door that a too young age closes, and a birth that is put right through the team."""

from collections.abc import Sequence

from storage.schema.tables import Card, Need, Offer, Person
from tests.faults.table_dump import read_rows
from tests.people import VOLUNTEER, begin_form, fill_in, make_head_with_group, sign_up_volunteer, sign_up_young
from tests.town import Town, Visitor
from use_cases.needs_offers import forms
from use_cases.people import people


async def _list_labels(who: Visitor) -> list[str]:
    return [button["text"] for row in (await who.messages())[-1].get("keyboard") or () for button in row]


async def _tries(who: Visitor, ways: Sequence[str]) -> None:
    """Try to begin a form by each way; what is typed afterwards answers no question."""
    for way in ways:
        await (who.write(way) if way[0] == "/" else who.send_data(way, (await who.messages())[-1]["message_id"]))
        assert "commence à 16 ans" in await who.reads()
        await who.write("2004")
        assert "commence à 16 ans" in await who.reads()


async def test_the_door_stays_closed_until_the_team_has_looked(small_town: Town) -> None:
    """No way leads to a form; the team reads both dates, sees which is right, and lets the person try again."""
    _, group = await make_head_with_group(small_town)
    young = await begin_form(small_town, "offer", "Tim")
    await fill_in(young, "offer", {}, until="birth")
    await young.write("2015")
    assert "🆘 Ça ne va pas" in await _list_labels(young)
    await _tries(young, ("/start", "/start jeune", "/start volontaire", "/menu", "begin:need:", "begin:offer:"))
    await young.tap("Je me suis trompé·e")
    await young.write("je sais plus")
    assert "pas claire" in await young.reads()
    await young.write("2008")
    assert "Il faut aussi le mois" in await young.reads()
    await young.write("né en mars 2005")
    assert "regarde les deux dates" in await young.reads()
    await young.write("/start")
    assert "Je me suis trompé·e" not in "".join(await _list_labels(young))
    assert "Âge à vérifier" in await group.reads()
    assert "2015" not in await group.reads_all()
    await group.tap("Laisser réessayer")
    assert "de nouveau ouvert" in await young.reads()
    await young.write("/start jeune")
    await young.tap("je cherche de l'aide")
    assert await young.asked() == "name"
    assert [row.state for row in await read_rows(small_town, Need)] == ["drafting"]
    assert await read_rows(small_town, Offer) == []


async def test_somebody_of_17_is_shown_the_way_to_help(small_town: Town) -> None:
    """They may not volunteer yet, and the age that they said serves their need; it is not theirs to change any more."""
    young = await begin_form(small_town, "offer", "Lina")
    await fill_in(young, "offer", {}, until="birth")
    await young.write("02/2009")
    assert "au moins 18 ans" in await young.reads()
    await young.send_data("begin:offer:", (await young.messages())[-1]["message_id"])
    assert "au moins 18 ans" in await young.reads()
    await young.tap("Je cherche de l'aide")
    await young.tap("D'accord")
    await fill_in(young, "need", {"birth": "2009-02"}, until="level")
    for data in ("need:edit:birth", "birth::wrong"):
        await young.send_data(data, (await young.messages())[-1]["message_id"])
        assert "Quelle est la bonne date de naissance" in await young.reads()
    (person,) = await read_rows(small_town, Person)
    async with small_town.app.sessions.begin() as session:
        assert (await people.read_profile(session, person))["birth"] == "2009-02"


async def test_a_birth_in_the_profile_is_put_right_by_the_team(small_town: Town) -> None:
    """Both roles ask for it in the profile; nothing changes before the team has seen old and new."""
    head, group = await make_head_with_group(small_town)
    young, volunteer = await sign_up_young(small_town), await sign_up_volunteer(small_town)
    for who, act, told in (
        (young, "Corriger", "a été corrigée"),
        (volunteer, "Ne rien changer", "Celle du profil reste"),
    ):
        await who.write("/profil")
        await who.tap("Ma date de naissance est fausse")
        await who.write("05/2004")
        await group.tap("Détail en privé", message=(await group.messages())[-1])
        assert "Dit maintenant : mai 2004" in await head.reads()
        await group.tap(act)
        assert told in await who.reads()
    await young.write("/profil")
    assert "Naissance : mai 2004" in await young.reads()
    assert [card.outcome for card in await read_rows(small_town, Card) if card.kind == "birth_date"] == [
        "birth_yes", "birth_no",
    ]  # fmt: skip


async def test_the_team_puts_a_birth_right_from_a_sheet(small_town: Town) -> None:
    """With a reason, which stays on the sheet."""
    head, _ = await make_head_with_group(small_town)
    young = await sign_up_young(small_town)
    await head.write("/besoin J-001")
    await head.tap("Corriger la date de naissance")
    await head.write("05/2004")
    assert "mai 2004" in await head.reads()
    await head.write("carte d'identité vue")
    assert "carte d'identité vue" in await head.reads()
    assert "a été corrigée" in await young.reads()


async def test_a_volunteer_of_before_answers_when_they_are_back(small_town: Town) -> None:
    """A message asks once; the answer goes where it would have gone, and somebody too young is turned away."""
    await make_head_with_group(small_town)
    volunteer = await sign_up_volunteer(small_town)
    async with small_town.app.sessions.begin() as session:
        person = await people.find_person(session, volunteer.id)
        assert person is not None
        known = await people.read_profile(session, person)
        await people.save_profile(session, person, {key: value for key, value in known.items() if key != "birth"})
        assert await forms.find_latest(session, "offer", person) is not None
    await volunteer.write("/start")
    await volunteer.tap("Répondre")
    assert "votre année de naissance" in await volunteer.reads()
    await volunteer.write(VOLUNTEER["birth"])
    assert "Naissance : 2003" in await volunteer.reads()
    await volunteer.write("/start")
    assert await small_town.count_sent(volunteer, "Une question de plus") == 1
