"""An association writes its training in Markdown; what does not do is named with its file and line."""

import pytest

from mentoring.training import MAX_SCREEN_CHARACTERS, Screen, find_differences, parse

SOUND = """# Your role
You **help**.
---
Somebody asks you.

## What do you do?
- [ ] I leave → They stay alone.
- [x] I listen → You start from them.
---
Thank you.
"""


def build_screens(text: str) -> tuple[Screen, ...]:
    """Return the screens of one sound module."""
    faults: list[str] = []
    found = parse({"fr/training/1.md": text}, faults)
    assert faults == []
    return found


def find_faults(text: str) -> list[str]:
    """Return what is said of one module."""
    found: list[str] = []
    parse({"1.md": text}, found)
    return found


def test_it_reads_a_module_screen_by_screen() -> None:
    """The title goes over each screen; a question has its answers, with the reason of each."""
    first, question, last = build_screens(SOUND)
    assert (first.module, first.title, first.words, first.answers) == (1, "Your role", "You **help**.", ())
    assert (question.words, question.question) == ("Somebody asks you.", "What do you do?")
    assert [(one.words, one.right, one.why) for one in question.answers] == [
        ("I leave", False, "They stay alone."),
        ("I listen", True, "You start from them."),
    ]
    assert last.words == "Thank you."


def test_it_takes_an_arrow_typed_on_any_keyboard() -> None:
    """Two characters do as well as the arrow itself."""
    assert build_screens(SOUND.replace("→", "->")) == build_screens(SOUND)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("You help.", "1.md, line 1: begin with a title"),
        ("", "1.md, line 1: begin with a title"),
        (SOUND.replace("You **help**.", ""), "1.md, line 2: an empty screen"),
        (SOUND.replace("Thank you.", "x" * (MAX_SCREEN_CHARACTERS + 1)), "1.md, line 10: 901 characters, at most 900"),
        (SOUND.replace("## What do you do?", ""), "1.md, line 4: answers without a question"),
        (SOUND.replace("[ ] I", "[x] I"), "1.md, line 4: a question needs a right answer, - [x] …, and a wrong one"),
        (SOUND.replace("[x]", "[ ]"), "1.md, line 4: a question needs a right answer"),
        (SOUND.replace(" → They stay alone.", ""), "1.md, line 4: 'I leave' says not why"),
        (SOUND.replace("I leave", "I leave" * 9), "has 63 characters, a button holds 1 to 40"),
        (SOUND.replace("- [ ] I leave", "I leave"), "'I leave → They stay alone.' is no answer"),
        (SOUND.replace("---\nThank you.\n", ""), "1.md: end with a screen without a question"),
    ],
)
def test_it_names_what_does_not_do(text: str, said: str) -> None:
    """A fault gives the file, the line of its screen and what would do."""
    assert any(said in fault for fault in find_faults(text)), find_faults(text)


def test_it_wants_the_same_training_in_every_language() -> None:
    """Somebody who changes the language half-way goes on at the same place."""
    whole = build_screens(SOUND)
    assert find_differences({"fr": whole, "en": whole}) == []
    assert "en: 2 screens, fr has 3" in find_differences({"fr": whole, "en": whole[:2]})[0]
    turned = (whole[0], Screen(1, "x", "x", "?", whole[1].answers[::-1]), whole[2])
    assert "en, screen 2: not the same answers" in find_differences({"fr": whole, "en": turned})[0]
