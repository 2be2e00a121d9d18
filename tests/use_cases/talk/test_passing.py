"""What waits stays in order, what is held of messages goes in time, and what a minor writes reaches nobody else."""

from datetime import timedelta

from sqlalchemy import select, update

from mentoring.talk import DRAFT_LASTS, IDS_LAST, Passable
from mentoring.talk_contexts import PassedContext
from storage.engine.app_session import AppSession
from storage.engine.database import Sessions
from storage.schema.tables import Binome, Outgoing
from storage.schema.talk_tables import PassedMessage
from tests.cast import NOW, make_talking, members_of
from use_cases.messages.context import build_context
from use_cases.outbox import outbox, passed_messages
from use_cases.people import people
from use_cases.talk import drafts, passing

HOUR = timedelta(hours=1)


async def _write(session: AppSession, binome: Binome, words: str = "Bonjour") -> PassedMessage:
    young, _ = await members_of(session, binome)
    return await passing.write(session, binome, young, Passable(words=words), NOW)


async def _list_dues(session: AppSession) -> list[object]:
    waiting = select(Outgoing.due_at).where(Outgoing.kind == "passed_text").order_by(Outgoing.id)
    return list(await session.scalars(waiting))


async def test_what_is_written_later_leaves_no_earlier(sessions: Sessions) -> None:
    """A message that waits for the morning is not overtaken by one that would not have to; the other side's is free."""
    async with sessions.begin() as session:
        binome = await make_talking(session)
        await _write(session, binome)
        await session.execute(update(Outgoing).where(Outgoing.kind == "passed_text").values(due_at=NOW + HOUR))
        await _write(session, binome)
        _, volunteer = await members_of(session, binome)
        await passing.write(session, binome, volunteer, Passable(words="Oui"), NOW)
        assert await _list_dues(session) == [NOW + HOUR, NOW + HOUR, NOW]


async def test_numbers_of_messages_are_forgotten_after_ninety_days_but_for_those_that_wait(
    small_sessions: Sessions,
) -> None:
    """Received, dropped or left: gone; what nobody knows the fate of is asked about first."""
    async with small_sessions.begin() as session:
        binome = await make_talking(session)
        received, waiting = [(await _write(session, binome)).id for _ in range(2)]
        row = (await session.scalars(select(Outgoing).where(Outgoing.kind == "passed_text").limit(1))).one()
        await passed_messages.record_received(session, row, 77, NOW)
        await session.flush()
        await passed_messages.prune(session, NOW + IDS_LAST)
        assert set(await session.scalars(select(PassedMessage.id))) == {received, waiting}
        await passed_messages.prune(session, NOW + IDS_LAST + HOUR)
        assert list(await session.scalars(select(PassedMessage.id))) == [waiting]


async def test_with_somebody_under_18_nobody_reads_how_to_reach_the_other(
    small_sessions: Sessions,
) -> None:
    """Telephones, mails and handles are hidden on both sides; two adults read what was written."""
    shown = []
    async with small_sessions.begin() as session:
        binome = await make_talking(session)
        young, volunteer = await members_of(session, binome)
        await _write(session, binome, "Mon numéro : 06 12 34 56 78")
        row = (await session.scalars(select(Outgoing).where(Outgoing.kind == "passed_text"))).one()
        for birth in ("2006", "2010-01"):
            profile = await people.read_profile(session, young)
            await people.save_profile(session, young, {**profile, "birth": birth})
            context = await build_context(session, row, NOW)
            assert isinstance(context, PassedContext)
            shown.append(context.words)
        assert row.person_id == volunteer.id
    assert shown == ["Mon numéro : 06 12 34 56 78", "Mon numéro : ▒▒▒"]


async def test_no_words_are_offered_to_a_partner_for_ten_minutes_after_help(small_sessions: Sessions) -> None:
    """Whoever has just read the numbers to call may still be speaking of themselves."""
    async with small_sessions.begin() as session:
        young, _ = await members_of(session, await make_talking(session))
        assert await drafts.may_offer(session, young, NOW)
        await outbox.put(session, NOW, young, "help")
        assert not await drafts.may_offer(session, young, NOW)
        assert await drafts.may_offer(session, young, NOW + DRAFT_LASTS)
