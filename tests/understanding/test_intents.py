"""What people want when they write: one intent, two or none, by role, and an association's own words first."""

import json
import tomllib
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mentoring.intents import INTENTS, NO_INTENT, NOT_FOR, STAFF_INTENTS
from mentoring.programme import parse
from mentoring.roles import ReaderSide
from tests.data.said import report
from tests.mentoring.examples import DOCUMENT
from understanding.intents import Guess, load_intents, offer
from understanding.intents.features import find_concepts
from understanding.intents.spelling import MAX_READ_CHARACTERS, Speller
from understanding.intents.weights import compute_origin
from understanding.shipped_files import read_shipped

INTENTS_READER = load_intents({}, {})
EXAMPLES = tomllib.loads(read_shipped("intents/examples.toml"))
SAID = tuple(Path(__file__).parents[1] / "data" / "said" / name for name in ("intents_1.jsonl", "intents_2.jsonl"))
"""The sets that somebody has tuned on."""
MIN_EXAMPLES = 25
ROLES: tuple[ReaderSide, ...] = ("young", "volunteer", "staff", "")
STORY = "J'ai fait toute ma carrière dans le bâtiment, d'abord maçon puis chef de chantier, et j'y ai beaucoup appris."


def read(text: str, role: ReaderSide = "young") -> tuple[str, ...]:
    """Return what is offered for a text, with nothing of an association's own."""
    return offer(INTENTS_READER.find(text, role))


def list_sentences(said: dict[str, str]) -> set[str]:
    """Return an intent's examples of all languages, in small letters."""
    return {line.casefold() for lines in said.values() for line in lines.strip().splitlines()}


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("je serai en retard de 10 min", "late"),
        ("je ne peux pas mardi", "cannot_come"),
        ("je peux pas mardi mais mercredi oui", "move_session"),
        ("tous les mardis c'est trop tôt, on peut changer de jour ?", "change_weekly_hour"),
        ("le lien marche pas", "link_problem"),
        ("comment je fais pour parler à mon mentor ?", "say_to_partner"),
        ("est-ce que je peux parler à quelqu'un de l'équipe ?", "ask_team"),
        ("c'est qui ?", "who_are_you"),
        ("ça fait trois semaines que j'attends un mentor", "how_long"),
        ("c'est quand ma séance déjà ?", "next_session"),
        ("je voudrais une pause jusqu'en janvier", "pause"),
        ("je ne veux plus continuer le mentorat", "stop"),
        ("je voudrais changer de mentor", "another_binome"),
        ("supprimez mon compte et tout ce que vous savez de moi", "data"),
        ("j'ai eu mon alternance !!", "goal_reached"),
        ("ok merci", "thanks"),
        ("slt", "hello"),
        ("je me suis trompé de région", "change_answers"),
        ("mon mentor me demande des photos de moi", "report"),
        ("can we do Thursday instead of Tuesday this week", "move_session"),
        ("running late, be there in 5", "late"),
    ],
)
def test_what_is_plainly_said_is_offered_alone(text: str, wanted: str) -> None:
    """A sentence whose like everybody writes leads to one act, and not to a question."""
    assert read(text) == (wanted,)


def test_between_two_near_intents_people_are_asked() -> None:
    """When the second is nearly as likely as the first both are offered; a far second is not."""
    near, far = [Guess("late", 0.5), Guess("cannot_come", 0.4)], [Guess("late", 0.9), Guess("cannot_come", 0.05)]
    assert (offer(near), offer(far)) == (("late", "cannot_come"), ("late",))


def test_nothing_is_offered_where_nothing_is_likelier() -> None:
    """What the guesses leave to 1 is the chance that nothing is wanted; it counts one and a half times."""
    assert offer([Guess("late", 0.4), Guess("stop", 0.05)]) == ()
    assert offer([Guess("late", 0.55)]) == ()
    assert offer([Guess("late", 0.65), Guess("stop", 0.05)]) == ("late",)
    assert offer([]) == ()


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("y a un enterrement chez nous jeudi, faites sans moi", "cannot_come"),
        ("mon vol part mardi à 17h donc sans moi", "cannot_come"),
        ("on vient de sortir du cours, je cours chez moi", "late"),
        ("Thursday's out for me, Friday at five?", "move_session"),
        ("résultats tombés, j'ai 11, ça passe !!", "goal_reached"),
        ("un troisième, pourquoi pas", "more_or_fewer"),
        ("l'école exige un papier tamponné", "ask_team"),
        ("écris à Farid : « le patron m'a répondu, c'est mort »", "say_to_partner"),
    ],
)
def test_a_reason_is_enough(text: str, wanted: str) -> None:
    """People say why, and leave out the word for what they want."""
    assert wanted in read(text, "volunteer")


@pytest.mark.parametrize(
    "text", [STORY, "mdr", "oui", "17 ans", "mon frère a trouvé un stage", "it's raining", "", "…"]
)
def test_stories_and_small_talk_want_nothing(text: str) -> None:
    """Stories, laughter and answers to a question lead to no act."""
    assert read(text, "volunteer") == ()


@pytest.mark.parametrize(
    "text", ["je ne veux pas arrêter", "je suis pas en retard", "j'ai toujours pas trouvé de stage", "don't delete it"]
)
def test_the_contrary_of_an_intent_is_not_the_intent(text: str) -> None:
    """Words of an intent that are denied do not lead to its act."""
    assert read(text) == ()


def test_the_team_alone_wants_what_is_the_teams() -> None:
    """Queues and sheets are found for staff; nobody else is even told that they could be."""
    assert read("ouvre la fiche de Lucas Martin", "staff") == ("staff_find",)
    assert read("quels binômes sont en difficulté ?", "staff") == ("staff_queue",)
    for role in ("young", "volunteer", ""):
        found = {guess.id for guess in INTENTS_READER.find("ouvre la fiche de Lucas Martin", role)}
        assert not found & {*STAFF_INTENTS}


def test_the_team_mostly_wants_what_is_the_teams() -> None:
    """What is too vague from anybody else is heard from somebody who works with cases all day."""
    assert read("où en est Paul", "staff") == ("staff_find",)
    assert read("où en est Paul", "volunteer") == ()


def test_how_many_is_a_question_of_volunteers() -> None:
    """Only they have several young people."""
    assert read("je peux prendre un deuxième jeune", "volunteer") == ("more_or_fewer",)
    assert "more_or_fewer" not in read("je peux prendre un deuxième jeune", "young")


def test_own_sentences_change_the_answer_without_code() -> None:
    """`[intents]` of the programme teaches what people write there, and takes away what they do not mean."""
    own = {"late": ["je suis dans la navette"], "none": ["je veux tout arrêter de fumer"]}
    programme = parse(DOCUMENT | {"intents": own})
    taught = load_intents(programme.intents, {})
    assert (read("encore dans la navette"), offer(taught.find("encore dans la navette", "young"))) == ((), ("late",))
    assert (read("je veux tout arrêter de fumer"), offer(taught.find("je veux tout arrêter de fumer", "young"))) == (
        ("stop",),
        (),
    )
    assert offer(taught.find("le lien marche pas", "young")) == ("link_problem",)


def test_own_synonyms_change_the_answer_without_code() -> None:
    """`[synonyms]` of the programme says what people write there for what is meant."""
    programme = parse(DOCUMENT | {"synonyms": {"le tel fixe": "la visio"}})
    taught = load_intents({}, programme.synonyms)
    assert read("le tel fixe bug") == ()
    assert offer(taught.find("le Tel fixe bug", "young")) == ("link_problem",)


def test_the_page_for_associations_is_true() -> None:
    """What docs/texts.md shows can be written as it stands, and it names all that may be wanted."""
    page = (Path(__file__).parents[2] / "docs" / "texts.md").read_text(encoding="utf-8")
    shown = page[page.index("    [intents]") : page.index("- `[intents]`")]
    programme = parse(DOCUMENT | tomllib.loads(shown))
    taught = load_intents(programme.intents, programme.synonyms)
    assert offer(taught.find("je suis dans la navette", "young")) == ("late",)
    assert [intent for intent in (*INTENTS, NO_INTENT) if f"`{intent}`" not in page] == []


def test_the_weights_are_made_from_the_examples_that_ship() -> None:
    """Whoever changes examples or concepts runs `python -m benchmarks.intent_weights`."""
    assert read_shipped("intents/weights.tsv").partition("\n")[0].endswith(compute_origin())


def test_every_intent_has_examples_in_both_languages() -> None:
    """None is missing, none unknown, and none stands under two intents."""
    assert set(EXAMPLES) == {*INTENTS, NO_INTENT}
    for said in EXAMPLES.values():
        assert set(said) == {"fr", "en"}
        assert min(len(lines.splitlines()) for lines in said.values()) > MIN_EXAMPLES
    stands_under = Counter(line for said in EXAMPLES.values() for line in list_sentences(said))
    assert [line for line, count in stands_under.items() if count > 1] == []


def test_what_is_measured_is_not_learnt() -> None:
    """A labelled sentence of more than a few words is no example, else its set would measure memory."""
    examples = {line for said in EXAMPLES.values() for line in list_sentences(said)}
    said = [json.loads(line)["text"].casefold() for path in SAID for line in path.read_text("utf-8").splitlines()]
    assert [text for text in said if text in examples and len(text.split()) > 4] == []


@pytest.mark.parametrize("path", SAID, ids=lambda path: path.stem)
def test_the_figures_of_the_sets_do_not_fall(path: Path) -> None:
    """Whoever widens the examples keeps what was read right."""
    counts = report.count(report.read_rows(path), report.judge_intent)
    shares = {what: yes / total for what, (yes, total) in counts.items()}
    assert shares["right among those offered"] >= 0.95
    assert shares["wrong offered first"] <= 0.03
    assert shares["none taken for an intent"] <= 0.06


def test_a_long_text_is_read_to_a_known_length() -> None:
    """What stands beyond changes nothing, and costs nothing."""
    text = "je serai en retard de 10 min ".ljust(MAX_READ_CHARACTERS)
    assert INTENTS_READER.find(text + "supprimez mon compte " * 5000) == INTENTS_READER.find(text)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("RDV à 18h30 lundi", "rendez vous a xhour xday"),
        ("j'arrive dans dix minutes", "je arive dans xminutes"),
        ("dis à Karim", "dis a xname"),
        ("dis a karim", "dis a xname"),
        ("je vois Xyloph demain", "je vois xname demain"),
        ("ouvre B-102", "ouvre xreference"),
        ("c'est quand point d'interrogation", "ce est quand xasked , ,"),
        ("merci ❤️", "merci xjoy"),
        ("écris à Mehdi : « l'usine rappelle demain »", "ecris a xname xmesage"),
        ("dis-moi : c'est quand", "dis moi ce est quand"),
        ("dis à l'équipe : il crie", "dis a l equipe il crie"),
    ],
)
def test_names_hours_and_references_are_read_by_their_kind(text: str, words: str) -> None:
    """Whatever the name, the hour or the number is, the sentence means the same."""
    assert [word for word in Speller({}).split_words(text) if word != ","] == [
        word for word in words.split() if word != ","
    ]


def test_words_of_both_languages_share_a_concept() -> None:
    """What is learnt in one language helps in the other."""
    assert set(find_concepts("reschedule")) & set(find_concepts("decaler")) == {"move"}
    assert find_concepts("qwertz") == []


@given(st.text(st.characters(), max_size=2000), st.sampled_from(ROLES))
def test_any_text_has_an_answer(text: str, role: ReaderSide) -> None:
    """Guesses come best first, are shares of 1, suit the role, and what is offered is among them."""
    guesses = INTENTS_READER.find(text, role)
    scores = [guess.score for guess in guesses]
    assert scores == sorted(scores, reverse=True)
    assert all(score >= 0 for score in scores)
    assert sum(scores) <= 1.000001
    assert not {guess.id for guess in guesses} & {*NOT_FOR[role]}
    assert list(offer(guesses)) == [guess.id for guess in guesses[: len(offer(guesses))]]
