"""What somebody reads of all that is kept about them."""

import re

import pytest
from sqlalchemy import select

from mentoring.contexts import DataContext
from storage.engine.database import Sessions
from storage.schema.tables import Outgoing
from tests.cast import NOW, make_active, members_of
from tests.texts.plain_text import TEXTS, make_plain
from tests.texts.samples import PROGRAMME
from use_cases.binomes import reports
from use_cases.messages.context import build_context
from use_cases.outbox import outbox
from use_cases.people import people


@pytest.mark.parametrize(("language", "words"), [("fr", "la sécurité de quelqu'un"), ("en", "somebody's safety")])
async def test_everybody_reads_that_what_protects_somebody_is_left_out(
    small_sessions: Sessions, language: str, words: str
) -> None:
    """The same words and the same contact for somebody reported, for who reported, and for anybody else."""
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
                await outbox.put(session, NOW, person, "my_data")
                theirs = (Outgoing.person_id == person.id, Outgoing.kind == "my_data")
                row = (await session.scalars(select(Outgoing).where(*theirs))).one()
                context = await build_context(session, row, NOW)
                assert isinstance(context, DataContext)
                said.append(re.sub("[JVB]-[0-9]+", "#", make_plain(TEXTS.render("my_data", context).text)))
    assert (said[0], said[1]) == (said[2], said[3])
    assert all(words in one and PROGRAMME.contact in one for one in said)
