"""The benchmarks run: what docs/benchmarks.md publishes can be measured again."""

import re
from pathlib import Path

import pytest

from benchmarks import __main__ as benchmarks
from benchmarks import message_load

PAGE = (Path(__file__).parents[1] / "docs" / "benchmarks.md").read_text("utf-8")


@pytest.mark.timeout(180)
async def test_the_message_load_is_counted(capsys: pytest.CaptureFixture[str]) -> None:
    """A few weeks of a few binômes give messages, cards and both figures with their aims."""
    await message_load.run(4, 4, 1)
    said = capsys.readouterr().out
    figures = re.findall(r"(?:week|day)[^:]*: ([0-9.]+) \(aim: at most", said)
    assert len(figures) == 2
    assert all(float(figure) > 0 for figure in figures)
    assert "training 4" in said


@pytest.mark.parametrize("name", benchmarks.ALL)
def test_every_benchmark_is_published(name: str) -> None:
    """The page names each benchmark by the command that runs it."""
    assert f"python -m benchmarks {name}" in PAGE
