"""Whoever of the team knows somebody says so; from then on cases about that person are out of their sight."""

import pytest
from sqlalchemy import select

from mentoring.errors import NotAllowed, NotPossible
from storage.engine.app_session import AppSession
from storage.engine.database import Sessions
from storage.schema.safeguarding_tables import Tie
from storage.schema.tables import Audit, Card, Person, Staff
from tests.bot.desk.test_team import invite_coordinator
from tests.cast import NOW, add_coordinator, make_proposed, members_of
from tests.faults.table_dump import dump, read_reference, read_rows
from tests.town import Town, Visitor
from use_cases.desk import declared_ties
from use_cases.team import cards


async def _list_labels(who: Visitor) -> str:
    return str([button["text"] for row in (await who.messages())[-1]["keyboard"] for button in row])


async def test_a_tie_is_declared_on_a_sheet_and_taken_back_by_a_head(active_town: Town) -> None:
    """Asked first, written into the audit; the sheet then shows no case, and a colleague cannot take it back."""
    young, _, head, group = active_town.pair
    karim, _ = await invite_coordinator(active_town, head, group)
    await young.write("je veux mourir ce soir")
    await karim.write("/chercher Inès")
    await karim.tap("J-001")
    reference = await read_reference(active_town, "distress")
    assert reference in await _list_labels(karim)
    await karim.tap("Je connais cette personne")
    assert await read_rows(active_town, Tie) == []
    await karim.tap("Famille")
    assert reference not in await _list_labels(karim)
    assert "Lien déclaré par vous : famille" in await karim.reads()
    await karim.write("/liens")
    assert "Vous et J-001 : famille" in await karim.reads()
    before = await dump(active_town)
    (tie,) = await read_rows(active_town, Tie)
    last = (await karim.messages())[-1]["message_id"]
    await karim.send_data(f"tie:person-{tie.person_id}:gone-{tie.staff_id}", last)
    assert await dump(active_town) == before
    await head.write("/liens")
    await head.tap("Retirer : Karim et J-001")
    await head.tap("Oui, retirer")
    assert "Aucun lien" in await head.reads()
    acts = [row.act for row in await read_rows(active_town, Audit) if "tie" in row.act]
    assert acts == ["declared tie relative", "took back tie"]
    await head.write("/audit")
    assert "a retiré un lien de Karim" in await head.reads_about("Ce que l'équipe a lu")


async def test_a_tie_to_a_colleague_is_declared_from_the_list(active_town: Town) -> None:
    """Whoever heads the programme sees it, and cannot take back what concerns themselves."""
    _, _, head, group = active_town.pair
    karim, _ = await invite_coordinator(active_town, head, group)
    await karim.write("/liens")
    await karim.tap("Claire")
    await karim.tap("Non, retour aux liens")
    assert "Aucun lien" in await karim.reads()
    await karim.tap("Claire")
    await karim.tap("En couple")
    assert "Vous et Claire : en couple" in await karim.reads()
    await head.write("/liens")
    assert "Karim et Claire : en couple" in await head.reads()
    assert "Retirer" not in await _list_labels(head)


async def _declare(session: AppSession, member: Person, other: Person) -> None:
    await declared_ties.declare(session, member, other.id, "relative", NOW)


async def test_no_head_takes_back_what_is_their_own(small_sessions: Sessions) -> None:
    """Neither their own tie, nor one to them, nor one to somebody to whom they have a tie; nor does a colleague."""
    async with small_sessions.begin() as session:
        young, _ = await members_of(session, await make_proposed(session))
        head, other = [await add_coordinator(session, name, "head") for name in ("Claire", "Lou")]
        member = await add_coordinator(session, "Karim")
        for one, about in ((head, young), (member, young), (member, head)):
            await _declare(session, one, about)
        close = (head, head, young), (head, member, head), (head, member, young), (member, head, young)
        for by, staff, person in close:
            with pytest.raises(NotAllowed):
                await declared_ties.take_back(session, by, staff.id, person.id, NOW)
        await declared_ties.take_back(session, other, head.id, young.id, NOW)
        with pytest.raises(NotPossible):
            await declared_ties.take_back(session, other, head.id, young.id, NOW)
        with pytest.raises(NotPossible):
            await _declare(session, member, member)


async def test_what_the_member_had_is_the_teams_again(small_sessions: Sessions) -> None:
    """A case about that person that they had taken waits for others; what they have of others stays."""
    async with small_sessions.begin() as session:
        young, helper = await members_of(session, await make_proposed(session))
        member = await add_coordinator(session, "Karim")
        for number, person in enumerate((young, helper)):
            card = await cards.open_case(session, NOW, "help", f"test:{number}", person_id=person.id)
            await cards.take_case(session, card, member, NOW)
        await _declare(session, member, young)
        rows = await session.scalars(select(Card).where(Card.kind == "help").order_by(Card.key))
        assert [(card.state, card.taken_by) for card in rows] == [("open", None), ("taken", member.id)]


async def test_a_tie_to_a_colleague_keeps_the_cases_of_either_from_the_other(small_sessions: Sessions) -> None:
    """What the colleague had taken about whoever declares it waits for others too."""
    async with small_sessions.begin() as session:
        member, colleague = await add_coordinator(session, "Karim"), await add_coordinator(session, "Awa")
        card = await cards.open_case(session, NOW, "help", "test:1", person_id=member.id)
        await cards.take_case(session, card, colleague, NOW)
        await _declare(session, member, colleague)
        assert (card.state, card.taken_by) == ("open", None)


async def test_a_tie_takes_a_proposal_between_the_two_back(small_sessions: Sessions) -> None:
    """Somebody of the team who is a volunteer too accompanies nobody to whom they have a tie."""
    async with small_sessions.begin() as session:
        binome = await make_proposed(session)
        young, helper = await members_of(session, binome)
        session.add(Staff(person_id=helper.id, role="coordinator", since=NOW, pledged_at=NOW))
        await _declare(session, helper, young)
        assert (binome.state, binome.need.state) == ("withdrawn", "waiting")
