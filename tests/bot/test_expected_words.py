"""What somebody was asked to type is expected for some minutes, and only until the bot says something else."""

from typing import get_args

from bot.typed_words import READERS
from mentoring.expectations import TERMS, What
from mentoring.messages import MESSAGES
from tests.people import make_active_pair, make_agreed_pair, sign_up_young
from tests.town import Town, Visitor

SAYS_WHERE = "au café"


async def _asked_where(who: Visitor) -> None:
    await who.send_data("place:1:", (await who.messages())[-1]["message_id"])


def test_each_kind_of_words_has_a_term_and_a_reader() -> None:
    """Nothing can be expected that nobody reads; what asks for it is a message that exists."""
    assert set(READERS) == set(TERMS) == set(get_args(What))
    assert {kind for term in TERMS.values() for kind in term.kinds} <= set(MESSAGES)


async def test_words_within_ten_minutes_are_taken(small_town: Town) -> None:
    """Whoever looks up where to meet has the time to; a place that is too long is asked for again."""
    young, volunteer, *_ = await make_active_pair(small_town)
    await _asked_where(volunteer)
    await volunteer.write("au café, " * 100)
    await small_town.pass_time(minutes=9)
    await volunteer.write(SAYS_WHERE)
    assert SAYS_WHERE in await young.reads()


async def test_words_after_ten_minutes_are_no_longer_for_what_was_asked(small_town: Town) -> None:
    """They go to nobody: the bot says that it did not understand."""
    young, volunteer, *_ = await make_active_pair(small_town)
    await _asked_where(volunteer)
    await small_town.pass_time(minutes=11)
    await volunteer.write(SAYS_WHERE)
    assert SAYS_WHERE not in await young.reads_all()
    assert "Je n'ai pas compris" in await volunteer.reads()


async def test_words_after_another_message_are_no_longer_for_what_was_asked(small_town: Town) -> None:
    """The partner asks for an hour meanwhile: what is typed then answers that, and is not sent on as a place."""
    young, volunteer, *_ = await make_agreed_pair(small_town)
    await _asked_where(volunteer)
    await young.tap("mar. 18 h")
    await volunteer.write("oui mardi ça marche")
    assert "oui mardi ça marche" not in await young.reads_all()
    assert "Je n'ai pas compris" in await volunteer.reads()


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
