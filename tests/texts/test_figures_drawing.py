"""How the picture is drawn, loaded and sent."""

import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import telegram

from scheduler.delivery.prepared import PreparedMessage, send
from storage.schema.tables import Outgoing
from tests.simulator.conftest import ptb, tg, watch
from texts import RenderedMessage, figures_drawing
from texts.render import MAX_CAPTION_CHARACTERS

__all__ = ["ptb", "tg", "watch"]
ROWS = ("active", "formed", "ended", "held", "sessions", "answered")
MONDAY = datetime(2026, 11, 23, 7, 30, tzinfo=UTC)


def read_size(picture: bytes) -> tuple[int, int]:
    """Return width and height of a PNG."""
    assert picture.startswith(b"\x89PNG\r\n\x1a\n")
    return int.from_bytes(picture[16:20]), int.from_bytes(picture[20:24])


def build_weeks(value: int) -> dict[str, tuple[Any, ...]]:
    """Return twelve weeks with the same number everywhere."""
    begins = tuple(MONDAY - timedelta(weeks=back) for back in range(12, 0, -1))
    return {"begins": begins, **dict.fromkeys(ROWS, (value,) * 12)}


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("value", [0, 1, 4000])
def test_it_fits_a_telephone(language: str, value: int) -> None:
    """The same size from nothing at all to thousands, in each language."""
    assert read_size(figures_drawing.draw(build_weeks(value), language, "Europe/Paris")) == (1080, 1280)


def test_the_two_languages_are_two_pictures() -> None:
    """The words in it are those of the programme's language, and both languages have them all."""
    french, english = (figures_drawing.draw(build_weeks(5), language, "Europe/Paris") for language in ("fr", "en"))
    assert french != english
    assert figures_drawing.WORDS["fr"].keys() == figures_drawing.WORDS["en"].keys()


def test_a_language_without_words_for_it_is_drawn_in_another() -> None:
    """Words and dates in the same."""
    assert figures_drawing.draw(build_weeks(5), "eo", "Europe/Paris") == figures_drawing.draw(
        build_weeks(5), "fr", "Europe/Paris"
    )


def test_the_program_itself_never_loads_the_plotting_library() -> None:
    """It is large, and optional: only the worker process loads it, at the first picture."""
    asked = "import sys, cli.wiring; print('matplotlib' in sys.modules, 'texts.figures_drawing' in sys.modules)"
    root = Path(__file__).parents[2]
    answer = subprocess.run([sys.executable, "-c", asked], cwd=root, capture_output=True, text=True, check=True)
    assert answer.stdout.split() == ["False", "True"]


@pytest.mark.parametrize(
    ("length", "kinds"), [(MAX_CAPTION_CHARACTERS, ["photo"]), (MAX_CAPTION_CHARACTERS + 1, ["photo", "text"])]
)
async def test_long_words_follow_their_picture(tg: Any, ptb: telegram.Bot, length: int, kinds: list[str]) -> None:
    """Telegram allows 1,024 characters under a picture; what is longer comes after it."""
    user = await tg.person()
    row = Outgoing(kind="figures", person_id=None, args={})
    words = RenderedMessage("<b>a</b>" + "b" * (length - 1), ())
    await send(
        ptb, PreparedMessage(row, user, words, picture=figures_drawing.draw(build_weeks(1), "fr", "Europe/Paris"))
    )
    sent = (await tg.messages(user))[1:]
    assert [one["kind"] for one in sent] == kinds
    assert len(sent[-1]["text"]) == length
