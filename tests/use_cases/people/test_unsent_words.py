"""What somebody typed and has not sent lapses by itself: a question to the team, a letter of the team, a place."""

from datetime import datetime, timedelta

import pytest

from mentoring.errors import NotPossible
from scheduler.heartbeat import tick
from storage.engine.database import Sessions
from storage.schema.tables import Person
from tests.cast import NOW, add_person
from tests.empty_databases import sessions, small_sessions
from use_cases.people import first_words, people, unsent_words
from use_cases.team import team_questions

__all__ = ["sessions", "small_sessions"]
LAPSE = timedelta(minutes=10)


async def _list_held(sessions: Sessions) -> list[str]:
    async with sessions.begin() as session:
        person = await session.get_one(Person, 1)
        held = await people.read_profile(session, person)
        return [kind for kind in unsent_words.NAMES_OF_WORDS if kind in held]


async def _type_all(sessions: Sessions, now: datetime) -> None:
    async with sessions.begin() as session:
        person = await add_person(session)
        for kind, name in unsent_words.NAMES_OF_WORDS.items():
            await unsent_words.keep(session, person, kind, {name: "des mots"} if name else "des mots", now)


async def test_what_was_typed_and_not_sent_is_gone_after_ten_minutes(sessions: Sessions) -> None:
    """The tick drops it, whatever it was; a late tap sends nothing, and what else is known of the person stays."""
    await _type_all(sessions, NOW)
    await tick(sessions, NOW + LAPSE - timedelta(seconds=1))
    assert await _list_held(sessions) == [*unsent_words.NAMES_OF_WORDS]
    await tick(sessions, NOW + LAPSE)
    assert await _list_held(sessions) == []
    async with sessions.begin() as session:
        person = await session.get_one(Person, 1)
        assert (await people.read_profile(session, person))["name"] == "Inès"
        with pytest.raises(NotPossible):
            await team_questions.send_typed(session, person, "0" * 12, NOW, avoids_follower=False)


async def test_what_is_typed_again_has_its_ten_minutes_again(small_sessions: Sessions) -> None:
    """The words of whoever corrects them are not taken away under their hands; nor are the first words before them."""
    await _type_all(small_sessions, NOW)
    async with small_sessions.begin() as session:
        person = await session.get_one(Person, 1)
        await unsent_words.keep(session, person, "typed_question", "autrement", NOW + LAPSE / 2)
        assert await first_words.take(session, person, NOW) == ""
    await tick(small_sessions, NOW + LAPSE)
    assert "typed_question" in await _list_held(small_sessions)
    async with small_sessions.begin() as session:
        person = await session.get_one(Person, 1)
        await first_words.keep(session, person, "Je cherche un stage", NOW + LAPSE)
        await unsent_words.keep(session, person, "typed_question", "encore", NOW + LAPSE)
    await tick(small_sessions, NOW + 3 * LAPSE)
    async with small_sessions.begin() as session:
        person = await session.get_one(Person, 1)
        assert await first_words.take(session, person, NOW + 3 * LAPSE) == "Je cherche un stage"
    await tick(small_sessions, NOW + 8 * LAPSE)
    assert await _list_held(small_sessions) == []
