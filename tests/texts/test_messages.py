"""Every message, for every side and in both languages, is one that Telegram takes and that people can use."""

import html
import re
from dataclasses import replace

import pytest
from jinja2 import Environment, nodes

from mentoring.actions import MAX_BYTES, parse
from mentoring.contexts import Context, TrainingContext
from mentoring.messages import MESSAGES
from mentoring.training import Answer, Screen
from mentoring.views import AnswersView, Reader
from tests.texts.plain_text import TEXTS, list_buttons, make_plain
from tests.texts.samples import PROGRAMME, Sample, list_samples, make_largest
from tests.texts.test_files import LANGUAGES, ROOT, list_problems, list_toasts
from texts import Texts
from texts.formats import FILTERS
from texts.render import NoWords

TOAST_CHARACTERS = 200
KEYBOARD_BUTTONS = 100

WAYS_BACK = ("menu:", "binome:", "proposal:")
NO_MENU = {
    "welcome": "nothing has begun yet: it is the menu",
    "menu": "it is the menu",
    "too_young": "nothing is kept, there is nothing to go back to",
    "meanwhile": "there is no database to read a menu from",
    "slow_down": "one tap more would be one too many",
    "barred": "the menu is closed to them",
    "closed_door": "the same",
}
NO_HELP = {"help": "it is the help"}
BOTH_ADDRESSED = {
    "agreed": "vous: the two who choose",
    "place_ask": "vous: the two who meet",
    "check_in_thanks": "vous: the two who met",
}
"""Messages in which a young person rightly reads « vous »: it means both members."""

TU = re.compile(r"\b(?:tu|te|toi|ton|ta|tes|t'\w+)\b", re.IGNORECASE)
VOUS = re.compile(r"\b(?:vous|votre|vos)\b", re.IGNORECASE)


def list_acts(kind: str, context: Context, language: str) -> list[list[str]]:
    """Return the data of the buttons of a message in a language, row by row."""
    rows = TEXTS.render(kind, replace(context, me=replace(context.me, language=language))).rows
    return [[data for _label, data in row] for row in rows]


SIGNED_UP_FOR = {
    "fr": ("par semaine", "quelques mois", "en visio", "La première fois", "arrêter"),
    "en": ("a week", "a few months", "by video call", "The first time", "stop"),
}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", ["welcome", "begin_need", "begin_offer"])
def test_what_people_sign_up_for_is_read_above_the_yes(kind: str, language: str) -> None:
    """How much a week, for how long, by which way, what a first session is: whichever way somebody came."""
    shown = make_plain(TEXTS.render(kind, Sample().context(kind, "", language)).text)
    assert [words for words in SIGNED_UP_FOR[language] if words not in shown] == []


@pytest.mark.parametrize(("language", "words"), [("fr", "déjà reçu reste chez elle"), ("en", "stays with them")])
def test_whoever_erases_everything_reads_first_what_the_other_keeps(language: str, words: str) -> None:
    """What was passed on stands in the other's own chat: no promise reaches that far."""
    assert words in make_plain(TEXTS.render("erase_ask", Sample().context("erase_ask", "young", language)).text)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("sample", [Sample(), make_largest()], ids=["small", "large"])
def test_it_never_says_what_telegram_would_refuse(sample: Sample, language: str) -> None:
    """Words fit in a message, and every button fits and can be read back, however much was typed."""
    for kind, _side, context in list_samples(sample, language):
        message = TEXTS.render(kind, context)
        assert 0 < len(make_plain(message.text)) <= (1024 if MESSAGES[kind].document else 4096), kind
        data = [data for row in message.rows for _label, data in row]
        assert len(data) <= KEYBOARD_BUTTONS, kind
        assert all(len(one.encode()) <= MAX_BYTES and parse(one) for one in data), kind
        assert len(data) == len(set(data)), kind


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_lets_everybody_go_back_and_find_help(language: str) -> None:
    """Every private screen, which a mail is not, leads to the menu, or to the binôme, and to help."""
    for kind, _side, context in list_samples(Sample(), language):
        if MESSAGES[kind].group or MESSAGES[kind].channel == "mail":
            continue
        acts = [data for _label, data in list_buttons(kind, context)]
        assert "help::" in acts or kind in NO_HELP, kind
        back = [data for data in acts if data.startswith(WAYS_BACK) or data.endswith((":back", ":show:"))]
        assert back or kind in NO_MENU, kind


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_button_has_swallowed_the_next(language: str) -> None:
    """Two rows that a template joins by mistake would be one button, whose label holds the data of the first."""
    for kind, side, context in list_samples(Sample(), language):
        assert not [label for label, _data in list_buttons(kind, context) if "=>" in label], (kind, side)


def test_it_shows_no_private_ways_in_the_group() -> None:
    """In the group only what concerns a case can be tapped."""
    for kind, _side, context in list_samples(Sample()):
        if MESSAGES[kind].group:
            assert {data.partition(":")[0] for _label, data in list_buttons(kind, context)} <= {"card"}, kind


def test_it_offers_the_same_acts_in_every_language() -> None:
    """Row by row, the buttons of a message carry the same data in each language."""
    found = [
        (kind, side, [list_acts(kind, context, one) for one in LANGUAGES])
        for kind, side, context in list_samples(Sample())
    ]
    assert [(kind, side, said) for kind, side, said in found if said != said[:1] * len(said)] == []


def list_paths(source: str) -> set[str]:
    """Return the facts that a template names, such as ``binome.other``; by `me.side` French says « tu » or « vous »."""
    found = set()
    for node in Environment().parse(source).find_all(nodes.Getattr):
        names: list[str] = []
        inner: nodes.Node = node
        while isinstance(inner, nodes.Getattr):
            names.append(inner.attr)
            inner = inner.node
        if isinstance(inner, nodes.Name):
            found.add(".".join([inner.name, *reversed(names)]))
    return found - {"me.side"}


def read_sources(language: str) -> dict[str, str]:
    """Return the sources of a language, the variants of a message together, by the message's name."""
    found: dict[str, str] = {}
    for path in sorted((ROOT / "texts" / language).glob("*.j2")):
        name = path.name.split(".")[0]
        found[name] = found.get(name, "") + path.read_text("utf-8")
    return found


def test_it_tells_the_same_facts_in_every_language() -> None:
    """A message names the same facts in French and in English."""
    french, english = read_sources("fr"), read_sources("en")
    assert {name: list_paths(text) for name, text in english.items()} == {
        name: list_paths(text) for name, text in french.items()
    }


def test_it_speaks_english_to_those_who_speak_it() -> None:
    """No English message is the French one."""
    for kind, _side, context in list_samples(Sample()):
        in_english = replace(context, me=replace(context.me, language="en"))
        assert TEXTS.render(kind, in_english).text != TEXTS.render(kind, context).text, kind


def test_it_says_tu_to_young_people_alone() -> None:
    """Volunteers, coordinators and those we do not know yet never read « tu »."""
    for kind, side, context in list_samples(Sample()):
        said = make_plain(TEXTS.render(kind, context).text) + "".join(
            label for label, _data in list_buttons(kind, context)
        )
        if side == "young":
            assert kind in BOTH_ADDRESSED or not VOUS.search(said), (kind, said)
        elif kind not in ("too_young", "no_offer"):
            assert not TU.search(said), (kind, said)


@pytest.mark.parametrize("language", LANGUAGES)
def test_its_words_have_the_apostrophe_of_books(language: str) -> None:
    """« L’équipe » and “I’m”, in words and on buttons; what is typed, like a command or an address, stays as it is."""
    for kind, _side, context in list_samples(Sample(), language):
        message = TEXTS.render(kind, context)
        said = re.sub(r"<[^>]+>", "", message.text) + "".join(label for row in message.rows for label, _data in row)
        assert not re.search(r"\w'\w", said), (kind, said)


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_associations_own_words_have_the_apostrophe_of_books(language: str) -> None:
    """Typed on a keyboard: the training's title, question, words and answers, and what topics are called."""
    typed = "l'oral d'abord"
    own = Texts(replace(PROGRAMME, topics={"orals": {language: typed}}))
    shown = Sample().context("training", "volunteer", language)
    assert isinstance(shown, TrainingContext)
    told = Answer(typed, right=True, why=typed)
    training = replace(shown.training, screen=Screen(1, typed, typed, typed, (told, told)), answered=told)
    topics = next(context for asked, context in Sample().list_questions("need", language) if asked.key == "topics")
    chosen = AnswersView({"topics": ["orals"]})
    for kind, context in (
        ("training", replace(shown, training=training)),
        ("need_question", replace(topics, options=["orals"])),
        ("need_summary", replace(topics, asked=None, answers=chosen)),
    ):
        message = own.render(kind, context)
        said = message.text + "".join(label for row in message.rows for label, _data in row)
        assert "l’oral d’abord" in said, kind
        assert "l'oral" not in html.unescape(said), kind


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("problem", sorted(list_problems()))
def test_it_tells_a_problem_before_asking_again(problem: str, language: str) -> None:
    """The problem comes first, then the question as it was."""
    for form in ("need", "offer"):
        for _asked, context in Sample().list_questions(form, language):
            plain = TEXTS.render(f"{form}_question", context).text
            told = TEXTS.render(f"{form}_question", replace(context, problem=problem)).text
            assert told.endswith(f"\n\n{plain}")
            if form == "offer" and problem not in ("too_old", "birth_unclear"):
                assert not TU.search(make_plain(told))


def test_it_offers_to_help_to_those_who_are_too_old_to_be_helped() -> None:
    """Somebody over the age is one tap away from being a volunteer."""
    asked = {asked.key: context for asked, context in Sample().list_questions("need")}
    data = [data for _label, data in list_buttons("need_question", replace(asked["birth"], problem="too_old"))]
    assert "begin:offer:" in data


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_keeps_a_toast_to_one_glance(language: str) -> None:
    """A toast fits in Telegram's 200 characters, is plain text, has no button and takes no side."""
    for toast in list_toasts():
        message = TEXTS.render(toast, Context(me=Reader(language)))
        assert len(message.text) <= TOAST_CHARACTERS, toast
        assert not set("<>&") & set(message.text), toast
        assert not message.rows, toast


def test_it_uses_every_way_to_say_a_moment() -> None:
    """No filter is there for nothing."""
    written = "".join(read_sources("fr").values())
    assert [name for name in FILTERS if f"| {name}" not in written] == []


def test_words_that_are_missing_are_no_storage_that_is_away() -> None:
    """Jinja's own error is an `OSError`: whoever delivers would wait for ever, and every other message with it."""
    context = Context(me=Reader("fr", "young", "Europe/Paris"), problem="nowhere")
    with pytest.raises(NoWords) as met:
        TEXTS.render("language", context)
    assert not isinstance(met.value, OSError)
