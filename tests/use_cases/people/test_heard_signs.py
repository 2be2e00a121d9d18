"""What was heard chooses the numbers for a week: sealed, read as the message leaves, named in no queue."""

import ast
from datetime import timedelta

import pytest
from sqlalchemy import select, text

from mentoring.contexts import HelpContext, NumbersContext
from mentoring.help_numbers import CATEGORIES, Category
from storage.engine.app_session import AppSession
from storage.engine.database import Sessions
from storage.schema.tables import Outgoing, Person, PersonKey
from tests.cast import NOW, add_coordinator, add_person
from tests.test_house import ROOMS, list_nodes
from use_cases.binomes import concerns, safety
from use_cases.messages.context import build_context
from use_cases.people import heard_signs

WEEK = timedelta(days=7)


async def _read_help(session: AppSession, person: Person, kind: str = "help") -> HelpContext:
    """Return what the last help text of somebody shows as it leaves."""
    context = await _read_numbers(session, person, kind)
    assert isinstance(context, HelpContext)
    return context


async def _read_numbers(session: AppSession, person: Person, kind: str) -> NumbersContext:
    """Return what the last message of a kind shows to somebody as it leaves."""
    theirs = select(Outgoing).where(Outgoing.person_id == person.id, Outgoing.kind == kind)
    row = (await session.scalars(theirs.order_by(Outgoing.id.desc()).limit(1))).one()
    context = await build_context(session, row, NOW)
    assert isinstance(context, NumbersContext)
    return context


async def test_the_numbers_are_those_for_what_was_heard(sessions: Sessions) -> None:
    """Two people write in the same minute, each reads the line for their own danger first."""
    async with sessions.begin() as session:
        for category, first in (("suicide", "suicide"), ("street", "shelter")):
            person = await add_person(session, birth="1990")
            await safety.handle_distress(session, person, "strong", category, "…", NOW)  # type: ignore[arg-type]
            assert (await _read_help(session, person)).numbers[0].number.name == first


async def test_the_numbers_are_those_for_the_readers_age_and_region(small_sessions: Sessions) -> None:
    """At 17 the line for children comes first; in Polynesia those of the mainland are not there, and a note is."""
    async with small_sessions.begin() as session:
        minor = await add_person(session, birth="2009-06")
        far = await add_person(session, birth="1990", region="polynesie")
        for person in (minor, far):
            await safety.handle_distress(session, person, "strong", "violence", "…", NOW)
        assert (await _read_help(session, minor)).numbers[0].number.name == "children"
        read = await _read_help(session, far)
        assert [line.number.name for line in read.numbers] == ["emergency_pacific"]
        assert read.note


async def test_a_worry_about_somebody_else_shows_the_numbers_for_everybody(small_sessions: Sessions) -> None:
    """Where the reader lives counts, what they wrote of themselves does not, unless they are in danger."""
    async with small_sessions.begin() as session:
        adult, far = await add_person(session, birth="1990"), await add_person(session, region="polynesie")
        await heard_signs.remember_sign(session, adult, "street", NOW, is_strong=True)
        for person, whom in ((adult, "other"), (far, "other")):
            await concerns.open_concern(session, person, whom, 0, NOW)
        names = [line.number.name for line in (await _read_numbers(session, adult, "concern_ask")).numbers]
        assert names[:3] == ["emergency", "suicide", "children"]
        read = await _read_numbers(session, far, "concern_ask")
        assert [line.number.name for line in read.numbers] == ["emergency_pacific"]
        assert read.note
        await concerns.open_concern(session, adult, "me", 0, NOW)
        assert (await _read_numbers(session, adult, "concern_ask")).numbers[0].number.name == "shelter"


@pytest.mark.parametrize("category", CATEGORIES)
async def test_no_queue_and_no_plain_column_names_what_was_heard(small_sessions: Sessions, category: Category) -> None:
    """Whoever reads the database without the keys learns nothing of it: the outbox holds no argument."""
    async with small_sessions.begin() as session:
        person = await add_person(session)
        await safety.handle_distress(session, person, "strong", category, "des mots", NOW)
        await session.flush()
        rows = (await session.scalars(select(Outgoing).where(Outgoing.person_id == person.id))).all()
        assert [row.args for row in rows if row.kind == "help"] == [{}]
        stored = (await session.execute(text("SELECT * FROM person"))).all()
        assert category.encode() not in b"".join(bytes(one) for row in stored for one in row if isinstance(one, bytes))
        assert await heard_signs.read_category(session, person, NOW) == category


async def test_what_was_heard_lapses_after_a_week(small_sessions: Sessions) -> None:
    """It chooses nothing any more, and nightly its last trace is erased; what is younger stays."""
    async with small_sessions.begin() as session:
        earlier, later = await add_person(session), await add_person(session)
        await heard_signs.remember_sign(session, earlier, "suicide", NOW, is_strong=True)
        await heard_signs.remember_sign(session, later, "suicide", NOW + WEEK / 2, is_strong=True)
        earlier.weak_sign_at, later.weak_sign_at = NOW, NOW + WEEK / 2
        assert await heard_signs.read_category(session, earlier, NOW + WEEK - timedelta(seconds=1)) == "suicide"
        assert await heard_signs.read_category(session, earlier, NOW + WEEK) == ""
        await heard_signs.forget_signs(session, NOW + WEEK)
        assert (earlier.heard is None, later.heard is None) == (True, False)
        theirs = select(Person.weak_sign_at).where(Person.id.in_((earlier.id, later.id))).order_by(Person.id)
        assert list(await session.scalars(theirs)) == [None, NOW + WEEK / 2]


async def test_a_weak_sign_does_not_take_the_place_of_a_strong_one(small_sessions: Sessions) -> None:
    """Who wrote of dying and then of being tired still reads the line for the first; a strong one replaces any."""
    async with small_sessions.begin() as session:
        person = await add_person(session)
        heard: list[tuple[Category, bool]] = [("low", False), ("suicide", True), ("low", False), ("street", True)]
        read = []
        for category, is_strong in heard:
            await heard_signs.remember_sign(session, person, category, NOW, is_strong=is_strong)
            read.append(await heard_signs.read_category(session, person, NOW))
        assert read == ["low", "suicide", "suicide", "street"]


async def test_what_can_no_longer_be_opened_is_erased(small_sessions: Sessions) -> None:
    """Whose key is gone leaves no sealed sign behind, and nobody else's night is spoilt."""
    async with small_sessions.begin() as session:
        person = await add_person(session)
        await heard_signs.remember_sign(session, person, "suicide", NOW, is_strong=True)
        await session.delete(await session.get_one(PersonKey, person.id))
        await session.flush()
        session.expire_all()
        await heard_signs.forget_signs(session, NOW)
        assert person.heard is None


async def test_nobody_is_promised_a_person_while_nobody_is_of_the_team(small_sessions: Sessions) -> None:
    """The text knows as it leaves whether there is anybody, head or coordinator, who could answer."""
    async with small_sessions.begin() as session:
        person = await add_person(session)
        await safety.ask_help(session, person, NOW)
        assert not (await _read_help(session, person, "contact_coming")).has_team
        await add_coordinator(session)
        assert (await _read_help(session, person, "contact_coming")).has_team


MODULES_THAT_READ = {
    "heard": {"use_cases/people/heard_signs.py"},
    "weak_sign_at": {"use_cases/people/heard_signs.py", "use_cases/binomes/safety.py"},
    "read_category": {"use_cases/messages/help_context.py"},
    "remember_sign": {"use_cases/binomes/safety.py"},
}
"""What was heard, and what gives it or keeps it -> the modules of the rooms that write its name on a person."""
ANOTHER_HEARD = {
    "mentoring/help_numbers.py": "what a help number is for",
    "cli/metrics.py": "since when no update came",
    "cli/health.py": "the same",
}
"""Modules in which `heard` is somebody else's word, and whose."""


def test_what_is_heard_serves_help_and_the_case_alone() -> None:
    """No other module reads it: no matching, figure, segment or standing can depend on it."""
    found = {name: {path for path in ROOMS if name in _list_attributes(path)} for name in MODULES_THAT_READ}
    found["heard"] -= ANOTHER_HEARD.keys()
    assert found == MODULES_THAT_READ
    assert all("Person" not in _list_names(path) for path in ANOTHER_HEARD)


def _list_attributes(path: str) -> set[str]:
    return {node.attr for node in list_nodes(path) if isinstance(node, ast.Attribute)}


def _list_names(path: str) -> set[str]:
    return {node.id for node in list_nodes(path) if isinstance(node, ast.Name)}
