"""Texts are near trades: a study finds the trade it leads to, and who means the same in other words is found."""

import numpy as np
import pytest

from matching import Terms, Vocabulary, find_best_offers
from matching.normalise import Reader, read_lexicon
from matching.occupations import LINES_PER_TEXT
from matching.tfidf import COLUMNS, TextCache, TextModel
from tests.matching.people import make_need, make_offer

VOLUNTEERS = {
    "nursing": make_offer(1, "Cadre de santé aux urgences"),
    "accounts": make_offer(2, "Expert de la TVA et des liasses fiscales"),
    "building": make_offer(3, "Conducteur de travaux, béton et gros œuvre"),
    "childhood": make_offer(4, "Directrice de crèche"),
    "farming": make_offer(5, "Berger, deux cents brebis"),
    "stage": make_offer(6, "Décoratrice et accessoiriste"),
}


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("jsuis a l'IFSI jpp", "nursing"),
        ("le DCG", "accounts"),
        ("CAP maçon", "building"),
        ("CAP AEPE", "childhood"),
        ("travailler avec des chèvres", "farming"),
        ("passionnée de théatre", "stage"),
    ],
)
def test_a_study_finds_the_trade_it_leads_to(text: str, who: str) -> None:
    """Need and offer share no word, and the lexicon knows that both are of one trade."""
    found = find_best_offers(make_need(1, text), list(VOLUNTEERS.values()), Terms(Vocabulary()), 1)
    assert [proposal.offer for proposal in found] == [VOLUNTEERS[who].id]


def test_who_names_no_trade_is_proposed_to_nobody() -> None:
    """A few kind words are a little like many trades, and not enough like any to be worth a proposal."""
    polite = make_need(1, "Merci d'avance, bonne soirée !")
    assert find_best_offers(polite, list(VOLUNTEERS.values()), Terms(Vocabulary()), 3) == []


def test_each_line_of_the_lexicon_is_nearest_to_itself() -> None:
    """No line is the double of another, and each says enough to be found again."""
    lines = read_lexicon("occupations.txt")
    near = TextCache(Reader({})).read_counts(lines)[:, 2 * COLUMNS :]
    assert np.asarray(near.argmax(axis=1)).ravel().tolist() == list(range(len(lines)))
    assert np.diff(near.indptr).max() <= LINES_PER_TEXT


def test_what_a_text_is_near_to_is_its_own_affair() -> None:
    """Read alone or among thousands, a text is near the same trades."""
    text = "apprentie chez un fleuriste"
    alone = TextCache(Reader({})).read_counts([text])[:, 2 * COLUMNS :]
    among = TextCache(Reader({})).read_counts([*(f"personne {at}" for at in range(2_500)), text])[:, 2 * COLUMNS :]
    assert (alone != among[-1]).nnz == 0


def test_a_row_has_length_one() -> None:
    """Whatever a text says, its likeness to itself is 1, and no likeness is more."""
    texts = ["Comptable", "bonjour", "slt jcherche 1 stage en compta", "merci"]
    rows = TextModel(texts, TextCache(Reader({}))).build_rows(texts)
    likeness = (rows @ rows.T).toarray()
    said = rows.getnnz(axis=1) > 0
    assert likeness.diagonal() == pytest.approx(said.astype(float))
    assert likeness.max() == pytest.approx(1)
