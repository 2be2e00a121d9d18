"""Every message, for every side and in both languages, is one that Telegram takes and that people can use."""

import html
import re

import pytest
from jinja2 import Environment, nodes

from mentoring.actions import MOST_BYTES, parse
from mentoring.cases import CASES
from tests.texts.samples import IN_GROUP, PROGRAMME, Facts, Sample, every, largest
from tests.texts.test_files import LANGUAGES, ROOT, problems, toasts
from texts import Texts
from texts.formats import FILTERS

TEXTS = Texts(PROGRAMME)
LONGEST_SENTENCE = 25
TOAST_CHARACTERS = 200
KEYBOARD_BUTTONS = 100

NO_MENU = {
    "welcome": "nothing has begun yet: it is the menu",
    "menu": "it is the menu",
    "too_young": "nothing is kept, there is nothing to go back to",
    "slow_down": "one tap more would be one too many",
    "check_in": "the way back is the binôme",
    "check_in_rating": "the way back is the binôme",
    "check_in_thanks": "the way back is the binôme",
    "check_in_missed": "the way back is the binôme",
}
NO_HELP = {"help": "it is the help"}
BOTH_ADDRESSED = {
    "agreed": "vous: the two who choose",
    "place_ask": "vous: the two who meet",
}
"""Messages in which a young person rightly reads « vous »: it means both members."""

TU = re.compile(r"\b(?:tu|te|toi|ton|ta|tes|t'\w+)\b", re.IGNORECASE)
VOUS = re.compile(r"\b(?:vous|votre|vos)\b", re.IGNORECASE)


def shown(text: str) -> str:
    """Give the words as they are read."""
    return html.unescape(re.sub(r"<[^>]+>", "", text))


def buttons(kind: str, facts: Facts) -> list[tuple[str, str]]:
    """Give a message's buttons as (label, data)."""
    return [button for row in TEXTS.render(kind, facts).rows for button in row]


def messages(language: str = "fr", sample: Sample | None = None) -> list[tuple[str, str, Facts]]:
    """Give every message with its facts, in a list that pytest can name."""
    return list(every(sample or Sample(), language))


def named(case: object) -> str:
    """Name a case for pytest."""
    return case if isinstance(case, str) else ""


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("sample", [Sample(), largest()], ids=["small", "large"])
def test_it_never_says_what_telegram_would_refuse(sample: Sample, language: str) -> None:
    """Words fit in a message, and every button fits and can be read back, however much was typed."""
    for kind, _side, facts in every(sample, language):
        message = TEXTS.render(kind, facts)
        assert 0 < len(shown(message.text)) <= 4096, kind
        data = [data for row in message.rows for _label, data in row]
        assert len(data) <= KEYBOARD_BUTTONS, kind
        assert all(len(one.encode()) <= MOST_BYTES and parse(one) for one in data), kind
        assert len(data) == len(set(data)), kind


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_lets_everybody_go_back_and_find_help(language: str) -> None:
    """Every private screen leads to the menu, or to the binôme, and to help."""
    for kind, _side, facts in every(Sample(), language):
        if kind in IN_GROUP:
            continue
        verbs = {parsed.verb for _label, data in buttons(kind, facts) if (parsed := parse(data))}
        choices = {parsed.choice for _label, data in buttons(kind, facts) if (parsed := parse(data))}
        assert "help" in verbs or kind in NO_HELP, kind
        back = "menu" in verbs or "back" in choices or "show" in choices or {"need:show:", "offer:show:"} & {
            data for _label, data in buttons(kind, facts)
        }  # fmt: skip
        assert back or "binome" in verbs or "proposal" in verbs or kind in NO_MENU, kind


def test_it_shows_no_private_ways_in_the_group() -> None:
    """In the group only what concerns a case can be tapped."""
    for kind, _side, facts in every(Sample()):
        if kind in IN_GROUP:
            assert {data.partition(":")[0] for _label, data in buttons(kind, facts)} <= {"card"}, kind


@pytest.mark.parametrize(("kind", "side", "facts"), messages(), ids=named)
def test_it_offers_the_same_acts_in_every_language(kind: str, side: str, facts: Facts) -> None:
    """Row by row, the buttons of a message carry the same data in French and in English."""
    in_english = {**facts, "me": {**facts["me"], "language": "en"}}
    french, english = TEXTS.render(kind, facts).rows, TEXTS.render(kind, in_english).rows
    assert [[data for _label, data in row] for row in english] == [[data for _label, data in row] for row in french]


def paths(source: str) -> set[str]:
    """Give the facts that a template names, such as ``binome.other``."""
    found = set()
    for node in Environment().parse(source).find_all(nodes.Getattr):
        names: list[str] = []
        inner: nodes.Node = node
        while isinstance(inner, nodes.Getattr):
            names.append(inner.attr)
            inner = inner.node
        if isinstance(inner, nodes.Name):
            found.add(".".join([inner.name, *reversed(names)]))
    return found


def sources(language: str) -> dict[str, str]:
    """Give the sources of a language, the variants of a message together, by the message's name."""
    found: dict[str, str] = {}
    for path in sorted((ROOT / "texts" / language).glob("*.j2")):
        name = path.name.split(".")[0]
        found[name] = found.get(name, "") + path.read_text("utf-8")
    return found


def test_it_tells_the_same_facts_in_every_language() -> None:
    """A message names the same facts in French and in English."""
    french, english = sources("fr"), sources("en")
    assert {name: paths(text) for name, text in english.items()} == {name: paths(text) for name, text in french.items()}


def test_it_speaks_english_to_those_who_speak_it() -> None:
    """No English message is the French one."""
    for kind, _side, facts in every(Sample()):
        in_english = {**facts, "me": {**facts["me"], "language": "en"}}
        assert TEXTS.render(kind, in_english).text != TEXTS.render(kind, facts).text, kind


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_says_one_short_thing_at_a_time(language: str) -> None:
    """No sentence has more than 25 words."""
    for kind, _side, facts in every(Sample(), language):
        for sentence in re.split(r"[.!?…]\s|\n", shown(TEXTS.render(kind, facts).text)):
            words = re.findall(r"\w[\w'’-]*", sentence)
            assert len(words) <= LONGEST_SENTENCE, (kind, sentence)


def test_it_says_tu_to_young_people_alone() -> None:
    """Volunteers, coordinators and those we do not know yet never read « tu »."""
    for kind, side, facts in every(Sample()):
        said = shown(TEXTS.render(kind, facts).text) + "".join(label for label, _data in buttons(kind, facts))
        if side == "young":
            assert kind in BOTH_ADDRESSED or not VOUS.search(said), (kind, said)
        elif kind != "too_young":
            assert not TU.search(said), (kind, said)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("problem", sorted(problems()))
def test_it_tells_a_problem_before_asking_again(problem: str, language: str) -> None:
    """The problem comes first, then the question as it was."""
    for form in ("need", "offer"):
        for _asked, facts in Sample().questions(form, language):
            plain = TEXTS.render(f"{form}_question", facts).text
            told = TEXTS.render(f"{form}_question", facts | {"problem": problem}).text
            assert told.endswith(f"\n\n{plain}")
            if form == "offer" and problem not in ("too_old", "birth_unclear"):
                assert not TU.search(shown(told))


def test_it_offers_to_help_to_those_who_are_too_old_to_be_helped() -> None:
    """Somebody over the age is one tap away from being a volunteer."""
    asked = {asked.key: facts for asked, facts in Sample().questions("need")}
    data = [data for _label, data in buttons("need_question", asked["birth"] | {"problem": "too_old"})]
    assert "begin:offer:" in data


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_keeps_a_toast_to_one_glance(language: str) -> None:
    """A toast fits in Telegram's 200 characters, is plain text, has no button and takes no side."""
    for toast in toasts():
        message = TEXTS.render(toast, {"me": {"language": language, "side": ""}})
        assert len(message.text) <= TOAST_CHARACTERS, toast
        assert not set("<>&") & set(message.text), toast
        assert not message.rows, toast


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
    for kind in ("card", "card_reminder", "card_moved", "binome_formed"):
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
    facts |= {"binomes": [], "forms": {form: {"id": 3, "ref": "X-003", "state": state, "answers": {}}}}
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


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_goes_through_the_training_screen_by_screen(language: str) -> None:
    """Three screens, each different, each leading to the next."""
    seen = set()
    for screen in range(3):
        facts = Sample().facts("training", "volunteer", language)
        facts["offer"]["trained"] = screen
        message = TEXTS.render("training", facts)
        assert message.rows[0][0][1] == f"train:31:{screen + 1}"
        seen.add(message.text)
    assert len(seen) == 3


def test_it_uses_every_way_to_say_a_moment() -> None:
    """No filter is there for nothing."""
    written = "".join(sources("fr").values())
    assert [name for name in FILTERS if f"| {name}" not in written] == []
