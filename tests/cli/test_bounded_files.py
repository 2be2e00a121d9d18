"""Whatever the settings name is read up to a bound, and named with what would do: a fault of the settings, status 2."""

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from cli import settings, turned_away
from cli.bounded_files import MAX_CONFIGURATION_BYTES, FileTooLarge, read_bytes
from cli.settings import ROOT
from mentoring.errors import BadSettings
from texts import overlay

LARGE = "# a\n" * (MAX_CONFIGURATION_BYTES // 4 + 1)
ENDLESS = Path("/dev/zero")
"""Whoever reads it to its end never comes back."""


def _lay(name: str) -> Callable[[Path], dict[str, str]]:
    """Return what lays a large file into a folder of one's own words."""

    def lay(folder: Path) -> dict[str, str]:
        path = folder / name
        path.parent.mkdir(parents=True)
        path.write_text(LARGE, "utf-8")
        return {"BINOME_TEXTS": str(folder / "own")}

    return lay


SETTINGS: dict[str, Callable[[Path], dict[str, str]]] = {
    "BINOME_PROGRAMME: cannot read /dev/zero: it has more than": lambda _folder: {"BINOME_PROGRAMME": str(ENDLESS)},
    "BINOME_KEY_FILE: cannot read /dev/zero: it has more than": lambda _folder: {"BINOME_KEY_FILE": str(ENDLESS)},
    "help_numbers.toml: cannot be read: it has more than": _lay("own/help_numbers.toml"),
    "fr/training/1.md: cannot be read: it has more than": _lay("own/fr/training/1.md"),
    "BINOME_TEXTS: fr/menu.j2: more than": _lay("own/fr/menu.j2"),
}


@pytest.mark.parametrize("said", SETTINGS)
def test_a_file_without_end_is_a_fault_of_the_settings(said: str, tmp_path: Path) -> None:
    """It says which file, and what would do; nothing starts."""
    with pytest.raises(BadSettings) as told:
        settings.read(SETTINGS[said](tmp_path))
    assert any(fault.startswith(said) for fault in told.value.faults), told.value.faults


def test_a_folder_that_holds_far_more_than_words_is_named(tmp_path: Path) -> None:
    """Somebody may have named their whole disk."""
    for number in range(overlay.MAX_FILES + 1):
        (tmp_path / f"{number}.j2").touch()
    found = overlay.find_faults(settings.read({}).programme, tmp_path)
    assert found == [f"more than {overlay.MAX_FILES} files: is {tmp_path} the folder of your words?"]


def test_a_command_ends_with_status_2() -> None:
    """The sentence, and no traceback."""
    environment = {"BINOME_PROGRAMME": str(ENDLESS), "PATH": "/usr/bin"}
    command = [sys.executable, "-m", "cli.main", "doctor"]
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert "it has more than 1,000,000 bytes; shorten it, or name the right file" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_list_of_who_is_turned_away_has_an_end(tmp_path: Path) -> None:
    """A list that cannot be read is put back from its copy, as ever."""
    with (tmp_path / "key.turned_away").open("wb") as file:
        file.truncate(turned_away.MAX_LIST_BYTES + 1)  # all of it a hole in the disk
    with pytest.raises(turned_away.BadTurnedAwayFile, match="FileTooLarge"):
        turned_away.read(tmp_path / "key")


def test_what_just_fits_is_read(tmp_path: Path) -> None:
    """The last byte that may be there too."""
    (tmp_path / "a").write_bytes(b"abc")
    assert read_bytes(tmp_path / "a", 3) == b"abc"
    with pytest.raises(FileTooLarge):
        read_bytes(tmp_path / "a", 2)
