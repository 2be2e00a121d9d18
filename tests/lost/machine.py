"""People who are lost at random, on the real bot, from each place of the programme."""

import asyncio
import logging
import shutil
import tempfile
from collections import Counter
from concurrent.futures import Executor
from contextlib import AsyncExitStack
from pathlib import Path
from typing import Any, ClassVar

from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
)

from tests.lost import invariants, typed_input, ways_out
from tests.lost.starting_points import CAST, GROUP, HEAD, PLACES, VOLUNTEER, YOUNG, Origin, open_town_in
from tests.town import Town, Visitor

whoever = st.sampled_from((YOUNG, VOLUNTEER, HEAD))
members = st.sampled_from((YOUNG, VOLUNTEER))
back = st.integers(0, 8) | st.integers(0, 60)
"""How far up somebody looks for a button: 0 is the newest that they ever saw, mostly they look at the last message."""


class Lost(RuleBasedStateMachine):
    """Some people, all the buttons that they ever saw, and what they do."""

    origins: ClassVar[list[Origin]]
    worker_process: ClassVar[Executor]
    played: ClassVar[Counter[str]] = Counter()

    def __init__(self) -> None:
        super().__init__()
        self.runner = asyncio.Runner()
        self.folder = Path(tempfile.mkdtemp())
        self.open = AsyncExitStack()
        self.complaints = invariants.ErrorLog()
        logging.getLogger().addHandler(self.complaints)
        self.seen: dict[str, dict[tuple[int, str], None]] = {role: {} for role in CAST}
        self.actor = YOUNG
        self.sound = False

    @initialize(place=st.sampled_from(range(PLACES)))
    def begin(self, place: int) -> None:
        """Everybody is somewhere in the programme."""
        origin = self.origins[place]
        shutil.copytree(origin.folder, self.folder / "town")
        self.town = self.runner.run(self._open_town())
        self.cast = origin.find_cast(self.town)
        self._look()

    async def _open_town(self) -> Town:
        self.open = AsyncExitStack()
        return await self.open.enter_async_context(open_town_in(self.folder / "town", self.worker_process))

    def _do(self, role: str, act: Any) -> Any:
        """Let somebody act; keep every button that anybody sees afterwards."""
        self.played[role] += 1
        self.actor, self.sound = role, False
        found = self.runner.run(act)
        self._look()
        self.sound = True
        return found

    def _look(self) -> None:
        for role, who in self.cast.items():
            for message in invariants.messages_to(who):
                self.seen[role] |= dict.fromkeys(
                    (message.message_id, data) for data in invariants.list_buttons(message)
                )

    def _button(self, role: str, up: int) -> tuple[int, str]:
        found = list(self.seen[role])
        return found[-1 - up % len(found)]

    async def _says(self, who: Visitor, act: str = "send", **what: Any) -> None:
        """Send something, or correct it; it is answered."""
        if not invariants.may_write(who):
            return
        before = invariants.messages_to(who)[-1].message_id
        await self.town.act(act, chat=who.chat, user=who.id, **what)
        await self.town.settle()
        assert invariants.messages_to(who)[-1].message_id > before, f"no answer to {what}"

    async def _taps(self, who: Visitor, message_id: int, data: str) -> None:
        """Tap a button, genuine or not; the tap is answered."""
        if not invariants.may_write(who):
            return
        tapped = await self.town.act("tap", chat=who.chat, user=who.id, message_id=message_id, data=data)
        await self.town.settle()
        assert tapped["answered"], f"no answer to the tap on {data}"

    @rule(role=whoever, text=typed_input.words)
    def types(self, role: str, text: str) -> None:
        """Somebody types what nobody asked for, or what was asked for."""
        if text.strip():
            self._do(role, self._says(self.cast[role], text=text))

    @rule(role=whoever, text=typed_input.commands)
    def commands(self, role: str, text: str) -> None:
        """Somebody sends a command, with or without something behind it."""
        self._do(role, self._says(self.cast[role], text=text))

    @rule(role=whoever, payload=typed_input.payloads)
    def starts_again(self, role: str, payload: str) -> None:
        """Somebody presses start once more, or follows a link."""
        self._do(role, self._says(self.cast[role], text=f"/start {payload}".strip()))

    @rule(role=whoever, kind=st.sampled_from(typed_input.KINDS))
    def sends(self, role: str, kind: str) -> None:
        """Somebody sends what is no text."""
        self._do(role, self._says(self.cast[role], kind=kind))

    @rule(role=whoever, text=typed_input.words)
    def corrects(self, role: str, text: str) -> None:
        """Somebody changes the last words that they wrote."""
        who = self.cast[role]
        mine = [one for one in self.town.simulator.state.chats[who.chat].messages.values() if one.sender == who.id]
        if mine and mine[-1].kind == "text" and text.strip():
            self._do(role, self._says(who, "edit", message_id=mine[-1].message_id, text=text))

    @rule(role=st.sampled_from(CAST), up=back, times=st.sampled_from((1, 1, 2)))
    def taps(self, role: str, up: int, times: int) -> None:
        """Somebody taps a button that they saw, new or old, once or twice."""
        for _ in range(times):
            if self.seen[role]:
                self._do(role, self._taps(self.cast[role], *self._button(role, up)))

    @rule(role=whoever)
    def goes_on(self, role: str) -> None:
        """Somebody does what the last message suggests first."""
        last = invariants.messages_to(self.cast[role])[-1]
        for data in list(invariants.list_buttons(last))[:1]:
            self._do(role, self._taps(self.cast[role], last.message_id, data))

    @rule(role=whoever, other=st.sampled_from(CAST), up=back)
    def taps_anothers(self, role: str, other: str, up: int) -> None:
        """A button of somebody else is sent as one's own."""
        mine = invariants.messages_to(self.cast[role])[-1].message_id
        if self.seen[other]:
            self._do(role, self._taps(self.cast[role], mine, self._button(other, up)[1]))

    @rule(role=whoever, data=typed_input.forged)
    def forges(self, role: str, data: str) -> None:
        """A button that was never shown is sent."""
        self._do(role, self._taps(self.cast[role], invariants.messages_to(self.cast[role])[-1].message_id, data))

    @rule(role=whoever, choice=st.integers(0, 8))
    def asks_for_the_menu(self, role: str, choice: int) -> None:
        """Whoever asks for the menu can use any of its buttons."""
        if invariants.may_write(self.cast[role]):
            self._do(role, ways_out.check_menu(self.cast[role], choice))

    @rule(role=members)
    def finishes(self, role: str) -> None:
        """A form that is half-way can be finished."""
        if invariants.may_write(self.cast[role]):
            self._do(role, ways_out.finish_form(self.cast[role]))

    @rule(hours=st.sampled_from((1, 1, 24, 168)))
    def time_passes(self, hours: int) -> None:
        """An hour, a day or a week goes by."""
        self._do(self.actor, self.town.pass_time(hours=hours))

    @rule(role=members)
    def blocks(self, role: str) -> None:
        """Somebody blocks the bot, or lets it write again."""
        person = self.town.simulator.state.people[self.cast[role].id]
        if person.started:
            self._do(role, self._blocked("unblock" if person.blocked else "block", person.id))

    async def _blocked(self, act: str, person_id: int) -> None:
        await self.town.act(act, user=person_id)
        await self.town.settle()

    @rule(now=st.sampled_from((False, False, True)))
    def restarts(self, now: bool) -> None:
        """The bot stops and starts again, not too often: it takes its time."""
        if not now:
            return
        self._do(self.actor, self.open.aclose())
        self.town = self.runner.run(self._open_town())
        self.runner.run(self.town.settle())  # what waited for the start is said by then
        self.cast = {role: Visitor(self.town, one.id, one.name, one.chat) for role, one in self.cast.items()}

    @precondition(lambda self: self.sound)
    @invariant()
    def all_is_well(self) -> None:
        """Nothing broke, everybody is shown a way, and whoever acted last gets help."""
        self.sound = False
        assert not self.complaints.lines, self.complaints.lines
        self.runner.run(invariants.check_all(self.town, [self.cast[role] for role in (YOUNG, VOLUNTEER, HEAD)]))
        if self.actor != GROUP and invariants.may_write(self.cast[self.actor]):
            self.runner.run(invariants.check_help(self.cast[self.actor]))
        self.sound = True

    def teardown(self) -> None:
        """In the end everybody can go home."""
        try:
            for role in (YOUNG, VOLUNTEER, HEAD):
                if self.sound and invariants.may_write(self.cast[role]):
                    self._do(role, ways_out.stop_everything(self.cast[role]))
        finally:
            self.runner.run(self.open.aclose())
            self.runner.close()
            logging.getLogger().removeHandler(self.complaints)
            shutil.rmtree(self.folder)
