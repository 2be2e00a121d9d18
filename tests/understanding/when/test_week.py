"""Slots and weekly hours out of what people type."""

import pytest

from mentoring.slots import PARTS, SLOTS, WEEKDAYS
from understanding.when import WeeklyHour, read_slots, read_weekly

WORKING_DAYS, WEEKEND = WEEKDAYS[:5], WEEKDAYS[5:]


def build_slots(days: tuple[str, ...], parts: tuple[str, ...] = tuple(PARTS)) -> tuple[str, ...]:
    """Return the slots of some days, in the order of the week."""
    return tuple(slot for slot in SLOTS if slot[:3] in days and slot[4:] in parts)


def leave_out(*slots: str) -> tuple[str, ...]:
    """Return all slots but some."""
    return tuple(slot for slot in SLOTS if slot not in slots)


@pytest.mark.parametrize(
    ("text", "days", "parts"),
    [
        ("mardi soir", ("tue",), ("evening",)),
        ("lundi et mercredi soir", ("mon", "wed"), ("evening",)),
        ("lundi/jeudi aprèm", ("mon", "thu"), ("afternoon",)),
        ("tous les matins", WEEKDAYS, ("morning",)),
        ("du lundi au vendredi midi", WORKING_DAYS, ("noon",)),
        ("Mon-Thu evenings", WEEKDAYS[:4], ("evening",)),
        ("en semaine après 18 h", WORKING_DAYS, ("evening",)),
        ("le week-end", WEEKEND, tuple(PARTS)),
        ("plutôt jeudi", ("thu",), tuple(PARTS)),
        ("jeudi toute la journée", ("thu",), tuple(PARTS)),
        ("weekdays after 5", WORKING_DAYS, ("evening",)),
        ("6pm-8pm Monday", ("mon",), ("evening",)),
        ("le midi", WEEKDAYS, ("noon",)),
        ("quand vous voulez", WEEKDAYS, tuple(PARTS)),
        ("mecredi soire", ("wed",), ("evening",)),
        ("tt les soirs stp", WEEKDAYS, ("evening",)),
        ("dimench matain", ("sun",), ("morning",)),
        ("entre midi et deux le lundi et le jeudi, pendant ma pause déj", ("mon", "thu"), ("noon",)),
        ("samedi jusqu'à midi pas plus tard", ("sat",), ("morning",)),
        ("jeudi du matin jusqu'au soir", ("thu",), tuple(PARTS)),
        ("choisissez, sa mes égal", WEEKDAYS, tuple(PARTS)),
        ("I'm all yours on Saturdays", ("sat",), tuple(PARTS)),
        ("2 soirs par semaine, mardi et jeudi", ("tue", "thu"), ("evening",)),
        ("dispo le mardi de retour du boulot", ("tue",), ("evening",)),
        ("le lundi quand mes enfants sont au lit", ("mon",), ("evening",)),
        ("le jeudi soir avant l'entraînement de hand", ("thu",), ("evening",)),
        ("jeudi soir quand mon colocataire bosse", ("thu",), ("evening",)),
        ("je bosse toute la semaine en journée, reste jeudi soir", ("thu",), ("evening",)),
    ],
)
def test_days_and_parts_of_the_day_are_slots(text: str, days: tuple[str, ...], parts: tuple[str, ...]) -> None:
    """A day alone is all of its parts, a part alone is every day."""
    assert read_slots(text) == build_slots(days, parts)


@pytest.mark.parametrize(
    ("text", "slots"),
    [
        ("lundi matin, mardi soir", ("mon-morning", "tue-evening")),
        ("Friday lunchtime or Sunday morning", ("fri-noon", "sun-morning")),
        (
            "mornings and Friday evening",
            (*build_slots(WEEKDAYS[:5], ("morning",)), "fri-evening", "sat-morning", "sun-morning"),
        ),
        ("mardi soir et jeudi", ("tue-evening", "thu-evening")),
        ("mardi soir, et le jeudi midi", ("tue-evening", "thu-noon")),
        ("vendredi soir et samedi", ("fri-evening", *build_slots(("sat",)))),
        ("du samedi soir au dimanche midi", ("sat-evening", "sun-morning", "sun-noon")),
        ("le lundi de 10h à 12h et de 14h à 16h", ("mon-morning", "mon-afternoon")),
        ("l'après-midi après 16h le mardi", ("tue-afternoon",)),
    ],
)
def test_each_day_has_the_part_beside_it(text: str, slots: tuple[str, ...]) -> None:
    """A working day alone takes the part that the day before it has; Saturday and Sunday are whole days."""
    assert read_slots(text) == slots


@pytest.mark.parametrize(
    ("text", "slots"),
    [
        ("tout sauf le lundi", leave_out(*build_slots(("mon",)))),
        ("pas le lundi", leave_out(*build_slots(("mon",)))),
        ("lundi impossible", leave_out(*build_slots(("mon",)))),
        ("I can't do Mondays", leave_out(*build_slots(("mon",)))),
        ("every day but Monday", leave_out(*build_slots(("mon",)))),
        ("no mornings", leave_out(*build_slots(WEEKDAYS, ("morning",)))),
        ("tous les soirs sauf vendredi", build_slots(("mon", "tue", "wed", "thu", "sat", "sun"), ("evening",))),
        ("tous les soirs sauf vendredi, samedi et dimanche", build_slots(WEEKDAYS[:4], ("evening",))),
        ("le mardi j'ai foot sinon tous les soirs", build_slots(("mon", *WEEKDAYS[2:]), ("evening",))),
        ("je travaille en semaine donc le week-end", build_slots(WEEKEND)),
        ("pas le lundi, plutôt le mardi soir", ("tue-evening",)),
        ("plus le mardi, le jeudi soir", ("thu-evening",)),
        ("le mardi plus le jeudi soir", ("tue-evening", "thu-evening")),
        ("lundi impossible mardi impossible jeudi soir oui", ("thu-evening",)),
        ("lundi : non, mardi : impossible, jeudi soir : ok", ("thu-evening",)),
        (
            "tous les soirs, y a que le vendredi où je sors",
            build_slots(("mon", "tue", "wed", "thu", "sat", "sun"), ("evening",)),
        ),
        ("il y a que le lundi soir de possible", ("mon-evening",)),
        ("my evenings are all yours bar Sunday", build_slots(WEEKDAYS[:6], ("evening",))),
        ("l'après-midi le mardi et le jeudi le matin je dors", ("tue-afternoon", "thu-afternoon")),
    ],
)
def test_what_is_refused_is_left_out(text: str, slots: tuple[str, ...]) -> None:
    """Before or behind the day, by « sauf », by « pas », or because somebody works; a refusal alone leaves the rest."""
    assert read_slots(text) == slots


@pytest.mark.parametrize(
    ("text", "slots"),
    [
        ("Hormis le week-end, je suis libre le soir", build_slots(WORKING_DAYS, ("evening",))),
        ("sauf le lundi, tous les soirs", build_slots(WEEKDAYS[1:], ("evening",))),
        ("j'ai cours tout le temps sauf le vendredi aprem", ("fri-afternoon",)),
        ("en semaine, plutôt le jeudi soir", ("thu-evening",)),
        ("every day except weekends, mornings", build_slots(WORKING_DAYS, ("morning",))),
        ("mardi oui mercredi non jeudi oui", build_slots(("tue", "thu"))),
        ("jeudi soir sauf pendant les examens", ("thu-evening",)),
        ("je commence à 14h, donc le matin, tous les jours sauf dimanche", build_slots(WEEKDAYS[:6], ("morning",))),
    ],
)
def test_an_exception_goes_as_far_as_it_is_meant(text: str, slots: tuple[str, ...]) -> None:
    """Said first it ends at the comma; who is busy but for an afternoon offers that afternoon; each stands alone."""
    assert read_slots(text) == slots


@pytest.mark.parametrize(
    ("text", "slots"),
    [
        ("je finis à 17h30 en semaine, donc à partir de 18h", build_slots(WORKING_DAYS, ("evening",))),
        ("je finis le taf à 18h le mardi", ("tue-evening",)),
        ("je commence à 10h le jeudi donc jeudi 8h-9h30", ("thu-morning",)),
        ("I've got lectures till 5 on Mondays, so evenings", ("mon-evening",)),
        ("après les cours sauf le lundi où je finis tard", build_slots(WEEKDAYS[1:], ("evening",))),
        ("i finish work at 6 so 7pm onwards any day", build_slots(WEEKDAYS, ("evening",))),
    ],
)
def test_before_and_after_work_somebody_is_free(text: str, slots: tuple[str, ...]) -> None:
    """On the days that are named; a later hour that is named holds."""
    assert read_slots(text) == slots


@pytest.mark.parametrize(
    ("text", "slots"),
    [
        ("mardi matin 8h avant le boulot, samedi pareil", ("tue-morning", "sat-morning")),
        ("on ferme le lundi : donc ce jour-là, matin comme après-midi", ("mon-morning", "mon-afternoon")),
        ("le mercredi c'est le seul jour sans cours, matin ou aprem", ("wed-morning", "wed-afternoon")),
        ("le matin uniquement (je suis de service l'après-midi)", build_slots(WEEKDAYS, ("morning",))),
        ("weeknights after the kids go to bed, 8:30", build_slots(WORKING_DAYS, ("evening",))),
        ("pas le soir, j'ai des enfants en bas âge", leave_out(*build_slots(WEEKDAYS, ("evening",)))),
        ("tôt le matin en semaine, genre 7h30", build_slots(WORKING_DAYS, ("morning",))),
        ("je prends le vendredi aprem, c'est calme à la boutique", ("fri-afternoon",)),
        ("whenever, i got nothing to do lol", SLOTS),
    ],
)
def test_who_offers_may_say_why(text: str, slots: tuple[str, ...]) -> None:
    """Words that nobody knows may stand beside an offer, before it, behind it or in brackets."""
    assert read_slots(text) == slots


@pytest.mark.parametrize(
    "text",
    [
        "mon beau-père rentre bourré le vendredi soir", "tous les soirs il vient dans ma chambre",
        "lundi matin j'ai la boule au ventre", "every morning I feel sick", "I couldn't sleep on Monday night",
        "c'est dur le dimanche soir", "le soir, je pleure", "le soir ma mère crie", "mon père boit tous les soirs",
        "ma sœur a danse, je finis à 17h30", "la biblio ferme à 19h", "je suis libre semaine A lundi, semaine B jeudi",
        "je dors pas la nuit, j'ai trop d'angoisses", "the worst is Friday nights", "Friday nights are the worst",
        "le dimanche je reste au lit toute la journée", "le soir chez moi c'est l'enfer", "Mondays make me sick",
        "le lundi à 20h il rentre", "le dimanche soir j'ai le cafard", "il est 23h, il y a quelqu'un ?",
        "enlevez le samedi matin", "y a que des problèmes le dimanche",
    ],
)  # fmt: skip
def test_a_story_that_names_an_hour_offers_none(text: str) -> None:
    """What hurts, ends or closes at some hour is not an hour to meet."""
    assert read_slots(text) is None


@pytest.mark.parametrize(
    ("text", "hours"),
    [
        ("Le dimanche à 17 h me siérait davantage", [("sun", 17, 0)]),
        ("thurs 12.15pm my lunch break", [("thu", 12, 15)]),
        ("non pas 18h, mardi 19h", [("tue", 19, 0)]),
        ("jeudi après le sport genre 20h15", [("thu", 20, 15)]),
        ("lundi 17h, pareil jeudi", [("mon", 17, 0), ("thu", 17, 0)]),
        ("on peut passer du mardi 18h au jeudi 19h ?", [("thu", 19, 0)]),
        ("vendredi 16h30 si le bus est à l'heure", [("fri", 16, 30)]),
        ("vendredi 18h30, max 19h", [("fri", 18, 30)]),
        ("mon père rentre le vendredi à 20h", None),
        ("au lieu du jeudi 17h mettez le samedi 11h", [("sat", 11, 0)]),
        ("plus le lundi, le mercredi 19h", [("wed", 19, 0)]),
        ("mardi 18h45 ? le bus me dépose à 18h30", [("tue", 18, 45)]),
        ("mardi 7h30 du matin avant l'embauche", [("tue", 7, 30)]),
        ("le lundi à 20h il rentre", None),
    ],
)
def test_a_day_beside_its_hour_bears_more_words(text: str, hours: list[tuple[str, int, int]] | None) -> None:
    """Behind them, that is; before them they tell whose hour it is."""
    assert read_weekly(text) == (hours and tuple(WeeklyHour(*hour) for hour in hours))


@pytest.mark.parametrize(
    ("text", "hours"),
    [
        ("mardi 19h30", [("tue", 19, 30)]),
        ("le mardi, à dix-huit heures précises", [("tue", 18, 0)]),
        ("18h30 le jeudi", [("thu", 18, 30)]),
        ("mardi sept heures moins le quart du soir", [("tue", 18, 45)]),
        ("Mondays at half past six", [("mon", 18, 30)]),
        ("Wed 6:15pm", [("wed", 18, 15)]),
        ("mardi 1830", [("tue", 18, 30)]),
        ("mardi18h", [("tue", 18, 0)]),
        ("mardi 18", [("tue", 18, 0)]),
        ("le mardi pendant une heure à 18h", [("tue", 18, 0)]),
        ("dimanche midi", [("sun", 12, 0)]),
        ("jeudi aprem 16h", [("thu", 16, 0)]),
        ("vendrdi 18h", [("fri", 18, 0)]),
        ("mardi de 18h à 19h", [("tue", 18, 0)]),
        ("mardi ou jeudi 18h", [("tue", 18, 0), ("thu", 18, 0)]),
        ("mardi 18h ou jeudi 19h", [("tue", 18, 0), ("thu", 19, 0)]),
        ("19h le lundi et 20h le jeudi", [("mon", 19, 0), ("thu", 20, 0)]),
        ("mercredi 14h plutôt que 15h", [("wed", 14, 0)]),
        ("pas mardi, jeudi 18h", [("thu", 18, 0)]),
        ("mardi 18h parce que lundi j'ai foot", [("tue", 18, 0)]),
        ("samedi 10h, avant la piscine du petit", [("sat", 10, 0)]),
        ("jpeux plus le lundi, mets jeudi 18h", [("thu", 18, 0)]),
    ],
)
def test_a_day_with_an_hour_is_a_weekly_hour(text: str, hours: list[tuple[str, int, int]]) -> None:
    """In figures or words, several when several are offered; a range is its beginning, a refused one is none."""
    assert read_weekly(text) == tuple(WeeklyHour(*hour) for hour in hours)


@pytest.mark.parametrize(
    ("text", "hour"),
    [
        ("lundi 6h", 18),
        ("lundi matin 6h", 6),
        ("lundi 06h00", 6),
        ("lundi 8h", 8),
        ("Monday at 8", 20),
        ("Monday 8am", 8),
    ],
)
def test_a_small_hour_is_of_the_evening_unless_the_morning_is_named(text: str, hour: int) -> None:
    """Nobody meets at six in the morning; French says eight for the morning, English leaves it open."""
    assert read_weekly(text) == (WeeklyHour("mon", hour, 0),)


@pytest.mark.parametrize(
    "text", ["mardi 25h", "lundi 18h75", "mardi 45", "mardi", "18h", "mardi soir", "mardi après 18h"]
)
def test_no_hour_is_made_up(text: str) -> None:
    """An hour that no clock shows, a day without an hour, an hour without a day."""
    assert read_weekly(text) is None


@pytest.mark.parametrize(
    "text",
    [
        "peut-être jeudi 18h", "ça dépend", "je sais pas", "jsp", "maybe Tuesday at 6", "un mardi sur deux à 18h", "",
        "j'ai eu 15 en maths", "j'ai 17 ans", "06 12 34 56 78", "12 rue des Lilas", "ma note est 12/20", "🙂", "42",
        "hier soir j'étais libre", "le bus de 18h mardi", "mon frère arrive mardi à 18h", "on s'est vus mardi à 18h",
        "mon mentor est sympa", "le stress me tue", "je veux tout abandonner", "je pleure tous les soirs",
        "rien du tout", "lundi j'ai un contrôle et mardi un oral", "the exam is Friday 6pm",
        "je vais pas bien du tout", "jeu vidéo",
    ],
)  # fmt: skip
def test_doubts_and_stories_are_not_read(text: str) -> None:
    """What is left open, what is past, and numbers in other senses are neither slots nor hours."""
    assert read_slots(text) is None
    assert read_weekly(text) is None
