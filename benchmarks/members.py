"""How members of a programme behave, by a seeded chance: who answers what, when, and how sessions go."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from random import Random
from typing import Any

from mentoring.example_answers import fill_in
from mentoring.rhythm import parse_start
from mentoring.states import Form
from storage.engine.app_session import AppSession
from storage.schema.tables import Binome, Card, MentoringSession, Need, Offer, Outgoing, Person
from use_cases.binomes import binome_rows, binomes, moves, proposals, reports, safety, slots
from use_cases.desk import minors_clearance, vetting
from use_cases.needs_offers import forms, needs, offers, training
from use_cases.people import people
from use_cases.sessions import sessions
from use_cases.team import cards

EVENINGS = ("mon-evening", "tue-evening", "wed-evening", "thu-evening", "sat-morning", "sun-afternoon")
DAY = timedelta(days=1)
WEEKS_TOGETHER = (8, 26)
ACCEPTS, DECLINES = 0.75, 0.15
AGREES, REFUSES = 0.90, 0.04
CONFIRMS = 0.95
MEETS = 0.85
ANSWERS_CHECK_IN = 0.80
RATINGS = (0.03, 0.37, 0.60)
MOVES, SKIPS = 0.05, 0.03
ASKS_FOR_HELP = 0.0005
REPORTS = 0.0002
ASKS_AGAIN, RESUMES = 0.20, 0.70
"""Chances, by message where nothing else is said. No answer is what is left."""


@dataclass(slots=True)
class Members:
    """People by chance: each use case that they bring about is the programme's own."""

    random: Random
    numbers: int = 0
    has_met_by_binome: dict[int, bool] = field(default_factory=dict)

    async def add_young_person(self, session: AppSession, now: datetime) -> None:
        """Sign up a young person."""
        person, answers = await self._add_person(session, now)
        need = await forms.begin(session, "need", person, now)
        assert isinstance(need, Need)
        answers["birth"] = str(self.random.randint(2002, 2009))
        await forms.save(session, "need", need, _fill_in(session, "need", answers, now))
        await needs.send(session, need, person, now)

    async def add_volunteer(self, session: AppSession, now: datetime) -> None:
        """Sign up a volunteer; a coordinator must say yes first."""
        person, answers = await self._add_person(session, now)
        offer = await forms.begin(session, "offer", person, now)
        assert isinstance(offer, Offer)
        await forms.save(session, "offer", offer, _fill_in(session, "offer", answers | {"job": "comptable"}, now))
        await offers.send(session, offer, person, now, 1)

    async def train(self, session: AppSession, person: Person, offer: Offer, now: datetime) -> None:
        """Read the training to its end, with a wrong answer now and then."""
        screens = session.programme.find_screens("fr")
        for number, screen in enumerate(screens, 1):
            right = [f"-{at}" for at, answer in enumerate(screen.answers) if answer.right]
            wrong = [f"-{at}" for at, answer in enumerate(screen.answers) if not answer.right]
            if wrong and self.random.random() < 0.3:
                await training.read_screen(session, offer, person, f"{number}{wrong[0]}", now, edit=1)
            await training.read_screen(session, offer, person, f"{number}{''.join(right[:1])}", now, edit=1)

    async def react(self, session: AppSession, row: Outgoing, now: datetime) -> None:
        """Do what the reader of a message does about it, if anything."""
        person = await session.get_one(Person, row.person_id)
        act = getattr(self, f"on_{row.kind}", None)
        if act is not None:
            await act(session, person, row.args, now)

    def find_delay(self, kind: str) -> timedelta | None:
        """Return after how long a message is reacted to; None when it is not."""
        if not hasattr(self, f"on_{kind}"):
            return None
        return timedelta(hours=self.random.uniform(0.2, 30))

    async def on_training(self, session: AppSession, person: Person, args: dict[str, Any], now: datetime) -> None:
        """The first screen came: read them all."""
        offer = await session.get_one(Offer, args["offer"])
        if offer.state == "to_train" and not offer.trained:
            await self.train(session, person, offer, now)

    async def on_proposal(self, session: AppSession, person: Person, args: dict[str, Any], now: datetime) -> None:
        """Say yes, no, or nothing."""
        chance = self.random.random()
        if chance < ACCEPTS:
            await proposals.accept(session, args["binome"], person, now, edit=1)
        elif chance < ACCEPTS + DECLINES:
            await proposals.decline(session, args["binome"], person, "busy", now, edit=1)

    async def on_consent(self, session: AppSession, person: Person, args: dict[str, Any], now: datetime) -> None:
        """Want to try, or somebody else, or say nothing."""
        chance = self.random.random()
        if chance < AGREES:
            await proposals.agree(session, args["binome"], person, now)
        elif chance < AGREES + REFUSES:
            await proposals.refuse(session, args["binome"], person, now, edit=1)

    async def on_agreed(self, session: AppSession, person: Person, args: dict[str, Any], now: datetime) -> None:
        """Ask for an hour, unless the other did."""
        binome = await session.get_one(Binome, args["binome"])
        if binome.state == "agreed" and not binome.asked_slot:
            answers = await binome_rows.read_answers(session, binome)
            found = self.random.choice(await slots.list_free_hours(session, answers, now))
            await slots.ask_for_slot(session, binome.id, person, str(found), now)

    async def on_slot_asked(self, session: AppSession, person: Person, args: dict[str, Any], now: datetime) -> None:
        """Say yes to the hour, mostly."""
        if self.random.random() < CONFIRMS:
            await slots.confirm_slot(session, args["binome"], person, args["slot"], now)

    async def on_reminder_day(self, session: AppSession, person: Person, args: dict[str, Any], now: datetime) -> None:
        """Move or skip the session now and then."""
        chance, revision = self.random.random(), args["revision"]
        if chance < MOVES / 2:
            planned = await session.get_one(MentoringSession, args["session"])
            await moves.ask(session, planned.id, person, revision, planned.starts_at + DAY, now)
        elif chance < (MOVES + SKIPS) / 2:
            await sessions.skip(session, args["session"], person, revision, now)

    async def on_move_asked(self, session: AppSession, person: Person, args: dict[str, Any], now: datetime) -> None:
        """Say yes to another moment."""
        start = parse_start(args["start"])
        assert start is not None
        await moves.accept(session, args["session"], person, args["revision"], start, now)

    async def on_check_in(self, session: AppSession, person: Person, args: dict[str, Any], now: datetime) -> None:
        """Return whether it took place and how it was; end, ask for help or report, seldom."""
        held = self.has_met_by_binome.setdefault(args["session"], self.random.random() < MEETS)
        if self.random.random() < ANSWERS_CHECK_IN:
            await sessions.answer_check_in(session, args["session"], person, held, now, edit=1)
            if held:
                rating = self.random.choices((1, 2, 3), RATINGS)[0]
                await sessions.rate(session, args["session"], person, rating, now, edit=1)
        about = (await session.get_one(MentoringSession, args["session"])).binome
        weeks = (now - (about.agreed_at or now)) / timedelta(weeks=1)
        if weeks > Random(about.id).uniform(*WEEKS_TOGETHER):
            await binomes.end(session, about, "goal", now)
        elif self.random.random() < REPORTS:
            await reports.report_partner(session, about.id, person, now)
        elif self.random.random() < ASKS_FOR_HELP:
            await safety.ask_help(session, person, now)

    async def on_ended(self, session: AppSession, person: Person, args: dict[str, Any], now: datetime) -> None:
        """A young person may ask for another volunteer; if not, somebody new comes in their place."""
        need = (await session.get_one(Binome, args["binome"])).need
        if need.person_id != person.id:
            return
        if self.random.random() < ASKS_AGAIN:
            await needs.ask_again(session, need, person, now)
        else:
            await self.add_young_person(session, now)

    async def on_offer_paused(self, session: AppSession, person: Person, args: dict[str, Any], now: datetime) -> None:
        """Come back, mostly."""
        offer = (await session.get_one(Binome, args["binome"])).offer
        if self.random.random() < RESUMES:
            await offers.resume(session, offer, person, now)

    async def _add_person(self, session: AppSession, now: datetime) -> tuple[Person, dict[str, Any]]:
        self.numbers += 1
        rules, choose = session.programme, self.random
        person = await people.find_or_create(session, 7_000_000_000 + self.numbers, "fr", now)
        await people.record_consent(session, person, now)
        region = choose.choice([*rules.regions])
        await people.save_profile(session, person, {"language": "fr", "name": f"P{self.numbers}", "region": region})
        topics = choose.sample([*rules.topics], 3)
        answers = {"name": f"P{self.numbers}", "region": region, "topics": topics, "modes": ["remote"]}
        answers |= {"field": choose.choice([*rules.fields]), "level": choose.choice([*rules.levels])}
        answers |= {"words": "aide pour " + " ".join(topics), "slots": choose.sample(EVENINGS, 3)}
        return person, answers


def _fill_in(session: AppSession, form: Form, answers: dict[str, Any], now: datetime) -> dict[str, Any]:
    return fill_in(form, answers, session.programme, now.date(), "Cela dépend")


async def _let_in(session: AppSession, offer: Offer, coordinator: Person, now: datetime) -> None:
    """Let a coordinator record the checks of a volunteer, approve and clear them for people under 18."""
    for kind in session.programme.vetting.required_checks.list_for(is_minor=True):
        await vetting.record_check(session, offer, kind, now.date(), coordinator, now)
    await offers.approve(session, offer, coordinator, now)
    await minors_clearance.give_clearance(session, offer, coordinator, now)


async def settle_case(session: AppSession, card: Card, coordinator: Person, now: datetime) -> None:
    """Let a coordinator do what a case asks for."""
    if card.kind == "new_volunteer" and card.offer_id:
        await _let_in(session, await session.get_one(Offer, card.offer_id), coordinator, now)
        await cards.close_case(session, card, coordinator, "approve", now)
    elif card.kind == "report" and card.binome_id:
        await binomes.end(session, await session.get_one(Binome, card.binome_id), "team", now)
        await cards.close_case(session, card, coordinator, "end", now)
    else:
        await cards.take_case(session, card, coordinator, now)
        await cards.close_case(session, card, coordinator, "close", now)
