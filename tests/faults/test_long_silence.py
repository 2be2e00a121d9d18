"""Telegram does not answer for two hours: the team reads once what that cost."""

import asyncio
from datetime import timedelta

from sqlalchemy import or_, select

from storage.schema.tables import MentoringSession, Outgoing
from tests.faults.bot_api_calls import list_calls
from tests.faults.table_dump import list_outgoing, read_rows
from tests.patience import PATIENCE_SECONDS
from tests.town import Town
from use_cases.outbox import outbox
from use_cases.people import people

STEP = timedelta(minutes=11)
"""Longer than anything waits for its next try."""
BEFORE_THE_REMINDER = timedelta(minutes=65)
OUTAGE_REPORT = """📡 Telegram répond de nouveau

Rien n'a pu partir mardi 24 novembre, de 17 h 06 à 19 h 18.

✉️ Messages en retard, envoyés maintenant : 1
⌛ Rappels non envoyés, car la session avait commencé : 2
Binômes concernés : B-001.

Un mot de votre part peut aider. Pour voir un binôme : /binome B-001"""


async def _pass(town: Town, by: timedelta, *, silent: bool = False) -> None:
    """Let real time pass, do what is due, and have everything tried that may be, or Telegram asked in vain."""
    before, asked = town.app.clock.real_now, len(await list_calls(town, "getme"))
    town.app.clock.real_now = lambda: before() + by
    await town.app.heartbeat.beat()
    async with asyncio.timeout(PATIENCE_SECONDS):
        while await _is_anything_leaving(town) and not (silent and len(await list_calls(town, "getme")) > asked):
            town.app.sender.wake()
            await asyncio.sleep(0.01)


async def _is_anything_leaving(town: Town) -> bool:
    may_be_tried = or_(Outgoing.retry_at.is_(None), Outgoing.retry_at <= town.app.clock.real_now())
    queued = (Outgoing.state == "queued") & (Outgoing.due_at <= town.app.clock.now()) & may_be_tried
    async with town.app.sessions.begin() as session:
        found = await session.scalars(select(Outgoing.id).where(queued | (Outgoing.state == "sending")))
        return found.first() is not None


async def test_after_two_hours_the_team_reads_once_what_was_late_and_what_was_missed(active_town: Town) -> None:
    """From when to when, how many messages left late, and whose session began without its reminders; no cards."""
    young, _volunteer, _head, group = active_town.pair
    (planned,) = await read_rows(active_town, MentoringSession)
    wait = planned.starts_at - BEFORE_THE_REMINDER - active_town.app.clock.now()
    await active_town.pass_time(seconds=wait.total_seconds())
    before = len(await group.messages())
    await active_town.act("fault", method="*", status=502, times=100_000)
    for step in range(12):
        if step == 6:
            async with active_town.app.sessions.begin() as session:
                await outbox.put(
                    session, active_town.app.clock.now(), await people.find_person(session, young.id), "privacy"
                )
        await _pass(active_town, STEP, silent=True)
    assert "outage" in await list_outgoing(active_town, "queued")
    await active_town.act("faults/clear")
    for _ in range(3):
        await _pass(active_town, STEP)
    await active_town.settle()
    assert [one["text"] for one in (await group.messages())[before:]] == [OUTAGE_REPORT]
    assert (await list_outgoing(active_town, "expired")) == ["reminder_soon", "reminder_soon"]
