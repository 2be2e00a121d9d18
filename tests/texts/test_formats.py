"""Moments read as people say them, where they are."""

import re
from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from jinja2 import Environment

from mentoring.views import Reader
from tests.texts.plain_text import TEXTS
from tests.texts.samples import Sample
from texts import formats
from texts.markdown import NO_BREAK, render_markdown

TUESDAY = datetime(2026, 11, 24, 17, 0, tzinfo=UTC)
FIRST = datetime(2026, 12, 1, 17, 30, tzinfo=UTC)
SUMMER = datetime(2027, 7, 6, 16, 0, tzinfo=UTC)


def render_said(
    filter_name: str, moment: object, language: str = "fr", zone: str = "Europe/Paris", *args: str,
    moments: Callable[[str], formats.Moments] = TEXTS.build_moments,
) -> str:  # fmt: skip
    """Return how a template shows something to somebody, whatever keeps words together on a line."""
    jinja = Environment(autoescape=True)
    jinja.filters.update(formats.FILTERS)
    jinja.globals["moments"] = moments
    arguments = f"({args[0]!r})" if args else ""
    template = jinja.from_string("{{ moment | " + filter_name + arguments + " }}")
    return template.render(moment=moment, me=Reader(language, zone=zone)).replace(NO_BREAK, " ")


@pytest.mark.parametrize(
    ("moment", "language", "words"),
    [
        (TUESDAY, "fr", "mardi 24 novembre à 18 h"),
        (FIRST, "fr", "mardi 1er décembre à 18 h 30"),
        (SUMMER, "fr", "mardi 6 juillet à 18 h"),
        (TUESDAY, "en", "Tuesday 24 November at 6 pm"),
        (FIRST, "en", "Tuesday 1 December at 6:30 pm"),
    ],
)
def test_it_says_a_moment_as_one_would(moment: datetime, language: str, words: str) -> None:
    """Day, date and hour, with the first of the month and half hours as each language says them."""
    assert render_said("when", moment, language) == words


def test_a_deadline_is_said_by_its_full_hour() -> None:
    """Nobody counts the minutes of two days: « 18 h 37 » is said as 18 h, and whoever answers by then is in time."""
    assert render_said("deadline", TUESDAY.replace(minute=37)) == "mardi 24 novembre à 18 h"
    assert render_said("deadline", TUESDAY.replace(minute=37), zone="Pacific/Marquesas") == "mardi 24 novembre à 8 h"


@pytest.mark.parametrize(
    ("zone", "words"),
    [
        ("Europe/Paris", "mardi 24 novembre à 18 h"),
        ("Indian/Reunion", "mardi 24 novembre à 21 h"),
        ("America/Martinique", "mardi 24 novembre à 13 h"),
        ("Pacific/Noumea", "mercredi 25 novembre à 4 h"),
        ("Pacific/Marquesas", "mardi 24 novembre à 7 h 30"),
    ],
)
def test_it_says_a_moment_where_the_reader_is(zone: str, words: str) -> None:
    """Each reads the hour of their own clock, and the day that goes with it."""
    assert render_said("when", TUESDAY, "fr", zone) == words


def test_it_says_a_day_of_another_year() -> None:
    """What may be years away is said with its year, by the reader's clock."""
    assert render_said("dated", TUESDAY) == "24 nov. 2026"
    assert render_said("dated", TUESDAY, "en") == "Nov 24, 2026"
    assert render_said("dated", TUESDAY, "fr", "Pacific/Noumea") == "25 nov. 2026"
    assert render_said("dated", FIRST) == "1er déc. 2026"
    assert render_said("dated", FIRST, "en") == "Dec 1, 2026"


def test_it_says_a_weekly_hour() -> None:
    """A weekly hour has no date."""
    assert render_said("weekly", TUESDAY) == "le mardi à 18 h"
    assert render_said("weekly", TUESDAY, "en") == "Tuesdays at 6 pm"
    assert render_said("weekly", TUESDAY, "fr", "Pacific/Noumea") == "le mercredi à 4 h"


def test_it_says_an_hour_shortly_on_a_button() -> None:
    """Three buttons fit beside each other."""
    assert render_said("short", TUESDAY) == "mar. 18 h"
    assert render_said("short", TUESDAY, "en") == "Tue 6 pm"


WINTER_IN_FRANCE_ONLY = datetime(2027, 3, 16, 17, 0, tzinfo=UTC)
"""Clocks go forward two weeks sooner in Saint-Pierre-et-Miquelon."""


@pytest.mark.parametrize(
    ("moment", "here", "there", "french", "english"),
    [
        (TUESDAY, "Europe/Paris", "Indian/Reunion", "21 h", "9 pm"),
        (SUMMER, "Europe/Paris", "Indian/Reunion", "20 h", "8 pm"),
        (TUESDAY, "Europe/Paris", "America/Miquelon", "14 h", "2 pm"),
        (WINTER_IN_FRANCE_ONLY, "Europe/Paris", "America/Miquelon", "15 h", "3 pm"),
        (TUESDAY, "Europe/Paris", "Pacific/Noumea", "mercredi à 4 h", "Wednesday at 4 am"),
        (TUESDAY, "Pacific/Noumea", "Europe/Paris", "mardi à 18 h", "Tuesday at 6 pm"),
        (TUESDAY, "Europe/Paris", "Europe/Paris", "", ""),
        (TUESDAY, "America/Cayenne", "America/Miquelon", "", ""),
        (SUMMER, "America/Cayenne", "America/Miquelon", "14 h", "2 pm"),
    ],
)
def test_it_says_the_hour_of_somebody_else(moment: datetime, here: str, there: str, french: str, english: str) -> None:
    """At that very moment: with its day when that is another one, and not at all when their clocks show the same."""
    assert render_said("hour", TUESDAY) == "18 h"
    assert render_said("there", moment, "fr", here, there) == french
    assert render_said("there", moment, "en", here, there) == english


def test_it_says_a_birth_by_its_month_when_it_is_known() -> None:
    """What was kept is shown in words."""
    assert render_said("born", "2008-03") == "mars 2008"
    assert render_said("born", "2008-03", "en") == "March 2008"
    assert render_said("born", "2001") == "2001"


def test_it_speaks_french_to_those_whose_language_it_has_not_learnt() -> None:
    """Words and dates change language together."""
    assert render_said("when", TUESDAY, "de") == "mardi 24 novembre à 18 h"


@pytest.mark.parametrize("words", ["Tout est bon ?", "Bientôt :", "« Promis »", "de 9 h à 18 h 30", "C'est fini !"])
def test_no_line_of_french_ends_before_a_sign(words: str) -> None:
    """On a narrow screen no question mark stands alone on its line, and no hour is parted."""
    whole = str(render_markdown(words))
    assert whole.replace(NO_BREAK, " ") == words.replace("'", "’")
    assert not re.search(r"« | [?!:;»]|\d h? ?(?=h|\d)", whole)


def test_a_message_keeps_its_signs_and_leaves_what_people_wrote() -> None:
    """The shipped words are kept together; typed words are shown just as they were typed."""
    context = Sample(words="un CV ? vite ! à 9 h").context("need_profile", "young")
    text = TEXTS.render("need_profile", context).text
    assert "un CV ? vite ! à 9 h" in text
    assert "Région\u00a0:" in text


@pytest.mark.parametrize(
    ("place", "link"),
    [
        ("https://meet.example.org/binome-12", "https://meet.example.org/binome-12"),
        ("Visio : https://meet.example.org/b?x=1&y=2.", "https://meet.example.org/b?x=1&y=2"),
        ("http://meet.example.org", ""),
        ("au café de la gare", ""),
        ("https://a.example | https://b.example", "https://a.example"),
        ("https://visio", ""),
        ("https://meet.example.", "https://meet.example"),
        ("https://127.0.0.1/b", ""),
        (None, ""),
    ],
)
def test_the_address_of_a_meeting_is_found(place: str, link: str) -> None:
    """An encrypted one alone, without the full stop behind it, and never with what would begin another button."""
    assert formats.find_link(place) == link


@pytest.mark.parametrize(
    ("name", "said"),
    [("Marc", "de Marc"), ("Inès", "d’Inès"), ("Élodie", "d’Élodie"), ("Yves", "d’Yves"), ("Yasmine", "de Yasmine")],
)
def test_french_elides_before_a_vowel(name: str, said: str) -> None:
    """« Le lien d’Inès », and « le lien de Marc »."""
    assert render_said("de", name) == said
