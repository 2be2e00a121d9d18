"""Messages are short: sentences of few words, messages of few sentences, in French as in English."""

import re
from collections.abc import Iterator
from statistics import mean

import pytest

from mentoring.questions import FORMS
from tests.texts.plain_text import TEXTS, make_plain
from tests.texts.samples import PROGRAMME, Sample, list_samples
from tests.texts.test_files import LANGUAGES, ROOT
from tests.texts.test_messages import read_sources
from texts.markdown import render_markdown

LONGEST_SENTENCE = 25
USUAL_SENTENCE = 9
"""Words: what the average sentence must stay under."""
MOST_SENTENCES = 9
LONG_FOR_A_REASON = {
    "welcome": "what is signed up for, and what is agreed to, before the yes",
    "begin_need": "the same",
    "begin_offer": "the same",
    "help": "every number that may save somebody stands on one screen",
    "help_weak": "the same, with fewer numbers",
    "concern_ask": "what to do and whom to call, before anything is written",
    "report_ask": "who reads it, by when, what the other sees, and whom to call meanwhile",
    "outside_welcome": "what is promised, and whom to call, before it is signed",
    "pledge": "what is promised, before it is",
    "team": "each member has their lines",
    "case_decide": "all that may be decided about a person, asked for by who decides",
    "report_team": "whom to call outside the team, before a name is touched",
    "parents_read": "what a legal representative has to know before they answer, and whom to call",
    "reminder_days": "each session of the day has its lines",
    "my_data": "all that is held about somebody, asked for by them",
    "training": "the first screen, with its greeting",
    "card_detail": "all that is known of a case, asked for by one of the team",
    "sheet_need": "all that the team knows, asked for by one of them",
    "sheet_offer": "the same",
    "sheet_binome": "the same",
    "privacy": "what was agreed to, word for word, and who reads what: each page is asked for",
    "digest": "each kind of news is a line, and most days have one or two",
    "kit": "a session has its lines, and what holds beside every kit its points: each page is asked for",
    "fairness": "each group has its line, asked for by one of them",
}
SENTENCE_ENDS = re.compile(r"[.!?…]\s|\n")


def split_sentences(text: str) -> list[str]:
    """Return the sentences of a message; what has fewer than four words is a heading or an entry of a list."""
    return [part for part in SENTENCE_ENDS.split(make_plain(text)) if count_words(part) > 3]


def count_words(sentence: str) -> int:
    """Return how many words a sentence has."""
    return len(re.findall(r"\w[\w'’-]*", sentence))


def list_messages(language: str) -> Iterator[tuple[str, str]]:
    """Return (kind, words) of every message and of every screen and explanation of the training."""
    for kind, _side, context in list_samples(Sample(), language):
        yield kind, TEXTS.render(kind, context).text
    for screen in PROGRAMME.find_screens(language):
        yield f"training: {screen.title}", str(render_markdown(screen.words))
        yield from ((f"training: {screen.title}", str(render_markdown(answer.why))) for answer in screen.answers)


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_sentence_is_long(language: str) -> None:
    """Nobody has to read a sentence twice."""
    long = [
        (kind, one)
        for kind, text in list_messages(language)
        for one in split_sentences(text)
        if count_words(one) > LONGEST_SENTENCE
    ]
    assert long == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_sentences_are_usually_short(language: str) -> None:
    """On average a sentence has fewer than ten words."""
    assert (
        mean(count_words(one) for _kind, text in list_messages(language) for one in split_sentences(text))
        < USUAL_SENTENCE
    )


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_message_says_few_things(language: str) -> None:
    """A message fits on a small phone; those that are longer have their reason here."""
    count = {(kind, text): len(split_sentences(text)) for kind, text in list_messages(language)}
    longer = {kind for (kind, _text), found in count.items() if found > MOST_SENTENCES}
    assert longer <= LONG_FOR_A_REASON.keys()


def list_macros(language: str) -> set[str]:
    """Return the shared pieces of a language, by file and name."""
    folder = ROOT / "texts" / language
    found = {path.name: path.read_text("utf-8") for path in folder.glob("_*.j2")}
    return {f"{file}:{name}" for file, text in found.items() for name in re.findall(r"{% macro (\w+)\(", text)}


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_shared_piece_is_there_for_nothing(language: str) -> None:
    """Each macro is called by a message, by another macro, or to read the answer to some question."""
    text = "\n".join(path.read_text("utf-8") for path in (ROOT / "texts" / language).glob("*.j2"))
    called = re.findall(r"(\w+)\(", re.sub(r"{% macro \w+\(", "", text))
    called += [way for items in FORMS.values() for item in items for way in item.ways_by_key.values()]
    assert {one for one in list_macros(language) if one.partition(":")[2] not in called} == set()


def test_every_shared_piece_is_in_both_languages() -> None:
    """What French messages share, English ones share too."""
    assert list_macros("fr") == list_macros("en")


def test_no_french_line_was_left_in_english() -> None:
    """A line with three words or more is never the same in both languages: it would be untranslated."""
    french, english = (read_sources(language) for language in LANGUAGES)
    assert {name: {*list_prose(text)} & {*list_prose(english[name])} for name, text in french.items()} == {
        name: set() for name in french
    }


def list_prose(source: str) -> Iterator[str]:
    """Return the lines of a file that say something, without what Jinja2 and buttons carry."""
    said = re.sub(r"(?s)=> (?:{{.*?}}|[^\s{])+|{[{%#].*?[}%#]}|<[^>]*>", " ", source)
    yield from (" ".join(line.split()) for line in said.splitlines() if count_words(line) > 2)
