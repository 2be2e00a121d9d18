"""What waits to be said: in which order it is claimed, what prevents a second, what a stop leaves."""

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select

from storage.engine.app_session import AppSession
from storage.engine.database import Sessions
from storage.schema.tables import Outgoing, Person
from tests.cast import NOW, add_coordinator, add_person, list_queued
from use_cases.outbox import outbox
from use_cases.people import people

LATE = NOW.replace(hour=21)
"""22 in Paris."""


async def _claim(session: AppSession, *busy: Person | None, bound: bool = True) -> Outgoing | None:
    chats = [None if one is None else one.id for one in busy]
    return next(iter(await outbox.claim(session, NOW, NOW, chats, bound)), None)


async def _list_kinds(session: AppSession) -> list[str]:
    kinds = []
    while row := await _claim(session):
        kinds.append(row.kind)
        await outbox.settle_row(session, row.id, "sent", NOW)
    return kinds


async def _find_only(session: AppSession) -> Outgoing:
    return (await session.scalars(select(Outgoing).execution_options(populate_existing=True))).one()


async def test_it_says_what_is_urgent_first_then_what_is_oldest(sessions: Sessions) -> None:
    """Safety goes before answers, answers before reminders; among equals the first asked for goes first."""
    async with sessions.begin() as session:
        person = await add_person(session)
        for kind in ("reminder_day", "menu", "privacy", "help", "digest"):
            await outbox.put(session, NOW, person, kind)
        assert await _list_kinds(session) == ["help", "menu", "privacy", "reminder_day", "digest"]


async def test_it_refuses_what_a_kind_of_message_is_not_queued_with(small_sessions: Sessions) -> None:
    """The error names the kind and the argument: a misspelt one would be missed only as the message leaves."""
    async with small_sessions.begin() as session:
        person = await add_person(session)
        with pytest.raises(outbox.UnknownArgument, match=r"\(proposal: binom, place\)"):
            await outbox.put(session, NOW, person, "proposal", binom=1, place="a café")
        assert await list_queued(session, person) == []


async def test_it_has_one_message_in_flight_for_each_chat(sessions: Sessions) -> None:
    """While one is on its way to somebody the next to them waits, and others get theirs."""
    async with sessions.begin() as session:
        first, second = await add_person(session), await add_person(session)
        await outbox.put(session, NOW, first, "menu")
        await outbox.put(session, NOW, second, "menu")
        row = await _claim(session, first)
        assert row is not None
        assert row.person_id == second.id
        assert await _claim(session, first, second) is None


async def test_it_keeps_cards_until_there_is_a_group(sessions: Sessions) -> None:
    """What is for the staff group waits for one, and for its turn in it."""
    async with sessions.begin() as session:
        await outbox.put(session, NOW, outbox.STAFF, "group_bound")
        assert await _claim(session, bound=False) is None
        assert await _claim(session, None) is None
        assert await _claim(session) is not None


async def test_it_keeps_the_order_in_a_chat_when_one_must_be_tried_again(sessions: Sessions) -> None:
    """What was said later to the same person waits behind what is to be tried again; others do not."""
    async with sessions.begin() as session:
        first, second = await add_person(session), await add_person(session)
        await outbox.put(session, NOW, first, "menu")
        await outbox.put(session, NOW, first, "privacy")
        await outbox.put(session, NOW, second, "privacy")
        row = await _claim(session)
        assert row is not None
        await outbox.settle_row(session, row.id, "queued", NOW, retry_at=NOW + timedelta(seconds=4))
        other = await _claim(session)
        assert other is not None
        assert other.person_id == second.id
        assert await _claim(session) is None
        again = await outbox.claim(session, NOW, NOW + timedelta(seconds=4), [], True)
        assert [row.kind for row in again] == ["menu"]


async def test_help_does_not_wait_behind_what_is_tried_again(sessions: Sessions) -> None:
    """The order is kept within a priority only: help goes first in any case."""
    async with sessions.begin() as session:
        person = await add_person(session)
        await outbox.put(session, NOW, person, "menu")
        row = await _claim(session)
        assert row is not None
        await outbox.settle_row(session, row.id, "queued", NOW, retry_at=NOW + timedelta(hours=1))
        await outbox.put(session, NOW, person, "help")
        row = await _claim(session)
        assert row is not None
        assert row.kind == "help"


async def test_a_key_prevents_the_second(sessions: Sessions) -> None:
    """The same reminder is put once, whatever became of the first."""
    async with sessions.begin() as session:
        person = await add_person(session)
        for state in ("queued", "sent", "cancelled"):
            await outbox.put(session, NOW, person, "reminder_day", delivery=outbox.Delivery(key="reminder_day:1:0:1"))
            row = await _find_only(session)
            await outbox.settle_row(session, row.id, state, NOW)


async def test_two_edits_of_one_message_become_one(small_sessions: Sessions) -> None:
    """What is drawn is the state when it leaves: one waiting edit is enough, another message's is not."""
    async with small_sessions.begin() as session:
        person = await add_person(session)
        for message in (5, 5, 6):
            await outbox.put(session, NOW, person, "need_question", edit=message, form=1, problem="")
        assert await list_queued(session, person) == ["need_question"] * 2


async def test_nobody_who_went_silent_is_written_to(sessions: Sessions) -> None:
    """What waits for somebody who blocked the bot is cancelled, and nothing new is put."""
    async with sessions.begin() as session:
        person = await add_person(session)
        await outbox.put(session, NOW, person, "menu")
        await people.mark_silent(session, person, "blocked", NOW)
        await outbox.put(session, NOW, person, "menu")
        assert (await _find_only(session)).state == "cancelled"


async def _stop(session: AppSession, kind: str, person: Person | None, **how: Any) -> Outgoing:
    await outbox.put(session, NOW, person, kind, **how)
    assert await _claim(session) is not None
    await outbox.recover_in_flight(session, NOW)
    await session.flush()
    return await _find_only(session)


async def test_a_reminder_in_flight_at_a_stop_is_uncertain(sessions: Sessions) -> None:
    """Nobody can say whether it arrived: it is listed, and never sent blindly again."""
    async with sessions.begin() as session:
        row = await _stop(session, "reminder_day", await add_person(session))
        assert row.state == "uncertain"
        assert await _claim(session) is None


async def test_an_alert_in_flight_at_a_stop_leaves_again(sessions: Sessions) -> None:
    """A second card is better than none."""
    async with sessions.begin() as session:
        await add_coordinator(session)
        assert (await _stop(session, "card", None, card=1)).state == "queued"
        assert await _claim(session) is not None


async def test_a_proposal_in_flight_at_two_stops_leaves_again_only_once(sessions: Sessions) -> None:
    """One second try, then it is listed."""
    async with sessions.begin() as session:
        row = await _stop(session, "proposal", await add_person(session), binome=1)
        assert row.state == "queued"
        assert await _claim(session) is not None
        assert [one.id for one in await outbox.recover_in_flight(session, NOW)] == [row.id]


async def test_an_edit_in_flight_at_a_stop_leaves_again(sessions: Sessions) -> None:
    """Drawing the same message twice harms nobody."""
    async with sessions.begin() as session:
        person = await add_person(session)
        assert (await _stop(session, "need_question", person, edit=5, form=1)).state == "queued"


async def test_of_an_attempt_that_another_followed_nothing_is_recorded(sessions: Sessions) -> None:
    """A process that comes back late does not undo what the one after it has said."""
    async with sessions.begin() as session:
        await outbox.put(session, NOW, await add_person(session), "help")
        row = await _claim(session)
        assert row is not None
        late = row.attempts
        await outbox.recover_in_flight(session, NOW)
        again = await _claim(session)
        assert again is not None
        await outbox.settle_row(session, again.id, "sent", NOW, attempt=again.attempts)
        await outbox.settle_row(session, row.id, "queued", NOW, attempt=late)
        assert (await _find_only(session)).state == "sent"


async def test_several_leave_at_once_but_one_in_a_chat(sessions: Sessions) -> None:
    """The first of each chat, in the order in which they wait, and no more than asked for."""
    async with sessions.begin() as session:
        first, second, third = [await add_person(session) for _ in range(3)]
        for person, kind in ((first, "menu"), (first, "privacy"), (second, "menu"), (third, "menu")):
            await outbox.put(session, NOW, person, kind)
        taken = await outbox.claim(session, NOW, NOW, [], True, limit=3)
        assert [(row.person_id, row.kind, row.attempts) for row in taken] == [
            (first.id, "menu", 1),
            (second.id, "menu", 1),
        ]
        states = await session.execute(select(Outgoing.state, Outgoing.attempts).order_by(Outgoing.id))
        assert states.all() == [("sending", 1), ("queued", 0), ("sending", 1), ("queued", 0)]


async def test_it_forgets_what_was_settled_long_ago_some_at_a_time(sessions: Sessions) -> None:
    """Each portion goes on after the one before; what waits, is uncertain or was settled lately stays."""
    states = ("sent", "uncertain", "cancelled", "queued", "given_up", "expired", "sent")
    async with sessions.begin() as session:
        for place, state in enumerate(states, 1):
            at = NOW if place == len(states) else NOW - timedelta(days=2)
            session.add(Outgoing(kind="digest", args={}, priority=4, state=state, due_at=NOW, changed_at=at))
            await session.flush()
        last: int | None = 0
        portions = []
        while last is not None:
            last = await outbox.prune(session, NOW - timedelta(days=1), last, 3)
            portions.append(last)
        kept = await session.scalars(select(Outgoing.id).order_by(Outgoing.id))
        assert (portions, list(kept)) == ([3, 6, 7, None], [2, 4, 7])
