"""A session in chat: another moment is typed, shown, asked for and agreed; weekly hours; what comes after an end."""

from datetime import timedelta

import pytest
from sqlalchemy import select, update

from bot.members import session_changes
from bot.turn import Turn
from storage.schema.tables import Binome, Card, MentoringSession, Need, Outgoing, Person
from tests import cast
from tests.faults.table_dump import read_rows
from tests.town import Town, Visitor
from understanding.when.week import WeeklyHour
from use_cases.binomes import slots
from use_cases.people import people


async def _call(town: Town, who: Visitor, act: str, given: object = None) -> bool:
    """Do for somebody what their words would lead to."""
    async with town.app.sessions.begin() as session:
        person = await people.find_person(session, who.id)
        assert isinstance(person, Person)
        turn = Turn(session, person, town.app.clock.now(), session.programme)
        with session.answer_to(person.id):
            found = await (
                getattr(session_changes, act)(turn) if given is None else getattr(session_changes, act)(turn, given)
            )
    town.app.sender.wake()
    await town.settle()
    return bool(found)


async def test_another_moment_is_typed_and_asked_for_and_agreed(active_town: Town) -> None:
    """Half hours too: it is shown before the other is asked, and nothing moves before their yes."""
    young, volunteer, *_ = active_town.pair
    await young.write("/menu")
    for label in ("B-001", "Demander un autre moment", "Un autre moment"):
        await young.tap(label)
    await young.write("euh je sais pas")
    assert "pas reconnu de jour ni d'heure" in await young.reads()
    await young.write("jeudi à 19h30")
    assert "Demander à Marc : jeudi 26 novembre à 19 h 30" in await young.reads()
    await young.tap("Oui, demander")
    assert "la session reste prévue mardi 24 novembre à 18 h" in await young.reads()
    assert "demande à déplacer la session : jeudi 26 novembre à 19 h 30" in await volunteer.reads()
    await volunteer.tap("Oui, d'accord")
    assert "Nouveau moment avec Marc : jeudi 26 novembre à 19 h 30" in await young.reads()
    await young.tap("Revenir au moment d'avant")
    assert "de nouveau mardi 24 novembre à 18 h" in await volunteer.reads()


async def test_a_move_whose_old_hour_was_taken_meanwhile_shows_other_moments(active_town: Town) -> None:
    """Within the minute somebody else took it: nothing moves, and the moments that suit both are there."""
    young, *_ = active_town.pair
    await add_second_pair(active_town)
    async with active_town.app.sessions.begin() as session:
        mine, theirs = (await session.scalars(select(MentoringSession).order_by(MentoringSession.id))).all()
        mine.moved_from, mine.moved_at = mine.starts_at, active_town.app.clock.now()
        theirs.starts_at, mine.starts_at = mine.starts_at, mine.starts_at + timedelta(days=1)
    await young.send_data("move_undo:1:0", (await young.messages())[-1]["message_id"])
    assert "n'est plus libre" in await young.reads()
    assert "Un autre moment" in str((await young.messages())[-1]["keyboard"])


async def test_who_will_be_there_is_read_on_the_others_reminder(active_town: Town) -> None:
    """No message of its own; the sheet and the reminder say so."""
    young, volunteer, *_ = active_town.pair
    await active_town.pass_time(hours=9)
    before = len(await young.messages())
    await volunteer.tap("Je serai là")
    assert len(await young.messages()) == before
    await active_town.pass_time(hours=23)
    assert "Dans une heure : ta session avec Marc, à 18 h" in await young.reads()
    assert "Marc sera là" in await young.reads()
    assert "Inès sera là" not in await volunteer.reads()


async def test_a_reminder_says_that_another_moment_is_asked_for(active_town: Town) -> None:
    """To whom it was asked and to whom asked, each with what they can do; the session stays where it is meanwhile."""
    young, volunteer, *_ = active_town.pair
    await young.write("on peut déplacer à jeudi 19h ?")
    await young.tap("Oui, demander")
    await active_town.pass_time(hours=9)
    for who, said, act in (
        (young, "Demande envoyée : jeudi 26 novembre à 19 h à la place", "Retirer ma demande"),
        (volunteer, "Inès demande à la place : jeudi 26 novembre à 19 h", "Oui, d'accord"),
    ):
        shown = (await who.messages())[-1]
        assert "C'est demain" in await who.reads()
        assert said in await who.reads()
        assert act in [button["text"].partition(" ")[2] for row in shown["keyboard"] for button in row]


async def test_nobody_reads_what_the_other_said_of_a_session(active_town: Town) -> None:
    """A no beside a yes opens a case for the team; what either reads is what they read beside another yes."""
    young, volunteer, _, group = active_town.pair
    await active_town.pass_time(days=1, hours=10)
    await young.send_data("held:1:yes", (await young.messages())[-1]["message_id"])
    before = await young.messages()
    await volunteer.send_data("held:1:no", (await volunteer.messages())[-1]["message_id"])
    await active_town.beat()
    assert await young.messages() == before
    for who in (young, volunteer):
        await who.write("/menu")
        await who.tap("B-001")
        assert "eu lieu" not in await who.reads()
    assert [row.kind for row in await read_rows(active_town, Card) if row.kind == "contradiction"] == ["contradiction"]
    await active_town.pass_time(hours=15)
    assert "Un oui et un non sur une session" in await group.reads_all()


async def test_the_doors_for_what_was_said_at_any_moment(active_town: Town) -> None:
    """Each shows what was read, for one tap; without a session there is none to open."""
    young, volunteer, head, _ = active_town.pair
    assert await _call(active_town, young, "offer_skip")
    assert "On la passe, ou on demande un autre moment" in await young.reads()
    assert await _call(active_town, young, "offer_weekly_hours", [WeeklyHour("wed", 19, 30)])
    await young.tap("le mercredi à 19 h 30")
    await volunteer.tap("Oui, cela me va")
    (binome,) = await read_rows(active_town, Binome)
    assert (binome.weekday, binome.hour, binome.minute) == (2, 19, 30)
    assert not await _call(active_town, head, "offer_skip")


async def test_an_old_button_moves_nothing_and_shows_how_it_is_done_now(active_town: Town) -> None:
    """« Un jour plus tard » stands in chats of before."""
    young, *_ = active_town.pair
    await young.send_data("move:1:0-1", (await young.messages())[-1]["message_id"])
    assert "Rien ne bouge avant l'accord de Marc" in await young.reads()
    assert [one.revision for one in await read_rows(active_town, MentoringSession)] == [0]


@pytest.mark.parametrize(("before", "rating", "is_glad"), [(2, 3, True), (1, 3, False), (3, 3, False), (2, 1, False)])
async def test_a_third_session_is_a_joy_unless_it_was_not_good(
    active_town: Town, before: int, rating: int, is_glad: bool
) -> None:
    """Counted are those held, up to the present one; one that was missed, or is held later, counts for nothing."""
    young, *_ = active_town.pair
    async with active_town.app.sessions.begin() as session:
        done = (await session.scalars(select(MentoringSession))).one()
        done.state, done.young_held = "begun", True
        weeks = [(-week, "held") for week in range(1, before + 1)]
        for week, state in [*weeks, (-9, "missed"), (1, "held")]:
            start = done.starts_at + timedelta(weeks=week)
            session.add(MentoringSession(binome=done.binome, starts_at=start, state=state))
    await young.send_data(f"rate:1:{rating}", (await young.messages())[-1]["message_id"])
    read = await young.reads()
    assert "c'est noté" in read
    assert ("Trois sessions déjà : bravo à vous deux !" in read) == is_glad


async def test_whoever_was_left_is_asked_how_they_are(active_town: Town) -> None:
    """Who ended it is not; who looks again is asked whether the need is the same, and its answers are kept."""
    young, volunteer, *_ = active_town.pair
    await volunteer.write("/menu")
    for label in ("B-001", "Terminer le binôme", "Plus le temps"):
        await volunteer.tap(label)
    assert "comment allez-vous" not in await volunteer.reads_all()
    assert "Et toi, comment ça va ?" in await young.reads()
    await young.tap("Pas trop")
    assert "Une fin peut faire de la peine" in await young.reads()
    await young.tap("Chercher un autre binôme")
    await young.tap("Changer mes réponses")
    over, again = sorted(await read_rows(active_town, Need), key=lambda need: need.id)
    assert (over.state, again.state, again.priority) == ("closed", "drafting", True)
    assert "alternance" in await young.reads()


async def test_a_place_with_an_address_is_joined_by_a_button(active_town: Town) -> None:
    """Telegram opens it: the button under the binôme carries the address, and the words do not repeat it."""
    young, volunteer, *_ = active_town.pair
    await young.send_data("place:1:", (await young.messages())[-1]["message_id"])
    await young.write("https://visio.example.org/b?x=1&y=2")
    await young.tap("Envoyer")
    shown = (await volunteer.messages())[-1]
    assert "En visio" in shown["text"]
    assert "https" not in shown["text"]
    (join,) = [one for row in shown["keyboard"] for one in row if "🎥 Rejoindre" in one["text"]]
    assert join["url"] == "https://visio.example.org/b?x=1&y=2"


async def add_second_pair(town: Town) -> None:
    """Give the volunteer a second young person, Karim, whom they meet on Thursdays at 18."""
    async with town.app.sessions.begin() as session:
        offer = (await session.get_one(Binome, 1)).offer
        offer.capacity = 2
        binome = await cast.make_agreed(session, await cast.add_need(session, "Karim"), offer)
        young, helper = await cast.members_of(session, binome)
        await slots.ask_for_slot(session, binome.id, young, "3-18", cast.NOW)
        await slots.confirm_slot(session, binome.id, helper, "3-18", cast.NOW)
        theirs = update(Outgoing).where(Outgoing.person_id == young.id)
        await session.execute(theirs.values(state="sent"))  # nobody sits there to read it
    await town.settle()


async def test_of_two_young_people_words_single_out_one_or_it_is_asked(active_town: Town) -> None:
    """By the first name, or a day that is not the new one; the nearest session is never taken for granted."""
    _, volunteer, *_ = active_town.pair
    await add_second_pair(active_town)
    for typed, shown in (
        ("je ne peux pas jeudi", "avec Karim est prévue jeudi 26 novembre"),
        ("je ne peux pas mardi", "avec Inès est prévue mardi 24 novembre"),
        ("je voudrais déplacer la séance avec Karim", "avec Karim est prévue jeudi 26 novembre"),
        ("je peux pas mardi, on peut décaler à mercredi 17h ?", "Demander à Inès : mercredi 25 novembre à 17 h"),
        ("je voudrais déplacer la séance", "Pour quel binôme ?"),
        ("on peut déplacer la séance à jeudi ?", "Pour quel binôme ?"),
        ("je ne peux pas venir", "Pour quel binôme ?"),
        ("on peut changer d'horaire chaque semaine ? plutôt le lundi 19h", "Pour quel binôme ?"),
    ):
        await volunteer.write(typed)
        assert shown in await volunteer.reads(), typed
    await volunteer.tap("Karim")
    assert "Je propose cet horaire à Karim, chaque semaine ?" in await volunteer.reads()
    await volunteer.write("on peut déplacer la séance à mercredi ?")
    await volunteer.tap("Karim")
    assert "Demander à Karim : mercredi 25 novembre à 18 h, au lieu de jeudi 26" in await volunteer.reads()
    await volunteer.write("je ne peux pas venir")
    await volunteer.tap("Inès")
    assert "avec Inès est prévue mardi 24 novembre" in await volunteer.reads()
    assert {one.state for one in await read_rows(active_town, MentoringSession)} == {"planned"}
