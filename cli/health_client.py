"""Asking the running program how it is; imports little, since it is asked often."""

from typing import Any

from aiohttp import ClientError, ClientSession, ClientTimeout

from cli.settings import Settings
from mentoring.errors import BinomeError

REQUEST_TIMEOUT = ClientTimeout(total=60)
"""The program itself waits ten seconds for its database."""


class NobodyAnswers(BinomeError):
    """Nobody answers at BINOME_HEALTH: is it set, the same as for the program, and does the program run?"""


async def ask(settings: Settings) -> tuple[int, dict[str, Any]]:
    """Return the status of /healthz, and what it said. Raise `NobodyAnswers` when nobody does."""
    if settings.health is None:
        raise NobodyAnswers
    host, port = settings.health
    address = f"http://{f'[{host}]' if ':' in host else host}:{port}/healthz"
    try:
        async with ClientSession(timeout=REQUEST_TIMEOUT) as http, http.get(address) as response:
            return response.status, dict(await response.json())
    except (ClientError, OSError, ValueError) as error:
        raise NobodyAnswers(f"({type(error).__name__})") from None
