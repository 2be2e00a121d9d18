"""Anything that people and their team do around a report, in any order: what must never follow, never does."""

from datetime import timedelta

from hypothesis import strategies as st
from hypothesis.stateful import initialize, invariant, precondition, rule
from sqlalchemy import select

from mentoring.errors import BinomeError
from mentoring.roles import YOUNG
from mentoring.states import ACQUAINTED, PENDING
from scheduler.heartbeat import tick
from storage.engine.app_session import AppSession
from storage.schema.tables import Binome, Need, Offer
from tests.use_cases.binomes.safeguarding_decisions import DECISIONS, TAKES_TWO, pick_decider
from tests.use_cases.binomes.safeguarding_stage import (
    ACCOUNTS,
    COORDINATOR,
    HEAD,
    TEAM,
    VOLUNTEER_ACCOUNTS,
    YOUNG_ACCOUNTS,
    SafeguardingStage,
)
from use_cases.binomes import binomes, concerns, departures, holds, proposals, reports, safety, together
from use_cases.desk import declared_ties
from use_cases.team import cards, duty, roster

which = st.integers(0, 3)
accounts = st.sampled_from(ACCOUNTS)
team = st.sampled_from(TEAM)


class SafeguardingMachine(SafeguardingStage):
    """What people and their team do, whatever came before."""

    @initialize(
        pairs=st.integers(0, 2),
        first=st.integers(0, 2),
        size=st.integers(1, len(TEAM)),
        is_watched=st.booleans(),
        is_reported=st.booleans(),
    )
    def begin(self, pairs: int, first: int, size: int, is_watched: bool, is_reported: bool) -> None:
        """Let some pairs say yes, in a small team or a smaller one; one may have gone wrong already.

        The volunteer of the team who is in none waits to be let in.
        """
        volunteers = (*VOLUNTEER_ACCOUNTS[first:], *VOLUNTEER_ACCOUNTS[:first])[:pairs]

        async def act(session: AppSession) -> None:
            await self.staff_team(session, size, is_watched=is_watched)
            if VOLUNTEER_ACCOUNTS[0] in volunteers:
                await self.approve_offer(session, VOLUNTEER_ACCOUNTS[0], HEAD)
            for young, volunteer in zip(YOUNG_ACCOUNTS, volunteers, strict=False):
                binome = await self.propose_pair(session, young, volunteer)
                assert binome is not None
                await proposals.accept(session, binome.id, await self.find(session, volunteer), self.now)
                await proposals.agree(session, binome.id, await self.find(session, young), self.now)

        assert self.do(act)
        if pairs and is_reported:
            self.do(lambda session: self._report(session, 0, by_young=True, is_quiet=False), "report")

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
        """Let whoever is asked say yes; what goes a step further may begin, and what may not is taken back."""

        async def act(session: AppSession) -> None:
            binome = await self.pick(session, PENDING, number)
            pair = await self.accounts_of(session, binome)
            if binome.state == "volunteer_yes":
                await proposals.agree(session, binome.id, await self.find(session, pair[0]), self.now)
            else:
                await proposals.accept(session, binome.id, await self.find(session, pair[1]), self.now)
            if binome.state != "withdrawn":
                await self.assert_may_begin(session, pair)

        self.do(act)

    @precondition(lambda self: self.acquainted)
    @rule(number=which, by_young=st.booleans(), is_quiet=st.booleans())
    def report(self, number: int, by_young: bool, is_quiet: bool) -> None:
        """Let one side report the other."""
        self.do(lambda session: self._report(session, number, by_young=by_young, is_quiet=is_quiet), "report")

    async def _report(self, session: AppSession, number: int, *, by_young: bool, is_quiet: bool) -> None:
        binome = await self.pick(session, ACQUAINTED, number)
        person = await self.find(session, (await self.accounts_of(session, binome))[0 if by_young else 1])
        await reports.report_partner(session, binome.id, person, self.now, is_quiet=is_quiet)

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
            person = await binomes.fetch_member(session, binome, YOUNG)
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
    @rule(number=which, by=which, what=st.sampled_from(tuple(DECISIONS)))
    def decide(self, number: int, by: int, what: str) -> None:
        """Let somebody whose case it is to decide decide something on a report."""
        self._decide(number, by, what)

    @precondition(lambda self: self.reported)
    @rule(number=which, by=which, other=which, what=st.sampled_from(tuple(TAKES_TWO)))
    def decide_together(self, number: int, by: int, other: int, what: str) -> None:
        """Let two decide what takes two, one after the other; or the same person twice."""
        self._decide(number, by, what)
        self._decide(number, other, TAKES_TWO[what])

    def _decide(self, number: int, by: int, what: str) -> None:

        async def act(session: AppSession) -> object:
            card = await self.pick_report(session, number, is_held=what.startswith("let go on"))
            person = await pick_decider(session, card, by)
            assert person.id not in (card.about_id, card.person_id), "somebody decides on their own case"
            assert person.id not in await self.list_tied(session, card), "somebody decides on whom they are close to"
            return await DECISIONS[what](self, session, card, person)

        self.do(act, what)

    @rule(number=which, by=which)
    def take_case(self, number: int, by: int) -> None:
        """Let somebody whose case it is to decide take an urgent one."""

        async def act(session: AppSession) -> None:
            card = await self.pick_urgent(session, number)
            await cards.take_case(session, card, await pick_decider(session, card, by), self.now)

        self.do(act)

    @rule(by=team, days=st.integers(0, 6), part=st.integers(0, 2))
    def take_shift(self, by: int, days: int, part: int) -> None:
        """Let one of the team take a shift of the roster."""

        async def act(session: AppSession) -> None:
            moment = self.now + timedelta(days=days, hours=8 * part)
            shift = roster.read_calendar(session).find_shift(moment)
            await duty.take(session, await self.find_member(session, self.seat(by)), shift, self.now)

        self.do(act)

    @precondition(lambda self: self.acquainted)
    @rule(number=which, by=team, lifts=st.booleans())
    def hold(self, number: int, by: int, lifts: bool) -> None:
        """Let one of the team place an ordinary hold, or lift what holds."""

        async def act(session: AppSession) -> None:
            binome = await self.pick(session, ACQUAINTED, number)
            person = await self.find_member(session, self.seat(by))
            if lifts:
                before = await self.list_held_by_report(session)
                await holds.lift(session, binome, person, self.now)
                assert before <= await self.list_held_by_report(session), "a sheet lifted the hold of a report"
                self.held = {one for one in self.held if one[0] != binome.id}
            else:
                await holds.place(session, binome, self.now, by=person, reason="maladie")
                self.held |= {(binome.id, account) for account in await self.accounts_of(session, binome)}

        self.do(act)

    @precondition(lambda self: self.held)
    @rule(account=accounts, by=team)
    def lift_of_account(self, account: int, by: int) -> None:
        """Let one of the team lift what a hold left on an account, once the binôme was erased."""

        async def act(session: AppSession) -> None:
            row = await self.find_form(session, account)
            if row is None:
                raise BinomeError
            await holds.lift_of_account(session, row, await self.find_member(session, self.seat(by)), self.now)
            known = set(await session.scalars(select(Binome.id)))
            self.held = {one for one in self.held if one[1] != account or one[0] in known}

        self.do(act)

    @precondition(lambda self: not self.ties)  # a team that is close to everybody decides nothing
    @rule(by=team, account=st.sampled_from((*ACCOUNTS, HEAD, COORDINATOR)))
    def declare_tie(self, by: int, account: int) -> None:
        """Let one of the team say that they are close to somebody."""
        by = self.seat(by)

        async def act(session: AppSession) -> None:
            member, person = await self.find_member(session, by), await self.find(session, account)
            await declared_ties.declare(session, member, person.id, "relative", self.now)
            self.ties.add((by, account))

        self.do(act)

    @rule(account=accounts, keeps_words=st.booleans(), is_coming_back=st.booleans())
    def erase(self, account: int, keeps_words: bool, is_coming_back: bool) -> None:
        """Let somebody who is not of the team erase everything; or come back at once, and be proposed to everybody."""

        async def act(session: AppSession) -> None:
            if account in TEAM:
                raise BinomeError
            await departures.erase(session, await self.find(session, account), self.now, keeps_words=keeps_words)
            self.ties = {one for one in self.ties if one[1] != account}

        if self.do(act) and is_coming_back:
            self.apply(account)
            self.approve(0, HEAD)
            for young in YOUNG_ACCOUNTS if account in VOLUNTEER_ACCOUNTS else (account,):
                for volunteer in VOLUNTEER_ACCOUNTS if account in YOUNG_ACCOUNTS else (account,):
                    self.propose(young, volunteer)

    @rule(account=accounts)
    def apply(self, account: int) -> None:
        """Let somebody come, or come back with the same account, and apply."""
        self.do(lambda session: self.send_form(session, account))

    @rule(number=which, by=team)
    def approve(self, number: int, by: int) -> None:
        """Let one of the team approve a volunteer who waits: never themselves, nor whom they are close to."""
        approved, by = list[int](), self.seat(by)

        async def act(session: AppSession) -> None:
            await self.find_member(session, by)
            approved.append(await self.approve_waiting(session, number, by))

        if self.do(act):
            assert by not in approved, "somebody approved themselves"
            assert self.ties.isdisjoint((by, account) for account in approved), "somebody approved a close person"

    @rule(hours=st.sampled_from((1, 5, 30, 200)))
    def wait(self, hours: int) -> None:
        """Let time pass, and what falls due be done."""
        self.now += timedelta(hours=hours)
        before, self.is_changed = self._read_held(), True
        self.runner.run(tick(self.sessions, self.now))
        assert before <= self._read_held(), "a binôme that a report holds went on by itself"

    async def _check_apart(self, session: AppSession) -> None:
        """Whatever else is so, the rule lets nothing begin between two who are never to be together again."""
        for young, volunteer in (sorted(pair) for pair in self.apart):
            rows = [await self.find_form(session, account) for account in (young, volunteer)]
            if isinstance(need := rows[0], Need) and isinstance(offer := rows[1], Offer):
                assert not await together.may_begin(session, need, offer, self.now), f"{young}, {volunteer}: apart"

    def _read_held(self) -> set[int]:

        async def read() -> set[int]:
            async with self.sessions.begin() as session:
                return await self.list_held_by_report(session)

        return self.runner.run(read())

    @invariant()
    def nobody_is_harmed(self) -> None:
        """What must never be, is not; and what can be done next is known."""

        async def check() -> None:
            async with self.sessions.begin() as session:
                await self.look(session)
                await self.check_reported(session)
                await self.check_barred(session)
                await self._check_apart(session)
                await self.check_urgent(session)

        if self.is_changed:  # what was refused is undone
            self.runner.run(check())
        self.is_changed = False
