"""Updates that nobody should send, and some that everybody does: of all kinds, with anything in them."""

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from random import Random
from typing import Any

from benchmarks.fake_telegram import DATE
from bot.buttons import VERBS
from bot.commands import COMMANDS

GROUP = -1_001_234_567_890
FIRST_USER_ID = 7_000_000_000
Raw = dict[str, Any]
TEXTS = (
    "Inès", "Marc", "2006", "1er mai 2006", "oui", "non", "Je cherche une alternance en compta", "bonjour",
    "<b>", "</b><script>", "{{7*7}}", "{% include 'x' %}", "---", "A => help::", "\u202eabc", "\u200b", "\x00\x01",
    "'; DROP TABLE person; --", "😀" * 4096, "a" * 4097, "é" * 300, "\n\n\n", "/", "/start", "/start ' OR 1=1", "-1",
    "%s %d", "99999999999999999999",
    "j'ai envie de mourir", "il m'a frappée", "J-204", "B-1", "V-999999999999", "C-1", "\ud83d",
)  # fmt: skip
FILE = {"file_id": "x", "file_unique_id": "x"}
FORM = {"type": "regular", "width": 1, "height": 1, "is_animated": False, "is_video": False}
POLL = {"id": "1", "question": "?", "options": [], "total_voter_count": 0, "type": "regular"}
OTHER = {
    "sticker": FILE | FORM,
    "voice": FILE | {"duration": 1},
    "photo": [FILE | {"width": 1, "height": 1}],
    "location": {"latitude": 48.0, "longitude": 2.0},
    "contact": {"phone_number": "1", "first_name": "x"},
    "dice": {"emoji": "🎲", "value": 3},
    "poll": POLL | {"is_closed": False, "is_anonymous": True, "allows_multiple_answers": False},
    "new_chat_title": "x",
    "left_chat_member": {"id": 5, "is_bot": False, "first_name": "x"},
    "migrate_from_chat_id": -5,
}
"""What a message may hold instead of a text."""


@dataclass(slots=True)
class HostileUpdates:
    """A seeded source of updates; it remembers the buttons that were shown, to tap them rightly and wrongly."""

    random: Random
    people: int = 30
    number: int = 0
    buttons: list[tuple[int, int, str]] = field(default_factory=list)
    """(chat, message, data), the newest last."""

    def show(self, chat: int, message: int, markup: str) -> None:
        """Remember the buttons under a message."""
        rows = json.loads(markup or "{}").get("inline_keyboard", ())
        self.buttons += [(chat, message, button["callback_data"]) for row in rows for button in row]
        del self.buttons[:-400]

    def build_update(self) -> Raw:
        """Return the next update."""
        self.number += 1
        kinds: tuple[tuple[Callable[[], Raw], int], ...] = (
            (self._build_message, 30), (self._build_tap, 45), (self._build_other, 8), (self._build_edited,
            4), (self._build_member, 2),
            (self._build_odd, 6), (self._build_group_message, 5),
        )  # fmt: skip
        made = self.random.choices([kind for kind, _ in kinds], [weight for _, weight in kinds])[0]()
        return {
            "update_id": self.number if self.random.random() > 0.02 else self.random.randint(1, self.number),
            **made,
        }

    def build_text(self, person: int, text: str, chat: int | None = None) -> Raw:
        """Return a message with a text; a command is marked as Telegram marks it."""
        message = self._build_empty(person, chat) | {"text": text}
        if text.startswith("/"):
            message["entities"] = [{"type": "bot_command", "offset": 0, "length": max(1, len(text.split()[0]))}]
        return {"message": message}

    def _pick_person(self) -> int:
        return FIRST_USER_ID + self.random.randrange(self.people)

    def _build_empty(self, person: int, chat: int | None = None) -> Raw:
        language = self.random.choice(("fr", "en", "xx", "fr-CA"))
        user = {"id": person, "is_bot": False, "first_name": self.random.choice(TEXTS[:20]), "language_code": language}
        kind = {"id": chat, "type": "supergroup", "title": "x"} if chat else {"id": person, "type": "private"}
        return {"message_id": self.number, "date": DATE, "chat": kind, "from": user}

    def _pick_words(self) -> str:
        command = f"/{self.random.choice(self.random.choice(COMMANDS).names)}"
        chosen = self.random.random()
        if chosen < 0.35:
            return command
        if chosen < 0.45:
            return f"{command} {self.random.choice(TEXTS)}"
        return self.random.choice(TEXTS)

    def _build_message(self) -> Raw:
        return self.build_text(self._pick_person(), self._pick_words())

    def _build_group_message(self) -> Raw:
        return self.build_text(self._pick_person(), self._pick_words(), GROUP)

    def _build_tap(self) -> Raw:
        if not self.buttons:
            return self._build_message()
        chat, message, data = self.random.choice(self.buttons[-60:])
        person = chat if chat > 0 else self._pick_person()
        if self.random.random() < 0.25:
            data = self._forge_data(data)
        if self.random.random() < 0.1:
            person = self._pick_person()
        return self.build_button(person, chat, message, data)

    def build_button(self, person: int, chat: int, message: int, data: str) -> Raw:
        """Return somebody's tap on a button of a message."""
        shown = self._build_empty(person, chat if chat < 0 else None) | {"message_id": message, "text": "x"}
        shown["chat"]["id"] = chat
        return {
            "callback_query": {
                "id": "1",
                "from": self._build_empty(person)["from"],
                "chat_instance": "1",
                "message": shown,
                "data": data,
            }
        }

    def _forge_data(self, data: str) -> str:
        parts = data.split(":")
        ways = (
            lambda: f"{self.random.choice([*VERBS])}:{':'.join(parts[1:])}",
            lambda: f"{parts[0]}:{self.random.randint(-1, 60)}:{parts[-1]}",
            lambda: f"{':'.join(parts[:-1])}:{self.random.choice(TEXTS)[:20]}",
            lambda: self.random.choice(TEXTS)[:30],
            lambda: "",
            lambda: f"{self.random.choice([*VERBS])}:{self.random.randint(0, 2**70)}:{self.random.randint(-9, 99)}-1",
        )
        return self.random.choice(ways)()

    def _build_other(self) -> Raw:
        name, holds = self.random.choice([*OTHER.items()])
        return {"message": self._build_empty(self._pick_person()) | {name: holds}}

    def _build_edited(self) -> Raw:
        return {"edited_message": self._build_message()["message"] | {"edit_date": DATE}}

    def _build_member(self) -> Raw:
        person = self._pick_person()
        user = {"id": 1, "is_bot": True, "first_name": "Binôme"}
        left = {"status": "kicked", "user": user, "until_date": 0}
        there = {"status": "member", "user": user}
        old, new = (left, there) if self.random.random() < 0.7 else (there, left)
        return {"my_chat_member": self._build_empty(person) | {"old_chat_member": old, "new_chat_member": new}}

    def _build_odd(self) -> Raw:
        """Return an update of a channel, one that nobody asked for, or one with something missing."""
        message = self._build_message()["message"]
        ways: tuple[Raw, ...] = (
            {"channel_post": message | {"chat": {"id": -7, "type": "channel", "title": "x"}}},
            {"inline_query": {"id": "1", "from": message["from"], "query": "x", "offset": ""}},
            {"message": {key: value for key, value in message.items() if key != "from"}},
            {"message": {key: value for key, value in message.items() if key != self.random.choice([*message])}},
            {"callback_query": {"id": "1", "from": message["from"], "chat_instance": "1", "data": "help::"}},
            {"callback_query": {"id": "1", "from": message["from"], "chat_instance": "1", "inline_message_id": "x"}},
            {"message": message | {"sender_chat": {"id": GROUP, "type": "supergroup", "title": "x"}}},
            {"message": message | {"from": message["from"] | {"is_bot": True}}},
            {"tomorrow": {"what": "nobody knows"}},
            {},
        )
        return self.random.choice(ways)
