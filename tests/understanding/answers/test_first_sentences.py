"""A first sentence: who somebody is, what they need, what they are called."""

import pytest

from mentoring.programme import Catalogue
from tests.understanding.answers.readings import list_misses, split
from understanding.answers.first_names import read_first_name
from understanding.answers.roles_needs import is_need_text, read_role


def is_asked_need(text: str) -> bool:
    """Return whether a text is the need where the need was asked for."""
    return is_need_text(text, asked=True)


def test_who_looks_for_help_is_young() -> None:
    """Whether a mentor, help or the thing itself is looked for."""
    texts = """
        j'ai besoin d'aide pour trouver un stage svp | je cherche un mentor | I want a mentor | aidez moi
        | besoin d'aide
        | je suis lycéenne | i need help | je voudrais être aidé | je galère avec parcoursup | je suis nul en maths
        | jsuis en bts et jtrouve pas d'alternance | someone to help with my cover letter | un stage svp | j'ai 17 ans
    """
    assert list_misses(read_role, split(texts), "young") == {}


def test_who_offers_help_is_a_volunteer() -> None:
    """Also where what young people need stands beside it."""
    texts = """
        je veux aider | je veux aider des jeunes à trouver un stage | devenir mentor | je suis bénévole | retraité
        | je souhaite donner de mon temps | j'aimerais accompagner un jeune | I'd like to volunteer | i want to help
        | avocate depuis dix ans, je voudrais accompagner des étudiants en droit
        | I can mentor students in engineering
    """
    assert list_misses(read_role, split(texts), "volunteer") == {}


def test_a_greeting_and_a_question_are_nobodys_role() -> None:
    """It is asked, then."""
    texts = (
        "ok | bonjour | c gratuit ? | c'est pour qui ? | mentor ou jeune ? | qui êtes vous | je comprends pas | 👋 |"
    )
    assert list_misses(read_role, split(texts), None) == {}


def test_who_speaks_for_somebody_else_is_asked() -> None:
    """A mother is neither young nor a volunteer."""
    texts = "c'est pour ma fille | je suis maman d'une lycéenne | my son needs help | mon frère cherche un stage"
    assert list_misses(read_role, split(texts), None) == {}


def test_a_need_is_taken_as_said() -> None:
    """Something is wanted, and it is something that the programme helps with."""
    texts = """
        aidez moi a trouver une alternance en compta svp | je cherche un stage en droit | je veux réussir mon bac
        | vous pouvez m'aider à trouver un stage ? | comment faire une lettre de motivation ? | je galère en maths
        | je sais pas quoi faire après le bac | i need help with my CV | jarrive pas a morganiser
        | help with my studies
        | je veux apprendre le métier de plombier | il me faut un stage avant juin | I can't find an internship
    """
    assert list_misses(is_need_text, split(texts), True) == {}


def test_a_question_to_the_bot_an_offer_and_a_word_are_no_need() -> None:
    """Neither is a name, a yes, nor that somebody looks for a mentor."""
    texts = """
        c'est gratuit ? | comment ça marche ? | vous aidez aussi pour les stages ? | bonjour | ok | oui
        | je sais pas | Léa
        | je veux aider des jeunes à trouver un stage | je cherche un mentor | je veux parler à quelqu'un
        | 17 ans | stop |
    """
    assert list_misses(is_need_text, split(texts), False) == {}


def test_where_the_need_is_asked_a_topic_is_one() -> None:
    """« Le grand oral » is enough there, and a question still is none."""
    texts = (
        "un stage | CV | le grand oral | maths | mon orientation | ne pas redoubler | j'ai peur de parler"
        " | devenir infirmière"
    )
    assert list_misses(is_asked_need, split(texts), True) == {}
    texts = (
        "c'est quoi un besoin | un exemple ? | je dois écrire quoi | hmm | je comprends pas | qui va lire | jsp | 👍 |"
    )
    assert list_misses(is_asked_need, split(texts), False) == {}


def test_an_associations_own_topics_and_synonyms_make_a_need() -> None:
    """« Zumba » is none that ships."""
    topics: Catalogue = {"zumba": {"fr": "Atelier de zumba, rythme", "en": "Zumba"}}
    assert is_need_text("je voudrais de la zumba", topics)
    assert is_need_text("je voudrais une bonne fiesta", topics, {"fiesta": "zumba"})
    assert not is_need_text("je voudrais de la zumba")


NAMES = {
    "Léa": "moi c'est Léa | léa | LÉA | Léa ! | Léa Martin | MARTIN Léa | Léa, 17 ans | Salut moi c Léa"
    " | Léa 😊 | c'est Léa"
    " | Bonjour, moi c'est Léa et je cherche un stage",
    "Jean-Baptiste": "Je m'appelle Jean-Baptiste Morel | jean-baptiste | Morel Jean-Baptiste"
    " | Moi je suis Jean-Baptiste",
    "Jean Baptiste": "Jean Baptiste | jean baptiste",
    "Sofiane": "jmappelle Sofiane | mon prénom c'est sofiane | prénom : Sofiane | appelez-moi Sofiane"
    " | tu peux m'appeler Sofiane",
    "Sarah": "I'm Sarah | my name is sarah | call me Sarah | Sarah here",
    "Oluwaseun": "my name's Oluwaseun | oluwaseun",
    "Pierre": "Pierre | pierre",
    "محمد": "محمد",
}


@pytest.mark.parametrize("name", NAMES)
def test_a_first_name_is_taken_out(name: str) -> None:
    """By itself or introduced, with its capitals, without the family's; one that nobody knows is a name too."""
    assert list_misses(read_first_name, split(NAMES[name]), name) == {}


def test_a_sentence_a_question_and_a_need_are_no_name() -> None:
    """« C'est quoi exactement ? » was once somebody's first name."""
    texts = """
        je cherche un stage en droit | c'est quoi exactement ? | je suis perdu | je suis étudiante
        | c'est bon | oui | ok | ouaip
        | pourquoi ? | je préfère pas dire | mon prénom est secret | alternance | informatique | lyon | lycée | demain
        | Mme Martin | je veux aider | who are you | no | 17 ans | 0612345678 | @enzo93 | 😊 |
    """
    assert list_misses(read_first_name, split(texts), None) == {}
