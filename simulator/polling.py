"""How the bot hears: long polling. A webhook can be set, and then stands in the way of polling; it is never called."""

import asyncio

from simulator import refusals
from simulator.chats import Json
from simulator.message_parts import Call
from simulator.refusals import Refusal
from simulator.state import State

MAX_POLL_SECONDS = 50  # seconds, as with Telegram
MAX_UPDATES = 100


class Poll:
    """Who polls now: a new poller ends the one before it."""

    def __init__(self, webhook: "Webhook") -> None:
        self.newest = 0
        self.webhook = webhook

    async def get_updates(self, state: State, call: Call) -> list[Json]:
        """Return the updates that wait, or those that come within the timeout."""
        if self.webhook.info["url"]:
            raise Refusal(refusals.WEBHOOK_SET)
        self.newest += 1
        mine = self.newest
        if "allowed_updates" in call.fields:
            state.updates.allowed = call.get("allowed_updates")
        if offset := call.get("offset"):
            state.updates.confirm(offset)
        state.keep()
        loop = asyncio.get_running_loop()
        end = loop.time() + min(call.get("timeout", 0), MAX_POLL_SECONDS)
        while not state.updates.waiting_updates and not state.closing and (left := end - loop.time()) > 0:
            await state.wait(left)
            if mine != self.newest:
                raise Refusal(refusals.CONFLICT)
        limit = min(max(call.get("limit", MAX_UPDATES), 1), MAX_UPDATES)
        return state.updates.list_oldest(limit)


class Webhook:
    """Which address the bot wants called. Nobody calls it here; what Telegram would report of it can be told."""

    def __init__(self) -> None:
        self.info: Json = {"url": ""}

    async def set_webhook(self, state: State, call: Call) -> bool:
        """Remember the address; an empty one removes it."""
        self.info = {"url": call.get("url", "")}
        return drop_pending(state, call)

    async def delete_webhook(self, state: State, call: Call) -> bool:
        """Forget the address."""
        self.info = {"url": ""}
        return drop_pending(state, call)

    async def get_webhook_info(self, state: State, call: Call) -> Json:
        """Return the address, and how many updates wait."""
        waiting = len(state.updates.waiting_updates)
        return {"has_custom_certificate": False, "pending_update_count": waiting} | self.info


def drop_pending(state: State, call: Call) -> bool:
    """Drop the updates that wait, if that was asked for."""
    if call.get("drop_pending_updates"):
        state.updates.waiting_updates.clear()
        state.keep()
    return True
