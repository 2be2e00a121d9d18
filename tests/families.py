"""Young people under 18 and their legal representatives, placed directly."""

from dataclasses import replace
from datetime import datetime
from pathlib import Path

from cli.settings import ROOT
from mentoring.gates import ConsentRule
from mentoring.programme import Programme
from storage.engine.app_session import AppSession
from storage.engine.database import Sessions
from storage.schema.gate_tables import ParentalConsent
from storage.schema.tables import Need, Person
from tests.cast import NOW, add_need, add_person, find_person
from use_cases.binomes import parental_answers
from use_cases.needs_offers import needs, parental_requests
from use_cases.people import people

BORN_17 = "2009-01"
"""17 at `NOW`; of age from February 2027 on."""


def set_rule(sessions: Sessions, rule: ConsentRule) -> None:
    """Have the programme ask something of legal representatives, and nothing else of whoever accompanies minors."""
    sessions.configure(programme=build_programme(sessions.kw["programme"], rule))


def build_programme(programme: Programme, rule: ConsentRule) -> Programme:
    """Return a programme that asks something of legal representatives, and lets every volunteer accompany minors."""
    asked = replace(programme.safeguarding, parents=rule)
    pairing, vetting = (
        replace(programme.pairing, minors="everybody"),
        replace(programme.vetting, required_for_minors=()),
    )
    return replace(programme, safeguarding=asked, pairing=pairing, vetting=vetting)


def write_consent_programme(folder: Path) -> str:
    """Return the file of a programme that asks for a parent's agreement for everybody under 18."""
    shipped = (ROOT / "programme.toml").read_text("utf-8")
    path = folder / "programme.toml"
    path.write_text(shipped.replace('parents = "none"', 'parents = "agree"'), "utf-8")
    return str(path)


async def make_younger(session: AppSession, need: Need, birth: str = BORN_17) -> Person:
    """Let whoever has a need be born later; return them."""
    young = await find_person(session, need)
    await people.save_profile(session, young, {**await people.read_profile(session, young), "birth": birth})
    return young


async def add_minor(session: AppSession, now: datetime = NOW) -> tuple[Need, Person]:
    """Return a need that waits, and its young person of 17, who has the link to pass on."""
    need = await add_need(session)
    young = await make_younger(session, need)
    await needs.pause(session, need, now)
    await needs.wait_again(session, need, now)
    await parental_requests.ask_when_missing(session, young, now)
    return need, young


async def read_code(session: AppSession, young: Person) -> str:
    """Return the code of the link that a young person has."""
    return parental_requests.build_code(session, await session.get_one(ParentalConsent, young.id))


async def add_parent(session: AppSession, young: Person, now: datetime = NOW) -> Person:
    """Return somebody who has opened the young person's link."""
    parent = await add_person(session, "Nadia")
    parent.consented_at = None
    assert await parental_answers.open_link(session, parent, await read_code(session, young), now) == (young.id, "")
    return parent
