"""One mail by SMTP, and what came of it: delivered, refused, to be tried again, or nobody knows."""

import smtplib
import ssl
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from email.message import EmailMessage
from email.policy import SMTP
from typing import Literal

from mentoring.mail import MailServer

MailOutcome = Literal["sent", "refused", "later", "unknown"]
TIMEOUT_SECONDS = 20.0
"""For each answer of the server."""
TLS_PORT = 465
"""Where a server speaks TLS from the first byte on."""
DELIVERED, REFUSED_FOR_GOOD = 250, 500
"""Replies from the second on stay what they are; smaller ones than that ask to try again."""


class PasswordInClear(smtplib.SMTPException):
    """The mail server is elsewhere and offers no TLS: whoever listens on the way would read the password."""


@dataclass(frozen=True, slots=True)
class Mail:
    """A mail. Its number stays the same when it is sent once more: whoever has it already can tell."""

    to: str
    subject: str
    text: str
    number: str


@dataclass(frozen=True, slots=True)
class Mailbox:
    """Hands mails in. Each call waits for the network, and is made in a thread."""

    server: MailServer
    timeout_seconds: float = TIMEOUT_SECONDS
    trusted: ssl.SSLContext = field(default_factory=ssl.create_default_context, repr=False)

    def send(self, mail: Mail) -> tuple[MailOutcome, str]:
        """Hand a mail in; return what came of it, and the name of the error."""
        is_handed_over = False
        try:
            with self._open() as smtp:
                _require_ok(*smtp.mail(self.server.sender))
                _require_ok(*smtp.rcpt(mail.to))
                is_handed_over = True  # from here on silence says nothing: the server may have it
                _require_ok(*smtp.data(self._write(mail).as_bytes()))
        except smtplib.SMTPResponseException as error:
            return ("refused" if error.smtp_code >= REFUSED_FOR_GOOD else "later"), f"SMTP {error.smtp_code}"
        except (OSError, smtplib.SMTPException) as error:
            return ("unknown" if is_handed_over else "later"), type(error).__name__
        return "sent", ""

    def find_fault(self) -> str:
        """Return why no mail could be handed in now; empty when the server answers."""
        try:
            with self._open() as smtp:
                smtp.noop()
        except (OSError, smtplib.SMTPException) as error:
            return type(error).__name__
        return ""

    @contextmanager
    def _open(self) -> Iterator[smtplib.SMTP]:
        """Open a line to the server, in TLS where the server offers it, logged in where a user is set."""
        smtp = self._connect()
        try:
            smtp.ehlo_or_helo_if_needed()
            self._secure(smtp)
            if self.server.user:
                smtp.login(self.server.user, self.server.password)
            yield smtp
            with suppress(OSError, smtplib.SMTPException):  # a mail that was taken is not lost by a rude goodbye
                smtp.quit()
        finally:
            smtp.close()

    def _secure(self, smtp: smtplib.SMTP) -> None:
        is_here = self.server.host in ("localhost", "127.0.0.1", "::1")
        if isinstance(smtp, smtplib.SMTP_SSL):
            return
        if smtp.has_extn("starttls"):
            smtp.starttls(context=self.trusted)
        elif self.server.user and not is_here:
            raise PasswordInClear

    def _connect(self) -> smtplib.SMTP:
        where = (self.server.host, self.server.port)
        if self.server.port == TLS_PORT:
            return smtplib.SMTP_SSL(*where, timeout=self.timeout_seconds, context=self.trusted)
        return smtplib.SMTP(*where, timeout=self.timeout_seconds)

    def _write(self, mail: Mail) -> EmailMessage:
        written = EmailMessage(SMTP)
        written["From"], written["To"], written["Subject"] = self.server.sender, mail.to, mail.subject
        written["Message-ID"] = f"<{mail.number}@{self.server.sender.rpartition('@')[2]}>"
        written["Auto-Submitted"] = "auto-generated"
        written.set_content(mail.text, cte="quoted-printable")
        return written


def _require_ok(code: int, answer: bytes) -> None:
    if code // 10 != DELIVERED // 10:
        raise smtplib.SMTPResponseException(code, answer)
