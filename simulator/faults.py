"""Scripted faults: what the next calls of a method answer instead of doing their work."""

from dataclasses import dataclass
from typing import Literal

from simulator.chats import Json

DEFAULT_DESCRIPTIONS = {
    400: "Bad Request",
    401: "Unauthorized",
    403: "Forbidden",
    404: "Not Found",
    409: "Conflict",
    429: "Too Many Requests: retry after {retry_after}",
    500: "Internal Server Error",
    502: "Bad Gateway",
    504: "Gateway Timeout",
}


@dataclass
class Fault:
    """A fault for the next calls.

    `status` is an error code, `drop` (nothing happens, the line breaks), `timeout` (it happens, but
    no answer comes) or `page` (nothing happens, and somebody on the way answers with a page of words). With a `chat` it
    meets only the calls about that chat.
    """

    method: str
    status: int | Literal["drop", "timeout", "page"]
    description: str | None = None
    retry_after: int | None = None
    times: int = 1
    chat: int | None = None

    def build_answer(self) -> Json:
        """Return the error that Telegram would give."""
        assert isinstance(self.status, int)  # the others have no answer
        words = self.description or DEFAULT_DESCRIPTIONS.get(self.status, "Error").format(retry_after=self.retry_after)
        parameters = {"parameters": {"retry_after": self.retry_after}} if self.retry_after else {}
        return {"ok": False, "error_code": self.status, "description": words, **parameters}


class Faults:
    """The faults that are still to come, first come first."""

    def __init__(self) -> None:
        self.pending: list[Fault] = []

    def add(self, fault: Fault) -> None:
        """Script a fault."""
        self.pending.append(fault)

    def clear(self) -> None:
        """Forget all that are still to come."""
        self.pending.clear()

    @property
    def ask_for_chat(self) -> bool:
        """Return whether a fault is for the calls about one chat only."""
        return any(fault.chat is not None for fault in self.pending)

    def take_next(self, method: str, chat: int | None = None) -> Fault | None:
        """Return the fault of this call, or None."""
        for fault in self.pending:
            if fault.method in (method, "*") and fault.chat in (None, chat) and fault.times > 0:
                fault.times -= 1
                self.pending = [each for each in self.pending if each.times > 0]
                return fault
        return None
