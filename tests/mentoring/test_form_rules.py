"""Answering a form: taps, typed words, going back and correcting, with nothing else lost."""

from collections import Counter
from typing import Any

import pytest

from mentoring import form_rules
from mentoring.example_answers import list_acts
from mentoring.questions import FORMS, find_question
from mentoring.states import Form
from tests.mentoring.examples import (
    COMPLETE,
    NEED,
    OFFER,
    PROGRAMME,
    TODAY,
    complete_form,
    find_asked_key,
    leave_out,
    tap_all,
    type_words,
)

MOST_TAPS = 12
"""The README promises about ten."""
TO_BE_TYPED = sum(item.kind == "text" and not item.suggested for item in FORMS["need"])
"""Questions that have no buttons."""
EVENINGS = [f"{day}-evening" for day in ("mon", "tue", "wed", "thu", "fri", "sat", "sun")]


def sign_up(**answers: Any) -> tuple[Counter[str], dict[str, Any]]:
    """Let a young person answer as shortly as possible; return their taps and typed answers counted, and the form."""
    given = complete_form("need", {"called": "Inès", "name": "Inès", **answers})
    taken, kept = Counter(tap=2), {"called": "Inès"}  # the role and the confirmation
    for _asked, acts in list_acts("need", given, TODAY):
        for act, what in acts:
            answer = tap_all("need", kept, what.split(":")[2]) if act == "tap" else type_words("need", kept, what)
            taken[act], kept = taken[act] + 1, answer.answers
    assert find_asked_key("need", kept) is None
    return taken, kept


def test_a_minor_signs_up_with_about_ten_taps_and_one_typed_answer() -> None:
    """From the role to the confirmation a minor taps, and types the month and year of birth."""
    taken, answers = sign_up(birth="2010-03", level="terminale", field="general", topics=["exams"])
    assert taken["tap"] <= MOST_TAPS
    assert taken["write"] == 1 + TO_BE_TYPED
    assert form_rules.is_minor(answers["birth"], TODAY)


def test_an_adult_signs_up_with_about_ten_taps_and_one_typed_sentence() -> None:
    """From the role to the confirmation an adult taps, the year too, and types one sentence."""
    taken, answers = sign_up(birth="2004", topics=["job"], words="Je cherche une alternance")
    assert taken["tap"] <= MOST_TAPS
    assert taken["write"] == 1 + TO_BE_TYPED
    assert answers["words"] == "Je cherche une alternance"
    assert answers["topics"] == ["job"]


def test_a_question_takes_one_act_or_two_where_several_may_be_chosen() -> None:
    """However many questions there are, nothing else stands between the role and the confirmation."""
    taken, answers = sign_up(birth="2004", topics=["job"], words="Je cherche une alternance")
    applying = [item for item in FORMS["need"] if item.applies(answers, TODAY)]
    assert taken.total() == 2 + sum(2 if item.closing else 1 for item in applying)


def test_typing_closes_the_topics_even_without_a_tap() -> None:
    """A sentence alone is an answer; neither tap nor sentence is none."""
    open_topics = leave_out(NEED, "topics", "words")
    assert type_words("need", open_topics, "tout").answers["topics"] == []
    assert tap_all("need", open_topics, "done").problem == "choose_one"
    assert "topics" not in tap_all("need", open_topics, "done").answers


def test_a_sentence_may_be_left_out() -> None:
    """Topics alone are an answer: the words may be skipped."""
    after = tap_all("need", leave_out(NEED, "topics", "words"), "exams", "done").answers
    assert after["topics"] == ["exams"]
    assert "words" not in after


def test_a_second_tap_takes_a_choice_back() -> None:
    """What was tapped twice is not chosen, and what is chosen stands in the order of the catalogue."""
    answers = tap_all("need", leave_out(NEED, "topics"), "exams", "cv_letter", "orals", "exams").answers
    assert form_rules.list_drafted(find_question("need", "topics") or FORMS["need"][0], answers) == [
        "cv_letter",
        "orals",
    ]
    assert find_asked_key("need", answers) == "topics"
    assert tap_all("need", answers, "done").answers["topics"] == ["cv_letter", "orals"]


def test_one_tap_takes_a_whole_column_and_a_second_gives_it_back() -> None:
    """A part of the day stands for seven slots; it is completed when some were chosen, then emptied."""
    some = tap_all("need", leave_out(NEED, "slots", "modes"), "tue-evening", "mon-noon").answers
    whole = tap_all("need", some, "=evening").answers
    assert set(whole["draft"]["slots"]) == {*EVENINGS, "mon-noon"}
    assert tap_all("need", whole, "=evening").answers["draft"]["slots"] == ["mon-noon"]


def test_the_grid_wants_a_slot_before_it_closes() -> None:
    """How to meet answers nothing while no time is chosen."""
    nothing = leave_out(NEED, "slots", "modes")
    assert tap_all("need", nothing, "remote").problem == "choose_one"
    assert "modes" not in tap_all("need", nothing, "remote").answers
    after = tap_all("need", nothing, "tue-evening", "both").answers
    assert (after["slots"], after["modes"]) == (["tue-evening"], ["remote", "in_person"])
    assert "draft" not in after


@pytest.mark.parametrize("form", FORMS)
def test_back_asks_the_question_before_and_keeps_the_rest(form: Form) -> None:
    """One step back from each question opens the one before it, and only that one."""
    for before, item in zip(FORMS[form], FORMS[form][1:], strict=False):
        if "birth_month" in (before.key, item.key):
            continue
        answers = leave_out(COMPLETE[form], item.key)
        after = tap_all(form, answers, "back").answers
        assert find_asked_key(form, after) == before.key
        assert leave_out(after, "draft") == leave_out(answers, before.key)


def test_back_from_the_first_question_changes_nothing() -> None:
    """There is nothing before the name."""
    assert tap_all("need", {}, "back") == form_rules.Step({})
    assert tap_all("need", leave_out(NEED, "name"), "back").answers == leave_out(NEED, "name")


def test_going_back_keeps_what_was_tapped() -> None:
    """The taps of a question that was left, and of one that is asked again, are still there."""
    half = tap_all("need", leave_out(NEED, "slots", "modes"), "mon-noon").answers
    back = tap_all("need", half, "back").answers
    assert back["draft"] == {"slots": ["mon-noon"], "topics": NEED["topics"]}
    again = tap_all("need", back, "done").answers
    assert again["topics"] == NEED["topics"]
    assert again["draft"] == {"slots": ["mon-noon"]}


@pytest.mark.parametrize("form", FORMS)
def test_one_answer_is_corrected_and_the_others_stay(form: Form) -> None:
    """Correcting a question of a complete form asks that one alone, then the form is complete again."""
    for item in FORMS[form]:
        if item.key not in COMPLETE[form]:
            continue
        opened = form_rules.reopen(COMPLETE[form], item.key)
        assert find_asked_key(form, opened) == item.key
        assert leave_out(opened, "draft") == leave_out(COMPLETE[form], item.key)
        value = COMPLETE[form][item.key]
        choices = ["remote" if item.key == "slots" else "done"] if isinstance(value, list) else [value]
        is_typed = item.kind in ("text", "birth")
        after = type_words(form, opened, value) if is_typed else tap_all(form, opened, *choices)
        assert find_asked_key(form, after.answers) is None
        assert leave_out(after.answers, "modes") == leave_out(COMPLETE[form], "modes")


def test_an_old_button_does_nothing() -> None:
    """A tap on a question that was answered already, on none, or on no choice of it, is refused."""
    answers = leave_out(NEED, "field")
    old = [
        ("level", "bac1"),
        ("level", "back"),
        ("region", "corse"),
        ("shoe_size", "42"),
        ("field", "nonsense"),
        ("", ""),
    ]
    for key, choice in old:
        assert form_rules.answer_by_tap("need", key, choice, answers, PROGRAMME, TODAY) is None
    assert form_rules.answer_by_tap("need", "field", "law", NEED, PROGRAMME, TODAY) is None
    assert form_rules.answer_by_tap("need", "name", "back", NEED, PROGRAMME, TODAY) is None


def test_no_button_names_a_year_that_is_not_shown() -> None:
    """Other births are typed; by a tap a year counts that is shown, of the list or of the two that an age leaves."""
    asked, written = leave_out(NEED, "birth"), leave_out(OFFER, "birth")
    for year in ("1950", "2006-03"):
        assert form_rules.answer_by_tap("need", "birth", year, asked, PROGRAMME, TODAY) is None
    assert form_rules.answer_by_tap("offer", "birth", "1984", written, PROGRAMME, TODAY) is None
    for year in form_rules.list_years("need", PROGRAMME, TODAY):
        assert form_rules.answer_by_tap("need", "birth", year, asked, PROGRAMME, TODAY) is not None
    left_open = form_rules.offer_years(written, 42, TODAY).answers
    assert tap_all("offer", left_open, "1984").answers["birth"] == "1984"


def test_a_name_that_telegram_knows_is_taken_by_one_tap() -> None:
    """The suggested name counts only when there is one."""
    assert tap_all("need", {"called": "  Inès\n"}, "suggested").answers["name"] == "Inès"
    assert form_rules.answer_by_tap("need", "name", "suggested", {}, PROGRAMME, TODAY) is None


@pytest.mark.parametrize(
    ("text", "problem"), [("   ", "empty"), ("\u200d\ufe0f", "empty"), ("\u202e", "empty"), ("x" * 41, "too_long")]
)
def test_a_name_must_show_and_must_fit(text: str, problem: str) -> None:
    """Neither nothing, nor marks that show nothing, nor a text of any length is a name."""
    assert type_words("need", {}, text) == form_rules.Step({}, problem)


def test_a_text_may_be_as_long_as_the_question_says() -> None:
    """The longest text that fits is kept whole."""
    assert type_words("need", {}, "x" * 40).answers["name"] == "x" * 40
    assert type_words("offer", leave_out(OFFER, "job"), "x" * 120).answers["job"] == "x" * 120
    assert type_words("need", leave_out(NEED, "topics"), "x" * 601).problem == "too_long"


@pytest.mark.parametrize(("text", "level"), [("Bac +2 (BTS, BUT, L2…)", "bac2"), ("doctorat", "doctorate")])
def test_a_choice_may_be_typed_in_any_language(text: str, level: str) -> None:
    """Whoever types the words of a button has answered, whatever the capitals."""
    assert type_words("need", leave_out(NEED, "level"), text).answers["level"] == level
    assert type_words("need", leave_out(NEED, "level"), "1ST YEAR OF STUDIES").answers["level"] == "bac1"


def test_words_that_are_no_choice_are_asked_to_be_one() -> None:
    """Something else typed to a choice keeps the answers and says to choose."""
    answers = leave_out(NEED, "level")
    assert type_words("need", answers, "je sais pas") == form_rules.Step(answers, "choose")
    assert type_words("need", answers, "back") == form_rules.Step(answers, "choose")


def test_a_complete_form_takes_no_more_words() -> None:
    """What is typed after the end is not an answer."""
    assert form_rules.answer_by_text("need", "bonjour", NEED, PROGRAMME, TODAY) is None


def test_typed_words_come_as_one_clean_line() -> None:
    """Direction marks, controls and lone surrogates go; accents are joined; emoji made of several signs stay."""
    assert form_rules.tidy(" Je\u202e veux\n\n  un\tstage\x00\ud800 ") == "Je veux un stage"
    assert form_rules.tidy("Ine\u0300s") == "In\u00e8s"
    assert form_rules.tidy("👩\u200d🎓") == "👩\u200d🎓"


def test_a_choice_that_left_the_catalogue_is_dropped_by_the_next_tap() -> None:
    """Topics that the association removed meanwhile are not sent, the others are."""
    draft = leave_out(NEED, "topics") | {"draft": {"topics": ["horses", "exams"]}}
    assert tap_all("need", draft, "orals", "done").answers["topics"] == ["exams", "orals"]
