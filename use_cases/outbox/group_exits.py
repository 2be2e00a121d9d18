"""Whoever has left the team leaves its group: an operation of the outbox, so that it outlives a kill and a flood limit.

The account is sealed in the operation, for the person may be erased by then. It is forgotten with Telegram's answer.
"""

from datetime import datetime

from sqlalchemy import delete

from mentoring.message_kinds import GROUP_EXIT, GROUP_EXIT_RULES, IN_TRANSIT_STATES
from storage import installation
from storage.engine.app_session import AppSession
from storage.schema.tables import Outgoing, Person
from use_cases.people import people


async def plan_exit(session: AppSession, person: Person, now: datetime) -> None:
    """Have somebody who has just lost all rights taken out of the staff group, if there is one."""
    if await installation.read_staff_chat(session) is None:
        return
    account = session.vault.seal_own(await people.find_chat(session, person)).hex()
    session.add(
        Outgoing(
            kind=GROUP_EXIT, channel="group", args={"member": person.id, "account": account}, edits=False,
            priority=GROUP_EXIT_RULES.priority, due_at=now, changed_at=now,
        )
    )  # fmt: skip


def read_account(session: AppSession, row: Outgoing) -> int:
    """Return the Telegram id of whoever is to be taken out."""
    return int(session.vault.open_own(bytes.fromhex(row.args["account"])))


async def forget_settled(session: AppSession) -> None:
    """Delete the operations that Telegram has answered, and with them whose they were."""
    await session.execute(delete(Outgoing).where(Outgoing.kind == GROUP_EXIT, Outgoing.state.not_in(IN_TRANSIT_STATES)))


async def cancel_all(session: AppSession) -> None:
    """Give up every exit: the group that they were for is the team's no more."""
    await session.execute(delete(Outgoing).where(Outgoing.kind == GROUP_EXIT))
