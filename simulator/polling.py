"""How the bot hears: long polling; webhooks are not in the simulator."""

import asyncio

from simulator import refusals
from simulator.chats import Json
from simulator.content import Call
from simulator.refusals import Refusal
from simulator.state import State

LONGEST_POLL = 50  # seconds, as with Telegram
MOST_UPDATES = 100


class Poll:
    """Who polls now: a new poller ends the one before it."""

    def __init__(self) -> None:
        self.newest = 0

    async def get_updates(self, state: State, call: Call) -> list[Json]:
        """The updates that wait, or those that come within the timeout."""
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


async def set_webhook(state: State, call: Call) -> bool:
    """Only the removal of a webhook is understood."""
    if call.get("url"):
        raise Refusal(refusals.NOT_SIMULATED, what="webhooks")
    return await delete_webhook(state, call)


async def delete_webhook(state: State, call: Call) -> bool:
    """There is none; the updates that wait may be dropped."""
    if call.get("drop_pending_updates"):
        state.updates.waiting.clear()
        state.keep()
    return True


async def get_webhook_info(state: State, call: Call) -> Json:
    """No webhook, and how many updates wait."""
    waiting = len(state.updates.waiting)
    return {"url": "", "has_custom_certificate": False, "pending_update_count": waiting}
