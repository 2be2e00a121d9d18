"""The two of a binôme, lost while they talk: what they type carries marks, so that one sees where it went."""

import re
import shutil
from collections.abc import Mapping
from itertools import count
from typing import ClassVar

from hypothesis import strategies as st
from hypothesis.stateful import initialize, precondition, rule
from sqlalchemy import select

from mentoring.states import ARRANGING
from storage.engine.app_session import AppSession
from storage.schema.tables import Binome, Person
from storage.schema.talk_tables import ConversationSide, PassedMessage
from tests.databases import FILE
from tests.lost import invariants, typed_input
from tests.lost.machine import Lost
from tests.lost.starting_points import CAST, GROUP, HEAD, VOLUNTEER, YOUNG
from tests.prepared import StoppedTown
from tests.town import Town, Visitor, open_town
from use_cases.binomes import holds
from use_cases.needs_offers import forms
from use_cases.people import people

MARK = re.compile(r"zq\d+z")
PASSING = re.compile(r"(draft:\d+:\d+|place:\d+:send-.*|pause:[^:]+:.+)$")
"""Buttons that send what was typed to the other of the two."""
PARTNER = {YOUNG: VOLUNTEER, VOLUNTEER: YOUNG}
two = st.sampled_from((YOUNG, VOLUNTEER))
STEPS_ASIDE = ("pause:binome-1:week", "wake:binome-1:", "wake:binome-1:", "report:1:quiet", "place:1:", "place:1:")
Barriers = Mapping[str, frozenset[str]]
"""Who writes -> what may not pass from them to the other now: "free" words, or "all"."""


class LostInTalk(Lost):
    """Two who talk, and whoever is in charge; every typed word with a mark in it belongs to whoever typed it."""

    origin: ClassVar[StoppedTown]
    asks_for_help = False
    passed: ClassVar[int] = 0
    """How many messages arrived, over all runs."""
    # What all who are lost do is played by their own machine: here it would end the talk before it has begun.
    types = forges = starts_again = finishes = blocks = None  # type: ignore[assignment]

    def __init__(self) -> None:
        super().__init__()
        self.numbers = count()
        self.private: dict[str, set[str]] = {YOUNG: set(), VOLUNTEER: set()}
        self.shown: dict[str, dict[str, set[str]]] = {YOUNG: {}, VOLUNTEER: {}}
        """Who -> each button that sends -> the marks that stood in the message above it."""
        self.received: set[int] = set()
        self.barriers: Barriers = {}

    @initialize()
    def begin(self, place: int = 0) -> None:
        """Two have their weekly hour, and both write to each other."""
        shutil.copytree(self.origin.folder, self.folder / "town")
        self.moment = self.origin.moment
        self.town = self.runner.run(self._open_town())
        self.runner.run(self.town.settle())  # what is said at each start
        self.cast = {role: Visitor(self.town, *one) for role, one in zip(CAST, self.origin.people, strict=True)}
        self._look()

    async def _open_town(self) -> Town:
        folder = self.folder / "town"
        opened = open_town(f"sqlite:///{folder / FILE}", folder, self.worker_process, at=self.moment)
        return await self.open.enter_async_context(opened)

    def _look(self) -> None:
        super()._look()
        self.moment = self.town.app.clock.now()
        for role in PARTNER:
            for message in invariants.messages_to(self.cast[role]):
                for data in filter(PASSING.match, invariants.list_buttons(message)):
                    self.shown[role][data] = set(MARK.findall(message.text))

    async def _taps(self, who: Visitor, message_id: int, data: str) -> None:
        """Tap a button: what stands above one that sends is private no longer."""
        role = next(one for one, known in self.cast.items() if known.id == who.id)
        if role in PARTNER:
            for sent, marks in self.shown[role].items():
                if sent == data or (data.startswith("draft:") and sent.split(":")[:2] == data.split(":")[:2]):
                    self.private[role] -= marks if data.rpartition(":")[2].isdecimal() or sent == data else set()
        await super()._taps(who, message_id, data)

    async def _types_marked(self, role: str, words: str, *, is_for_partner: bool = False) -> None:
        mark = f"zq{next(self.numbers)}z"
        if not is_for_partner and not await self._is_in_form(role):
            self.private[role].add(mark)
        await self._says(self.cast[role], text=words.replace("…", mark))

    async def _is_in_form(self, role: str) -> bool:
        """Return whether a form asks somebody something: what they answer may be what the other reads of them."""
        async with self.town.app.sessions.begin() as session:
            person = await people.find_person(session, self.cast[role].id)
            asked = person.expecting if person else None
            return (
                person is None
                or (asked is not None and asked.what == "change")
                or bool(await forms.find_draft(session, person))
            )

    @rule(role=two, words=st.sampled_from(typed_input.SENTENCES))
    def says(self, role: str, words: str) -> None:
        """Somebody types an everyday sentence, to whomever."""
        self._do(role, self._types_marked(role, words))

    @rule(role=two, words=st.sampled_from(typed_input.SENTENCES), is_typed=st.booleans())
    def writes(self, role: str, words: str, is_typed: bool) -> None:
        """Somebody touches « Écrire à … », and types, or goes elsewhere."""
        last = invariants.messages_to(self.cast[role])[-1].message_id
        self._do(role, self._taps(self.cast[role], last, "write:1:"))
        if is_typed:
            self._do(role, self._types_marked(role, words))

    @rule(role=two, which=st.integers(0, 3), choice=st.sampled_from(("send", "send", "team", "none")))
    def answers_a_draft(self, role: str, which: int, choice: str) -> None:
        """Somebody sends a draft, or does not, a new one or an old one."""
        found = [data for data in self.shown[role] if data.startswith("draft:")]
        if found:
            data = found[-1 - which % len(found)]
            last = invariants.messages_to(self.cast[role])[-1].message_id
            what = data if choice == "send" else f"{data.rpartition(':')[0]}:{choice}"
            self._do(role, self._taps(self.cast[role], last, what))

    @rule(role=two, words=st.sampled_from(typed_input.SENTENCES), kind=st.sampled_from(("text", "voice", "document")))
    def answers(self, role: str, words: str, kind: str) -> None:
        """Somebody answers the last message that came from the other."""
        self._do(role, self._answers(role, words, kind))

    async def _answers(self, role: str, words: str, kind: str) -> None:
        async with self.town.app.sessions.begin() as session:
            partner = await people.find_person(session, self.cast[PARTNER[role]].id)
            theirs = select(PassedMessage.received_id).where(PassedMessage.writer_id == (partner.id if partner else 0))
            answered = [one for one in await session.scalars(theirs) if one is not None]
        if answered:
            said = {"text": words.replace("…", "")} if kind == "text" else {"kind": kind}
            await self._says(self.cast[role], reply_to=max(filter(None, answered)), **said)

    @rule(role=two, word=st.sampled_from(("late", "link", "cannot", "thanks")))
    def says_ready_words(self, role: str, word: str) -> None:
        """Somebody touches ready words."""
        last = invariants.messages_to(self.cast[role])[-1].message_id
        self._do(role, self._taps(self.cast[role], last, f"ready:1:{word}"))

    @rule(role=two, choice=st.sampled_from(("yes", "yes", "no", "mute", "unmute", "terms", "")))
    def chooses(self, role: str, choice: str) -> None:
        """Somebody accepts, takes it back, wants to read nothing, or to read again."""
        last = invariants.messages_to(self.cast[role])[-1].message_id
        self._do(role, self._taps(self.cast[role], last, f"conversation:1:{choice}"))

    @rule(role=two, data=st.sampled_from(STEPS_ASIDE))
    def steps_aside(self, role: str, data: str) -> None:
        """Somebody pauses, goes on, reports without stopping anything, or is asked for a place."""
        last = invariants.messages_to(self.cast[role])[-1].message_id
        self._do(role, self._taps(self.cast[role], last, data))

    @precondition(lambda self: hasattr(self, "town"))
    @rule(is_on=st.sampled_from((True, False, False)))
    def holds_or_lifts(self, is_on: bool) -> None:
        """The team holds the binôme, or ends its hold."""
        self._do(HEAD, self._holds(is_on=is_on))

    async def _holds(self, *, is_on: bool) -> None:
        async with self.town.app.sessions.begin() as session:
            binome, now = await session.get(Binome, 1), self.town.app.clock.now()
            head = await people.find_person(session, self.cast[HEAD].id)
            if binome is None or head is None:
                return
            if is_on and binome.state in ARRANGING:
                await holds.place(session, binome, now, by=head)
            elif not is_on and binome.state == "frozen" and await holds.list_open(session, binome):
                await holds.lift(session, binome, head, now)
        await self.town.settle()

    def check_more(self) -> None:
        """Nothing private stands in the other chat or the group; nothing passed where it might not."""
        for role, partner in PARTNER.items():
            for where in (partner, GROUP):
                read = "\n".join(one.text for one in invariants.messages_to(self.cast[where]))
                assert not self.private[role] & set(MARK.findall(read)), f"words of {role} in the chat of {where}"
        self.runner.run(self._check_barriers())

    async def _check_barriers(self) -> None:
        async with self.town.app.sessions.begin() as session:
            before, self.barriers = self.barriers, await self._read_barriers(session)
            rows = list(await session.scalars(select(PassedMessage).where(PassedMessage.state == "received")))
            for row in rows:
                if row.id in self.received:
                    continue
                LostInTalk.passed += 1
                writer = await self._name(session, row.writer_id)
                both = before.get(writer, frozenset()) & self.barriers.get(writer, frozenset())
                assert "all" not in both, f"{row.content} of {writer} passed"
                assert row.content == "ready" or "free" not in both, f"{row.content} of {writer} passed"
        self.received = {row.id for row in rows}

    async def _name(self, session: AppSession, person_id: int) -> str:
        for role in PARTNER:
            found = await people.find_person(session, self.cast[role].id)
            if found and found.id == person_id:
                return role
        return ""

    async def _read_barriers(self, session: AppSession) -> Barriers:
        """Return what may not pass, read from the rows alone."""
        members = {role: await people.find_person(session, self.cast[role].id) for role in PARTNER}
        binome = await session.get(Binome, 1)
        return {role: await self._find_barriers(session, binome, members, role) for role in PARTNER}

    async def _find_barriers(
        self, session: AppSession, binome: Binome | None, members: Mapping[str, Person | None], role: str
    ) -> frozenset[str]:
        writer, reader = members[role], members[PARTNER[role]]
        if binome is None or writer is None or reader is None or binome.state not in ARRANGING:
            return frozenset({"all"})
        side = await session.get(ConversationSide, (binome.id, reader.id))
        is_closed = writer.talk_accepted_at is None or reader.talk_accepted_at is None
        return frozenset({"free"} if is_closed or (side and side.muted_at) else ())
