"""The relay's other line: what leaves by mail. A mail server that is slow or away keeps no chat waiting."""

import asyncio
import logging
from dataclasses import dataclass
from datetime import timedelta
from html import unescape
from typing import Any

from mentoring.message_kinds import OutboxState
from scheduler.delivery.mailbox import Mail, Mailbox, MailOutcome
from storage.engine.app_session import AppSession
from storage.engine.clock import Clock
from storage.engine.database import UNAVAILABLE, Sessions
from storage.schema.tables import Outgoing, Person
from texts import Texts
from use_cases.messages import context
from use_cases.outbox import mails, outbox
from use_cases.team import outside

log = logging.getLogger(__name__)

IDLE_SECONDS = 1.0
"""A mail that waits a second is on time."""
INITIAL_RETRY_DELAY, MAX_RETRY_DELAY = timedelta(seconds=30), timedelta(hours=1)


@dataclass(slots=True)
class MailSender:
    """Sends one mail at a time, and records what became of it."""

    sessions: Sessions
    unfenced_sessions: Sessions
    """Takes what became of a mail even when another process speaks by then."""
    mailbox: Mailbox
    texts: Texts
    clock: Clock

    async def run(self) -> None:
        """Send for ever."""
        while True:
            try:
                was_found = await self.send_next()
            except UNAVAILABLE as error:
                log.warning("storage_unavailable", extra={"problem": type(error).__name__})
                was_found = False
            if not was_found:
                await asyncio.sleep(IDLE_SECONDS)

    async def send_next(self) -> bool:
        """Send the next mail that is due; return whether there was one."""
        async with self.sessions.begin() as session:
            row = await mails.claim(session, self.clock.now(), self.clock.real_now())
            if row is None:
                return False
            mail = await self._prepare(session, row)
        if mail is not None:
            await self._record(row, *await asyncio.to_thread(self.mailbox.send, mail))
        return True

    async def _prepare(self, session: AppSession, row: Outgoing) -> Mail | None:
        """Return a claimed row as a mail; None, settled, when there is nothing to say any more or no way to say it."""
        person = await session.get_one(Person, row.person_id)
        address = await outside.read_address(session, person)
        try:
            if not address:
                raise context.NoLongerTrue
            shown = self.texts.render(row.kind, await context.build_context(session, row, self.clock.now()))
        except context.NoLongerTrue:
            await outbox.settle_row(session, row.id, "cancelled", self.clock.real_now())
            return None
        subject, _, text = unescape(shown.text).partition("\n")
        return Mail(address, subject, text.strip(), session.vault.fingerprint(f"mail {row.id}").hex()[:32])

    async def _record(self, row: Outgoing, outcome: MailOutcome, problem: str) -> None:
        """Write down what came of a mail, again and again until the database takes it: the mail has left."""
        log.info("mail_handed_in", extra={"row": row.id, "kind": row.kind, "became": outcome, "problem": problem})
        while True:
            try:
                async with self.unfenced_sessions.begin() as session:
                    return await self._settle(session, row, outcome, problem)
            except UNAVAILABLE:
                log.warning("outcome_not_recorded_yet", extra={"row": row.id})
                await asyncio.sleep(IDLE_SECONDS)

    async def _settle(self, session: AppSession, row: Outgoing, outcome: MailOutcome, problem: str) -> None:
        real, state = self.clock.real_now(), _STATES[outcome]
        more: dict[str, Any] = {"problem": problem}
        if outcome == "unknown" and outbox.may_leave_again(row):
            state, more["resent"] = "queued", row.resent + 1
        if state == "queued":
            more["retry_at"] = real + min(INITIAL_RETRY_DELAY * (1 << min(row.attempts - 1, 10)), MAX_RETRY_DELAY)
        await outbox.settle_row(session, row.id, state, real, attempt=row.attempts, **more)
        if outcome in ("sent", "refused"):
            refusal = problem if outcome == "refused" else ""
            await outside.note_mail(session, row.person_id or 0, refusal, self.clock.now())


_STATES: dict[MailOutcome, OutboxState] = {
    "sent": "sent",
    "refused": "given_up",
    "later": "queued",
    "unknown": "uncertain",
}
