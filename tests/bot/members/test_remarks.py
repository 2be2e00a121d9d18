"""Remarks that ask nothing of the bot: each is heard as what it is, and does nothing by itself."""

from storage.schema.tables import MentoringSession
from tests.bot.members.test_typed_at_any_moment import type_all
from tests.faults.table_dump import read_rows
from tests.town import Town, Visitor

YES = "C'est bien un oui ?"


async def test_a_yes_to_a_proposal_goes_before_what_is_only_guessed(proposed_town: Town) -> None:
    """Whatever else such words sound like; who the other is, is shown again to whoever asks."""
    young, volunteer, *_ = proposed_town.pair
    await type_all(
        volunteer,
        (
            ("j'accepte volontiers", YES),
            ("ok", YES),
            ("pourquoi pas, ça me plaît", YES),
            ("ça ne m'intéresse pas", "Pouvez-vous dire pourquoi ?"),
            ("elle a quel âge ?", "Étude"),
        ),
    )
    assert "accept:1:" in await volunteer.list_data()
    await volunteer.tap("Oui, je l'accompagne")
    await type_all(young, (("moi ça me va, je le prends", YES), ("c'est un homme ou une femme ?", "Son métier")))
    assert "agree:1:" in await young.list_data()


async def test_ok_is_heard_and_is_no_message_to_the_partner(active_town: Town) -> None:
    """A partner does not read it, a screen says that a tap says yes, and no older question takes it for one."""
    young, volunteer, *_ = active_town.pair
    await young.write("ok")
    assert "👍" in await young.reads()
    assert [one for one in await young.list_data() if one.startswith("draft:")] == []
    await volunteer.send_data("ready:1:thanks", (await volunteer.messages())[-1]["message_id"])
    await young.write("d'accord 👍")
    assert "Marc ne voit pas" in await young.reads()
    await young.tap("Répondre à Marc")
    await young.send_data("menu::back", (await young.messages())[-1]["message_id"])
    await young.write("on peut déplacer à jeudi 19h ?")
    for typed in ("ok", "oui"):
        await young.write(typed)
        assert "touche le bouton juste au-dessus" in await young.reads(), typed
        await young.write("on peut déplacer à jeudi 19h ?")
    await young.write("je ne peux pas mardi")
    await young.tap("Rien de tout cela")
    await young.write("ok")
    assert "touche le bouton" not in await young.reads()
    assert "✉️ Inès" not in await volunteer.reads_all()
    await active_town.pass_time(hours=12)
    await volunteer.send_data("ready:1:late", (await volunteer.messages())[-1]["message_id"])
    await young.write("ok")
    assert "Marc ne voit pas" in await young.reads()
    (planned,) = await read_rows(active_town, MentoringSession)
    assert (planned.asked_start, planned.young_coming_at) == (None, None)


async def test_whoever_comes_or_looks_forward_is_never_taken_for_late_or_absent(active_town: Town) -> None:
    """That one comes is noted by a tap, after a reminder at once; joy at seeing the partner may be for them."""
    young, volunteer, *_ = active_town.pair
    await type_all(
        young,
        (
            ("oui je serai bien là à 18h", "Je note que tu y seras ?"),
            ("je me réjouis de la séance de demain", "Pour qui est-ce ?"),
        ),
    )
    await young.send_data("coming:1:0", (await young.messages())[-1]["message_id"])
    await volunteer.send_data("language::en", (await volunteer.messages())[-1]["message_id"])
    await type_all(
        volunteer,
        (("I'll be there", "Shall I note that you'll be there?"), ("can't wait for tuesday", "Who is this for?")),
    )
    await active_town.pass_time(hours=12)
    await volunteer.write("I will be there tomorrow")
    (planned,) = await read_rows(active_town, MentoringSession)
    assert None not in (planned.young_coming_at, planned.volunteer_coming_at)


async def say_it_was_good(who: Visitor, typed: str) -> None:
    """Type that the session was good before anybody was asked, and say with a tap that it took place."""
    await who.write(typed)
    assert "held:1:yes" in await who.list_data()
    await who.choose("held:1:yes")


async def test_what_is_told_of_a_session_before_it_is_asked_is_not_asked_again(active_town: Town) -> None:
    """A tap notes it; the other is asked at the usual hour, and the session counts once both have answered."""
    young, volunteer, *_ = active_town.pair
    await active_town.pass_time(days=1, hours=8, minutes=30)
    asked = "La session avec Marc a-t-elle eu lieu ?"
    await say_it_was_good(young, "la séance s'est super bien passée")
    assert "Comment c'était ?" in await young.reads()
    await young.write("c'était vraiment cool")
    assert "Touche le bouton qui va" in await young.reads()
    await say_it_was_good(volunteer, "super séance merci")
    await active_town.pass_time(hours=3)
    assert await active_town.count_sent(young, asked) == 1
    states = {(one.state, one.young_held, one.volunteer_held) for one in await read_rows(active_town, MentoringSession)}
    assert states == {("held", True, True), ("planned", None, None)}
