"""Taps on buttons: each is a callback query that the bot must answer in time."""

import asyncio
import secrets
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from simulator import refusals
from simulator.bot_json import build_chat, build_inaccessible, build_message, build_user
from simulator.chats import Chat, Json, Person
from simulator.message_parts import Call
from simulator.refusals import Refusal
from simulator.state import State

QUERY_LIFETIME = timedelta(seconds=60)  # of real time: pushing the programme clock makes no tap too old
MAX_ANSWER_CHARACTERS = 200


@dataclass
class Tap:
    """A tap that waits for its answer."""

    at: datetime
    answer: asyncio.Future[Json] = field(default_factory=lambda: asyncio.get_running_loop().create_future())


class Taps:
    """The open taps by query id; they live in memory, so after a restart every tap is too old, as with Telegram."""

    def __init__(self) -> None:
        self.open: dict[str, Tap] = {}

    def tap(self, state: State, chat: Chat, person: Person, message_id: int, data: str) -> tuple[Tap, int | None]:
        """Tap a button with this data, as a person; return the open tap and the id of its update."""
        self.forget_old(state)
        query, tap = str(secrets.randbits(60)), Tap(state.real_time())
        self.open[query] = tap
        message = chat.messages.get(message_id)
        seen = build_message(state, chat, message) if message else build_inaccessible(state, chat, message_id)
        about = {"id": query, "from": build_user(state, person.id), "message": seen, "data": data}
        update_id = state.updates.add("callback_query", about | {"chat_instance": str(build_chat(state, chat)["id"])})
        state.keep()
        return tap, update_id

    def forget_old(self, state: State) -> None:
        """Drop the taps that can no longer be answered."""
        oldest = state.real_time() - QUERY_LIFETIME
        self.open = {query: tap for query, tap in self.open.items() if tap.at >= oldest}

    async def answer_callback_query(self, state: State, call: Call) -> bool:
        """Answer a tap, once."""
        self.forget_old(state)
        text, url = call.get("text", ""), call.get("url", "")
        if call.get("callback_query_id", "") not in self.open:
            raise Refusal(refusals.QUERY_TOO_OLD)
        if len(text) > MAX_ANSWER_CHARACTERS:
            raise Refusal(refusals.ANSWER_TOO_LONG)
        if url and not url.startswith(f"https://t.me/{state.bot.username}?start="):
            raise Refusal(refusals.ANSWER_URL)
        tap = self.open.pop(call.get("callback_query_id"))
        if not tap.answer.done():
            tap.answer.set_result({"text": text, "show_alert": call.get("show_alert", False), "url": url})
        return True
