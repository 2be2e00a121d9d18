"""A small programme in a database of its own, and how people and their team are found in it."""

import asyncio
import inspect
import shutil
import tempfile
from collections import Counter
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta
from pathlib import Path
from typing import ClassVar

from hypothesis.stateful import RuleBasedStateMachine
from sqlalchemy import select

from benchmarks.databases import open_sessions
from mentoring.case_access import FROM_SEVERAL, KINDS_CLOSED_TO_WRITER
from mentoring.cases import CASES, SAFETY_KINDS
from mentoring.errors import BinomeError
from mentoring.roles import SIDE_BY_FORM, Role
from mentoring.states import ACQUAINTED, PENDING, RUNNING, Form
from storage.engine.app_session import AppSession
from storage.engine.database import Sessions
from storage.schema.safeguarding_tables import Hold, OutsideRecipient
from storage.schema.tables import Binome, Card, Need, Offer, Person, Staff
from tests.cast import ABOUT, NOW, read_training
from tests.mentoring.examples import complete_form
from use_cases.binomes import binomes, proposals
from use_cases.needs_offers import forms, needs, offers
from use_cases.people import people, staff, standing
from use_cases.team import case_access, roster

YOUNG_ACCOUNTS, VOLUNTEER_ACCOUNTS = (101, 102), (201, 202, 203)
ACCOUNTS = (*YOUNG_ACCOUNTS, *VOLUNTEER_ACCOUNTS)
HEAD, COORDINATOR = 301, 302
TEAM = (HEAD, VOLUNTEER_ACCOUNTS[0], COORDINATOR)
"""Telegram ids. One of the team is a volunteer too: what is decided about them, others decide."""
OUTSIDE = 401
ONE_SECOND = timedelta(seconds=1)
Act = Callable[[AppSession], Awaitable[object]]


class SafeguardingStage(RuleBasedStateMachine):
    """Two young people, three volunteers, and a team of three of whom one is a volunteer; or a smaller one."""

    played: ClassVar[Counter[tuple[str, bool]]] = Counter()
    """How often each act was done, and how often it was refused."""

    filled: ClassVar[Path | None] = None
    """A database in which everybody has come, filled once in each process and copied."""

    def __init__(self) -> None:
        super().__init__()
        self.runner = asyncio.Runner()
        self.folder = Path(tempfile.mkdtemp())
        self.now: datetime = NOW
        self.barred: dict[int, datetime] = {}
        self.apart: set[frozenset[int]] = set()
        self.held: set[tuple[int, int]] = set()
        """By hand: (binôme, account), until somebody lifts it; the binôme may be erased meanwhile."""
        self.ties: set[tuple[int, int]] = set()
        """(one of the team, whom they have declared to be close to)."""
        self.pending = self.acquainted = self.reported = False
        self.is_changed = True
        self.team: tuple[int, ...] = TEAM
        file = self.folder / "binome.sqlite3"
        if self.filled:
            shutil.copy(self.filled, file)
        self.sessions = self.runner.run(self._open(file))
        if self.filled is None:
            self.runner.run(self._fill())
            self.runner.run(self.opened.__aexit__(None, None, None))
            SafeguardingStage.filled = Path(shutil.copy(file, tempfile.mkdtemp()))
            self.sessions = self.runner.run(self._open(file))

    async def _open(self, file: Path) -> Sessions:
        self.opened = open_sessions(f"sqlite:///{file}")
        return await self.opened.__aenter__()

    async def _fill(self) -> None:
        """Let the team come, and everybody apply; the volunteer of the team is not approved yet."""
        async with self.sessions.begin() as session:
            for account in TEAM:
                person = await self.come(session, account)
                role: Role = "head" if account == HEAD else "coordinator"
                session.add(Staff(person_id=person.id, role=role, since=NOW, pledged_at=NOW))
            for account in ACCOUNTS:
                await self.send_form(session, account)
            for account in VOLUNTEER_ACCOUNTS[1:]:
                await self.approve_offer(session, account, HEAD)

    def teardown(self) -> None:
        """Leave nothing behind."""
        self.runner.run(self.opened.__aexit__(None, None, None))
        self.runner.close()
        shutil.rmtree(self.folder)

    def do(self, act: Act, name: str = "") -> bool:
        """Do something in a transaction; return False when it was refused, and so undone.

        No two acts have the same moment: which came first is then known.
        """
        self.now += ONE_SECOND
        done = self._try(act)
        self.is_changed |= done
        self.played[name or inspect.stack()[1].function, done] += 1
        return done

    def _try(self, act: Act) -> bool:

        async def run() -> bool:
            try:
                async with self.sessions.begin() as session:
                    return await act(session) is not False
            except BinomeError:
                return False

        return self.runner.run(run())

    async def come(self, session: AppSession, account: int) -> Person:
        """Let somebody arrive and agree to what is said of their data."""
        person = await people.find_or_create(session, account, "fr", self.now)
        await people.record_consent(session, person, self.now)
        await people.save_profile(session, person, {"language": "fr", "name": f"Nom{account}", "birth": "2006"})
        return person

    async def send_form(self, session: AppSession, account: int) -> bool:
        """Let an account come, answer every question and send; return False when it may not, or has done so."""
        person = await self.come(session, account)
        if await standing.is_barred(session, person, self.now):
            return False  # bot/ lets them do nothing of the kind
        form: Form = "need" if account in YOUNG_ACCOUNTS else "offer"
        row = await forms.begin(session, form, person, self.now)
        if row.state != "drafting":
            return False
        given = {"name": "Nom", "birth": "2006", "words": "mon CV", "job": "comptable", **ABOUT}
        await forms.save(session, form, row, complete_form(form, given))
        if isinstance(row, Need):
            await needs.send(session, row, person, self.now)
        else:
            await offers.send(session, row, person, self.now, 2)
        return True

    async def approve_offer(self, session: AppSession, account: int, approver: int) -> None:
        """Approve an offer, and let its volunteer read the training."""
        person, by = await self.find(session, account), await self.find(session, approver)
        offer = await self.find_form(session, account)
        if isinstance(offer, Offer):
            await offers.approve(session, offer, by, self.now)
            await read_training(session, offer, person)

    async def approve_waiting(self, session: AppSession, number: int, by: int) -> int:
        """Approve one of the offers that wait, and return whose it is; refuse when there is none."""
        waiting = select(Offer).where(Offer.state == "to_check").order_by(Offer.id)
        found = (await session.scalars(waiting)).all()
        if not found:
            raise BinomeError
        account = await self.account_of(session, found[number % len(found)].person_id)
        await self.approve_offer(session, account, by)
        return account

    async def propose_pair(self, session: AppSession, young: int, volunteer: int) -> Binome | None:
        """Propose a pair, whatever a round would say; None when it may not begin."""
        need, offer = await self.find_form(session, young), await self.find_form(session, volunteer)
        if need is None or offer is None:
            return None
        return await proposals.propose(session, proposals.Proposal(need.id, offer.id, 0.5, []), self.now)

    async def find_form(self, session: AppSession, account: int) -> Need | Offer | None:
        """Return the newest need or offer of an account; None when there is none, or nobody."""
        person = await people.find_person(session, account)
        form: Form = "need" if account in YOUNG_ACCOUNTS else "offer"
        return await forms.find_latest(session, form, person) if person is not None else None

    async def find(self, session: AppSession, account: int) -> Person:
        """Return whose account it is; refuse when nobody has it."""
        person = await people.find_person(session, account)
        if person is None:
            raise BinomeError
        return person

    async def find_member(self, session: AppSession, account: int) -> Person:
        """Return whose account it is; refuse when they are not of the team."""
        person = await self.find(session, account)
        await staff.require_role(session, person)
        return person

    def seat(self, account: int) -> int:
        """Return an account of the team as it began in the place of one of the largest team."""
        return self.team[TEAM.index(account) % len(self.team)]

    async def staff_team(self, session: AppSession, size: int, *, is_watched: bool) -> None:
        """Leave so many in the team, and let somebody stand outside of it."""
        self.team = TEAM[:size]
        for account in TEAM[size:]:
            person = await self.find(session, account)
            await session.delete(await session.get_one(Staff, person.id))
        if is_watched:
            person = await self.come(session, OUTSIDE)
            session.add(OutsideRecipient(person_id=person.id, bound_at=self.now, signed_at=self.now))

    async def pick(self, session: AppSession, states: tuple[str, ...], number: int) -> Binome:
        """Return one of the binômes in some states; refuse when there is none."""
        found = (await session.scalars(select(Binome).where(Binome.state.in_(states)).order_by(Binome.id))).all()
        if not found:
            raise BinomeError
        return found[number % len(found)]

    async def pick_report(self, session: AppSession, number: int, *, is_held: bool = False) -> Card:
        """Return one of the open reports; refuse when there is none. `is_held`: one that still holds a binôme."""
        mine = select(Card).where(Card.kind == "report", Card.state != "closed").order_by(Card.opened_at, Card.id)
        if is_held:
            mine = mine.where(Card.id.in_(select(Hold.card_id).where(Hold.lifted_at.is_(None))))
        found = (await session.scalars(mine)).all()
        if not found:
            raise BinomeError
        return found[number % len(found)]

    async def list_held_by_report(self, session: AppSession) -> set[int]:
        """Return the binômes that a report holds."""
        of_report = select(Hold.binome_id).join(Card, Card.id == Hold.card_id)
        return set(await session.scalars(of_report.where(Card.kind == "report", Hold.lifted_at.is_(None))))

    async def pick_urgent(self, session: AppSession, number: int) -> Card:
        """Return one of the open urgent cases; refuse when there is none."""
        urgent = select(Card).where(Card.kind.in_(SAFETY_KINDS), Card.state != "closed")
        found = (await session.scalars(urgent.order_by(Card.opened_at, Card.id))).all()
        if not found:
            raise BinomeError
        return found[number % len(found)]

    async def accounts_of(self, session: AppSession, binome: Binome) -> tuple[int, int]:
        """Return the accounts of (young person, volunteer)."""
        pair = [binomes.find_person_id(binome, side) for side in SIDE_BY_FORM.values()]
        young, volunteer = [await self.account_of(session, one) for one in pair]
        return young, volunteer

    async def account_of(self, session: AppSession, number: int) -> int:
        """Return the account of a person."""
        return await people.find_chat(session, await session.get_one(Person, number))

    async def _is_reported(self, session: AppSession, account: int) -> bool:
        mark = session.vault.fingerprint(account)
        about = select(Card.id).where(Card.kind == "report", Card.state != "closed", Card.about_print == mark)
        return await session.scalar(about.limit(1)) is not None

    async def assert_may_begin(self, session: AppSession, pair: tuple[int, int]) -> None:
        """Complain when these two may not begin anything together."""
        for account in pair:
            assert not await self._is_reported(session, account), f"{account} is reported"
            assert self.barred.get(account, self.now) <= self.now, f"{account} is barred"
            assert account not in {one for _, one in self.held}, f"{account} is held"
        assert frozenset(pair) not in self.apart, f"{pair} are never to be together again"
        assert self.ties.isdisjoint({pair, pair[::-1]}), f"{pair} are close to each other"

    async def look(self, session: AppSession) -> None:
        """Notice what can be done next."""
        states = set(await session.scalars(select(Binome.state)))
        report = select(Card.id).where(Card.kind == "report", Card.state != "closed")
        self.pending, self.acquainted = bool(states & {*PENDING}), bool(states & {*ACQUAINTED})
        self.reported = await session.scalar(report.limit(1)) is not None

    async def check_reported(self, session: AppSession) -> None:
        """While a report's hold is open the binôme is set aside, or over."""
        held = select(Binome.state).join(Hold, Hold.binome_id == Binome.id).join(Card, Card.id == Hold.card_id)
        states = await session.scalars(held.where(Card.kind == "report", Hold.lifted_at.is_(None)))
        assert not [state for state in states if state in RUNNING and state != "frozen"]

    async def check_barred(self, session: AppSession) -> None:
        """Erased and come back or not: barred until the end, and in nothing."""
        for account, until in self.barred.items():
            person = await people.find_person(session, account)
            if person is None or until <= self.now:
                continue
            assert await standing.is_barred(session, person, self.now), account
            running = await binomes.list_binomes(session, person, (*PENDING, *RUNNING))
            assert running == [], [one.state for one in running]

    async def check_urgent(self, session: AppSession) -> None:
        """Taken or not, an urgent case has a deadline and calls somebody who may look, and never whom it is about."""
        for card in await session.scalars(select(Card).where(Card.state != "closed")):
            if CASES[card.kind].urgent:
                assert card.due_at is not None, card.key
                told = {one.id for one in await case_access.list_told(session, card)}
                called = {one.id for one in await roster.list_called(session, card, self.now)}
                kept_out = {card.about_id, card.danger_id, *await self._list_accused(session, card)}
                kept_out |= {card.person_id} if card.kind in KINDS_CLOSED_TO_WRITER else set()
                kept_out |= await self.list_tied(session, card)
                assert called <= told, card.key
                assert not told & kept_out, card.key
                assert called or not await self._list_able(session, card) - kept_out, card.key

    async def _list_accused(self, session: AppSession, card: Card) -> set[int | None]:
        """Return whom the writer of words had accused before; in a case apart whomever they accuse."""
        if card.person_id is None:  # once its writer is erased nobody can say whom a case apart is kept from
            return set(await session.scalars(select(Staff.person_id))) if card.key.endswith(FROM_SEVERAL) else set()
        about = select(Card.about_id).where(Card.person_id == card.person_id, Card.kind == "report")
        if card.key.endswith(FROM_SEVERAL):
            return set(await session.scalars(about))
        if card.kind != "distress":
            return set()
        return set(await session.scalars(about.where(Card.state != "closed", Card.opened_at <= card.opened_at)))

    async def list_tied(self, session: AppSession, card: Card) -> set[int | None]:
        """Return those of the team who are close to somebody whom a case is about, or who is in its binôme."""
        concerned = {card.person_id, card.about_id, card.danger_id}
        if card.binome_id and (binome := await session.get(Binome, card.binome_id)):
            concerned |= {binomes.find_person_id(binome, side) for side in SIDE_BY_FORM.values()}
        pairs = [(await self.find(session, by), await self.find(session, account)) for by, account in self.ties]
        return {member.id for member, person in pairs if person.id in concerned}

    async def _list_able(self, session: AppSession, card: Card) -> set[int]:
        """Return those of whom one at least is to be told: who is outside, heads, and colleagues of nobody accused."""
        is_erased = card.about_id is None and card.about_print is not None
        is_for_heads = is_erased or await session.get(Staff, card.about_id or 0) is not None
        judged = select(Staff.person_id).where(Staff.role == "head") if is_for_heads else select(Staff.person_id)
        outside = await session.scalars(select(OutsideRecipient.person_id))
        return {*outside, *await session.scalars(judged)}
