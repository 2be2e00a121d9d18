"""Everything that is read in what somebody says: one door for the chat and for `binome understand`."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any

from mentoring.intents import IntentId
from mentoring.programme import Programme
from mentoring.roles import ReaderSide, Side
from understanding.answers.births import Birth, read_birth
from understanding.answers.fields_topics import read_field
from understanding.answers.first_names import read_first_name
from understanding.answers.levels import read_level
from understanding.answers.numbers import read_age, read_number
from understanding.answers.places import read_region
from understanding.answers.readers import Reader, is_asked, list_readers
from understanding.answers.remarks import Remark, read_remark
from understanding.answers.roles_needs import is_need_text, read_role
from understanding.answers.yes_no import read_yes_no
from understanding.distress import Sign, find_sign
from understanding.intents import Guess, Intents, load_intents, offer
from understanding.when.dates import read_date
from understanding.when.moments import read_moment
from understanding.when.week import WeeklyHour, read_slots, read_weekly


@dataclass(frozen=True, slots=True)
class Saying:
    """What somebody says: as whom, while which question waits, when, and which session it may move.

    `now` and `session` are naive, in the speaker's own zone.
    """

    text: str
    now: datetime
    at: str = ""
    role: ReaderSide = ""
    session: datetime | None = None


@dataclass(frozen=True, slots=True)
class Reading:
    """What was read; None, or nothing, where nothing was. What answers a question is read at that question."""

    distress: Sign | None
    intents: Sequence[Guess]
    offered: Sequence[IntentId]
    slots: Sequence[str] | None
    weekly: Sequence[WeeklyHour] | None
    date: date | None
    moment: datetime | None
    answer: bool | None = None
    remark: Remark | None = None
    number: int | None = None
    age: int | None = None
    birth: Birth | None = None
    role: Side | None = None
    need_text: bool = False
    first_name: str | None = None
    field: str | None = None
    level: str | None = None
    region: str | None = None


ANSWER_READERS: Mapping[Reader, Callable[[Saying, Programme], object]] = {
    "answer": lambda said, _of: read_yes_no(said.text),
    "number": lambda said, _of: read_number(said.text),
    "age": lambda said, _of: read_age(said.text),
    "birth": lambda said, _of: read_birth(said.text, said.now.date()),
    "role": lambda said, _of: read_role(said.text),
    "need_text": lambda said, of: is_need_text(said.text, of.topics, of.synonyms, asked=is_asked("need_text", said.at)),
    "first_name": lambda said, _of: read_first_name(said.text, asked=is_asked("first_name", said.at)),
    "field": lambda said, of: read_field(said.text, of.fields, of.synonyms, asked=is_asked("field", said.at)),
    "level": lambda said, of: read_level(said.text, of.levels, of.synonyms, asked=is_asked("level", said.at)),
    "region": lambda said, of: read_region(said.text, of.regions, of.synonyms),
}
"""What answers a question -> how it is read."""


class TextReader:
    """Reads what people say in a programme: with its catalogues, its synonyms and its own examples."""

    def __init__(self, programme: Programme) -> None:
        self._programme = programme
        self._intents: Intents = load_intents(programme.intents, programme.synonyms)

    def read(self, saying: Saying) -> Reading:
        """Return everything that is read in a text, of any length."""
        # Half a pair of surrogates, which JSON may bring, is no letter to any library.
        text, now = saying.text.encode("utf-8", "replace").decode(), saying.now
        saying = replace(saying, text=text)
        guesses = self._intents.find(text, saying.role)
        answers: dict[str, Any] = {
            reader: ANSWER_READERS[reader](saying, self._programme) for reader in list_readers(saying.at)
        }
        return Reading(
            distress=find_sign(text),
            intents=guesses,
            offered=offer(guesses),
            slots=read_slots(text),
            weekly=read_weekly(text),
            date=read_date(text, now.date()),
            moment=read_moment(text, now, saying.session),
            remark=read_remark(text),
            **answers,
        )


@dataclass(slots=True)
class DeferredReader:
    """A reader of texts that is loaded by the first text: loading takes 0.3 s and 25 MB."""

    programme: Programme
    _reader: TextReader | None = field(default=None, init=False)

    def read(self, saying: Saying) -> Reading:
        """Return everything that is read in a text."""
        if self._reader is None:
            self._reader = TextReader(self.programme)
        return self._reader.read(saying)
