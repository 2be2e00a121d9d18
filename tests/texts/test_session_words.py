"""What a reminder says of how near its session is: true as it leaves, however late."""

from dataclasses import replace

import pytest

from cli import settings
from mentoring.contexts import BinomeContext, SessionContext
from mentoring.roles import SIDES, Side
from tests.texts.samples import Sample
from texts import Texts

TEXTS = Texts(settings.read({}).programme)
WITH_PLACE = ("binome", "slot_set", "place_set", "reminder_day", "reminder_soon")
ADDRESS = "https://visio.example.org/b?x=1&y=2"


@pytest.mark.parametrize("kind", WITH_PLACE)
@pytest.mark.parametrize("side", SIDES)
@pytest.mark.parametrize(("language", "label"), [("fr", "🎥 Rejoindre"), ("en", "🎥 Join")])
def test_a_meeting_with_an_address_is_joined_by_a_button(kind: str, side: Side, language: str, label: str) -> None:
    """The words do not repeat the address; beside other words it is read, and without one there is no button."""
    about = Sample().context(kind, side)
    assert isinstance(about, BinomeContext)
    for place, has_button in ((ADDRESS, True), (f"Salle 2, {ADDRESS}", True), ("Salle 2", False)):
        me = replace(about.me, language=language)
        shown = TEXTS.render(kind, replace(about, me=me, binome=replace(about.binome, place=place, state="active")))
        assert ((label, ADDRESS) in [button for row in shown.rows for button in row]) == has_button
        assert ("https" in shown.text) == (place not in (ADDRESS, "Salle 2"))


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
