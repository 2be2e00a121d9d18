"""Cards and the menu say what is true in each state."""

import pytest

from mentoring.cases import CASES
from tests.texts.reading import TEXTS, buttons
from tests.texts.samples import Sample
from tests.texts.test_files import LANGUAGES


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("state", ["open", "taken", "snoozed", "closed"])
@pytest.mark.parametrize("kind", CASES)
def test_it_shows_every_kind_of_case_in_every_state(kind: str, state: str, language: str) -> None:
    """A card says what it is and offers the acts of its kind."""
    facts = Sample().facts("card", "staff", language)
    facts |= Sample().card(kind=kind, state=state)
    offered = [data.rpartition(":")[2] for _label, data in buttons("card", facts)]
    assert offered == list(CASES[kind].acts)
    assert "C-009" in TEXTS.render("card", facts).text


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_keeps_names_and_words_out_of_the_group(language: str) -> None:
    """A card tells nobody's name and nothing that was written."""
    secret = Sample("Zoé-Secret", "mots à taire")
    for kind in ("card", "card_reminder", "card_moved"):
        text = TEXTS.render(kind, secret.facts(kind, "staff", language)).text
        assert "Zoé-Secret" not in text
        assert "mots" not in text.replace("mots écrits", "")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("form", ["need", "offer"])
@pytest.mark.parametrize("state", ["drafting", "waiting", "proposed", "paused", "to_check", "to_train", "available"])
def test_it_leads_on_from_the_menu_in_every_state(form: str, state: str, language: str) -> None:
    """The menu always has help, one's data, and something to read."""
    side = "young" if form == "need" else "volunteer"
    facts = Sample().facts("menu", side, language)
    facts |= {
        "binomes": [],
        "forms": {form: {"id": 3, "ref": "X-003", "state": state, "resume_at": None, "answers": {}}},
    }
    message = TEXTS.render("menu", facts)
    verbs = {data.partition(":")[0] for row in message.rows for _label, data in row}
    assert {"data", "help"} <= verbs
    assert message.text


@pytest.mark.parametrize(
    ("state", "side", "verb"),
    [
        ("proposed", "volunteer", "proposal"),
        ("proposed", "young", ""),
        ("volunteer_yes", "young", "consent"),
        ("volunteer_yes", "volunteer", ""),
        ("agreed", "young", "binome"),
        ("active", "volunteer", "binome"),
        ("paused", "young", "binome"),
        ("frozen", "volunteer", "binome"),
    ],
)
def test_it_shows_in_the_menu_who_may_act_on_a_binome(state: str, side: str, verb: str) -> None:
    """The one whose answer is awaited has it one tap away; the other has not."""
    facts = Sample().facts("menu", side)
    facts["binomes"][0] |= {"state": state}
    verbs = {data.partition(":")[0] for _label, data in buttons("menu", facts)}
    assert verbs & {"proposal", "consent", "binome"} == ({verb} if verb else set())


def test_it_does_not_tell_a_young_person_to_wait_when_it_is_their_turn() -> None:
    """Once a volunteer has said yes, the menu no longer says that there is nothing to do."""
    facts = Sample().facts("menu", "young")
    facts["forms"]["need"]["state"] = "proposed"
    facts["binomes"][0]["state"] = "volunteer_yes"
    text = TEXTS.render("menu", facts).text
    assert "rien à faire" not in text
    assert "À toi de dire oui ou non" in text
