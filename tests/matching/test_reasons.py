"""The reasons of a proposal are what the two really share."""

from dataclasses import replace

import pytest

from matching import Need, Offer, Reason, Terms, Vocabulary, Weights, match
from tests.matching.people import VOCABULARY, make_need, make_offer

HEALTH = frozenset({"health"})


def find_reasons(young: Need, volunteer: Offer, vocabulary: Vocabulary = VOCABULARY) -> dict[str, tuple[str, ...]]:
    """Return the reasons for which one need and one offer are proposed, by kind."""
    (proposal,) = match([young], [volunteer], Terms(vocabulary)).proposals
    return {reason.kind: reason.values for reason in proposal.reasons}


def test_each_thing_shared_is_a_reason_and_nothing_else_is() -> None:
    """Topics, field, region and words appear when both have them; common hours always do."""
    young = make_need(1, "réviser la chimie", "exams", "orals", field="health", region="corse")
    volunteer = make_offer(1, "Pharmacienne, chimie et biologie", "exams", "cv_letter", fields=HEALTH, region="corse")
    assert find_reasons(young, volunteer) == {
        "topics": ("exams",),
        "words": ("chimie",),
        "field": ("health",),
        "region": ("corse",),
        "slots": (),
    }


def test_what_is_not_shared_is_no_reason() -> None:
    """Different fields, regions and words leave the topic and the hours."""
    young = make_need(1, "réviser la chimie", "exams", field="health", region="corse")
    assert find_reasons(young, make_offer(1, "soudure", "exams", region="bretagne")) == {
        "topics": ("exams",),
        "slots": (),
    }


def test_two_unknown_fields_or_regions_are_not_the_same_one() -> None:
    """An empty field and an empty region are never shown as something in common."""
    assert find_reasons(make_need(1, "", "exams"), make_offer(1, "", "exams", fields=frozenset({""}))).keys() == {
        "topics",
        "slots",
    }


def test_a_word_is_given_as_the_volunteer_wrote_it() -> None:
    """The better spelling is shown, and only words that both know."""
    assert find_reasons(make_need(1, "informatik a Vannes"), make_offer(1, "Professeur d'informatique"))["words"] == (
        "informatique",
    )


def test_a_word_that_answers_a_ticked_label_is_near_and_not_in_common() -> None:
    """A need that wrote "numérique" meets an offer that ticked the field of that name: the other typed no such word."""
    volunteer = make_offer(1, "", fields=frozenset({"computing"}))
    told = find_reasons(make_need(1, "travailler dans le Numérique"), volunteer)
    assert (told["near"], "words" in told) == (("numérique",), False)


@pytest.mark.parametrize(
    ("wanted", "given", "said"),
    [("un métier dans la RH", "je suis recruteuse", "rh ↔ recruteuse"), ("la vente", "négoce", "vente ↔ négoce")],
)
def test_two_words_that_mean_the_same_are_near_and_not_in_common(wanted: str, given: str, said: str) -> None:
    """Neither typed the other's word: both are shown, the young person's first, after the common hour."""
    terms = Terms(replace(VOCABULARY, synonyms={"négoce": "vente"}))
    (proposal,) = match([make_need(1, wanted)], [make_offer(1, given)], terms).proposals
    assert (proposal.reasons[-2].kind, proposal.reasons[-1]) == ("slots", Reason("near", (said,)))
    assert "words" not in {reason.kind for reason in proposal.reasons}


def test_a_word_that_both_typed_leaves_no_room_for_near_ones() -> None:
    """What is really shared says enough: « soudure » in common, and no synonym beside it."""
    told = find_reasons(make_need(1, "soudure et RH"), make_offer(1, "recruteuse, soudure"))
    assert (told["words"], "near" in told) == (("soudure",), False)


@pytest.mark.parametrize(
    ("wanted", "given", "said"),
    [
        ("je suis en IFSI", "cadre de santé à l'hôpital", ("cadre", "hôpital")),
        ("pâtissier", "boulangère", ("boulangère",)),
        ("je veux travailler avec les animaux", "vétérinaire, je reçois des stagiaires", ("vétérinaire",)),
    ],
)
def test_without_a_common_word_the_volunteers_nearest_words_are_given(
    wanted: str, given: str, said: tuple[str, ...]
) -> None:
    """Letters or trades brought them together: the reason is what the volunteer wrote about it, never a secret."""
    assert find_reasons(make_need(1, wanted), make_offer(1, given))["near"][: len(said)] == said


def test_near_words_are_no_reason_beside_a_better_one() -> None:
    """What weighs more than the words is said, and no word that hardly counted."""
    assert find_reasons(make_need(1, "boulanger", "exams"), make_offer(1, "pharmacie", "exams")) == {
        "topics": ("exams",),
        "slots": (),
    }


def test_words_of_a_shared_topic_are_not_said_twice() -> None:
    """The topic "CV et lettre" in common already says CV."""
    kinds = find_reasons(make_need(1, "mon CV", "cv_letter"), make_offer(1, "relire un CV", "cv_letter"))
    assert kinds == {"topics": ("cv_letter",), "slots": ()}


def test_rare_words_come_first_and_only_a_few() -> None:
    """At most four words are shown, the most telling ones first."""
    text = "stage soudure chaudronnerie plasturgie ferronnerie métallurgie"
    words = find_reasons(make_need(1, text), make_offer(1, text))["words"]
    assert len(words) == 4
    assert "stage" not in words


def test_the_reason_that_weighs_most_comes_first() -> None:
    """Shared words come before a thin topic, and the topic before them when the words differ."""
    alike = match(
        [make_need(1, "plasturgie et soudure", "exams")],
        [make_offer(1, "plasturgie et soudure", "exams")],
        Terms(VOCABULARY),
    )
    assert alike.proposals[0].reasons[0].kind == "words"
    apart = match(
        [make_need(1, "chimie", "exams")],
        [make_offer(1, "chimie, soudure, couture, droit", "exams")],
        Terms(Vocabulary()),
    )
    assert apart.proposals[0].reasons[0].kind == "topics"
    assert apart.proposals[0].reasons[-1] == Reason("slots")


def test_the_same_region_comes_where_its_weight_puts_it() -> None:
    """A little weight leaves it last; it decides between equals, for those who meet at a distance too."""
    young = make_need(1, "", "exams", region="corse", field="health")
    near, far = make_offer(1, "", "exams", fields=HEALTH, region="corse"), make_offer(2, "", "exams", fields=HEALTH)
    for weight, kinds in ((0.05, ["topics", "field", "region"]), (0.2, ["topics", "region", "field"])):
        (proposal,) = match([young], [far, near], Terms(Vocabulary(), weights=Weights(region=weight))).proposals
        assert proposal.offer == near.id
        assert [reason.kind for reason in proposal.reasons] == [*kinds, "slots"]


def test_the_same_region_alone_is_no_reason_to_meet() -> None:
    """However much it counts, it makes nobody able to help with an exam."""
    young, volunteer = make_need(1, "", "exams", region="corse"), make_offer(1, "", "orals", region="corse")
    assert match([young], [volunteer], Terms(Vocabulary(), weights=Weights(region=1.0))).proposals == ()
