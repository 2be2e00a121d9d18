"""What need not be kept is forgotten every few hours, however often the program is started again."""

from datetime import datetime, timedelta

from sqlalchemy import insert, update

from scheduler import pruning
from storage import installation
from storage.schema.tables import Outgoing
from storage.schema.talk_tables import PassedMessage
from tests.faults.table_dump import read_rows
from tests.town import Town
from use_cases.outbox import ledger


async def _add_old_messages(town: Town, many: int) -> None:
    """Have the ledger hold some messages that were sent longer ago than it keeps them."""
    at = town.app.clock.real_now() - ledger.KEPT_FOR - timedelta(minutes=1)
    one = {"kind": "digest", "args": {}, "priority": 4, "state": "sent", "due_at": at, "changed_at": at}
    async with town.app.sessions.begin() as session:
        await session.execute(insert(Outgoing), [one] * many)


async def _count_digests(town: Town) -> int:
    return sum(row.kind == "digest" for row in await read_rows(town, Outgoing))


async def test_a_program_that_was_just_started_forgets_at_once(small_town: Town) -> None:
    """More than one portion goes, and the next time is written down."""
    await _add_old_messages(small_town, pruning.MAX_ROWS_EXAMINED + 1)
    await small_town.app.runner.pruning.run_if_due()
    assert await _count_digests(small_town) == 0
    async with small_town.app.sessions.begin() as session:
        following = await installation.read_moment(session, installation.PRUNE_AT)
    assert following is not None
    assert following > small_town.app.clock.real_now()


async def test_it_waits_until_the_moment_that_is_written_down(small_town: Town) -> None:
    """A program that is started every hour neither forgets each time nor never."""
    await small_town.app.runner.pruning.run_if_due()
    await _add_old_messages(small_town, 1)
    await small_town.app.runner.pruning.run_if_due()
    assert await _count_digests(small_town) == 1
    async with small_town.app.sessions.begin() as session:
        past = small_town.app.clock.real_now() - timedelta(minutes=1)
        await installation.write(session, installation.PRUNE_AT, past.isoformat())
    await small_town.app.runner.pruning.run_if_due()
    assert await _count_digests(small_town) == 0


async def test_the_number_of_a_message_between_the_two_is_kept_ninety_days_and_then_goes(active_town: Town) -> None:
    """So long it can be attached to a report; nothing else of it was kept."""
    young, *_ = active_town.pair
    await young.send_data("ready:1:thanks", 1)
    for days, kept in ((89, 1), (91, 0)):
        at = active_town.app.clock.now() - timedelta(days=days)
        async with active_town.app.sessions.begin() as session:
            await session.execute(update(PassedMessage).values(written_at=at))
        await active_town.app.runner.pruning.run()
        assert len(await read_rows(active_town, PassedMessage)) == kept


async def test_nothing_waits_for_hours_of_running(small_town: Town) -> None:
    """All that is done now and then is asked about at each beat."""
    beats = small_town.app.runner.start_jobs()
    try:
        begun: datetime = small_town.app.clock.real_now()
        firsts = [job.next_run_time for job in beats.get_jobs()]
        assert len(firsts) == 4
        assert all(first <= begun + timedelta(seconds=3600) for first in firsts)
    finally:
        beats.shutdown(wait=False)
