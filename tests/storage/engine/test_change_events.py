"""A look at somebody's list is queued beside each change that may alter it, and for nothing else."""

from datetime import timedelta

from sqlalchemy import delete, select

from mentoring.expectations import expect_words
from mentoring.message_kinds import LIST
from storage import installation
from storage.engine.app_session import AppSession
from storage.engine.database import Sessions
from storage.schema.tables import Need, Outgoing, Person, Staff
from tests.cast import NOW, add_coordinator, add_need, add_person, find_person, make_active, members_of
from tests.empty_databases import sessions, small_sessions
from use_cases.messages import command_lists
from use_cases.needs_offers import needs
from use_cases.people import erasure, people

__all__ = ["sessions", "small_sessions"]


async def _take_looked_at(session: AppSession) -> list[int | None]:
    """Return whose list is to be looked at, and forget it."""
    rows = await session.scalars(select(Outgoing.person_id).where(Outgoing.kind == LIST).order_by(Outgoing.id))
    found = list(rows)
    await session.execute(delete(Outgoing).where(Outgoing.kind == LIST))
    return found


async def read_looked_at(sessions: Sessions) -> list[int | None]:
    """Return the same in a transaction of its own."""
    async with sessions.begin() as session:
        return await _take_looked_at(session)


async def test_a_newcomer_is_looked_at(sessions: Sessions) -> None:
    """Once, however much happened in the transaction."""
    async with sessions.begin() as session:
        person = await find_person(session, await add_need(session))
    assert await read_looked_at(sessions) == [person.id]


async def test_what_changes_no_state_is_not_noticed(small_sessions: Sessions) -> None:
    """An answer, a visit and a look cost nothing."""
    async with small_sessions.begin() as session:
        need = await add_need(session)
        person = await find_person(session, need)
    await read_looked_at(small_sessions)
    async with small_sessions.begin() as session:
        found = await session.get_one(Person, person.id)
        await people.save_profile(session, found, {"language": "fr", "name": "Léa"})
        found.seen_at, found.expecting = NOW + timedelta(days=1), expect_words("place", 1, NOW)
        (await session.get_one(Need, need.id)).priority = True
    assert await read_looked_at(small_sessions) == []


async def test_both_sides_of_a_binome_are_looked_at(sessions: Sessions) -> None:
    """Whoever of them, or of the team, changed it; also when nobody is told, as when a problem is reported."""
    async with sessions.begin() as session:
        binome = await make_active(session)
        members = sorted(person.id for person in await members_of(session, binome))
    await read_looked_at(sessions)
    async with sessions.begin() as session:
        (await session.get_one(type(binome), binome.id)).state = "frozen"
    assert sorted(one for one in await read_looked_at(sessions) if one) == members


async def test_a_role_given_and_taken_is_noticed(small_sessions: Sessions) -> None:
    """The desk's commands come and go with it."""
    async with small_sessions.begin() as session:
        person = await add_coordinator(session)
    await read_looked_at(small_sessions)
    async with small_sessions.begin() as session:
        await session.delete(await session.get_one(Staff, person.id))
    assert await read_looked_at(small_sessions) == [person.id]


async def test_who_is_gone_is_not_looked_at(small_sessions: Sessions) -> None:
    """Neither who blocked the bot, nor who was erased in the same transaction."""
    async with small_sessions.begin() as session:
        silent, erased = await add_need(session), await add_need(session)
        await people.mark_silent(session, await find_person(session, silent), "blocked", NOW)
        await needs.pause(session, erased, NOW)
        await session.flush()
        await erasure.forget(session, await find_person(session, erased), NOW)
    assert await read_looked_at(small_sessions) == []


async def test_another_staff_group_gets_a_list_and_the_former_loses_it(small_sessions: Sessions) -> None:
    """The same group told again does not; a group that is lost is not asked."""
    for chat, expected in (("-100", 1), ("-100", 0), ("-200", 2), ("", 0)):
        async with small_sessions.begin() as session:
            await installation.write(session, installation.STAFF_CHAT, chat)
        assert await read_looked_at(small_sessions) == [None] * expected


async def test_every_list_is_looked_at_once_after_the_table_has_changed(small_sessions: Sessions) -> None:
    """A start with the same table looks at nobody's; the staff group's is simply told again."""
    async with small_sessions.begin() as session:
        everybody = [(await add_person(session, name)).id for name in ("Inès", "Marc")]
        (await session.get_one(Person, everybody[0])).seen_at = NOW + timedelta(hours=1)
        await installation.write(session, installation.STAFF_CHAT, "-100")
    await read_looked_at(small_sessions)
    for edition, expected in (("a", [None, *everybody]), ("a", [None]), ("b", [None, *everybody])):
        async with small_sessions.begin() as session:
            await command_lists.refresh_lists(session, edition, NOW)
        assert await read_looked_at(small_sessions) == expected


async def test_after_an_upgrade_lists_leave_one_by_one(small_sessions: Sessions) -> None:
    """A second apart: thousands at once might be refused, and messages would wait with them."""
    async with small_sessions.begin() as session:
        for name in ("Inès", "Marc", "Zoé"):
            await add_person(session, name)
    await read_looked_at(small_sessions)
    async with small_sessions.begin() as session:
        await command_lists.refresh_lists(session, "b", NOW)
        due = await session.scalars(select(Outgoing.due_at).order_by(Outgoing.due_at))
        assert list(due) == [NOW + timedelta(seconds=seconds) for seconds in range(3)]
