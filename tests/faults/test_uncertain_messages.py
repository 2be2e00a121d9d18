"""Nobody knows whether a message arrived: what each kind does about it, and what proves that it did."""

import asyncio
from datetime import timedelta

from storage.schema.tables import Outgoing
from tests.faults.bot_api_calls import add_newcomer, list_calls
from tests.faults.table_dump import list_outgoing, read_reference, read_rows
from tests.patience import PATIENCE_SECONDS
from tests.people import make_head_with_group, make_trained_volunteer, sign_up_young
from tests.town import Town, Visitor


async def _reminder_in_doubt(town: Town) -> tuple[Visitor, Visitor, Visitor]:
    """Let the answer to the first reminder of the day before be lost; return young person, volunteer and group.

    The team is at work by then: what is not urgent waits for that.
    """
    young, volunteer, _, group = town.pair
    await town.act("fault", method="sendMessage", status="timeout")
    await town.pass_time(hours=9)
    await town.pass_time(hours=15)
    return young, volunteer, group


async def _retries(town: Town) -> int:
    return sum(row.retry_at is not None and row.state == "queued" for row in await read_rows(town, Outgoing))


async def _until(town: Town, many: int) -> None:
    """Return once so many messages wait to be tried again."""
    async with asyncio.timeout(PATIENCE_SECONDS):
        while await _retries(town) < many:  # noqa: ASYNC110 - the row of another task has no event
            await asyncio.sleep(0.02)


async def test_a_reminder_whose_fate_is_unknown_is_listed_and_not_sent_twice(active_town: Town) -> None:
    """The team gets one card; the other side has its reminder; nothing is repeated."""
    *_, group = await _reminder_in_doubt(active_town)
    await active_town.pass_time(hours=1)
    assert await list_outgoing(active_town, "uncertain") == ["reminder_day"]
    assert (await list_outgoing(active_town, "sent")).count("reminder_day") == 1
    assert (await group.reads_all()).count("· Messages peut-être perdus") == 1


async def test_the_team_reads_which_messages_are_in_doubt(active_town: Town) -> None:
    """What it was, for whom and about which binôme: in private, from the card."""
    young, volunteer, group = await _reminder_in_doubt(active_town)
    await group.tap("Détail en privé")
    (doubtful,) = [row for row in await read_rows(active_town, Outgoing) if row.state == "uncertain"]
    head = next(row for row in await read_rows(active_town, Outgoing) if row.kind == "doubtful")
    assert head.state == "sent"
    said = [str(call["params"]["text"]) for call in await list_calls(active_town)][-1]
    name = young.name if doubtful.person_id == 3 else volunteer.name
    assert "rappel de la veille" in said
    assert name in said
    assert "B-001" in said


async def test_a_tap_on_a_message_proves_that_it_arrived(active_town: Town) -> None:
    """Its row becomes sent, whatever the tap does, and the team's case settles itself."""
    young, volunteer, group = await _reminder_in_doubt(active_town)
    (doubtful,) = [row for row in await read_rows(active_town, Outgoing) if row.state == "uncertain"]
    who = young if any("C'est demain" in str(one["text"]) for one in await young.messages()) else volunteer
    await who.tap("Ça ne va pas")
    assert await list_outgoing(active_town, "uncertain") == []
    (proved,) = [row for row in await read_rows(active_town, Outgoing) if row.id == doubtful.id]
    assert proved.state == "sent"
    assert proved.message_id is not None
    assert "Messages peut-être perdus" in await group.reads_about("réglé sans l'équipe")


async def test_a_tap_on_another_message_proves_nothing(active_town: Town) -> None:
    """What was known to have arrived tells nothing about what is in doubt."""
    young, volunteer, _ = await _reminder_in_doubt(active_town)
    for who in (young, volunteer):
        first = next(one for one in await who.messages() if one.get("keyboard"))
        await who.tap("", message=first)
    assert await list_outgoing(active_town, "uncertain") == ["reminder_day"]


async def test_a_proposal_whose_fate_is_unknown_is_sent_once_more_then_listed(small_town: Town) -> None:
    """A second copy is better than a volunteer who was never asked; a third would pester."""
    _, group = await make_head_with_group(small_town)
    volunteer = await make_trained_volunteer(small_town, group)
    await sign_up_young(small_town)
    await small_town.act("fault", method="sendMessage", status="timeout", times=2)
    await small_town.beat()
    assert await list_outgoing(small_town, "uncertain") == ["proposal"]
    assert await small_town.count_sent(volunteer, "Quelqu'un cherche de l'aide") == 2


async def test_an_alert_whose_fate_is_unknown_is_sent_again_under_the_same_number(small_town: Town) -> None:
    """As often as it takes: two cards with one number harm nobody, and the case stays one."""
    _, group = await make_head_with_group(small_town)
    who = await add_newcomer(small_town)
    await who.tap("Ça ne va pas")
    await small_town.act("fault", method="sendMessage", status="timeout", times=2)
    await who.tap("urgent")
    await small_town.settle()
    mine = [call for call in await list_calls(small_town) if int(call["params"]["chat_id"]) == group.chat]
    reference = await read_reference(small_town, "help")
    assert sum(reference in call["params"]["text"] for call in mine) >= 2
    assert await list_outgoing(small_town, "uncertain") == []
    await group.tap("Je prends")
    assert "Claire s'en occupe" in await group.reads_all()


async def test_a_tap_on_the_first_copy_keeps_the_second_from_leaving(small_town: Town) -> None:
    """A message that waits to be sent once more is known to have arrived when somebody answers it."""
    _, group = await make_head_with_group(small_town)
    volunteer = await make_trained_volunteer(small_town, group)
    await sign_up_young(small_town)
    await small_town.act("fault", method="sendMessage", status="timeout")
    await small_town.app.heartbeat.beat()
    await _until(small_town, 1)
    await volunteer.tap("Oui, je l'accompagne")
    assert await small_town.count_sent(volunteer, "Quelqu'un cherche de l'aide") == 1
    assert (await list_outgoing(small_town, "sent")).count("proposal") == 1


async def test_a_reminder_whose_session_has_begun_expires(active_town: Town) -> None:
    """Telegram was away from the day before until the session: nobody is reminded of what is past."""
    await active_town.act("fault", method="sendMessage", status=502, times=2)
    active_town.simulator.offset += timedelta(hours=8, minutes=1)
    await active_town.app.heartbeat.beat()
    await _until(active_town, 2)
    active_town.simulator.offset += timedelta(hours=25)
    await active_town.settle()
    assert (await list_outgoing(active_town, "expired")).count("reminder_day") == 2
    assert "reminder_day" not in await list_outgoing(active_town, "sent")


async def test_a_reminder_that_leaves_late_says_what_is_true_then(active_town: Town) -> None:
    """The one of the day before could not leave until the session's own day: it speaks of today."""
    young, volunteer, *_ = active_town.pair
    await active_town.act("fault", method="sendMessage", status=502, times=2)
    active_town.simulator.offset += timedelta(hours=8, minutes=1)
    await active_town.app.heartbeat.beat()
    await _until(active_town, 2)
    active_town.simulator.offset += timedelta(hours=16)
    await active_town.settle()
    for who in (young, volunteer):
        assert "C'est aujourd'hui à 18 h" in await who.reads()
        assert "C'est demain" not in await who.reads_all()
