"""Clauses: what is offered, refused and only told, each weighed on its own."""

from datetime import date, datetime

import pytest

from mentoring.slots import PARTS, SLOTS, WEEKDAYS
from understanding.when import WeeklyHour, read_date, read_moment, read_slots, read_weekly

NOW, SESSION = datetime(2027, 3, 10, 14), datetime(2027, 3, 11, 18)


def build_slots(days: str, parts: str = " ".join(PARTS)) -> tuple[str, ...]:
    """Return the slots of some days, in the order of the week."""
    return tuple(slot for slot in SLOTS if slot[:3] in days.split() and slot[4:] in parts.split())


WEEK, WORKING_DAYS = " ".join(WEEKDAYS), " ".join(WEEKDAYS[:5])


@pytest.mark.parametrize(
    ("text", "slots"),
    [
        ("le mardi j'ai dansé mais sinon jeudi après 18h c'est nickel", build_slots("thu", "evening")),
        ("jeudi j'ai TD jusqu'à 20h, mais mardi et vendredi soir je suis libre", build_slots("tue fri", "evening")),
        ("je fais les trois-huit mais je suis toujours de repos le dimanche", build_slots("sun")),
        ("mes lundis sont libres depuis que je suis en retraite", build_slots("mon")),
        ("any time Thursday as I don't have lectures", build_slots("thu")),
        ("Tuesdays and Thursdays after five, my mum picks up my brother", build_slots("tue thu", "evening")),
        ("lundi, mardi, jeudi, après le repas de 19h du foyer", build_slots("mon tue thu", "evening")),
        ("que le dimanche jtravaille au mcdo tt le reste", build_slots("sun")),
    ],
)
def test_a_reason_beside_an_offer_is_left_out(text: str, slots: tuple[str, ...]) -> None:
    """However many of its words nobody knows, before the offer or behind it."""
    assert read_slots(text) == slots


@pytest.mark.parametrize(
    ("text", "slots"),
    [
        ("le mardi chorale, sinon n'importe quel soir", build_slots("mon wed thu fri sat sun", "evening")),
        ("n'importe quel soir de semaine, le lundi je suis chez mon père", build_slots("tue wed thu fri", "evening")),
        ("Mon mari est dialysé lundi, mercredi et vendredi : je préfère mardi ou jeudi", build_slots("tue thu")),
        ("le vendredi je prends le train donc non, mais jeudi soir oui", build_slots("thu", "evening")),
        ("alors le lundi non parce que j'ai la chorale le mardi oui", build_slots("tue")),
        ("mon truc c'est le midi, le soir je suis rincé", build_slots(WEEK, "noon")),
    ],
)
def test_what_is_told_of_a_day_does_not_offer_it(text: str, slots: tuple[str, ...]) -> None:
    """Beside an offer of every day the day that is told of is refused; a list of days is one thought."""
    assert read_slots(text) == slots


def test_a_day_that_is_told_of_first_lends_itself_to_the_part_behind_it() -> None:
    """« Le vendredi je suis en télétravail » says of which day the rest is."""
    assert read_slots("le vendredi je suis en télétravail donc entre midi et deux") == build_slots("fri", "noon")


@pytest.mark.parametrize(
    "text",
    [
        "si je suis pas trop crevée le jeudi soir", "je pleure tous les soirs, sinon le mardi", "jeudi, ça dépend",
        "le lundi soir mon père me frappe", "mercredi je travaille, jeudi je vais voir mon frère au foyer",
        "tous les soirs, car il me frappe",
    ],
)  # fmt: skip
def test_nothing_is_read_where_the_time_itself_is_uncertain(text: str) -> None:
    """A hypothesis, what hurts, even as a reason, and a refusal beside a day of which something is told."""
    assert read_slots(text) is None


@pytest.mark.parametrize(
    ("text", "hour"),
    [
        ("mardi 17h45, je sors du lycée à 17h30", ("tue", 17, 45)),
        ("Wednesday 8pm once the kids are down", ("wed", 20, 0)),
        ("samedi 10h, comme ça j'ai l'aprem pour bosser", ("sat", 10, 0)),
        ("samedi à 15 heures, le dimanche je le garde pour ma famille", ("sat", 15, 0)),
        ("lundi à 8h45 avant que le centre ouvre", ("mon", 8, 45)),
        ("Friday 1pm during my lunch hour at the office", ("fri", 13, 0)),
    ],
)
def test_a_second_hour_that_says_why_is_no_second_offer(text: str, hour: tuple[str, int, int]) -> None:
    """Whatever stands behind an hour of a day."""
    assert read_weekly(text) == (WeeklyHour(*hour),)


def test_a_date_and_a_moment_bear_their_reason() -> None:
    """They are asked alone, so more may be told beside them."""
    assert read_date("on part en colo comme anim tout le mois de juillet", NOW.date()) == date(2027, 7, 31)
    assert read_date("le 20 mars mon contrat se termine", NOW.date()) == date(2027, 3, 20)
    late = "une heure après, je suis encore dans le bus"
    assert read_moment(late, NOW, SESSION) == datetime(2027, 3, 11, 19)


@pytest.mark.parametrize(
    "text", ["merci pour tout, c'était une super année", "je veux que tout s'arrête, la vie, tout", "c'est tout"]
)
def test_everything_in_a_story_is_not_every_day(text: str) -> None:
    """« Tout » offers the whole week only where little else is said."""
    assert read_slots(text) is None


@pytest.mark.parametrize(
    ("text", "hour"),
    [
        ("lundi non pardon mardi à 19h", ("tue", 19, 0)),
        ("mardi 19h, oups, jeudi", ("thu", 19, 0)),
        ("vendredi 18h non attends 18h30", ("fri", 18, 30)),
        ("Tuesday 6pm - wait no 6:30", ("tue", 18, 30)),
        ("lundi 19h, non plutôt mardi 19h", ("tue", 19, 0)),
    ],
)
def test_what_is_corrected_goes(text: str, hour: tuple[str, int, int]) -> None:
    """An hour takes the place of an hour, a day that of a day and, with its own hour, that of both."""
    assert read_weekly(text) == (WeeklyHour(*hour),)


def test_a_corrected_part_list_date_and_moment_go_too() -> None:
    """« Mardi et jeudi, non pardon, mardi et vendredi »; a word of regret alone corrects nothing."""
    assert read_slots("mercredi matin, enfin non, mercredi après-midi") == build_slots("wed", "afternoon")
    assert read_slots("mardi et jeudi, non pardon, mardi et vendredi") == build_slots("tue fri")
    assert read_date("fin mai non pardon fin juin", NOW.date()) == date(2027, 6, 30)
    assert read_moment("demain 18h, euh non 18h30", NOW, SESSION) == datetime(2027, 3, 11, 18, 30)
    assert read_date("du 3 au 10 mai, pardon au 12 mai", NOW.date()) == date(2027, 5, 12)
    assert read_weekly("désolé pour hier, jeudi 18h ça irait ?") == (WeeklyHour("thu", 18, 0),)
    assert read_slots("mardi soir, désolé jeudi je peux pas") == build_slots("tue", "evening")


@pytest.mark.parametrize(
    ("text", "slots"),
    [
        ("le lundi c'est mort, le mardi aussi, mercredi l'aprem", build_slots("wed", "afternoon")),
        ("Monday's a no, so is Tuesday, Wednesday afternoon is good", build_slots("wed", "afternoon")),
        ("le mardi c'est pas possible, le jeudi non plus, mais le vendredi oui", build_slots("fri")),
    ],
)
def test_a_refusal_passes_its_day_on(text: str, slots: tuple[str, ...]) -> None:
    """« Le mardi aussi » behind a refusal refuses."""
    assert read_slots(text) == slots


@pytest.mark.parametrize(
    ("text", "slots"),
    [
        ("Le mercredi, car je suis à 80 %, et le samedi matin", (*build_slots("wed"), *build_slots("sat", "morning"))),
        ("tout le samedi et le mercredi aprem", (*build_slots("wed", "afternoon"), *build_slots("sat"))),
        ("le samedi, la semaine je suis à l'internat", build_slots("sat")),
        ("after school on Wednesdays, like 4 to 6", build_slots("wed", "afternoon")),
        ("free Fridays from noon till about 2", build_slots("fri", "noon")),
    ],
)
def test_each_day_keeps_what_is_said_of_it(text: str, slots: tuple[str, ...]) -> None:
    """Behind a reason another thought begins; « tout le samedi » is the whole day, hours say what "after school" is."""
    assert read_slots(text) == slots


def test_the_hour_of_another_thing_is_not_the_hour_of_the_session() -> None:
    """« Ma garde commence à 20 h », « la réunion est jeudi à 18h », and holidays that name a day themselves."""
    earlier = "ma garde commence finalement à 20 h, est-ce qu'une heure plus tôt serait envisageable ?"
    assert read_moment(earlier, NOW, SESSION) == datetime(2027, 3, 11, 17)
    assert read_weekly("la réunion est jeudi à 18h") is None
    assert read_weekly("jeudi midi et demi, ma réunion finit avant") == (WeeklyHour("thu", 12, 30),)
    assert read_date("mardi 2 novembre après les vacances de la Toussaint", NOW.date()) == date(2027, 11, 2)


@pytest.mark.parametrize(
    "text",
    [
        "es ce que sa peu etre le vendredi a 16h", "jaimerai bien que sa soi le vendredi a 16h",
        "I was wondering if Friday at 4pm would work", "ça vous dirait vendredi 16h ?",
        "on pourrait pas faire vendredi 16h ?", "vendredi 16h depuis le CDI",
    ],
)  # fmt: skip
def test_a_polite_question_is_an_offer(text: str) -> None:
    """However it is spelled, and wherever it is to be."""
    assert read_weekly(text) == (WeeklyHour("fri", 16, 0),)
