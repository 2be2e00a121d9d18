"""Silence: each kind of message leaves, waits or is not said at all, as its own row of the table has it."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import delete, select

from mentoring.message_kinds import OutboxState
from mentoring.messages import MESSAGES
from mentoring.roles import SIDES, Side
from storage.engine.app_session import AppSession
from storage.engine.database import Sessions
from storage.schema.tables import Audit, Binome, MentoringSession, Outgoing, Person
from tests.cast import (
    NOW,
    add_coordinator,
    add_need,
    add_offer,
    find_person,
    list_queued,
    make_active,
    members_of,
)
from use_cases import due
from use_cases.binomes import binomes, holds, reports, safety
from use_cases.outbox import ledger, mails, outbox, silences
from use_cases.pairing import matching_input
from use_cases.sessions import sessions as sessions_of_binomes
from use_cases.team import cards

KINDS = tuple(kind for kind, rules in MESSAGES.items() if not rules.group)
NAMES_BINOME = frozenset({"binome", "session", "thing"})
"""Arguments by which a message is about a binôme. The summary of a day leaves out the sessions of a silent one."""
WEEK = timedelta(days=7)
OUTCOMES: dict[str, OutboxState] = {"leaves": "sent", "waits": "queued", "follow_up": "cancelled"}


async def _put_every_kind(session: AppSession, person: Person, binome: Binome) -> None:
    """Empty the outbox, and queue each kind to one person, about their binôme where it names one."""
    await session.execute(delete(Outgoing))
    meeting = await session.scalar(select(MentoringSession.id).where(MentoringSession.binome_id == binome.id))
    values: dict[str, Any] = {"binome": binome.id, "session": meeting, "thing": f"binome-{binome.id}"}
    values["sessions"] = [[meeting, 0]]
    for kind in KINDS:
        args: dict[str, Any] = {name: values.get(name, 1) for name in MESSAGES[kind].args}
        await outbox.put(session, NOW, person, kind, **args)


async def _send_all(session: AppSession, now: datetime) -> dict[str, OutboxState]:
    """Claim as the senders of messages and of mails do until nothing may leave; return what became of each kind."""
    for _ in range(len(KINDS) + 1):
        for row in await outbox.claim(session, now, now, [], True, limit=8):
            await outbox.settle_row(session, row.id, "sent", now)
    while mail := await mails.claim(session, now, now):
        await outbox.settle_row(session, mail.id, "sent", now)
    found = await session.execute(select(Outgoing.kind, Outgoing.state).where(Outgoing.kind.in_(KINDS)))
    return {row.kind: row.state for row in found}


def _expect(*obeyed: str, about: frozenset[str] = frozenset()) -> dict[str, OutboxState]:
    """Return what becomes of each kind when these rules are obeyed, by kinds with such an argument if any is named."""
    concerned = {kind for kind in KINDS if not about or MESSAGES[kind].args & about}
    rules = {kind: MESSAGES[kind].silence if kind in concerned else "leaves" for kind in KINDS}
    return {kind: OUTCOMES[rule] if rule in obeyed else "sent" for kind, rule in rules.items()}


async def test_each_kind_obeys_what_its_row_says(sessions: Sessions) -> None:
    """With a silence on the person, on the binôme, with an urgent case; what answers them always leaves."""
    late = NOW + 12 * WEEK  # of the daily ones each takes a day of its own
    async with sessions.begin() as session:
        binome, team = await make_active(session), await add_coordinator(session)
        young, _helper = await members_of(session, binome)
        for subject, about in ((young, frozenset[str]()), (binome, NAMES_BINOME)):
            await silences.place(session, subject, team, None, "un deuil", NOW)
            await _put_every_kind(session, young, binome)
            assert await _send_all(session, late) == _expect("waits", "follow_up", about=about)
            await silences.end(session, subject, team, NOW)
        await cards.open_case(session, NOW, "distress", "x", person_id=young.id)
        await _put_every_kind(session, young, binome)
        assert await _send_all(session, late) == _expect("follow_up")
        await silences.place(session, young, team, None, "un deuil", NOW)
        with session.answer_to(young.id):
            await _put_every_kind(session, young, binome)
        assert await _send_all(session, late) == _expect()


def test_every_rule_is_somebody_s() -> None:
    """Answers and help leave; what the clock or the matcher thinks of is a follow-up; what was done to them waits."""
    rules = {kind: MESSAGES[kind].silence for kind in KINDS}
    assert set(rules.values()) == set(OUTCOMES)
    assert {rules[kind] for kind in ("help", "menu", "suspended", "report_taken", "card_reminder")} == {"leaves"}
    assert {rules[kind] for kind in ("check_in", "need_standing", "offer_standing", "need_nudge")} == {"follow_up"}
    assert {rules[kind] for kind in ("proposal", "reminder_day", "ended", "on_hold", "agreed")} == {"waits"}


async def test_what_has_its_own_hour_expires_under_a_silence(small_sessions: Sessions) -> None:
    """It is taken out at that hour, and does not wait for the end; the rest is neither late nor ready meanwhile."""
    async with small_sessions.begin() as session:
        binome, team = await make_active(session), await add_coordinator(session)
        young, _ = await members_of(session, binome)
        await session.execute(delete(Outgoing))
        await silences.place(session, young, team, None, "un deuil", NOW)
        soon = outbox.Delivery(expires=NOW + timedelta(hours=1))
        await outbox.put(session, NOW, young, "reminder_soon", delivery=soon, session=1, revision=0)
        await outbox.put(session, NOW, young, "ended", binome=binome.id)
        assert await outbox.claim(session, NOW, NOW, [], True) == []
        assert await outbox.count_ready(session, NOW, True) == 0
        assert await ledger.find_oldest_due(session, NOW + WEEK, True) is not None
        (row,) = await outbox.claim(session, NOW + WEEK, NOW + WEEK, [], True)
        assert row.kind == "reminder_soon"


async def test_a_silence_ends_at_its_date_or_by_hand(small_sessions: Sessions) -> None:
    """What waits is said then; who silenced whom and when it ended is in the audit, the reason is sealed."""
    async with small_sessions.begin() as session:
        binome, team = await make_active(session), await add_coordinator(session)
        young, _ = await members_of(session, binome)
        await session.execute(delete(Outgoing))
        await silences.place(session, young, team, NOW + WEEK, "un deuil", NOW)
        await silences.place(session, binome, team, None, "un deuil", NOW)
        placed = await silences.find_on(session, young, NOW)
        assert placed is not None
        assert placed.reason is not None
        assert b"deuil" not in placed.reason
        await outbox.put(session, NOW, young, "ended", binome=binome.id)
        assert await due.find_next_moment(session, NOW + WEEK - timedelta(hours=1)) == NOW + WEEK
        assert await silences.fall_due(session, NOW + WEEK, 10) == 1
        assert await outbox.claim(session, NOW + WEEK, NOW, [], True) == []
        assert await silences.end(session, binome, team, NOW + WEEK)
        assert not await silences.end(session, binome, team, NOW + WEEK)
        assert [row.kind for row in await outbox.claim(session, NOW + WEEK, NOW, [], True)] == ["ended"]
        acts = list(await session.scalars(select(Audit.act).where(Audit.act.contains("silence")).order_by(Audit.id)))
        assert acts == ["silenced", "silenced", "ended silence", "ended silence"]


async def test_nothing_new_is_proposed_to_somebody_silenced(small_sessions: Sessions) -> None:
    """They would not hear of it, and a question that nobody heard would count as unanswered."""
    async with small_sessions.begin() as session:
        need, offer, team = await add_need(session), await add_offer(session), await add_coordinator(session)
        for row in (need, offer):
            await silences.place(session, await find_person(session, row), team, None, "un deuil", NOW)
        assert await matching_input.read_waiting_needs(session, NOW) == []
        assert await matching_input.read_free_offers(session, NOW) == []


async def _queue_follow_ups(session: AppSession, *people: Person) -> list[list[str]]:
    """Return which follow-ups leave to each, of one of every kind."""
    await session.execute(delete(Outgoing))
    for person in people:
        for kind in silences.FOLLOW_UPS:
            await outbox.put(session, NOW, person, kind)
    await _send_all(session, NOW + 12 * WEEK)
    left = select(Outgoing.kind).where(Outgoing.state == "sent").order_by(Outgoing.id)
    return [list(await session.scalars(left.where(Outgoing.person_id == person.id))) for person in people]


@pytest.mark.parametrize("accused_side", [0, 1])
async def test_follow_ups_tell_the_accused_nothing_of_a_report(small_sessions: Sessions, accused_side: int) -> None:
    """To the reporter none leaves while the case is open; to the accused all leave, as with an ordinary hold."""
    found = []
    for is_report in (True, False):
        async with small_sessions.begin() as session:
            binome, team = await make_active(session), await add_coordinator(session)
            pair = await members_of(session, binome)
            accused, reporter = pair[accused_side], pair[1 - accused_side]
            if is_report:
                await reports.report_partner(session, binome.id, reporter, NOW)
                await safety.handle_distress(session, reporter, "strong", "low", "je veux mourir", NOW)
            else:
                await holds.place(session, binome, NOW, by=team, reason="un papier manque")
            found.append(await _queue_follow_ups(session, accused, reporter))
    assert found[0][0] == found[1][0] == list(silences.FOLLOW_UPS)
    assert (found[0][1], found[1][1]) == ([], list(silences.FOLLOW_UPS))


async def test_follow_ups_come_again_once_the_case_is_closed(small_sessions: Sessions) -> None:
    """Also to whom somebody feared for; a case of the ordinary kind stops none."""
    async with small_sessions.begin() as session:
        team, need = await add_coordinator(session), await add_need(session)
        person = await find_person(session, need)
        await cards.open_case(session, NOW, "question", "x", person_id=person.id)
        card = await cards.open_case(session, NOW, "concern", "y", person_id=team.id, danger_id=person.id)
        assert await _queue_follow_ups(session, person) == [[]]
        await cards.close_case(session, card, team, "done", NOW)
        assert await _queue_follow_ups(session, person) == [list(silences.FOLLOW_UPS)]


@pytest.mark.parametrize("untold", [(), ("young",), ("volunteer",), ("young", "volunteer")])
async def test_an_end_without_a_message_also_drops_what_waits(
    small_sessions: Sessions, untold: tuple[Side, ...]
) -> None:
    """Whoever is to hear nothing gets neither the end nor earlier news; what they asked for still comes."""
    async with small_sessions.begin() as session:
        binome = await make_active(session)
        pair = dict(zip(SIDES, await members_of(session, binome), strict=True))
        await session.execute(delete(Outgoing))
        for person in pair.values():
            await outbox.put(session, NOW, person, "place_set", binome=binome.id, by=1)
            with session.answer_to(person.id):
                await outbox.put(session, NOW, person, "slot_set", session=1)
        await binomes.end(session, binome, "team", NOW, untold=untold)
        for side, person in pair.items():
            said = ["slot_set"] if side in untold else ["place_set", "slot_set", "ended"]
            assert await list_queued(session, person) == said


async def test_a_session_that_nobody_was_asked_about_is_not_missed(small_sessions: Sessions) -> None:
    """Under a silence of the binôme nothing is counted against it; what was said of one side alone counts as ever."""
    start, end = NOW + timedelta(days=1, hours=11), NOW + timedelta(days=4)
    for is_silent, missed in ((True, 0), (False, 1)):
        async with small_sessions.begin() as session:
            binome, team = await make_active(session), await add_coordinator(session)
            subject = binome if is_silent else (await members_of(session, binome))[0]
            await silences.place(session, subject, team, None, "un deuil", NOW)
            await sessions_of_binomes.fall_due(session, start, 10)
            await _send_all(session, start + timedelta(hours=12))
            await sessions_of_binomes.fall_due(session, end, 10)
            assert binome.missed == missed


async def test_news_of_a_session_expires_once_the_next_has_begun(small_sessions: Sessions) -> None:
    """What a partner skips week after week is not said in a flood at the end of a silence."""
    async with small_sessions.begin() as session:
        binome, team = await make_active(session), await add_coordinator(session)
        young, helper = await members_of(session, binome)
        await silences.place(session, young, team, None, "un deuil", NOW)
        await session.execute(delete(Outgoing))
        for _ in range(3):
            planned = await sessions_of_binomes.find_upcoming(session, binome)
            assert planned is not None
            await sessions_of_binomes.skip(session, planned.id, helper, planned.revision, NOW)
        await silences.end(session, young, team, NOW)
        late = NOW + 3 * WEEK
        rows = await session.scalars(select(Outgoing).where(Outgoing.person_id == young.id))
        assert [bool(row.expires_at and row.expires_at <= late) for row in rows] == [True, True, False]
