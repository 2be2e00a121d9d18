"""What has been claimed and is not recorded yet: requests under way, those that were made, and their chats."""

import asyncio
from dataclasses import dataclass, field

from scheduler.delivery.results import AttemptedRow


@dataclass(slots=True)
class InFlight:
    """What the sender alone knows of claimed rows; the database says of each only that it is being sent."""

    requests: dict[asyncio.Task[None], int] = field(default_factory=dict)
    """Requests under way, and for which row each is."""
    unrecorded: list[AttemptedRow] = field(default_factory=list)
    """Requests that were made, of which nothing is written down yet."""
    busy_chats: set[int | None] = field(default_factory=set)
    """Chats of which nothing may be claimed: their last message is not recorded, or was a moment ago."""
    free_at: dict[int | None, float] = field(default_factory=dict)
    """When a busy chat may have its next message, by the time of the event loop."""
    is_claim_uncertain: bool = False
    """The last claim may have been committed without our knowing."""

    def list_rows(self) -> set[int]:
        """Return the ids of the rows whose claim we know of."""
        return {*self.requests.values(), *(row.id for row, _ in self.unrecorded)}

    def forget(self, recorded: AttemptedRow) -> None:
        """Forget a request of which all is written down."""
        self.unrecorded = [other for other in self.unrecorded if other is not recorded]
