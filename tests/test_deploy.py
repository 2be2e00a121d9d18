"""What a server is given: the unit, its settings, the image."""

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from cli import settings
from tests.test_house import BELOW, ROOT

DEPLOY = ROOT / "deploy"
UNIT = (DEPLOY / "binome.service").read_text(encoding="utf-8")
IMAGE = (DEPLOY / "Containerfile").read_text(encoding="utf-8")
ANALYZE = shutil.which("systemd-analyze")
MOST_EXPOSED = 25
"""Of 100, as systemd counts what a service could do to its machine; one without any care is at about 96."""


def test_the_settings_of_the_server_are_known_ones() -> None:
    """Each line of the file for /etc is a setting that the program reads, by its exact name."""
    names = re.findall(r"(?m)^(\w+)=", (DEPLOY / "binome.env").read_text(encoding="utf-8"))
    assert set(names) <= set(settings.ENVIRONMENT_VARIABLES)
    assert {"BINOME_TELEGRAM_TOKEN", "BINOME_DATABASE", "BINOME_KEY_FILE"} <= set(names)


def test_the_service_writes_only_where_its_settings_say() -> None:
    """Data and key lie in the folders that the unit makes; everything else is read-only, nobody gains a right."""
    folders = re.findall(r"=\S*/var/lib/([\w-]+)/", (DEPLOY / "binome.env").read_text(encoding="utf-8"))
    [made] = re.findall(r"(?m)^StateDirectory=(.+)$", UNIT)
    assert set(folders) == set(made.split())
    for line in ("ProtectSystem=strict", "NoNewPrivileges=yes", "User=binome", "RestartPreventExitStatus=2"):
        assert line in UNIT.splitlines()


@pytest.mark.skipif(ANALYZE is None, reason="no systemd on this machine")
def test_systemd_finds_no_fault_in_the_unit(tmp_path: Path) -> None:
    """It understands every line, and finds little that the service could do to the machine."""
    unit = tmp_path / "binome.service"
    unit.write_text(UNIT.replace("/opt/binome/.venv/bin/binome", "/bin/true").replace("file:///opt", "file:///usr"))
    for check in (["verify"], ["security", "--offline=yes", f"--threshold={MOST_EXPOSED}"]):
        told = subprocess.run([str(ANALYZE), *check, str(unit)], capture_output=True, text=True)
        assert told.returncode == 0, told.stdout[-300:] + told.stderr
        assert "Unknown" not in told.stderr


def test_the_image_holds_the_rooms_and_nothing_of_this_machine() -> None:
    """Every room is copied by name, with what the installation needs; never a whole folder with data and keys."""
    copied = {name for line in re.findall(r"(?m)^COPY (.+)$", IMAGE) for name in line.split()[:-1]}
    assert copied == set(BELOW) | {"requirements.txt", "LICENSE", "pyproject.toml", "programme.toml", "kits"}
    assert all((ROOT / name).exists() for name in copied)


def test_the_image_installs_locked_versions_and_runs_without_rights() -> None:
    """What is installed is checked by its hash; the program runs as an account of its own, with its data outside."""
    assert "--require-hashes -r requirements.txt" in IMAGE
    assert re.search(r"(?m)^USER binome$", IMAGE)
    assert re.search(r'(?m)^VOLUME \["/data", "/key", "/backups"\]$', IMAGE)
    assert set(re.findall(r"BINOME_\w+", IMAGE)) <= set(settings.ENVIRONMENT_VARIABLES)
