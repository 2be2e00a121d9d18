"""How the bot hears: long polling. A webhook can be set, and then stands in the way of polling; it is never called."""

import asyncio

from simulator import refusals
from simulator.chats import Json
from simulator.message_parts import Call
from simulator.refusals import Refusal
from simulator.state import State

LONGEST_POLL = 50  # seconds, as with Telegram
MOST_UPDATES = 100


class Poll:
    """Who polls now: a new poller ends the one before it."""

    def __init__(self, webhook: "Webhook") -> None:
        self.newest = 0
        self.webhook = webhook

    async def get_updates(self, state: State, call: Call) -> list[Json]:
        """The updates that wait, or those that come within the timeout."""
        if self.webhook.told["url"]:
            raise Refusal(refusals.WEBHOOK_SET)
        self.newest += 1
        mine = self.newest
        if "allowed_updates" in call.fields:
            state.updates.allowed = call.get("allowed_updates")
        if offset := call.get("offset"):
            state.updates.confirm(offset)
        state.keep()
        loop = asyncio.get_running_loop()
        end = loop.time() + min(call.get("timeout", 0), LONGEST_POLL)
        while not state.updates.waiting and not state.closing and (left := end - loop.time()) > 0:
            await state.wait(left)
            if mine != self.newest:
                raise Refusal(refusals.CONFLICT)
        limit = min(max(call.get("limit", MOST_UPDATES), 1), MOST_UPDATES)
        return state.updates.take(limit)


class Webhook:
    """Which address the bot wants called. Nobody calls it here; what Telegram would report of it can be told."""

    def __init__(self) -> None:
        self.told: Json = {"url": ""}

    async def set_webhook(self, state: State, call: Call) -> bool:
        """Remember the address; an empty one removes it."""
        self.told = {"url": call.get("url", "")}
        return drop(state, call)

    async def delete_webhook(self, state: State, call: Call) -> bool:
        """Forget the address."""
        self.told = {"url": ""}
        return drop(state, call)

    async def get_webhook_info(self, state: State, call: Call) -> Json:
        """The address, and how many updates wait."""
        waiting = len(state.updates.waiting)
        return {"has_custom_certificate": False, "pending_update_count": waiting} | self.told


def drop(state: State, call: Call) -> bool:
    """Drop the updates that wait, if that was asked for."""
    if call.get("drop_pending_updates"):
        state.updates.waiting.clear()
        state.keep()
    return True
