"""The outside recipient and a case that nobody of the team may read: told, read, decided, by nobody else."""

import pytest

from storage.schema.tables import Card, Staff
from tests.bot.desk.test_team import invite_coordinator
from tests.faults.table_dump import read_rows
from tests.people import make_head_with_group
from tests.town import Message, Town, Visitor
from use_cases.people import people
from use_cases.team import outside

FORBIDDEN = ("/file", "/chercher Inès", "/binome B-1", "/besoin J-1", "/a_approuver", "/equipe", "/audit", "/equite")


async def _sign(town: Town, name: str = "Awa") -> Visitor:
    """Return the outside recipient of a town."""
    who = await town.add_person(name)
    await who.write("/start")
    async with town.app.sessions.begin() as session:
        person, now = await people.find_person(session, who.id), town.app.clock.now()
        assert person is not None
        assert await outside.bind(session, person, await outside.open_link(session, now), now)
        await outside.sign(session, person, now)
    return who


def _list_verbs(message: Message) -> set[str]:
    return {button["callback_data"].split(":")[0] for row in message.get("keyboard") or () for button in row}


async def _report_head(town: Town, reporter: Visitor, head: Visitor) -> Card:
    """Let somebody report the only head; return the case."""
    async with town.app.sessions.begin() as session:
        person = await people.find_person(session, head.id)
        assert person is not None
        number = person.id
    await reporter.send_data(f"report:{number}:staff", (await reporter.messages())[-1]["message_id"])
    await reporter.write("elle me demande des photos")
    (card,) = [row for row in await read_rows(town, Card) if row.kind == "report"]
    assert isinstance(card, Card)
    return card


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
async def test_a_report_about_the_only_head_is_the_recipients(town: Town) -> None:
    """Called without a category, again while nobody takes it; read and decided by them; no other screen opens."""
    head, group = await make_head_with_group(town)
    karim, _ = await invite_coordinator(town, head, group)
    awa, lou = await _sign(town), await town.add_person("Lou")
    await lou.write("/start")
    before = await head.reads_all(), await group.reads_all()
    card = await _report_head(town, lou, head)
    call = await awa.reads()
    assert "Un cas vous attend" in call
    assert "ignal" not in call
    await town.pass_time(minutes=16)
    assert await town.count_sent(awa, "Un cas vous attend") == 2
    for text in FORBIDDEN:
        await awa.write(text)
        assert "Karim" not in await awa.reads(), text
        assert not {"see", "team", "queue", "sheet"} & _list_verbs((await awa.messages())[-1]), text
    assert (await head.reads_all(), await group.reads_all()) == before
    for one in (head, karim):
        await one.send_data(f"card:{card.id}:detail", (await one.messages())[-1]["message_id"])
        assert "photos" not in await one.reads_all()
    assert "photos" not in await awa.reads_all()
    await awa.tap("Lire le détail")
    assert "photos" in await awa.reads()
    assert "Passer" not in str((await awa.messages())[-1]["keyboard"])
    await awa.tap("Je prends")
    taken = await lou.reads_about("s'occupe du message")
    assert taken.startswith("Quelqu'un s'occupe")
    assert "équipe" not in taken
    await awa.tap("Décider")
    await awa.tap("Suspendre")
    await awa.write("le temps de comprendre")
    assert "suspend" in await head.reads()
    await head.write("/equipe")
    assert "Karim" not in await head.reads()
    await awa.send_data(f"card:{card.id}:decide", (await awa.messages())[-1]["message_id"])
    await awa.tap("Confier à Karim")
    assert "Vous êtes responsable le temps d'une suspension" in await karim.reads()
    await karim.send_data(f"card:{card.id}:detail", (await karim.messages())[-1]["message_id"])
    assert "photos" not in await karim.reads_all()
    await head.write(f"/start {town.head_code}")
    assert {row.role for row in await read_rows(town, Staff)} == {"head"}
    await awa.tap("Lever")
    await awa.write("rien n'est prouvé")
    assert {row.role for row in await read_rows(town, Staff)} == {"head", "coordinator"}
    assert "plus responsable en remplacement" in await karim.reads()
    assert "a levé" in await head.reads_about("a levé")
    await awa.tap("Menu")
    assert "Cas ouverts" in await awa.reads()


async def test_the_cry_of_whoever_is_alone_in_the_team_is_the_recipients(small_town: Town) -> None:
    """The head reads that somebody outside is told; before there was one, that nobody can answer, and the numbers."""
    head, _ = await make_head_with_group(small_town)
    await head.write("je veux mourir")
    said = await head.reads()
    assert "3114" in said
    assert "Personne de l'équipe ne peut répondre ici" in said
    assert "contact" not in _list_verbs((await head.messages())[-1])
    awa = await _sign(small_town)
    await head.write("je veux mourir")
    assert "vienne écrire" in await head.reads_about("extérieure à l'équipe, tenue au secret")
    assert "Un cas vous attend" in await awa.reads()
    await awa.tap("Lire le détail")
    assert "je veux mourir" in await awa.reads()
    await awa.tap("Je prends")
    assert ":outcome" in str((await awa.messages())[-1]["keyboard"])


async def test_the_only_head_is_barred_and_the_report_closed_by_two(small_town: Town) -> None:
    """The recipient asks whoever heads meanwhile; each then confirms what the other has begun."""
    head, group = await make_head_with_group(small_town)
    karim, _ = await invite_coordinator(small_town, head, group)
    awa, lou = await _sign(small_town), await small_town.add_person("Lou")
    await lou.write("/start")
    card = await _report_head(small_town, lou, head)
    assert "il faut deux personnes" in await lou.reads_about("Qui peut lire")
    await awa.tap("Lire le détail")
    await awa.tap("Décider")
    await awa.tap("Suspendre")
    await awa.write("le temps de comprendre")
    await awa.send_data(f"card:{card.id}:decide", (await awa.messages())[-1]["message_id"])
    await awa.tap("Confier à Karim")
    assert await small_town.count_sent(karim, "S-") == 0
    await awa.tap("Exclure : ")
    assert "deuxième personne" in await awa.reads()
    await karim.tap("Détail en privé")
    assert "photos" in await karim.reads()
    await karim.tap("Décider")
    assert "Exclusion demandée" in await karim.reads()
    await karim.tap("Exclure : ")
    assert "contestée" in await head.reads()
    await karim.send_data(f"card:{card.id}:detail", (await karim.messages())[-1]["message_id"])
    await karim.tap("Fermer le cas")
    await karim.tap("L'équipe a pris une mesure")
    await karim.write("Exclusion prononcée à deux.")
    assert "Exclusion prononcée à deux." in await awa.reads()
    await awa.tap("Oui, fermer le cas")
    (closed,) = [row for row in await read_rows(small_town, Card) if row.kind == "report"]
    assert (closed.state, closed.outcome) == ("closed", "measure")
    assert {row.role for row in await read_rows(small_town, Staff)} == {"head"}
