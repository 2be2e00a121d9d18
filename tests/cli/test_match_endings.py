"""However the work ends, results are there whole or not at all, and what is said about them is true."""

import contextlib
import io
import os
import resource
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from time import sleep

import pytest

from cli.sheets import results
from tests.cli.spreadsheets import FORMATS, NEEDS, OFFERS, SheetFolder, SheetLine, read
from tests.cli.test_settings import ROOT
from tests.programs import start_command

UNMATCHED_NEEDS: list[SheetLine] = [{"id": at, "text": "oral de français", "languages": ["eu"]} for at in range(2000)]
ROOM_BYTES = 8192
"""For one binôme, not for those who found nobody."""


@pytest.fixture
def desk(tmp_path: Path) -> SheetFolder:
    """Return an empty folder to work in."""
    return SheetFolder(tmp_path)


@contextlib.contextmanager
def _limit_room() -> Iterator[None]:
    """Let the system refuse any larger file."""
    usual = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (ROOM_BYTES, usual[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, usual)


def test_when_one_result_cannot_be_written_neither_is(desk: SheetFolder, capsys: pytest.CaptureFixture[str]) -> None:
    """The binômes do not take their place while those without one have none; the file is named, in plain words."""
    needs, offers = desk.write_file("n.jsonl", [*NEEDS, *UNMATCHED_NEEDS]), desk.write_file("o.jsonl", OFFERS)
    desk.match(needs, offers)  # the loops are compiled once, and what is kept of them is larger than the room
    (desk.folder / "result.jsonl").write_text("old")
    with _limit_room():
        assert desk.match(needs, offers, unmatched=desk.folder / "u.jsonl") == 1
    assert (desk.folder / "result.jsonl").read_text() == "old"
    assert {path.name for path in desk.folder.iterdir()} == {"n.jsonl", "o.jsonl", "result.jsonl"}
    said = capsys.readouterr().err
    assert f"{desk.folder / 'u.jsonl'} : écriture impossible" in said
    assert "too large" not in said


@pytest.mark.parametrize("suffix", FORMATS)
def test_who_stops_while_results_are_made_leaves_none(tmp_path: Path, suffix: str) -> None:
    """Until all are complete none has its place, and no half of one stays beside."""

    def lines() -> Iterator[SheetLine]:
        yield {"id": 1}
        raise KeyboardInterrupt

    placed: list[Path] = []
    first, second = tmp_path / f"a.{suffix}", tmp_path / f"b.{suffix}"
    two = [results.Result(first, [{"id": 1}], ["id"]), results.Result(second, lines(), ["id"])]
    with pytest.raises(KeyboardInterrupt):
        results.write(two, ",", placed)
    assert (placed, list(tmp_path.iterdir())) == ([], [])


def test_a_workbook_that_is_ended_is_told_in_one_sentence(tmp_path: Path) -> None:
    """Who stops while its lines are written reads that nothing was written, and no error of the program."""
    script = (
        "import sys\nfrom pathlib import Path\nfrom cli.sheets import results\n"
        "def lines():\n    yield {'id': 1}\n    raise KeyboardInterrupt\n"
        "try:\n    results.write([results.Result(Path('a.xlsx'), lines(), ['id'])], ',', [])\n"
        "except KeyboardInterrupt:\n    sys.exit('stopped')\n"
    )
    there = os.environ | {"PYTHONPATH": str(ROOT)}
    told = subprocess.run([sys.executable, "-c", script], cwd=tmp_path, env=there, capture_output=True, text=True)
    assert (told.returncode, told.stderr) == (1, "stopped\n")


class _Impatient(io.StringIO):
    """A screen whose reader presses Ctrl-C as soon as the round is told."""

    def write(self, text: str) -> int:
        """Take words, until these come."""
        if text.startswith("Binômes"):
            raise KeyboardInterrupt
        return super().write(text)


def test_who_stops_after_the_results_is_told_of_them(desk: SheetFolder, capsys: pytest.CaptureFixture[str]) -> None:
    """Once files have taken their places it is not said that nothing was written."""
    needs, offers = desk.write_file("n.jsonl", NEEDS), desk.write_file("o.jsonl", OFFERS)
    with contextlib.redirect_stdout(_Impatient()):
        assert desk.match(needs, offers, unmatched=desk.folder / "u.jsonl") == 130
    said = capsys.readouterr().err
    assert "Rien n'a été écrit" not in said
    assert f"{desk.folder / 'result.jsonl'}, {desk.folder / 'u.jsonl'}" in said
    assert len(read(desk.folder / "result.jsonl")) == 2


def _begin_work(folder: Path, *more: str) -> "subprocess.Popen[str]":
    """Begin long work on two files."""
    many = [{"id": at, "text": f"oral de français numéro {at}"} for at in range(4000)]
    needs, offers = SheetFolder(folder).write_file("n.jsonl", many), SheetFolder(folder).write_file("o.jsonl", many)
    return start_command(
        folder, "match", str(needs), str(offers), "-o", "r.csv", "--language", "en", "--minors", "everybody", *more
    )


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_a_ranking_that_is_ended_leaves_no_file(tmp_path: Path, number: signal.Signals) -> None:
    """The file that is being written is taken away again, whoever ends the program, and that is said."""
    with _begin_work(tmp_path, "--rank", "100") as program:
        while not list(tmp_path.glob(".r-*")) and program.poll() is None:
            sleep(0.02)
        program.send_signal(number)
        _, said = program.communicate()
    assert program.returncode == 128 + number
    assert "Nothing was written" in said
    assert {path.name for path in tmp_path.iterdir()} == {"n.jsonl", "o.jsonl"}


def test_a_result_is_written_though_nobody_reads_the_summary(tmp_path: Path) -> None:
    """Who looks at the first line alone (`| head -1`) still gets the binômes, and no error."""
    with _begin_work(tmp_path) as program:
        assert program.stdout is not None
        assert any("4000 needs, 4000 offers" in line for line in program.stdout)
        program.stdout.close()
        assert program.stderr is not None
        said = program.stderr.read()
    assert (program.returncode, said) == (0, "")
    assert len(read(tmp_path / "r.csv")) == 4000
