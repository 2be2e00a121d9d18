"""Ways of getting lost, one by one.

Besides those below: an old button (faults/test_buttons), a voice message or a photo instead of words, `/start` half-way
and a restart of the bot half-way (faults/test_words), a change that is left half-way (test_comfort), a report that is
left for a form (faults/test_words), a flood of messages (faults/test_hearing).
"""

from itertools import takewhile

import pytest

from mentoring.questions import FORMS, Question
from mentoring.states import Form
from storage.schema.tables import Binome, Card, Need, Offer, Person
from tests.faults.table_dump import list_outgoing, read_rows
from tests.lost.invariants import TOO_LATE
from tests.mentoring.examples import TODAY, complete_form
from tests.people import YOUNG, begin_form, fill_in, find_next_after, sign_up_volunteer, sign_up_young, write_need
from tests.town import Town

TYPED = {"name": "Inès", "birth": "2006", "level": "bac +2, bts, but, l2", "field": "commerce, gestion"}
TYPED |= {"topics": "relire mon CV"}
"""Answers in words; any other question is answered by the name of a choice."""


def _is_typed(asked: Question) -> bool:
    return not asked.closing or bool(asked.typed)


def _list_chosen(message: dict[str, object]) -> list[str]:
    rows_shown: list[list[dict[str, str]]] = message["keyboard"]  # type: ignore[assignment]
    return [button["callback_data"] for row in rows_shown for button in row if button["text"].startswith("✅")]


async def test_who_says_hello_instead_of_choosing_keeps_what_they_chose(small_town: Town) -> None:
    """« bonjour » among the free hours is no answer: the same question comes again, its ticks with it."""
    young = await write_need(small_town, until="slots")
    await young.choose("need:slots:tue-evening")
    await young.write("bonjour")
    assert "Bonjour Inès" in await young.reads_all()
    last = (await young.messages())[-1]
    assert "Quand es-tu libre" in last["text"]
    assert _list_chosen(last) == ["need:slots:tue-evening"]


async def test_who_types_wrongly_three_times_is_asked_three_times(small_town: Town) -> None:
    """However often the region is mistyped, its buttons come again, without a reproach and without an end."""
    young = await write_need(small_town, until="region")
    for words in ("qsdf", "1234", "🌱"):
        await young.write(words)
        assert "Par exemple : « je vis à Lyon ». Ou touche un bouton." in await young.reads()
        assert "Dans quelle région" in await young.reads()
    await young.tap("Bretagne")
    assert await young.asked() == find_next_after("need", "region")


async def test_who_loses_their_phone_for_a_week_finds_the_form_as_it_was(small_town: Town) -> None:
    """A week later one word waits, not seven; the old question's buttons still count."""
    young = await write_need(small_town, until="region")
    question = (await young.messages())[-1]
    await small_town.pass_time(days=7)
    assert await small_town.count_sent(young, "Il reste quelques questions pour") == 1
    await young.tap("Bretagne", message=question)
    drawn = next(one for one in await young.messages() if one["message_id"] == question["message_id"])
    assert drawn["text"] == "Région : Bretagne ✓"
    assert await young.asked() == find_next_after("need", "region")


async def test_who_says_yes_to_a_search_that_has_paused_is_told(proposed_town: Town) -> None:
    """The young person paused, the volunteer taps yes on the proposal: too late, kindly, and nothing is promised."""
    young, volunteer, *_ = proposed_town.pair
    proposal = (await volunteer.messages())[-1]
    await young.write("/pause")
    await young.tap("1 semaine")
    assert "n'a plus besoin de réponse" in await volunteer.reads()
    assert await volunteer.tap("Oui, je l'accompagne", message=proposal) in TOO_LATE
    assert "disponible" in await volunteer.reads()
    assert [one.state for one in await read_rows(proposed_town, Binome)] == ["withdrawn"]
    assert [one.state for one in await read_rows(proposed_town, Need)] == ["paused"]


async def test_who_erased_everything_meets_the_welcome_behind_every_old_button(small_town: Town) -> None:
    """Nothing of before comes back by a button; nobody is remembered until they agree again."""
    young = await sign_up_young(small_town)
    old = [(await young.messages())[-1], next(one for one in await young.messages() if one.get("keyboard"))]
    await young.write("/effacer")
    await young.tap("Oui, tout effacer")
    for message in old:
        for row in message["keyboard"]:
            await young.send_data(row[0]["callback_data"], message["message_id"])
            assert "CV et lettre" not in await young.reads()
    await young.write("/menu")
    assert "Je suis un robot" in await young.reads()
    assert await read_rows(small_town, Need) == []


async def test_who_changes_the_language_in_the_middle_of_a_question_loses_no_tick(small_town: Town) -> None:
    """The same question goes on in the other language, with what was chosen."""
    young = await write_need(small_town, until="topics")
    await young.tap("CV et lettre")
    await young.write("/langue")
    await young.tap("English")
    last = (await young.messages())[-1]
    assert "What do you need" in last["text"]
    assert _list_chosen(last) == ["need:topics:cv_letter"]


async def test_who_both_helps_and_is_helped_finds_both_in_the_menu(small_town: Town) -> None:
    """One account, two roles: each form goes on where it was, and each is stopped by itself."""
    both = await sign_up_volunteer(small_town, "Camille")
    await both.tap("Menu")
    await both.tap("Je cherche de l'aide")
    await fill_in(both, "need", YOUNG, until="level")
    await both.write("/menu")
    assert "V-001" in await both.reads()
    assert "quelques questions sur ton besoin" in await both.reads()
    await both.tap("Finir de dire mon besoin")
    assert "Où en es-tu dans tes études" in await both.reads()
    await both.write("/arreter")
    await both.tap("J-001")
    await both.tap("Oui, arrêter")
    assert await read_rows(small_town, Need) == []
    assert [one.state for one in await read_rows(small_town, Offer)] == ["to_check"]


async def test_who_writes_in_two_forms_answers_the_one_that_they_took_up(small_town: Town) -> None:
    """A need and an offer are both half-way: typed words go where the last question was shown."""
    both = await write_need(small_town, until=find_next_after("need", "topics"))
    await both.send_data("need:edit:topics", (await both.messages())[-1]["message_id"])
    await both.write("/menu")
    await both.tap("Je veux aider")
    asked = await both.asked()
    assert asked == find_next_after("offer", "birth")
    await both.write("/menu")
    await both.tap("Finir de dire mon besoin")
    await both.write("relire ma lettre")
    assert await both.asked() == find_next_after("need", "topics")
    await both.write("/menu")
    await both.tap("Finir mon offre")
    assert await both.asked() == asked


async def test_who_blocks_the_bot_half_way_goes_on_where_they_were(small_town: Town) -> None:
    """Coming back by /start repeats the question that waited, answers kept."""
    young = await write_need(small_town, until="region")
    await small_town.act("block", user=young.id)
    await small_town.pass_time(days=10)
    await young.write("/start")
    assert "Dans quelle région" in await young.reads()
    assert [person.state for person in await read_rows(small_town, Person)] == ["active"]


async def test_who_answers_when_it_is_too_late_is_one_tap_from_going_on(proposed_town: Town) -> None:
    """A yes on the third day meets a paused search, and the button that takes it up again."""
    young, volunteer, *_ = proposed_town.pair
    await volunteer.tap("Oui, je l'accompagne")
    question = (await young.messages())[-1]
    await proposed_town.pass_time(days=3)
    assert await young.tap("Oui, je veux essayer", message=question) in TOO_LATE
    await young.tap("Je cherche toujours")
    assert [one.state for one in await read_rows(proposed_town, Need)] == ["waiting"]


async def test_who_asks_for_help_in_the_middle_of_anything_comes_back_to_it(agreed_town: Town) -> None:
    """The place that was asked for can still be typed after the help text was read and put away."""
    young, volunteer, *_ = agreed_town.pair
    await young.tap("Menu")
    await young.tap("B-001")
    await young.tap("Lieu")
    await young.write("/aide")
    await young.tap("Non merci")
    await young.write("bibliothèque")
    await young.tap("Envoyer")
    assert "bibliothèque" in await volunteer.reads()


async def test_who_goes_elsewhere_is_not_taken_at_their_next_word(agreed_town: Town) -> None:
    """The place was asked for; after « Retour », or another hour looked for, what is typed is no place."""
    young, volunteer, *_ = agreed_town.pair
    for way, words, answered in (
        ("Retour", "merci", "Avec plaisir"),
        ("Choisir l'horaire", "au café", "Pour qui est-ce ?"),
    ):
        await young.send_data("place:1:", (await young.messages())[-1]["message_id"])
        await young.tap(way)
        await young.write(words)
        assert answered in await young.reads()
        assert words not in await volunteer.reads_all()


@pytest.mark.parametrize("form", ["need", "offer"])
async def test_who_types_every_answer_is_understood(small_town: Town, form: Form) -> None:
    """Each question can be answered by typing; its buttons go, and the team is not called."""
    who = await begin_form(small_town, form, "Inès")
    answers = complete_form(form, TYPED)
    for item in takewhile(_is_typed, FORMS[form]):
        if item.applies(answers, TODAY):
            assert await who.asked() == item.key
            question = (await who.messages())[-1]
            await who.write(str(answers[item.key]))
            (left,) = [one for one in await who.messages() if one["message_id"] == question["message_id"]]
            assert not left["keyboard"], left["text"]
    assert await who.asked() == "slots"
    assert await read_rows(small_town, Card) == []
    assert await list_outgoing(small_town, "given_up") == []
