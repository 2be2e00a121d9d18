"""No path leads two people together whom the rule refuses: each is played over facts that are made up."""

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import replace
from typing import NamedTuple

import hypothesis
from hypothesis import Phase, given
from hypothesis import strategies as some

from benchmarks.databases import KEY
from cli import settings
from mentoring.errors import NotPossible
from mentoring.gates import CHECK_KINDS, CheckKind
from mentoring.programme import Programme
from mentoring.safeguarding import Standing
from mentoring.states import BinomeState, PersonState
from mentoring.together import Ground, Member, Pair, find_ground, may_take_minors
from mentoring.vetting import RequiredChecks
from storage.crypto.vault import Vault
from storage.engine.app_session import AppSession
from storage.engine.database import Sessions, build_sessions, connect
from storage.schema.safeguarding_tables import Hold, Restriction, Tie
from storage.schema.tables import Binome, Card, Person, Staff
from tests.cast import (
    NOW,
    add_coordinator,
    add_need,
    add_offer,
    make_accepted,
    make_active,
    make_agreed,
    make_proposed,
    vet,
)
from use_cases.binomes import holds, pauses, proposals
from use_cases.desk import glances
from use_cases.people import people, standing

BIRTHS = {None: None, 16: "2010-01", 17: "2009-01", 20: "2006", 40: "1986"}
"""Age at `NOW` -> what was answered."""
ALL_CHECKS = frozenset(CHECK_KINDS)
EXAMPLES = hypothesis.settings().max_examples // 10
"""Ten in the suite, and 400 with `--hypothesis-profile thorough`."""


class Side(NamedTuple):
    """What is made up of one of the two."""

    standing: Standing
    state: PersonState
    age: int | None
    is_held: bool


class Facts(NamedTuple):
    """What is made up of a pair; `tie`: by whom it is declared; `checks`, `expired`: those of the volunteer."""

    young: Side
    volunteer: Side
    is_cleared: bool
    rule: str
    is_kept_apart: bool
    tie: str
    checks: frozenset[CheckKind]
    required: tuple[CheckKind, ...]
    expired: frozenset[CheckKind] = frozenset()


def _make_up(ages: tuple[int | None, ...], *held: bool) -> some.SearchStrategy[Side]:
    standings: some.SearchStrategy[Standing] = some.sampled_from(("clear", "clear", "reported", "suspended", "barred"))
    states: some.SearchStrategy[PersonState] = some.sampled_from(("active", "active", "blocked"))
    return some.builds(Side, standings, states, some.sampled_from(ages), some.sampled_from(held))


MADE_UP = some.builds(
    Facts,
    young=_make_up((20, 16, None), False),
    volunteer=_make_up((None, 40, 17), False, False, True),
    is_cleared=some.booleans(),
    rule=some.sampled_from(("cleared", "everybody")),
    is_kept_apart=some.sampled_from((False, False, True)),
    tie=some.sampled_from(("", "", "young", "volunteer")),
    checks=some.sampled_from((ALL_CHECKS, ALL_CHECKS, ALL_CHECKS - {"interview"}, ALL_CHECKS - {"identity"})),
    required=some.sampled_from(((), ("interview",))),
    expired=some.sampled_from((frozenset(), frozenset({"interview", "identity"}))),
)
FREE = Side("clear", "active", 20, False)
NOTHING = Facts(FREE, FREE._replace(age=None), False, "cleared", False, "", frozenset(), ())
UNVETTED_FOR_MINORS = NOTHING._replace(young=FREE._replace(age=16), is_cleared=True, checks=frozenset({"identity"}))
UNVETTED = NOTHING._replace(required=("interview",))
EXPIRED = UNVETTED._replace(expired=frozenset({"interview"}))


class Path(NamedTuple):
    """A way on which two people come together: what is there before, the step, and the states that it leads to."""

    prepare: Callable[[AppSession], Awaitable[Binome]]
    step: Callable[[AppSession, Binome], Awaitable[object]]
    together: tuple[BinomeState, ...]
    is_new: bool


async def _make_paused(session: AppSession) -> Binome:
    binome = await make_active(session)
    binome.state, binome.resume_at = "paused", NOW
    return binome


async def _make_held(session: AppSession) -> Binome:
    binome = await make_agreed(session)
    binome.state, binome.before_freeze = "frozen", "agreed"
    session.add(Hold(binome_id=binome.id, placed_at=NOW))
    await session.flush()
    return binome


async def _make_held_by_case(session: AppSession) -> Binome:
    binome = await _make_held(session)
    (hold,) = await holds.list_open(session, binome)
    card = Card(kind="stuck", key="stuck:1", opened_at=NOW, state="closed")
    session.add(card)
    await session.flush()
    hold.card_id = card.id
    return binome


async def _make_unsent(session: AppSession) -> Binome:
    found = proposals.Proposal((await add_need(session)).id, (await add_offer(session)).id, 0.5, [])
    binome = await proposals.propose(session, found, NOW, needs_glance=True)
    assert binome is not None
    return binome


async def _make_waiting(session: AppSession) -> Binome:
    """Return a binôme in name alone: it stands for a need and an offer that nobody has brought together."""
    need, offer = await add_need(session), await add_offer(session)
    binome = Binome(need=need, offer=offer, state="withdrawn", score=0.5, proposed_at=NOW)
    session.add(binome)
    await session.flush()
    return binome


async def _propose(session: AppSession, binome: Binome) -> None:
    found = await proposals.propose(session, proposals.Proposal(binome.need_id, binome.offer_id, 0.5, []), NOW)
    binome.state = found.state if found else binome.state


async def _accept(session: AppSession, binome: Binome) -> None:
    await proposals.accept(session, binome.id, await session.get_one(Person, binome.offer.person_id), NOW)


async def _agree(session: AppSession, binome: Binome) -> None:
    await proposals.agree(session, binome.id, await session.get_one(Person, binome.need.person_id), NOW)


async def _let_leave(session: AppSession, binome: Binome) -> None:
    await glances.send_proposals(session, [binome], await add_coordinator(session), NOW)


async def _wake(session: AppSession, binome: Binome) -> None:
    await pauses.wake(session, binome, NOW)


async def _pass_time(session: AppSession, _binome: Binome) -> None:
    await pauses.fall_due(session, NOW, 9)


async def _lift(session: AppSession, binome: Binome) -> None:
    await holds.lift(session, binome, None, NOW)


async def _close_its_case(session: AppSession, binome: Binome) -> None:
    (hold,) = [one for one in await holds.list_open(session, binome) if one.card_id]
    await holds.lift_of_case(session, await session.get_one(Card, hold.card_id), NOW)


PATHS = {
    "proposal": Path(_make_waiting, _propose, ("proposed",), is_new=True),
    "glance": Path(_make_unsent, _let_leave, ("proposed",), is_new=True),
    "acceptance": Path(make_proposed, _accept, ("volunteer_yes",), is_new=True),
    "agreement": Path(make_accepted, _agree, ("agreed",), is_new=True),
    "resume": Path(_make_paused, _wake, ("active",), is_new=False),
    "end of a pause": Path(
        _make_paused, lambda session, _: pauses.fall_due(session, NOW, 9), ("active",), is_new=False
    ),
    "end of a hold": Path(_make_held, _lift, ("agreed",), is_new=False),
    "end of a case": Path(_make_held_by_case, _close_its_case, ("agreed",), is_new=False),
}


def test_no_path_leads_two_together_whom_the_rule_refuses(sqlite_url: str) -> None:
    """Proposal, glance, both acceptances, the end of a pause and of a hold; whom it allows come together by each."""
    engine = connect(sqlite_url)
    sessions = build_sessions(engine, Vault(KEY), settings.read({}).programme)
    with asyncio.Runner() as runner:
        numbers = runner.run(_prepare(sessions))

        @hypothesis.settings(max_examples=EXAMPLES, phases=(Phase.generate,))  # what fails is short as it is
        @given(MADE_UP)
        def play(facts: Facts) -> None:
            runner.run(_play(sessions, numbers, facts))

        for facts in (NOTHING, UNVETTED, UNVETTED_FOR_MINORS, EXPIRED):
            runner.run(_play(sessions, numbers, facts))
        play()
        runner.run(engine.dispose())


async def _prepare(sessions: Sessions) -> dict[str, int]:
    """Return the binôme with which each path begins."""
    async with sessions.begin() as session:
        return {name: (await path.prepare(session)).id for name, path in PATHS.items()}


async def _play(sessions: Sessions, numbers: dict[str, int], facts: Facts) -> None:
    """Follow each path, and change nothing of what is prepared."""
    for name, path in PATHS.items():
        async with sessions() as session:
            state, ground = await _follow(session, path, numbers[name], facts), _find_ground(path, facts)
            assert (state in path.together) == (ground is None), (name, ground, state)


async def _follow(session: AppSession, path: Path, number: int, facts: Facts) -> str:
    """Return the state to which a path leads."""
    binome = await session.get_one(Binome, number)
    session.programme = _set_rules(session.programme, facts)
    await _apply(session, binome, facts)
    with suppress(NotPossible):
        await path.step(session, binome)
    return binome.state


def _set_rules(programme: Programme, facts: Facts) -> Programme:
    vetting = replace(programme.vetting, required=facts.required)
    return replace(programme, pairing=replace(programme.pairing, minors=facts.rule), vetting=vetting)


def _find_ground(path: Path, facts: Facts) -> Ground | None:
    young, helper = [Member(one.standing, one.is_held, one.state == "active", one.age) for one in facts[:2]]
    may = may_take_minors(facts.is_cleared, facts.rule)
    required = RequiredChecks(frozenset(facts.required), frozenset({"identity", "record_extract"}))
    helper = replace(helper, checks=facts.checks, expired=facts.expired - facts.checks)
    pair = Pair(young, helper, may, is_kept_apart=facts.is_kept_apart, is_tied=bool(facts.tie), required=required)
    return find_ground(pair, is_new=path.is_new)


async def _apply(session: AppSession, binome: Binome, facts: Facts) -> None:
    """Write what was made up into the tables that the rule reads."""
    pair = [await session.get_one(Person, row.person_id) for row in (binome.need, binome.offer)]
    for person, side in zip(pair, facts[:2], strict=True):
        await _apply_side(session, person, side)
    binome.offer.minors = facts.is_cleared
    await vet(session, binome.offer, *facts.checks)
    await vet(session, binome.offer, *facts.expired - facts.checks, expires_at=NOW)
    if facts.is_kept_apart:
        await standing.keep_apart(session, pair[0], pair[1], NOW)
    if facts.tie:
        one, other = pair if facts.tie == "young" else reversed(pair)
        session.add(Staff(person_id=one.id, role="coordinator", since=NOW, pledged_at=NOW))
        session.add(Tie(staff_id=one.id, person_id=other.id, kind="relative", since=NOW))
    if facts.volunteer.is_held:
        ended = Binome(need=await add_need(session), offer=binome.offer, state="ended", score=0.5, proposed_at=NOW)
        session.add(ended)
        await session.flush()
        session.add(Hold(binome_id=ended.id, placed_at=NOW))
    await session.flush()


async def _apply_side(session: AppSession, person: Person, side: Side) -> None:
    profile = await people.read_profile(session, person)
    profile.pop("birth", None)
    birth = {"birth": BIRTHS[side.age]} if side.age else {}
    await people.save_profile(session, person, {**profile, **birth})
    person.state = side.state
    if side.standing == "reported":
        session.add(Card(kind="report", key=f"report:{person.id}", opened_at=NOW, about_id=person.id))
    elif side.standing != "clear":
        row = Restriction(fingerprint=person.fingerprint, person_id=person.id, kind=side.standing, since=NOW)
        session.add(row)
