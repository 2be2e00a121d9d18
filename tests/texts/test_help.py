"""The help texts: every number as it is dialled, in every language, and no sentence that promises too much."""

import re
from dataclasses import replace
from datetime import datetime
from typing import get_args
from zoneinfo import ZoneInfo

import pytest

from mentoring.case_access import ReadBy
from mentoring.case_contexts import QuestionContext
from mentoring.contexts import ConcernContext, Context, HelpContext, ReadersContext, ReportContext
from mentoring.duty import Cover
from mentoring.help_numbers import CATEGORIES, MAX_FIRST_NUMBERS, Category, Situation
from mentoring.messages import MESSAGES
from mentoring.opening_hours import read_hours
from mentoring.roles import MaybeSide
from mentoring.views import Reader
from tests.texts.plain_text import TEXTS, list_buttons, make_plain
from tests.texts.samples import PROGRAMME, Sample, list_samples
from tests.texts.test_files import LANGUAGES
from texts.report_samples import build_concern

PARIS = ZoneInfo("Europe/Paris")
NOON, SUNDAY_NIGHT = datetime(2026, 11, 23, 12, tzinfo=PARIS), datetime(2026, 11, 22, 23, 30, tzinfo=PARIS)
HELP_KINDS = [kind for kind, rules in MESSAGES.items() if rules.context is HelpContext]
PROMISES = re.compile(
    r"prendra contact|écrira|peut répondre ici(?! pour)|t'écrive|vous écrive|peut écrire ici|vienne écrire"
    r"|will|Would you like|can answer here\."
)
SIDES: tuple[MaybeSide, ...] = ("", "young", "volunteer")


def build(
    language: str = "fr",
    side: MaybeSide = "",
    situation: Situation = Situation(),  # noqa: B008 - frozen
    now: datetime = NOON,
    *,
    has_team: bool = True,
) -> HelpContext:
    """Return what somebody reads who is helped."""
    me = Reader(language, side, "Europe/Paris")
    return HelpContext.build(me, PROGRAMME, situation, now, has_team=has_team)


def read(kind: str, context: Context) -> str:
    """Return a help text as it is read."""
    return make_plain(TEXTS.render(kind, context).text)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("category", CATEGORIES)
def test_the_numbers_for_what_was_heard_stand_at_the_top(category: Category, language: str) -> None:
    """The first line dials the first number of the category, and no more lines come than a screen holds."""
    context = build(language, "young", Situation(category))
    lines = [line for line in read("help", context).splitlines() if line.startswith("•")]
    first = context.numbers[0].number
    assert len(lines) == len(context.numbers) <= MAX_FIRST_NUMBERS
    assert all(number in lines[0] for number in (*first.call, *first.sms))
    assert make_plain(first.about[language]) in lines[0]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_other_numbers_are_behind_one_button(language: str) -> None:
    """Every number is on the first screen or behind « Autres numéros », and the button is there only for some."""
    context = build(language)
    shown = read("help", context) + read("help_more", context)
    here = [one for one in PROGRAMME.help_numbers.numbers if "home" in one.areas]
    assert all(number in shown for one in here for number in (*one.call, *one.sms))
    for told, there in ((context, True), (replace(context, others=[]), False)):
        assert ("help::more" in [data for _label, data in list_buttons("help", told)]) is there


@pytest.mark.parametrize("language", LANGUAGES)
def test_hours_are_told_as_people_say_them(language: str) -> None:
    """Day and night, or the days and hours; what is closed says when it opens; whose clock is said where it differs."""
    night = build(language, situation=Situation("sexual"), now=SUNDAY_NIGHT)
    far = replace(night, me=Reader(language, "", "Indian/Reunion"))
    words = {
        "fr": ("jour et nuit", "du lundi au vendredi de 10 h à 19 h. Fermé, ouvre lun. 10 h", "(heure de Paris)"),
        "en": ("day and night", "Monday to Friday from 10 am to 7 pm. Closed, opens Mon 10 am", "(Paris time)"),
    }
    always, closed, clock = words[language]
    assert always in read("help", night)
    assert closed in read("help", night)
    numbers = [read("help_more", replace(one, others=one.numbers)) for one in (night, far)]
    assert [clock in said for said in numbers] == [False, True]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_message_to_write_a_chat_and_a_paid_call_are_told(language: str) -> None:
    """Each way to reach a line has its words, and what costs is said of that line alone."""
    (line, *_), hours = build(language).numbers, read_hours(("sat 10:00-12:00", "sun 09:30-24:00"), "Europe/Paris")
    line = replace(
        line, number=replace(line.number, call=(), sms=("114",), chat="https://x.org", free=False, hours=hours)
    )
    said = read("help_more", replace(build(language), others=[line]))
    words = {
        "fr": "par SMS 114, par chat https://x.org, le samedi de 10 h à 12 h et le dimanche de 9 h 30 à 0 h",
        "en": "by text message 114, by chat https://x.org, on Saturday from 10 am to 12 pm and on Sunday from 9:30",
    }
    assert words[language] in said
    assert {"fr": ", appel payant", "en": ", paid call"}[language] in said
    assert "gratuit" not in said
    assert "free" not in said


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("side", SIDES)
def test_without_a_team_nobody_is_promised_a_person(side: MaybeSide, language: str) -> None:
    """No sentence and no button of any help text speaks of somebody who would write; the numbers stay."""
    nobody = {
        "fr": "Personne de l'équipe ne peut répondre ici pour l'instant",
        "en": "Nobody from the team can answer here",
    }
    for kind in [one for one in HELP_KINDS if one != "help_more"]:
        context = build(language, side, has_team=False)
        said = read(kind, context)
        assert nobody[language] in said, kind
        assert not PROMISES.search(said), (kind, said)
        assert not {"contact::yes", "contact::question"} & {data for _label, data in list_buttons(kind, context)}, kind
        assert PROMISES.search(read(kind, build(language, side))), kind


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("side", SIDES)
def test_where_somebody_outside_alone_answers_no_team_is_promised(side: MaybeSide, language: str) -> None:
    """They read it in so many words; what only the team answers is not offered."""
    outside, team = {
        "fr": ("extérieure à l'équipe", r"L'équipe|: l'équipe|de l'équipe|, l'équipe"),
        "en": ("outside the team", r"[Tt]he team (has|can|works)|from the team"),
    }[language]
    for kind in ("help", "help_weak", "contact_coming", "help_practical"):
        context = replace(build(language, side), only_outside=True)
        said, buttons = read(kind, context), {data for _label, data in list_buttons(kind, context)}
        assert not re.search(team, said), (kind, said)
        assert (outside in said) is (kind != "help_practical"), (kind, said)
        assert ("contact::yes" in buttons) is (kind in ("help", "help_weak")), kind
        assert "contact::question" not in buttons, kind


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("side", SIDES)
def test_no_reader_is_promised_to_whoever_tells_the_team(side: MaybeSide, language: str) -> None:
    """A worry, a report, a question, words that are added: the team is named where it reads, and nobody where not."""
    promises = re.compile(
        r"L'équipe est prévenue|à l'équipe comme|s'en occupent|Seules ces personnes|L'équipe travaille"
        r"|[Tt]he team (has|works)|Only (those|these)"
    )
    for kind in ("concern_ask", "stuck_ask", "report_done", "report_ask"):
        said = {read_by: read(kind, show_readers(kind, side, language, read_by)) for read_by in get_args(ReadBy)}
        assert promises.search(said["team"]), kind
        assert not promises.search(said["nobody"]), kind
        assert re.search({"fr": r"[Pp]ersonne\b", "en": "obody"}[language], said["nobody"]), kind
        of_team = re.compile(r"L'équipe est prévenue|à l'équipe comme|[Tt]he team has")
        assert {read_by for read_by in said if of_team.search(said[read_by])} <= {"team", "others"}, kind


def show_readers(kind: str, side: MaybeSide, language: str, read_by: ReadBy) -> Context:
    """Return what such a message shows where some circle reads."""
    shown = Sample().context(kind, side, language)
    if isinstance(shown, ReportContext):
        return replace(shown, report=replace(shown.report, read_by=read_by))
    assert isinstance(shown, ConcernContext | ReadersContext)
    return replace(shown, read_by=read_by)


TEAM_PROMISED = re.compile(
    r"[Ll]'équipe (est prévenue|va |écrira|prendra)|transmis à l'équipe|[Tt]he team (has been|has it|will)"
)
PROMISED_BY_SOMEBODY = {
    "letter_answered": "answers what somebody of the team has just written",
    "offer_sent": "is about an offer, not about anybody's need of help",
}


def test_whatever_promises_the_team_knows_whether_anybody_reads() -> None:
    """A template that says the team is told is shown with who could answer, or who reads."""
    for language in LANGUAGES:
        for kind, side, context in list_samples(Sample(), language):
            if side != "staff" and kind not in PROMISED_BY_SOMEBODY and TEAM_PROMISED.search(read(kind, context)):
                known = HelpContext | ConcernContext | QuestionContext | ReadersContext | ReportContext
                assert isinstance(context, known), kind


@pytest.mark.parametrize("language", LANGUAGES)
def test_outside_hours_it_says_when_somebody_is_back(language: str) -> None:
    """On Sunday night nobody reads before Monday at nine; at noon on Monday nothing of the kind is said."""
    words = {
        "fr": "Personne ne lira avant lundi 23 novembre à 9 h",
        "en": "Nobody will read before Monday 23 November at 9",
    }
    for kind in [one for one in HELP_KINDS if one != "help_more"]:
        assert words[language] in read(kind, build(language, now=SUNDAY_NIGHT)), kind
        assert words[language][:20] not in read(kind, build(language, now=NOON)), kind


@pytest.mark.parametrize("kind", ["help", "help_weak", "contact_coming", "concern_ask", "report_ask"])
@pytest.mark.parametrize("side", SIDES)
@pytest.mark.parametrize("language", LANGUAGES)
def test_where_a_roster_is_kept_it_is_the_truth(kind: str, side: MaybeSide, language: str) -> None:
    """Until somebody is on duty nobody looks; while somebody is, nothing says that they read; no hours are told."""
    tuesday = datetime(2026, 11, 24, 9, tzinfo=PARIS)
    before, unknown, hours = {
        "fr": ("Personne de l'équipe ne regardera avant mardi 24 novembre à 9 h", "je ne sais pas quand", "travaille"),
        "en": ("Nobody from the team will look before Tuesday 24 November at 9", "I do not know when", "works "),
    }[language]
    shown = build(language, side) if kind in HELP_KINDS else Sample().context(kind, side, language)
    covers = {before: Cover(False, tuesday), unknown: Cover(False, None), "": Cover(True, NOON), hours: None}
    for sentence, cover in covers.items():
        said = read(kind, replace(shown, cover=cover))  # type: ignore[call-arg]
        assert [one for one in (before, unknown, hours) if one in said] == [sentence] * bool(sentence)
    touch = {"fr": "prendra contact", "en": "get in touch"}[language]
    assert touch not in read("contact_coming", replace(build(language), cover=Cover(False, None)))


@pytest.mark.parametrize("kind", ["concern_ask", "report_team", "report_ask", "report_own"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_reports_and_worries_show_the_numbers_of_the_file(kind: str, language: str) -> None:
    """A number that a professional corrects is corrected there too: none is written by hand."""
    (line, *_) = build(language).numbers
    told = [replace(line, number=replace(line.number, call=("0 700",), sms=()))]
    for side in SIDES:
        shown = replace(Sample().context(kind, side, language), numbers=told, note={language: "Here."})  # type: ignore[call-arg]
        if isinstance(shown, ReportContext):
            shown = replace(shown, report=replace(shown.report, read_by="nobody"))
        said = read(kind, shown)
        assert "0 700" in said
        assert "Here." in said
        assert not re.search(r"\b(15|17|11\d|3\d{3})\b", said)


WHAT_TO_DO = {
    "fr": ("coute", "le secret", "enquête", "appel"),
    "en": ("listen", "secret", "investigate", "call"),
}
"""Listen, promise no secret, do not investigate, call: words of each, however the reader is spoken to."""


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("side", SIDES)
def test_whoever_fears_for_somebody_reads_what_to_do_and_whom_to_call(side: MaybeSide, language: str) -> None:
    """To listen, to promise no secret, not to investigate; with numbers."""
    sample = build_concern(Sample(), Reader(language, side, "Europe/Paris"))
    said = read("concern_ask", sample)
    assert [word for word in WHAT_TO_DO[language] if word not in said] == []
    assert all(line.number.call[0] in said for line in sample.numbers if line.number.call)


def test_it_says_that_it_is_a_robot() -> None:
    """Nobody believes that somebody is reading."""
    for kind in ("help", "help_weak"):
        assert "Je suis un robot : personne ne lit ces messages en direct" in read(kind, build())
        assert "I am a robot: nobody reads these messages live" in read(kind, build("en"))


def test_it_asks_as_it_speaks_to_each() -> None:
    """« tu » to young people, « vous » to volunteers, neither to those we do not know yet."""
    asked = {side: read("help", build(side=side)).splitlines()[-1] for side in SIDES}
    assert asked == {
        "young": "Veux-tu qu'une personne de l'équipe t'écrive ?",
        "volunteer": "Voulez-vous qu'une personne de l'équipe vous écrive ?",
        "": "Une personne de l'équipe peut écrire ici. D'accord ?",
    }


@pytest.mark.parametrize("language", LANGUAGES)
def test_one_tap_below_are_the_team_at_once_a_question_and_how_it_works(language: str) -> None:
    """The three ways stand under the numbers, whoever reads them."""
    for side in SIDES:
        data = {data for _label, data in list_buttons("help", build(language, side))}
        assert {"contact::yes", "contact::question", "help::practical"} <= data


def test_the_way_to_help_has_one_label_everywhere() -> None:
    """« 🆘 Ça ne va pas » under every message, so that somebody in trouble finds it without reading."""
    wanted = {"fr": "🆘 Ça ne va pas", "en": "🆘 I'm not OK"}
    for language in LANGUAGES:
        for kind, _side, context in list_samples(Sample(), language):
            labels = {label for label, data in list_buttons(kind, context) if data == "help::"}
            assert labels <= {wanted[language]}, kind


def test_what_is_known_of_nobody_is_told_without_a_database() -> None:
    """Where nothing can be looked up the numbers are those of the first screen, with their hours, all of them."""
    context = TEXTS.build_help(Reader("fr"))
    assert len(context.numbers) == MAX_FIRST_NUMBERS
    assert "3114" in read("help", context)
    assert "Fermé" not in read("help", context)


def test_every_category_is_one_that_can_be_heard_of() -> None:
    """The tables go through the closed list of categories."""
    assert get_args(Category) == CATEGORIES


@pytest.mark.parametrize("kind", ["report_taken", "report_closed"])
def test_news_of_a_report_name_no_team(kind: str) -> None:
    """Whoever has reported the only head hears from somebody outside of it, in the same words as everybody."""
    for language in LANGUAGES:
        for side in SIDES:
            assert not re.search(r"équipe|team", read(kind, Sample().context(kind, side, language)))
