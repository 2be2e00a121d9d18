"""The session of every transaction. It knows the vault, the programme, and who is being answered; nothing more."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Session

from mentoring.programme import Programme
from storage.crypto.vault import Vault


class SyncAppSession(Session):
    """The session that does the work beneath an `AppSession`. SQLAlchemy's events are listened for here."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.changed: set[int] = set()
        """People whose list of commands may have become another one."""
        self.after_commit: set[str] = set()
        """What is to be done once the transaction has committed (see notify.py)."""
        self.retained_rows: list[Any] = []
        """Rows that are to stay in the identity map (see identity_map.py)."""


class AppSession(AsyncSession):
    """A transaction of this programme: ``async with sessions.begin() as session:``."""

    sync_session_class = SyncAppSession
    sync_session: SyncAppSession

    def __init__(self, *args: Any, vault: Vault, programme: Programme, **options: Any) -> None:
        super().__init__(*args, **options)
        self.vault = vault
        self.programme = programme
        self.answered: int | None = None
        """The person whose own act this is: what the person is told meanwhile is an answer."""

    @contextmanager
    def answer_to(self, person_id: int | None) -> Iterator[None]:
        """Attribute what happens within to a person's act; restore the previous value afterwards."""
        before, self.answered = self.answered, person_id
        try:
            yield
        finally:
            self.answered = before
