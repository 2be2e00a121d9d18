"""Of which topics somebody reads the kit: those of their binômes first, then those of their own need and offer."""

from collections.abc import AsyncIterator

from mentoring.kits import find_kit
from mentoring.states import RUNNING
from storage.engine.app_session import AppSession
from storage.schema.tables import Person
from use_cases.binomes import binome_rows, binomes
from use_cases.needs_offers import forms


async def list_topics(session: AppSession, person: Person, binome: int = 0) -> list[str]:
    """Return the topics that have a kit, each once; with the number of a binôme, those of that one alone."""
    kits = session.programme.kits
    found = [topic async for topic in _list_chosen(session, person, binome)]
    return [topic for topic in dict.fromkeys(found) if find_kit(kits, topic, "")]


async def _list_chosen(session: AppSession, person: Person, binome: int) -> AsyncIterator[str]:
    for row in await binomes.list_binomes(session, person, RUNNING):
        if binome in (0, row.id):
            answers = await binome_rows.read_answers(session, row)
            for topic in answers.need.get("topics", ()):
                yield topic
    for form in forms.TABLES if not binome else ():
        own = await forms.find_latest(session, form, person)
        if own and own.state != "drafting":
            for topic in (await forms.read_answers(session, own) or {}).get("topics", ()):
                yield topic
