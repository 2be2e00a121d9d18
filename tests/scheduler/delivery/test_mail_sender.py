"""What leaves by mail goes through the outbox like all else, on a line of its own."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from email import message_from_string
from email.policy import default

from sqlalchemy import select

from scheduler.delivery.mail_sender import MailSender
from scheduler.delivery.mailbox import Mailbox
from storage.engine.app_session import AppSession
from storage.engine.clock import Clock
from storage.engine.database import Sessions
from storage.schema.safeguarding_tables import OutsideRecipient
from storage.schema.tables import Outgoing, Person
from tests.cast import NOW, add_coordinator, add_person, list_queued
from tests.scheduler.delivery.mail_server import AFTER_DATA, StubMailServer, serve_mail
from tests.texts.plain_text import TEXTS
from use_cases.outbox import outbox
from use_cases.team import outside

IMPATIENT_SECONDS = 0.3
HOUR = timedelta(hours=1)


@dataclass(slots=True)
class _Line:
    """A mail sender over a stub, and the time that it reads."""

    sessions: Sessions
    server: StubMailServer
    moment: datetime = NOW
    sender: MailSender = field(init=False)

    def __post_init__(self) -> None:
        mailbox = Mailbox(self.server.address(), IMPATIENT_SECONDS)
        self.sender = MailSender(self.sessions, self.sessions, mailbox, TEXTS, Clock(real_now=lambda: self.moment))

    async def read_row(self) -> Outgoing:
        async with self.sessions.begin() as session:
            return (await session.scalars(select(Outgoing).where(Outgoing.channel == "mail"))).one()


async def _add_recipient(session: AppSession) -> Person:
    person = await add_person(session, "Awa")
    await outside.bind(session, person, await outside.open_link(session, NOW), NOW)
    await outside.sign(session, person, NOW)
    await outside.save_mail(session, person, "awa@example.net", NOW)
    await outbox.put(session, NOW, person, "outside_mail_test")
    return person


async def _claim(sessions: Sessions) -> list[str]:
    """Return the kinds of what the line to Telegram takes."""
    async with sessions.begin() as session:
        return [one.kind for one in await outbox.claim(session, NOW, NOW, (), is_staff_bound=True)]


async def test_a_mail_whose_fate_is_unknown_leaves_again_under_the_same_number(small_sessions: Sessions) -> None:
    """The same link too, so that whichever arrives works; a chat waits for none of it."""
    async with small_sessions.begin() as session:
        person = await _add_recipient(session)
    async with serve_mail(StubMailServer({AFTER_DATA: ""})) as server:
        line = _Line(small_sessions, server)
        assert "outside_mail_test" not in await _claim(small_sessions)
        assert await line.sender.send_next()
        row = await line.read_row()
        assert (row.state, row.resent) == ("queued", 1)
        assert not await line.sender.send_next()
        async with small_sessions.begin() as session:
            await outbox.put(session, NOW, person, "help")
        assert "help" in await _claim(small_sessions)
        server.replies, line.moment = {}, NOW + HOUR
        assert await line.sender.send_next()
        assert (await line.read_row()).state == "sent"
        first, second = [message_from_string(one, policy=default) for one in server.mails]
        assert first["Message-ID"] == second["Message-ID"]
        assert first.get_content() == second.get_content()


async def test_a_refused_mail_is_told_to_the_heads_until_one_is_taken(small_sessions: Sessions) -> None:
    """It is given up, the doctor can say why, and the heads hear of it once."""
    async with small_sessions.begin() as session:
        head, person = await add_coordinator(session, role="head"), await _add_recipient(session)
    async with serve_mail(StubMailServer({"RCPT": "550 nobody"})) as server:
        line = _Line(small_sessions, server)
        assert await line.sender.send_next()
        assert (await line.read_row()).state == "given_up"
        async with small_sessions.begin() as session:
            assert await outside.find_mail_problem(session) == "SMTP 550"
            assert "outside_news" in await list_queued(session, head)
            await session.delete((await session.scalars(select(Outgoing).where(Outgoing.channel == "mail"))).one())
            await outbox.put(session, NOW, await session.get_one(Person, person.id), "outside_mail_test")
        server.replies = {}
        assert await line.sender.send_next()
        async with small_sessions.begin() as session:
            assert await outside.find_mail_problem(session) == ""


async def test_nothing_is_mailed_to_whoever_is_the_recipient_no_more(small_sessions: Sessions) -> None:
    """What waited for them is not said."""
    async with small_sessions.begin() as session:
        person = await _add_recipient(session)
        await session.delete(await session.get_one(OutsideRecipient, person.id))
    async with serve_mail(StubMailServer()) as server:
        line = _Line(small_sessions, server)
        assert await line.sender.send_next()
        assert (await line.read_row()).state == "cancelled"
        assert server.heard == []
