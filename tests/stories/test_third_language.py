"""Somebody who speaks a language that is only a folder of words is answered in it, from the first word on."""

from collections.abc import AsyncIterator
from concurrent.futures import Executor
from pathlib import Path

import pytest

from tests.people import make_active_pair
from tests.third_language import CODE, MARK, NAME, build_programme_file, write_words
from tests.town import Town, open_town


@pytest.fixture
async def three_languages(tmp_path: Path, worker_process: Executor) -> AsyncIterator[Town]:
    """Return a town whose programme speaks a third language."""
    own, ours = write_words(tmp_path / "words"), tmp_path / "ours.toml"
    ours.write_text(build_programme_file("fr", "en", CODE), "utf-8")
    database_url = f"sqlite:///{tmp_path}/binome.sqlite3"
    settings = {"BINOME_TEXTS": str(own), "BINOME_PROGRAMME": str(ours)}
    async with open_town(database_url, tmp_path, worker_process, None, **settings) as found:
        yield found


async def test_whoever_speaks_it_is_answered_in_it(three_languages: Town) -> None:
    """Messages, questions, the catalogue's entries, and what is said before a question is asked again."""
    french, young = await three_languages.add_person("Zoé"), await three_languages.add_person("Inès", CODE)
    assert await young.list_commands() == await french.list_commands()  # until the commands have their rows
    await young.write("/start")
    assert (await young.reads()).startswith(MARK)
    await young.tap("je cherche de l'aide")
    await young.tap("Inès")
    await young.write("?")
    assert (await young.reads()).count(MARK) == 2
    await young.tap("2006")
    await young.tap(f"{MARK}Bac +2")


async def test_a_pair_reads_each_in_their_own(three_languages: Town) -> None:
    """It is chosen by its own name; reminders then come with its words, its days and its months."""
    young, volunteer, *_ = await make_active_pair(three_languages)
    await young.write("/langue")
    await young.tap(NAME)
    assert (await young.reads()).startswith(MARK)
    await three_languages.pass_time(hours=8)
    assert "mardo 24 Novembro à 18 h" in await young.reads_about(f"{MARK}⏰ C'est demain")
    assert "mardi 24 novembre à 18 h" in await volunteer.reads_about("⏰ C'est demain")
