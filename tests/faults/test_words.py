"""What people type and send: strange names, everything but text, and conversations broken off."""

import dataclasses
from collections.abc import AsyncIterator, Callable
from concurrent.futures import Executor
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from pathlib import Path

import pytest

from storage.schema.safeguarding_tables import TurnedAway
from storage.schema.tables import Need, Person
from tests.faults.table_dump import read_rows
from tests.people import (
    VOLUNTEER,
    YOUNG,
    begin_form,
    fill_in,
    find_next_after,
    sign_up_volunteer,
    sign_up_young,
    write_need,
)
from tests.town import Town, Visitor, open_town

Open = Callable[[], AbstractAsyncContextManager[Town]]
NAMES = (
    '<b>Inès</b> & "Co"',
    "{{ 7*7 }}{% raw %}",
    "\u202eséni\u200b",
    "🌱" * 20,
    "a => erase::yes | b",
    "---",
    "__class__",
    "%s{0}",
    "I\u0308ne\u0300s",
)


async def _reach_name_question(town: Town, name: str = "Inès") -> Visitor:
    return await begin_form(town, "need", name)


async def test_names_are_shown_as_typed(small_town: Town) -> None:
    """Neither marks nor braces nor arrows do anything: the bot goes on to the next question, and shows them plainly."""
    for name in NAMES:
        young = await _reach_name_question(small_town, name)
        labels = [button["text"] for row in (await young.messages())[-1]["keyboard"] for button in row]
        assert not {"b", "a"} & set(labels)
        await young.write(name)
        await fill_in(young, "need", YOUNG, until="field")
        read = await young.reads_all()
        assert "49" not in read.replace(name, "")
    assert {row.state for row in await read_rows(small_town, Need)} == {"drafting"}
    assert len(await read_rows(small_town, Person)) == len(NAMES)


async def test_a_strange_name_reaches_the_other_side_as_typed(agreed_town: Town) -> None:
    """Escaped once, not twice, and without a mark of its own."""
    young, volunteer, *_ = agreed_town.pair
    await young.send_data("place:1:", (await young.messages())[-1]["message_id"])
    await young.write("Café <Chez {{7*7}}> & fils, 1er étage")
    await young.tap("Envoyer")
    assert "Café <Chez {{7*7}}> & fils, 1er étage" in await volunteer.reads()


@pytest.mark.parametrize("words", ["🌱" * 2_000, "x" * 4_096, "a" * 41, "\u200b\u202e", "👨‍👩‍👧" * 400])
async def test_a_name_that_cannot_be_one_is_asked_again(small_town: Town, words: str) -> None:
    """Too long, or nothing to see: a kind sentence and the same question."""
    young = await _reach_name_question(small_town)
    await young.write(words)
    assert "prénom" in (await young.reads()).lower()
    await young.write("Inès")
    assert await young.asked() == find_next_after("need", "name")


async def test_everything_but_text_gets_a_kind_sentence_and_the_question_again(small_town: Town) -> None:
    """Voice, sticker, photo, poll, place, contact, corrections: nothing is lost by them."""
    young = await write_need(small_town, until="birth")
    for kind in ("voice", "sticker", "photo", "poll", "location", "contact", "video_note", "document", "animation"):
        await small_town.act("send", chat=young.chat, user=young.id, kind=kind)
        await small_town.settle()
        assert "Je ne sais lire que du texte" in await young.reads()
        assert "né" in (await young.reads()).lower()
    mine = next(one["message_id"] for one in await young.messages() if one["from"]["id"] == young.id)
    await small_town.act("edit", chat=young.chat, user=young.id, message_id=mine, text="/start encore")
    await small_town.settle()
    assert "J'ai vu la correction" in await young.reads()
    await young.tap("2006")
    assert await young.asked() == find_next_after("need", "birth")


async def test_start_in_the_middle_repeats_the_question(small_town: Town) -> None:
    """Answers are kept, nothing is asked twice."""
    young = await write_need(small_town, until="level")
    question = await young.reads()
    await young.write("/start")
    assert await young.reads() == question


@pytest.mark.parametrize("database_url", ["sqlite", "postgresql"], indirect=True)
async def test_a_restart_in_the_middle_loses_nothing(
    database_url: str, tmp_path: Path, worker_process: Executor
) -> None:
    """Taps of a question that is still open are kept too; old buttons go on working."""

    @asynccontextmanager
    async def open_same_town() -> AsyncIterator[Town]:
        async with open_town(database_url, tmp_path, worker_process) as town:
            yield town

    async with open_same_town() as town:
        young = await write_need(town, until="topics")
        await young.tap("CV et lettre")
        question = await young.reads()
    async with open_same_town() as town:
        young = dataclasses.replace(young, town=town)
        await young.write("/start")
        await town.pass_time(minutes=1)
        assert await young.reads() == question
        labels = [button["text"] for row in (await young.messages())[-1]["keyboard"] for button in row]
        assert any("✅" in label and "CV et lettre" in label for label in labels)
        await young.write("aide pour mon CV")
        assert await young.asked() == find_next_after("need", "topics")


async def test_words_for_something_that_is_over_do_not_swallow_the_next_ones(active_town: Town) -> None:
    """Who was asked for a place that no longer matters is not stuck: the next words are for what is asked now."""
    young, volunteer, *_ = active_town.pair
    await volunteer.send_data("place:1:", (await volunteer.messages())[-1]["message_id"])
    await young.send_data("end:1:goal", (await young.messages())[-1]["message_id"])
    await volunteer.write("au café")
    assert {person.expecting for person in await read_rows(active_town, Person)} == {None}
    await volunteer.write("/menu")
    await volunteer.tap("Je cherche de l'aide")
    await fill_in(volunteer, "need", YOUNG, until="level")
    await volunteer.write("xyz")
    assert "Je n'ai pas compris cette réponse" in await volunteer.reads()
    assert "études" in await volunteer.reads()


async def test_words_for_a_form_do_not_go_into_an_old_report(active_town: Town) -> None:
    """Who reported a problem and then begins a form answers the form, not the report."""
    young, _, head, group = active_town.pair
    await young.send_data("report:1:yes", (await young.messages())[-1]["message_id"])
    await young.write("il ne vient jamais")
    await young.send_data("begin:offer:", (await young.messages())[-1]["message_id"])
    await young.send_data("report:1:yes", (await young.messages())[-1]["message_id"])
    await young.send_data("offer:show:", (await young.messages())[-1]["message_id"])
    await fill_in(young, "offer", VOLUNTEER, until="job")
    await young.write("boulangère en apprentissage")
    assert await young.asked() == find_next_after("offer", "job")
    await group.tap("Détail en privé")
    assert "il ne vient jamais" in await head.reads()
    assert "A écrit : « il ne vient jamais »" in await head.reads()


async def test_who_is_too_young_leaves_no_trace_but_a_mark(small_town: Town) -> None:
    """No name, no consent; three days later no row. The marks by a keyed hash, one for each form, outlive that."""
    young = await small_town.add_person("Tim", language="en")
    await young.write("/start")
    await young.send_data("begin:need:", (await young.messages())[-1]["message_id"])
    await young.write("Tim")
    await young.write("2015")
    (person,) = await read_rows(small_town, Person)
    assert person.consented_at is None
    assert await read_rows(small_town, Need) == []
    await small_town.pass_time(days=3)
    await small_town.app.runner.pruning.run()
    assert await read_rows(small_town, Person) == []
    assert {row.why for row in await read_rows(small_town, TurnedAway)} == {"too_young", "no_offer"}
    await young.write("/start volunteer")
    assert "starts at 16" in await young.reads()


async def test_one_account_may_help_and_be_helped(small_town: Town) -> None:
    """Both forms are answered side by side, and nobody is proposed to themselves."""
    young = await sign_up_young(small_town)
    other = await sign_up_volunteer(small_town)
    assert "J-001" in await young.reads()
    assert "V-001" in await other.reads()
