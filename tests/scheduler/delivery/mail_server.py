"""A mail server at the wire: takes every mail, or answers what it is told to; an empty answer is silence."""

import asyncio
import ssl
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from mentoring.mail import MailServer

SENDER = "bot@example.org"
AFTER_DATA = "."
"""The name of the answer to a whole mail, among those to commands."""


@dataclass(slots=True)
class StubMailServer:
    """What it answers to which command, and what it has taken."""

    replies: dict[str, str] = field(default_factory=dict)
    offers: tuple[str, ...] = ()
    tls: ssl.SSLContext | None = None
    heard: list[str] = field(default_factory=list)
    mails: list[str] = field(default_factory=list)
    port: int = 0

    def address(self, **login: str) -> MailServer:
        """Return how it is reached."""
        return MailServer("127.0.0.1", self.port, SENDER, **login)

    async def talk(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Answer one client to its end."""
        writer.write(b"220 here\r\n")
        while line := (await reader.readline()).decode().split():
            verb = line[0].upper()
            self.heard.append(verb)
            if verb == "DATA":
                writer.write(b"354 go on\r\n")
                whole = (await reader.readuntil(b"\r\n.\r\n")).decode()
                self.mails.append(whole.removesuffix(".\r\n").replace("\r\n", "\n"))
                verb = AFTER_DATA
            if reply := self.replies.get(verb, self._answer(verb)):
                writer.write(f"{reply}\r\n".encode())
            if verb == "STARTTLS" and self.tls is not None:
                await writer.start_tls(self.tls)
        writer.close()

    def _answer(self, verb: str) -> str:
        if verb == "EHLO":
            *some, last = ("here", *self.offers)
            return "\r\n".join([*(f"250-{one}" for one in some), f"250 {last}"])
        return {"QUIT": "221 bye", "STARTTLS": "220 now", "AUTH": "235 in"}.get(verb, "250 ok")


@asynccontextmanager
async def serve_mail(server: StubMailServer) -> AsyncIterator[StubMailServer]:
    """Serve at a free port."""
    listening = await asyncio.start_server(server.talk, "127.0.0.1", 0)
    server.port = listening.sockets[0].getsockname()[1]
    try:
        yield server
    finally:
        listening.close()
