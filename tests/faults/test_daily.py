"""The program's own ideas come once a day and by day; what people do for each other does not wait for that."""

from datetime import timedelta

from storage.schema.tables import Binome, Need, Person, PersonKey
from tests.faults.table_dump import read_rows
from tests.people import make_head_with_group, make_trained_volunteer, sign_up_young
from tests.town import Town, Visitor
from use_cases.outbox import outbox
from use_cases.people import people

PROPOSAL = "Quelqu'un cherche de l'aide"


async def _ask_twice(town: Town) -> Visitor:
    """Let a volunteer decline a first proposal, and a second one be found the same day."""
    _, group = await make_head_with_group(town)
    volunteer = await make_trained_volunteer(town, group)
    await sign_up_young(town)
    await town.beat()
    await volunteer.tap("Non, pas cette fois")
    await volunteer.tap("Pas le temps")
    await sign_up_young(town, "Karim")
    await town.beat()
    return volunteer


async def test_a_second_proposal_of_a_day_comes_the_next_morning(small_town: Town) -> None:
    """One a day; the hours to answer begin when it leaves."""
    volunteer = await _ask_twice(small_town)
    assert await small_town.count_sent(volunteer, PROPOSAL) == 1
    await small_town.pass_time(hours=23)
    assert await small_town.count_sent(volunteer, PROPOSAL) == 2
    assert "jusqu'au vendredi 27 novembre à 8 h" in await volunteer.reads()
    waiting = next(row for row in await read_rows(small_town, Binome) if row.state == "proposed")
    assert waiting.nudge_at is not None
    assert waiting.due_at - waiting.nudge_at == timedelta(hours=36)


async def test_a_proposal_that_is_no_longer_true_in_the_morning_is_not_said(small_town: Town) -> None:
    """Whoever stopped looking meanwhile is not proposed, and nothing is said of a withdrawal either."""
    volunteer = await _ask_twice(small_town)
    async with small_town.app.sessions.begin() as session:
        need = await session.get_one(Need, 2)
        young = await people.find_chat(session, await session.get_one(Person, need.person_id))
    karim = Visitor(small_town, young, "Karim", young)
    await karim.write("/arreter")
    await karim.tap("Oui")
    await small_town.pass_time(hours=23)
    assert await small_town.count_sent(volunteer, PROPOSAL) == 1


async def test_what_a_partner_does_is_told_the_same_day(agreed_town: Town) -> None:
    """The proposal, the other's yes and the hour that was asked for: one conversation, one day."""
    young, volunteer, *_ = agreed_town.pair
    await young.tap("mar. 18 h")
    assert await agreed_town.count_sent(volunteer, PROPOSAL) == 1
    assert "mardi à 18 h" in await volunteer.reads()


async def test_what_was_held_up_until_the_evening_waits_for_the_morning(small_town: Town) -> None:
    """The program stood still from before nine to after eleven: nobody is woken by what it had to say."""
    _, group = await make_head_with_group(small_town)
    volunteer = await make_trained_volunteer(small_town, group)
    await sign_up_young(small_town)
    await small_town.app.sender.wait_until_empty()
    before = len(await volunteer.messages())
    async with small_town.app.sessions.begin() as session:
        person = await people.find_person(session, volunteer.id)
        evening = small_town.app.clock.now().replace(hour=19, minute=59)
        await outbox.put(session, evening, person, "offer_refused", offer=1)
    small_town.simulator.offset += timedelta(hours=13)
    await small_town.settle()
    assert len(await volunteer.messages()) == before
    await small_town.pass_time(hours=10)
    assert len(await volunteer.messages()) > before


async def test_one_whose_key_is_gone_does_not_silence_the_mouth(small_town: Town) -> None:
    """As after an old backup: what was for them is given up and shown to the team, others are spoken to."""
    _, group = await make_head_with_group(small_town)
    volunteer = await make_trained_volunteer(small_town, group)
    other = await small_town.add_person("Awa")
    await other.write("/start")
    async with small_town.app.sessions.begin() as session:
        now = small_town.app.clock.now()
        person = await people.find_person(session, volunteer.id)
        assert person is not None
        await outbox.put(session, now, person, "offer_standing", offer=1, ways=[])
        await session.delete(await session.get_one(PersonKey, person.id))
    await small_town.settle()
    assert "Erreur technique" in await group.reads_all()
    await other.write("/privacy")
    assert "Vie privée" in await other.reads()
