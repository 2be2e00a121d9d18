"""What two who talk have said and chosen, kept beside the program: what may pass between them, and where words stand.

Nothing of it is read from the program's tables. It follows from what the two, the team and the clock did, and from what
each of them was told.
"""

import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.buttons import VERBS
from mentoring.pauses import BACK_AT_HOUR, PAUSE_DAYS
from tests.lost.starting_points import VOLUNTEER, YOUNG

PARTNER = {YOUNG: VOLUNTEER, VOLUNTEER: YOUNG}
ZONE = ZoneInfo("Europe/Paris")
QUIET_FROM, QUIET_UNTIL = 21, 8
HELP_LASTS, REPORT_LASTS, DRAFT_LASTS = timedelta(minutes=10), timedelta(minutes=30), timedelta(minutes=10)
AROUND_SESSION, SESSION = timedelta(hours=2), timedelta(hours=1)
PER_HOUR = 30
NEVER = datetime.min.replace(tzinfo=UTC)
MARK = re.compile(r"zq[a-y]+z")
BARS_FREE_WORDS = frozenset({"not accepted", "not accepted by the reader", "muted"})
"""What keeps free words back, and lets ready words pass; anything else keeps both back."""


def spell(number: int) -> str:
    """Return a mark of its own for a number: letters alone, so that nothing takes it for a telephone or a date."""
    letters = ""
    while number or not letters:
        number, rest = divmod(number, 25)
        letters = "abcdefghijklmnopqrstuvwxy"[rest] + letters
    return f"zq{letters}z"


@dataclass
class Words:
    """A mark: who typed it, and whether they tapped to send it or answered a message of the other's with it."""

    writer: str
    is_never_offered: bool = False
    """Typed for a report, or just after help, unasked: no button may offer to send it to the other."""
    is_released: bool = False
    """To the other of the two."""


@dataclass
class Talk:
    """Two who talk. `waiting`: of each writer, what they were told is on its way and has not arrived, in order."""

    is_minor: bool = False
    """Whether the young person is under 18."""
    accepted: set[str] = field(default_factory=lambda: set(PARTNER))
    muted: set[str] = field(default_factory=set)
    """Who wants to read no free words of the other's."""
    away: set[str] = field(default_factory=set)
    holds: set[str] = field(default_factory=set)
    paused_until: datetime | None = None
    is_over: bool = False
    erased: set[str] = field(default_factory=set)
    reporters: set[str] = field(default_factory=set)
    helped_at: dict[str, datetime] = field(default_factory=dict)
    asked_at: dict[str, datetime] = field(default_factory=dict)
    """When somebody last asked to write to the other."""
    reporting_until: dict[str, datetime] = field(default_factory=dict)
    """Who is asked for the words of a report, until when."""
    sessions: list[datetime] = field(default_factory=list)
    """When they meet, as the program has planned it."""
    words: dict[str, Words] = field(default_factory=dict)
    drafts: dict[int, set[str]] = field(default_factory=dict)
    """Number of a draft -> the marks in it."""
    drafts_until: dict[int, datetime] = field(default_factory=dict)
    """Number of a draft -> until when it may be sent, at the latest."""
    sent_drafts: set[int] = field(default_factory=set)
    waiting: dict[str, list[str]] = field(default_factory=lambda: {role: [] for role in PARTNER})
    doubtful: dict[str, list[str]] = field(default_factory=lambda: {role: [] for role in PARTNER})
    """What was on its way as its writer blocked the bot: nobody can tell them what becomes of it."""
    dropped: Counter[str] = field(default_factory=Counter)
    """How often a writer was told that what was on its way does not pass."""
    sent_at: dict[str, list[datetime]] = field(default_factory=lambda: {role: [] for role in PARTNER})

    def find_barriers(self, writer: str, now: datetime) -> frozenset[str]:
        """Return why what somebody writes may not pass to the other now; nothing where it may."""
        reader = PARTNER[writer]
        found = {
            "over": self.is_over,
            "held": bool(self.holds),
            "paused": self.paused_until is not None and now < self.paused_until,
            "away": bool(self.away),
            "not accepted": writer not in self.accepted,
            "not accepted by the reader": reader not in self.accepted,
            "muted": reader in self.muted,
        }
        return frozenset(name for name, is_so in found.items() if is_so)

    def bars(self, writer: str, now: datetime, *, is_ready: bool = False) -> frozenset[str]:
        """Return what keeps ready words back, or any others."""
        found = self.find_barriers(writer, now)
        return found - BARS_FREE_WORDS if is_ready else found

    def is_quiet(self, reader: str, now: datetime) -> bool:
        """Return whether these are the quiet hours of somebody under 18, sessions left aside."""
        hour = now.astimezone(ZONE).hour
        return self.is_minor and reader == YOUNG and not QUIET_UNTIL <= hour < QUIET_FROM

    def is_kept_for_morning(self, reader: str, at: datetime) -> bool:
        """Return whether nothing may reach somebody at a moment: their quiet hours, and no session is near."""
        near = any(begin - AROUND_SESSION <= at <= begin + SESSION + AROUND_SESSION for begin in self.sessions)
        return self.is_quiet(reader, at) and not near

    def note_draft(self, number: int, marks: set[str], now: datetime) -> None:
        """Note that somebody is first shown what they may send."""
        self.drafts[number] = marks
        self.drafts_until[number] = now + DRAFT_LASTS

    def may_be_offered(self, writer: str, now: datetime) -> bool:
        """Return whether what somebody types may be shown with a button that sends it to the other."""
        helped, asked = self.helped_at.get(writer, NEVER), self.asked_at.get(writer, NEVER)
        return now > self.reporting_until.get(writer, NEVER) and (asked >= helped or now >= helped + HELP_LASTS)

    def has_room(self, writer: str, now: datetime) -> bool:
        """Return whether somebody may still write within this hour."""
        return len([at for at in self.sent_at[writer] if at > now - timedelta(hours=1)]) < PER_HOUR

    def note_sent(self, writer: str, what: str, now: datetime) -> None:
        """Note that somebody was told that their words are on their way."""
        self.waiting[writer].append(what)
        self.sent_at[writer].append(now)

    def note_arrival(self, writer: str, what: str) -> None:
        """Take what arrived off what is waited for: nothing but what was sent, once, in order."""
        waiting = self.waiting[writer]
        if what in self.doubtful[writer]:
            self.doubtful[writer].remove(what)
            return
        assert what in waiting, f"{what} of {writer} arrived: not sent, or twice"
        skipped = waiting.index(what)
        assert skipped <= self.dropped[writer], f"{what} of {writer} arrived before {waiting[:skipped]}"
        self.dropped[writer] -= skipped
        del waiting[: skipped + 1]

    def note_tap(self, role: str, data: str, now: datetime) -> None:
        """Note what a tap did that counted: any but those beside lets the words go that a report asked for."""
        if not VERBS[data.partition(":")[0]].is_aside:
            self.reporting_until.pop(role, None)
        for pattern, change in CHANGES:
            if found := re.fullmatch(pattern, data):
                change(self, role, found[1] if found.re.groups else "", now)

    def block(self, role: str) -> None:
        """Note that somebody blocked the bot: they are told nothing, of what was on its way neither."""
        self.away.add(role)
        self.doubtful[role] += self.waiting[role]
        self.waiting[role].clear()
        self.dropped[role] = 0

    def lose(self, role: str) -> None:
        """Note that somebody erased everything: nothing of theirs, and nothing for them, is on its way any more."""
        self.is_over = True
        self.erased.add(role)
        for writer in PARTNER:
            self.waiting[writer].clear()
            self.doubtful[writer].clear()
            self.dropped[writer] = 0


def _choose(talk: Talk, role: str, choice: str, _now: datetime) -> None:
    change = {
        "yes": lambda: talk.accepted.add(role),
        "no": lambda: talk.accepted.discard(role),
        "mute": lambda: talk.muted.add(role),
        "unmute": lambda: talk.muted.discard(role),
    }
    change.get(choice, lambda: None)()


def _pause(talk: Talk, _role: str, choice: str, now: datetime) -> None:
    today = now.astimezone(ZONE).date()
    day = today + timedelta(PAUSE_DAYS[choice]) if choice in PAUSE_DAYS else None
    day = day or datetime.strptime(choice, "%d-%m-%Y").date()
    talk.paused_until = datetime.combine(day, time(BACK_AT_HOUR), ZONE)


def _wake(talk: Talk, _role: str, _choice: str, _now: datetime) -> None:
    talk.paused_until = None


def _end(talk: Talk, _role: str, _choice: str, _now: datetime) -> None:
    talk.is_over = True


def _report(talk: Talk, role: str, choice: str, now: datetime) -> None:
    talk.reporters.add(role)
    talk.reporting_until[role] = now + REPORT_LASTS
    if choice == "yes":
        talk.holds.add("report")


def _ask(talk: Talk, role: str, _choice: str, now: datetime) -> None:
    talk.asked_at[role] = now


def _help(talk: Talk, role: str, _choice: str, now: datetime) -> None:
    talk.helped_at[role] = now


def _erase(talk: Talk, role: str, _choice: str, _now: datetime) -> None:
    talk.lose(role)


CHANGES: tuple[tuple[str, Callable[[Talk, str, str, datetime], None]], ...] = (
    (r"conversation:1:(yes|no|mute|unmute)", _choose),
    (r"pause:binome-1:(.+)", _pause),
    (r"wake:binome-1:", _wake),
    (r"end:1:(goal|time|other|none)", _end),
    (r"my_report:\d+:ended", _end),
    (r"report:1:(yes|quiet)", _report),
    (r"(?:write|place):1:", _ask),
    (r"help::(?:more)?", _help),
    (r"erase::(yes|keep|drop)", _erase),
)
"""Data of a button -> what tapping it changes."""
