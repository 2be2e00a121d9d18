"""Fields, levels and topics by everyday words, and by the association's own."""

from functools import partial

import pytest

from mentoring.programme import Catalogue
from tests.understanding.answers.readings import PROGRAMME, list_misses, split
from understanding.answers.fields_topics import read_field, read_topics
from understanding.answers.levels import read_level
from understanding.answers.vocabulary import read_entries


def read_shipped_field(text: str) -> str | None:
    """Return the field of the shipped programme."""
    return read_field(text, PROGRAMME.fields, PROGRAMME.synonyms)


def read_shipped_level(text: str) -> str | None:
    """Return the level of the shipped programme."""
    return read_level(text, PROGRAMME.levels, PROGRAMME.synonyms)


def read_shipped_topics(text: str) -> tuple[str, ...]:
    """Return the topics of the shipped programme."""
    return read_topics(text, PROGRAMME.topics, PROGRAMME.synonyms)


FIELDS = {
    "business": "compta | BTS NDRC | école de commerce | RH | vendeuse"
    " | aidez moi a trouver une alternance en compta svp | accounting",
    "law": "avocate | fac de droit | sciences po | droit des affaires | gendarme"
    " | je cherche un stage en droit | lawyer",
    "computing": "info | dev web | cybersécurité | bts sio | l'IA | jeux vidéo | informatik"
    " | j'aime les ordis | coding",
    "engineering": "mécano | école d'ingé | sti2d | soudeur | l'aéronautique | bac pro melec | mechanical engineering",
    "science": "bio | physique chimie | licence de maths | svt | technicien de labo | astronomy",
    "health": "je veux etre infirmiere | kiné | staps | aide-soignante | médecine | LAS | sage femme"
    " | infirmeire | nursing",
    "social": "éduc spé | prof | prof d'anglais | petite enfance | aesh | je veux m'occuper d'enfants | teacher | CPE",
    "arts": "cinéma | la com | graphiste | musique | journalisme | styliste | film making",
    "languages": "LEA | histoire | lettres | philo | traductrice | llce anglais | lettres modernes",
    "crafts": "maçon | le BTP | électricien dans le batiment | plomberie | archi | menuisière | carpenter",
    "service": "serveur en restaurant | cuisinier | coiffeuse | boulanger | hôtellerie | agent de sécu | waitress",
    "nature": "agriculture | veto | les animaux | paysagiste | maraîchère | l'environnement | farming",
    "general": "bac général | autre | rien de précis",
}


@pytest.mark.parametrize("field", FIELDS)
def test_a_field_is_read_by_everyday_words(field: str) -> None:
    """Trades, diplomas, jargon, slips of the finger, French and English."""
    assert list_misses(read_shipped_field, split(FIELDS[field]), field) == {}


def test_words_that_mean_much_else_name_no_field_in_passing() -> None:
    """« Son », « je recherche », « lettre de motivation » name a field only where they are the whole answer."""
    texts = """
        j'ai son numéro | je recherche un stage | besoin d'une lettre de motivation | je sais pas | quoi comme domaine
        | un bon métier | bonjour | Lyon | 17 | je m'appelle Léa |
    """
    assert list_misses(read_shipped_field, split(texts), None) == {}
    assert (read_shipped_field("le son"), read_shipped_field("la recherche")) == ("arts", "science")
    assert (
        list_misses(partial(read_field, fields=PROGRAMME.fields, asked=False), split("Léa | tout | le son"), None) == {}
    )


def test_what_is_wanted_now_counts_and_what_is_denied_does_not() -> None:
    """« Pas l'informatique, plutôt le droit »."""
    assert read_shipped_field("pas l'informatique, plutôt le droit") == "law"
    assert read_shipped_field("je suis en L2 de droit mais je veux faire infirmière") == "health"
    assert read_shipped_field("pas l'informatique") is None


LEVELS = {
    "lycee": "seconde | 2nde | 1ère STMG | lycéen | première générale | 1ere bac pro | year 12",
    "terminale": "terminale | tle | lycéenne en terminale | CAP cuisine | bac pro | je passe le bac cette année",
    "bac1": "bts 1ere année | L1 droit | BUT1 | fac première année | PASS | hypokhâgne"
    " | j'ai eu mon bac, je suis en L1",
    "bac2": "BTS | bts 2 | L2 | deuxième année | prépa 2e année | DUT | bac + 2 | second year",
    "bac3": "L3 | licence pro | BUT 3ème année | bac plus trois | dernière année de licence | final year of uni",
    "bac4": "M1 | master 1 | première année de master | bac+4",
    "bac5": "M2 | master | école d'ingénieur | 2ème année de master | bac+5 | meef 2",
    "doctorate": "doctorante | je fais une thèse | 2ème année de thèse | PhD",
    "out": "j'ai arrêté l'école | g arreter lecole | j'ai arrêté en terminale | déscolarisée | je bosse"
    " | au chômage | césure"
    " | service civique | j'étudie pas en ce moment | i dropped out",
}


@pytest.mark.parametrize("level", LEVELS)
def test_a_level_is_read_by_degree_and_year(level: str) -> None:
    """Whoever left school says so beside a degree; a year tells more than the degree's name."""
    assert list_misses(read_shipped_level, split(LEVELS[level]), level) == {}


def test_a_level_in_passing_needs_its_year() -> None:
    """« Un master me plairait » says what is dreamt of, not where somebody is."""
    read_in_passing = partial(read_level, levels=PROGRAMME.levels, asked=False)
    assert read_in_passing("chui en L2 de bio et jarrive pas a morganiser") == "bac2"
    assert read_in_passing("je suis en bac pro et je cherche un patron") == "terminale"
    texts = "je travaille mes maths | dans quel but ? | un master me plairait | premier emploi"
    assert list_misses(read_in_passing, split(texts), None) == {}


def test_what_is_no_level_is_left() -> None:
    """« Je sais pas » is not « PASS », and « B2 en anglais » no year."""
    texts = "je sais pas | bonjour | collège | moyen | 17 ans | c quoi un niveau | B2 en anglais | Léa | ça dépend |"
    assert list_misses(read_shipped_level, split(texts), None) == {}


TOPICS = {
    ("cv_letter",): "cv | lettre de motivation | cover letter",
    ("internship",): "un stage | internship",
    ("job",): "alternance en compta | du taf | a summer job",
    ("interview",): "entretien d'embauche | job interview",
    ("exams",): "mes partiels | préparer le bac",
    ("orals",): "mon grand oral | public speaking",
    ("organisation",): "m'organiser | je procrastine",
    ("orientation",): "parcoursup | je sais pas quoi faire plus tard",
    ("paperwork",): "bourse crous | logement",
    ("morale",): "confiance en moi | je stresse",
    ("cv_letter", "internship"): "mon cv et trouver un stage",
}


@pytest.mark.parametrize("topics", TOPICS)
def test_topics_are_read_in_the_order_of_the_programme(topics: tuple[str, ...]) -> None:
    """As many as are named."""
    assert list_misses(read_shipped_topics, split(TOPICS[topics]), topics) == {}


FASHION: Catalogue = {"mode": {"fr": "Mode, textile", "en": "Fashion"}, "arts": {"fr": "Arts", "en": "Arts"}}


def test_an_association_is_understood_by_its_own_labels() -> None:
    """In each language, whole and in part, above what ships."""
    texts = split("la mode | textile | fashion | styliste de mode")
    assert list_misses(lambda text: read_field(text, FASHION), texts, "mode") == {}
    levels: Catalogue = {"terminale": {"fr": "Terminale"}, "cap2": {"fr": "CAP 2e année"}}
    assert (read_level("cap 2e annee", levels), read_level("BTS", levels)) == ("cap2", None)


def test_an_association_says_what_people_mean() -> None:
    """Its synonyms are applied first."""
    assert read_shipped_field("la wild") is None
    assert read_field("la wild", PROGRAMME.fields, {"wild": "développeur web"}) == "computing"
    assert read_level("la passerelle", PROGRAMME.levels, {"passerelle": "bac +3"}) == "bac3"
    assert read_topics("coup de pouce", PROGRAMME.topics, {"coup de pouce": "bourse"}) == ("paperwork",)


def test_what_the_programme_lacks_is_not_answered() -> None:
    """An association without a field for health gets no answer of it."""
    assert read_field("infirmière", FASHION) is None
    assert read_level("M2", {"bac1": {"fr": "Bac +1"}}) is None
    assert read_topics("un stage", {}) == ()


@pytest.mark.parametrize("name", ["fields", "levels", "topics", "regions"])
def test_the_shipped_words_are_of_the_shipped_programme(name: str) -> None:
    """A renamed entry of `programme.toml` would leave its words without a use."""
    assert set(read_entries(name).values()) <= set(getattr(PROGRAMME, name))
