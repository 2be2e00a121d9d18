"""Many acceptances in the same moment: of one young person, of a last place, by double taps; and who wins."""

import asyncio
from collections import Counter
from collections.abc import Sequence

from sqlalchemy import func, select

from benchmarks import databases
from mentoring.errors import NotPossible
from mentoring.states import LIVE, PLACE_TAKING_STATES
from storage.engine.database import Sessions
from storage.schema.tables import Binome, Offer, Outgoing, Person
from tests.cast import NOW, add_need, add_offer
from use_cases.binomes import proposals

TAPS = 10
"""In each race, all at once."""
RIVALS = 5


async def run(acceptances: int) -> None:
    """Run the races on both databases and print what was found."""
    for kind in databases.KINDS:
        with databases.create_database(kind) as url:
            async with databases.open_sessions(url) as sessions:
                print(f"{kind} | {await run_races(sessions, acceptances)}", flush=True)


async def run_races(sessions: Sessions, acceptances: int) -> str:
    """Let so many acceptances race; return what is double afterwards."""
    outcomes: Counter[str] = Counter()
    for _ in range(max(1, acceptances // (2 * TAPS))):
        outcomes += await _race_for_young_person(sessions)
        outcomes += await _race_for_place(sessions)
    said = ", ".join(f"{name} {many}" for name, many in sorted(outcomes.items()))
    return f"{outcomes.total()} acceptances at once ({said}): {await count_doubles(sessions)}"


async def _race_for_young_person(sessions: Sessions) -> "Counter[str]":
    """Propose the same young person to five volunteers at once; whoever was proposed taps again and again."""
    async with sessions.begin() as session:
        need = await add_need(session)
        rivals = [(await add_offer(session)).id for _ in range(RIVALS)]
    await asyncio.gather(*(_propose(sessions, need.id, offer) for offer in rivals))
    async with sessions.begin() as session:
        made = list(await session.scalars(select(Binome.id).where(Binome.need_id == need.id)))
    return await _accept_all(sessions, [made[number % len(made)] for number in range(TAPS)])


async def _race_for_place(sessions: Sessions) -> "Counter[str]":
    """Ask a volunteer with one place left about two young people, and let both answers be yes, many times at once."""
    async with sessions.begin() as session:
        offer = await add_offer(session, capacity=2)
        needs = [(await add_need(session)).id for _ in range(2)]
        for need in needs:
            await proposals.propose(session, proposals.Proposal(need, offer.id, 0.5, []), NOW)
        offer.capacity = 1
    async with sessions.begin() as session:
        made = list(await session.scalars(select(Binome.id).where(Binome.offer_id == offer.id)))
    return await _accept_all(sessions, [made[number % len(made)] for number in range(TAPS)])


async def _accept_all(sessions: Sessions, taps: Sequence[int]) -> "Counter[str]":
    results = await asyncio.gather(*(_accept(sessions, one) for one in taps), return_exceptions=True)
    unexpected = [one for one in results if isinstance(one, BaseException) and not isinstance(one, NotPossible)]
    if unexpected:
        raise unexpected[0]
    return Counter("refused" if isinstance(one, NotPossible) else "taken" for one in results)


async def _propose(sessions: Sessions, need_id: int, offer_id: int) -> None:
    async with sessions.begin() as session:
        await proposals.propose(session, proposals.Proposal(need_id, offer_id, 0.5, []), NOW)


async def _accept(sessions: Sessions, binome_id: int) -> None:
    async with sessions.begin() as session:
        found = await session.get_one(Binome, binome_id)
        person = await session.get_one(Person, found.offer.person_id)
        await asyncio.sleep(0)
        await proposals.accept(session, binome_id, person, NOW)


async def count_doubles(sessions: Sessions) -> str:
    """Return how many young people were promised twice, volunteers overbooked, and questions asked twice."""
    async with sessions.begin() as session:
        live = select(Binome.need_id).where(Binome.state.in_(LIVE)).group_by(Binome.need_id)
        twice = len((await session.scalars(live.having(func.count() > 1))).all())
        taken = select(Binome.offer_id).where(Binome.state.in_(PLACE_TAKING_STATES)).group_by(Binome.offer_id)
        beyond = len((await session.scalars(taken.join(Offer).having(func.count() > func.max(Offer.capacity)))).all())
        asked = select(Outgoing.person_id).where(Outgoing.kind == "consent").group_by(Outgoing.person_id)
        again = len((await session.scalars(asked.having(func.count() > 1))).all())
    return f"{twice} promised twice, {beyond} beyond their places, {again} asked twice"
