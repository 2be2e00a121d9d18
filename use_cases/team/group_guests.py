"""Who is in the staff group and not of the team: the heads hear it in private, once, and the group hears nothing."""

from collections.abc import Collection
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import select

from mentoring.team_contexts import GuestAct
from storage import installation
from storage.engine.app_session import AppSession
from storage.schema.tables import Person, Staff
from use_cases.outbox import outbox
from use_cases.people import people, staff


class Guest(NamedTuple):
    """An account seen in a group: its Telegram id, its name as Telegram has it, and what it did there."""

    telegram_id: int
    name: str
    act: GuestAct


async def name_guests(session: AppSession, chat_id: int, seen: Collection[Guest], now: datetime) -> None:
    """Tell the heads of accounts in the staff group that are nobody's of the team; of each once."""
    if not seen or await installation.read_staff_chat(session) != chat_id:
        return
    prints = {session.vault.fingerprint(one.telegram_id): one for one in seen}
    known = select(Person.fingerprint).join(Staff, Staff.person_id == Person.id).where(Person.fingerprint.in_(prints))
    for mark in prints.keys() - set(await session.scalars(known)):
        guest = prints[mark]
        once = session.vault.fingerprint(f"guest {chat_id} {guest.telegram_id}").hex()[:24]
        await _tell_heads(session, guest.name, guest.act, once, now)


async def tell_kept(session: AppSession, member_id: int, operation: int, now: datetime) -> None:
    """Tell the heads, or a team that has none, that Telegram did not let the bot take somebody out."""
    person = await session.get(Person, member_id)
    name = (await people.read_profile(session, person)).get("name", "") if person is not None else ""
    await _tell_heads(session, name, "stays", f"stays-{operation}", now)


async def _tell_heads(session: AppSession, name: str, act: GuestAct, once: str, now: datetime) -> None:
    # The name travels with this one message, sealed; it is kept nowhere else.
    sealed = session.vault.seal_own(name).hex()
    everybody = select(Person).join(Staff, Staff.person_id == Person.id)
    # Whoever headed alone may be the one who left, and nobody be named yet.
    for told in await staff.list_heads(session) or await session.scalars(everybody):
        delivery = outbox.Delivery(key=f"guest:{once}:{told.id}")
        await outbox.put(session, now, told, "group_guest", delivery=delivery, act=act, name=sealed)
