"""A town in which somebody is in each role: young people and volunteers at each stage, the team, those kept out."""

from dataclasses import dataclass, field, replace
from datetime import timedelta
from itertools import count
from typing import Any

from sqlalchemy import select

from mentoring.rhythm import parse_start
from mentoring.roles import Role
from mentoring.talk import DRAFT_LASTS
from storage import installation
from storage.engine.app_session import AppSession
from storage.engine.database import Sessions
from storage.schema.life_tables import Course
from storage.schema.safeguarding_tables import OutsideRecipient, Restriction, Tie
from storage.schema.tables import Binome, Card, MentoringSession, Need, Offer, Person, Staff
from storage.schema.talk_tables import PassedMessage
from tests.cast import ABOUT, APPROVER, NOW, make_accepted, make_agreed, make_proposed, read_training
from tests.families import BORN_17, read_code
from tests.mentoring.examples import complete_form
from tests.texts import samples
from texts.session_samples import START
from use_cases.binomes import binomes, concerns, holds, parental_answers, reports, safety, slots
from use_cases.needs_offers import forms, needs, offers
from use_cases.outbox import outbox
from use_cases.people import people, standing
from use_cases.team import cards, notes, staff_group, suspensions, team_questions

PROGRAMME = replace(samples.PROGRAMME, safeguarding=replace(samples.PROGRAMME.safeguarding, parents="agree"))
"""The shipped programme, but that it asks for the agreement of whoever represents somebody under 18."""
STAFF_GROUP, OTHER_GROUP, THREAD = -1_001_000_001, -1_001_000_002, 7
"""The head was asked whether all alerts shall go to this topic of the other group."""
FIRST_USER_ID = 5_000_000_001
UNKNOWN = ("stranger", "turned_away")
"""The roles of those who have no row yet: they write for the first time."""
NO_FORM = ("consented", "barred", "ex_staff", "unsigned", "outside")
TEAM: dict[str, Role] = {
    **dict.fromkeys(("head", "suspended_staff"), "head"),
    **dict.fromkeys(("coordinator", "tied", "unpledged"), "coordinator"),
}
PAIRS = ("asked", "accepted", "agreed", "choosing", "active", "held", "ended", "reported", "glanced")
"""The stages of a binôme: there is a young person and a volunteer of each. The volunteer is whom the young reports."""
HOUR = "1-9"
ASKED_START = parse_start(START.data)
"""The hour that the samples of the texts ask for."""
FREE = {**ABOUT, "slots": ["tue-morning"]}
MAKERS = {"asked": make_proposed, "accepted": make_accepted}
MAX_NUMBER = 16
"""No kind of row has more in this town, but people."""
TIED_TO = "young_active"
"""To whom the coordinator with a tie has declared one."""


@dataclass(slots=True)
class Player:
    """Somebody in a role: their Telegram id, their row, the name that is in no other's data, what is their own."""

    role: str
    user: int
    name: str
    person: int = 0
    partners: set[str] = field(default_factory=set)
    """The roles of those with whom they are in a binôme."""
    own: dict[str, set[int]] = field(default_factory=dict)
    """Noun -> the ids of what is theirs."""
    secrets: set[str] = field(default_factory=set)
    """Words of cases that they may read."""

    def add(self, noun: str, number: int) -> None:
        """Note that something is theirs."""
        self.own.setdefault(noun, set()).add(number)


Players = dict[str, Player]


@dataclass(frozen=True, slots=True)
class RoleTown:
    """Who is who, the numbers of urgent cases, which are drawn, and the words that not everybody may read."""

    players: Players
    drawn: tuple[int, ...]
    secrets: frozenset[str]

    @property
    def numbers(self) -> tuple[int, ...]:
        """Return the numbers of all rows, and that of a group."""
        return OTHER_GROUP, *self.drawn, *range(1, MAX_NUMBER + 1)


@dataclass(slots=True)
class RoleMaker:
    """Makes the people of each role, in a transaction of its caller's."""

    session: AppSession
    players: Players = field(default_factory=dict)
    numbers: "count[int]" = field(default_factory=lambda: count(FIRST_USER_ID))
    secrets: set[str] = field(default_factory=set)

    def add_player(self, role: str) -> Player:
        """Note somebody who has not come yet."""
        self.players[role] = Player(role, next(self.numbers), f"Q{role.replace('_', '')}x")
        return self.players[role]

    def add_secret(self, role: str, readers: tuple[str, ...]) -> str:
        """Return words of a case about somebody, which those in some roles alone may read."""
        words = f"Z{role.replace('_', '')}x"
        for reader in (role, *readers):
            self.players[reader].secrets.add(words)
        self.secrets.add(words)
        return words

    async def add_person(self, role: str) -> Person:
        """Let somebody arrive under a name that is in nobody else's words."""
        player = self.add_player(role)
        person = await people.find_or_create(self.session, player.user, "fr", NOW)
        await people.record_consent(self.session, person, NOW)
        await people.save_profile(self.session, person, {"language": "fr", "name": player.name})
        player.person = person.id
        return person

    async def find(self, role: str) -> Person:
        """Return somebody's row."""
        return await self.session.get_one(Person, self.players[role].person)

    async def add_need(self, role: str, *, is_sent: bool = True) -> Need:
        """Let somebody need something, in words that hold their name."""
        person = await self.find(role) if role in self.players else await self.add_person(role)
        row = await forms.begin(self.session, "need", person, NOW)
        assert isinstance(row, Need)
        self.players[role].add("need", row.id)
        if is_sent:
            self.players[role].add("birth", person.id)
            name = self.players[role].name
            birth = BORN_17 if role == "young_minor" else "2006"
            about: dict[str, Any] = {"name": name, "birth": birth, "words": f"Je cherche une alternance, mot{name}"}
            about |= {**FREE, "modes": ["in_person"] if role == "young_waiting" else ["remote"]}
            await forms.save(self.session, "need", row, complete_form("need", about))
            await needs.send(self.session, row, person, NOW)
        return row

    async def add_family(self) -> None:
        """Let somebody of 17 need something, and whoever represents them open the link that they passed on."""
        await self.add_need("young_minor")
        young, account = await self.find("young_minor"), await self.add_person("representative")
        account.consented_at = None
        await parental_answers.open_link(self.session, account, await read_code(self.session, young), NOW)
        self.players["representative"].add("represented", young.id)

    async def add_offer(self, role: str, stage: str = "available") -> Offer:
        """Let somebody offer something, in words that hold their name."""
        person = await self.find(role) if role in self.players else await self.add_person(role)
        row = await forms.begin(self.session, "offer", person, NOW)
        assert isinstance(row, Offer)
        self.players[role].add("offer", row.id)
        if stage == "drafting":
            return row
        self.players[role].add("birth", person.id)
        name = self.players[role].name
        about = {"name": name, "job": f"comptable mot{name}", **FREE}
        await forms.save(self.session, "offer", row, complete_form("offer", about))
        await offers.send(self.session, row, person, NOW, 1)
        if stage != "to_approve":
            await offers.approve(self.session, row, APPROVER, NOW)
        if stage not in ("to_approve", "untrained"):
            await read_training(self.session, row, person)
        return row

    async def add_pair(self, stage: str) -> Binome:
        """Bring two people to a stage of their binôme."""
        roles = f"young_{stage}", f"volunteer_{stage}"
        need, offer = await self.add_need(roles[0]), await self.add_offer(roles[1])
        if stage == "glanced":
            binome = Binome(need=need, offer=offer, state="unsent", score=0.5, proposed_at=NOW)
            need.state = "proposed"
            self.session.add(binome)
            await self.session.flush()
            return binome
        binome = await MAKERS.get(stage, make_agreed)(self.session, need, offer)
        for role, other, side in zip(roles, roles[::-1], ("consent", "proposal"), strict=True):
            self.players[role].partners.add(other)
            for noun in ("binome", side):
                self.players[role].add(noun, binome.id)
        if stage not in (*MAKERS, "agreed"):
            await self._agree_on_hour(binome, roles, is_confirmed=stage != "choosing")
        return binome

    async def _agree_on_hour(self, binome: Binome, roles: tuple[str, str], *, is_confirmed: bool) -> None:
        """Let the two ask for an hour and take it; one session lies behind, of which the young person has told."""
        young, volunteer = [await self.find(role) for role in roles]
        await slots.ask_for_slot(self.session, binome.id, young, HOUR, NOW)
        if not is_confirmed:
            return
        await slots.confirm_slot(self.session, binome.id, volunteer, HOUR, NOW)
        past = MentoringSession(binome=binome, starts_at=NOW - timedelta(days=6), state="begun", young_held=True)
        self.session.add(past)
        await self.session.flush()
        mine = select(MentoringSession.id).where(MentoringSession.binome_id == binome.id)
        for number in (await self.session.scalars(mine)).all():
            row = await self.session.get_one(MentoringSession, number)
            row.revision, row.asked_start, row.asked_by = 1, ASKED_START, "young"  # as in the samples of the texts
            for role, person in zip(roles, (young, volunteer), strict=True):
                self.players[role].add("session", number)
                kind = "check_in" if number == past.id else "reminder_day"
                await outbox.put(self.session, NOW, person, kind, session=number, revision=1)


async def fill(sessions: Sessions) -> RoleTown:
    """Make a town with somebody in each role."""
    sessions.configure(programme=PROGRAMME)
    async with sessions.begin() as session:
        made = RoleMaker(session)
        await _add_team(made)
        for role in UNKNOWN:
            made.add_player(role)
        await standing.turn_away(session, made.players["turned_away"].user, None)
        for role in NO_FORM:
            await made.add_person(role)
        await _add_members(made)
        pairs = {stage: await made.add_pair(stage) for stage in PAIRS}
        await _let_things_happen(made, pairs)
        drawn = tuple((await session.scalars(select(Card.id).order_by(Card.id))).all())
    return RoleTown(made.players, drawn, frozenset(made.secrets))


async def _add_team(made: RoleMaker) -> None:
    for role, right in TEAM.items():
        person = await made.add_person(role)
        pledged_at = None if role == "unpledged" else NOW
        made.session.add(Staff(person_id=person.id, role=right, since=NOW, pledged_at=pledged_at))
    await made.session.flush()
    await suspensions.stand_down(made.session, await made.find("suspended_staff"), NOW)
    await installation.write(made.session, installation.STAFF_CHAT, str(STAFF_GROUP))


async def _add_members(made: RoleMaker) -> None:
    await made.add_need("young_drafting", is_sent=False)
    await made.add_need("young_waiting")
    paused = await made.add_need("young_paused")
    await needs.pause(made.session, paused, NOW)
    await made.add_family()
    for stage in ("drafting", "available", "to_approve", "untrained", "paused"):
        offer = await made.add_offer(f"volunteer_{stage}", stage)
        if stage == "paused":
            offer.state, offer.unanswered = "paused", 2
    await made.add_need("both")
    await made.add_offer("both")


async def _let_things_happen(made: RoleMaker, pairs: dict[str, Binome]) -> None:
    """Let binômes be held and end, the team write to somebody, somebody be outside, barred, or close to another."""
    session = made.session
    await holds.place(session, pairs["held"], NOW, by=await made.find("coordinator"), reason="illness")
    await binomes.end(session, pairs["ended"], "time", NOW)
    (await session.get_one(Course, pairs["active"].id)).end_asked_at = NOW
    for role, signed in (("outside", NOW), ("unsigned", None)):
        person = made.players[role].person
        called_at = signed and NOW + timedelta(minutes=1)  # a test call that nobody has read yet
        session.add(
            OutsideRecipient(person_id=person, bound_at=NOW, signed_at=signed, confirmed_at=signed, called_at=called_at)
        )
    tie = Tie(staff_id=made.players["tied"].person, person_id=made.players[TIED_TO].person, kind="relative", since=NOW)
    barred = await made.find("barred")
    session.add_all([tie, Restriction(fingerprint=barred.fingerprint, person_id=barred.id, kind="barred", since=NOW)])
    await session.flush()
    await _let_them_write(made, pairs["active"])
    await _open_cases(made, pairs)
    await _ask_the_team(made)
    reader = made.players["young_waiting"].person
    letter = await notes.add_to_person(session, reader, await made.find("coordinator"), "Bonjour", NOW)
    letter.is_letter = True
    await outbox.put(session, NOW, await made.find("outside"), "outside_call")
    await outbox.put(session, NOW, await made.find("unsigned"), "outside_welcome")
    made.players["young_waiting"].add("letter", letter.id)


async def _ask_the_team(made: RoleMaker) -> None:
    """Let a ranking stand before each of the team, and before the head what the head alone answers."""
    (need,), (offer,) = made.players["young_waiting"].own["need"], made.players["volunteer_available"].own["offer"]
    for role in ("head", "coordinator", "tied"):
        member = await made.find(role)
        await outbox.put(made.session, NOW, member, "ranked", about=need, ranked=[[offer, 50, ["topics"]]])
    head = await made.find("head")
    await outbox.put(made.session, NOW, head, "danger_ask", subject=f"need-{need}")
    await staff_group.ask_to_move(made.session, OTHER_GROUP, THREAD, "Autre", head, NOW)


async def _let_them_write(made: RoleMaker, binome: Binome) -> None:
    """Let somebody have words that are not sent, and a message of which nobody knows whether it arrived."""
    session, writer = made.session, await made.find("young_active")
    for state, kind, binome_id in (("draft", "talk_draft", None), ("uncertain", "talk_doubt", binome.id)):
        row = PassedMessage(writer_id=writer.id, state=state, written_at=NOW, binome_id=binome_id)
        row.words, row.lapses_at = await people.seal(session, writer.id, "Bonjour"), NOW + DRAFT_LASTS
        session.add(row)
        await session.flush()
        made.players["young_active"].add("passed", row.id)
        await outbox.put(session, NOW, writer, kind, passed=row.id)


async def _open_cases(made: RoleMaker, pairs: dict[str, Binome]) -> None:
    """Let people ask, cry for help and report a volunteer and the only head; each case has words of its own."""
    session = made.session
    await cards.open_case(session, NOW, "uncertain", "messages")
    await safety.ask_help(session, await made.find("young_held"), NOW)
    await team_questions.ask_without_words(session, await made.find("young_waiting"), NOW)
    await concerns.ask_way_forward(session, await made.find("volunteer_active"), pairs["active"].id, NOW)
    said = made.add_secret("young_active", ("head", "coordinator"))
    await safety.handle_distress(session, await made.find("young_active"), "strong", "suicide", said, NOW)
    writer = await made.find("young_reported")
    report = await reports.report_partner(session, pairs["reported"].id, writer, NOW)
    said = made.add_secret("young_reported", ("head", "coordinator", "tied"))
    await reports.add_words(session, report.id, writer, said, NOW)
    made.players["young_reported"].add("report", report.id)
    writer = await made.find("young_agreed")
    report = await reports.report_staff(session, made.players["head"].person, writer, NOW)
    said = made.add_secret("young_agreed", ("outside",))
    await reports.add_words(session, report.id, writer, said, NOW)
    made.players["young_agreed"].add("report", report.id)
