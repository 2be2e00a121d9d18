"""What people and testers do through the page's addresses: one method each, JSON in, JSON out."""

import asyncio
from collections.abc import Awaitable, Callable

from simulator import groups, people
from simulator.bot_api import BotApi
from simulator.chats import Chat, Json, Person
from simulator.faults import Fault
from simulator.limits import WINDOWS, Limits
from simulator.people import Draft, Misuse, find_chat, find_person
from simulator.state import State

ANSWER_WAIT_SECONDS = 5  # seconds that a tap waits for the bot
SEEDED = (("Inès", "ines"), ("Marc", "marc"), ("Claire", "claire"))
GROUP_TITLES = {"fr": "Équipe mentorat", "en": "Mentoring team"}

Act = Callable[[Json], Awaitable[Json]]


class Acts:
    """The acts by the end of their address, as the page API's list describes them."""

    def __init__(self, state: State, bot_api: BotApi) -> None:
        self.state = state
        self.bot_api = bot_api
        self.by_name: dict[str, Act] = {
            "seed": self.seed,
            "people": self.add_person,
            "groups": self.add_group,
            "members": self.set_member,
            "forum": self.set_forum,
            "topics": self.set_topic,
            "upgrade": self.upgrade,
            "send": self.send,
            "edit": self.edit,
            "tap": self.tap,
            "block": self.block,
            "unblock": self.unblock,
            "deactivate": self.deactivate,
            "update": self.inject_update,
            "forget": self.forget_updates,
            "fault": self.add_fault,
            "faults/clear": self.clear_faults,
            "limits": self.set_limits,
        }

    async def seed(self, asked: Json) -> Json:
        """Three people and a staff group, when there is nobody yet."""
        if self.state.people:
            return {"people": [], "group": None}
        language = asked.get("language_code", "fr")
        made = [self.state.add_person(name, username, language) for name, username in SEEDED]
        title = GROUP_TITLES.get(language, GROUP_TITLES["fr"])
        group = groups.make(self.state, title, "supergroup", [], [made[-1]])
        groups.set_member(self.state, group, self.state.bot.id, "member", made[-1])
        return {"people": [person.id for person in made], "group": group.id}

    async def add_person(self, asked: Json) -> Json:
        """A new person."""
        name = str(asked["first_name"]).strip()
        if not name:
            raise Misuse("a person has a name")
        person = self.state.add_person(name, asked.get("username"), asked.get("language_code", "fr"))
        return {"id": person.id}

    async def add_group(self, asked: Json) -> Json:
        """A new group, the bot in it unless told otherwise."""
        members = [find_person(self.state, user) for user in asked.get("members", [])]
        admins = [find_person(self.state, user) for user in asked.get("admins", [])]
        chat = groups.make(self.state, asked["title"], asked["type"], members, admins)
        if asked.get("is_forum"):
            groups.set_forum(self.state, chat, is_forum=True)
        if (bot := asked.get("bot", "member")) != "left":
            groups.set_member(self.state, chat, self.state.bot.id, bot)
        return {"id": chat.id}

    async def set_member(self, asked: Json) -> Json:
        """Somebody's new standing in a group."""
        user = self.state.bot.id if asked["user"] == "bot" else find_person(self.state, asked["user"]).id
        by = find_person(self.state, asked["by"]) if "by" in asked else None
        groups.set_member(self.state, find_chat(self.state, asked["chat"]), user, asked["status"], by)
        return {}

    async def set_forum(self, asked: Json) -> Json:
        """Topics on or off."""
        groups.set_forum(self.state, find_chat(self.state, asked["chat"]), is_forum=asked["is_forum"])
        return {}

    async def set_topic(self, asked: Json) -> Json:
        """A topic is opened, closed or deleted."""
        groups.set_topic(self.state, find_chat(self.state, asked["chat"]), int(asked["topic"]), asked["standing"])
        return {}

    async def upgrade(self, asked: Json) -> Json:
        """A plain group becomes a supergroup."""
        chat = find_chat(self.state, asked["chat"])
        return {"id": groups.upgrade(self.state, chat, new_first=asked.get("new_first", False)).id}

    async def send(self, asked: Json) -> Json:
        """A person's message."""
        draft = Draft(
            asked.get("text") or asked.get("caption") or "",
            asked.get("kind", "text"),
            asked.get("reply_to"),
            asked.get("thread_id"),
            asked.get("anonymous", False),
        )
        chat, person = self.find_chat_and_person(asked)
        return people.send(self.state, chat, person, draft)._asdict()

    async def edit(self, asked: Json) -> Json:
        """A person's changed words."""
        chat, person = self.find_chat_and_person(asked)
        return people.edit(self.state, chat, person, asked["message_id"], asked["text"])._asdict()

    async def tap(self, asked: Json) -> Json:
        """A tap on a button, with any data, and the bot's answer to it."""
        chat, person = self.find_chat_and_person(asked)
        tap, update_id = self.bot_api.taps.tap(self.state, chat, person, asked["message_id"], asked["data"])
        answer: Json = {"text": "", "show_alert": False, "url": ""}
        if asked.get("wait", True):
            await asyncio.wait([tap.answer], timeout=ANSWER_WAIT_SECONDS)
        answered = tap.answer.done()
        return {"update_id": update_id, "answered": answered} | (tap.answer.result() if answered else answer)

    def find_chat_and_person(self, asked: Json) -> tuple[Chat, Person]:
        """The chat and the person that a request names."""
        return find_chat(self.state, asked["chat"]), find_person(self.state, asked["user"])

    async def block(self, asked: Json) -> Json:
        """A person blocks the bot."""
        people.block(self.state, find_person(self.state, asked["user"]))
        return {}

    async def unblock(self, asked: Json) -> Json:
        """A person takes the bot back."""
        people.unblock(self.state, find_person(self.state, asked["user"]))
        return {}

    async def deactivate(self, asked: Json) -> Json:
        """A person's account is deleted."""
        people.deactivate(self.state, find_person(self.state, asked["user"]))
        return {}

    async def inject_update(self, asked: Json) -> Json:
        """A raw update."""
        update_id = self.state.updates.inject(asked["update"])
        self.state.keep()
        return {"update_id": update_id}

    async def forget_updates(self, asked: Json) -> Json:
        """The updates that wait are lost."""
        self.state.updates.waiting.clear()
        self.state.keep()
        return {}

    async def add_fault(self, asked: Json) -> Json:
        """A scripted fault."""
        self.bot_api.faults.add(Fault(**asked))
        return {}

    async def clear_faults(self, asked: Json) -> Json:
        """No more faults."""
        self.bot_api.faults.clear()
        return {}

    async def set_limits(self, asked: Json) -> Json:
        """The limits of speed from now on."""
        if unknown := asked.keys() - WINDOWS.keys():
            raise Misuse(f"no such limit: {min(unknown)}")
        self.bot_api.limits = Limits(asked)
        return {}
