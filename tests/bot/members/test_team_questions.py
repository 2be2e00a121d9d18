"""The team's ordinary door: a question is asked, looked at, sent, answered; it may be kept from one of the team."""

from mentoring.references import format_reference
from storage.schema.desk_tables import Note
from storage.schema.tables import Audit, Card, Outgoing
from tests.faults.table_dump import read_rows
from tests.people import enter_team_by_link, make_head_with_group, sign_up_young
from tests.town import Town, Visitor
from use_cases.messages import own_data
from use_cases.people import people

REFUSED = "Ce bouton n'est plus valable."


async def _ask(who: Visitor, words: str, label: str = "Envoyer à l'équipe") -> None:
    await who.write("/menu")
    await who.tap("Une question à l'équipe")
    await who.write(words)
    await who.tap(label)


async def test_a_question_is_shown_before_it_is_sent_and_answered_through_the_bot(small_town: Town) -> None:
    """Nothing reaches the team without a tap; the card is yellow; the thread stands, with its dates, on the case."""
    head, group = await make_head_with_group(small_town)
    young = await sign_up_young(small_town)
    await young.write("/menu")
    await young.tap("Une question à l'équipe")
    assert "L'équipe travaille" in await young.reads()
    await young.write("Je peux changer de région ?")
    assert "J'envoie ceci à l'équipe ?" in await young.reads()
    assert "qui me suit" not in str((await young.messages())[-1]["keyboard"])  # nobody does yet
    assert await read_rows(small_town, Card) == []
    shown = (await young.messages())[-1]
    await young.tap("Corriger")
    await young.write("Je peux changer de ville ?")
    assert await young.tap("Envoyer à l'équipe", message=shown) == REFUSED
    await young.tap("Envoyer à l'équipe")
    assert "écrira ici" in await young.reads()
    assert "🟡 C-001 · Question à l'équipe" in await group.reads()
    assert "ville" not in await group.reads_all()
    await group.tap("Détail")
    await head.tap("Répondre")
    await head.write("Oui, dans ton profil.")
    await head.tap("Envoyer")
    await young.tap("Répondre à l'équipe")
    await young.write("Merci ! Et pour le jour ?")
    await _ask(young, "Et pour le sujet ?")
    (card,) = await read_rows(small_town, Card)
    assert card.count == 2
    await group.tap("Détail")
    said = await head.reads()
    thread = ["Je peux changer de ville ?", "Oui, dans ton profil.", "Merci ! Et pour le jour ?", "Et pour le sujet ?"]
    places = [said.index(words) for words in thread]
    assert places == sorted(places)
    assert "✉️ L'équipe, lundi 23 novembre" in said
    assert "💬 Inès, lundi 23 novembre" in said
    async with small_town.app.sessions.begin() as session:
        person = await people.find_person(session, young.id)
        assert person is not None
        told = await own_data.read(session, person, small_town.app.clock.now())
    assert [one.words for one in told.words] == [
        "Et pour le sujet ?",
        "Merci ! Et pour le jour ?",
        "Je peux changer de ville ?",
    ]
    assert "ville" not in str([row.args for row in await read_rows(small_town, Outgoing)])


async def test_a_question_may_be_kept_from_whoever_follows_the_person(small_town: Town) -> None:
    """Card, list, detail, sheet, history and counts are closed to that member, the group is not told; others read."""
    head, group = await make_head_with_group(small_town)
    karim = await small_town.add_person("Karim")
    await enter_team_by_link(karim, head)
    young = await sign_up_young(small_town)
    await karim.write("/besoin J-001")
    await karim.tap("Écrire à J-001")
    await karim.write("Bonjour Inès")
    await karim.tap("Envoyer")
    before, seen = len(await group.messages()), len(await karim.messages())
    await _ask(young, "Karim me met mal à l'aise", "Pas à la personne qui me suit")
    (card,) = await read_rows(small_town, Card)
    ref = format_reference("card", card.id)
    assert len(await group.messages()) == before
    assert len(await karim.messages()) == seen
    assert ref in await head.reads_about("🔔")
    for command in ("/file", "/besoin J-001", "/chercher Inès"):
        await karim.write(command)
        assert ref not in await karim.reads()
        assert "mal à l'aise" not in await karim.reads()
    for act in ("detail", "take", "history", "write", "note", "pass"):
        shown = (await karim.messages())[-1]["message_id"]
        assert await karim.send_data(f"card:{card.id}:{act}", shown) == REFUSED
    await head.write("/file")
    await head.tap(ref)
    assert "Karim me met mal à l'aise" in await head.reads()
    await head.tap("Confier")
    assert "Karim" not in await head.reads()
    await head.write("/besoin J-001")
    assert ref in await head.reads()
    assert [row.id for row in await read_rows(small_town, Note)] == [1, 2]
    assert f"card:{card.id}" in [row.subject for row in await read_rows(small_town, Audit)]


async def test_a_question_is_kept_from_nobody_where_nobody_else_would_read_it(small_town: Town) -> None:
    """The only head follows the person: keeping it from her is not offered, and refused."""
    head, _ = await make_head_with_group(small_town)
    young = await sign_up_young(small_town)
    await head.write("/besoin J-001")
    await head.tap("Écrire à J-001")
    await head.write("Bonjour Inès")
    await head.tap("Envoyer")
    await young.write("/menu")
    await young.tap("Une question à l'équipe")
    await young.write("Une question")
    shown = (await young.messages())[-1]
    assert "qui me suit" not in str(shown["keyboard"])
    (sent,) = [one["callback_data"] for row in shown["keyboard"] for one in row if "send-" in one["callback_data"]]
    assert await young.send_data(sent.replace("send-", "avoid-"), shown["message_id"]) == REFUSED
    assert await read_rows(small_town, Card) == []
