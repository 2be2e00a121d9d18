"""Ages, checks, clearances, consents, erasures and returns in any order: who may not be together, is not."""

from collections.abc import Callable
from datetime import timedelta

from hypothesis import strategies as st
from hypothesis.stateful import initialize, invariant, precondition, rule
from sqlalchemy import select

from mentoring.errors import BinomeError
from mentoring.gates import CheckKind
from mentoring.states import PENDING
from storage.engine.app_session import AppSession
from storage.schema.tables import Card
from tests.use_cases.binomes.gates_backups import BackupStage
from tests.use_cases.binomes.gates_stage import EXPIRING_CHECK
from tests.use_cases.binomes.safeguarding_stage import ACCOUNTS, COORDINATOR, HEAD, TEAM
from tests.use_cases.binomes.safeguarding_stage import VOLUNTEER_ACCOUNTS as VOLUNTEERS
from tests.use_cases.binomes.safeguarding_stage import YOUNG_ACCOUNTS as YOUNG
from use_cases.binomes import birth_requests, departures, holds, parental_answers, proposals
from use_cases.desk import declared_ties, minors_clearance, parental_records, vetting
from use_cases.needs_offers import parental_requests
from use_cases.people import parental_consents, people

PARENT = 501
BIRTHS = ("2012-01", "2010-06", "2009-01", "2008-12", "2006")
"""At the beginning 14, 16, 17 (of age in some weeks), 17 (in some days) and 20 years old."""
kinds = st.sampled_from(("identity", EXPIRING_CHECK))
accounts = st.sampled_from((YOUNG[0], VOLUNTEERS[1], *ACCOUNTS))
young_accounts, volunteer_accounts = st.sampled_from((YOUNG[0], *YOUNG)), st.sampled_from((VOLUNTEERS[1], *VOLUNTEERS))
"""Those of the binôme with which most runs begin are drawn more often."""
team = st.sampled_from((COORDINATOR, *TEAM))


class GatesMachine(BackupStage):
    """What people, parents and the team do, whatever came before."""

    @initialize(
        minor=st.sampled_from(("", "2010-06", "2009-01")),
        has_begun=st.sampled_from((True, True, False)),
        by_link=st.sampled_from((True, True, False)),
        minors=st.sampled_from(("cleared", "everybody")),
        days_ago=st.sampled_from((0, 0, 1090)),
    )
    def begin(self, minor: str, has_begun: bool, by_link: bool, minors: str, days_ago: int) -> None:
        """Let the team have checked a volunteer, cleared where a young person is a `minor` by birth; back that up."""
        self.set_rule(minors)
        young, volunteer = YOUNG[0], VOLUNTEERS[1]
        self.played["begin", True] += 1
        for kind in ("identity", EXPIRING_CHECK):
            self.check(volunteer, kind, days_ago, COORDINATOR)
        if minor:
            self.correct_birth(young, minor, is_accepted=True)
            if by_link:
                self.answer_link(young, agrees=True)
            else:
                self.sign_paper(young, COORDINATOR)
            self.clear(volunteer, COORDINATOR)
        if has_begun:
            self.propose(young, volunteer)
            self.say_yes(0)
            self.say_yes(0)
        self.back_up()

    @rule(account=accounts, birth=st.sampled_from(BIRTHS), is_accepted=st.booleans())
    def correct_birth(self, account: int, birth: str, is_accepted: bool) -> None:
        """Let somebody say that they were born otherwise, and the team look."""

        async def act(session: AppSession) -> None:
            await birth_requests.ask(session, await self.find(session, account), birth, self.now)
            asked = select(Card).where(Card.kind.in_(birth_requests.KINDS), Card.state != "closed")
            card = (await session.scalars(asked.order_by(Card.opened_at.desc(), Card.id.desc()))).first()
            assert card is not None
            decide = birth_requests.accept if is_accepted else birth_requests.refuse
            await decide(session, card, await self.find(session, HEAD), self.now)

        if self.do(act) and is_accepted:
            self.correct_truth(account, birth)

    @precondition(lambda self: not self.ties)  # a team that is close to everybody decides nothing
    @rule(by=team, account=accounts)
    def declare_tie(self, by: int, account: int) -> None:
        """Let one of the team say whom they are close to."""

        async def act(session: AppSession) -> None:
            close = await self.find(session, account)
            await declared_ties.declare(session, await self.find(session, by), close.id, "relative", self.now)

        if self.do(act):
            self.ties.add((by, account))

    @rule(account=volunteer_accounts, kind=kinds, days_ago=st.sampled_from((0, 1000, 1090)), by=team)
    def check(self, account: int, kind: CheckKind, days_ago: int, by: int) -> None:
        """Let one of the team record a check of a volunteer: not of themselves, nor of somebody close."""
        made = self.today - timedelta(days=days_ago)

        async def act(session: AppSession) -> None:
            offer = await self.find_offer(session, account)
            await vetting.record_check(session, offer, kind, made, await self.find(session, by), self.now)

        if self.do(act):
            self.assert_may_decide(by, account)
            self.truths[account].checks[kind] = made
            self.taken_back.discard((account, kind))

    @rule(account=volunteer_accounts, kind=kinds)
    def take_check_back(self, account: int, kind: CheckKind) -> None:
        """Let the team take a check back."""

        async def act(session: AppSession) -> None:
            offer = await self.find_offer(session, account)
            await vetting.take_back_check(session, offer, kind, await self.find(session, COORDINATOR), self.now)

        if self.do(act):
            del self.truths[account].checks[kind]
            self.truths[account].is_cleared = False
            self.taken_back |= {(account, kind), (account, "clearance")}

    @rule(account=volunteer_accounts, by=team)
    def clear(self, account: int, by: int) -> None:
        """Let one of the team clear a volunteer for people under 18: not while a check for that is missing."""

        async def act(session: AppSession) -> None:
            offer = await self.find_offer(session, account)
            await minors_clearance.give_clearance(session, offer, await self.find(session, by), self.now)

        if self.do(act):
            self.assert_may_decide(by, account)
            assert self.has_checks(account, is_minor=True), "somebody was cleared without a check"
            self.truths[account].is_cleared = True
            self.taken_back.discard((account, "clearance"))

    @rule(account=volunteer_accounts)
    def withdraw_clearance(self, account: int) -> None:
        """Let the team withdraw the clearance."""

        async def act(session: AppSession) -> None:
            offer = await self.find_offer(session, account)
            await minors_clearance.withdraw_clearance(session, offer, await self.find(session, COORDINATOR), self.now)

        if self.do(act):
            self.truths[account].is_cleared = False
            self.taken_back.add((account, "clearance"))

    @rule(account=young_accounts, by=team)
    def sign_paper(self, account: int, by: int) -> None:
        """Let one of the team record that a representative signed."""

        async def act(session: AppSession) -> None:
            need, member = await self.find_need(session, account), await self.find(session, by)
            await parental_records.record_paper(session, need, member, "Sa mère", self.now)

        if self.do(act):
            self.assert_may_decide(by, account)
            self.note_consent(account, is_given=True)

    @rule(account=young_accounts, by=team)
    def waive(self, account: int, by: int) -> None:
        """Let one of the team do without a representative: the head alone may."""

        async def act(session: AppSession) -> None:
            need, member = await self.find_need(session, account), await self.find(session, by)
            await parental_records.waive(session, need, member, "Majeure dans six mois", self.now)

        if self.do(act):
            assert by == HEAD, "somebody else than the head waived a consent"
            self.assert_may_decide(by, account)
            self.note_consent(account, is_given=True)

    @rule(account=young_accounts)
    def ask_anew(self, account: int) -> None:
        """Let the head take a paper back, or ask anew after a no."""

        async def act(session: AppSession) -> None:
            need, head = await self.find_need(session, account), await self.find(session, HEAD)
            await parental_records.take_back(session, need, head, self.now)

        if self.do(act):
            self.note_consent(account, is_given=False)

    @rule(account=young_accounts, agrees=st.booleans())
    def answer_link(self, account: int, agrees: bool) -> None:
        """Let a parent open the link that a young person passed on, and say yes or no."""

        async def act(session: AppSession) -> None:
            young = await self.find(session, account)
            await parental_requests.ask_when_missing(session, young, self.now)
            parent = await people.find_or_create(session, PARENT + account, "fr", self.now)
            row = await parental_consents.find(session, young.id)
            if row is None:
                raise BinomeError
            code = parental_requests.build_code(session, row)
            await parental_answers.open_link(session, parent, code, self.now)
            await parental_answers.answer(session, parent, young.id, agrees=agrees, now=self.now)

        if self.do(act):
            self.note_consent(account, is_given=agrees)
            self.refused |= set() if agrees else {account}

    @rule(account=young_accounts)
    def withdraw_agreement(self, account: int) -> None:
        """Let a parent say no, whatever was said before: drawn apart, since few yeses by the link live for long."""
        self.answer_link(account, agrees=False)

    @rule(young=young_accounts, volunteer=volunteer_accounts)
    def propose(self, young: int, volunteer: int) -> None:
        """Propose any pair, whatever a round would say."""

        async def act(session: AppSession) -> bool:
            return await self.propose_pair(session, young, volunteer) is not None

        self.do(act)

    @precondition(lambda self: self.pending)
    @rule(number=st.integers(0, 3))
    def say_yes(self, number: int) -> None:
        """Let whoever is asked say yes."""

        async def act(session: AppSession) -> None:
            binome = await self.pick(session, PENDING, number)
            young, volunteer = await self.accounts_of(session, binome)
            if binome.state == "volunteer_yes":
                await proposals.agree(session, binome.id, await self.find(session, young), self.now)
            else:
                await proposals.accept(session, binome.id, await self.find(session, volunteer), self.now)

        self.do(act)

    @precondition(lambda self: self.acquainted)
    @rule(number=st.integers(0, 3))
    def lift_hold(self, number: int) -> None:
        """Let the team try to let a binôme go on: it does where nothing is in its way."""
        tried = list[tuple[int, int]]()

        async def act(session: AppSession) -> None:
            binome = await self.pick(session, ("frozen",), number)
            tried.append(await self.accounts_of(session, binome))
            await holds.lift(session, binome, await self.find(session, COORDINATOR), self.now)

        if not self.do(act):
            assert not any(self.is_unobjectionable(*pair) for pair in tried), f"{tried} may be together"

    @rule(account=accounts, birth=st.sampled_from((*BIRTHS, "")))
    def erase(self, account: int, birth: str) -> None:
        """Let somebody erase everything, and come back, or not, with the same account and any birth."""

        async def act(session: AppSession) -> None:
            if account == VOLUNTEERS[0]:  # of the team
                raise BinomeError
            await departures.erase(session, await self.find(session, account), self.now)

        if self.do(act):
            self.keep_refusal(account)
            self.forget_truth(account)
            if birth:
                self.apply(account, birth)

    @rule(account=accounts, birth=st.sampled_from(BIRTHS))
    def apply(self, account: int, birth: str) -> None:
        """Let an account come, or come back, and apply with a birth."""
        said = list[str]()

        async def act(session: AppSession) -> bool:
            return await self.fill_in(session, account, birth, said)

        if self.do(act):
            self.hear(account, said)

    @rule(account=young_accounts, birth=st.sampled_from(BIRTHS))
    def want_to_help(self, account: int, birth: str) -> None:
        """Let a young person, or somebody nobody knows, go to the other form as far as its question about their age."""
        said = list[str]()

        async def act(session: AppSession) -> None:
            await self.say_age_to_help(session, account, birth, said)

        if self.do(act):
            self.hear(account, said)
            self.mark_as_minor(account)

    @rule(number=st.integers(0, 3), by=team)
    def approve(self, number: int, by: int) -> None:
        """Let one of the team approve a volunteer who waits: not before the checks that all need."""
        approved = list[int]()

        async def act(session: AppSession) -> None:
            approved.append(await self.approve_waiting(session, number, by))

        if self.do(act):
            for one in approved:
                self.assert_may_decide(by, one)
                assert self.has_checks(one, is_minor=False), "somebody was approved unchecked"

    @precondition(lambda self: self.has_backup)
    @rule(young=young_accounts, volunteer=volunteer_accounts, kind=kinds, number=st.integers(0, 2))
    def take_back_and_put_back(self, young: int, volunteer: int, kind: CheckKind, number: int) -> None:
        """Let something be taken back, and then an old backup return: what comes between would often hide it."""
        acts: tuple[Callable[[], None], ...] = (
            lambda: self.withdraw_agreement(young),
            lambda: self.withdraw_clearance(volunteer),
            lambda: self.take_check_back(volunteer, kind),
        )
        acts[number]()
        self.put_back()

    @invariant()
    def nobody_is_together_who_may_not_be(self) -> None:
        """What must never be, is not; and what can be done next is known."""

        async def check() -> None:
            async with self.sessions.begin() as session:
                await self.look(session)
                await self.check_pairs(session)
                await self.check_given(session)
                await self.check_closed(session)

        if self.is_changed:  # what was refused is undone
            self.runner.run(check())
        self.is_changed = False
