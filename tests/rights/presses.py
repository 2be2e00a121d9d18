"""A tap or a command heard by the real dispatcher, in a transaction that is undone: what it changed and showed."""

import re
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from itertools import cycle
from typing import Any

from aiogram import Bot
from aiogram.types import Update
from sqlalchemy import event, func, select

from bot.middleware import TurnMiddleware
from bot.router import build_dispatcher
from mentoring.case_access import DRAWN_NUMBERS
from mentoring.errors import NotAllowed, NotPossible
from mentoring.message_kinds import LIST
from storage.engine.app_session import AppSession
from storage.engine.clock import Clock
from storage.engine.database import Sessions
from storage.schema.tables import Card, Outgoing
from tests.cast import NOW
from tests.rights.roles import OTHER_GROUP, PROGRAMME, STAFF_GROUP, Player
from texts import Texts
from use_cases.messages import context
from use_cases.people import people

PRESSED_AT = NOW + timedelta(minutes=2)
"""The moment of every press: what is offered is the same at the last one as at the first, and no draft lapses."""
BOOKKEEPING = {"heard", "outbox"}
"""Tables that every update changes by being heard and answered."""
OF_ARRIVAL = {"person.seen_at", "person.expecting", "person.commands"}
"""Columns that change by being heard; the words that are expected next change nothing by themselves."""
CHANGE = re.compile(
    r'\s*(INSERT INTO|UPDATE|DELETE FROM) "?(\w+)"?(?: \(([^)]*)\))?(?: SET (.*?)(?: WHERE |$))?', re.DOTALL
)
COLUMN = re.compile(r'"?(\w+)"?=')
CHATS: dict[str, dict[str, Any]] = {
    "staff_group": {"id": STAFF_GROUP, "type": "supergroup", "title": "Équipe"},
    "other_group": {"id": OTHER_GROUP, "type": "group", "title": "Autre"},
    "topic": {"id": STAFF_GROUP, "type": "supergroup", "title": "Équipe", "is_forum": True},
    "channel": {"id": -1_001_000_003, "type": "channel", "title": "Canal"},
}
PRIVATE, ANONYMOUS, CHANNEL = "private", "anonymous", "channel"
CHAT_KINDS = (PRIVATE, *CHATS, ANONYMOUS)
"""`anonymous`: an administrator who writes in the staff group as the group itself."""
GROUP_BOT = {"id": 1_087_968_824, "is_bot": True, "first_name": "Group"}
MESSAGE_ID = 77


@dataclass(slots=True)
class Outcome:
    """What came of it. `effects`: rows that changed, others who were told; `kinds` and `words`: what one was shown."""

    refusal: str = ""
    toast: str | None = None
    effects: set[str] = field(default_factory=set)
    rows: set[str] = field(default_factory=set)
    """The effects with the numbers of the rows and of who was told: about somebody else, each is another."""
    kinds: list[str] = field(default_factory=list)
    words: str = ""
    buttons: list[str] = field(default_factory=list)
    screens: set[str] = field(default_factory=set)
    """Each message that was shown, word for word, with its buttons; its kind alone where it is true no longer."""


@dataclass(slots=True)
class Bench:
    """The dispatcher, and the database that each press finds as it was."""

    sessions: Sessions
    texts: Texts
    clock: Clock
    newest: int
    """The newest message before anything was pressed."""
    cards: frozenset[int]
    """The numbers of the cases that there were: that of a new one is drawn, and says nothing."""
    dispatcher: Any = field(init=False)
    bot: Bot = field(init=False)
    updates: int = 0
    written: list[str] = field(default_factory=list)
    """What this transaction has changed so far, as table.column; rows that come or go as table."""
    rows: list[str] = field(default_factory=list)
    """The same, with the numbers of the rows."""

    def __post_init__(self) -> None:
        """Build what hears."""
        self.dispatcher = build_dispatcher(TurnMiddleware(self.texts, self.clock))
        self.bot = Bot("1:simulator")

    async def press(self, player: Player, data: str, chat: str = PRIVATE) -> Outcome:
        """Let somebody tap a button with some data."""
        shown = {"message_id": MESSAGE_ID, "date": 0, "chat": _build_chat(player, chat), "text": "x"}
        tap = {"id": "1", "from": _build_user(player), "chat_instance": "1", "message": shown, "data": data}
        return await self._hear(player, {"callback_query": tap})

    async def write(self, player: Player, text: str, chat: str = PRIVATE) -> Outcome:
        """Let somebody write a text, most often a command."""
        message: dict[str, Any] = {"message_id": MESSAGE_ID, "date": 0, "chat": _build_chat(player, chat), "text": text}
        if text.startswith("/"):
            message["entities"] = [{"type": "bot_command", "offset": 0, "length": len(text.split()[0])}]
        if chat == CHANNEL:
            return await self._hear(player, {"channel_post": message | {"sender_chat": CHATS[CHANNEL]}})
        if chat == "topic":
            message |= {"message_thread_id": 5, "is_topic_message": True}
        message["from"] = _build_user(player)
        if chat == ANONYMOUS:
            message |= {"from": GROUP_BOT, "sender_chat": CHATS["staff_group"]}
        return await self._hear(player, {"message": message})

    async def _hear(self, player: Player, raw: dict[str, Any]) -> Outcome:
        self.updates += 1  # aiogram keeps what it looked up by this number
        update, found = Update.model_validate({"update_id": self.updates, **raw}), Outcome()
        async with self._undone() as session:
            self.written.clear()
            self.rows.clear()
            recognised = await people.recognise(session, {player.user})
            given = {"session": session, "refusal": None, "slow": False, "recognised": recognised, "unread": False}
            try:
                said = await self.dispatcher.feed_update(self.bot, update, **given)
                await session.flush()
            except (NotPossible, NotAllowed) as refusal:
                found.refusal = type(refusal).__name__
                return found
            found.toast = said if isinstance(said, str) else None
            found.effects, found.rows = set(self.written), set(self.rows)
            await self._read_messages(session, player, found)
        return found

    @asynccontextmanager
    async def _undone(self) -> AsyncIterator[AppSession]:
        session = self.sessions()
        try:
            yield session
        finally:
            await session.rollback()
            await session.close()

    async def _read_messages(self, session: AppSession, player: Player, found: Outcome) -> None:
        """Note what was queued: words to whoever pressed, and that others were told."""
        me = await people.find_person(session, player.user)
        fresh = select(Outgoing).where(Outgoing.id > self.newest, Outgoing.kind != LIST).order_by(Outgoing.id)
        for row in (await session.scalars(fresh)).all():
            if me is None or row.person_id != me.id:
                found.effects.add(f"tell {row.kind}")
                found.rows.add(f"tell {row.kind} {row.person_id}")
                continue
            found.kinds.append(row.kind)
            try:
                shown = self.texts.render(row.kind, await context.build_context(session, row, self.clock.now()))
            except context.NoLongerTrue:
                found.screens.add(row.kind)
                continue
            found.words += shown.text
            found.screens.add(f"{shown.text}\n{shown.rows}")
            labels = [button for line in shown.rows for button in line]
            found.words += " ".join(label for label, _ in labels)
            found.buttons += [data for _, data in labels]


@asynccontextmanager
async def open_bench(sessions: Sessions) -> AsyncIterator[Bench]:
    """Return the bench over a database that is filled already; it sees every change that reaches the database."""
    sessions.configure(programme=PROGRAMME)
    async with sessions.begin() as session:
        newest = int(await session.scalar(select(func.max(Outgoing.id))) or 0)
        cards = frozenset(await session.scalars(select(Card.id)))
    bench = Bench(sessions, Texts(PROGRAMME), Clock(real_now=lambda: PRESSED_AT), newest, cards)
    engine = sessions.kw["bind"].sync_engine

    def note(_connection: Any, cursor: Any, statement: str, given: Any, _context: Any, is_many: bool) -> None:
        if (changed := CHANGE.match(statement)) and cursor.rowcount != 0:
            act, table, inserted, updated = changed.groups()
            written = _name_changes(act, table, updated)
            bench.written += written
            for values in given if is_many and not inserted else [given]:  # several are inserted by one list of values
                named = _name_rows(inserted, updated or "", values, bench.cards)
                bench.rows += [f"{name} {named}" for name in written]

    event.listen(engine, "after_cursor_execute", note)
    try:
        yield bench
    finally:
        event.remove(engine, "after_cursor_execute", note)
        await bench.bot.session.close()


def _name_changes(act: str, table: str, columns: str | None) -> list[str]:
    if table in BOOKKEEPING:
        return []
    named = [f"{table}.{column}" for column in COLUMN.findall(columns or "")] if act == "UPDATE" else [table]
    return [name for name in named if name not in OF_ARRIVAL]


def _name_rows(inserted: str | None, updated: str, values: Sequence[Any], cards: frozenset[int]) -> str:
    """Return to which rows new values refer, and by what an update or a deletion finds its rows."""
    columns = cycle(inserted.replace('"', "").split(", ")) if inserted else COLUMN.findall(updated)
    known = [value if not isinstance(value, int) or value in cards else _hide_drawn(value) for value in values]
    refers = [f"{name}={value}" for name, value in zip(columns, known, strict=False) if name.endswith("_id")]
    return " ".join(refers if inserted else [*refers, *map(str, known[updated.count("?") :])])


def _hide_drawn(number: int) -> int | str:
    return "drawn" if number in DRAWN_NUMBERS else number


def _build_chat(player: Player, chat: str) -> dict[str, Any]:
    return CHATS["staff_group" if chat == ANONYMOUS else chat] if chat != PRIVATE else {"id": player.user, "type": chat}


def _build_user(player: Player) -> dict[str, Any]:
    return {"id": player.user, "is_bot": False, "first_name": player.name, "language_code": "fr"}
