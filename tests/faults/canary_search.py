"""Where words that exist nowhere else may stand: logs, pages, group, mails, files, backups, and every table."""

import base64
import io
import json
import sqlite3
from collections.abc import Callable, Iterable
from contextlib import closing, suppress
from functools import partial
from pathlib import Path
from typing import Any

from cli import backups, health, metrics
from storage.crypto.encrypted_files import decrypt_pieces
from storage.crypto.vault import Vault, WrongKey
from storage.schema.safeguarding_tables import CaseKey
from storage.schema.tables import PersonKey
from tests.bot.carriers import CARRIERS
from tests.faults.canary_flows import PLAYERS, sign_up, speak_as_parent, type_elsewhere
from tests.faults.canary_stage import Canaries, Stage
from tests.faults.table_dump import read_rows
from tests.faults.test_erased_bytes import erase_everything, read_boxes
from tests.scheduler.delivery.mail_server import StubMailServer
from tests.town import KEY, Town, Visitor

VAULT = Vault(KEY)
PASSING = {
    *("need birth", "offer birth", "birth", "birth_new", "check", "moment", "until", "silence_until", "away"),
    *("start link", "forged button", "forged choice"),
    *("talk", "talk kept back", "unsent question"),
    *("name of a parent", "said by a parent"),
    *("said in the group", "sought in the group", "/chercher", "/besoin", "/binome", "/proposer", "/inconnu"),
    *(f"carried as {carrier}" for carrier in CARRIERS if carrier != "unreadable"),
}
"""What is read as a day, a number or a command, or answers nothing: of it no word is kept at all."""
DEFERRED = {"report", "concern", "distress", "record", "reason", "note on a case", "distress of a parent"}
"""Told to the team for somebody's safety: sealed under the case's own key until its term (SAFEGUARDING, erasure)."""


def spell_bytes(word: str) -> set[bytes]:
    """Return how a word may stand in bytes: in both encodings, in hexadecimal, in base64 wherever it begins there."""
    lower = word.lower()
    return {lower.encode(), lower.encode("utf-16-le"), lower.encode().hex().encode()}


def spell_base64(word: str) -> set[bytes]:
    """Return the middle of a word in base64, which its neighbours do not change."""
    shifted = (base64.b64encode(b" " * shift + word.encode()) for shift in range(3))
    return {one[4:-4] for one in shifted}


def find_planted(canaries: Canaries, *stored: bytes) -> set[str]:
    """Return the fields and flows whose words are in what is stored or shown."""
    folded = [one.lower() for one in stored]
    return {
        where
        for where, word in canaries.planted.items()
        if any(spelt in one for one in folded for spelt in spell_bytes(word))
        or any(spelt in one for one in stored for spelt in spell_base64(word))
    }


def read_files(folder: Path) -> bytes:
    """Return all that the program has on the disk; the simulator plays Telegram, which keeps its own chats."""
    files = [file for file in folder.rglob("*") if file.is_file() and not file.name.startswith("simulator")]
    assert backups.KEYS_FILE in {file.name for file in files}
    return b"\n".join(file.read_bytes() for file in files)


async def read_pages(town: Town) -> bytes:
    """Return the page of metrics, the reasons of the health page, and what the bot said in the staff group."""
    counted = metrics.render(await metrics.read_state(town.app, count=True))
    group = [one for one in await town.messages(town.pair[3].chat) if one["from"]["id"] == town.bot_id]
    assert len(group) > 5
    return counted + json.dumps([await health.list_reasons(town.app), group], ensure_ascii=False).encode()


def read_backup(file: Path, folder: Path) -> tuple[bytes, set[bytes]]:
    """Return what a backup is once the association's key has opened it, and the sealed values in it."""
    with file.open("rb") as source:
        opened = b"".join(decrypt_pieces(VAULT, source.read))
    plain = folder / "opened"
    plain.write_bytes(opened)
    with closing(sqlite3.connect(plain)) as copy:
        tables = [name for (name,) in copy.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        rows = [row for table in tables for row in copy.execute(f"SELECT * FROM {table}")]
    plain.unlink()
    return opened, {value for row in rows for value in row if isinstance(value, bytes)}


async def open_all(town: Town, *copies: Path, folder: Path) -> bytes:
    """Return all that whoever has the association's key, the database and each backup can read."""
    boxes, plain = await read_boxes(town), b""
    keys = {row.wrapped for table in (PersonKey, CaseKey) for row in await read_rows(town, table)}
    with next(copies[-1].parent.glob(backups.KEYS_FILE)).open("rb") as source:
        beside = json.loads(b"".join(decrypt_pieces(VAULT, source.read)))
    keys |= {bytes.fromhex(key) for key in beside["keys"].values()}
    for copy in copies:
        opened, sealed = read_backup(copy, folder)
        plain, boxes = plain + opened, boxes | sealed
    return plain + b"\n".join(open_box(box, keys) for box in boxes)


async def read_said(played: Stage, log: io.StringIO, server: StubMailServer) -> bytes:
    """Return what was said without anybody's key: the log, the pages, the group, and the bodies of mails."""
    mails = "".join(server.mails).partition("\n\n")[2]
    return b"\n".join([log.getvalue().encode(), await read_pages(played.town), mails.encode()])


async def play_all(town: Town) -> Stage:
    """Type everything that can be typed, by whoever may; then a day goes by."""
    canaries = Canaries()
    stranger = await town.add_person(canaries.plant("name on Telegram"))
    found = Stage(town, stranger, await town.add_person("Awa"), canaries)
    for one in (stranger, found.outsider):
        await one.write("/start")
    for play in (type_elsewhere, *PLAYERS.values(), sign_up, speak_as_parent):
        await play(found)
    await town.pass_time(days=1)
    return found


async def erase_all(played: Stage) -> None:
    """Let everybody erase everything; the only head says twice that nobody follows."""
    *others, head, _ = played.town.pair
    await erase_everything(*others, played.stranger, played.outsider, *played.newcomers)
    await _erase_head(head)


async def _erase_head(head: Visitor) -> None:
    await head.write("/effacer")
    await head.tap("Effacer sans que personne ne suive")
    await head.tap("Oui, tout effacer")


def open_box(box: bytes, keys: Iterable[bytes]) -> bytes:
    """Return what a value says, whichever key opens it; nothing when none does."""
    ways: list[Callable[[bytes], Any]] = [VAULT.open_own, *(partial(VAULT.open, key) for key in keys)]
    for opens in ways:
        with suppress(WrongKey, ValueError):  # of a data key there is nothing to read
            return json.dumps(opens(box), ensure_ascii=False).encode()
    return b""
