"""Questions that nobody has heard of, one of each kind, with the one file a language that each of them needs."""

import shutil
from pathlib import Path

import pytest

from mentoring.questions import FORMS, Question
from mentoring.states import Form
from tests.texts.test_files import ROOT
from texts import languages

QUESTIONS = (
    Question("journey", choices=("bus", "bike")),
    Question("home", among="regions"),
    Question("hobbies", "many", among="topics", closing={"done": {}}, typed="hobby_words"),
    Question("dream", "text", max_characters=80),
)
LABELS = {
    "fr": {"journey": "Trajet", "home": "Chez toi", "hobbies": "Loisirs", "dream": "Rêve"},
    "en": {"journey": "Journey", "home": "Home", "hobbies": "Hobbies", "dream": "Dream"},
}
BIKE = {"fr": "🚲 À vélo", "en": "🚲 By bicycle"}
ANSWERS = {
    "journey": "bike",
    "home": "bretagne",
    "hobbies": ["exams", "orals"],
    "hobby_words": "les échecs",
    "dream": "Soigner <des> chevaux",
}
LINES = {
    "fr": (
        "Trajet : 🚲 À vélo",
        "Chez toi : Bretagne",
        "Loisirs : Examens, Oraux",
        "« les échecs »",
        "Rêve : Soigner <des> chevaux",
    ),
    "en": (
        "Journey: 🚲 By bicycle",
        "Home: Brittany",
        "Hobbies: Exams, Oral exams",
        "“les échecs”",
        "Dream: Soigner <des> chevaux",
    ),
}
"""What is read of these answers, wherever answers are read."""


def add_questions(patch: pytest.MonkeyPatch, folder: Path, form: Form) -> None:
    """Put these questions at the end of a form: rows in the table, and files beside those that we ship."""
    shutil.copytree(ROOT / "texts", folder / "texts", ignore=shutil.ignore_patterns("*.py", "__pycache__"))
    patch.setattr(languages, "SHIPPED_FOLDER", folder / "texts")
    patch.setitem(FORMS, form, FORMS[form] + QUESTIONS)
    for language, labels in LABELS.items():
        for item in QUESTIONS:
            file = folder / "texts" / language / f"{form}_{item.key}.j2"
            file.write_text(_build_template(form, item, language, labels[item.key]), "utf-8")


def _build_template(form: Form, item: Question, language: str, label: str) -> str:
    rows = {
        "journey": f"🚌 Bus => {form}:journey:bus | {BIKE[language]} => {form}:journey:bike\n",
        "home": "{{ b.choices(2) }}\n",
        "hobbies": f"{{{{ b.choices(2) }}}}\n👍 OK => {form}:hobbies:done\n",
    }
    shared = f'{{% import "{language}/_buttons.j2" as b with context %}}\n'
    return f"# {label}\n{shared}{label} ? {{{{ progress }}}}\n---\n{rows.get(item.key, '')}{{{{ b.back() }}}}\n"
