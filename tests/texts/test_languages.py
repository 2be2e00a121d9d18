"""A folder of words is a language: its messages, its moments, its checks, without a line of code."""

from dataclasses import replace
from pathlib import Path

import pytest

from tests.texts.plain_text import make_plain
from tests.texts.samples import Sample, list_samples
from tests.texts.test_formats import FIRST, TUESDAY, render_said
from tests.third_language import CODE, MARK, build_programme, replace_words, write_words
from texts import Texts, formats, message_page, overlay

PROGRAMME = build_programme("fr", "en", CODE)


@pytest.fixture
def own(tmp_path: Path) -> Path:
    """Return the folder of the third language's words."""
    return write_words(tmp_path / "words")


def test_every_message_is_said_in_a_language_that_is_a_folder(own: Path) -> None:
    """Whatever is said to somebody who speaks it comes from its folder, with the buttons of the French message."""
    texts = Texts(PROGRAMME, own)
    for kind, _side, context in list_samples(Sample(), CODE):
        message = texts.render(kind, context)
        french = texts.render(kind, replace(context, me=replace(context.me, language="fr")))
        assert message.text.startswith(MARK.strip()), kind
        assert [[data for _, data in row] for row in message.rows] == [[data for _, data in row] for row in french.rows]


def test_the_catalogues_entries_are_said_in_it(own: Path) -> None:
    """The names of the programme's catalogue come from the programme file."""
    text = Texts(PROGRAMME, own).render("need_profile", Sample().context("need_profile", "young", CODE)).text
    assert f"{MARK}Commerce, gestion" in make_plain(text)


def test_its_moments_are_said_with_babels_words(own: Path) -> None:
    """Sentences are those of its folder; days and months are the language's own."""
    moments = Texts(PROGRAMME, own).build_moments
    assert render_said("when", TUESDAY, CODE, moments=moments) == "mardo 24 Novembro à 18 h"
    assert render_said("weekly", TUESDAY, CODE, moments=moments) == "le mardo à 18 h"
    assert render_said("born", "2008-03", CODE, moments=moments) == "Marto 2008"
    assert render_said("language_name", CODE, CODE, moments=moments) == "Esperanto"


def test_moments_that_a_language_does_not_say_are_said_as_babel_does(own: Path) -> None:
    """Right, if not as one would say them: nothing is left in another language."""
    (own / CODE / "_moments.j2").unlink()
    moments = Texts(PROGRAMME, own).build_moments
    assert render_said("when", FIRST, CODE, moments=moments) == "mardo, la 1-a de Decembro 2026 18:30"
    assert render_said("short", FIRST, CODE, moments=moments) == "ma 18:30"
    assert render_said("there", FIRST, CODE, "Pacific/Noumea", "Europe/Paris", moments=moments) == "mardo 18:30"


def test_who_speaks_a_language_without_words_reads_the_programmes_first(own: Path) -> None:
    """Messages and moments change language together, to the one that the programme names first."""
    texts = Texts(replace(PROGRAMME, languages=(CODE, "fr")), own)
    assert texts.render("offer_available", Sample().context("offer_available", "volunteer", "de")).text.startswith(
        "[eo]"
    )
    assert render_said("day", TUESDAY, "de", moments=texts.build_moments) == "mardo 24 Novembro"


def test_a_complete_folder_is_sound(own: Path) -> None:
    """The check of one's own words has nothing against a language that we do not ship."""
    assert overlay.find_faults(PROGRAMME, own) == []


def test_its_faults_are_named_as_ours_would_be(own: Path) -> None:
    """Words taken from another language or from nowhere, a button that leads nowhere, a misspelt file: all at once."""
    replace_words(own, "menu.j2", 'import "eo/_words.j2"', 'import "fr/_words.j2"')
    replace_words(own, "binome.j2", 'import "eo/_words.j2"', 'import "eo/_vortoj.j2"')
    replace_words(own, "sorry.j2", "menu::", "casino::")
    (own / CODE / "help.j2").rename(own / CODE / "helpo.j2")
    assert [fault.partition(";")[0] for fault in overlay.find_faults(PROGRAMME, own)] == [
        "eo/helpo.j2: no message is read from this file, did you mean eo/help.j2?",
        "eo/sorry.j2, line 3: this button leads nowhere",
        "eo/binome.j2, line 1: eo/_vortoj.j2 is no file of eo/, write eo/_vortoj.j2",
        "eo/menu.j2, line 1: fr/_words.j2 is no file of eo/, write eo/_words.j2",
    ]


def test_what_would_fail_when_it_is_said_is_named(own: Path) -> None:
    """A fact that is not there, a button that is gone: each message is tried beside the French one."""
    replace_words(own, "offer_available.j2", "me.name", "me.nickname")
    replace_words(own, "need_field.j2", "{{ b.back() }}", "")
    found = overlay.find_faults(PROGRAMME, own)
    assert [fault.partition(",")[0].partition(":")[0] for fault in found] == [
        "eo/need_field.j2",
        "eo/offer_available.j2",
    ]


def test_moments_that_cannot_be_said_are_named(own: Path) -> None:
    """A word without quotes, and a pattern that Babel does not read, stand with their file."""
    replace_words(own, "_moments.j2", '"1er"', "unua")
    assert Texts(PROGRAMME, own).list_broken() == ["eo/_moments.j2: 'unua' is undefined"]
    odd = replace(formats.build_babel_moments(CODE), day="{EEEEEEEE}")
    assert [fault.partition(":")[0] for fault in odd.list_faults()] == ["day"]


def test_the_page_of_all_messages_has_a_column_for_each_language(own: Path) -> None:
    """It shows what the programme speaks, in its order, each under its own name."""
    page = message_page.build_document(Texts(PROGRAMME, own), PROGRAMME)
    rows = [line for line in page.splitlines() if line.startswith("| `")]
    assert "| message, reader | français | English | Esperanto |\n|---|---|---|---|\n" in page
    assert all(line.count(" | ") == 3 and f" | {MARK}" in line for line in rows)
