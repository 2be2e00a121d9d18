"""The chats of two who talk, compared with the model of what they did: all that the Bot API was asked to say."""

import html
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime

from simulator.chats import Message
from tests.lost import typed_input
from tests.lost.starting_points import VOLUNTEER, YOUNG
from tests.lost.talk_model import MARK, PARTNER, Talk
from tests.town import Town, Visitor

NAMES = {YOUNG: "Inès", VOLUNTEER: "Marc"}
READY = {
    "late": "J'arrive dans 10 min",
    "link": "Le lien ne marche pas",
    "cannot": "Je ne peux plus aujourd'hui",
    "thanks": "Merci !",
}
SPEAKS = ("sendmessage", "editmessagetext", "copymessage", "sendphoto", "senddocument")
ON_ITS_WAY = re.compile(r"J'envoie ce message à|lira ce message")
SAYS_SO_ALREADY = "message is not modified"
"""What Telegram answers to an edit that changes nothing: the words stand there."""
DROPPED, HINT, ON_HOLD = "Le dernier message", "Quelque chose te gêne", "⏸ L'équipe met le binôme"
BETRAYS = re.compile(r"signalement|signalé|dossier|accus|plainte", re.IGNORECASE)
"""What nobody reads of whom somebody reports, unless they ask how to report."""
DRAFT, PLACE = re.compile(r"draft:(\d+):\d+"), re.compile(r"place:1:send-[^\"]+")
ABOUT_REPORTS = ("report", "my_report", "help")
Barriers = Mapping[tuple[str, bool], frozenset[str]]
"""(Writer, whether the words are ready ones) -> what bars them."""


@dataclass(frozen=True, slots=True)
class Deed:
    """What somebody did: a button's data, or what they typed it for; the mark in it; what it sends to the other."""

    actor: str
    what: str = ""
    mark: str = ""
    sends: str = ""


@dataclass(frozen=True, slots=True)
class Said:
    """What the bot was heard to say in a chat."""

    role: str
    text: str
    buttons: str


def make_plain(text: str) -> str:
    """Return words as a test types them, without their styles."""
    return html.unescape(re.sub(r"<[^>]+>", "", text)).replace("\u00a0", " ").replace("\u202f", " ").replace("’", "'")


@dataclass(slots=True)
class Watch:
    """Who is who in a town, what was seen of their chats, and what must be so."""

    town: Town
    cast: Mapping[str, Visitor]
    talk: Talk
    newest: dict[str, int] = field(default_factory=dict)
    places: dict[str, set[str]] = field(default_factory=dict)
    """Data of a button that shares a place -> the marks in it."""
    arrived: int = 0

    def read_barriers(self) -> Barriers:
        """Return what bars whose words now."""
        now = self.town.app.clock.now()
        return {(role, ready): self.talk.bars(role, now, is_ready=ready) for role in PARTNER for ready in (False, True)}

    def look(self, deed: Deed, before: Barriers) -> list[Said]:
        """Compare what was said since with the model; return it."""
        said, both = list(self._take_calls()), self._join(before)
        for one in said:
            self._check_marks(one, deed)
            self._check_secrets(one, deed)
            if one.role in PARTNER and deed.actor != one.role:
                self._check_contacts(one.role, one.text)
            if one.role in PARTNER and DROPPED in one.text:
                self.talk.dropped[one.role] += 1
        self._note_sent(said, deed, both)
        for role in PARTNER:
            for message in self._take_messages(role):
                self._check_arrival(role, message, both)
        self._check_nothing_is_stuck()
        return said

    def _join(self, before: Barriers) -> Barriers:
        """Return what barred words before and bars them now: what was let go in between may pass."""
        return {key: before[key] & bars for key, bars in self.read_barriers().items()}

    def _take_calls(self) -> Iterator[Said]:
        log, chats = self.town.simulator.bot_api.log, {who.chat: role for role, who in self.cast.items()}
        for call in log:
            asked = call["params"]
            is_read = call["result"] == 200 or SAYS_SO_ALREADY in (call["description"] or "")
            if call["method"].lower() in SPEAKS and is_read and int(asked["chat_id"]) in chats:
                words = str(asked.get("text") or asked.get("caption") or "")
                yield Said(chats[int(asked["chat_id"])], make_plain(words), str(asked.get("reply_markup") or ""))
        log.clear()

    def _take_messages(self, role: str) -> list[Message]:
        """Return what the bot wrote anew in a chat."""
        messages, since = self.town.simulator.state.chats[self.cast[role].chat].messages, self.newest.get(role, 0)
        self.newest[role] = max(messages, default=0)
        bot = self.town.simulator.state.bot.id
        return [one for number, one in messages.items() if number > since and one.sender == bot]

    def _check_marks(self, said: Said, deed: Deed) -> None:
        offered = {int(number) for number in DRAFT.findall(said.buttons)} if said.role in PARTNER else set()
        for number in offered - set(self.talk.drafts):
            marks = {deed.mark} if deed.mark and deed.actor == said.role else set()
            self.talk.note_draft(number, marks, self.town.app.clock.now())
        for mark in MARK.findall(said.text + said.buttons):
            words = self.talk.words[mark]
            if said.role == words.writer:
                for number in offered:
                    self.talk.drafts[number].add(mark)
                for place in PLACE.findall(said.buttons):
                    self.places.setdefault(place, set()).add(mark)
            else:
                assert said.role == PARTNER[words.writer], f"words of {words.writer} stand before {said.role}"
                assert words.is_released, f"words of {words.writer} reached {said.role}, and nobody sent them"
        for number in offered:
            kept_back = [one for one in self.talk.drafts[number] if self.talk.words[one].is_never_offered]
            assert not kept_back, f"{said.role} is offered to send what was not for {PARTNER[said.role]}"

    def _check_secrets(self, said: Said, deed: Deed) -> None:
        """Nobody reads that somebody reported them, nor that their own words were found doubtful."""
        if said.role not in PARTNER:
            return
        partner = NAMES[PARTNER[said.role]]
        assert HINT not in said.text or said.text.startswith(f"✉️ {partner}"), f"{said.role} reads of a doubt"
        asked = deed.actor == said.role and deed.what.startswith(ABOUT_REPORTS)
        if said.role not in self.talk.reporters and not asked:
            assert not BETRAYS.search(said.text), f"{said.role} reads {said.text!r}"
        if deed.what.startswith("report:1:quiet") and deed.actor != said.role:
            raise AssertionError(f"{said.role} notices a report by {said.text!r}")
        if deed.what.startswith("report:1:yes") and deed.actor != said.role:
            assert said.text.startswith(ON_HOLD), f"{said.role} notices a report by {said.text!r}"

    def _check_contacts(self, role: str, text: str) -> None:
        """With somebody under 18 neither reads how the other is reached past the bot."""
        told = [one for one in typed_input.CONTACTS if one in text]
        assert not (self.talk.is_minor and told), f"{role} reads {told}"

    def _note_sent(self, said: list[Said], deed: Deed, both: Barriers) -> None:
        if not deed.sends or not any(one.role == deed.actor and ON_ITS_WAY.search(one.text) for one in said):
            return
        bars, now = both[deed.actor, deed.sends in READY.values()], self.town.app.clock.now()
        assert not bars, f"{deed.actor} is told that words leave, and {bars}"
        if draft := DRAFT.fullmatch(deed.what):
            assert now <= self.talk.drafts_until[int(draft[1])], f"{deed.actor} is told that a draft that lapsed leaves"
        self.talk.note_sent(deed.actor, deed.sends, now)

    def _check_arrival(self, role: str, message: Message, both: Barriers) -> None:
        text, writer = make_plain(message.text), PARTNER[role]
        found = re.match(rf"✉️ {NAMES[writer]}(?: : (.*))?$", text, re.DOTALL)
        if found is None:
            return
        self._check_contacts(role, text)
        words = (found[1] or "").partition("\n\n")[0]
        is_ready = words in READY.values()
        bars = both[writer, is_ready]
        assert not bars, f"{words!r} of {writer} arrived, and {bars}"
        at = datetime.fromtimestamp(message.date, UTC)
        assert not self.talk.is_kept_for_morning(role, at), f"{words!r} of {writer} arrived at {at}"
        self.arrived += 1
        self.talk.note_arrival(writer, words if is_ready else "".join(MARK.findall(words)))

    def _check_nothing_is_stuck(self) -> None:
        now = self.town.app.clock.now()
        for writer, reader in PARTNER.items():
            left = len(self.talk.waiting[writer]) - self.talk.dropped[writer]
            assert left <= 0 or self.talk.is_quiet(reader, now), f"words of {writer} do not arrive"
