"""A kit is written in Markdown; what will not do is named with its line, all at once, and nothing else is."""

import re
from dataclasses import fields

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cli.settings import ROOT
from mentoring.kit_files import KIT_WORDS, SHIPPED_WORDS, KitFile, count_words, parse
from mentoring.kits import Kit, Stage

SESSION = """### {number}. Step {number}
Aim: know one thing.
Before:
- Young person: read it.
During:
- Young person: say it: aloud.
- Volunteer: listen.
- Volunteer: ask why.
After:
- Volunteer: write it down.
"""
SOUND = f"""+++
title = "A step at a time"
updated = 2026-12-01
reviewed_by = ""
sources = ["Somebody, somewhere.org"]
+++

## For whom
For somebody.

## Sessions
{"".join(SESSION.format(number=number) for number in range(1, 5))}
## Checklist
- one
- two
- three
- four

## A good result
It is done.

## Common errors
- None.
"""
EXTRA = SESSION.format(number=5)
OURS = (ROOT / "kits/fr/cv_letter.md").read_text("utf-8")


def find_faults(text: str, language: str = "en", *, is_shipped: bool = False) -> list[str]:
    """Return what is said of one kit, which is one exactly when nothing is."""
    faults: list[str] = []
    kit = parse(KitFile("kit.md", language, text, is_shipped), faults)
    assert (kit is None) == bool(faults)
    return faults


def read_kit(text: str, language: str = "en") -> Kit:
    """Return a kit that will do."""
    kit = parse(KitFile("kit.md", language, text), [])
    assert kit is not None, find_faults(text, language)
    return kit


def test_it_reads_a_kit_session_by_session() -> None:
    """What a plan or a screen needs of a session is there by its name, each side's lines in their order."""
    kit = read_kit(SOUND)
    assert (kit.title, kit.updated.year, kit.sources) == ("A step at a time", 2026, ("Somebody, somewhere.org",))
    assert [one.title for one in kit.sessions] == ["Step 1", "Step 2", "Step 3", "Step 4"]
    first = kit.sessions[0]
    assert (first.aim, first.before) == ("know one thing.", Stage(young=("read it.",)))
    assert first.during == Stage(("say it: aloud.",), ("listen.", "ask why."))
    assert first.after == Stage(volunteer=("write it down.",))
    assert (kit.for_whom, kit.checklist) == ("For somebody.", ("one", "two", "three", "four"))
    assert (kit.result, kit.errors) == ("It is done.", "- None.")


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("+++\ntitle", "title", "kit.md, line 1: begin with +++"),
        ('title = "A', "title = A", "kit.md, line 1: not TOML between the lines of +++"),
        ('title = "A step at a time"\n', "", "kit.md, title: write 1 to 60 characters"),
        ("A step at a time", "A step at a time" * 4, "kit.md, title: write 1 to 60 characters"),
        ("2026-12-01", '"soon"', "kit.md, updated: write a day"),
        ("2026-12-01", "2026-12-01T10:00:00", "kit.md, updated: write a day"),
        ('reviewed_by = ""', "reviewed_by = 7", "kit.md, reviewed_by: write who has read it"),
        ('["Somebody, somewhere.org"]', "[]", "kit.md, sources: write where it is from"),
        ('sources = ["Somebody, somewhere.org"]\n', "", "kit.md, sources: write where it is from"),
        ('["Somebody, somewhere.org"]', "[7]", "kit.md, sources: write where it is from"),
        ("reviewed_by", "reviewed", "kit.md, reviewed: unknown"),
        ("## For whom\n", "Hello\n## For whom\n", "kit.md, line 8: write it under ## For whom"),
        ("## For whom\n", "## For them\n", "kit.md, line 8: a kit has no section 'For them'"),
        ("## For whom\nFor somebody.\n", "", "kit.md: ## For whom is missing"),
        ("For somebody.\n", "", "kit.md, line 8: nothing under ## For whom"),
        ("## Checklist", "## For whom\nx\n## Checklist", "kit.md: ## For whom is there twice"),
        ("## Sessions\n", "## Sessions\nFirst.\n", "kit.md, line 12: write it under a session"),
        (SESSION.format(number=4), "", "kit.md, line 11: 3 sessions, write 4 to 8"),
        (
            "## Checklist",
            "".join(EXTRA.replace("5", str(at)) for at in range(5, 10)) + "## Checklist",
            "kit.md, line 11: 9 sessions, write 4 to 8",
        ),
        ("### 2. Step 2", "### 3. Step 2", "kit.md, line 22: write ### 2. and what the session is called"),
        ("### 2. Step 2", "### Step 2", "kit.md, line 22: write ### 2. and what the session is called"),
        ("Step 2", "Step 2" * 7, "has 42 characters, a button holds 40"),
        ("Aim: know one thing.\n", "", "kit.md, line 12: say once what the session is for, Aim: …"),
        ("Aim: know one thing.\n", "Aim: this.\nAim: that.\n", "kit.md, line 12: say once"),
        ("- Young person: read it.\n", "", "kit.md, line 12: nobody has anything to do under Before"),
        ("Before:\n", "", "kit.md, line 14: '- Young person: read it.' is not written as"),
        ("Before:\n", "Before: soon\n", "kit.md, line 14: 'Before: soon' is not written as"),
        ("- Volunteer: listen.", "- Nobody: listen.", "kit.md, line 18: '- Nobody: listen.' is not written as"),
        ("- Volunteer: listen.", "Listen well", "kit.md, line 18: 'Listen well' is not written as"),
        ("read it.", "read it. " * 400, "kit.md: ### 1. has 37"),
        ("- four\n", "", "kit.md, line 53: 3 lines, write 4 to 8"),
        ("- four\n", "- four\n- more" * 6 + "\n", "write 4 to 8"),
        ("- four\n", "four\n", "kit.md, line 57: begin it with -"),
        ("It is done.", "It is done. " * 300, "kit.md: ## A good result has 36"),
    ],
)
def test_it_names_what_will_not_do(old: str, new: str, said: str) -> None:
    """A fault gives the file, the line where there is one, and what would do."""
    assert old in SOUND
    found = find_faults(SOUND.replace(old, new, 1))
    assert any(said in fault for fault in found), found


def test_every_fault_is_named_at_once() -> None:
    """Whoever wrote it mends it in one go."""
    broken = SOUND.replace("2026-12-01", '"soon"').replace("- four\n", "").replace("### 2.", "### 7.")
    assert len(find_faults(broken)) == 3


@given(at=st.integers(0, SOUND.count("\n") - 1), line=st.text(max_size=60), is_added=st.booleans())
def test_any_line_may_go_wrong(at: int, line: str, is_added: bool) -> None:
    """Whatever stands in a file, it is a kit or its faults are named, each with the file."""
    lines = SOUND.split("\n")
    lines[at : at + (not is_added)] = [line]
    assert all(fault.startswith("kit.md") for fault in find_faults("\n".join(lines)))


@given(st.text(max_size=400))
def test_any_file_may_lie_there(text: str) -> None:
    """What is no kit at all is named too."""
    assert find_faults(text)


def test_a_kit_of_ours_has_a_number_of_words() -> None:
    """An association writes as much as it likes; what stands in the front matter is not counted."""
    assert find_faults(SOUND) == []
    assert f"{count_words(SOUND)} words, write 400 to 900" in find_faults(SOUND, is_shipped=True)[0]
    assert count_words(OURS) in SHIPPED_WORDS
    assert count_words(OURS.replace("title = ", "# de plus\ntitle = ")) == count_words(OURS)
    assert count_words(f"{OURS}\nun mot - :") == count_words(OURS) + 2


def test_another_language_is_written_with_the_words_of_one_of_ours() -> None:
    """A Spanish kit keeps French headings, or English ones."""
    assert read_kit(SOUND, "es").sessions == read_kit(SOUND).sessions
    assert read_kit(OURS, "es").sessions == read_kit(OURS, "fr").sessions


def test_every_language_of_ours_has_its_words() -> None:
    """No two headings or labels of a language are the same."""
    for words in KIT_WORDS.values():
        said = [getattr(words, one.name) for one in fields(words)]
        assert len({*said}) == len(said)
        assert all(re.fullmatch(r"[^:#]+", one) for one in said)
