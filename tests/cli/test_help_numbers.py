"""An association's own numbers take the place of ours; what would not do is named before anything starts."""

from pathlib import Path

import pytest

from cli import help_numbers, settings
from mentoring.errors import BadSettings

SHIPPED = help_numbers.SHIPPED_FILE.read_text("utf-8")


def write_own(folder: Path, text: str) -> Path:
    """Write a file of one's own numbers."""
    (folder / help_numbers.FILE).write_text(text, "utf-8")
    return folder


def list_faults(folder: Path) -> list[str]:
    """Return what is said of the settings with a folder of one's own words."""
    with pytest.raises(BadSettings) as told:
        settings.read({"BINOME_TEXTS": str(folder)})
    return told.value.faults


def test_ours_are_read_where_there_are_none_of_ones_own(tmp_path: Path) -> None:
    """A folder of words without such a file changes no number."""
    assert (
        settings.read({"BINOME_TEXTS": str(tmp_path)}).programme.help_numbers
        == settings.read({}).programme.help_numbers
    )


def test_ones_own_take_the_place_of_ours(tmp_path: Path) -> None:
    """A copy of ours is sound; what is corrected and dated in it is what people read and the doctor sees."""
    text = SHIPPED.replace('["3114"]', '["3115"]').replace("# checked_on = 2026-11-30", "checked_on = 2026-10-01")
    found = settings.read({"BINOME_TEXTS": str(write_own(tmp_path, text))}).programme.help_numbers
    assert found.checked_on.isoformat() == "2026-10-01" if found.checked_on else False
    assert [one.call for one in found.numbers if one.name == "suicide"] == [("3115",)]


def test_all_faults_are_named_at_once_and_nothing_starts(tmp_path: Path) -> None:
    """Each with its place in the file, beside those of the words."""
    text = (
        SHIPPED.replace("minors = true", "minor = true")
        .replace('"mon-fri 10:00-19:00"', '"10-19"')
        .replace("reunion", "renion")
    )
    assert list_faults(write_own(tmp_path, text)) == [
        "help_numbers.toml: areas.overseas.regions: the programme has no region 'renion'",
        "help_numbers.toml: numbers.children.minor: unknown, did you mean minors?",
        "help_numbers.toml: numbers.sexual: hours: '10-19' is not written as mon-fri 10:00-19:00",
    ]


@pytest.mark.parametrize("text", ["numbers = [", "\x00"])
def test_what_is_no_toml_is_named(text: str, tmp_path: Path) -> None:
    """With the line, as for the programme file."""
    (fault,) = list_faults(write_own(tmp_path, text))
    assert fault.startswith("help_numbers.toml: not TOML: ")


def test_nobody_has_checked_what_we_ship() -> None:
    """Who made sure of a number is the association's to say: we ship no date, so that the doctor asks."""
    found = settings.read({}).programme.help_numbers
    assert found.checked_on is None
    assert found.list_unchecked() == [one.name for one in found.numbers]


def test_the_date_that_moved_is_looked_for_where_it_is(tmp_path: Path) -> None:
    """A programme file with the former key is told where the date stands now."""
    path = tmp_path / "programme.toml"
    path.write_text('help_checked = "2026-01-01"\n' + (settings.ROOT / "programme.toml").read_text("utf-8"), "utf-8")
    with pytest.raises(BadSettings) as told:
        settings.read({"BINOME_PROGRAMME": str(path)})
    assert told.value.faults == [
        "programme.toml: help_checked: unknown, write checked_on in help_numbers.toml, see docs/help-numbers.md"
    ]
