"""What identifies somebody in words that a stranger will read."""

import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mentoring.form_rules import tidy
from mentoring.masking import ASKED_BACK, HIDDEN
from tests.data.masking import report
from understanding.identifying import find_parts, find_to_ask, mask, parts

DOCS = Path(__file__).parents[2].joinpath("docs", "masking.md").read_text(encoding="utf-8")
MAX_SHARE = 0.02
WRITTEN = st.sampled_from([one.text for name in report.SETS for one in report.read_sentences(name)])
LONG = [
    " ".join(one.text for one in report.read_sentences("dev"))[:600],
    *(
        "0 " * 300,
        "a" * 600,
        "Jean " * 120,
        "A-" * 300,
        "1-" * 300,
        "zero " * 120,
        "point " * 100,
        "lycee de " * 70,
        "1" * 40 + "x",
        "Les " * 75,
    ),
]


@pytest.mark.parametrize("name", sorted({*report.SETS} - {*report.UNSEEN}))
def test_at_most_two_parts_in_a_hundred_are_left(name: str) -> None:
    """Of what identifies somebody nearly all is hidden, or asked about."""
    found = report.compute_figures(name)
    assert found["identifying parts left"] <= MAX_SHARE * found["identifying parts"]


@pytest.mark.parametrize("name", sorted({*report.SETS} - {*report.UNSEEN}))
def test_at_most_two_harmless_words_in_a_hundred_are_blanked(name: str) -> None:
    """What says nothing about who somebody is stays."""
    found = report.compute_figures(name)
    assert found["harmless words blanked"] <= MAX_SHARE * found["harmless words"]


def test_the_docs_publish_what_is_found() -> None:
    """Every line that the report prints stands in docs/masking.md, with the set that it was read from."""
    lines = [line for name in report.SETS for line in report.build_lines(name)]
    assert [line for line in lines if line not in DOCS.splitlines()] == []
    frozen = [name for name in report.SETS if name.startswith("frozen")]
    assert [name for name in frozen if report.compute_digest(name) not in DOCS] == []


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("mon numéro c'est le 06 12 34 56 78, merci", "mon numéro c'est le ▒▒▒, merci"),
        ("zéro six, douze, trente-quatre, cinquante-six, soixante-dix-huit", HIDDEN),
        ("O6 12 34 56 78", HIDDEN),
        ("+33 6 12 34 56 78", HIDDEN),
        ("+687 78 12 34", HIDDEN),
        ("lea arobase free point fr", HIDDEN),
        ("lea(at)free.fr", HIDDEN),
        ("mon insta c'est lea.bzh", "mon insta c'est ▒▒▒"),
        ("snap : lea_bzh", "snap : ▒▒▒"),
        ("voir @lea_bzh", "voir ▒▒▒"),
        ("je suis née le 14/03/2007", "je suis née le ▒▒▒"),
        ("ma plaque AB-123-CD", "ma plaque ▒▒▒"),
        ("mon INE 0712345678K", "mon INE ▒▒▒"),
        ("dossier n° 1234567", "dossier n° ▒▒▒"),
        ("mon site : https://lea.fr/cv", "mon site : ▒▒▒"),
    ],
)
def test_what_reaches_or_registers_somebody_is_hidden_in_any_case(text: str, shown: str) -> None:
    """Whatever the writer wants, and however it is written."""
    assert mask(text, leaves_asked=True) == mask(text) == shown


@pytest.mark.parametrize(
    ("text", "kind", "words"),
    [
        ("je m'appelle inès benali et je cherche un stage", "name", "inès benali"),
        ("Moi c'est Karim, en BTS", "name", "Karim"),
        ("my name is Fatou", "name", "Fatou"),
        ("Je suis au lycée Jean Moulin de Roanne", "school", "Jean Moulin de Roanne"),
        ("étudiant à l'IUT de Blagnac", "school", "Blagnac"),
        ("j'habite 12 rue des Lilas", "address", "12 rue des Lilas"),
    ],
)
def test_a_name_a_school_and_an_address_are_asked_about(text: str, kind: str, words: str) -> None:
    """They are hidden unless their writer leaves them in."""
    assert [(one.kind, one.words) for one in find_to_ask(text)] == [(kind, words)]
    assert words not in mask(text)
    assert mask(text, leaves_asked=True) == text


@pytest.mark.parametrize(
    ("text", "kind", "words"),
    [
        ("Aïssatou, besoin d'aide en droit", "name", "Aïssatou"),
        ("avec fatou on veut lancer une marque", "name", "fatou"),
        ("bises Mahault de Kersauson", "name", "Mahault de Kersauson"),
        ("le maire mr giraudeau prend des jeunes", "name", "giraudeau"),
        ("je suis au fin fond du Berry, a Boussac", "address", "Boussac"),
        ("mon bled c lezoux", "address", "lezoux"),
        ("en prépa à Clemenceau, je coule", "school", "Clemenceau"),
        ("studying at EM Normandie, need help", "school", "EM Normandie"),
    ],
)
def test_a_name_needs_no_introduction(text: str, kind: str, words: str) -> None:
    """First names, villages and schools are known from lists, or have a capital that no list explains."""
    assert [(one.kind, one.words) for one in find_to_ask(text)] == [(kind, words)]


@pytest.mark.parametrize(
    ("name", "word"),
    [
        ("moi c'est Rose et je suis en CAP", "j'aime la rose et l'iris"),
        ("Pierre et moi on monte une entreprise", "tailleur de pierre"),
        ("Victoire, 18 ans, je veux écrire", "une victoire au tournoi"),
        ("j'ai écrit ma lettre avec Claire", "la consigne est pas claire"),
        ("Aimé, 17 ans, veut conduire", "j'ai toujours aimé les maths"),
        ("jhabite a Vire", "je vire de bord"),
        ("j'habite Orange", "orange ou sfr pour une alternance"),
        ("chez ma tante Fatou", "chez Carrefour"),
        ("Ange, 16 ans", "mon patron de la boulangerie Ange"),
    ],
)
def test_a_name_that_is_a_word_too_is_told_by_what_is_around_it(name: str, word: str) -> None:
    """« Rose » is asked about where somebody is called so, and stays where it is a flower."""
    assert len(find_to_ask(name)) == 1
    assert find_parts(word) == []


@pytest.mark.parametrize(
    ("text", "kind", "words"),
    [
        ("jvis a marseille avec ma mere", "address", "marseille"),
        ("Étudiante en géographie (Montpellier), je rame", "address", "Montpellier"),
        ("I'm a student in Toulouse", "address", "Toulouse"),
        ("je prépare le bac toute seule à Guéret", "address", "Guéret"),
        ("jhabite montbelliard", "address", "montbelliard"),
        ("je cherche de l'aide en maths à Guingamp", "address", "Guingamp"),
        ("mon appart est bat 7 porte 4", "address", "bat 7 porte 4"),
        ("jsuis en 2nde6, jai 4 de moyenne", "school", "2nde6"),
        ("on est en TSTMG2", "school", "TSTMG2"),
        ("jai quitté le lycée gustave eiffel en janvier", "school", "gustave eiffel"),
        ("en L1 info a Paris 8", "school", "Paris 8"),
        ("slt c nadir, jsuis en bac pro", "name", "nadir"),
        ("le directeur adjoint Grondin m'a viré", "name", "Grondin"),
        ("Juste (oui c'est mon prénom), 19 ans", "name", "Juste"),
        ("j'ai ouvert un salon « Afro Chic »", "name", "Afro Chic"),
        ("Sébastien, menuisier, je prends des stagiaires", "name", "Sébastien"),
    ],
)
def test_where_one_lives_or_learns_is_asked_about_whatever_its_size(text: str, kind: str, words: str) -> None:
    """With a first name, a large town, a class or a name that is a word too says who writes."""
    assert [(one.kind, one.words) for one in find_to_ask(text)] == [(kind, words)]


@pytest.mark.parametrize(
    "text",
    ["je cherche un stage à Marseille", "Avocat au barreau de Lille", "j'hésite entre Rennes et Nantes pour la fac",
     "je veux vivre à Montréal", "la préfecture de Nantes ne répond pas", "la bataille de Verdun", "en 1ère S",
     "je cherche depuis aujourd'hui", "je ne peux pas avant le 23 novembre", "qui lira ma lettre"],
)  # fmt: skip
def test_a_large_town_stays_where_nobody_says_that_they_live_there(text: str) -> None:
    """An aim, an office and a subject say nothing about who writes."""
    assert find_parts(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "j'ai 16 ans, 21.05.2010",
        "nom de plume : PlumeDeGivre",
        "écrivez-moi : kevdu62",
        "pour ma bourse : FR76 3000 4000 0512 3456 7890 143",
        "mon insta cest nabil underscore off",
    ],
)
def test_what_is_said_to_be_ones_own_is_hidden_in_any_case(text: str) -> None:
    """A day of birth, a bank account, and handles that look like words or are spelled."""
    assert mask(text, leaves_asked=True).endswith(f" {HIDDEN}")


@pytest.mark.parametrize(
    "text",
    ["Ingénieure logiciel chez Dassault Systèmes depuis 12 ans", "Avocat au barreau de Lille, droit du travail",
     "Nurse, born in Manchester, living in France for twenty years", "Infirmière aux urgences du CHU de Nantes",
     "Directrice RH dans une ETI du bâtiment", "Commercial chez Sotralu depuis trois ans", "Avocate à Manchester"],
)  # fmt: skip
def test_the_job_of_a_volunteer_stays(text: str) -> None:
    """Firms, large towns and trades say nothing about who somebody is, in English neither."""
    assert find_parts(text) == []


def test_capitals_say_nothing_where_every_word_has_one() -> None:
    """What is shouted is read like what is written small."""
    shouted = "JE SUIS EN TERMINALE AU LYCEE MERMOZ ET JE CHERCHE DE L AIDE EN MATHS"
    assert mask(shouted) == shouted.replace("MERMOZ", HIDDEN)
    assert (
        mask("Je M'appelle Awa Sy Et Je Suis En Bac Pro Commerce")
        == f"Je M'appelle {HIDDEN} Et Je Suis En Bac Pro Commerce"
    )


@pytest.mark.parametrize(
    "text",
    ["stage chez Renault", "lycée pro", "je prépare Sciences Po", "je vise l'ESSEC", "un exposé sur Zola", "Excel",
     "3000 signes", "35 heures", "8 de moyenne", "du 01/09/2025 au 30/06/2026", "en Bretagne",
     "je veux entrer au lycée Henri IV", "gérer le compte Instagram d'une association"],
)  # fmt: skip
def test_what_says_nothing_about_the_writer_stays(text: str) -> None:
    """A firm, a wish, an author, a tool, a figure, a date and a region are nobody's name."""
    assert find_parts(text) == []


@given(st.text(max_size=600) | WRITTEN)
def test_parts_are_found_in_anything(text: str) -> None:
    """They stand where they say, in order, without overlap, and nothing is lost of what lies between."""
    parts = find_parts(text)
    assert [text[one.start : one.end] for one in parts] == [one.words for one in parts]
    ends = [0, *(one.end for one in parts)]
    assert all(before <= one.start < one.end for before, one in zip(ends, parts, strict=False))
    left = [one for one in find_to_ask(text) if one.kind not in ASKED_BACK]
    assert left == []


def test_what_was_found_is_remembered_without_the_words() -> None:
    """The same text is not searched again; neither the text nor what identifies in it stays, and the oldest goes."""
    found = find_parts("c'est Roanne, 06 12 34 56 78")
    assert find_parts("c'est Roanne, 06 12 34 56 78") == found
    assert [one.words for one in found] == ["Roanne", "06 12 34 56 78"]
    mark, places = next(reversed(parts._remembered.items()))
    assert places == tuple((one.kind, one.start, one.end) for one in found)
    for number in range(parts.MAX_REMEMBERED_TEXTS):
        find_parts(str(number))
    assert mark not in parts._remembered
    assert len(parts._remembered) == parts.MAX_REMEMBERED_TEXTS


@given(WRITTEN)
def test_decomposed_letters_hide_nothing(text: str) -> None:
    """What arrives in another form of the same letters is read the same once it is tidied."""
    assert mask(tidy(unicodedata.normalize("NFD", text))) == mask(tidy(text))


@pytest.mark.timeout(10)
@pytest.mark.parametrize("text", LONG)
def test_the_longest_words_are_read_at_once(text: str) -> None:
    """No text of 600 characters makes a pattern go round in circles."""
    for _ in range(20):
        assert len(mask(text)) > 0
