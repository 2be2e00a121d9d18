"""Anything that people and their team do around a report, in any order: what must never follow, never does."""

from collections.abc import Awaitable, Callable
from datetime import timedelta

from hypothesis import strategies as st
from hypothesis.stateful import initialize, invariant, precondition, rule
from sqlalchemy import select

from mentoring.errors import BinomeError
from mentoring.roles import YOUNG
from mentoring.safeguarding import BAR_GROUNDS
from mentoring.states import ACQUAINTED, PENDING
from scheduler.heartbeat import tick
from storage.engine.app_session import AppSession
from storage.schema.safeguarding_tables import Hold
from storage.schema.tables import Card, Person
from tests.use_cases.binomes.safeguarding_stage import (
    ACCOUNTS,
    COORDINATOR,
    HEAD,
    TEAM,
    VOLUNTEER_ACCOUNTS,
    YOUNG_ACCOUNTS,
    SafeguardingStage,
)
from use_cases.binomes import binomes, concerns, decisions, departures, holds, proposals, reports, safety
from use_cases.people import people
from use_cases.team import cards, case_access, case_words, duty, roster

REASON = "vu avec les deux"
which = st.integers(0, 3)
accounts = st.sampled_from(ACCOUNTS)
team = st.sampled_from(TEAM)
Decision = Callable[["SafeguardingMachine", AppSession, Card, Person], Awaitable[object]]


async def _take(machine: "SafeguardingMachine", session: AppSession, card: Card, person: Person) -> None:
    await cards.take_case(session, card, person, machine.now)


async def _let_go_on(machine: "SafeguardingMachine", session: AppSession, card: Card, person: Person) -> bool:
    return await reports.unfreeze(session, card, person, machine.now)


async def _let_go_on_alone(machine: "SafeguardingMachine", session: AppSession, card: Card, person: Person) -> bool:
    return await reports.unfreeze(session, card, person, machine.now, REASON)


async def _suspend(machine: "SafeguardingMachine", session: AppSession, card: Card, person: Person) -> None:
    await decisions.suspend(session, card, person, REASON, machine.now)


async def _release(machine: "SafeguardingMachine", session: AppSession, card: Card, person: Person) -> None:
    about = await _get_accused(session, card)
    await decisions.release(session, card, person, REASON, machine.now)
    machine.barred.pop(await people.find_chat(session, about), None)


async def _bar(machine: "SafeguardingMachine", session: AppSession, card: Card, person: Person) -> bool:
    about = await _get_accused(session, card)
    is_done = await decisions.bar(session, card, person, BAR_GROUNDS[0], machine.now)
    if is_done:
        account, rules = await people.find_chat(session, about), session.programme.safeguarding
        months = rules.bar_months_young if account in YOUNG_ACCOUNTS else rules.bar_months
        machine.barred[account] = machine.now + timedelta(days=30 * months)
    return is_done


async def _keep_apart(machine: "SafeguardingMachine", session: AppSession, card: Card, person: Person) -> None:
    about, writer = await _get_accused(session, card), await session.get(Person, card.person_id or 0)
    await decisions.keep_apart(session, card, person, REASON, machine.now)
    assert writer is not None
    machine.apart.add(frozenset([await people.find_chat(session, one) for one in (about, writer)]))


async def _close(machine: "SafeguardingMachine", session: AppSession, card: Card, person: Person) -> bool:
    return await reports.close(session, card, person, "measure", REASON, machine.now)


async def _confirm_closing(machine: "SafeguardingMachine", session: AppSession, card: Card, person: Person) -> None:
    proposed = {row.writer_id for row, _ in await case_words.read_entries(session, card, "closing")}
    await reports.confirm_closing(session, card, person, machine.now)
    assert proposed - {person.id}, "somebody confirmed their own closing"


async def _get_accused(session: AppSession, card: Card) -> Person:
    about = await session.get(Person, card.about_id or 0)
    if about is None:
        raise BinomeError
    return about


DECISIONS: dict[str, Decision] = {
    "take": _take,
    "let go on": _let_go_on,
    "let go on alone": _let_go_on_alone,
    "suspend": _suspend,
    "release": _release,
    "bar": _bar,
    "keep apart": _keep_apart,
    "close": _close,
    "confirm closing": _confirm_closing,
}


class SafeguardingMachine(SafeguardingStage):
    """What people and their team do, whatever came before."""

    @initialize(pairs=st.integers(0, 2), size=st.integers(1, len(TEAM)), is_watched=st.booleans())
    def begin(self, pairs: int, size: int, is_watched: bool) -> None:
        """Let some pairs say yes, in a programme of a small team or of a smaller one."""

        async def act(session: AppSession) -> None:
            await self.staff_team(session, size, is_watched=is_watched)
            for young, volunteer in list(zip(YOUNG_ACCOUNTS, VOLUNTEER_ACCOUNTS, strict=False))[:pairs]:
                binome = await self.propose_pair(session, young, volunteer)
                assert binome is not None
                await proposals.accept(session, binome.id, await self.find(session, volunteer), self.now)
                await proposals.agree(session, binome.id, await self.find(session, young), self.now)

        assert self.do(act)

    @rule(young=st.sampled_from(YOUNG_ACCOUNTS), volunteer=st.sampled_from(VOLUNTEER_ACCOUNTS))
    def propose(self, young: int, volunteer: int) -> None:
        """Propose any pair, whatever a round would say; what leaves is a pair that may begin."""

        async def act(session: AppSession) -> bool:
            binome = await self.propose_pair(session, young, volunteer)
            if binome is not None:
                await self.assert_may_begin(session, (young, volunteer))
            return binome is not None

        self.do(act)

    @precondition(lambda self: self.pending)
    @rule(number=which)
    def say_yes(self, number: int) -> None:
        """Let whoever is asked say yes; what begins or goes a step further may begin."""

        async def act(session: AppSession) -> None:
            binome = await self.pick(session, PENDING, number)
            pair = await self.accounts_of(session, binome)
            if binome.state == "volunteer_yes":
                await proposals.agree(session, binome.id, await self.find(session, pair[0]), self.now)
            else:
                await proposals.accept(session, binome.id, await self.find(session, pair[1]), self.now)
            await self.assert_may_begin(session, pair)

        self.do(act)

    @precondition(lambda self: self.acquainted)
    @rule(number=which, by_young=st.booleans(), is_quiet=st.booleans())
    def report(self, number: int, by_young: bool, is_quiet: bool) -> None:
        """Let one side report the other."""

        async def act(session: AppSession) -> None:
            binome = await self.pick(session, ACQUAINTED, number)
            writer = (await self.accounts_of(session, binome))[0 if by_young else 1]
            person = await self.find(session, writer)
            await reports.report_partner(session, binome.id, person, self.now, is_quiet=is_quiet)

        self.do(act)

    @rule(writer=accounts, accused=team)
    def report_team(self, writer: int, accused: int) -> None:
        """Let somebody report one of the team."""

        async def act(session: AppSession) -> None:
            about = await self.find(session, accused)
            await reports.report_staff(session, about.id, await self.find(session, writer), self.now)

        self.do(act)

    @precondition(lambda self: self.acquainted)
    @rule(number=which, whom=st.sampled_from(("me", "partner")))
    def worry(self, number: int, whom: str) -> None:
        """Let a young person say that somebody is in danger."""

        async def act(session: AppSession) -> None:
            binome = await self.pick(session, ACQUAINTED, number)
            person = await session.get_one(Person, binomes.find_person_id(binome, YOUNG))
            await concerns.open_concern(session, person, whom, binome.id, self.now)

        self.do(act)

    @rule(account=st.sampled_from((*ACCOUNTS, HEAD, COORDINATOR)))
    def cry(self, account: int) -> None:
        """Let anybody write that they want to die."""

        async def act(session: AppSession) -> None:
            person = await self.find(session, account)
            await safety.handle_distress(session, person, "strong", "suicide", "je veux mourir", self.now)

        self.do(act)

    @precondition(lambda self: self.reported)
    @rule(number=which, agrees=st.booleans())
    def writer_answers(self, number: int, agrees: bool) -> None:
        """Let the writer of a report agree to going on, or take that back."""

        async def act(session: AppSession) -> None:
            await reports.set_agreement(
                session, await self.pick_report(session, number, is_held=True), self.now, agrees=agrees
            )

        self.do(act)

    @precondition(lambda self: self.reported)
    @rule(number=which, by=team, what=st.sampled_from(tuple(DECISIONS)))
    def decide(self, number: int, by: int, what: str) -> None:
        """Let one of the team decide something on a report, if the case is theirs to decide."""

        async def act(session: AppSession) -> object:
            is_held = what.startswith("let go on")
            card, person = await self.pick_report(session, number, is_held=is_held), await self.find(session, by)
            if not await case_access.may_decide(session, card, person):
                raise BinomeError
            assert person.id not in (card.about_id, card.person_id), "somebody decides on their own case"
            return await DECISIONS[what](self, session, card, person)

        self.do(act, what)

    @rule(by=team, days=st.integers(0, 6), part=st.integers(0, 2))
    def take_shift(self, by: int, days: int, part: int) -> None:
        """Let one of the team take a shift of the roster."""

        async def act(session: AppSession) -> None:
            moment = self.now + timedelta(days=days, hours=8 * part)
            shift = roster.read_calendar(session).find_shift(moment)
            await duty.take(session, await self.find_member(session, by), shift, self.now)

        self.do(act)

    @precondition(lambda self: self.acquainted)
    @rule(number=which, by=team, lifts=st.booleans())
    def hold(self, number: int, by: int, lifts: bool) -> None:
        """Let one of the team place an ordinary hold, or lift what holds."""

        async def act(session: AppSession) -> None:
            binome = await self.pick(session, ACQUAINTED, number)
            person = await self.find_member(session, by)
            if lifts:
                await holds.lift(session, binome, person, self.now)
            else:
                await holds.place(session, binome, self.now, by=person, reason="maladie")

        self.do(act)

    @rule(account=accounts, keeps_words=st.booleans())
    def erase(self, account: int, keeps_words: bool) -> None:
        """Let somebody who is not of the team erase everything."""

        async def act(session: AppSession) -> None:
            if account in TEAM:
                raise BinomeError
            await departures.erase(session, await self.find(session, account), self.now, keeps_words=keeps_words)

        self.do(act)

    @rule(account=accounts)
    def apply(self, account: int) -> None:
        """Let somebody come, or come back with the same account, and apply."""
        self.do(lambda session: self.send_form(session, account))

    @rule(account=st.sampled_from(VOLUNTEER_ACCOUNTS), by=team)
    def approve(self, account: int, by: int) -> None:
        """Let one of the team approve a volunteer: never themselves."""

        async def act(session: AppSession) -> bool:
            await self.find_member(session, by)
            return await self.approve_waiting(session, account, by)

        if self.do(act):
            assert account != by, "somebody approved themselves"

    @rule(hours=st.sampled_from((1, 5, 30, 200)))
    def wait(self, hours: int) -> None:
        """Let time pass, and what falls due be done."""
        self.now += timedelta(hours=hours)
        before = self._read_held()
        self.runner.run(tick(self.sessions, self.now))
        assert before <= self._read_held(), "a binôme that a report holds went on by itself"

    def _read_held(self) -> set[int]:
        """Return the binômes that a report holds."""

        async def read() -> set[int]:
            async with self.sessions.begin() as session:
                of_report = select(Hold.binome_id).join(Card, Card.id == Hold.card_id)
                return set(await session.scalars(of_report.where(Card.kind == "report", Hold.lifted_at.is_(None))))

        return self.runner.run(read())

    @invariant()
    def nobody_is_harmed(self) -> None:
        """What must never be, is not; and what can be done next is known."""

        async def check() -> None:
            async with self.sessions.begin() as session:
                await self.look(session)
                await self.check_reported(session)
                await self.check_barred(session)
                await self.check_urgent(session)

        self.runner.run(check())
