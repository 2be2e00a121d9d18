"""Everything the simulator remembers, its clock, its ids, and who is told when something changes."""

import asyncio
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

from simulator.chats import Chat, ChatType, Json, Person
from simulator.state_file import StateFile
from simulator.updates import Updates

SAVE_DELAY_SECONDS = 0.2  # seconds: many changes make one write
# After a kill the last 0.2 s may be missing; ids that the bot has already seen must not be given again.
IDS_SKIPPED_AFTER_KILL = 1000
COUNTERS = ("version", "last_message_id", "made")
ID_STEP = 7919  # ids of one kind do not follow each other, as with Telegram


class State:
    """People, chats, queue and clock offset, kept in the state file."""

    def __init__(
        self, path: Path | None, bot: Person, real_time: Callable[[], datetime], languages: dict[str, str]
    ) -> None:
        self.bot = bot
        self.real_time = real_time
        self.languages = languages
        self.people: dict[int, Person] = {}
        self.chats: dict[int, Chat] = {}
        self.updates = Updates()
        self.commands: dict[str, list[Json]] = {}
        self.descriptions: dict[str, str] = {}  # language code, or nothing -> what an empty chat says of the bot
        self.offset = timedelta()
        self.version = 0
        self.last_message_id = 0  # private chats and plain groups share the bot's own counter
        self.made = 0
        self.file = StateFile(path)
        self.changed: dict[str, None] = {}  # names in order, so that a restart keeps the order of people and chats
        self.timer: asyncio.TimerHandle | None = None
        self.news = asyncio.Event()
        self.closing = False  # whoever waits for news goes home
        self.load()

    def now(self) -> datetime:
        """Return programme time, aware UTC."""
        return self.real_time() + self.offset

    def read_unix_seconds(self) -> int:
        """Return programme time in Unix seconds, as messages are dated."""
        return int(self.now().timestamp())

    def add_person(self, first_name: str, username: str | None, language_code: str) -> Person:
        """Add a person and their private chat; half of all people have an id that needs more than 32 bits."""
        self.made += 1
        first = 2**51 if self.made % 2 else 410_000_000
        person = Person(first + self.made * ID_STEP, first_name, username, language_code)
        self.people[person.id] = person
        self.chats[person.id] = Chat(person.id, "private", members={person.id: "member"})
        self.show(person, self.chats[person.id])
        return person

    def add_group(self, kind: ChatType, title: str, *, is_forum: bool = False) -> Chat:
        """Add a group or supergroup without members."""
        self.made += 1
        first = 1_002_000_000_000 if kind == "supergroup" else 4_100_000_000
        chat = Chat(-first - self.made * ID_STEP, kind, title, is_forum)
        self.chats[chat.id] = chat
        self.show(chat)
        return chat

    def take_message_id(self, chat: Chat) -> int:
        """Return the id of the next message of this chat."""
        if chat.type != "supergroup":
            self.last_message_id += 1
            return self.last_message_id
        chat.last_message_id += 1
        return chat.last_message_id

    def show(self, *things: Chat | Person) -> None:
        """Show a change of what the page shows: save it and tell whoever waits."""
        self.version += 1
        self.changed |= dict.fromkeys(f"{type(thing).__name__}/{thing.id}" for thing in things)
        self.keep()

    def keep(self) -> None:
        """Keep a change: wake whoever waits, and save soon."""
        self.news.set()
        self.news = asyncio.Event()
        try:
            loop = asyncio.get_running_loop()
        except RuntimeError:
            self.save()
            return
        self.timer = self.timer or loop.call_later(SAVE_DELAY_SECONDS, self.save)

    async def wait(self, seconds: float) -> None:
        """Return at the next change, or after this many seconds."""
        try:
            async with asyncio.timeout(seconds):
                await self.news.wait()
        except TimeoutError:
            return

    def save(self, *, closed: bool = False) -> None:
        """Write what has changed."""
        self.timer = None
        documents = {name: self.build_document(*name.split("/")) for name in self.changed}
        self.changed.clear()
        rest = {name: getattr(self, name) for name in COUNTERS}
        rest |= {
            "commands": self.commands,
            "descriptions": self.descriptions,
            "offset": self.offset.total_seconds(),
            "closed": closed,
        }
        self.file.write(documents | {"updates": self.updates.dump(), "rest": rest})

    def build_document(self, kind: str, number: str) -> Json:
        """Return what to save under a name."""
        return self.chats[int(number)].dump() if kind == "Chat" else vars(self.people[int(number)])

    def load(self) -> None:
        """Take up what the state file holds."""
        documents = self.file.read_documents()
        if rest := documents.pop("rest", None):
            self.updates = Updates.restore(documents.pop("updates"))
            people = [Person(**each) for name, each in documents.items() if name.startswith("Person/")]
            chats = [Chat.restore(each) for name, each in documents.items() if name.startswith("Chat/")]
            self.people = {person.id: person for person in people}
            self.chats = {chat.id: chat for chat in chats}
            self.commands, self.offset = rest["commands"], timedelta(seconds=rest["offset"])
            self.descriptions = rest.get("descriptions", {})
            self.version, self.last_message_id, self.made = (rest[name] for name in COUNTERS)
            if not rest["closed"]:
                self.skip_ids()
        self.save()

    def skip_ids(self) -> None:
        """Leave a gap in every series of ids."""
        self.updates.last_id += IDS_SKIPPED_AFTER_KILL
        self.last_message_id += IDS_SKIPPED_AFTER_KILL
        self.made += IDS_SKIPPED_AFTER_KILL
        for chat in self.chats.values():
            chat.last_message_id += IDS_SKIPPED_AFTER_KILL

    def close(self) -> None:
        """Write everything and close the file."""
        if self.timer is not None:
            self.timer.cancel()
        self.save(closed=True)
        self.file.close()
