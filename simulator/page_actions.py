"""What people and testers do through the page's addresses: one method each, JSON in, JSON out."""

import asyncio
from collections.abc import Awaitable, Callable

from simulator import groups, people
from simulator.bot_api import BotApi
from simulator.chats import Chat, Json, Person
from simulator.faults import Fault
from simulator.limits import WINDOWS, SpeedLimits
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

    async def seed(self, request: Json) -> Json:
        """Add three people and a staff group, when there is nobody yet; return their ids."""
        if self.state.people:
            return {"people": [], "group": None}
        language = request.get("language_code", "fr")
        made = [self.state.add_person(name, username, language) for name, username in SEEDED]
        title = GROUP_TITLES.get(language, GROUP_TITLES["fr"])
        group = groups.make(self.state, title, "supergroup", [], [made[-1]])
        groups.set_member(self.state, group, self.state.bot.id, "member", made[-1])
        return {"people": [person.id for person in made], "group": group.id}

    async def add_person(self, request: Json) -> Json:
        """Add a person; return their id."""
        name = str(request["first_name"]).strip()
        if not name:
            raise Misuse("a person has a name")
        person = self.state.add_person(name, request.get("username"), request.get("language_code", "fr"))
        return {"id": person.id}

    async def add_group(self, request: Json) -> Json:
        """Add a group, the bot in it unless told otherwise; return its id."""
        members = [find_person(self.state, user) for user in request.get("members", [])]
        admins = [find_person(self.state, user) for user in request.get("admins", [])]
        chat = groups.make(self.state, request["title"], request["type"], members, admins)
        if request.get("is_forum"):
            groups.set_forum(self.state, chat, is_forum=True)
        if (bot := request.get("bot", "member")) != "left":
            groups.set_member(self.state, chat, self.state.bot.id, bot)
        return {"id": chat.id}

    async def set_member(self, request: Json) -> Json:
        """Give somebody another standing in a group."""
        user = self.state.bot.id if request["user"] == "bot" else find_person(self.state, request["user"]).id
        by = find_person(self.state, request["by"]) if "by" in request else None
        groups.set_member(self.state, find_chat(self.state, request["chat"]), user, request["status"], by)
        return {}

    async def set_forum(self, request: Json) -> Json:
        """Switch topics on or off."""
        groups.set_forum(self.state, find_chat(self.state, request["chat"]), is_forum=request["is_forum"])
        return {}

    async def set_topic(self, request: Json) -> Json:
        """Open, close or delete a topic."""
        groups.set_topic(self.state, find_chat(self.state, request["chat"]), int(request["topic"]), request["standing"])
        return {}

    async def upgrade(self, request: Json) -> Json:
        """Make a plain group a supergroup; return its new id."""
        chat = find_chat(self.state, request["chat"])
        return {"id": groups.upgrade(self.state, chat, new_first=request.get("new_first", False)).id}

    async def send(self, request: Json) -> Json:
        """Send a person's message; return its ids."""
        draft = Draft(
            request.get("text") or request.get("caption") or "",
            request.get("kind", "text"),
            request.get("reply_to"),
            request.get("thread_id"),
            request.get("anonymous", False),
            request.get("album"),
            request.get("is_forwarded", False),
            request.get("is_inline", False),
        )
        chat, person = self.find_chat_and_person(request)
        return people.send(self.state, chat, person, draft)._asdict()

    async def edit(self, request: Json) -> Json:
        """Change a person's words; return the ids."""
        chat, person = self.find_chat_and_person(request)
        return people.edit(self.state, chat, person, request["message_id"], request["text"])._asdict()

    async def tap(self, request: Json) -> Json:
        """Tap a button with any data; return the bot's answer to the tap."""
        chat, person = self.find_chat_and_person(request)
        tap, update_id = self.bot_api.taps.tap(self.state, chat, person, request["message_id"], request["data"])
        answer: Json = {"text": "", "show_alert": False, "url": ""}
        if request.get("wait", True):
            await asyncio.wait([tap.answer], timeout=ANSWER_WAIT_SECONDS)
        answered = tap.answer.done()
        return {"update_id": update_id, "answered": answered} | (tap.answer.result() if answered else answer)

    def find_chat_and_person(self, request: Json) -> tuple[Chat, Person]:
        """Return the chat and the person that a request names."""
        return find_chat(self.state, request["chat"]), find_person(self.state, request["user"])

    async def block(self, request: Json) -> Json:
        """Let a person block the bot."""
        people.block(self.state, find_person(self.state, request["user"]))
        return {}

    async def unblock(self, request: Json) -> Json:
        """Let a person take the bot back."""
        people.unblock(self.state, find_person(self.state, request["user"]))
        return {}

    async def deactivate(self, request: Json) -> Json:
        """Delete a person's account."""
        people.deactivate(self.state, find_person(self.state, request["user"]))
        return {}

    async def inject_update(self, request: Json) -> Json:
        """Queue a raw update; return its id."""
        update_id = self.state.updates.inject(request["update"])
        self.state.keep()
        return {"update_id": update_id}

    async def forget_updates(self, request: Json) -> Json:
        """Lose the updates that wait."""
        self.state.updates.waiting_updates.clear()
        self.state.keep()
        return {}

    async def add_fault(self, request: Json) -> Json:
        """Script a fault."""
        self.bot_api.faults.add(Fault(**request))
        return {}

    async def clear_faults(self, request: Json) -> Json:
        """Drop the scripted faults that are left."""
        self.bot_api.faults.clear()
        return {}

    async def set_limits(self, request: Json) -> Json:
        """Set the limits of speed from now on."""
        if unknown := request.keys() - WINDOWS.keys():
            raise Misuse(f"no such limit: {min(unknown)}")
        self.bot_api.limits = SpeedLimits(request)
        return {}
