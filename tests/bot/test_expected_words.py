"""What somebody was asked to type is expected for some minutes, and only until the bot says something else.

What would be passed on to somebody else is shown first, and leaves by a tap.
"""

from typing import get_args

import pytest

from bot.typed_words import READERS
from mentoring.expectations import TERMS, What
from mentoring.messages import MESSAGES
from storage.schema.tables import Binome
from tests.faults.table_dump import read_rows
from tests.people import make_active_pair, make_agreed_pair, sign_up_young
from tests.town import Town, Visitor

SAYS_WHERE = "au café"
REFUSED = "Ce bouton n'est plus valable."


async def _ask_where(who: Visitor) -> None:
    await who.send_data("place:1:", (await who.messages())[-1]["message_id"])


def test_each_kind_of_words_has_a_term_and_a_reader() -> None:
    """Nothing can be expected that nobody reads; what asks for it is a message that exists."""
    assert set(READERS) == set(TERMS) == set(get_args(What))
    assert {kind for term in TERMS.values() for kind in term.kinds} <= set(MESSAGES)


def test_what_reaches_a_partner_is_confirmed_first() -> None:
    """Whatever is typed for somebody else has a message that shows it, and one of its buttons passes it on."""
    passed_on = {what: term.confirmed for what, term in TERMS.items() if term.confirmed}
    told = {
        "place": "place_confirm",
        "goal": "goal_confirm",
        "move": "move_confirm",
        "until": "pause_confirm",
        "letter": "letter_confirm",
        "talk": "talk_draft",
        "question": "question_confirm",  # to the team, whose answer somebody waits for
    }
    assert passed_on == told
    assert {what for what, term in TERMS.items() if term.reaches in ("partner", "person")} <= told.keys()


async def test_a_typed_day_is_shown_before_the_other_reads_it(active_town: Town) -> None:
    """A pause of both begins by a tap, not by a date that was typed."""
    young, volunteer, *_ = active_town.pair
    await volunteer.send_data("pause:binome-1:", (await volunteer.messages())[-1]["message_id"])
    await volunteer.write("15/12")
    assert "une pause jusqu'au mardi 15 décembre ? Inès le lira aussi." in await volunteer.reads()
    assert "en pause" not in await young.reads_all()
    await volunteer.tap("Oui, mettre en pause")
    assert "en pause jusqu'au mardi 15 décembre" in await young.reads()


async def test_words_within_ten_minutes_are_taken(small_town: Town) -> None:
    """Whoever looks up where to meet has the time to; a place that is too long is asked for again."""
    young, volunteer, *_ = await make_active_pair(small_town)
    await _ask_where(volunteer)
    await volunteer.write("au café, " * 100)
    await small_town.pass_time(minutes=9)
    await volunteer.write(SAYS_WHERE)
    await volunteer.tap("Envoyer")
    assert SAYS_WHERE in await young.reads()


async def test_words_after_ten_minutes_are_no_longer_for_what_was_asked(small_town: Town) -> None:
    """They are no place any more: it is asked whom they are for, and they go to nobody meanwhile."""
    young, volunteer, *_ = await make_active_pair(small_town)
    await _ask_where(volunteer)
    await small_town.pass_time(minutes=11)
    await volunteer.write(SAYS_WHERE)
    assert "J'envoie" not in await volunteer.reads()
    assert SAYS_WHERE not in await young.reads_all()
    assert "Pour qui est-ce ?" in await volunteer.reads()


async def test_words_after_another_message_are_no_longer_for_what_was_asked(small_town: Town) -> None:
    """The partner asks for an hour meanwhile: what is typed then answers that, and is not sent on as a place."""
    young, volunteer, *_ = await make_agreed_pair(small_town)
    await _ask_where(volunteer)
    await young.tap("mar. 18 h")
    await volunteer.write("oui mardi ça marche")
    assert "oui mardi ça marche" not in await young.reads_all()
    assert "C'est bien un oui ?" in await volunteer.reads()


@pytest.mark.parametrize("verb", ["place:1:", "pause:binome-1:"])
async def test_to_cancel_is_no_answer_to_where_or_until_when(active_town: Town, verb: str) -> None:
    """« annuler » lets go of what was asked for: it is shown to nobody, and the next words are for something else."""
    young, *_ = active_town.pair
    await young.send_data(verb, (await young.messages())[-1]["message_id"])
    await young.write("Annuler")
    assert "Où on en est" in await young.reads()
    assert "annuler »" not in (await young.reads_all()).lower()


async def test_a_place_is_shown_before_it_is_sent(active_town: Town) -> None:
    """Nothing reaches the other until a tap; then both read who proposes what."""
    young, volunteer, *_ = active_town.pair
    await _ask_where(volunteer)
    await volunteer.write(SAYS_WHERE)
    assert f"J'envoie à Inès : « {SAYS_WHERE} » ?" in await volunteer.reads()
    assert SAYS_WHERE not in await young.reads_all()
    await volunteer.tap("Envoyer")
    assert f"Marc propose, pour B-001 : {SAYS_WHERE}" in await young.reads()
    assert f"C'est envoyé à Inès, pour B-001 : {SAYS_WHERE}" in await volunteer.reads()


@pytest.mark.parametrize("words", ["non il n'est pas venu", "je ne peux pas mardi"])
async def test_words_about_something_else_are_never_sent_as_the_place(active_town: Town, words: str) -> None:
    """Soon after the tap they are shown back and put away by a tap; later they are for nothing."""
    young, volunteer, *_ = active_town.pair
    before = [row.place for row in await read_rows(active_town, Binome)]
    await _ask_where(volunteer)
    await volunteer.write(words)
    await volunteer.tap("Annuler")
    assert "B-001 avec Inès" in await volunteer.reads()
    await _ask_where(volunteer)
    await active_town.pass_time(minutes=11)
    await volunteer.write(words)
    await _ask_where(volunteer)
    await volunteer.write("/menu")
    await volunteer.write(words)
    assert words not in await young.reads_all()
    assert [row.place for row in await read_rows(active_town, Binome)] == before


async def test_a_place_that_was_corrected_is_sent_as_it_reads_now(active_town: Town) -> None:
    """The button under the first words sends nothing any more; of the second it sends those, once."""
    young, volunteer, *_ = active_town.pair
    await _ask_where(volunteer)
    await volunteer.write("au café du port")
    first = (await volunteer.messages())[-1]
    await volunteer.tap("Corriger")
    await volunteer.write("à la médiathèque")
    second = (await volunteer.messages())[-1]
    assert await volunteer.tap("Envoyer", message=first) == REFUSED
    assert "café" not in await young.reads_all()
    await volunteer.tap("Envoyer", message=second)
    assert await volunteer.tap("Envoyer", message=second) == REFUSED
    assert await active_town.count_sent(young, "à la médiathèque") == 1


async def test_a_place_is_sent_by_whoever_typed_it_alone(active_town: Town) -> None:
    """The other's button, forged, sends nothing of theirs."""
    young, volunteer, *_ = active_town.pair
    await _ask_where(volunteer)
    await volunteer.write(SAYS_WHERE)
    data = (await volunteer.messages())[-1]["keyboard"][0][0]["callback_data"]
    assert data.startswith("place:1:send-")
    assert await young.send_data(data, (await young.messages())[-1]["message_id"]) == REFUSED
    assert SAYS_WHERE not in await young.reads_all()


async def test_words_of_a_report_go_on_for_half_an_hour(small_town: Town) -> None:
    """Each message gives as long again, and what the bot says in between ends nothing; then it is over."""
    young, _, head, group = await make_active_pair(small_town)
    await young.send_data("report:1:yes", (await young.messages())[-1]["message_id"])
    for words in ("premier mot", "deuxième mot"):
        await small_town.pass_time(minutes=29)
        await young.write("/aide")
        await young.write(words)
    await small_town.pass_time(minutes=31)
    await young.write("dernier mot")
    await group.tap("Détail en privé")
    read = await head.reads()
    assert [words in read for words in ("premier mot", "deuxième mot", "dernier mot")] == [True, True, False]


async def test_a_button_ends_a_report(small_town: Town) -> None:
    """Whoever goes elsewhere by a tap has finished."""
    young, _, head, group = await make_active_pair(small_town)
    await young.send_data("report:1:yes", (await young.messages())[-1]["message_id"])
    await young.send_data("menu::", (await young.messages())[-1]["message_id"])
    await young.write("et encore un mot")
    await group.tap("Détail en privé")
    assert "et encore un mot" not in await head.reads()


async def test_a_correction_waits_as_long_as_its_question_is_the_last_word(small_town: Town) -> None:
    """After another text words are for nothing; the way back asks the question again, and then they count."""
    young = await sign_up_young(small_town)
    last = (await young.messages())[-1]["message_id"]
    await young.send_data("need:edit:name", last)
    await young.write("/aide")
    await young.write("Zoé")
    assert "Je n'ai pas compris" in await young.reads()
    await young.send_data("need:edit:name", last)
    await young.write("/aide")
    await young.send_data("menu::back", (await young.messages())[-1]["message_id"])
    await young.write("Zoé")
    assert "Zoé" in await young.reads()


async def test_a_correction_shown_again_after_its_term_is_asked_anew(small_town: Town) -> None:
    """Words an hour later are for nothing; after a sticker the question stands there again, and is answered."""
    young = await sign_up_young(small_town)
    await young.send_data("need:edit:name", (await young.messages())[-1]["message_id"])
    await small_town.pass_time(hours=1)
    await small_town.act("send", chat=young.chat, user=young.id, kind="sticker")
    await small_town.settle()
    await young.write("Zoé")
    assert "Zoé" in await young.reads()
    await young.send_data("need:edit:name", (await young.messages())[-1]["message_id"])
    await small_town.pass_time(hours=1)
    await young.write("Léa")
    assert "Léa" not in await young.reads()
