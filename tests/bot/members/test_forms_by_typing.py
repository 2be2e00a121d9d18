"""Filling in a form by typing alone, as somebody reads it: what stays in the chat, and what never becomes an answer."""

from typing import Any

import pytest

from storage.schema.tables import Need, Person
from tests.faults.table_dump import dump, read_rows
from tests.people import begin_form, write_need
from tests.town import Message, Town, Visitor
from use_cases.needs_offers import forms

FIRST = "oui j'ai besoin d'aide pour trouver un stage svp"


async def write_before_it_was_shown(who: Visitor, text: str, **more: Any) -> None:
    """Type a text that Telegram numbers before whatever the bot said last."""
    user = {"id": who.id, "is_bot": False, "first_name": who.name, "language_code": "fr"}
    chat = {"id": who.id, "type": "private", "first_name": who.name}
    message = {"message_id": 1, "date": 1_795_000_000, "chat": chat, "from": user, "text": text} | more
    await who.town.act("update", update={"update_id": NUMBERS.pop(), "message": message})
    await who.town.settle()


NUMBERS = list(range(89_000_000, 88_000_000, -1_000))
"""Of updates that were not sent through the page, the first at the end."""


async def read_answers(town: Town) -> dict[str, Any]:
    """Return what the one young person here has answered."""
    async with town.app.sessions.begin() as session:
        (need,) = [await session.get_one(Need, row.id) for row in await read_rows(town, Need)]
        return await forms.read_answers(session, need)


def list_labels(message: Message) -> list[str]:
    """Return the labels of a message's buttons."""
    return [button["text"] for row in message.get("keyboard") or () for button in row]


async def test_a_first_sentence_is_held_for_the_need_and_shown_there(small_town: Town) -> None:
    """Sealed until the agreement, then the need's own words with its topics ticked; the agreement stays."""
    young = await small_town.add_person("Inès")
    await young.write("/start")
    await young.write(FIRST)
    assert "effacée" in await young.reads()
    assert [row.first_words is not None for row in await read_rows(small_town, Person)] == [True]
    assert "stage" not in str(await dump(small_town))
    await young.tap("D'accord")
    assert [row.first_words for row in await read_rows(small_town, Person)] == [None]
    agreed = await young.reads_about("En touchant « D'accord »")
    assert "✅ Accepté le 23 nov. 2026" in agreed
    for text in ("moi c'est Inès", "née en mars 2006", "je suis en terminale", "compta", "je vis à Lyon"):
        await young.write(text)
    assert f"Tu as écrit : « {FIRST} »" in await young.reads()
    assert "✅ Stage" in list_labels((await young.messages())[-1])
    await young.tap("C'est tout")
    assert (await read_answers(small_town))["words"] == FIRST


async def test_a_first_sentence_is_dropped_after_an_hour(small_town: Town) -> None:
    """Nothing is kept of somebody who agrees to nothing, nor put into a need that is begun later."""
    young = await small_town.add_person("Inès")
    await young.write("/start")
    await young.write(FIRST)
    await small_town.pass_time(hours=1)
    await small_town.beat()
    assert [row.first_words for row in await read_rows(small_town, Person)] == [None]
    await young.tap("D'accord")
    assert "words" not in await read_answers(small_town)


@pytest.mark.parametrize("text", ["je voudrais aider des jeunes", "je suis comptable et je veux aider"])
async def test_a_first_sentence_opens_the_right_door(small_town: Town, text: str) -> None:
    """Who wants to help is asked for their offer, and nothing of the sentence is kept."""
    volunteer = await small_town.add_person("Marc")
    await volunteer.write("/start")
    await volunteer.write(text)
    assert [label for label in list_labels((await volunteer.messages())[-1]) if "D'accord" in label] == [
        "🤝 D'accord, je veux aider"
    ]
    assert [row.first_words for row in await read_rows(small_town, Person)] == [None]


async def test_an_answered_question_leaves_one_line_and_can_be_changed_by_one_tap(small_town: Town) -> None:
    """What was typed is read above the next question; no dead button stays, and the count never goes back."""
    young = await begin_form(small_town, "need", "Inès")
    for text in ("hein", "Inès", "2006", "terminale", "compta", "je vis à Lyon"):
        await young.write(text)
    assert (await young.reads()).startswith("Région : Auvergne-Rhône-Alpes ✓\n\n")
    told = [one for one in await young.messages() if one["from"]["id"] != young.id]
    lines = ["Prénom : Inès ✓", "Naissance : 2006 ✓", "Études : Terminale, CAP, bac pro ✓"]
    lines += ["Domaine : Commerce, gestion ✓", "Région : Auvergne-Rhône-Alpes ✓"]
    assert [one["text"] for one in told if one["text"].endswith("✓")] == lines
    assert [one["message_id"] for one in told if one.get("keyboard")] == [told[-1]["message_id"]]
    await young.tap("Changer : Région")
    assert "Dans quelle région" in await young.reads()
    await young.tap("Bretagne")
    assert (await read_answers(small_town))["region"] == "bretagne"
    assert "(6/7)" in await young.reads()


async def test_what_was_written_before_a_question_was_shown_never_answers_it(small_town: Town) -> None:
    """The second of two quick messages is more of the sentence before it, or the question is asked again, kindly."""
    young = await begin_form(small_town, "need", "Inès")
    await young.write("Inès")
    await write_before_it_was_shown(young, "2004")
    assert "Un message à la fois" in await young.reads()
    assert await young.asked() == "birth"
    assert "birth" not in await read_answers(small_town)
    for text in ("2006", "terminale", "compta", "je vis à Lyon", "je cherche un stage"):
        await young.write(text)
    await write_before_it_was_shown(young, "en comptabilité, le mardi soir")
    assert (await read_answers(small_town))["words"] == "je cherche un stage en comptabilité, le mardi soir"
    assert "slots" not in await read_answers(small_town)
    assert await young.asked() == "slots"


async def test_a_long_text_in_two_parts_is_told_once_to_be_too_long(small_town: Town) -> None:
    """At a question and before any, the rest of it neither answers nor is answered."""
    young = await small_town.add_person("Inès")
    await young.write("/start")
    await young.write(f"{FIRST} " * 80)
    before = len(await young.messages())
    assert "un peu long" in await young.reads()
    await write_before_it_was_shown(young, FIRST)
    assert len(await young.messages()) == before
    await young.tap("je cherche de l'aide")
    await young.write("a" * 4096)
    before = len(await young.messages())
    assert "un peu long" in await young.reads()
    await write_before_it_was_shown(young, "Zoé")
    assert len(await young.messages()) == before
    assert "name" not in await read_answers(small_town)


async def test_an_album_has_one_answer(small_town: Town) -> None:
    """Six photos are one thing that was sent; the next album is another."""
    young = await begin_form(small_town, "need", "Inès")
    for album in ("one", "two"):
        before = len(await young.messages())
        for number in range(6):
            photo = [{"file_id": f"{album}{number}", "file_unique_id": f"{album}{number}", "width": 1, "height": 1}]
            more = {"media_group_id": album, "photo": photo, "message_id": 900_000 + len(NUMBERS)}
            await write_before_it_was_shown(young, "", **more)
        assert len(await young.messages()) == before + 1
    assert await young.asked() == "name"


@pytest.mark.parametrize("text", ["/AIDE", "/Aide", "/inconnu", "/ oui", "/START"])
async def test_nothing_that_begins_with_a_slash_is_an_answer(small_town: Town, text: str) -> None:
    """A command in capitals is one, and an unknown one is asked back."""
    young = await begin_form(small_town, "need", "Inès")
    await young.write(text)
    assert "name" not in await read_answers(small_town)
    assert ("3114" in await young.reads()) == (text.lower() == "/aide")


async def test_hours_typed_at_the_summary_are_ticked_beside_those_before(small_town: Town) -> None:
    """Named with how the sessions are to be held they close the question again; nothing is sent without a tap."""
    young = await write_need(small_town)
    (before,) = [(await read_answers(small_town))["slots"]]
    await young.write("le mercredi soir aussi, c'est possible")
    assert await young.asked() == "slots"
    await young.choose("need:slots:remote")
    await young.write("and Saturday mornings, online")
    assert "Tout est bon" in list_labels((await young.messages())[-1])[0]
    assert {*(await read_answers(small_town))["slots"]} == {*before, "wed-evening", "sat-morning"}
    assert [row.state for row in await read_rows(small_town, Need)] == ["drafting"]
