"""Two who talk in a town of their own: they tap, type and wait, and after each step the chats are compared."""

import re
import shutil
import tempfile
from concurrent.futures import Executor
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from random import Random
from typing import Any

from sqlalchemy import select

from simulator.chats import Message
from storage.schema.tables import Binome, MentoringSession
from tests.cast import vet
from tests.databases import FILE
from tests.lost import invariants, typed_input
from tests.lost.starting_points import CAST, HEAD, VOLUNTEER, YOUNG
from tests.lost.talk_model import NEVER, PARTNER, ZONE, Talk, Words, spell
from tests.lost.talk_watch import DRAFT, NAMES, READY, Barriers, Deed, Said, Watch, make_plain
from tests.prepared import StoppedTown
from tests.town import Town, Visitor, open_town
from use_cases.binomes import holds
from use_cases.people import people


@dataclass
class TalkTown:
    """A town, the two, whoever is in charge, the model, and what happened so far."""

    origin: StoppedTown
    executor: Executor
    chance: Random
    open: AsyncExitStack = field(default_factory=AsyncExitStack)
    folder: Path = field(default_factory=lambda: Path(tempfile.mkdtemp()))
    complaints: invariants.ErrorLog = field(default_factory=invariants.ErrorLog)
    talk: Talk = field(default_factory=Talk)
    story: list[str] = field(default_factory=list)
    typed: int = 0

    async def begin(self) -> None:
        """Two have their weekly hour; one in three is under 18; some have not accepted yet."""
        shutil.copytree(self.origin.folder, self.folder / "town")
        await self.open_town_at(self.origin.moment)
        self.watch = Watch(self.town, self.cast, self.talk)
        self.talk.is_minor = self.chance.random() < 0.35
        if self.talk.is_minor:
            await self._make_minor()
        self.watch.look(Deed(HEAD), self.watch.read_barriers())
        for role in PARTNER:
            if self.chance.random() < 0.2:
                await self.tap(role, "conversation:1:no")

    async def open_town_at(self, at: datetime) -> None:
        """Start the program at a moment, in the town that is in the folder."""
        folder, self.open = self.folder / "town", AsyncExitStack()
        opened = open_town(f"sqlite:///{folder / FILE}", folder, self.executor, at=at)
        self.town: Town = await self.open.enter_async_context(opened)
        await self.town.settle()  # what is said at each start
        self.cast = {role: Visitor(self.town, *one) for role, one in zip(CAST, self.origin.people, strict=True)}

    async def _make_minor(self) -> None:
        async with self.town.app.sessions.begin() as session:
            binome, young = await session.get_one(Binome, 1), await people.find_person(session, self.cast[YOUNG].id)
            assert young is not None
            profile = await people.read_profile(session, young)
            await people.save_profile(session, young, {**profile, "birth": "2010-03"})
            binome.offer.minors = True
            await vet(session, binome.offer, "identity", "record_extract")

    def may_write(self, role: str) -> bool:
        """Return whether the bot hears somebody."""
        return invariants.may_write(self.cast[role])

    def list_shown(self, role: str) -> list[Message]:
        """Return what the bot wrote to somebody, oldest first."""
        return invariants.messages_to(self.cast[role])

    async def _look(self, deed: Deed, before: Barriers) -> list[Said]:
        if self.talk.is_minor:
            async with self.town.app.sessions.begin() as session:
                self.talk.sessions = list(await session.scalars(select(MentoringSession.starts_at)))
        return self.watch.look(deed, before)

    async def tap(self, role: str, data: str, message_id: int = 0) -> bool:
        """Let somebody tap a button; return whether it counted."""
        if not self.may_write(role):
            return False
        self.story.append(f"{role} taps {data}")
        draft, before = DRAFT.fullmatch(data), self.watch.read_barriers()
        self._release(role, data, before)
        toast = await self.cast[role].send_data(data, message_id or self.list_shown(role)[-1].message_id)
        assert toast is not None, f"no answer to the tap on {data}"
        is_counted = toast not in invariants.TOO_LATE and (not data.startswith("erase::") or "effac" in toast)
        if is_counted:
            self.talk.note_tap(role, data, self.town.app.clock.now())
        sent = len(self.talk.sent_at[role])
        await self._look(Deed(role, data, sends=self._find_sent(data)), before)
        if draft and len(self.talk.sent_at[role]) > sent:
            self.talk.sent_drafts.add(int(draft[1]))
        return is_counted

    def _find_sent(self, data: str) -> str:
        """Return what a button sends to the other: a mark, or ready words; a draft is sent once."""
        verb, number, choice = data.split(":")
        if verb == "draft" and choice.isdecimal() and int(number) not in self.talk.sent_drafts:
            return "".join(self.talk.drafts.get(int(number), ()))
        return READY.get(choice, "") if verb == "ready" else ""

    def _release(self, role: str, data: str, before: Barriers) -> None:
        """Note that a tap sends what stands above the button."""
        draft = DRAFT.fullmatch(data)
        marks = self.talk.drafts.get(int(draft[1]), set()) if draft else self.watch.places.get(data, set())
        if draft is None and before[role, True]:
            return  # a place is proposed now or not at all
        for mark in marks:
            self.talk.words[mark].is_released |= self.talk.words[mark].writer == role

    async def type(self, role: str, sentence: str, **how: Any) -> str:
        """Let somebody type, correct, or send with such words under it; return the mark in them."""
        mark, now = spell(self.typed), self.town.app.clock.now()
        self.typed += 1
        words = sentence.replace("…", mark)
        replied, kind, is_edit = how.get("reply_to"), how.get("kind", "text"), "message_id" in how
        is_sent = self._sends_by_answering(role, sentence, kind) if replied else False
        may_be_offered = self.talk.may_be_offered(role, now) or (replied and self._is_free_to_answer(role))
        self.talk.words[mark] = Words(role, is_edit or not may_be_offered, is_sent)
        self.story.append(f"{role} types {words!r} {how or ''}")
        before = self.watch.read_barriers()
        how |= {"text" if kind == "text" else "caption": words}
        await self.town.act("edit" if is_edit else "send", chat=self.cast[role].chat, user=self.cast[role].id, **how)
        await self.town.settle()
        said = await self._look(Deed(role, mark=mark, sends=mark if is_sent else ""), before)
        assert any(one.role == role for one in said), f"nothing answers what {role} types"
        return mark

    def _is_free_to_answer(self, role: str) -> bool:
        """Return whether nobody is asked for the words of a report: then an answer is for whom it answers."""
        return self.town.app.clock.now() > self.talk.reporting_until.get(role, NEVER)

    def _sends_by_answering(self, role: str, sentence: str, kind: str) -> bool:
        """Return whether to answer a message of the other's with this sends it at once."""
        is_doubtful = "mourir" in sentence or role in self.talk.reporters
        return not is_doubtful and kind in ("text", "voice") and self._is_free_to_answer(role)

    async def correct_newest(self, role: str) -> None:
        """Let somebody change the last words that they typed."""
        chat = self.town.simulator.state.chats[self.cast[role].chat]
        theirs = [one for one in chat.messages.values() if one.sender == self.cast[role].id and one.kind == "text"]
        if self.may_write(role) and theirs:
            await self.type(role, self.chance.choice(typed_input.NEUTRAL), message_id=theirs[-1].message_id)

    async def hold(self, *, is_on: bool) -> None:
        """Let the team hold the binôme, or end its hold."""
        before, now = self.watch.read_barriers(), self.town.app.clock.now()
        self.story.append("the team holds" if is_on else "the team lifts its hold")
        async with self.town.app.sessions.begin() as session:
            binome, head = await session.get_one(Binome, 1), await people.find_person(session, self.cast[HEAD].id)
            await (holds.place(session, binome, now, by=head) if is_on else holds.lift(session, binome, head, now))
        (self.talk.holds.add if is_on else self.talk.holds.discard)("team")
        await self.town.settle()
        await self._look(Deed(HEAD, "hold"), before)

    async def push(self, hours: float) -> None:
        """Let programme time go on."""
        self.story.append(f"{hours:.1f} hours go by")
        before = self.watch.read_barriers()
        await self.town.pass_time(hours=hours)
        await self._look(Deed(HEAD, "time"), before)

    def compute_hour(self, hour: int) -> float:
        """Return in how many hours it is such an hour."""
        local = self.town.app.clock.now().astimezone(ZONE)
        then = local.replace(hour=hour, minute=5)
        return ((then if then > local else then + timedelta(days=1)) - local).total_seconds() / 3600

    def draw_role(self) -> str:
        """Return one of the two."""
        return self.chance.choice((YOUNG, VOLUNTEER))

    def draw_words(self) -> str:
        """Return a sentence, mostly one that is nothing but words for the other."""
        others = (*typed_input.SENTENCES, typed_input.DISTRESS, typed_input.SOLICITING)
        kinds = (typed_input.NEUTRAL, typed_input.WITH_CONTACTS, others)
        return self.chance.choice(self.chance.choices(kinds, (6, 1, 3))[0])

    async def write(self, role: str, sentence: str) -> None:
        """Let somebody touch « Écrire à … » and type."""
        await self.tap(role, "write:1:")
        await self.type(role, sentence)

    async def write_and_send(self, role: str) -> None:
        """Let somebody write to the other from beginning to end."""
        await self.write(role, self.chance.choice(typed_input.NEUTRAL))
        await self.send_newest(role)

    def is_from_other(self, role: str, message: Message) -> bool:
        """Return whether a message was passed on to somebody."""
        return make_plain(message.text).startswith(f"✉️ {NAMES[PARTNER[role]]}")

    async def answer_newest(self, role: str) -> None:
        """Let somebody answer the last message of the other's, with words or with something else."""
        theirs = [one for one in self.list_shown(role) if self.is_from_other(role, one)]
        if self.may_write(role) and theirs:
            kind = self.chance.choice(("text", "text", "text", "voice", "document"))
            how = {} if kind == "text" else {"kind": kind}
            await self.type(role, self.draw_words(), reply_to=theirs[-1].message_id, **how)

    async def say_ready_words(self, role: str) -> None:
        """Let somebody touch some of them."""
        await self.tap(role, f"ready:1:{self.chance.choice(list(READY))}")

    async def send_newest(self, role: str) -> None:
        """Let somebody tap what sends the words that are shown last, if anything does."""
        found = [data for data in invariants.list_buttons(self.list_shown(role)[-1]) if DRAFT.fullmatch(data)]
        for data in found[:1]:
            await self.tap(role, data)

    async def write_menu(self, role: str) -> None:
        """Let somebody ask for the menu."""
        self.story.append(f"{role} types /menu")
        self.talk.reporting_until.pop(role, None)
        before = self.watch.read_barriers()
        await self.cast[role].write("/menu")
        await self._look(Deed(role, "menu"), before)

    def find_shown(self, role: str, pattern: str) -> str:
        """Return the data of the first fitting button of somebody's newest message; empty where there is none."""
        shown = invariants.list_buttons(self.list_shown(role)[-1])
        return next((data for data in shown if re.match(pattern, data)), "")

    async def tap_shown(self, role: str, pattern: str) -> bool:
        """Let somebody tap the first fitting button of their newest message; return whether there was one."""
        data = self.find_shown(role, pattern)
        return bool(data) and await self.tap(role, data)
