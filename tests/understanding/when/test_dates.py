"""Dates out of what people type, on Wednesday 10 March 2027."""

from datetime import date

import pytest

from understanding.when import read_date

TODAY = date(2027, 3, 10)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("1er mai", "2027-05-01"), ("jusqu'au quinze mai", "2027-05-15"), ("15/05", "2027-05-15"),
        ("12.04", "2027-04-12"), ("the 15th of May", "2027-05-15"), ("May 3rd", "2027-05-03"),
        ("2027-05-15", "2027-05-15"), ("vendredi 26 mars 2027", "2027-03-26"), ("22/03/27", "2027-03-22"),
        ("le 3 setpembre", "2027-09-03"), ("1 er sept", "2027-09-01"), ("le 15", "2027-03-15"),
        ("jusqu'au 5", "2027-04-05"),
        ("the 20th", "2027-03-20"), ("samedi 13", "2027-03-13"), ("le premier lundi d'avril", "2027-04-05"),
        ("le 12 du mois prochain", "2027-04-12"), ("Noël", "2027-12-25"), ("le 2 au soir", "2027-04-02"),
        ("le trois mai deux mille vingt-huit", "2028-05-03"), ("le 15/04 de cette année", "2027-04-15"),
        ("jusqu'à la fin des épreuves c'est le 18 juin", "2027-06-18"), ("on reprend le 3 mai", "2027-05-03"),
        ("le 12 juin c'est la fin des épreuves", "2027-06-12"), ("jusqu'au bout du mois de mai", "2027-05-31"),
        ("until May 3rd when my exams finish", "2027-05-03"), ("jusqu'au 15 je suis pas là", "2027-03-15"),
        ("je pars le 20 et je reviens le 28 mars", "2027-03-28"), ("2 weeks, back on the 24th", "2027-03-24"),
        ("jusqu'au 18 avril, retour le 19", "2027-04-18"),
    ],
)  # fmt: skip
def test_a_day_of_a_month_is_read(text: str, found: str) -> None:
    """In figures or words, French or English; a number alone where « le » or "th" makes it a day."""
    assert read_date(text, TODAY) == date.fromisoformat(found)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("demain", "2027-03-11"), ("après-demain", "2027-03-12"), ("jusqu'à lundi", "2027-03-15"),
        ("mercredi", "2027-03-17"), ("next Friday", "2027-03-12"), ("mardi en huit", "2027-03-23"),
        ("dans 2 semaines", "2027-03-24"), ("3 weeks from Monday", "2027-04-05"), ("d'ici 10j", "2027-03-20"),
        ("un mois et demi", "2027-04-25"), ("a fortnight", "2027-03-24"), ("fin mars", "2027-03-31"),
        ("mi-avril", "2027-04-15"), ("end of next month", "2027-04-30"), ("fin de la semaine", "2027-03-14"),
        ("la semaine prochaine", "2027-03-15"), ("l'année prochaine", "2028-01-01"), ("après le 15", "2027-03-16"),
        ("dans un mois jour pour jour", "2027-04-10"), ("fin de semaine prochaine, dimanche soir", "2027-03-21"),
        ("mi-juin au plus tard", "2027-06-15"), ("for 10 days or so", "2027-03-20"),
    ],
)  # fmt: skip
def test_a_day_is_counted_from_today(text: str, found: str) -> None:
    """Near days, weekdays, amounts of time, the edges of a week, a month or a year."""
    assert read_date(text, TODAY) == date.fromisoformat(found)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("du 5 au 20 avril", "2027-04-20"), ("entre le 5 et le 20 avril", "2027-04-20"), ("5-20 avril", "2027-04-20"),
        ("from April 5 to 20", "2027-04-20"), ("du 12 au 18", "2027-03-18"), ("20/03 au 27/03", "2027-03-27"),
        ("du 28 mars au 3", "2027-04-03"), ("du 20 décembre au 5 janvier", "2028-01-05"),
        ("du 3 au 8 mai je suis en stage à l'autre bout du pays", "2027-05-08"),
    ],
)  # fmt: skip
def test_a_range_is_its_end(text: str, found: str) -> None:
    """However the range is written, and over the turn of a month or a year."""
    assert read_date(text, TODAY) == date.fromisoformat(found)


@pytest.mark.parametrize(
    ("text", "found"),
    [("10 mars", "2027-03-10"), ("9 mars", "2028-03-09"), ("29 février", "2028-02-29"), ("fin février", "2028-02-29")],
)
def test_a_date_without_a_year_is_the_next_one(text: str, found: str) -> None:
    """Today counts; 29 February waits for a leap year."""
    assert read_date(text, TODAY) == date.fromisoformat(found)


@pytest.mark.parametrize(
    "text", ["15 mai 2025", "15/05/2008", "hier", "last Monday", "le 3 mars 2027", "15 mai 2090", "mi-mars 2026"]
)
def test_a_past_date_is_never_read(text: str) -> None:
    """Nor one so far off that it is a slip."""
    assert read_date(text, TODAY) is None


@pytest.mark.parametrize(
    "text",
    [
        "32 mai", "31 avril", "30 février", "15/13", "0 mai", "le 45", "peut-être en mai", "bientôt", "je sais pas",
        "17 ans", "j'ai 17 ans", "15", "j'ai eu 15 en maths", "06 12 34 56 78", "12 rue de mai", "quelques semaines",
        "le 15 ou le 16 mai", "mon anniversaire est le 15 mai", "les vacances", "depuis lundi", "Marseille 13e",
        "ça fait deux semaines", "2h", "",
    ],
)  # fmt: skip
def test_what_is_no_day_is_not_read(text: str) -> None:
    """Days that no month has, doubts, two days at once, numbers in other senses."""
    assert read_date(text, TODAY) is None


def test_what_someone_does_until_then_may_be_said() -> None:
    """« Jusqu'à » makes a date of a sentence that would else be a story."""
    assert read_date("j'ai des partiels jusqu'au 15 mai", TODAY) == date(2027, 5, 15)
