"""Somebody takes away all that is held about them: two files in the chat, that open."""

import json
from datetime import timedelta
from typing import Any

from storage.schema.safeguarding_tables import Restriction
from storage.schema.tables import Outgoing
from tests.faults.table_dump import read_rows
from tests.town import Town, Visitor
from use_cases.people import people


def list_files(town: Town, who: Visitor) -> dict[str, bytes]:
    """Return the files in somebody's chat as the page of the simulator gives them, the newest of each name."""
    shown = town.simulator.state.chats[who.chat].messages.values()
    sent = [message.media["document"] for message in shown if message.media]
    return {one["file_name"]: town.simulator.state.file.read_file(one["file_id"]) or b"" for one in sent}


def read_file(files: dict[str, bytes]) -> Any:
    """Return what the file for programs says."""
    return json.loads(files["binome.json"])


async def test_it_sends_a_page_and_a_file_and_again_ten_minutes_later(small_town: Town) -> None:
    """By command or by the button; nothing of it is in the queue, which holds the kind and no words."""
    young = await small_town.add_person("Inès")
    await young.write("/start")
    await young.write("/exporter")
    files = list_files(small_town, young)
    assert files.keys() == {"binome.html", "binome.json"}
    assert str(read_file(files)["account"]["telegram_id"]) in files["binome.html"].decode()
    await young.write("/mesdonnees")
    await young.tap("Télécharger mes données")
    assert "viennent d'être envoyés" in await young.reads()
    small_town.simulator.offset += timedelta(minutes=11)
    await young.write("/export")
    kinds = [row.kind for row in await read_rows(small_town, Outgoing)]
    assert (kinds.count("data_page"), kinds.count("data_file"), kinds.count("data_wait")) == (2, 2, 1)
    assert all(row.args == {} for row in await read_rows(small_town, Outgoing) if row.kind.startswith("data_"))


async def test_whoever_is_unknown_or_barred_takes_theirs_away_too(small_town: Town) -> None:
    """A right does not end with taking part; of a stranger there is the account, and hardly anything else."""
    stranger = await small_town.add_person("Zoé")
    await stranger.write("/start")
    await stranger.write("/exporter")
    found = read_file(list_files(small_town, stranger))
    assert found["account"]["telegram_id"] == stranger.id
    assert (found["records"], found["binomes"], found["account"]["consented_at"]) == ([], [], None)
    async with small_town.app.sessions.begin() as session:
        person = await people.find_person(session, stranger.id)
        assert person is not None
        told = {"kind": "barred", "ground": "conduct", "since": small_town.app.clock.now()}
        session.add(Restriction(fingerprint=person.fingerprint, person_id=person.id, **told))
    small_town.simulator.offset += timedelta(minutes=11)
    await stranger.write("/mesdonnees")
    await stranger.tap("Télécharger mes données")
    assert [one["ground"] for one in read_file(list_files(small_town, stranger))["restrictions"]] == ["conduct"]
