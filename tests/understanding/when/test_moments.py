"""The moment to which a session is moved; it is Wednesday 10 March 2027, 14:00, and the session is at 18:00."""

from datetime import datetime

import pytest

from understanding.when import read_moment

NOW, SESSION = datetime(2027, 3, 10, 14), datetime(2027, 3, 10, 18)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("demain même heure", "11T18:00"), ("same time on Friday", "12T18:00"), ("plutôt jeudi", "11T18:00"),
        ("la semaine prochaine", "17T18:00"), ("le lendemain", "11T18:00"), ("demain soir", "11T18:00"),
        ("le 15", "15T18:00"), ("next week, same day, same time", "17T18:00"),
        ("vendredi au lieu de mercredi", "12T18:00"),
    ],
)  # fmt: skip
def test_a_day_alone_keeps_the_hour(text: str, found: str) -> None:
    """The hour of the session stays, in so many words or in silence."""
    assert read_moment(text, NOW, SESSION) == datetime.fromisoformat(f"2027-03-{found}")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("19h30", "10T19:30"), ("plutôt 17h", "10T17:00"), ("20h au lieu de 18h", "10T20:00"), ("at 7", "10T19:00"),
        ("décaler de 18h à 19h", "10T19:00"), ("même jour, 17h", "10T17:00"), ("plus tôt, vers 17h", "10T17:00"),
        ("19h a la place jrentre plus tard", "10T19:00"), ("can we push to 7?", "10T19:00"),
    ],
)  # fmt: skip
def test_an_hour_alone_keeps_the_day(text: str, found: str) -> None:
    """The day of the session stays."""
    assert read_moment(text, NOW, SESSION) == datetime.fromisoformat(f"2027-03-{found}")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("demain à dix-neuf heures quinze", "11T19:15"), ("mardi en huit à 18h", "23T18:00"),
        ("tomorrow noon", "11T12:00"), ("mardi de la semaine prochaine 18h", "16T18:00"), ("ce soir 20h", "10T20:00"),
        ("samedi matin 10h", "13T10:00"), ("15/03 à 18h", "15T18:00"), ("Saturday the 20th at 2pm", "20T14:00"),
        ("dans 3 jours à 17h", "13T17:00"), ("cet après-midi à 16h", "10T16:00"),
        ("pas demain, vendredi 18h", "12T18:00"), ("jeudi de 18h à 19h", "11T18:00"),
        ("plutôt mardi 17h si c'est bon pour elle", "16T17:00"), ("lundi 18h45 stp j'ai un anniv mardi", "15T18:45"),
        ("j'ai un contrôle vendredi, on peut faire samedi 11h ?", "13T11:00"), ("le week-end, samedi 11h", "13T11:00"),
        ("vendredi à la place, 18h pareil", "12T18:00"), ("je suis coincé au boulot, 20h possible ?", "10T20:00"),
        ("je finis le taf à 19h, 19h30 c'est bon ?", "10T19:30"), ("plus tôt, 16h par exemple", "10T16:00"),
        ("on repousse d'un jour, 17h aussi", "11T17:00"), ("on recule de deux jours à 17h", "12T17:00"),
        ("tout à l'heure oui mais à 16h15, le garage ferme tard", "10T16:15"),
        ("je peux pas ce soir, demain 18h ?", "11T18:00"), ("demain 18h au lieu de ce soir", "11T18:00"),
    ],
)  # fmt: skip
def test_a_day_and_an_hour_are_a_moment(text: str, found: str) -> None:
    """What is refused beside them is not taken for them."""
    assert read_moment(text, NOW, SESSION) == datetime.fromisoformat(f"2027-03-{found}")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("30 min plus tard stp", "10T18:30"), ("une heure plus tôt", "10T17:00"), ("1h30 plus tard", "10T19:30"),
        ("half an hour later", "10T18:30"), ("on décale d'une heure", "10T19:00"),
        ("bring it forward by an hour", "10T17:00"), ("un jour plus tard", "11T18:00"), ("+30 min", "10T18:30"),
        ("samedi mais une heure plus tôt", "13T17:00"), ("15 min après l'heure prévue", "10T18:15"),
        ("dans une heure", "10T15:00"), ("dans 2 h là maintenant", "10T16:00"), ("in 20 mins", "10T14:20"),
    ],
)  # fmt: skip
def test_an_amount_of_time_moves_the_session(text: str, found: str) -> None:
    """Later or earlier from the session; « dans » counts from now."""
    assert read_moment(text, NOW, SESSION) == datetime.fromisoformat(f"2027-03-{found}")


@pytest.mark.parametrize(("text", "day"), [("mercredi 17h", 10), ("mercredi 13h", 17), ("mercredi", 17)])
def test_the_weekday_of_today_is_today_while_its_hour_is_ahead(text: str, day: int) -> None:
    """And in a week when that hour is past, or when the session is at that hour already."""
    assert read_moment(text, NOW, SESSION) == datetime(2027, 3, day, 17 if "17" in text else 13 if "13" in text else 18)


@pytest.mark.parametrize(
    "text", ["aujourd'hui 10h", "13h", "hier 18h", "la veille", "5h plus tôt", "le 9 mars 2027 18h"]
)
def test_nothing_is_moved_into_the_past(text: str) -> None:
    """A moment that is over is no answer."""
    assert read_moment(text, NOW, SESSION) is None


@pytest.mark.parametrize(
    "text",
    [
        "peut-être demain", "plus tard", "un autre jour", "demain matin", "demain après 18h", "demain 18h ou 19h",
        "en juin", "jeudi ou vendredi", "demain 25h", "le 32 mars 18h", "ce week-end", "j'ai 17 ans",
        "mon bus arrive à 18h10", "lol", "", "je serai en retard de 10 min", "j'ai 2 heures de retard",
        "ce soir plus tard", "même heure", "je m'ennuie ce soir",
        "le 9 mars 18h", "d'une heure", "tout à l'heure",
    ],
)  # fmt: skip
def test_what_leaves_the_moment_open_is_not_read(text: str) -> None:
    """Doubts, two moments at once, another part of the day without an hour, being late."""
    assert read_moment(text, NOW, SESSION) is None


@pytest.mark.parametrize(
    ("text", "found"), [("demain", None), ("30 min plus tard", None), ("demain 18h", datetime(2027, 3, 11, 18))]
)
def test_without_a_session_the_text_says_all(text: str, found: datetime | None) -> None:
    """There is no hour to keep and nothing to count from."""
    assert read_moment(text, NOW, None) == found
