"""What `binome doctor` finds in the database."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from cli import settings
from cli.doctor import records
from cli.open_database import OpenDatabase
from scheduler.nightly_backup import NightlyBackup
from storage.engine.clock import Clock, read_real_time
from storage.engine.database import Sessions
from storage.schema.safeguarding_tables import OutsideRecipient
from tests.cast import NOW, add_person
from tests.town import KEY


async def test_it_is_red_without_an_outside_recipient_and_with_one_who_does_not_answer(
    small_sessions: Sessions, tmp_path: Path
) -> None:
    """Nobody signed, then somebody who did, then a test call that is unanswered for two weeks."""
    given = replace(settings.read({}), key_file=tmp_path / "binome.key")
    nightly = NightlyBackup(small_sessions, Clock(), given.programme, lambda *_: None)  # type: ignore[arg-type]
    database = OpenDatabase(given, KEY, small_sessions, nightly)
    found = []
    for calls_unanswered in (None, False, True):
        async with small_sessions.begin() as session:
            if calls_unanswered is False:
                person = await add_person(session)
                session.add(OutsideRecipient(person_id=person.id, bound_at=NOW, signed_at=NOW, confirmed_at=NOW))
            if calls_unanswered:
                row = await session.get_one(OutsideRecipient, person.id)
                row.called_at = read_real_time() - timedelta(days=14)
                row.confirmed_at = row.called_at - timedelta(days=91)
        lines = (await records.check_records(database)).lines
        found.append([line for line in lines if "outside recipient" in line])
    assert [[line.split(":")[0] for line in lines] for lines in found] == [
        ["✗ outside recipient"],
        ["✓ outside recipient"],
        ["✗ outside recipient"],
    ]
