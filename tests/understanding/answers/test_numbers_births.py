"""Numbers, ages and dates of birth as people write them."""

from datetime import date

import pytest

from tests.understanding.answers.readings import TODAY, list_misses, split
from understanding.answers.births import Birth, read_birth
from understanding.answers.numbers import read_age, read_number


def read_birth_today(text: str) -> str | None:
    """Return the date of birth that is read on the day of these tests."""
    birth = read_birth(text, TODAY)
    return None if birth is None else str(birth)


NUMBERS = {
    0: "0 | zéro | aucun",
    1: "1 | un | une | un seul | 1 seule personne | un jeune | un max | un à la fois | just one | pas plus d'un | 1️⃣",
    2: "2 | deux | DEUX | 2 jeunes | je peux en prendre deux | deux, pas plus | jusqu'à 2 | x2 | two please"
    " | up to two",
    3: "3 max | trois personnes | three | disons 3 | 3!",
    4: "4/5 | 4 sur 5 | 4 out of 5 | je mets un 4 | 4 étoiles | ⭐⭐⭐⭐",
    10: "10 minutes | dix",
    21: "vingt et un | twenty-one",
    75: "soixante-quinze",
    92: "quatre-vingt-douze | nonante-deux",
}


@pytest.mark.parametrize("number", NUMBERS)
def test_a_number_is_read_in_figures_and_in_words(number: int) -> None:
    """With what is counted, with « max », out of five, in stars."""
    assert list_misses(read_number, split(NUMBERS[number]), number) == {}


def test_several_numbers_a_bound_a_clock_or_a_date_are_no_number() -> None:
    """« 1 ou 2 » leaves the choice open, and « un peu » counts nothing."""
    texts = """
        1 ou 2 | deux ou trois | entre 1 et 3 | 1-2 | au moins 2 | moins de 3 | environ 3 | les deux
        | plusieurs | un peu
        | a couple | 19h30 | 18h | à dix-huit heures | jusqu'au 3 mai
        | 2,5 | -1 | 2eme | 04/11/2009 | le 12/03 | je sais pas | ça dépend |
    """
    assert list_misses(read_number, split(texts), None) == {}


def test_an_age_is_read() -> None:
    """By itself or said, in figures, words and slang."""
    assert (
        list_misses(read_age, split("17 | 17 ans | j'ai 17 ans | g 17 piges | dix-sept ans | I'm seventeen"), 17) == {}
    )
    assert list_misses(read_age, split("je viens d'avoir 18 ans | 18 yo | j'ai 18 ans et demi"), 18) == {}


def test_another_age_a_span_and_a_year_are_no_age() -> None:
    """A brother's, one that is to come, how long ago."""
    texts = """
        bientôt 18 | j'aurai 18 ans en mars | 20 ans dans 2 mois | mon frère a 12 ans | il a 15 ans | depuis 12 ans
        | entre 16 et 18 | 2009 | 04/11/2009 | 5 | 120 ans | pourquoi vous demandez ça | mineur
    """
    assert list_misses(read_age, split(texts), None) == {}


BIRTHS = {
    "2009-11-04": "04/11/2009 | 4-11-2009 | 04.11.09 | 04 11 2009 | 04112009 | 2009-11-04 | 4 nov 2009"
    " | né le 4 novembre 2009"
    " | November 4, 2009 | 4th of November 2009 | le quatre novembre deux mille neuf | né le 04/11/2009 à Lyon",
    "2008-05-01": "1er mai 2008 | le premier mai 2008",
    "2009-11-25": "11/25/2009",
    "1968-05-12": "12/05/1968 | 12.05.68",
    "2008-05": "né en mai 2008 | 05/2008 | 2008-05 | born in May 2008",
    "2008-09": "sept 2008",
    "2007": "2007 | je suis née en 2007 | né en 07 | 2k7 | deux mille sept",
}


@pytest.mark.parametrize("birth", BIRTHS)
def test_a_date_of_birth_is_read_as_far_as_it_is_said(birth: str) -> None:
    """The day is not needed, nor the month; whoever writes the month first is understood where it can be told."""
    assert list_misses(read_birth_today, split(BIRTHS[birth]), birth) == {}


def test_an_age_and_a_day_that_does_not_exist_or_is_to_come_are_no_birth() -> None:
    """Nobody was born on the 30th of February, nor next year."""
    texts = (
        "17 ans | 30/02/2008 | 29/02/2007 | 00/00/2007 | 04/11/2030 | 4 novembre | 15/05 | 06 12 34 56 78 | demain |"
    )
    assert list_misses(read_birth_today, split(texts), None) == {}


def test_two_figures_of_a_year_are_in_the_past() -> None:
    """« 26 » is this century until that year has passed, then « 27 » is the last one."""
    assert read_birth("01/02/26", date(2026, 3, 1)) == Birth(2026, 2, 1)
    assert read_birth("01/02/27", date(2026, 3, 1)) == Birth(1927, 2, 1)
