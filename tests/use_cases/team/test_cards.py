"""Cases for the staff: one card each, called for again, never shown to whom they accuse."""

from datetime import datetime, timedelta

from sqlalchemy import select

from storage import installation
from storage.engine.app_session import AppSession
from storage.engine.database import Sessions
from storage.schema.tables import Card, Outgoing, PersonKey, Staff
from tests.cast import NOW, add_coordinator, add_person, list_queued, make_active, members_of
from use_cases.binomes import reports, safety, views
from use_cases.outbox import outbox
from use_cases.team import cards, case_words, staff_group

QUARTER = timedelta(minutes=15)


async def _bound(session: AppSession) -> None:
    await installation.write(session, installation.STAFF_CHAT, "-1001")


async def _say_all(session: AppSession, now: datetime = NOW) -> None:
    """Let everything that waits be said."""
    await session.flush()
    while rows := await outbox.claim(session, now, now, [], True):
        await outbox.settle_row(session, rows[0].id, "sent", now)


async def test_a_case_has_one_card(sessions: Sessions) -> None:
    """What happens again is counted on the open case; after its end a new one opens."""
    async with sessions.begin() as session:
        person, staff = await add_person(session), await add_coordinator(session)
        opened = [await cards.open_case(session, NOW, "help", "person:1", person_id=person.id) for _ in range(3)]
        assert {card.id for card in opened} == {opened[0].id}
        assert opened[0].count == 3
        await cards.close_case(session, opened[0], staff, "done", NOW)
        again = await cards.open_case(session, NOW, "help", "person:1", person_id=person.id)
        assert (again.id != opened[0].id, again.count) == (True, 1)


async def test_one_person_cannot_flood_the_group(small_sessions: Sessions) -> None:
    """While a card waits to be shown, what happens again is only counted on it."""
    async with small_sessions.begin() as session:
        person = await add_person(session)
        for _ in range(50):
            await safety.ask_help(session, person, NOW)
        assert await list_queued(session, None) == ["card"]
        await _say_all(session)
        for _ in range(50):
            await safety.ask_help(session, person, NOW)
        assert await list_queued(session, None) == ["card_reminder"]
        assert (await session.scalars(select(Card.count))).one() == 100


async def test_what_is_written_later_is_added(small_sessions: Sessions) -> None:
    """The second message of somebody in distress does not hide the first."""
    async with small_sessions.begin() as session:
        person = await add_person(session)
        for words in ("premier signe", "second signe"):
            await safety.handle_distress(session, person, "strong", "low", words, NOW)
        card = (await session.scalars(select(Card))).one()
        assert await case_words.read(session, card) == "[low] premier signe\n[low] second signe"


async def test_an_urgent_case_is_called_for_wider_each_time(sessions: Sessions) -> None:
    """After 15 minutes those on duty, after 30 the head too; once taken, nobody until its own deadline."""
    async with sessions.begin() as session:
        await _bound(session)
        duty, head, person = (
            await add_coordinator(session),
            await add_coordinator(session, role="head"),
            await add_person(session),
        )
        card = await cards.open_case(session, NOW, "distress", "person:1", person_id=person.id)
        await _say_all(session)
        await cards.fall_due(session, NOW + QUARTER, 100)
        assert [await list_queued(session, one) for one in (None, duty, head)] == [
            ["card_reminder"],
            ["card_reminder"],
            [],
        ]
        await cards.fall_due(session, NOW + 2 * QUARTER, 100)
        assert await list_queued(session, head) == ["card_reminder"]
        await cards.take_case(session, card, duty, NOW + 2 * QUARTER)
        assert card.due_at is not None
        assert await cards.fall_due(session, card.due_at - QUARTER, 100) == 0


async def test_an_urgent_case_that_was_taken_and_left_is_called_for_again(small_sessions: Sessions) -> None:
    """To take it is not to have acted: after some hours the calls begin anew, for everybody."""
    async with small_sessions.begin() as session:
        await _bound(session)
        taker, head = await add_coordinator(session), await add_coordinator(session, role="head")
        card = await cards.open_case(session, NOW, "distress", "person:1", person_id=(await add_person(session)).id)
        await cards.take_case(session, card, taker, NOW)
        hours = timedelta(hours=session.programme.delays.urgent_taken_hours)
        assert await cards.fall_due(session, NOW + hours - QUARTER, 100) == 0
        assert await cards.fall_due(session, NOW + hours, 100) == 1
        await cards.fall_due(session, NOW + hours + QUARTER, 100)
        assert card.state == "open"
        assert "card_reminder" in await list_queued(session, head)


async def test_a_new_sign_calls_again_for_a_case_that_somebody_took(small_sessions: Sessions) -> None:
    """Whoever took it is told at once, and the whole escalation begins anew."""
    async with small_sessions.begin() as session:
        await _bound(session)
        taker, person = await add_coordinator(session), await add_person(session)
        await safety.handle_distress(session, person, "strong", "suicide", "je veux mourir", NOW)
        card = (await session.scalars(select(Card))).one()
        await cards.take_case(session, card, taker, NOW)
        await _say_all(session)
        await safety.handle_distress(session, person, "strong", "suicide", "jvais me tuer ce soir", NOW + QUARTER)
        assert [await list_queued(session, one) for one in (None, taker)] == [["card_reminder"], ["card_reminder"]]
        assert (card.due_at, card.reminded) == (NOW + 2 * QUARTER, 0)


async def test_an_urgent_case_is_called_for_at_ever_longer_intervals(small_sessions: Sessions) -> None:
    """A case that nobody takes stays loud for an hour, and then does not bury the others: ten calls in a day."""
    async with small_sessions.begin() as session:
        await _bound(session)
        card = await cards.open_case(session, NOW, "distress", "person:1")
        called = []
        while card.due_at is not None and card.due_at <= NOW + timedelta(days=1):
            called.append(card.due_at - NOW)
            await cards.fall_due(session, card.due_at, 100)
        assert called[:4] == [QUARTER, 2 * QUARTER, 3 * QUARTER, 5 * QUARTER]
        assert len(called) == 10
        assert called[-1] - called[-2] == timedelta(hours=4)


async def test_a_new_sign_of_an_urgent_case_is_called_for_as_the_first_was(small_sessions: Sessions) -> None:
    """After a night of calls in vain that grew rare, it does not wait four hours for the next one."""
    async with small_sessions.begin() as session:
        await _bound(session)
        card = await cards.open_case(session, NOW, "distress", "person:1")
        while card.due_at is not None and card.due_at <= NOW + timedelta(hours=12):
            last = card.due_at
            await cards.fall_due(session, last, 100)
        again = last + timedelta(hours=1)
        await cards.open_case(session, again, "distress", "person:1")
        assert (card.due_at, card.reminded) == (again + QUARTER, 0)
        await cards.open_case(session, again + timedelta(minutes=10), "distress", "person:1")
        assert card.due_at == again + QUARTER


async def test_a_snoozed_case_comes_back(small_sessions: Sessions) -> None:
    """After three days it is open again, by a new message."""
    async with small_sessions.begin() as session:
        card = await cards.open_case(session, NOW, "missed", "binome:1")
        await _say_all(session)
        await cards.snooze_case(session, card, await add_coordinator(session), NOW)
        assert await cards.fall_due(session, NOW + timedelta(days=2), 100) == 0
        assert await cards.fall_due(session, NOW + timedelta(days=3), 100) == 1
        assert card.state == "open"
        assert "card_reminder" in await list_queued(session, None)


async def test_without_a_group_the_team_is_called_in_private(small_sessions: Sessions) -> None:
    """An urgent case reaches every coordinator at once; another waits for the group."""
    async with small_sessions.begin() as session:
        duty, head = await add_coordinator(session), await add_coordinator(session, role="head")
        await cards.open_case(session, NOW, "missed", "binome:1")
        assert await list_queued(session, duty) == []
        await cards.open_case(session, NOW, "help", "person:1", person_id=(await add_person(session)).id)
        for one in (duty, head):
            assert await list_queued(session, one) == ["card_reminder"]


async def test_a_lost_group_calls_in_private_for_what_is_urgent(small_sessions: Sessions) -> None:
    """When the bot is removed, nobody waits a quarter of an hour for the urgent cases that nobody took."""
    async with small_sessions.begin() as session:
        await _bound(session)
        duty = await add_coordinator(session)
        await cards.open_case(session, NOW, "help", "person:1", person_id=(await add_person(session)).id)
        taken = await cards.open_case(session, NOW, "help", "person:2", person_id=(await add_person(session)).id)
        await cards.take_case(session, taken, duty, NOW)
        for _ in range(2):
            await staff_group.lose_group(session, NOW)
        assert await list_queued(session, duty) == ["card_reminder"]
        assert await installation.read_staff_chat(session) is None


async def test_a_new_group_is_shown_every_open_case_once(small_sessions: Sessions) -> None:
    """What waited leaves by itself, what was shown elsewhere is shown again."""
    async with small_sessions.begin() as session:
        shown = await cards.open_case(session, NOW, "missed", "binome:1")
        await _say_all(session)
        await cards.set_message(session, shown.id, 5, NOW)
        await cards.open_case(session, NOW, "missed", "binome:2")
        await staff_group.repost_all(session, NOW)
        waiting = await session.scalars(select(Outgoing).where(Outgoing.state == "queued"))
        assert sorted(row.args["card"] for row in waiting) == [1, 2]


async def test_an_accused_coordinator_never_gets_the_report(small_sessions: Sessions) -> None:
    """A report about a coordinator is shown to the heads in private, never in the group that colleagues read."""
    async with small_sessions.begin() as session:
        await _bound(session)
        binome = await make_active(session)
        young, accused = await members_of(session, binome)
        session.add(Staff(person_id=accused.id, role="coordinator", since=NOW, pledged_at=NOW))
        _, head = await add_coordinator(session), await add_coordinator(session, role="head")
        await _say_all(session)
        await reports.report_partner(session, binome.id, young, NOW)
        report = (await session.scalars(select(Card.id).where(Card.kind == "report"))).one()
        for minutes in (15, 30, 45):
            await cards.fall_due(session, NOW + timedelta(minutes=minutes), 100)
        await staff_group.repost_all(session, NOW)
        shown = await session.scalars(select(Outgoing).where(Outgoing.kind.like("card%"), Outgoing.state == "queued"))
        assert {row.person_id for row in shown if row.args["card"] == report} == {head.id}


async def test_the_group_sees_no_name_and_no_word(small_sessions: Sessions) -> None:
    """What a card shows holds references and facts only."""
    async with small_sessions.begin() as session:
        person = await add_person(session, "Anaëlle", birth="2006")
        await safety.handle_distress(session, person, "strong", "low", "mots secrets", NOW)
        card = (await session.scalars(select(Card))).one()
        shown = str(await views.view_card(session, card, NOW))
        assert "Anaëlle" not in shown
        assert "secrets" not in shown
        assert "secrets" in str(await views.view_card_detail(session, card, NOW))


async def test_a_case_is_seen_even_when_the_person_cannot_be_read(small_sessions: Sessions) -> None:
    """Whose key is gone may still need help: their card is shown without what is sealed."""
    async with small_sessions.begin() as session:
        person = await add_person(session, birth="2006")
        await cards.open_case(session, NOW, "help", "person:1", person_id=person.id)
        await session.delete(await session.get_one(PersonKey, person.id))
        await session.flush()
        card = (await session.scalars(select(Card))).one()
        assert (await views.view_card(session, card, NOW)).minor is None
