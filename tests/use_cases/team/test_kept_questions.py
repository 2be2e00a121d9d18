"""A question that is kept from one of the team: nothing that this one reads changes; the others, or one outside, do."""

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select

from mentoring.message_kinds import LIST
from storage import installation
from storage.engine.app_session import AppSession
from storage.engine.database import Sessions
from storage.schema.safeguarding_tables import OutsideRecipient
from storage.schema.tables import Card, Outgoing, Person
from tests.cast import NOW, add_coordinator, add_need, add_person, find_person, list_queued
from use_cases.desk import letters
from use_cases.messages.context import NoLongerTrue, build_context
from use_cases.people.audit import record_audit
from use_cases.team import cards, case_access, notes, team_questions

DAY = timedelta(days=1)
SCREENS: tuple[tuple[str, dict[str, Any]], ...] = (
    ("queue", {"page": 0, "sort": "oldest"}),
    ("audit", {"page": 0, "member": 0}),
    ("sheet_need", {"noun": "need", "number": 1}),
    ("found", {"people": [1]}),
)
"""What somebody of the team may look at: the list with its count, the audit, a sheet with its history, a search."""
DIGEST: tuple[str, dict[str, Any]] = ("digest", {"since": (NOW - DAY).isoformat(), "until": (NOW + DAY).isoformat()})


async def _look(session: AppSession, person: Person | None) -> dict[str, Any]:
    """Return all that somebody of the team, or the staff group, is shown."""
    kinds = dict(SCREENS if person else (DIGEST,))
    rows = [Outgoing(kind=kind, args=args, person_id=person and person.id) for kind, args in kinds.items()]
    return {row.kind: await build_context(session, row, NOW) for row in rows} | {
        "calls": await _list_calls(session, person)
    }


async def _list_calls(session: AppSession, person: Person | None) -> list[str]:
    """Return what waits to be said anew: what is only redrawn is looked at as it leaves."""
    theirs = (Outgoing.person_id == (person and person.id), Outgoing.edits.is_(False), Outgoing.kind != LIST)
    return list(await session.scalars(select(Outgoing.kind).where(*theirs).order_by(Outgoing.id)))


async def _ask_but(session: AppSession, person: Person, kept_from: Person) -> Card:
    await team_questions.ask(session, person, "Elle me met mal à l'aise", NOW, avoids=kept_from.id)
    return (await session.scalars(select(Card).where(Card.avoids_id == kept_from.id))).one()


async def test_nothing_changes_that_is_read_by_whom_a_question_is_kept_from(sessions: Sessions) -> None:
    """Lists, counts, audit, sheet, search, calls and the group are as they were; the other head reads all of it."""
    async with sessions.begin() as session:
        await installation.write(session, installation.STAFF_CHAT, "-1001")
        young = await find_person(session, await add_need(session))
        avoided, other = [await add_coordinator(session, name, role="head") for name in ("Claire", "Lou")]
        record_audit(session, NOW, other, "became", other, "head")
        before = [await _look(session, one) for one in (avoided, None, other)]
        card = await _ask_but(session, young, avoided)
        await cards.take_case(session, card, other, NOW)
        await notes.add_to_card(session, card, other, "Je l'appelle demain", NOW)
        await session.flush()
        kept, group, read = [await _look(session, one) for one in (avoided, None, other)]
        assert [kept, group] == before[:2]
        assert [name for name in read if read[name] == before[2][name]] == ["found"]
        for kind in ("card_detail", "card_reminder", "card_handed"):
            with pytest.raises(NoLongerTrue):
                await build_context(session, Outgoing(kind=kind, args={"card": card.id}, person_id=avoided.id), NOW)


async def test_a_question_kept_from_the_only_member_goes_to_the_recipient_outside(sessions: Sessions) -> None:
    """Offered only where there is one, who is called and decides; the answer of the person goes there too."""
    async with sessions.begin() as session:
        young, head = await find_person(session, await add_need(session)), await add_coordinator(session, role="head")
        await letters.type_letter(session, "need", 1, head, "Bonjour Inès", NOW)
        (mark,) = [row.args["mark"] for row in await session.scalars(select(Outgoing)) if "mark" in row.args]
        await letters.send_letter(session, "need", 1, head, mark, NOW)
        await session.flush()
        assert await team_questions.find_avoidable(session, young, NOW) is None
        outside = await add_person(session, "Dominique")
        session.add(OutsideRecipient(person_id=outside.id, bound_at=NOW, signed_at=NOW))
        await session.flush()
        assert await team_questions.find_avoidable(session, young, NOW) == head.id
        before = await _look(session, head)
        card = await _ask_but(session, young, head)
        await session.flush()
        assert await _look(session, head) == before
        assert await case_access.may_decide(session, card, outside)
        assert "outside_case" in await list_queued(session, outside)


async def test_whoever_of_the_team_asks_does_not_answer_themselves(small_sessions: Sessions) -> None:
    """A question kept from the only other one is offered to nobody, and with a third that one alone reads it."""
    async with small_sessions.begin() as session:
        asking, follower = await add_coordinator(session, "Marc"), await add_coordinator(session, role="head")
        await team_questions.ask(session, asking, "Qui me remplace ?", NOW)
        await cards.take_case(session, (await session.scalars(select(Card))).one(), follower, NOW)
        await session.flush()
        assert await team_questions.find_avoidable(session, asking, NOW) is None
        third = await add_coordinator(session, "Lou")
        assert await team_questions.find_avoidable(session, asking, NOW) == follower.id
        card = await _ask_but(session, asking, follower)
        await session.flush()
        assert [one.id for one in await case_access.list_told(session, card)] == [third.id]
        assert await case_access.fetch_case(session, card.id, asking) is None
