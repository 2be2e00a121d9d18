"""Somebody erases everything while messages for them wait, leave and fail: what is left of them."""

import asyncio
import io
import logging

import pytest

from cli import logs
from storage.schema.tables import Outgoing
from tests.cli.test_logs import read_events, restore_logging
from tests.faults.bot_api_calls import type_text
from tests.faults.table_dump import dump, read_rows
from tests.patience import PATIENCE_SECONDS
from tests.people import make_active_pair
from tests.town import Town
from use_cases.people import people

__all__ = ["restore_logging"]
WORDS = "Je cherche Zéphyrine"


async def _read_theirs(town: Town, person_id: int) -> dict[str, str]:
    """Return the kinds of the messages for somebody, each with the state of the last one."""
    return {row.kind: row.state for row in await read_rows(town, Outgoing) if row.person_id == person_id}


async def _reach_middle(town: Town, person_id: int) -> None:
    """Return once one message is under way to somebody, and another waits behind it."""
    async with asyncio.timeout(PATIENCE_SECONDS):
        while True:
            theirs = await _read_theirs(town, person_id)
            if theirs.get("privacy") == "queued" and "sending" in theirs.values():
                return
            await asyncio.sleep(0.01)


@pytest.mark.usefixtures("restore_logging")
async def test_erasure_in_the_middle_of_a_round_leaves_no_later_message_and_no_trace(small_town: Town) -> None:
    """One message is under way, one waits, reminders are planned: none leaves; tables, queue and log know nobody."""
    stream, town = io.StringIO(), small_town
    logs.send_to(stream)
    logging.getLogger().setLevel(logging.INFO)
    young, *_ = await make_active_pair(town)
    async with town.app.sessions.begin() as session:
        person = await people.find_person(session, young.id)
        assert person is not None
        number, fingerprint = person.id, str(person.fingerprint)
    assert fingerprint in str(await dump(town))
    await town.act("fault", method="sendMessage", status="timeout")
    for text in (WORDS, "/privacy"):
        await type_text(town, young, text)
    await _reach_middle(town, number)
    newest = (await young.messages())[-1]["message_id"]
    await town.act("tap", chat=young.chat, user=young.id, message_id=newest, data="erase::yes")
    called = len(town.simulator.bot_api.log)
    await town.settle()  # what was under way has ended meanwhile
    await town.pass_time(days=2)
    assert [call for call in list(town.simulator.bot_api.log)[called:] if str(young.id) in str(call["params"])] == []
    assert await _read_theirs(town, number) == {}
    found = await dump(town)
    assert [name for name, table in found.items() if any(row.get("person_id") == number for row in table)] == []
    assert [name for name, table in found.items() if fingerprint in str(table)] == []
    assert "message_not_sent" in {one["event"] for one in read_events(stream)}
    assert [said for said in ("Inès", "Zéphyrine", "alternance", str(young.id)) if said in stream.getvalue()] == []
