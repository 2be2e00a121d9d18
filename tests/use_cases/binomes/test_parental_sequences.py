"""Whatever is asked, said and taken back around a minor, nobody accompanies them whom nobody agreed to."""

import asyncio
from collections import Counter
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime, timedelta

import hypothesis
from hypothesis import Phase, given
from hypothesis import strategies as some
from sqlalchemy import select

from benchmarks.databases import KEY
from cli import settings
from mentoring.births import compute_age
from mentoring.errors import BinomeError
from mentoring.gates import ConsentRule
from mentoring.states import PENDING, RUNNING
from scheduler import nightly_reviews
from storage.crypto.vault import Vault
from storage.engine.app_session import AppSession
from storage.engine.database import Sessions, build_sessions, connect
from storage.schema.gate_tables import ParentalConsent
from storage.schema.tables import Binome, Need, Offer, Person
from tests.cast import NOW, add_coordinator, add_need, add_offer, add_person, find_person
from tests.families import build_programme, make_younger
from use_cases.binomes import departures, holds, parental_answers, proposals
from use_cases.desk import parental_records
from use_cases.needs_offers import parental_requests
from use_cases.pairing import matching_input

EXAMPLES = hypothesis.settings().max_examples // 8
"""Five in the suite, and 500 with `--hypothesis-profile thorough`."""
MEETS: dict[ConsentRule, set[str]] = {"informed": {"informed", "agreed", "waived"}, "agree": {"agreed", "waived"}}
"""What meets a rule, written down a second time."""
MONTH = timedelta(days=31)


@dataclass(slots=True)
class Stage:
    """A young person who waits, a volunteer who is free, somebody who may speak for the young person, and a head."""

    session: AppSession
    need: Need
    young: Person
    offer: Offer
    parent: Person
    head: Person
    now: datetime = NOW
    birth: str = "2009-01"

    def set_rule(self, rule: ConsentRule) -> None:
        """Have the programme ask something else."""
        self.session.programme = build_programme(self.session.programme, rule)

    async def find_row(self) -> ParentalConsent | None:
        """Return what stands for the young person."""
        return await self.session.get(ParentalConsent, self.young.id, populate_existing=True)


Event = Callable[[Stage], Awaitable[object]]


async def _open(stage: Stage) -> None:
    if row := await stage.find_row():
        code = parental_requests.build_code(stage.session, row)
        await parental_answers.open_link(stage.session, stage.parent, code, stage.now)


def _say(*, agrees: bool) -> Event:
    async def say(stage: Stage) -> None:
        await parental_answers.answer(stage.session, stage.parent, stage.young.id, agrees=agrees, now=stage.now)

    return say


async def _match(stage: Stage) -> None:
    """Run a matching round in which everybody says yes."""
    session, now = stage.session, stage.now
    rows = await matching_input.read_waiting_needs(session, now)
    offers = await matching_input.read_free_offers(session, now)
    for row, offer in [(row, offer) for row in rows for offer in offers]:
        if binome := await proposals.propose(session, proposals.Proposal(row["id"], offer["id"], 0.5, []), now):
            await proposals.accept(session, binome.id, await find_person(session, binome.offer), now)
            await proposals.agree(session, binome.id, stage.young, now)


async def _propose_by_hand(stage: Stage) -> None:
    """Propose without asking the matcher, and wait for the answer."""
    found = proposals.Proposal(stage.need.id, stage.offer.id, 0.5, [])
    await proposals.propose(stage.session, found, stage.now)


async def _lift(stage: Stage) -> None:
    for binome in await stage.session.scalars(select(Binome).where(Binome.state == "frozen")):
        await holds.lift(stage.session, binome, stage.head, stage.now)


async def _pass_night(stage: Stage) -> None:
    for part in nightly_reviews.PARTS:
        last: int | None = 0
        while last is not None:
            last = await part(stage.session, last, 12, stage.now)


def _ask_for(rule: ConsentRule) -> Event:
    async def change(stage: Stage) -> None:
        stage.set_rule(rule)
        await _pass_night(stage)

    return change


def _be_born(birth: str) -> Event:
    async def correct(stage: Stage) -> None:
        stage.birth = birth
        await make_younger(stage.session, stage.need, birth)
        await _pass_night(stage)

    return correct


async def _pass_month(stage: Stage) -> None:
    stage.now += MONTH
    await parental_requests.fall_due(stage.session, stage.now, 9)
    await _pass_night(stage)


async def _erase_parent(stage: Stage) -> None:
    await departures.erase(stage.session, stage.parent, stage.now)
    stage.parent = await add_person(stage.session, "Nadia")


EVENTS: dict[str, Event] = {
    "asked": lambda stage: parental_requests.ask_when_missing(stage.session, stage.young, stage.now),
    "other link": lambda stage: parental_requests.make_other_link(stage.session, stage.young, stage.now),
    "opened": _open,
    "yes": _say(agrees=True),
    "no": _say(agrees=False),
    "paper": lambda stage: parental_records.record_paper(stage.session, stage.need, stage.head, "Sa mère", stage.now),
    "waived": lambda stage: parental_records.waive(stage.session, stage.need, stage.head, "Seule", stage.now),
    "undone": lambda stage: parental_records.take_back(stage.session, stage.need, stage.head, stage.now),
    "round": _match,
    "by hand": _propose_by_hand,
    "lifted": _lift,
    "month": _pass_month,
    "none": _ask_for("none"),
    "informed": _ask_for("informed"),
    "agree": _ask_for("agree"),
    "younger": _be_born("2010-05"),
    "older": _be_born("2006"),
    "erased": _erase_parent,
}
SHOWN = (
    ["agree", "by hand", "round"],
    ["informed", "asked", "opened", "no", "by hand", "round"],
    ["agree", "paper", "round", "undone"],
    ["agree", "waived", "by hand", "undone"],
    ["agree", "opened", "yes", "round", "no", "lifted", "yes", "lifted", "informed", "undone", "month", "month"],
)
"""Lives in which each thing happens that the rule is about."""
BEGINNINGS: tuple[list[str], ...] = (
    [],
    ["asked", "opened", "yes", "round"],
    ["informed", "asked", "opened", "yes", "round"],
    ["informed", "asked", "opened", "no"],
    ["paper", "round"],
    ["waived", "by hand"],
)
"""By chance alone few would get as far as a binôme."""
LIVES = some.builds(
    lambda beginning, events: ["agree", *beginning, *events],
    some.sampled_from(BEGINNINGS),
    some.lists(some.sampled_from(sorted(EVENTS)), min_size=4, max_size=10),
)


def test_an_unconsented_minor_is_never_proposed_nor_in_a_binome_that_is_not_held(sqlite_url: str) -> None:
    """Whatever the order of link, answers, papers, waivers, rules, births, rounds and the 18th birthday."""
    engine = connect(sqlite_url)
    sessions = build_sessions(engine, Vault(KEY), settings.read({}).programme)
    with asyncio.Runner() as runner:
        seen = sum((runner.run(_play(sessions, names)) for names in SHOWN), Counter[str]())
        assert {"agreed", "frozen"} <= set(seen), seen

        @hypothesis.settings(max_examples=EXAMPLES, phases=(Phase.generate,))
        @given(LIVES)
        def play(names: list[str]) -> None:
            runner.run(_play(sessions, names))

        play()
        runner.run(engine.dispose())


async def _play(sessions: Sessions, names: list[str]) -> Counter[str]:
    """Let one thing after another happen, and change nothing of what is stored; return the states of binômes seen."""
    seen = Counter[str]()
    async with sessions() as session:
        need, offer = await add_need(session), await add_offer(session)
        head = await add_coordinator(session, "Sonia", "head")
        stage = Stage(session, need, await make_younger(session, need), offer, await add_person(session, "Nadia"), head)
        for at, name in enumerate(names):
            with suppress(BinomeError):
                await EVENTS[name](stage)
            await session.flush()
            seen.update(await session.scalars(select(Binome.state)))
            assert not await _find_harm(stage), names[: at + 1]
    return seen


async def _find_harm(stage: Stage) -> list[str]:
    """Return the states of those binômes in which the young person may not be now."""
    rule = stage.session.programme.safeguarding.parents
    today = date(stage.now.year, stage.now.month, stage.now.day)
    row = await stage.find_row()
    if rule == "none" or compute_age(stage.birth, today) >= 18 or (row and row.state in MEETS[rule]):  # type: ignore[index]
        return []
    harmful = Binome.state.in_([*PENDING, *(state for state in RUNNING if state != "frozen")])
    return list(await stage.session.scalars(select(Binome.state).where(harmful)))
