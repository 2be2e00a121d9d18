"""The kits that ship will do in both languages, and an association's own take their place one by one."""

import re
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from cli import commands, kits, settings
from cli.doctor.checks import check_kits
from mentoring.errors import BadSettings
from mentoring.kit_contexts import KitContext, turn_to
from mentoring.kits import NAMED_PAGES, Kit
from mentoring.roles import SIDES
from mentoring.views import Reader
from tests.texts.plain_text import TEXTS
from tests.texts.samples import PROGRAMME
from texts import kit_book

BOOK = settings.ROOT / "docs" / "kits"
SHIPPED = [(language, topic) for language, known in PROGRAMME.kits.items() for topic in known]
CV = "kits/fr/cv_letter.md"
QUOTED = re.compile(r"«.*?»")
ADDRESSED = re.compile(r"(?i)(?<!rendez-)\b(?:tu|toi|tes|vous|votre|vos)\b")


def read_shipped(language: str, topic: str) -> str:
    """Return a kit of ours as it was written."""
    return (settings.ROOT / f"kits/{language}/{topic}.md").read_text("utf-8")


def lay_over(own: Path, name: str, *changes: tuple[str, str]) -> None:
    """Copy a kit of ours into one's own folder, with changes."""
    text = (settings.ROOT / name).read_text("utf-8")
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    (own / name).parent.mkdir(parents=True, exist_ok=True)
    (own / name).write_text(text, "utf-8")


def find_faults(own: Path) -> list[str]:
    """Return what is said at the start with one's own folder; nothing when all will do."""
    try:
        settings.read({"BINOME_TEXTS": str(own)})
    except BadSettings as error:
        return error.faults
    return []


@pytest.mark.parametrize("topic", PROGRAMME.topics)
def test_every_topic_has_its_kit_in_both_languages(topic: str) -> None:
    """The same sessions, in the same number: the two may read it in different languages."""
    french, english = (PROGRAMME.kits[language][topic] for language in ("fr", "en"))
    assert len(french.sessions) == len(english.sessions)
    assert len(french.sources) == len(english.sources)


def test_ours_are_sound_and_none_is_left_out() -> None:
    """Every file under `kits/` is read, and nothing is said of any."""
    faults: list[str] = []
    assert kits.read(PROGRAMME, None, faults) == PROGRAMME.kits
    found = {
        path.relative_to(settings.ROOT).as_posix() for path in (settings.ROOT / "kits").rglob("*") if path.is_file()
    }
    assert (faults, found) == ([], {f"kits/{language}/{topic}.md" for language, topic in SHIPPED})


@pytest.mark.parametrize("topic", PROGRAMME.kits["fr"])
def test_french_kits_speak_to_both(topic: str) -> None:
    """Young people and volunteers read the same words: neither « tu » nor « vous » stands there, but in a quote."""
    assert ADDRESSED.findall(QUOTED.sub("", read_shipped("fr", topic))) == []


@pytest.mark.parametrize(("language", "topic"), SHIPPED)
def test_each_page_can_be_sent_and_leads_back(language: str, topic: str) -> None:
    """On each page, for each side: a message that Telegram takes, a way back and help, a way to what always holds."""
    kit = PROGRAMME.kits[language][topic]
    for side in SIDES:
        shown = KitContext(me=Reader(language, side), topic=topic, kit=kit, has_others=True)
        for page in ("", *(str(number + 1) for number in range(len(kit.sessions))), *NAMED_PAGES):
            rows = [data for row in TEXTS.render("kit", turn_to(shown, page)).rows for _label, data in row]
            assert {"menu::back", "help::"} <= {*rows}
            assert (f"kit:limits:{topic}" in rows) == (page != "limits")


def test_a_file_of_ones_own_takes_the_place_of_that_one_alone(tmp_path: Path) -> None:
    """All others are ours, in the other language too; it may be as short as the association likes."""
    lay_over(tmp_path, CV, ("Un CV et une lettre qui ouvrent la porte", "Le CV chez nous"))
    text = (tmp_path / CV).read_text("utf-8")
    (tmp_path / CV).write_text(re.sub(r"(?m)^- (Jeune|Volontaire) : .*$", r"- \1 : lire.", text), "utf-8")
    found = settings.read({"BINOME_TEXTS": str(tmp_path)}).programme.kits
    assert found["fr"]["cv_letter"].title == "Le CV chez nous"
    assert {**found["fr"], "cv_letter": None} == {**PROGRAMME.kits["fr"], "cv_letter": None}
    assert found["en"] == PROGRAMME.kits["en"]


def test_what_will_not_do_of_ones_own_is_named_at_the_start(tmp_path: Path) -> None:
    """With its file and line, together with a file that no topic is read from."""
    lay_over(tmp_path, CV, ("Avant :", "Avnat :"), ("## À cocher", "## A cocher"))
    lay_over(tmp_path, "kits/en/job.md")
    (tmp_path / "kits/en/job.md").rename(tmp_path / "kits/en/jobs.md")
    (tmp_path / "kits/README.md").write_text("ours", "utf-8")
    found = find_faults(tmp_path)
    assert any(fault.startswith(f"{CV}, line ") and "'Avnat :' is not written as" in fault for fault in found)
    assert f"{CV}: ## À cocher is missing" in found
    assert "kits/en/jobs.md: no topic and language of the programme, did you mean kits/en/job.md?" in found
    assert not any("README" in fault for fault in found)


def test_another_number_of_sessions_in_one_language_is_named(tmp_path: Path) -> None:
    """The two speak of session 3, and mean the same."""
    text = read_shipped("en", "cv_letter")
    begun, _, rest = text.partition("### 6.")
    lay_over(tmp_path, "kits/en/cv_letter.md", (f"### 6.{rest.partition('## Checklist')[0]}", ""))
    assert find_faults(tmp_path) == ["kits/en/cv_letter.md: 5 sessions, fr has 6: write the same in each language"]
    assert begun


def test_a_language_that_is_not_spoken_is_named(tmp_path: Path) -> None:
    """A kit that nobody would ever read is somebody's mistake."""
    (tmp_path / "kits/de").mkdir(parents=True)
    (tmp_path / "kits/de/cv_letter.md").write_text("x", "utf-8")
    assert "kits/de/cv_letter.md: no topic and language of the programme" in find_faults(tmp_path)[0]


def test_the_doctor_names_topics_without_a_kit_and_kits_without_a_reader() -> None:
    """One line each, and none of either once all is there and was read; a topic of one's own stops no start."""
    known = {"fr": {"cv_letter": make_reviewed()}, "en": {"cv_letter": make_reviewed()}}
    programme = replace(PROGRAMME, topics={"cv_letter": {}}, kits=known)
    assert [*check_kits(programme)] == [(True, "kits: 1 in fr, 1 in en")]
    unread = PROGRAMME.kits["fr"]["cv_letter"]
    programme = replace(programme, topics={"cv_letter": {}, "chess": {}}, kits={**known, "en": {"cv_letter": unread}})
    assert [*check_kits(programme)] == [
        (True, "kits: 1 in fr, 1 in en"),
        (False, "kits: write kits/fr/chess.md, kits/en/chess.md, these topics have none"),
        (False, "kits: have somebody of the trade read cv_letter, then write reviewed_by in each"),
    ]


def make_reviewed() -> Kit:
    """Return a kit that somebody has read."""
    return replace(PROGRAMME.kits["fr"]["cv_letter"], reviewed_by="Claire, conseillère", updated=date(2026, 12, 1))


def test_a_topic_of_ones_own_needs_no_kit_to_start(tmp_path: Path) -> None:
    """The doctor says what is missing; people are told that there is none."""
    path = tmp_path / "programme.toml"
    text = (settings.ROOT / "programme.toml").read_text("utf-8")
    path.write_text(text.replace("[topics]\n", '[topics]\nchess = { fr = "Échecs", en = "Chess" }\n'), "utf-8")
    found = settings.read({"BINOME_PROGRAMME": str(path)}).programme
    assert "chess" in found.topics
    assert "chess" not in found.kits["fr"]


def test_the_book_is_current() -> None:
    """What the documentation shows is what people read: `binome kits docs/kits` renews it; nothing else lies there."""
    there = {path.relative_to(BOOK).as_posix(): path.read_text("utf-8") for path in BOOK.rglob("*.md")}
    assert there == kit_book.build_book(TEXTS, PROGRAMME)


def test_the_index_leads_to_every_kit_and_says_what_holds_beside_it() -> None:
    """From the index each page is one click away, and each page leads back to what always holds."""
    book = kit_book.build_book(TEXTS, PROGRAMME)
    index = book.pop("README.md")
    assert {*re.findall(r"\]\((\w\w/\w+\.md)\)", index)} == book.keys()
    assert all("(../README.md#what-holds-beside-every-kit)" in page for page in book.values())
    assert index.count("mot de passe") == index.count("password") == len(SIDES)


async def test_the_book_is_written_where_it_is_asked_for(tmp_path: Path) -> None:
    """The command makes the folders, and writes the index and each page."""
    assert await commands.write_kits(settings.read({}), tmp_path / "book") == 0
    there = {path.relative_to(tmp_path / "book").as_posix() for path in (tmp_path / "book").rglob("*.md")}
    assert there == {"README.md", *(f"{language}/{topic}.md" for language, topic in SHIPPED)}
