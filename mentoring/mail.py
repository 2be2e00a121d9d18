"""Mail: an address, and the server at which mails are handed in."""

import re
from dataclasses import dataclass, field

MAX_ADDRESS_CHARACTERS = 254
_ADDRESS = re.compile(r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]+@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+")


@dataclass(frozen=True, slots=True)
class MailServer:
    """Where mails are handed in, and in whose name; without a user nobody logs in."""

    host: str
    port: int
    sender: str
    user: str = ""
    password: str = field(default="", repr=False)


def is_address(text: str) -> bool:
    """Return whether a text is one mail address, and nothing else."""
    return len(text) <= MAX_ADDRESS_CHARACTERS and _ADDRESS.fullmatch(text) is not None
