"""What the fairness report reads from the tables."""

from datetime import timedelta

from sqlalchemy import select

from mentoring.fairness import Report
from mentoring.wait_estimates import MedianWait
from storage import installation
from storage.engine.app_session import AppSession
from storage.engine.database import Sessions
from storage.schema.tables import Binome, Need, Offer, Outgoing, PersonKey
from tests.cast import NOW, add_need, add_offer, list_queued
from use_cases.desk import digest, fairness
from use_cases.needs_offers import forms, needs


async def add_search(session: AppSession, region: str, waited: float, offer: Offer | None = None) -> Need:
    """Return a need that waited so many days until now, and found this offer if one is given."""
    need = await add_need(session)
    await forms.save(session, "need", need, {**await forms.read_answers(session, need), "region": region})
    need.waiting_since = NOW - timedelta(days=waited)
    if offer:
        need.state = "in_binome"
        about = {"state": "ended", "score": 1.0, "proposed_at": NOW, "agreed_at": NOW, "ended_at": NOW}
        session.add(Binome(need=need, offer=offer, **about))
    await session.flush()
    return need


async def add_two_regions(session: AppSession) -> None:
    """Let forty of Brittany have waited four days, and twenty of Corsica ten."""
    offer = await add_offer(session, capacity=3)
    for _ in range(40):
        await add_search(session, "bretagne", 4, offer)
    for _ in range(20):
        await add_search(session, "corse", 10, offer)


async def build_seen(session: AppSession) -> Report:
    """Return the report of now."""
    found = await fairness.read_report(session, NOW)
    assert found is not None
    return found


async def test_it_compares_regions(sessions: Sessions) -> None:
    """Each need is in its groups, with the days until its binôme; kinds without a difference are not told."""
    async with sessions.begin() as session:
        await add_two_regions(session)
        found = await build_seen(session)
        (slow, usual) = found.kinds["region"]
        assert (slow.name, slow.people, slow.percent, slow.half, slow.flagged) == (
            "corse",
            20,
            100,
            MedianWait(10, True),
            True,
        )
        assert (usual.name, usual.people, usual.flagged) == ("bretagne", 40, False)
        assert (found.whole.people, found.whole.half) == (60, MedianWait(4, True))
        assert set(found.kinds) == {"region"}


async def test_who_waits_counts_and_who_stopped_found_nobody(small_sessions: Sessions) -> None:
    """Waiting lasts until now; a search that was stopped or paused counts in the share alone; a draft not at all."""
    async with small_sessions.begin() as session:
        await add_two_regions(session)
        for _ in range(20):
            await add_search(session, "corse", 30)
        for act in (needs.stop, needs.pause):
            await act(session, await add_search(session, "corse", 30), NOW)
        (await add_search(session, "corse", 30)).state = "drafting"
        slow = (await build_seen(session)).kinds["region"][0]
        assert (slow.name, slow.people, slow.found, slow.half) == ("corse", 42, 20, MedianWait(10, True))


async def test_what_is_long_past_or_cannot_be_read_is_left_out(small_sessions: Sessions) -> None:
    """A year is looked back; one unreadable person does not stop the report."""
    async with small_sessions.begin() as session:
        await add_two_regions(session)
        await add_search(session, "corse", 400)
        broken = await add_search(session, "corse", 30)
        key = await session.get_one(PersonKey, broken.person_id)
        key.wrapped = bytes(len(key.wrapped))
        await session.flush()
        assert (await build_seen(session)).whole.people == 60


async def test_mondays_figures_name_a_group_that_waits_and_only_then(sessions: Sessions) -> None:
    """With what is usual beside it; when nobody waits longer than others, nothing is said."""
    async with sessions.begin() as session:
        await installation.write(session, installation.STAFF_CHAT, "-1001")
        await digest.fall_due(session, NOW - timedelta(days=7), 100)
        await add_two_regions(session)
        slow = [{"kind": "region", "name": "corse", "days": 10, "reached": True, "usual": 4}]
        assert await fairness.list_slow_groups(session, NOW) == slow
        await digest.fall_due(session, NOW, 100)
        assert "figures" in await list_queued(session, None)
        told = await session.scalar(select(Outgoing).where(Outgoing.kind == "figures"))
        assert told is not None
        assert told.args["slow"] == slow
        for _ in range(40):
            await add_search(session, "bretagne", 9)
        assert await fairness.list_slow_groups(session, NOW) == []
