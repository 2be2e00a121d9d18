"""What a process does of the whole: by itself on SQLite, in several processes on one PostgreSQL."""

from typing import Literal

from sqlalchemy import make_url

from cli.settings import Settings
from mentoring.errors import BadSettings

ProcessRole = Literal["all", "bot", "scheduler"]
LISTENING_ROLES: tuple[ProcessRole, ...] = ("all", "bot")
SENDING_ROLES: tuple[ProcessRole, ...] = ("all", "scheduler")
ROLES: tuple[ProcessRole, ...] = ("all", "bot", "scheduler")


def is_shared(settings: Settings) -> bool:
    """Return whether other processes may use the database at the same time."""
    return make_url(settings.database).get_backend_name() != "sqlite"


def check(role: ProcessRole, settings: Settings) -> None:
    """Raise `BadSettings` for a role that cannot be played apart."""
    if role == "all":
        return
    faults = []
    if not is_shared(settings):
        faults.append(f"--role {role}: SQLite serves one process alone; name a PostgreSQL in BINOME_DATABASE, or all")
    if not settings.token:
        faults.append(f"--role {role}: the simulator plays all roles; it needs BINOME_TELEGRAM_TOKEN")
    if faults:
        raise BadSettings(faults)
