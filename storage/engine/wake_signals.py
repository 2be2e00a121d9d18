"""What wakes the sleepers of this process; what reaches them from another process is in notify.py."""

import asyncio
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class WakeSignals:
    """What a commit may have left to do: whoever does it sleeps until then, and clears the signal as it begins."""

    message_queued: asyncio.Event = field(default_factory=asyncio.Event)
    """For the sender: there may be something to send."""
    answer_requested: asyncio.Event = field(default_factory=asyncio.Event)
    """For the heartbeat: somebody waits for an answer from the matcher."""
    turned_away_changed: asyncio.Event = field(default_factory=asyncio.Event)
    """For the list beside the key: who may not take part, or not together, is no longer as it was."""
