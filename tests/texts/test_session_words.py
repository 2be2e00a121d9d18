"""What a reminder says of how near its session is: true as it leaves, however late."""

from dataclasses import replace

import pytest

from cli import settings
from mentoring.contexts import SessionContext
from tests.texts.samples import Sample
from texts import Texts

TEXTS = Texts(settings.read({}).programme)


@pytest.mark.parametrize("kind", ["reminder_day", "reminder_soon"])
@pytest.mark.parametrize(
    ("minutes", "today", "words"),
    [
        (1440, False, "C’est demain : ta session avec"),
        (300, True, "C’est aujourd’hui à <b>"),
        (60, True, "Dans une heure : ta session avec"),
        (24, True, "Dans 20 minutes : ta session avec"),
        (3, False, "Dans quelques minutes : ta session avec"),
    ],
)
def test_a_reminder_says_how_near_the_session_is(kind: str, minutes: int, today: bool, words: str) -> None:
    """Tomorrow, today, in an hour, in so many minutes: whichever of the two reminders it is."""
    about = Sample().context(kind, "young")
    assert isinstance(about, SessionContext)
    about = replace(about, today=today, session=replace(about.session, minutes=minutes))
    assert words in TEXTS.render(kind, about).text.replace("\u00a0", " ")
