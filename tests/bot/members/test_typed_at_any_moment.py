"""What people type at any moment instead of tapping: each sentence in its state, and what comes back."""

from bot.members import intents, typed_answers
from mentoring.intents import INTENTS
from mentoring.pending import TAKES
from storage.schema.tables import Binome, MentoringSession, Need, Offer
from tests.faults.table_dump import read_rows
from tests.people import begin_form, sign_up_volunteer
from tests.town import Town, Visitor

NOT_UNDERSTOOD = "Je n'ai pas compris"
Sentences = tuple[tuple[str, str], ...]
"""What is typed, and words of what comes back."""


async def read_states(town: Town) -> list[tuple[str, int, str]]:
    """Return the state of every need, offer and binôme."""
    tables: tuple[type[Need] | type[Offer] | type[Binome], ...] = (Need, Offer, Binome)
    return [(table.__tablename__, row.id, row.state) for table in tables for row in await read_rows(town, table)]


async def type_all(who: Visitor, sentences: Sentences) -> None:
    """Type each sentence; each gets its answer, and no state has moved."""
    before = await read_states(who.town)
    for typed, answered in sentences:
        await who.write(typed)
        assert answered in await who.reads(), typed
    assert await read_states(who.town) == before


async def test_a_proposal_is_answered_by_typing_and_decided_by_a_tap(proposed_town: Town) -> None:
    """A yes shows the yes, a no the reasons; the same for the young person, who may want to know who it is."""
    young, volunteer, *_ = proposed_town.pair
    await type_all(
        volunteer,
        (
            ("ok pour moi", "C'est bien un oui ?"),
            ("oui je veux bien", "C'est bien un oui ?"),
            ("non désolé", "Pouvez-vous dire pourquoi ?"),
            ("3", NOT_UNDERSTOOD),
            ("bonjour", "une proposition attend votre réponse"),
        ),
    )
    await volunteer.write("oui")
    await volunteer.tap("Oui, je l'accompagne")
    await type_all(
        young,
        (
            ("oui", "C'est bien un oui ?"),
            ("non désolé", "C'est bien un non ?"),
            ("c'est qui ?", "Je suis le robot"),
            ("ok merci", "C'est bien un oui ?"),
        ),
    )
    await young.tap("Oui, je veux essayer")
    assert [one.state for one in await read_rows(proposed_town, Binome)] == ["agreed"]


async def test_a_weekly_hour_is_answered_by_typing_and_decided_by_a_tap(agreed_town: Town) -> None:
    """A yes is to the hour that was asked for: another day shows the hours instead."""
    young, volunteer, *_ = agreed_town.pair
    await type_all(young, (("mardi 18h", "Marc devra dire oui"),))
    await young.tap("le mardi à 18 h")
    await type_all(
        volunteer,
        (
            ("ok pour jeudi", "Quel horaire irait chaque semaine ?"),
            ("non", "Quel horaire irait chaque semaine ?"),
            ("ok pour mardi", "C'est bien un oui ?"),
            ("oui", "C'est bien un oui ?"),
        ),
    )
    await volunteer.tap("Oui, ça me va")
    assert [one.state for one in await read_rows(agreed_town, Binome)] == ["active"]


async def test_another_moment_of_a_session_is_answered_by_typing_and_decided_by_a_tap(active_town: Town) -> None:
    """A yes and a no are shown, another hour is offered; whoever got no answer says whether they come."""
    young, volunteer, *_ = active_town.pair
    await type_all(young, (("on peut déplacer à jeudi 19h ?", "jeudi 26 novembre à 19"),))
    await young.tap("Oui, demander")
    await type_all(
        volunteer,
        (
            ("oui ok", "C'est bien un oui ?"),
            ("d'accord", "C'est bien un oui ?"),
            ("ok pour jeudi 19h", "C'est bien un oui ?"),
            ("non désolé", "C'est bien un non ?"),
            ("non on garde", "C'est bien un non ?"),
            ("plutôt vendredi 18h30", "vendredi 27 novembre à 18 h 30"),
            ("ok mais 20h", "à 20 h"),
            ("pas jeudi", "Ces moments conviennent aux deux"),
            ("bonjour", "demande à déplacer la session"),
        ),
    )
    (planned,) = await read_rows(active_town, MentoringSession)
    assert planned.moved_at is None
    await volunteer.write("oui")
    await volunteer.tap("Oui, d'accord")
    assert "C'est d'accord" in await young.reads()


async def test_whoever_gets_no_answer_types_whether_they_come(active_town: Town) -> None:
    """« Je viens » and « on annule » show their buttons; nothing is called off without a tap."""
    young, *_ = active_town.pair
    await young.write("on peut déplacer à jeudi 19h ?")
    await young.tap("Oui, demander")
    await active_town.pass_time(days=1, hours=6, minutes=30)
    assert "Tu viens, ou on annule ?" in await young.reads()
    yes, no = "C'est bien un oui ?", "C'est bien un non ?"
    await type_all(young, (("je viens", yes), ("je serai là", yes), ("on annule", no), ("je ne viens pas", no)))
    await young.tap("Je viens")
    (planned,) = await read_rows(active_town, MentoringSession)
    assert (planned.state, planned.young_coming_at is None) == ("planned", False)


async def test_a_check_in_is_answered_at_once_and_can_be_corrected(active_town: Town) -> None:
    """Whether it took place is noted and can be taken back; how it was is shown before it is noted."""
    young, volunteer, *_ = active_town.pair
    await active_town.pass_time(days=1, hours=10)
    await young.write("oui c'était super")
    assert "Comment c'était ?" in await young.reads()
    await young.tap("Elle n'a pas eu lieu")
    await young.tap("Elle a eu lieu")
    await young.write("deux")
    assert "J'ai lu : 🙂 Bien" in await young.reads()
    await young.write("3")
    assert "J'ai lu : 🤩 Très bien" in await young.reads()
    await young.tap("Très bien")
    await volunteer.write("non il n'est pas venu")
    assert "Merci de le dire" in await volunteer.reads()
    (met,) = [one for one in await read_rows(active_town, MentoringSession) if one.state != "planned"]
    assert (met.young_held, met.young_rating, met.volunteer_held) == (True, 3, False)


async def test_a_day_of_a_pause_is_read_as_people_write_it(active_town: Town) -> None:
    """It is shown before anything pauses; what lies outside the coming year is asked again."""
    young, *_ = active_town.pair
    await young.send_data("pause:binome-1:", (await young.messages())[-1]["message_id"])
    for typed, shown in (
        ("jusqu'au 4 janvier", "lundi 4 janvier"),
        ("1er mai", "samedi 1er mai"),
        ("15 mai 2027", "samedi 15 mai"),
        ("demain", "mardi 24 novembre"),
    ):
        await young.tap("Corriger") if typed != "jusqu'au 4 janvier" else None
        await type_all(young, ((typed, f"une pause jusqu'au {shown} ? Marc le lira aussi."),))
    await young.tap("Corriger")
    await type_all(young, (("15 mai 2029", "Je n'ai pas compris cette date"),))


ANY_MOMENT: Sentences = (
    ("c'est qui ?", "Je suis le robot"),
    ("stop", "Terminer le binôme"),
    ("je voudrais arrêter", "Terminer le binôme"),
    ("je veux un autre mentor", "Terminer le binôme"),
    ("j'ai trouvé mon alternance !", "Terminer le binôme"),
    ("bonjour", "Bonjour Inès"),
    ("ok merci", "Avec plaisir"),
    ("c'est quand ma prochaine séance ?", "Prochaine session : mardi 24 novembre"),
    ("je voudrais faire une pause", "une pause jusqu'à quand"),
    ("on peut faire une pause jusqu'au 4 janvier ?", "une pause jusqu'au lundi 4 janvier ?"),
    ("combien de temps ça va durer ?", "Une session dure 60 minutes"),
    ("je veux signaler quelqu'un", "Qu'est-ce qui se passe ?"),
)


async def test_what_is_wanted_at_any_moment_is_shown(active_town: Town) -> None:
    """Each wish leads to its screen, and does nothing by itself."""
    young, *_ = active_town.pair
    await type_all(young, ANY_MOMENT)
    await young.write("je veux changer mes réponses")
    assert "need:edit:level" in await young.list_data()


async def test_what_a_pair_arranges_is_answered_by_what_would_do(active_town: Town) -> None:
    """Being late, not coming, moving, a link that fails, words for the team: shown to either side, and nothing done."""
    young, volunteer, *_ = active_town.pair
    for who in (young, volunteer):
        await type_all(
            who,
            (
                ("je serai en retard de 10 min", "« J'arrive dans 10 min »"),
                ("je ne peux pas mardi", "On la passe, ou on demande un autre moment ?"),
                ("je voudrais déplacer la séance", "Ces moments conviennent aux deux"),
                ("le lien ne marche pas", "« Le lien ne marche pas »"),
                ("annuler", "On la passe, ou on demande un autre moment ?"),
            ),
        )
        before = await read_states(active_town)
        await who.write("comment je fais pour parler à mon mentor ?")
        assert NOT_UNDERSTOOD not in await who.reads()
        assert await read_states(active_town) == before
        await who.write("/menu")
        await type_all(who, (("est-ce que je peux parler à quelqu'un de l'équipe ?", "montre avant de l'envoyer"),))


async def test_of_two_wishes_one_is_chosen(active_town: Town) -> None:
    """Two things that words may mean are two buttons, beside another way."""
    young, *_ = active_town.pair
    await type_all(young, (("on peut changer d'horaire ?", "Que veux-tu faire ?"),))
    assert (await young.list_data())[:3] == ["want:change_weekly_hour:", "want:move_session:", "menu::"]


async def test_of_several_questions_one_is_chosen(active_town: Town) -> None:
    """A yes that may be to two questions is to neither, until it is said to which."""
    young, volunteer, *_ = active_town.pair
    await active_town.pass_time(days=1, hours=10)
    await young.send_data("slot:1:1-19", (await young.messages())[-1]["message_id"])
    before = await read_rows(active_town, MentoringSession)
    await volunteer.write("oui")
    assert "Plusieurs questions attendent" in await volunteer.reads()
    offered = await volunteer.list_data()
    assert offered.index("slot_ok:1:1-19") < offered.index("held:1:yes")
    assert [one.volunteer_held for one in await read_rows(active_town, MentoringSession)] == [None] * len(before)


async def test_what_waits_is_asked_again_but_not_twice_in_a_row(proposed_town: Town) -> None:
    """After whatever else was answered, one short line and the same buttons."""
    _, volunteer, *_ = proposed_town.pair
    await volunteer.write("quelles données vous avez sur moi ?")
    assert "une proposition attend votre réponse" in await volunteer.reads()
    assert "accept:1:" in await volunteer.list_data()
    await volunteer.write("quelles données vous avez sur moi ?")
    assert "J'attends encore" not in await volunteer.reads()
    for _ in range(2):
        await volunteer.write("blabla")
        assert "une proposition attend votre réponse" in await volunteer.reads()
        assert (await volunteer.reads()).count("J'attends encore votre réponse") == 1


async def test_a_number_or_a_yes_that_nothing_asks_for_may_be_for_the_partner(active_town: Town) -> None:
    """It asks whom it is for: the partner, the team, or nobody."""
    young, *_ = active_town.pair
    await type_all(young, (("oui", "Pour qui est-ce ?"), ("3", "Pour qui est-ce ?"), ("compta", "Pour qui est-ce ?")))
    assert [one.rpartition(":")[2] for one in (await young.list_data())[:3]] == ["1", "team", "none"]
    assert "J'attends" not in await young.reads()


async def test_small_talk_in_a_form_is_answered_and_the_question_asked_again(small_town: Town) -> None:
    """It never becomes the answer; stopping is asked first."""
    young = await begin_form(small_town, "need", "Inès")
    asked = await young.asked()
    for typed, answered in (
        ("bonjour", "Bonjour"),
        ("ok merci", "Avec plaisir"),
        ("c'est qui ?", "Je suis le robot"),
    ):
        before = len(await young.messages())
        await young.write(typed)
        assert any(answered in one["text"] for one in (await young.messages())[before:]), typed
        assert await young.asked() == asked
    for typed in ("annuler", "stop"):
        await young.write(typed)
        assert "stop:need-1:yes" in await young.list_data()
    assert [one.state for one in await read_rows(small_town, Need)] == ["drafting"]


async def test_a_volunteer_goes_on_by_typing(proposed_town: Town) -> None:
    """How many young people is asked in the form's own words; the training goes on at its screen."""
    _, volunteer, _, group = proposed_town.pair
    await type_all(volunteer, (("je voudrais accompagner deux jeunes de plus", "jeunes"),))
    new = await sign_up_volunteer(proposed_town, "Awa")
    await group.tap("Approuver")
    await type_all(new, (("oui", "Voici la petite formation"), ("bonjour", "Il reste la petite formation")))


async def test_english_words_are_understood_in_the_same_states(proposed_town: Town) -> None:
    """Whoever reads English types it."""
    young, volunteer, *_ = proposed_town.pair
    for who in (young, volunteer):
        await who.send_data("language::en", (await who.messages())[-1]["message_id"])
    await type_all(
        volunteer,
        (
            ("yes, gladly", "Is that a yes?"),
            ("who are you?", "I'm the bot"),
            ("hello", "a proposal is waiting for your answer"),
            ("qwertz", "I didn't understand that message"),
        ),
    )
    await type_all(
        young, (("thanks", "You're welcome"), ("I want to stop", "shall I stop?"), ("3", "didn't understand"))
    )


def test_every_wish_and_every_question_has_its_act() -> None:
    """An intent or a question without a row would end in an error for whoever types it."""
    assert set(intents.ACTS) == set(INTENTS)
    assert set(typed_answers.ANSWERS) == set(TAKES)


async def test_the_team_alone_is_shown_its_queue_by_words_or_by_a_button(proposed_town: Town) -> None:
    """A young person who types the same, or sends the button, sees nothing of it."""
    young, _, head, _ = proposed_town.pair
    await head.write("/file")
    queue = await head.reads()
    await head.write("les cas ouverts")
    assert await head.reads() == queue
    await type_all(head, (("cherche Inès", "/chercher Inès"),))
    await young.write("les cas ouverts")
    refused = await young.send_data("want:staff_queue:", (await young.messages())[-1]["message_id"])
    assert refused == "Ce bouton n'est plus valable."
    assert queue not in await young.reads_all()
