"""The program was down for a day and a half: nobody is flooded, and the team reads once which reminders were missed."""

from datetime import timedelta

from storage.schema.tables import MentoringSession, Outgoing
from tests.faults.conftest import OpenTown
from tests.faults.table_dump import list_outgoing, read_rows
from tests.people import make_active_pair
from tests.town import Town

DAY_AND_HALF = timedelta(hours=36)
OUTAGE_REPORT = """⏰ Les rappels repartent

Le bot était à l'arrêt. Aucun rappel n'est parti du lundi 23 novembre à 18 h au mercredi 25 novembre à 5 h.

⌛ Rappels non envoyés, car la session avait commencé : 4
Binômes concernés : B-001.

Un mot de votre part peut aider. Pour voir un binôme : /binome B-001"""


async def _live_until(town: Town, before: timedelta) -> None:
    """Let everything happen until so long before the first session."""
    (planned,) = await read_rows(town, MentoringSession)
    wait = planned.starts_at - before - town.app.clock.now()
    await town.pass_time(seconds=wait.total_seconds())


async def _live_stopped(town: Town, hours: timedelta) -> None:
    """Let time pass without anybody who asks what is due; then the first tick comes."""
    town.simulator.offset += hours
    await town.beat()


async def _list_missed(town: Town) -> list[str]:
    """Return the messages to the team about reminders that were missed."""
    return [row.state for row in await read_rows(town, Outgoing) if row.kind == "outage"]


async def test_after_a_day_and_a_half_the_team_reads_once_which_reminders_were_missed(restart: OpenTown) -> None:
    """One message and no card; no reminder of the past leaves; another start says nothing more."""
    async with restart() as town:
        _young, _volunteer, _head, group = await make_active_pair(town)
        await _live_until(town, timedelta(hours=25))
        before = len(await group.messages())
    for hours in (DAY_AND_HALF, timedelta()):
        async with restart() as town:
            await _live_stopped(town, hours)
            said = [one["text"] for one in (await town.messages(group.chat))[before:]]
            assert said == [OUTAGE_REPORT]
            reminders = [row for row in await read_rows(town, Outgoing) if row.kind.startswith("reminder")]
            assert [row.state for row in reminders] == ["expired"] * 4


async def test_a_reminder_that_is_merely_late_leaves_and_is_not_listed(active_town: Town) -> None:
    """The session is still ahead: both are reminded at once, and the team has nothing to read."""
    await _live_until(active_town, timedelta(hours=25))
    await _live_stopped(active_town, timedelta(hours=10))
    assert (await list_outgoing(active_town, "sent")).count("reminder_day") == 2
    assert await _list_missed(active_town) == []


async def test_only_what_was_not_sent_before_the_stop_is_counted(town: Town) -> None:
    """The day before was said in time: the two reminders of the hour before are missed."""
    await make_active_pair(town)
    await _live_until(town, timedelta(hours=2))
    await _live_stopped(town, DAY_AND_HALF)
    assert (await list_outgoing(town, "sent")).count("reminder_day") == 2
    assert await list_outgoing(town, "expired") == ["reminder_soon"] * 2
    assert await _list_missed(town) == ["sent"]


async def test_a_session_that_was_skipped_before_the_stop_is_not_listed(active_town: Town) -> None:
    """Nobody expected its reminder: nothing was missed, and the team reads nothing."""
    _young, volunteer, _head, _group = active_town.pair
    await _live_until(active_town, timedelta(hours=23))
    await volunteer.tap("Passer cette semaine")
    await _live_stopped(active_town, DAY_AND_HALF)
    assert await _list_missed(active_town) == []
