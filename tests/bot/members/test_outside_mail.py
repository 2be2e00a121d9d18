"""The outside recipient's mail: given in the chat, proven by a link, and used for what is urgent."""

from collections.abc import AsyncIterator
from concurrent.futures import Executor
from email import message_from_string
from email.policy import default
from pathlib import Path

import pytest

from storage.schema.safeguarding_tables import OutsideRecipient
from tests.faults.table_dump import read_rows
from tests.people import make_head_with_group
from tests.scheduler.delivery.mail_server import SENDER, StubMailServer, serve_mail
from tests.town import Town, open_town
from use_cases.people import people
from use_cases.team import cards, outside

ADDRESS = "awa@example.net"


@pytest.fixture
async def server() -> AsyncIterator[StubMailServer]:
    """Serve a mail server that takes every mail."""
    async with serve_mail(StubMailServer()) as found:
        yield found


def _read(server: StubMailServer) -> tuple[str, str]:
    """Return the newest mail's subject and words, and check to whom it went."""
    mail = message_from_string(server.mails[-1], policy=default)
    assert mail["To"] == ADDRESS
    return str(mail["Subject"]).replace("\u00a0", " "), mail.get_content()


def _find_code(words: str) -> str:
    return words.partition("?start=")[2].split()[0]


async def test_a_mail_carries_a_number_and_a_link_that_serves_once(
    server: StubMailServer, sqlite_url: str, tmp_path: Path, worker_process: Executor
) -> None:
    """The address is sealed; the test's link proves it; an urgent case is announced there without a word of it."""
    mail = {"BINOME_MAIL_HOST": "127.0.0.1", "BINOME_MAIL_PORT": str(server.port), "BINOME_MAIL_FROM": SENDER}
    async with open_town(sqlite_url, tmp_path, worker_process, None, **mail) as town:
        head, _ = await make_head_with_group(town)
        awa, lou = await town.add_person("Awa"), await town.add_person("Lou")
        async with town.app.sessions.begin() as session:
            code = await outside.open_link(session, town.app.clock.now())
        await awa.write(f"/start {code}")
        await awa.tap("Je promets la confidentialité")
        await awa.write("awa chez exemple")
        assert "pas reconnu une adresse mail" in await awa.reads()
        await awa.write(ADDRESS)
        assert "mail d'essai" in await awa.reads()
        assert ADDRESS.encode() not in (await read_rows(town, OutsideRecipient))[0].mail
        subject, words = _read(server)
        assert subject == "Essai de mail"
        await lou.write(f"/start {_find_code(words)}")
        assert (await read_rows(town, OutsideRecipient))[0].mail_confirmed_at is None
        await awa.write(f"/start {_find_code(words)}")
        assert (await read_rows(town, OutsideRecipient))[0].mail_confirmed_at is not None
        await _accuse(town, head.id, lou.id)
        subject, words = _read(server)
        assert subject.startswith("Un cas vous attend : S-")
        assert not {"photos", "Lou", "Claire", "ignal"} & set(words.split())
        await awa.write(f"/start {_find_code(words)}")
        assert subject.rpartition(" ")[2] in await awa.reads()
        await awa.write(f"/start {_find_code(words)}")
        assert "Ce lien" in await awa.reads()
        await awa.tap("Mon adresse mail")
        await awa.tap("Pas de mail")
        assert (await read_rows(town, OutsideRecipient))[0].mail is None


async def _accuse(town: Town, head: int, writer: int) -> None:
    async with town.app.sessions.begin() as session:
        about, person = await people.find_person(session, head), await people.find_person(session, writer)
        assert about is not None
        assert person is not None
        ids = {"person_id": person.id, "about_id": about.id, "about_print": about.fingerprint}
        await cards.open_case(session, town.app.clock.now(), "report", "staff:1:2", words="des photos", **ids)
    await town.settle()
