"""What the bot did in the background, for the simulator's page: read from the outbox, and heard from the log."""

import logging
import tomllib
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlalchemy import select

from mentoring.references import format_reference
from storage import installation
from storage.engine.app_session import AppSession
from storage.engine.clock import Clock
from storage.engine.database import Sessions
from storage.schema.tables import Outgoing, Person
from use_cases import due
from use_cases.people import people

FeedLine = dict[str, Any]
WORDS: dict[str, dict[str, str]] = tomllib.loads(Path(__file__).with_name("activity_feed.toml").read_text("utf-8"))
ROUND_WORDS = {
    "fr": "appariement : {needs} besoin(s), {offers} offre(s), {proposed} proposition(s)",
    "en": "matching: {needs} need(s), {offers} offer(s), {proposed} proposal(s)",
}
REDRAWN_WORDS = {"fr": "{words} mise à jour", "en": "{words}, redrawn"}
MAX_LINES = 200
"""Lines shown: the newest."""


@dataclass(slots=True)
class ActivityFeed:
    """Lists sent and queued messages and matching rounds, in programme time."""

    sessions: Sessions
    clock: Clock
    round_lines: deque[FeedLine] = field(default_factory=lambda: deque(maxlen=MAX_LINES))

    async def read_lines(self) -> dict[str, Any]:
        """Return the newest lines, oldest first, and when the bot has something to do again."""
        async with self.sessions.begin() as session:
            # A person's message that is redrawn answers a tap; a card of the team that is redrawn is news.
            told = Outgoing.kind.in_(WORDS), ~Outgoing.edits | Outgoing.person_id.is_(None)
            rows = await session.scalars(select(Outgoing).where(*told).order_by(Outgoing.id.desc()).limit(MAX_LINES))
            found = list(rows)
            chats = await _read_chats(session, {row.person_id for row in found})
            coming = await due.find_next_moment(session, self.clock.now())
        lines = [_build_row_line(row, chats[row.person_id]) for row in found]
        lines = sorted([*lines, *self.round_lines], key=lambda line: (line["at"], str(line["id"]).zfill(12)))[
            -MAX_LINES:
        ]
        return {"next": coming and coming.isoformat(), "lines": lines}

    def note_round(self, counts: dict[str, int]) -> None:
        """Keep a matching round as a line."""
        words = {language: text.format(**counts) for language, text in ROUND_WORDS.items()}
        number = f"r{len(self.round_lines)}-{self.clock.now():%j%H%M%S%f}"
        self.round_lines.append(_build_line(number, self.clock.now(), words, None, "done"))


@contextmanager
def open_feed(sessions: Sessions, clock: Clock) -> Iterator[ActivityFeed]:
    """Listen to the matching rounds while the bot runs."""
    activity = ActivityFeed(sessions, clock)
    heard, source = _RoundLogHandler(activity), logging.getLogger("scheduler.matching_rounds")
    source.addHandler(heard)
    source.setLevel(logging.INFO)
    try:
        yield activity
    finally:
        source.removeHandler(heard)
        source.setLevel(logging.NOTSET)


class _RoundLogHandler(logging.Handler):
    def __init__(self, feed: ActivityFeed) -> None:
        super().__init__(logging.INFO)
        self.feed = feed

    def emit(self, record: logging.LogRecord) -> None:
        if record.msg == "round":
            self.feed.note_round({name: getattr(record, name) for name in ("needs", "offers", "proposed")})


async def _read_chats(session: AppSession, ids: set[int | None]) -> dict[int | None, int | None]:
    found: dict[int | None, int | None] = {None: await installation.read_staff_chat(session)}
    for person_id in ids - {None}:
        found[person_id] = await people.find_chat(session, await session.get_one(Person, person_id))
    return found


def _build_row_line(row: Outgoing, chat: int | None) -> FeedLine:
    words = WORDS[row.kind]
    if "card" in row.args:
        ref = format_reference("card", row.args["card"])
        words = {language: f"{text} {ref}" for language, text in words.items()}
    if row.edits:
        words = {language: REDRAWN_WORDS[language].format(words=text) for language, text in words.items()}
    return _build_line(str(row.id), row.due_at, words, chat, row.state)


def _build_line(number: str, at: datetime, words: dict[str, str], chat: int | None, state: str) -> FeedLine:
    return {"id": number, "at": at.isoformat(), "words": words, "chat": chat, "state": state}
