"""Asking the running program over its local port; imports little, since it is asked often."""

from typing import Any

from aiohttp import ClientError, ClientSession, ClientTimeout

from cli.settings import Settings
from mentoring.errors import BinomeError
from storage.vault import Vault

PATIENCE = ClientTimeout(total=600)
"""A large backup takes some seconds, on a slow disk minutes."""


class NobodyAnswers(BinomeError):
    """Nobody answers at BINOME_HEALTH: is it set, the same as for the program, and does the program run?"""


async def ask(settings: Settings, method: str, path: str, key: bytes | None = None) -> tuple[int, dict[str, Any]]:
    """Ask the running program; give the status and what it said. Raise `NobodyAnswers` when it does not."""
    if settings.health is None:
        raise NobodyAnswers
    host, port = settings.health
    headers = {"Authorization": password(Vault(key))} if key else {}
    address = f"http://{f'[{host}]' if ':' in host else host}:{port}{path}"
    try:
        async with (
            ClientSession(timeout=PATIENCE, headers=headers) as http,
            http.request(method, address) as response,
        ):
            return response.status, dict(await response.json())
    except (ClientError, OSError, ValueError) as error:
        raise NobodyAnswers(f"({type(error).__name__})") from None


def password(vault: Vault) -> str:
    """Give what proves that one holds the key: a page in a browser of this machine does not."""
    return vault.fingerprint("may ask for a backup").hex()
