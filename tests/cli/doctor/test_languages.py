"""A language of the programme is spoken in full, or is a named fault; the rows that it lacks are named one by one."""

import re
import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from bot.commands import COMMANDS
from cli import demonstration, settings, training
from cli.doctor import checks, languages
from mentoring.errors import BadSettings
from mentoring.programme import CATALOGUES
from tests.cli.spreadsheets import NEEDS, OFFERS, SheetFolder
from tests.cli.test_settings import run_binome
from tests.texts.samples import PROGRAMME
from tests.third_language import CODE, NAME, ROOT, build_programme, build_programme_file, write_words
from texts import Texts
from texts.languages import list_complete


def build_environment(folder: Path, *chosen: str) -> dict[str, str]:
    """Return the settings of a programme in some languages, with a folder of one's own words."""
    (folder / "ours.toml").write_text(build_programme_file(*chosen), "utf-8")
    return {"BINOME_PROGRAMME": f"{folder}/ours.toml", "BINOME_TEXTS": f"{folder}/words"}


def find_faults(folder: Path, *chosen: str) -> list[str]:
    """Return what is said of a programme in some languages."""
    with pytest.raises(BadSettings) as caught:
        settings.read(build_environment(folder, *chosen))
    return caught.value.faults


def test_a_language_without_words_is_named_with_all_other_faults(tmp_path: Path) -> None:
    """Nothing starts, the status is 2, and the other faults of the file and of the settings stand beside it."""
    ours = tmp_path / "ours.toml"
    ours.write_text(build_programme_file("fr", "en", "es").replace('"Europe/Paris"', '"Paris"', 1), "utf-8")
    done = run_binome(tmp_path, "run", BINOME_PROGRAMME=str(ours), BINOME_LISTEN="nowhere")
    assert done.returncode == 2
    assert "ours.toml: languages: there are no words in 'es', only in en, fr" in done.stderr
    assert "ours.toml: zone: 'Paris' is not a time zone" in done.stderr
    assert "BINOME_LISTEN: write address:port" in done.stderr


def test_a_folder_that_is_not_complete_is_named_with_what_it_lacks(tmp_path: Path) -> None:
    """Each message, question, problem and toast must be there, for each side that reads it."""
    own = write_words(tmp_path / "words")
    for name in ("menu.j2", "need_birth.j2", "problem_day.j2", "toast_saved.j2", "ended.young.j2"):
        (own / CODE / name).unlink()
    lacking = "eo/ended.j2, eo/menu.j2, eo/need_birth.j2, eo/problem_day.j2, eo/toast_saved.j2"
    assert find_faults(tmp_path, "fr", CODE) == [f"ours.toml: languages: 'eo' lacks {lacking}"]


def test_a_folder_with_hardly_any_words_is_told_in_one_line(tmp_path: Path) -> None:
    """Ten files are enough to see what is meant; the others are counted."""
    (tmp_path / "words" / CODE).mkdir(parents=True)
    (tmp_path / "words" / CODE / "menu.j2").write_text("Saluton!", "utf-8")
    (said,) = find_faults(tmp_path, CODE)
    assert re.fullmatch(r"ours.toml: languages: 'eo' lacks (eo/\w+\.j2, ){9}eo/\w+\.j2 and \d+ more", said)


def test_a_language_that_babel_does_not_know_is_named(tmp_path: Path) -> None:
    """Without its dates it cannot be spoken, whatever words there are."""
    (write_words(tmp_path / "words") / CODE).rename(tmp_path / "words" / "xx")
    assert find_faults(tmp_path, "fr", "xx") == [
        "ours.toml: languages: 'xx' is no language that Babel knows the dates of"
    ]


def test_every_language_that_we_have_words_of_has_all_its_rows() -> None:
    """Commands, labels, ways to say a moment, training, the words of the figures and of a match: none is forgotten."""
    ours = replace(PROGRAMME, languages=tuple(list_complete()))
    assert {one: languages.find_missing_rows(ours, Texts(ours), one) for one in list_complete()} == {"en": {}, "fr": {}}


async def test_the_doctor_names_each_row_that_a_language_lacks(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """One line a place, each row by its name, and a fault; a language that has all its rows is well."""
    own = write_words(tmp_path / "words")
    (own / CODE / "_moments.j2").write_text('{% set when = "{EEEE}, {hour}" %}', "utf-8")
    read = settings.read(build_environment(tmp_path, "fr", CODE) | {"BINOME_KEY_FILE": f"{tmp_path}/none.key"})
    shipped = {name: getattr(PROGRAMME, name) for name in (*CATALOGUES, "staff_hours")}
    assert await checks.run(replace(read, programme=replace(read.programme, **shipped))) == 1
    said = [line for line in capsys.readouterr().out.splitlines() if "language" in line]
    labels = [f"{name}.{key}" for name in CATALOGUES for key in shipped[name]]
    notes = [f"areas.{name}.note" for name in PROGRAMME.help_numbers.areas]
    numbers = [*notes, *(f"numbers.{one.name}.about" for one in PROGRAMME.help_numbers.numbers)]
    assert said == [
        "✓ languages: fr has every row",
        f"✗ languages: eo, add to the programme file: {', '.join([*labels, 'staff_hours'])}",
        f"✗ languages: eo, add to bot/commands.py: {', '.join(row.names[0] for row in COMMANDS)}",
        "✗ languages: eo, add to eo/_moments.j2: day, on_day, weekly, short, hour, minutes",
        "✗ languages: eo, add to eo/training/: every module",
        f"✗ languages: eo, add to help_numbers.toml: {', '.join(numbers)}",
        "✗ languages: eo, add to texts/figures_drawing.py: eo",
        "✗ languages: eo, add to documents/words.toml: eo",
    ]


def test_words_that_are_the_same_in_each_language_are_no_missing_row() -> None:
    """An entry that is plain words is said as it is, to everybody."""
    ours = replace(build_programme("fr", CODE), staff_hours={})
    texts = Texts(ours)
    assert "the programme file" not in languages.find_missing_rows(ours, texts, CODE)
    plain = replace(ours, topics={"cv": {"": "CV"}, "job": {"fr": "Emploi"}})
    assert languages.find_missing_rows(plain, texts, CODE)["the programme file"] == ["topics.job"]


def test_a_training_in_its_folder_is_read(tmp_path: Path) -> None:
    """It must have the screens of the others, for people change the language half-way."""
    write_words(tmp_path)
    shutil.copytree(ROOT / "texts" / "fr" / "training", tmp_path / CODE / "training")
    said = list[str]()
    found = training.read(("fr", CODE), tmp_path, said)
    assert (len(found[CODE]), said) == (len(found["fr"]), [])


def test_the_simulators_page_is_told_the_programmes_languages() -> None:
    """Somebody new there may speak any of them."""
    assert demonstration.name_languages(build_programme(CODE, "fr")) == {CODE: NAME, "fr": "Français"}


def test_a_match_is_told_in_the_first_language_of_the_programme_that_it_has_words_in(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Where that is none of them, in the first of ours."""
    desk = SheetFolder(tmp_path)
    for chosen, words in ((("eo", "en"), "Unmatched: 3"), (("eo",), "Sans binôme : 3")):
        spoken = replace(PROGRAMME, languages=chosen)
        assert desk.match(desk.write_file("n.csv", NEEDS), desk.write_file("o.csv", OFFERS), programme=spoken) == 0
        assert words in capsys.readouterr().out
