"""Where somebody stands, for the list of commands of their chat; and looking at every list after an upgrade."""

from datetime import datetime, timedelta

from sqlalchemy import insert, select, update

from mentoring.command_visibility import CommandList, Viewer
from mentoring.pauses import list_acts
from mentoring.states import RUNNING
from storage import installation
from storage.engine.app_session import AppSession
from storage.engine.change_events import build_list_row, put_command_list
from storage.schema.tables import Outgoing, Person, find_noun
from use_cases.binomes import binomes
from use_cases.needs_offers import forms
from use_cases.people import people, staff

LIST_INTERVAL = timedelta(seconds=1)
"""Between two people's lists after an upgrade: were Telegram to refuse so many, messages would have to wait too."""


async def read_viewer(session: AppSession, person: Person) -> Viewer:
    """Return the person's language, role, and what they could do with what they have."""
    mine = [row for form in forms.TABLES if (row := await forms.find_latest(session, form, person))]
    things = [*mine, *await binomes.list_binomes(session, person, RUNNING)]
    return Viewer(
        language=(await people.read_profile(session, person)).get("language", session.programme.languages[0]),
        role=await staff.find_role(session, person),
        has_sent=any(row.state != "drafting" for row in mine),
        acts=frozenset(act for thing in things for act in list_acts(find_noun(thing), thing.state)),
    )


async def refresh_lists(session: AppSession, edition: str, now: datetime) -> None:
    """Have the staff group's list told anew, and everybody's looked at if the table of commands is another one."""
    if await installation.read_staff_chat(session) is not None:
        put_command_list(session, None)
    if await installation.read(session, installation.COMMANDS_EDITION) == edition:
        return
    await installation.write(session, installation.COMMANDS_EDITION, edition)
    everybody = await session.scalars(select(Person.id).where(Person.state == "active").order_by(Person.seen_at.desc()))
    if lists := [build_list_row(person_id, now + LIST_INTERVAL * place) for place, person_id in enumerate(everybody)]:
        await session.execute(insert(Outgoing), lists)  # all at once: 40,000 objects would keep everybody waiting


def compute_mark(session: AppSession, commands: CommandList) -> str:
    """Return a short mark of a list. Keyed: who reads the database alone learns neither role nor language from it."""
    return session.vault.fingerprint(repr(commands)).hex()[:16]


async def save_mark(session: AppSession, person_id: int, mark: str) -> None:
    """Remember which list somebody's chat shows."""
    await session.execute(update(Person).where(Person.id == person_id).values(commands=mark))
