"""The team writes to people through the bot, and reads what they answer; private links stay with urgent cases."""

from storage.schema.desk_tables import Note
from storage.schema.tables import Audit, Card
from tests.faults.table_dump import read_rows
from tests.people import make_head_with_group, sign_up_young
from tests.town import Town, Visitor

REFUSED = "Ce bouton n'est plus valable."


async def _write_to_ines(town: Town, head: Visitor, words: str) -> None:
    await head.write("/besoin J-001")
    await head.tap("Écrire à J-001")
    await head.write(words)


async def test_the_team_writes_to_somebody_and_reads_the_answer(small_town: Town) -> None:
    """Shown first with the name, sent by a tap, read as the team's; the answer is a question to the team."""
    head, group = await make_head_with_group(small_town)
    young = await sign_up_young(small_town)
    await _write_to_ines(small_town, head, "Bonjour Inès, es-tu libre mardi ?")
    assert "J'envoie ceci à Inès (J-001), au nom de l'équipe" in await head.reads()
    assert "es-tu libre" not in await young.reads_all()
    await head.tap("Envoyer")
    assert "Bonjour Inès, es-tu libre mardi ?" in await young.reads_about("Un message de l'équipe")
    assert "Claire" not in await young.reads_about("Un message de l'équipe")
    await young.tap("Répondre à l'équipe")
    await young.write("Oui, à partir de 17 h.")
    assert "transmise à l'équipe" in await young.reads()
    assert "Question à l'équipe" in await group.reads()
    assert "17 h" not in await group.reads_all()
    await group.tap("Détail")
    assert "Oui, à partir de 17 h." in await head.reads()
    assert (await _read_links(head), "touchez ✉️" in await head.reads()) == ("", True)
    assert [row.act for row in await read_rows(small_town, Audit)].count("wrote to") == 1


async def _read_links(who: Visitor) -> str:
    """Return the private links of the newest message."""
    return str((await who.messages())[-1].get("html", "")).partition("tg://user")[1]


async def test_a_private_link_stands_on_an_urgent_case_alone(small_town: Town) -> None:
    """Who saw it is in the audit."""
    young = await small_town.add_person("Inès")
    head, group = await make_head_with_group(small_town)
    await young.write("/start")
    await young.write("jvais me tuer ce soir")
    await group.tap("Détail")
    assert await _read_links(head) == "tg://user"
    assert "saw link" in [row.act for row in await read_rows(small_town, Audit)]


async def test_an_answer_goes_to_the_case_that_the_team_wrote_from(small_town: Town) -> None:
    """While it is open: its readers are called again, and no second case is opened."""
    young = await small_town.add_person("Inès")
    head, group = await make_head_with_group(small_town)
    await young.write("/start")
    await young.write("jvais me tuer ce soir")
    await group.tap("Détail")
    await head.tap("Écrire à")
    await head.write("Je t'appelle dans cinq minutes, d'accord ?")
    await head.tap("Envoyer")
    assert "message écrit à la personne" in await head.reads_about("🕰")
    await young.tap("Répondre à l'équipe")
    await young.write("d'accord, merci")
    assert [row.kind for row in await read_rows(small_town, Card)] == ["distress"]
    await group.tap("Détail")
    assert "d'accord, merci" in await head.reads()


async def test_only_what_was_looked_at_is_sent_and_only_its_reader_answers(small_town: Town) -> None:
    """Corrected words void the first button; a note that was never sent cannot be answered, nor another's letter."""
    head, _ = await make_head_with_group(small_town)
    young = await sign_up_young(small_town)
    other = await small_town.add_person("Zoé")
    await other.write("/start")
    await _write_to_ines(small_town, head, "premier essai")
    first = (await head.messages())[-1]
    await head.tap("Corriger")
    await head.write("second essai")
    assert await head.tap("Envoyer", message=first) == REFUSED
    await head.tap("Envoyer")
    assert "premier essai" not in await young.reads_all()
    letter = (await read_rows(small_town, Note))[0].id
    await head.write("/besoin J-001")
    await head.tap("Note")
    await head.write("Une note, pour l'équipe.")
    note = (await read_rows(small_town, Note))[-1].id
    for who, number in ((other, letter), (young, note)):
        await who.send_data(f"answer:{number}:", (await who.messages())[-1]["message_id"])
        assert "réponse ici" not in await who.reads()
