"""Cards and the menu say what is true in each state."""

from dataclasses import replace
from itertools import product
from typing import Any, get_args

import pytest

from mentoring.cases import CASES, CardState
from mentoring.contexts import OverviewContext, WaitContext
from mentoring.desk_contexts import CardContext
from mentoring.roles import SIDE_BY_FORM, ReaderSide
from mentoring.states import BinomeState, Form, NeedState, OfferState
from mentoring.views import OwnForm
from mentoring.wait_estimates import WaitEstimate
from tests.texts.plain_text import TEXTS, list_buttons, make_plain
from tests.texts.samples import Sample
from tests.texts.test_files import LANGUAGES


def build_menu(side: ReaderSide, language: str = "fr") -> OverviewContext:
    """Return all that somebody has."""
    sample = Sample()
    return sample.overview(sample.me("menu", side, language))


def build_waiting(kind: str, language: str, offer_state: OfferState = "available") -> WaitContext:
    """Return what somebody is told for whom nobody was found."""
    sample = Sample()
    if kind == "need_standing":
        context = sample.need_wait(sample.me(kind, "young", language))
        return replace(context, others=0, on_topic=0, able=0, full=0)
    offer_context = sample.offer_wait(sample.me(kind, "volunteer", language))
    offer = replace(offer_context.offer, state=offer_state)
    return replace(offer_context, offer=offer, others=0, on_topic=0, able=0)


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_shows_every_kind_of_case_in_every_state(language: str) -> None:
    """A card says what it is and offers the acts of its kind."""
    sample = Sample()
    for kind, state in product(CASES, get_args(CardState)):
        context = CardContext(me=sample.me("card", "staff", language), card=sample.case(kind, state))
        offered = [data.rpartition(":")[2] for _label, data in list_buttons("card", context)]
        assert offered == list(CASES[kind].acts), (kind, state)
        assert "C-009" in TEXTS.render("card", context).text, (kind, state)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", ["card", "card_reminder", "card_handed"])
def test_an_urgent_card_tells_nothing_of_its_category(name: str, language: str) -> None:
    """Where others may look each urgent kind reads the same, buttons included: a person, since when, no reference."""
    sample, urgent = Sample(), [kind for kind, rules in CASES.items() if rules.urgent]
    for state in get_args(CardState):
        me, shown = sample.me(name, "staff", language), [sample.case(kind, state) for kind in urgent]
        said = {TEXTS.render(name, CardContext(me=me, card=one.hide_category())) for one in shown}
        assert len(said) == 1
        assert "B-102" not in said.pop().text


@pytest.mark.parametrize(
    ("language", "words"), [("fr", "Texte d'aide : pas encore reçu"), ("en", "Help text: not received")]
)
def test_it_says_whether_help_has_arrived_where_that_is_known(language: str, words: str) -> None:
    """A card watches the help text if its kind does, and says nothing of it otherwise."""
    sample = Sample()
    me = sample.me("card", "staff", language)
    cards = {kind: make_plain(TEXTS.render("card", CardContext(me=me, card=sample.case(kind))).text) for kind in CASES}
    assert {kind for kind, text in cards.items() if words in text} == {
        kind for kind, rules in CASES.items() if rules.is_told_of_help
    }


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_keeps_names_and_words_out_of_the_group(language: str) -> None:
    """A card tells nobody's name and nothing that was written."""
    secret = Sample("Zoé-Secret", "mots à taire")
    for kind in ("card", "card_reminder", "card_moved"):
        text = TEXTS.render(kind, secret.context(kind, "staff", language)).text
        assert "Zoé-Secret" not in text
        assert "mots" not in text.replace("mots écrits", "")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("form", ["need", "offer"])
@pytest.mark.parametrize("state", ["drafting", "waiting", "proposed", "paused", "to_check", "to_train", "available"])
def test_it_leads_on_from_the_menu_in_every_state(form: Form, state: NeedState | OfferState, language: str) -> None:
    """The menu always has help, one's data, and something to read."""
    mine = OwnForm(3, "X-003", state, None)
    message = TEXTS.render("menu", replace(build_menu(SIDE_BY_FORM[form], language), binomes=[], forms={form: mine}))
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
def test_it_shows_in_the_menu_who_may_act_on_a_binome(state: BinomeState, side: ReaderSide, verb: str) -> None:
    """The one whose answer is awaited has it one tap away; the other has not."""
    context = build_menu(side)
    context = replace(context, binomes=[replace(context.binomes[0], state=state)])
    verbs = {data.partition(":")[0] for _label, data in list_buttons("menu", context)}
    assert verbs & {"proposal", "consent", "binome"} == ({verb} if verb else set())


def test_it_does_not_tell_a_young_person_to_wait_when_it_is_their_turn() -> None:
    """Once a volunteer has said yes, the menu no longer says that there is nothing to do."""
    context = build_menu("young")
    need, binome = replace(context.forms["need"], state="proposed"), replace(context.binomes[0], state="volunteer_yes")
    text = TEXTS.render("menu", replace(context, forms={"need": need}, binomes=[binome])).text
    assert "rien à faire" not in text
    assert "À toi de dire oui ou non" in text


NEEDS: tuple[dict[str, Any], ...] = (
    {"able": 1},
    {"able": 5},
    {"full": 1},
    {"full": 3},
    {"on_topic": 1},
    {"on_topic": 8},
    {},
)
OFFERS: tuple[dict[str, Any], ...] = (
    {"able": 1},
    {"able": 5},
    {"on_topic": 1},
    {"on_topic": 8},
    {"others": 1},
    {"others": 9},
    {},
)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("kind", "cases"), [("need_standing", NEEDS), ("offer_standing", OFFERS)])
def test_it_says_something_else_for_each_reason_to_wait(
    kind: str, cases: tuple[dict[str, Any], ...], language: str
) -> None:
    """Somebody to ask, a place to wait for, other hours, other topics, nobody: one sentence each, one or many."""
    context = build_waiting(kind, language)
    asked: tuple[dict[str, Any], ...] = ({"asked": True}, {"asked": False}) if kind == "need_standing" else ({},)
    for known in asked:
        said = {TEXTS.render(kind, replace(context, **known, **case)).text for case in cases}
        assert len(said) == len(cases)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", ["need_standing", "offer_standing"])
def test_it_promises_no_delay_that_it_does_not_know(kind: str, language: str) -> None:
    """Nothing known, half known, all known: what is not known is not said."""
    context = build_waiting(kind, language, "to_check")
    for waited in (0, 6):
        known = {told: TEXTS.render(kind, replace(context, waited=waited, usual=told)).text for told in DELAYS}
        assert ["41" in text for text in known.values()] == [False, True, True]
        assert ["97" in text for text in known.values()] == [False, False, True]


DELAYS = (None, WaitEstimate(41, 0), WaitEstimate(41, 97))
