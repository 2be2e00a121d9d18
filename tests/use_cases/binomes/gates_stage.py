"""A programme with every gate, and what is so of its people, written down beside the program."""

from collections import Counter
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time
from typing import ClassVar

from sqlalchemy import select

from mentoring.births import find_mark
from mentoring.cases import build_case_key
from mentoring.errors import BinomeError
from mentoring.gates import CheckKind
from mentoring.states import PENDING, RUNNING, SEEKING, Form
from mentoring.vetting import Vetting
from storage.engine.app_session import AppSession
from storage.schema.tables import Binome, Card, Need, Offer, Person
from tests.cast import ABOUT
from tests.mentoring.examples import complete_form
from tests.use_cases.binomes.safeguarding_stage import ACCOUNTS, YOUNG_ACCOUNTS, SafeguardingStage
from use_cases.binomes import births, holds
from use_cases.needs_offers import forms, needs, offers
from use_cases.people import people

LEAST_AGE, LEAST_VOLUNTEER_AGE, ADULT_AGE = 16, 18, 18
EXPIRING_CHECK: CheckKind = "record_extract"
EXPIRY_YEARS = 3
CHECKS_NEEDED: dict[bool, tuple[CheckKind, ...]] = {False: ("identity",), True: ("identity", EXPIRING_CHECK)}
"""Whether somebody is under 18 -> the checks that accompanying them takes."""
OFFERED = ("to_check", "to_train", "available")
"""States of an offer that is on its way to somebody, or there."""


@dataclass(slots=True)
class Truth:
    """What is so of an account, written down beside the program. `checks`: kind -> the day on which it was made."""

    birth: str
    checks: dict[CheckKind, date] = field(default_factory=dict)
    is_cleared: bool = False
    has_consent: bool = False

    def find_birthday(self, age: int) -> date:
        """Return the first day on which they are so old for sure: in the month of a birthday they are younger."""
        year, month = int(self.birth[:4]) + age, int(self.birth[5:7] or 0)
        return date(year + month // 12, month % 12 + 1, 1)

    def is_under(self, age: int, today: date) -> bool:
        """Return whether they are younger."""
        return today < self.find_birthday(age)

    def has_check(self, kind: CheckKind, today: date) -> bool:
        """Return whether a check counts."""
        made = self.checks.get(kind)
        return made is not None and (kind != EXPIRING_CHECK or today < made.replace(year=made.year + EXPIRY_YEARS))


class GatesStage(SafeguardingStage):
    """A programme that asks for everything: checks of all, more checks, clearance and consent for minors."""

    played: ClassVar[Counter[tuple[str, bool]]] = Counter()
    """How often each act was done, and how often it was refused."""

    def __init__(self) -> None:
        super().__init__()
        self.truths = {account: Truth("2006") for account in ACCOUNTS}
        self.closed_until: dict[int, datetime] = {}
        """Account that has said an age that is too young -> when it may come back."""
        programme = self.sessions.kw["programme"]
        self.sessions.configure(
            programme=replace(
                programme,
                safeguarding=replace(programme.safeguarding, parents="agree"),
                vetting=Vetting(required=("identity",), required_for_minors=(EXPIRING_CHECK,)),
            )
        )

        self.set_rule("cleared")

    def set_rule(self, minors: str) -> None:
        """Have the programme want a clearance for people under 18, or let every volunteer accompany them."""
        programme = self.sessions.kw["programme"]
        self.sessions.configure(programme=replace(programme, pairing=replace(programme.pairing, minors=minors)))
        self.minors = minors

    @property
    def today(self) -> date:
        """Return the day, of the programme's clock at nine in the morning."""
        return self.now.date()

    def believe(self, account: int, birth: str) -> None:
        """Know a birth from now on: by the team's own decision an earlier one counts no more."""
        truth = self.truths[account]
        truth.birth = birth
        self.closed_until.pop(account, None)
        least = LEAST_AGE if account in YOUNG_ACCOUNTS else LEAST_VOLUNTEER_AGE
        if truth.is_under(least, self.today):
            self.closed_until[account] = datetime.combine(truth.find_birthday(least), time(), UTC)

    def is_closed(self, account: int) -> bool:
        """Return whether an account has said an age that is too young, and its term has not come."""
        return self.now < self.closed_until.get(account, self.now)

    def has_checks(self, account: int, *, is_minor: bool) -> bool:
        """Return whether a volunteer has the checks that accompanying an adult, or a minor, takes."""
        return all(self.truths[account].has_check(kind, self.today) for kind in CHECKS_NEEDED[is_minor])

    def was_checked(self, account: int, *, is_minor: bool) -> bool:
        """Return whether somebody has made the checks of a volunteer, expired by now or not."""
        return self.truths[account].checks.keys() >= set(CHECKS_NEEDED[is_minor])

    def may_go_on(self, young: int, volunteer: int) -> bool:
        """Return whether two people may be together, but for an adult's unchecked volunteer, and what expires."""
        one, other = self.truths[young], self.truths[volunteer]
        if one.is_under(LEAST_AGE, self.today) or other.is_under(LEAST_VOLUNTEER_AGE, self.today):
            return False
        if not one.is_under(ADULT_AGE, self.today):
            return True
        is_cleared = other.is_cleared or self.minors == "everybody"
        return is_cleared and one.has_consent and self.was_checked(volunteer, is_minor=True)

    async def find_need(self, session: AppSession, account: int) -> Need:
        """Return the newest need of an account; refuse when there is none."""
        found = await self.find_form(session, account)
        if not isinstance(found, Need):
            raise BinomeError
        return found

    async def find_offer(self, session: AppSession, account: int) -> Offer:
        """Return the newest offer of an account; refuse when there is none."""
        found = await self.find_form(session, account)
        if not isinstance(found, Offer):
            raise BinomeError
        return found

    async def fill_in(self, session: AppSession, account: int, birth: str, said: list[str]) -> bool:
        """Fill in a form as the chat does; what was said of a birth is noted. Return False where nothing was sent."""
        form: Form = "need" if account in YOUNG_ACCOUNTS else "offer"
        person = await people.find_or_create(session, account, "fr", self.now)
        if await births.find_closed(session, person, form, self.now):
            return True
        await people.record_consent(session, person, self.now)
        row = await forms.begin(session, form, person, self.now)
        if row.state != "drafting":
            return False
        said.append(birth)
        mark = find_mark(form, birth, session.programme, await forms.read_local_date(session, person, self.now))
        if mark is not None:
            await births.turn_away(session, person, mark, birth, self.now)
            return True
        given = {"name": "Nom", "birth": birth, "words": "mon CV", "job": "comptable", **ABOUT}
        await forms.save(session, form, row, complete_form(form, given))
        if isinstance(row, Need):
            await needs.send(session, row, person, self.now)
        else:
            await offers.send(session, row, person, self.now, 2)
        return True

    async def check_pairs(self, session: AppSession) -> None:
        """Nothing is on its way between two who may not begin; who may not go on is held, and the team has a case.

        Of an adult's volunteer whom nobody ever checked the team has a case alone.
        """
        for binome in await session.scalars(select(Binome).where(Binome.state.in_((*PENDING, *RUNNING)))):
            young, volunteer = await self.accounts_of(session, binome)
            is_minor = self.truths[young].is_under(ADULT_AGE, self.today)
            if binome.state in PENDING:
                assert self.may_go_on(young, volunteer), f"{binome.state}: {young}, {volunteer}"
                assert self.has_checks(volunteer, is_minor=is_minor), f"{volunteer} lacks a check"
            elif not self.may_go_on(young, volunteer):
                assert binome.state == "frozen", f"{binome.state}: {young}, {volunteer}"
                assert await holds.list_open(session, binome), "frozen without a hold"
                await self._check_case(session, binome)
            elif not self.was_checked(volunteer, is_minor=is_minor) and binome.state != "frozen":
                await self._check_case(session, binome)

    async def _check_case(self, session: AppSession, binome: Binome) -> None:
        key = build_case_key("pair_review", f"binome:{binome.id}")
        card = await session.scalar(select(Card).where(Card.key == key, Card.state != "closed"))
        assert card is not None, f"no case about {key}"
        # What is not urgent is called for twice, and then stands in the lists.
        assert card.due_at is not None or card.reminded > 1, f"no date for {key}"

    async def check_closed(self, session: AppSession) -> None:
        """An account that is too young looks for nobody and helps nobody."""
        for account in filter(self.is_closed, ACCOUNTS):
            person = await people.find_person(session, account)
            if person is not None:
                assert not await self._list_open_forms(session, person), account

    async def _list_open_forms(self, session: AppSession, person: Person) -> list[int]:
        sought = select(Need.id).where(Need.person_id == person.id, Need.state.in_(SEEKING))
        offered = select(Offer.id).where(Offer.person_id == person.id, Offer.state.in_(OFFERED))
        return [*await session.scalars(sought), *await session.scalars(offered)]
