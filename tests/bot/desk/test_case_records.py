"""The record of a case, its end before a second reader, its file; and what does not stay in the chat."""

from typing import Any

from sqlalchemy import select

from storage.schema.safeguarding_tables import CaseEntry
from storage.schema.tables import Audit, Card, Outgoing, Person, Staff
from tests.bot.desk.test_team import invite_coordinator
from tests.faults.table_dump import find_case, read_reference, read_rows
from tests.people import make_head_with_group
from tests.storage.crypto.test_sealed_zip import open_sealed_zip
from tests.town import Town, Visitor
from use_cases.outbox import outbox

CRY = "jvais me tuer ce soir"
REFUSED = "Ce bouton n'est plus valable."


async def _open_detail(town: Town) -> tuple[Visitor, Visitor, Visitor]:
    """Let somebody cry for help, and the head open the detail; return both, and the head in the group."""
    young = await town.add_person("Inès")
    head, group = await make_head_with_group(town)
    await young.write("/start")
    await young.write(CRY)
    await group.tap("Détail")
    return young, head, group


async def _list_acts(town: Town) -> list[str]:
    return [row.act for row in await read_rows(town, Audit)]


async def _read_report(town: Town) -> Card:
    async with town.app.sessions.begin() as session:
        return (await session.scalars(select(Card).where(Card.kind == "report"))).one()


async def test_the_record_is_dated_in_order_sealed_and_audited(small_town: Town) -> None:
    """Acts are chosen by buttons, with words if wanted; assessments are words; each line says who wrote it."""
    _, head, _ = await _open_detail(small_town)
    await head.tap("Le dossier")
    assert "Rien n'est encore écrit." in await head.reads()
    await head.tap("J'ai appelé la personne")
    await head.write("Elle est chez sa mère.")
    await head.tap("J'ai prévenu le 119")
    await head.tap("Noter sans rien ajouter")
    await head.tap("Évaluation")
    await head.write("x" * 501)
    assert "un peu long" in await head.reads()
    await head.write("Risque écarté pour ce soir.")
    said = await head.reads()
    lines = [
        "Claire : a appelé la personne. « Elle est chez sa mère. »",
        "Claire : a prévenu le 119",
        "Claire : évaluation. « Risque écarté pour ce soir. »",
    ]
    places = [said.index(line) for line in lines]
    assert places == sorted(places)
    entries = await read_rows(small_town, CaseEntry)
    assert [row.kind for row in entries] == ["act", "act", "assessment"]
    assert not any(b"chez" in row.words or b"119" in row.words for row in entries)
    acts = await _list_acts(small_town)
    assert [act for act in acts if act.startswith("recorded")] == [
        "recorded act",
        "recorded act",
        "recorded assessment",
    ]
    assert acts.count("read") >= 2


async def test_a_case_is_closed_with_an_outcome(small_town: Town) -> None:
    """One of a list, stored with the case; where nothing was found to worry about, with a reason too."""
    _, head, _ = await _open_detail(small_town)
    await head.tap("Fermer le cas")
    await head.tap("Rien d'inquiétant")
    assert [row.state for row in await read_rows(small_town, Card)] == ["open"]
    await head.write("Paroles de chanson, vérifié avec elle.")
    assert [(row.state, row.outcome) for row in await read_rows(small_town, Card)] == [("closed", "unfounded")]


async def test_a_report_is_closed_by_a_second_reader_in_private(active_town: Town) -> None:
    """One proposes an outcome and a reason; nobody confirms their own, and nobody does so in the group."""
    young, _, head, group = active_town.pair
    karim, karim_in_group = await invite_coordinator(active_town, head, group)
    await young.send_data("report:1:quiet", (await young.messages())[-1]["message_id"])
    card = await _read_report(active_town)
    await group.tap("Détail")
    await head.tap("Fermer le cas")
    await head.tap("L'équipe a pris une mesure")
    await head.write("Charte relue avec Marc.")
    assert "deuxième personne" in await head.reads()
    newest = (await head.messages())[-1]["message_id"]
    assert await head.send_data(f"card:{card.id}:confirm", newest) == REFUSED
    in_group = (await group.messages())[-1]["message_id"]
    assert await karim_in_group.send_data(f"card:{card.id}:confirm", in_group) == REFUSED
    assert (await _read_report(active_town)).state == "open"
    assert "Charte relue avec Marc." in await karim.reads()
    await karim.tap("Oui, fermer le cas")
    card = await _read_report(active_town)
    assert (card.state, card.outcome) == ("closed", "measure")
    assert "Charte" not in await group.reads_all()


async def test_a_head_takes_a_case_away_as_a_sealed_file(small_town: Town) -> None:
    """Its passphrase comes in a message of its own; a colleague gets neither, and the audit says so."""
    _, head, group = await _open_detail(small_town)
    karim, _ = await invite_coordinator(small_town, head, group)
    await head.tap("Le dossier")
    await head.tap("Recevoir en fichier")
    passphrase = (await head.reads()).splitlines()[2]
    text = open_sealed_zip(_find_file(small_town, head), passphrase)
    assert text.startswith(f"{await read_reference(small_town, 'distress')} · Mots inquiétants")
    assert CRY in text
    await karim.write("/start")
    number = (await find_case(small_town, "distress")).id
    await karim.send_data(f"card:{number}:file", (await karim.messages())[-1]["message_id"])
    assert not any(message.media for message in _stored(small_town, karim))
    assert (await _list_acts(small_town)).count("exported") == 1


def _stored(town: Town, who: Visitor) -> list[Any]:
    return list(town.simulator.state.chats[who.chat].messages.values())


def _find_file(town: Town, who: Visitor) -> bytes:
    (sent,) = [message for message in _stored(town, who) if message.media]
    return town.simulator.state.file.read_file(sent.media["document"]["file_id"]) or b""


async def test_details_leave_the_chat_after_a_day(small_town: Town) -> None:
    """Restarts or not: each is a row of the outbox with a date; the card in the group stays as it is."""
    _, head, group = await _open_detail(small_town)
    await head.tap("Historique")
    await small_town.pass_time(hours=23)
    assert CRY in await head.reads_all()
    await small_town.pass_time(hours=2)
    said = await head.reads_all()
    assert (CRY in said, "Ouvert : lundi" in said) == (False, False)
    await group.tap("Je prends")
    assert "Claire s'en occupe" in await group.reads_about("Urgent")
    deleted = [row.state for row in await read_rows(small_town, Outgoing) if row.kind == "deletion"]
    assert deleted == ["sent", "sent"]


async def test_what_is_gone_already_is_the_end_of_a_deletion(small_town: Town) -> None:
    """Somebody has deleted the message meanwhile: nobody is told, no case is opened, nothing is tried again."""
    _, head, _ = await _open_detail(small_town)
    chat = small_town.simulator.state.chats[head.chat]
    del chat.messages[max(chat.messages)]
    await small_town.pass_time(hours=25)
    (row,) = [row for row in await read_rows(small_town, Outgoing) if row.kind == "deletion"]
    assert (row.state, row.attempts) == ("given_up", 1)
    assert [row.kind for row in await read_rows(small_town, Card)] == ["distress"]


async def test_a_redrawing_of_what_is_gone_is_no_fault(small_town: Town) -> None:
    """A tap and a deletion may cross: the detail is shown anew, for a day, and no case is opened."""
    _, head, _ = await _open_detail(small_town)
    chat = small_town.simulator.state.chats[head.chat]
    gone = max(chat.messages)
    del chat.messages[gone]
    now, number = small_town.app.clock.now(), (await find_case(small_town, "distress")).id
    async with small_town.app.sessions.begin() as session:
        person = (await session.scalars(select(Person).join(Staff, Staff.person_id == Person.id))).one()
        await outbox.put(session, now, person, "card_detail", edit=gone, card=number)
    await small_town.settle()
    assert CRY in await head.reads()
    assert [row.kind for row in await read_rows(small_town, Card)] == ["distress"]
