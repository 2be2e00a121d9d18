"""What somebody reads of all that is kept about them."""

import re

import pytest
from sqlalchemy import select

from storage.engine.database import Sessions
from storage.schema.tables import Outgoing
from tests.cast import NOW, make_active, members_of
from tests.texts.plain_text import TEXTS, make_plain
from tests.texts.samples import PROGRAMME
from use_cases.binomes import reports
from use_cases.messages.context import build_context
from use_cases.outbox import outbox
from use_cases.people import people

LEFT_OUT = {"fr": "la sécurité de quelqu'un", "en": "somebody's safety"}


@pytest.mark.parametrize("kind", ["my_data", "erase_ask"])
@pytest.mark.parametrize("language", list(LEFT_OUT))
async def test_everybody_reads_the_same_of_what_protects_somebody(
    small_sessions: Sessions, kind: str, language: str
) -> None:
    """Neither who reported nor who is reported reads another word of it than anybody else.

    That it is left out of what is shown, and whom to ask; or that it may stay sealed, and for how long at most.
    """
    said = []
    async with small_sessions.begin() as session:
        for is_reported in (True, False):
            binome = await make_active(session)
            pair = await members_of(session, binome)
            if is_reported:
                await reports.report_partner(session, binome.id, pair[0], NOW)
            for person in pair:
                profile = await people.read_profile(session, person)
                await people.save_profile(session, person, profile | {"language": language})
                await outbox.put(session, NOW, person, kind)
                theirs = (Outgoing.person_id == person.id, Outgoing.kind == kind)
                row = (await session.scalars(select(Outgoing).where(*theirs))).one()
                text = TEXTS.render(kind, await build_context(session, row, NOW)).text
                said.append(re.sub("[JVB]-[0-9]+", "#", make_plain(text)))
    assert (said[0], said[1]) == (said[2], said[3])
    promised = PROGRAMME.contact if kind == "my_data" else str(PROGRAMME.safeguarding.keep_case_months)
    assert all(LEFT_OUT[language] in one and promised in one for one in said)
