"""Texts as young people write them find the volunteers who can help."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matching import Need, Terms, Vocabulary, find_best_offers, match
from matching.normalise import Reader, fold, read_lexicon
from tests.matching.people import VOCABULARY, make_need, make_offer

VOLUNTEERS = {
    "computing": make_offer(1, "Développeur, je connais les écoles d'informatique et j'encadre des stagiaires"),
    "letters": make_offer(2, "Je relis les lettres de motivation et les curriculum vitae"),
    "medicine": make_offer(3, "Médecin, j'aide à tenir pendant la première année des études de santé"),
    "cooking": make_offer(4, "Chef de cuisine dans un restaurant, je prends des apprentis"),
    "accounts": make_offer(5, "Comptable, j'explique le bilan et la fiscalité"),
    "orals": make_offer(6, "Je fais passer des oraux blancs devant un jury"),
    "housing": make_offer(7, "Assistante sociale, je connais le logement étudiant et les dossiers de bourse"),
    "building": make_offer(8, "Chef de chantier en maçonnerie, j'accueille des alternants"),
}


def find_first(text: str) -> int:
    """Return the volunteer who suits these words best."""
    young: Need = make_need(1, text)
    return find_best_offers(young, list(VOLUNTEERS.values()), Terms(Vocabulary()), 1)[0].offer


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("slt jcherche 1 stagge en informatik svp", "computing"),
        ("qqn peu relire ma LM ??", "letters"),
        ("jss en PASS et jpp", "medicine"),
        ("je ve faire un aprentissage en cuizine resto", "cooking"),
        ("g rien compri a la compta", "accounts"),
        ("entrainement pr mon oral blanc", "orals"),
        ("le crous a refusé mon dossier", "housing"),
        ("MAÇONNNERIE !!! altern chantier", "building"),
        ("who can help me with my cover letter", "letters"),
        ("looking for an apprenticeship with an accountant", "accounts"),
        ("I would love to work in a builder's company", "building"),
    ],
)
def test_a_hurried_spelling_finds_its_volunteer(text: str, who: str) -> None:
    """Chat spelling, abbreviations, missing accents and English reach the same volunteer as careful French."""
    assert find_first(text) == VOLUNTEERS[who].id


@given(st.text(max_size=80), st.text(max_size=80))
@settings(max_examples=settings().max_examples * 3 // 5)
def test_no_text_however_absurd_stops_a_round(young: str, volunteer: str) -> None:
    """Whatever is typed, the two who share a topic are proposed, with a score within 0..1."""
    result = match([make_need(1, young, "exams")], [make_offer(1, volunteer, "exams")], Terms(VOCABULARY))
    assert [0 < proposal.score <= 1 for proposal in result.proposals] == [True]


@pytest.mark.parametrize(
    "text",
    ["", " ", "🙂" * 500, "a" * 20_000, "\x00\ud800", "{{7*7}} <b>", "... !!! ???", "\u202eabc\u0301", "的 مساعدة"],
)
def test_a_strange_text_leaves_the_topics_to_decide(text: str) -> None:
    """Nothing readable in the words: the shared topic is enough."""
    found = find_best_offers(
        make_need(1, text, "exams"), [make_offer(1, "", "exams"), make_offer(2, "", "orals")], Terms(VOCABULARY), 5
    )
    assert [proposal.offer for proposal in found] == [1]


def test_a_programme_teaches_its_own_words() -> None:
    """A synonym of the programme connects a word that nobody else knows."""
    volunteers = [make_offer(1, "Je connais le permis de conduire"), make_offer(2, "Je connais la couture")]
    taught = Vocabulary(synonyms={"le rose": "permis conduire"})
    assert find_best_offers(make_need(1, "jveux avoir le rose"), volunteers, Terms(Vocabulary()), 1) == []
    assert find_best_offers(make_need(1, "jveux avoir le rose"), volunteers, Terms(taught), 1)[0].offer == 1


def test_identical_words_are_as_alike_as_can_be() -> None:
    """The same words and topics, without a field to compare, reach the whole of words and topics: 0.9."""
    text = "relire mon rapport de stage"
    found = find_best_offers(make_need(1, text, "exams"), [make_offer(1, text, "exams")], Terms(VOCABULARY), 1)
    assert found[0].score == pytest.approx(0.9, abs=1e-5)


def test_a_rare_word_counts_more_than_a_common_one_from_the_first_day() -> None:
    """With two volunteers only, the shipped corpus already tells "stage" from "soudure"."""
    volunteers = [make_offer(1, "stage"), make_offer(2, "soudure")]
    found = find_best_offers(make_need(1, "stage soudure"), volunteers, Terms(Vocabulary()), 2)
    assert [proposal.offer for proposal in found] == [2, 1]


def test_the_longest_phrase_known_wins() -> None:
    """A "bac" is a diploma and a "bac blanc" is practice for it; a "but" is a diploma too, "dans le but" is nothing."""
    reader = Reader({})
    assert [word.reads for word in reader.read("dans le but")] == []
    assert "bachelor" in [word.reads for word in reader.read("un BUT")]
    assert [word.reads for word in reader.read("mon bac")] == ["baccalaureat"]
    assert "entrainement" in [word.reads for word in reader.read("mon bac blanc")]


def test_what_was_written_is_kept_beside_what_it_means() -> None:
    """An abbreviation is read as its words, and remembered as it was written."""
    assert [(word.written, word.reads) for word in Reader({}).read("Ma LM")] == [("LM", "lettre"), ("LM", "motivation")]


@pytest.mark.parametrize(
    ("written", "folded"), [("Élève", "eleve"), ("Cœur", "coeur"), ("SLTTTT", "slt"), ("C++", "c++")]
)
def test_accents_capitals_and_stretched_letters_do_not_count(written: str, folded: str) -> None:
    """A word is compared without what hurried people leave out."""
    assert fold(written) == folded


@pytest.mark.parametrize("name", ["chat.tsv", "abbreviations.tsv"])
def test_each_line_of_the_lexicon_has_two_sides_and_no_double(name: str) -> None:
    """A spelling has exactly one meaning, after a tab."""
    sides = [line.split("\t") for line in read_lexicon(name)]
    assert {len(side) for side in sides} == {2}
    spellings = [fold(side[0]) for side in sides]
    assert len(set(spellings)) == len(spellings)
