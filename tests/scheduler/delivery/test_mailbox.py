"""One mail by SMTP: what the server says decides what became of it, and silence after the words decides nothing."""

import asyncio
import ipaddress
import ssl
from datetime import UTC, datetime, timedelta
from email import message_from_string
from email.policy import default
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from mentoring.mail import MailServer
from scheduler.delivery.mailbox import Mail, Mailbox
from tests.scheduler.delivery.mail_server import AFTER_DATA, SENDER, StubMailServer, serve_mail

MAIL = Mail("awa@example.net", "Un cas vous attend : S-123456", "Ouvrez ce lien :\nhttps://t.me/b?start=s-1", "0a1b2c")
IMPATIENT_SECONDS = 0.3


async def _send(server: StubMailServer, **login: str) -> tuple[str, str]:
    async with serve_mail(server):
        mailbox = Mailbox(server.address(**login), IMPATIENT_SECONDS)
        return await asyncio.to_thread(mailbox.send, MAIL)


async def test_a_mail_arrives_as_it_was_written() -> None:
    """To whom, from whom, the subject, the words in any script, and its number."""
    server = StubMailServer()
    assert await _send(server) == ("sent", "")
    got = message_from_string(server.mails[0], policy=default)
    assert (got["To"], got["From"], got["Subject"]) == (MAIL.to, SENDER, MAIL.subject)
    assert got["Message-ID"] == "<0a1b2c@example.org>"
    assert MAIL.text in got.get_content()


@pytest.mark.parametrize(
    ("replies", "became"),
    [
        ({"RCPT": "550 nobody of that name"}, ("refused", "SMTP 550")),
        ({AFTER_DATA: "554 no"}, ("refused", "SMTP 554")),
        ({"MAIL": "451 later"}, ("later", "SMTP 451")),
        ({AFTER_DATA: "452 full"}, ("later", "SMTP 452")),
        ({"RCPT": ""}, ("later", "SMTPServerDisconnected")),
        ({AFTER_DATA: ""}, ("unknown", "SMTPServerDisconnected")),
    ],
)
async def test_what_the_server_says_decides(replies: dict[str, str], became: tuple[str, str]) -> None:
    """A refusal is for good, "later" is later; once the words were handed over silence says nothing."""
    assert await _send(StubMailServer(replies)) == became


async def test_a_server_that_is_away_is_tried_later() -> None:
    """Nothing was handed over; and whoever asks whether it answers is told why not."""
    async with serve_mail(StubMailServer()) as server:
        gone = server.address()
        assert await asyncio.to_thread(Mailbox(gone).find_fault) == ""
    assert Mailbox(gone, IMPATIENT_SECONDS).send(MAIL)[0] == "later"
    assert Mailbox(gone, IMPATIENT_SECONDS).find_fault() == "ConnectionRefusedError"


async def test_a_user_logs_in_and_a_wrong_password_is_a_refusal() -> None:
    """Without a user nobody does."""
    login = {"user": "bot", "password": "secret"}
    server = StubMailServer(offers=("AUTH PLAIN",))
    assert await _send(server, **login) == ("sent", "")
    assert "AUTH" in server.heard
    assert await _send(StubMailServer({"AUTH": "535 no"}, offers=("AUTH PLAIN",)), **login) == ("refused", "SMTP 535")


async def test_tls_is_used_where_the_server_offers_it(tmp_path: Path) -> None:
    """And only with a server that proves who it is."""
    own, trusted = _make_certificate(tmp_path)
    for trust, became in ((trusted, "sent"), (ssl.create_default_context(), "later")):
        async with serve_mail(StubMailServer(offers=("STARTTLS",), tls=own)) as server:
            mailbox = Mailbox(server.address(), IMPATIENT_SECONDS, trust)
            assert (await asyncio.to_thread(mailbox.send, MAIL))[0] == became
            assert "STARTTLS" in server.heard


def test_a_password_is_not_shown() -> None:
    """Neither in a log nor in an error."""
    assert "secret" not in repr(Mailbox(MailServer("h", 25, SENDER, "bot", "secret")))


def _make_certificate(folder: Path) -> tuple[ssl.SSLContext, ssl.SSLContext]:
    """Return the server's side of a certificate for this machine, and the side that trusts it."""
    key, name = ec.generate_private_key(ec.SECP256R1()), x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "here")])
    day, here = timedelta(days=1), x509.IPAddress(ipaddress.ip_address("127.0.0.1"))
    begins = datetime.now(UTC) - day
    made = x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number(), begins, begins + 2 * day)
    made = made.add_extension(x509.SubjectAlternativeName([here]), critical=False)
    path = folder / "server.pem"
    pem = serialization.Encoding.PEM
    private = key.private_bytes(pem, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    path.write_bytes(private + made.sign(key, hashes.SHA256()).public_bytes(pem))
    own = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    own.load_cert_chain(path)
    return own, ssl.create_default_context(cafile=str(path))
