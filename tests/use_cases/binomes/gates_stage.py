"""A programme with every gate, and what is so of its people, written down beside the program."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time
from typing import ClassVar

from sqlalchemy import select

from mentoring.births import find_mark
from mentoring.cases import build_case_key
from mentoring.errors import BinomeError
from mentoring.gates import CheckKind
from mentoring.safeguarding import compute_months
from mentoring.states import PENDING, RUNNING, SEEKING, Form
from mentoring.vetting import Vetting
from storage.engine.app_session import AppSession
from storage.schema.tables import Binome, Card, Need, Offer, Person
from tests.cast import ABOUT
from tests.mentoring.examples import complete_form
from tests.use_cases.binomes.safeguarding_stage import ACCOUNTS, YOUNG_ACCOUNTS, SafeguardingStage
from use_cases.binomes import births, holds
from use_cases.needs_offers import forms, needs, offers
from use_cases.people import checks, parental_consents, people

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


def _begin(day: date) -> datetime:
    return datetime.combine(day, time(), UTC)


class GatesStage(SafeguardingStage):
    """A programme that asks for everything: checks of all, more checks, clearance and consent for minors."""

    played: ClassVar[Counter[tuple[str, bool]]] = Counter()
    """How often each act was done, and how often it was refused."""

    def __init__(self) -> None:
        super().__init__()
        self.truths = {account: Truth("2006") for account in ACCOUNTS}
        self.closed_until: dict[int, datetime] = {}
        """Account that has said an age that is too young -> when it may come back."""
        self.minor_until: dict[int, datetime] = {}
        """Account that wanted to help and was too young for that alone -> when it is of age."""
        self.taken_back: set[tuple[int, str]] = set()
        """(account, what counts no more since it was taken back): a kind of check, ``clearance`` or ``consent``."""
        self.refused: set[int] = set()
        """The accounts to which a representative has said no themselves."""
        self.kept_until: dict[int, datetime] = {}
        """Account that erased everything with such a no -> until when the team has to look first."""
        self.frozen: set[int] = set()
        """The binômes that were held when last looked at."""
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
        """Know a birth from now on, and until when it keeps its account out."""
        truth = self.truths[account]
        truth.birth = birth
        self.closed_until.pop(account, None)
        least = LEAST_AGE if account in YOUNG_ACCOUNTS else LEAST_VOLUNTEER_AGE
        if truth.is_under(least, self.today):
            self.closed_until[account] = _begin(truth.find_birthday(least))

    def correct_truth(self, account: int, birth: str) -> None:
        """Know a birth by the team's own decision: what was said earlier counts no more."""
        wanted_to_help = self.is_marked_as_minor(account)
        self.minor_until.pop(account, None)
        self.believe(account, birth)
        if wanted_to_help:
            self.mark_as_minor(account)

    def hear(self, account: int, said: Sequence[str]) -> None:
        """Know what an account has said of its birth, which may not be what its age has closed to it."""
        for birth in said:
            assert not self.is_closed(account), "an account that is too young was asked again"
            is_adult = not Truth(birth).is_under(ADULT_AGE, self.today)
            assert not (is_adult and self.is_marked_as_minor(account)), "an account grew up by coming back"
            self.believe(account, birth)

    def mark_as_minor(self, account: int) -> None:
        """Know an account that wanted to help as one under 18, where its age is not too low for all."""
        truth = self.truths[account]
        if truth.birth and not self.is_closed(account) and truth.is_under(ADULT_AGE, self.today):
            self.minor_until[account] = _begin(truth.find_birthday(ADULT_AGE))

    def is_marked_as_minor(self, account: int) -> bool:
        """Return whether an account has wanted to help, and its 18th birthday has not come."""
        return self.now < self.minor_until.get(account, self.now)

    def note_consent(self, account: int, *, is_given: bool) -> None:
        """Know what a representative says from now on."""
        self.truths[account].has_consent = is_given
        self.refused.discard(account)
        (self.taken_back.discard if is_given else self.taken_back.add)((account, "consent"))

    def end_consents(self) -> None:
        """Know that in the night what a representative said has gone with the majority."""
        for account in YOUNG_ACCOUNTS:
            truth = self.truths[account]
            if not truth.birth or not truth.is_under(ADULT_AGE, self.today):
                truth.has_consent = False
                self.refused.discard(account)

    def keep_refusal(self, account: int) -> None:
        """Know that a representative's no outlives the erasure of an account."""
        if account in self.refused:
            months = self.sessions.kw["programme"].safeguarding.keep_case_months
            self.kept_until[account] = self.now + compute_months(months)

    def forget_truth(self, account: int) -> None:
        """Know nothing of an account any more but how long it is kept out."""
        self.truths[account] = Truth("")
        self.refused.discard(account)
        self.taken_back = {one for one in self.taken_back if one[0] != account}
        self.ties = {one for one in self.ties if one[1] != account}

    def assert_may_decide(self, by: int, account: int) -> None:
        """Complain when somebody has decided on themselves, or on somebody close."""
        assert by != account, f"{by} decided on themselves"
        assert self.ties.isdisjoint({(by, account), (account, by)}), f"{by} decided on somebody close"

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

    def is_unobjectionable(self, young: int, volunteer: int) -> bool:
        """Return whether nothing is in the way of two people who are together; what expires is not."""
        is_minor = self.truths[young].is_under(ADULT_AGE, self.today)
        is_checked = self.was_checked(volunteer, is_minor=is_minor)
        return self.may_go_on(young, volunteer) and is_checked and (volunteer, young) not in self.ties

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
        birth = (await people.read_profile(session, person)).get("birth") or birth  # known, it is not asked again
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

    async def say_age_to_help(self, session: AppSession, account: int, birth: str, said: list[str]) -> None:
        """Begin an offer as the chat does, and answer no more than when one was born, if that is asked."""
        person = await people.find_or_create(session, account, "fr", self.now)
        is_closed = await births.find_closed(session, person, "offer", self.now) is not None
        if is_closed or "birth" in await people.read_profile(session, person):
            return
        said.append(birth)
        today = await forms.read_local_date(session, person, self.now)
        if mark := find_mark("offer", birth, session.programme, today):
            await births.turn_away(session, person, mark, birth, self.now)

    async def check_pairs(self, session: AppSession) -> None:
        """Nothing is on its way between two who may not begin; who may not go on is held, and the team has a case.

        Of an adult's volunteer whom nobody ever checked, or who is close to them, the team has a case alone. What may
        go on is not held.
        """
        frozen = set[int]()
        for binome in await session.scalars(select(Binome).where(Binome.state.in_((*PENDING, *RUNNING)))):
            young, volunteer = pair = await self.accounts_of(session, binome)
            is_minor = self.truths[young].is_under(ADULT_AGE, self.today)
            is_tied = (volunteer, young) in self.ties
            if binome.state in PENDING:
                assert self.is_unobjectionable(*pair), f"{binome.state}: {pair}"
                assert self.has_checks(volunteer, is_minor=is_minor), f"{volunteer} lacks a check"
                assert self.kept_until.get(young, self.now) <= self.now, f"the no of {young}'s parent is forgotten"
            elif not self.may_go_on(*pair) or (is_tied and is_minor):
                assert binome.state == "frozen", f"{binome.state}: {pair}"
                assert await holds.list_open(session, binome), "frozen without a hold"
                await self._check_case(session, binome)
            elif binome.state != "frozen":
                if not self.is_unobjectionable(*pair):
                    await self._check_case(session, binome)
            else:
                assert binome.id in self.frozen, f"{pair} may go on, and are held"
            if binome.state == "frozen":
                frozen.add(binome.id)
        self.frozen = frozen

    async def _check_case(self, session: AppSession, binome: Binome) -> None:
        key = build_case_key("pair_review", f"binome:{binome.id}")
        card = await session.scalar(select(Card).where(Card.key == key, Card.state != "closed"))
        assert card is not None, f"no case about {key}"
        # What is not urgent is called for twice, and then stands in the lists.
        assert card.due_at is not None or card.reminded > 1, f"no date for {key}"

    async def check_given(self, session: AppSession) -> None:
        """Nothing counts that was never given, or was taken back, whether or not anybody is together by it."""
        for account in ACCOUNTS:
            person, truth = await people.find_person(session, account), self.truths[account]
            if person is None:
                continue
            offer = await self.find_form(session, account)
            assert truth.is_cleared or not (isinstance(offer, Offer) and offer.minors), f"{account} is cleared"
            assert truth.has_consent or not await parental_consents.list_covered(session, [person.id]), account
            counting = await checks.list_counting(session, [person.id], self.now)
            assert all(truth.has_check(kind, self.today) for kind in counting.get(person.id, ())), account

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
