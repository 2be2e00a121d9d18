"""A template reads what its type of context has, and a type of context has what templates read."""

from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from sys import modules
from types import ModuleType
from typing import Any, get_args, get_type_hints

import pytest

from mentoring import desk_views, own_data, sheet_views, views
from mentoring.contexts import BinomeContext, Context, FormContext
from mentoring.messages import MESSAGES
from mentoring.programme import Programme
from mentoring.questions import FORMS, parse_form
from mentoring.relevance import RELEVANT_STATES
from tests.texts.plain_text import TEXTS
from tests.texts.template_types import CallResult, list_parts
from tests.texts.template_walk import Walk
from tests.texts.test_files import LANGUAGES
from texts.answers import FormWords
from texts.duty_samples import STAFF_SAMPLES
from texts.overlay import DOCUMENT_KINDS
from texts.samples import SAMPLES
from texts.session_samples import SESSION_SAMPLES
from texts.talk_samples import TALK_SAMPLES
from use_cases.messages.context import BUILDERS

ABOUT_FORMS = {
    "question_label": FormWords.format_label,
    "question_rows": FormWords.build_button_rows,
    "answered": FormWords.list_answers,
    "answered_question": FormWords.list_question_answers,
    "personal_answers": FormWords.list_personal_answers,
}
SHARED: dict[str, Any] = {"programme": Programme, "label": CallResult(str), "is_present_edition": CallResult(bool)}
SHARED |= {name: CallResult(get_type_hints(function)["return"]) for name, function in ABOUT_FORMS.items()}
"""What every template may name besides its context."""
READ_ELSEWHERE = {
    "CaseFileContext.passphrase": "scheduler/delivery/documents.py seals the file with it",
    "FormContext.closed": "texts/render.py takes the buttons away",
    "FormContext.is_past": "texts/render.py leaves the words of the question then",
    "FormContext.state": "mentoring/relevance.py",
    "ThingView.state": "mentoring/relevance.py",
    "NamelessNeed.state": "mentoring/relevance.py",
    "NamelessOffer.state": "mentoring/relevance.py",
    "SessionView.state": "use_cases/messages/member_contexts.py leaves out what was skipped",
    "UncertainMessage.id": "benchmarks/uncertain_listing.py",
}
"""Fields that no template reads, and what does."""
TYPES = {rules.context for rules in MESSAGES.values()}
SHOWN = [own_data, views, desk_views, sheet_views, *{modules[one.__module__] for one in TYPES}]
"""The files that declare what templates read."""


def list_files_with_contexts(language: str) -> Iterator[tuple[str, type[Context]]]:
    """Return each file with each type of context that it is shown with."""
    names = set(TEXTS.list_names())
    documents = {name: MESSAGES[kind].context for name, kind in DOCUMENT_KINDS.items()}
    for kind, rules in MESSAGES.items():
        form, _, rest = kind.partition("_")
        told = [f"{form}_{asked.key}" for asked in FORMS[parse_form(form)]] if rest == "question" else [kind]
        for one in told:
            for side in rules.read_by:
                sided = f"{language}/{one}.{side}.j2"
                yield (sided if sided in names else f"{language}/{one}.j2"), rules.context
    yield from ((f"{language}/file_{name}.j2", context) for name, context in documents.items())
    yield from ((name, Context) for name in names if name.startswith(f"{language}/toast_"))
    yield from ((name, FormContext) for name in names if name.startswith(f"{language}/problem_"))
    yield f"{language}/_unsent.j2", Context


def walk_all() -> Walk:
    """Walk through every template of every language."""
    walk = Walk(lambda file: "\n".join(TEXTS.read_source(file)), SHARED)
    for language in LANGUAGES:
        for file, context in dict.fromkeys(list_files_with_contexts(language)):
            walk.walk_template(file, context)
    return walk


def list_declared(*modules: ModuleType) -> Iterator[tuple[type, str]]:
    """Return every field of the classes of some files, with the class that declares it."""
    for module in modules:
        for owner in vars(module).values():
            if is_dataclass(owner) and isinstance(owner, type) and owner.__module__ == module.__name__:
                yield from ((owner, one.name) for one in fields(owner) if one.name in owner.__annotations__)


def test_templates_read_what_is_there_and_all_of_it() -> None:
    """No template names what its context lacks, and no field is there for nothing."""
    walk = walk_all()
    assert sorted(set(walk.faults)) == []
    unread = set(list_declared(*SHOWN)) - walk.read
    assert {f"{owner.__name__}.{name}" for owner, name in unread} == READ_ELSEWHERE.keys()


def test_each_type_of_context_has_its_builder_and_its_sample() -> None:
    """Storage builds it, one sample shows it, and both give that very type."""
    assert BUILDERS.keys() == TYPES
    assert SAMPLES.keys() | STAFF_SAMPLES.keys() | SESSION_SAMPLES.keys() | TALK_SAMPLES.keys() == TYPES
    for made in (BUILDERS, SAMPLES, STAFF_SAMPLES, SESSION_SAMPLES, TALK_SAMPLES):
        for context, make in made.items():
            assert context in list_parts(get_type_hints(make)["return"])


def list_literals(kind: Any) -> Iterator[str]:
    """Return the words that a type of words allows, of a union those of each part."""
    for part in get_args(kind):
        yield from [part] if isinstance(part, str) else list_literals(part)


def test_what_makes_a_message_untrue_is_in_its_context() -> None:
    """Each path to a state leads there through the types."""
    for kind, (path, states) in RELEVANT_STATES.items():
        found: Any = MESSAGES[kind].context
        for step in path.split("."):
            found = get_type_hints(found)[step]
        assert set(states) <= set(list_literals(found)), kind


PLANTED = {
    "{{ me.nickname }}": "Reader has no field nickname",
    "{{ nobody }}": "nobody is no field of it",
    "{{ binome.offer.salary }}": "NamelessOffer has no field salary",
    "{% for one in binome.hours | batch(3) %}{{ one[0].when }}{% endfor %}": "Hour has no field when",
    "{{ binome.hours | map(attribute='day') | list }}": "Hour has no field day",
    "{% set one = binome.slot or binome.asked %}{{ one.hour }}": "Hour has no field hour",
    "{{ programme.delays.patience }}": "Delays has no field patience",
    "{% import 'fr/_words.j2' as w with context %}{{ w.theirs(binome.next, me) }}": "Reader has no field other",
    "{% import 'fr/_words.j2' as w with context %}{{ w.nothing() }}": "fr/_words.j2 has no macro nothing",
    "{% for row in [('a', 'b')] %}{{ row }}{% endfor %}{{ row }}": "row is no field of it",
}


@pytest.mark.parametrize("planted", PLANTED)
def test_the_walk_finds_what_is_not_there(planted: str) -> None:
    """An unknown name, an attribute at any depth, through filters, loops, assignments and macros."""
    walk = Walk(lambda file: planted if file == "planted" else "\n".join(TEXTS.read_source(file)), SHARED)
    walk.walk_template("planted", BinomeContext)
    assert any(PLANTED[planted] in fault for fault in walk.faults), walk.faults
