"""The two of a binôme, lost while they talk: every word that they type is marked, and each mark is followed.

Acts are drawn by a seeded chance, so that a try is played again by its number. After each thing that somebody does, the
chats are compared with a model that follows from these things alone (`talk_model`, `talk_watch`):

- a mark stands in the other's chat only if its writer tapped a button that sends it, or answered a message of the
  other's with it; in the team's chats none does by itself;
- nothing is passed on, nor said to be on its way, while something bars it; by night nothing reaches somebody under 18;
- what is said to be on its way arrives, once and in order, and nothing else does;
- no button offers to send to the other what was typed for a report, or just after help, or as a correction;
- a draft that lapsed does not leave; no words are kept past their time, nor of whoever has erased everything;
- with somebody under 18 neither reads how the other is reached past the bot;
- whoever is reported reads what any hold of the team says, or nothing; whose words were found doubtful reads nothing.

**Nobody is stuck** means: whatever is typed is answered; the newest message of whoever may write has a button for help
and one that leads back; who types /menu is shown the binôme until it is over; where nothing bars words, the buttons
from there lead to words that arrive; where something does, a button there ends it, ends the binôme or asks the team;
and whatever somebody is in is stopped by /arreter and the buttons after it.
"""

import logging
import shutil
from collections import Counter
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager

from tests.lost import invariants, typed_input, ways_out
from tests.lost.starting_points import HEAD, VOLUNTEER, YOUNG
from tests.lost.talk_model import PARTNER
from tests.lost.talk_town import TalkTown
from tests.lost.talk_watch import PLACE, Deed

LEFT_ALONE = (
    "language", "need", "offer", "profile", "begin", "birth", "erase", "parents", "again", "resume", "widen", "wake",
    "stop", "contact", "concern", "stuck", "want", "end", "report", "my_report", "where", "train", "data",
)  # fmt: skip
"""Verbs that are tapped on purpose alone, or that others play: forms, accounts, ends."""
WAYS_ON = ("wake:", "end:", "question:")
FAR = 12
"""So many acts pass before anything comes that nobody takes back."""
ENOUGH = 6
"""So many acts are played after the end of a binôme."""
PLAYED: Counter[str] = Counter()
Act = Callable[["LostInTalk"], Awaitable[None]]


class LostInTalk(TalkTown):
    """One try: what is drawn next, and what is so after it."""

    after: int = 0
    """Acts since the binôme has been over."""

    @asynccontextmanager
    async def run(self) -> AsyncIterator[None]:
        """Begin somewhere; in the end nothing is left of it."""
        logging.getLogger().addHandler(self.complaints)
        try:
            await self.begin()
            yield
        finally:
            await self.open.aclose()
            logging.getLogger().removeHandler(self.complaints)
            shutil.rmtree(self.folder)

    async def play(self, acts: int) -> None:
        """Act so often, and go home; raise when something is not as it must be."""
        async with self.run():
            for number in range(acts):
                await self._act(number)
                self.after += self.talk.is_over
                if self.after > ENOUGH:
                    break
            await self._go_home()

    async def _act(self, number: int) -> None:
        """Let something happen, and see that nothing broke and everybody is shown a way."""
        known = [(weight, act) for weight, act, is_late in ACTS if number >= FAR or not is_late]
        (act,) = self.chance.choices([act for _, act in known], [weight for weight, _ in known])
        PLAYED[act.__name__] += 1
        await act(self)
        assert not self.complaints.lines, self.complaints.lines
        await invariants.check_all(self.town, [self.cast[role] for role in (*PARTNER, HEAD)])

    async def _go_home(self) -> None:
        """In the end what waits arrives, and each can stop everything and is told where help is."""
        await self.push(self.compute_hour(10))
        for role in filter(self.may_write, PARTNER):
            await ways_out.stop_everything(self.cast[role])
            await invariants.check_help(self.cast[role])

    async def says(self) -> None:
        """Somebody types, to nobody in particular."""
        if self.may_write(role := self.draw_role()):
            await self.type(role, self.draw_words())

    async def writes(self) -> None:
        """Somebody touches « Écrire à … », types, and may think about it."""
        if not self.may_write(role := self.draw_role()):
            return
        await self.write(role, self.draw_words())
        if self.chance.random() < 0.8:
            await self.send_newest(role)

    async def decides(self) -> None:
        """Somebody sends a draft, or does not: a new one, or an old one."""
        role = self.draw_role()
        mine = [one for one, marks in self.talk.drafts.items() if any(self.talk.words[m].writer == role for m in marks)]
        if mine:
            number = mine[-1 - min(int(self.chance.expovariate(1)), len(mine) - 1)]
            await self.tap(role, f"draft:{number}:{self.chance.choice(('1', '1', '1', 'team', 'none'))}")

    async def answers(self) -> None:
        """Somebody answers the last message that came from the other."""
        await self.answer_newest(self.draw_role())

    async def corrects(self) -> None:
        """Somebody changes what they typed last: a correction is for nobody, whatever it corrects."""
        await self.correct_newest(self.draw_role())

    async def says_ready_words(self) -> None:
        """Somebody touches ready words."""
        await self.say_ready_words(self.draw_role())

    async def accepts_or_not(self) -> None:
        """Somebody accepts, or takes it back."""
        role = self.draw_role()
        await self.tap(role, f"conversation:1:{'no' if role in self.talk.accepted else 'yes'}")

    async def mutes_or_not(self) -> None:
        """Somebody wants to read nothing of the other's, or to read again."""
        role = self.draw_role()
        await self.tap(role, f"conversation:1:{'unmute' if role in self.talk.muted else 'mute'}")

    async def pauses_or_wakes(self) -> None:
        """Somebody pauses the binôme, or takes it up again."""
        data = "wake:binome-1:" if self.talk.paused_until else "pause:binome-1:week"
        await self.tap(self.draw_role(), data)

    async def holds_or_lifts(self) -> None:
        """The team holds the binôme, or ends its hold."""
        if not self.talk.is_over:
            await self.hold(is_on="team" not in self.talk.holds)

    async def blocks_or_returns(self) -> None:
        """Somebody blocks the bot, or lets it write again; the newcomer's start button is not played."""
        role = min(self.talk.away, default=self.draw_role())
        before, is_back = self.watch.read_barriers(), role in self.talk.away
        self.story.append(f"{role} {'unblocks' if is_back else 'blocks'}")
        (self.talk.away.discard if is_back else self.talk.block)(role)
        await self.town.act("unblock" if is_back else "block", user=self.cast[role].id)
        await self.town.settle()
        await self._look(Deed(role, "block"), before)

    async def comes_between(self) -> None:
        """One thing alone comes between the two, and both go on with what they had written, or write then."""
        await self._come_between(BETWEEN)

    async def comes_to_an_end(self) -> None:
        """The same with what nobody takes back."""
        await self._come_between(ENDS)

    async def _come_between(self, acts: Sequence[Act]) -> None:
        await self.makes_way()
        for role in filter(self.may_write, PARTNER):
            await self.write(role, self.chance.choice(typed_input.NEUTRAL))
        await self.chance.choice(acts)(self)
        for role in filter(self.may_write, PARTNER):
            ways = (self.send_newest, self.write_and_send, self.answer_newest, self.say_ready_words)
            await self.chance.choice(ways)(role)

    async def makes_way(self) -> None:
        """All that bars words is taken back: else little would pass at all."""
        for why in ("away", "held", "paused", "not accepted", "muted"):
            barred = self.talk.find_barriers(YOUNG, self.town.app.clock.now())
            barred |= self.talk.find_barriers(VOLUNTEER, self.town.app.clock.now())
            if why in barred and not self.talk.is_over and "report" not in self.talk.holds:
                await self._undo(why)

    async def _undo(self, why: str) -> None:
        if why == "away":
            await self.blocks_or_returns()
        elif why == "held":
            await self.holds_or_lifts()
        elif why == "paused":
            await self.tap(self.draw_role(), "wake:binome-1:")
        else:
            is_muted = why == "muted"
            for role in sorted(self.talk.muted if is_muted else set(PARTNER) - self.talk.accepted):
                await self.tap(role, f"conversation:1:{'unmute' if is_muted else 'yes'}")

    async def asks_for_help(self) -> None:
        """Somebody reads where help is, and goes on typing: that is for nobody."""
        if await self.tap(role := self.draw_role(), "help::"):
            await self.type(role, self.draw_words())

    async def reports_quietly(self) -> None:
        """Somebody tells the team and stops nothing; what they type next is for the team."""
        await self._report(self.draw_role(), "quiet")

    async def reports(self) -> None:
        """Somebody reports the other: the binôme is held."""
        await self._report(self.draw_role(), "yes")

    async def _report(self, role: str, how: str) -> None:
        screens = [one.message_id for one in self.list_shown(role) if not self.is_from_other(role, one)]
        if self.talk.is_over or not await self.tap(role, f"report:1:{how}", screens[-1]):  # it is drawn over
            return
        await self.type(role, self.draw_words())
        if self.chance.random() < 0.5:
            await self.answer_newest(role)
        if self.chance.random() < 0.5:
            await self.tap(role, "menu::")

    async def shares_a_place(self) -> None:
        """Somebody is asked for a place, types a link, and may send it."""
        if not await self.tap(role := self.draw_role(), "place:1:"):
            return
        await self.type(role, self.chance.choice(typed_input.PLACES))
        found = [data for data in invariants.list_buttons(self.list_shown(role)[-1]) if PLACE.fullmatch(data)]
        if found and self.chance.random() < 0.6:
            await self.tap(role, found[0])

    async def ends(self) -> None:
        """Somebody ends the binôme."""
        await self.tap(self.draw_role(), "end:1:time")

    async def erases_everything(self) -> None:
        """Somebody erases everything, and may write on as whoever they are then."""
        role = self.draw_role()
        if role not in self.talk.erased and not await self.tap(role, "erase::yes"):
            await self.tap(role, "erase::keep")

    async def waits(self) -> None:
        """Time goes by: to the end of a draft, to another hour of the day, to the next day."""
        hours = self.chance.choice((11 / 60, 1.0, self.compute_hour(21), self.compute_hour(8), 24.0))
        await self.push(hours)

    async def night_falls(self) -> None:
        """It is late: what is written to somebody under 18 waits for the morning."""
        await self.push(self.compute_hour(21))

    async def taps_what_is_shown(self) -> None:
        """Somebody taps a button of one of the last messages, whatever it does."""
        if not self.may_write(role := self.draw_role()):
            return
        message = self.list_shown(role)[-1 - min(int(self.chance.expovariate(1)), len(self.list_shown(role)) - 1)]
        known = [
            one for one in invariants.list_buttons(message) if not one.startswith(tuple(f"{v}:" for v in LEFT_ALONE))
        ]
        if known:
            await self.tap(role, self.chance.choice(known), message.message_id)

    async def restarts(self) -> None:
        """The program stops and starts again."""
        self.story.append("the program starts again")
        await self.open.aclose()
        await self.open_town_at(self.town.app.clock.now())
        self.watch.town, self.watch.cast = self.town, self.cast

    async def finds_the_way(self) -> None:
        """By the buttons that are shown alone: from /menu to words that arrive, or to what can be done instead."""
        role = self.draw_role()
        if not self.may_write(role) or self.talk.is_over:
            return
        await self.write_menu(role)
        assert await self.tap_shown(role, "binome:1:"), f"{role} does not find the binôme"
        if self.talk.find_barriers(role, self.town.app.clock.now()) & {"held", "paused", "away"}:
            assert self.find_shown(role, "|".join(WAYS_ON)), f"{role} is shown nothing to do"
            return
        assert await self.tap_shown(role, "write:1:"), f"{role} does not find how to write"
        await self.type(role, self.chance.choice(typed_input.NEUTRAL))
        if role not in self.talk.accepted:
            assert await self.tap_shown(role, "conversation:1:yes"), f"{role} is not asked"
        now = self.town.app.clock.now()
        if self.talk.bars(role, now) or not self.talk.has_room(role, now):
            return
        sent = len(self.talk.sent_at[role])
        assert await self.tap_shown(role, r"draft:\d+:1"), f"{role} is shown no draft"
        assert len(self.talk.sent_at[role]) > sent, f"nothing bars the words of {role}, and they do not leave"


BETWEEN: tuple[Act, ...] = (
    LostInTalk.accepts_or_not,
    LostInTalk.mutes_or_not,
    LostInTalk.pauses_or_wakes,
    LostInTalk.holds_or_lifts,
    LostInTalk.blocks_or_returns,
    LostInTalk.night_falls,
)
"""What may come between the two while each has something to send."""
ENDS: tuple[Act, ...] = (LostInTalk.ends, LostInTalk.reports, LostInTalk.erases_everything)
ACTS: tuple[tuple[float, Act, bool], ...] = (
    (6, LostInTalk.writes, False),
    (4, LostInTalk.says, False),
    (3, LostInTalk.decides, False),
    (4, LostInTalk.answers, False),
    (1, LostInTalk.corrects, False),
    (3, LostInTalk.says_ready_words, False),
    (2, LostInTalk.accepts_or_not, False),
    (2, LostInTalk.mutes_or_not, False),
    (2, LostInTalk.pauses_or_wakes, False),
    (2, LostInTalk.holds_or_lifts, False),
    (2, LostInTalk.blocks_or_returns, False),
    (5, LostInTalk.makes_way, False),
    (5, LostInTalk.comes_between, False),
    (2, LostInTalk.comes_to_an_end, True),
    (1.5, LostInTalk.asks_for_help, False),
    (1, LostInTalk.reports_quietly, False),
    (1, LostInTalk.shares_a_place, False),
    (3, LostInTalk.waits, False),
    (3, LostInTalk.taps_what_is_shown, False),
    (0.3, LostInTalk.restarts, False),
    (3, LostInTalk.finds_the_way, False),
)
"""How often it is drawn, what happens, and whether only late in a try."""
