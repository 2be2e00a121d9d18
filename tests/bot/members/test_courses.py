"""The goal, the length and the end of a binôme in the chat: typed or tapped, and decided by a tap alone."""

from sqlalchemy import select

from storage.schema.life_tables import Course
from storage.schema.tables import Binome
from tests.cast import NOW
from tests.faults.table_dump import read_rows
from tests.town import Town
from use_cases.outbox import outbox
from use_cases.people import people


async def has_goal(town: Town) -> bool:
    """Return whether the only binôme has a goal."""
    return [course.goal is not None for course in await read_rows(town, Course)] == [True]


async def test_the_goal_is_read_by_the_volunteer_after_a_tap(agreed_town: Town) -> None:
    """A typed yes shows one's own sentence, another sentence is shown as well; « ok » sends nothing."""
    young, volunteer, *_ = agreed_town.pair
    assert "Avec quel objectif commences-tu ?" in await young.reads_all()
    await young.send_data("goal:1:", 1)
    await young.write("oui")
    assert "Ton objectif : « " in await young.reads()
    await young.tap("Corriger")
    await young.write("Trouver une alternance avant juin")
    assert "Ton objectif : « Trouver une alternance avant juin »" in await young.reads()
    await young.write("ok")
    assert not await has_goal(agreed_town)
    assert "a un objectif" not in await volunteer.reads_all()
    await young.tap("Oui, c'est mon objectif")
    assert "Inès a un objectif pour vos 16 semaines : « Trouver une alternance avant juin »" in await volunteer.reads()
    assert "Marc le lit aussi" in await young.reads()
    assert await has_goal(agreed_town)


async def test_an_hour_is_no_goal(agreed_town: Town) -> None:
    """What answers the other question that waits is taken for it; too long a goal is asked again."""
    young, *_ = agreed_town.pair
    await young.send_data("goal:1:", 1)
    await young.write("mardi 18h")
    assert "Marc devra dire oui" in await young.reads()
    await young.send_data("goal:1:", 1)
    await young.write("je voudrais " * 40)
    assert "Ton objectif : « " not in await young.reads()
    assert not await has_goal(agreed_town)


async def test_the_length_is_chosen_before_the_yes(proposed_town: Town) -> None:
    """From the proposal and back to it, by whoever is asked; the other side's button is none of one's own."""
    young, volunteer, *_ = proposed_town.pair
    await volunteer.tap("Choisir la durée")
    await volunteer.tap("12 semaines")
    assert "pendant 12 semaines" in await volunteer.reads_about("Quelqu'un cherche de l'aide")
    assert await young.send_data("length:1:8", 1)
    await volunteer.tap("Oui, je l'accompagne")
    assert "pendant 12 semaines" in await young.reads()
    await young.tap("Choisir la durée")
    await young.tap("8 semaines")
    assert [one.weeks for one in await read_rows(proposed_town, Binome)] == [8]


async def test_the_end_is_decided_by_taps(active_town: Town) -> None:
    """A typed yes shows the buttons; one yes waits for the other, and a no ends it kindly for both."""
    young, volunteer, *_ = active_town.pair
    async with active_town.app.sessions.begin() as session:
        course = (await session.scalars(select(Course))).one()
        course.end_asked_at = NOW
        for one in (young, volunteer):
            person = await people.find_or_create(session, one.id, "fr", NOW)
            await outbox.put(session, NOW, person, "end_ask", binome=1)
    await active_town.settle()
    assert "le temps prévu est passé" in await young.reads()
    await young.write("oui")
    assert "go_on:1:yes" in await young.list_data()
    await young.choose("go_on:1:yes")
    assert "Marc n'a pas encore répondu" in await young.reads()
    await active_town.pass_time(hours=24)  # the volunteer has read a proposal today
    await volunteer.tap("Terminer comme prévu")
    assert [(one.state, one.why) for one in await read_rows(active_town, Binome)] == [("ended", "planned")]
    assert "C'était le temps prévu" in await young.reads()
    assert "Merci pour ces semaines" in await volunteer.reads()
