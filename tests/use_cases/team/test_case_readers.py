"""Who reads a case, as its writer is told; and how far a tie keeps cases away."""

from sqlalchemy import delete

from mentoring.case_access import Answerer
from storage.engine.app_session import AppSession
from storage.engine.database import Sessions
from storage.schema.safeguarding_tables import OutsideRecipient, Tie
from storage.schema.tables import Card, Person, Staff
from tests.cast import NOW, add_coordinator, add_person, make_active, members_of
from use_cases.binomes import concerns, reports, safety
from use_cases.messages import report_contexts
from use_cases.outbox.context_request import ContextRequest, find_reader
from use_cases.team import cards, case_access


async def _accuse(session: AppSession, accused: Person) -> Card:
    writer = await add_person(session)
    return await cards.open_case(session, NOW, "report", f"{accused.id}", person_id=writer.id, about_id=accused.id)


async def test_its_writer_is_told_who_reads(small_sessions: Sessions) -> None:
    """By the table of access, whoever the accused is; and the truth where nobody is there who may."""
    async with small_sessions.begin() as session:
        head, colleague = await add_coordinator(session, role="head"), await add_coordinator(session, "Karim")
        volunteer, outside = await add_person(session, "Marc"), await add_person(session, "Dominique")
        about = {name: await _accuse(session, one) for name, one in (("v", volunteer), ("c", colleague), ("h", head))}

        async def list_told() -> list[str]:
            await session.flush()
            return [await case_access.find_readers(session, about[name]) for name in "vch"]

        assert await list_told() == ["team", "heads", "others"]
        session.add(OutsideRecipient(person_id=outside.id, bound_at=NOW, signed_at=NOW))
        assert await list_told() == ["team", "heads", "outside"]
        await add_coordinator(session, "Lou", role="head")
        assert await list_told() == ["team", "heads", "other_heads"]
        await session.execute(delete(Staff).where(Staff.role == "head"))
        assert await list_told() == ["team", "outside", "team"]
        await session.execute(delete(OutsideRecipient))
        assert await list_told() == ["team", "nobody", "team"]


async def test_a_tie_keeps_cases_away_that_name_a_binome_alone(small_sessions: Sessions) -> None:
    """With either of the two in it, whoever the case is about."""
    async with small_sessions.begin() as session:
        binome = await make_active(session)
        tied, head = await add_coordinator(session, "Karim"), await add_coordinator(session, role="head")
        card = await cards.open_case(session, NOW, "kick_off", "binome:1", binome_id=binome.id)
        for member in await members_of(session, binome):
            assert [await case_access.may_see(session, card, one) for one in (tied, head, None)] == [True, True, True]
            tie = Tie(staff_id=tied.id, person_id=member.id, kind="relative", since=NOW)
            session.add(tie)
            await session.flush()
            assert [await case_access.may_see(session, card, one) for one in (tied, head, None)] == [False, True, False]
            await session.delete(tie)
            await session.flush()


async def test_whoever_is_kept_out_somebody_outside_is_told(small_sessions: Sessions) -> None:
    """The only one of a team who wants to die, or whom somebody fears for: never both unheard and told otherwise."""
    async with small_sessions.begin() as session:
        binome = await make_active(session)
        young, head = await members_of(session, binome)
        session.add(Staff(person_id=head.id, role="head", since=NOW, pledged_at=NOW))
        await session.flush()
        cry = await safety.handle_distress(session, head, "strong", "suicide", "je veux mourir", NOW)
        fear = await concerns.open_concern(session, young, "partner", binome.id, NOW)
        assert cry is not None

        async def read_told() -> list[list[Person]]:
            await session.flush()
            return [await case_access.list_told(session, card) for card in (cry, fear)]

        async def read_answerers() -> list[Answerer]:
            return [await case_access.find_answerer(session, one, NOW) for one in (young, head)]

        assert (await read_told(), await read_answerers()) == ([[], []], ["team", "nobody"])
        args = {"report": fear.id, "whom": "partner"}
        asked = ContextRequest("concern_ask", args, young, await find_reader(session, young), NOW)
        assert (await report_contexts.show_concern(session, asked)).read_by == "nobody"
        assert (await report_contexts.show_readers(session, asked)).read_by == "nobody"
        outside = await add_person(session, "Dominique")
        session.add(OutsideRecipient(person_id=outside.id, bound_at=NOW, signed_at=NOW))
        assert (await read_told(), await read_answerers()) == ([[outside], [outside]], ["team", "outside"])
        assert [await case_access.may_decide(session, card, outside) for card in (cry, fear)] == [True, True]
        assert await case_access.find_readers(session, fear) == "outside"
        other = await add_coordinator(session, "Karim")
        assert (await read_told(), await read_answerers()) == ([[other], [other]], ["team", "team"])
        assert not await case_access.may_see(session, cry, outside)


async def test_nobody_answers_whoever_has_reported_all_who_would(sessions: Sessions) -> None:
    """Whom a report accuses is nobody who answers its writer, whoever is there for everybody else."""
    async with sessions.begin() as session:
        writer, head = await add_person(session), await add_coordinator(session, role="head")
        assert await case_access.find_answerer(session, writer, NOW) == "team"
        await reports.report_staff(session, head.id, writer, NOW)
        assert await case_access.find_answerer(session, writer, NOW) == "nobody"
        assert await case_access.find_answerer(session, await add_person(session), NOW) == "team"
        second = await add_coordinator(session, "Lou", role="head")
        assert await case_access.find_answerer(session, writer, NOW) == "team"
        await reports.report_staff(session, second.id, writer, NOW)
        assert await case_access.find_answerer(session, writer, NOW) == "nobody"
