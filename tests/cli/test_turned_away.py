"""The list beside the key: who may not take part, and who is never to be together again, whatever copy is put back."""

import asyncio
import json
from concurrent.futures import Executor
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from cli import restoring, settings, turned_away
from mentoring.gates import CheckKind
from storage.crypto.vault import Vault
from storage.engine.clock import Clock
from storage.engine.database import Sessions
from storage.schema.base import Base
from storage.schema.gate_tables import ParentalConsent, VettingCheck
from storage.schema.safeguarding_tables import Hold, Restriction
from storage.schema.tables import Binome, Card, Offer, Person, Staff
from tests.bot.desk.test_team import invite_coordinator
from tests.cli.test_backups import build_sqlite_url, make_by_bot
from tests.families import add_parent, make_younger, write_consent_programme
from tests.faults.table_dump import read_rows
from tests.patience import PATIENCE_SECONDS
from tests.prepared import StoppedTown
from tests.town import BEGINNING, KEY, Town, open_town
from use_cases.binomes import holds, parental_answers
from use_cases.desk import minors_clearance, vetting
from use_cases.lasting_marks import LastingMarks
from use_cases.needs_offers import parental_requests
from use_cases.people import people, standing

REQUIRED: tuple[CheckKind, ...] = ("identity", "record_extract")
"""What the programme requires as shipped of whoever accompanies people under 18."""


async def test_an_old_backup_forgets_neither_a_bar_nor_who_is_kept_apart(
    active: StoppedTown, tmp_path: Path, worker_process: Executor
) -> None:
    """Decided after the copy was made, both hold again: the list beside the key knew at once, before any other copy."""
    key_file = tmp_path / "binome.key"
    async with active.run_copy(tmp_path, worker_process) as town:
        file = await make_by_bot(town)
        await _part_and_bar(town)
        await _wait_until_listed(key_file, "turned_away", "apart")
    there = {"BINOME_DATABASE": build_sqlite_url(tmp_path), "BINOME_KEY_FILE": str(key_file)}
    await restoring.restore(settings.read(there), KEY, file, BEGINNING)
    async with open_town(build_sqlite_url(tmp_path), tmp_path, worker_process) as town:
        await town.beat()
        assert [row.state for row in await read_rows(town, Binome)] == ["frozen"]
        async with town.app.sessions.begin() as session:
            pair = [one for person in active.people[:2] if (one := await people.find_person(session, person[0]))]
            assert [await standing.is_barred(session, one, BEGINNING) for one in pair] == [False, True]
            assert await standing.list_kept_apart(session) == {pair[0].id: {pair[1].id}, pair[1].id: {pair[0].id}}
        await _wait_until_listed(key_file, "holds")  # which the review of this beat has placed


async def test_a_database_that_has_forgotten_learns_from_the_list_at_the_start(
    active: StoppedTown, tmp_path: Path, worker_process: Executor
) -> None:
    """Whatever old copy of the file somebody put back by hand; a bar that was ended since does not come back."""
    free, barred = [Vault(KEY).fingerprint_turned_away(number).hex() for number, *_ in active.people[:2]]
    ended = (BEGINNING - timedelta(days=1)).isoformat()
    marks = {"turned_away": {f"barred {barred}": "", f"barred {free}": ended}, "apart": {}}
    (tmp_path / "binome.key.turned_away").write_text(json.dumps(marks), "utf-8")
    async with active.run_copy(tmp_path, worker_process) as town:
        await _wait_until(town, Restriction)
        young, volunteer, *_ = town.pair
        await young.write("/menu")
        await volunteer.write("/menu")
        assert "ne peut pas participer" not in await young.reads()
        assert "ne peut pas participer" in await volunteer.reads()


async def test_an_old_backup_forgets_neither_a_suspension_nor_a_hold(
    active: StoppedTown, tmp_path: Path, worker_process: Executor
) -> None:
    """Decided after the copy was made: the head has no right, the binôme is set aside, and its volunteer kept."""
    key_file = tmp_path / "binome.key"
    async with active.run_copy(tmp_path, worker_process) as town:
        file, (_, _, head, _) = await make_by_bot(town), town.pair
        async with town.app.sessions.begin() as session:
            binome, now = await session.get_one(Binome, 1), town.app.clock.now()
            await holds.place(session, binome, now, by=None, reason="un papier manque")
            person = await people.find_person(session, head.id)
            assert person is not None
            session.add(Restriction(fingerprint=person.fingerprint, person_id=person.id, kind="suspended", since=now))
        await _write_list(town, key_file)
        known = turned_away.read(key_file)
        assert sorted(mark.split()[0] for mark in known.restrictions) == ["held", "held", "suspended"]
        await _write_list(town, key_file)
        assert turned_away.read(key_file) == known
    there = {"BINOME_DATABASE": build_sqlite_url(tmp_path), "BINOME_KEY_FILE": str(key_file)}
    await restoring.restore(settings.read(there), KEY, file, BEGINNING)
    async with open_town(build_sqlite_url(tmp_path), tmp_path, worker_process) as town:
        assert [row.state for row in await read_rows(town, Binome)] == ["frozen"]
        assert await read_rows(town, Staff) == []
        async with town.app.sessions.begin() as session:
            binome = await session.get_one(Binome, 1)
            kept = await standing.list_kept(session, BEGINNING)
            assert kept == {binome.need.person_id, binome.offer.person_id}
            await holds.lift(session, binome, None, town.app.clock.now())
        await _write_list(town, key_file)
        assert [row.lifted_at is None for row in await read_rows(town, Hold)] == [False]
        known = turned_away.read(key_file)
        assert ([mark.split()[0] for mark in known.restrictions], known.holds) == (["suspended"], {})


async def test_an_old_backup_makes_nothing_count_again_that_was_taken_back(
    active: StoppedTown, tmp_path: Path, worker_process: Executor
) -> None:
    """After the copy a parent withdrew, the team took a check and with it a clearance back, and words were refused."""
    key_file, programme = tmp_path / "binome.key", write_consent_programme(tmp_path)
    async with active.run_copy(tmp_path, worker_process, BINOME_PROGRAMME=programme) as town:
        await _vouch_for(town)
        file = await make_by_bot(town)
        await town.pass_time(hours=1)
        await _take_back(town)
        volunteer = town.pair[1]
        await volunteer.write("/profil")
        await volunteer.tap("Ne pas utiliser mes mots")
        async with asyncio.timeout(PATIENCE_SECONDS):
            while len(turned_away.read(key_file).withdrawn) < 4:  # noqa: ASYNC110 - another thread's file has no event
                await asyncio.sleep(0.002)
        later = town.app.clock.now()
    there = {"BINOME_DATABASE": build_sqlite_url(tmp_path), "BINOME_KEY_FILE": str(key_file)}
    await restoring.restore(settings.read({**there, "BINOME_PROGRAMME": programme}), KEY, file, later)
    async with open_town(build_sqlite_url(tmp_path), tmp_path, worker_process, BINOME_PROGRAMME=programme) as town:
        await town.beat()
        assert [row.state for row in await read_rows(town, ParentalConsent)] == ["withdrawn"]
        assert [row.minors for row in await read_rows(town, Offer)] == [False]
        assert [row.kind for row in await read_rows(town, VettingCheck)] == ["identity"]
        refused = {row.id for row in await read_rows(town, Person) if row.words_refused_at}
        assert refused == {row.person_id for row in await read_rows(town, Offer)}
        assert [row.state for row in await read_rows(town, Binome)] == ["frozen"]
        assert {"parents", "restored"} <= {row.kind for row in await read_rows(town, Card)}


async def _vouch_for(town: Town) -> None:
    """Let the young person be 17, a parent agree, and the team have checked and cleared the volunteer."""
    async with town.app.sessions.begin() as session:
        binome, now = await session.get_one(Binome, 1), town.app.clock.now()
        young = await make_younger(session, binome.need)
        await parental_requests.ask_when_missing(session, young, now)
        parent = await add_parent(session, young, now)
        await parental_answers.answer(session, parent, young.id, agrees=True, now=now)
        head = await people.find_person(session, town.pair[2].id)
        assert head is not None
        for kind in REQUIRED:
            await vetting.record_check(session, binome.offer, kind, now.date(), head, now)
        await minors_clearance.give_clearance(session, binome.offer, head, now)


async def _take_back(town: Town) -> None:
    async with town.app.sessions.begin() as session:
        binome, now = await session.get_one(Binome, 1), town.app.clock.now()
        (row,) = await session.scalars(select(ParentalConsent))
        parent, head = [
            await session.get_one(Person, row.representative_id),
            await people.find_person(session, town.pair[2].id),
        ]
        assert head is not None
        await parental_answers.answer(session, parent, row.person_id, agrees=False, now=now)
        await vetting.take_back_check(session, binome.offer, "record_extract", head, now)


async def _write_list(town: Town, key_file: Path) -> None:
    keeper = turned_away.ListKeeper(key_file, town.app.sessions, town.app.clock, asyncio.Event())
    await keeper.write_list()


def test_an_old_list_is_still_read(tmp_path: Path) -> None:
    """One from before suspensions and holds were listed holds none."""
    marks = {"turned_away": {"barred 00": ""}, "apart": {}}
    (tmp_path / "binome.key.turned_away").write_text(json.dumps(marks), "utf-8")
    assert turned_away.read(tmp_path / "binome.key") == LastingMarks(marks["turned_away"], {}, {}, {}, {})


async def _part_and_bar(town: Town) -> None:
    """Let the young person report the volunteer, and the team decide both."""
    young, _, head, group = town.pair
    karim, _ = await invite_coordinator(town, head, group)
    await young.send_data("report:1:yes", (await young.messages())[-1]["message_id"])
    (card,) = [row for row in await read_rows(town, Card) if row.kind == "report"]
    await head.send_data(f"card:{card.id}:apart", (await head.messages())[-1]["message_id"])
    await head.write("à sa demande")
    for one in (head, karim):
        await one.send_data(f"card:{card.id}:bar-conduct", (await one.messages())[-1]["message_id"])


async def _wait_until_listed(key_file: Path, *parts: str) -> None:
    async with asyncio.timeout(PATIENCE_SECONDS):
        while not all(getattr(turned_away.read(key_file), part) for part in parts):  # noqa: ASYNC110 - a thread's file
            await asyncio.sleep(0.002)


async def _wait_until(town: Town, table: type[Base]) -> None:
    async with asyncio.timeout(PATIENCE_SECONDS):
        while not await read_rows(town, table):  # noqa: ASYNC110 - a database has no event
            await asyncio.sleep(0.002)


async def test_a_list_that_cannot_be_read_is_put_aside(small_sessions: Sessions, tmp_path: Path) -> None:
    """Somebody may look at it; the new one holds what the database has, and a restoration would have refused it."""
    key_file, path = tmp_path / "binome.key", tmp_path / "binome.key.turned_away"
    path.write_text("{", "utf-8")
    with pytest.raises(turned_away.BadTurnedAwayFile):
        turned_away.read(key_file)
    async with small_sessions.begin() as session:
        await standing.turn_away(session, 7_000_000_001, None)
    await turned_away.ListKeeper(key_file, small_sessions, Clock(), asyncio.Event()).write_list()
    assert (len(turned_away.read(key_file).turned_away), (tmp_path / f"{path.name}.unreadable").exists()) == (1, True)
    assert path.stat().st_mode & 0o777 == 0o600
