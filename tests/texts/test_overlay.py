"""An association's own words go first, ours stay as they are, and what would not do is named beforehand."""

from dataclasses import replace
from pathlib import Path

import pytest

from cli import settings
from mentoring.contexts import Context
from mentoring.errors import BadSettings
from mentoring.kit_contexts import KitContext, turn_to
from mentoring.roles import SIDES, ReaderSide
from tests.plain_words import normalise
from tests.texts.plain_text import TEXTS
from tests.texts.samples import PROGRAMME, Sample
from texts import Texts
from texts.overlay import find_faults
from texts.samples import list_samples

SHIPPED = Path(__file__).parents[2] / "texts"

HOSTILE = (
    "{{ ''.__class__.__mro__ }}",
    "{{ ''['__class__'] }}",
    "{{ me|attr('__init__')|attr('__globals__') }}",
    "{{ programme.find_label.__globals__ }}",
    "{{ '{0.__class__}'.format(me) }}",
    "{{ self.__init__.__globals__ }}",
    "{{ programme.region_zones.clear() }}",
    "{% set file = 'fr/../../../../etc/passwd' %}{% include file %}",
    "{% set file = '/etc/passwd' %}{% include file %}",
    "{{ 1 + 'a' }}",
    "{{ range(10**9) | list }}",
    "{{ range(1000000000) | list }}",
    "{{ 'x' * 1000000000 }}",
    "{{ '%1000000000d' % 1 }}",
    "{% for _ in range(99999) %}{{ 'bonjour, bonjour, bonjour' }}{% endfor %}",
)
"""What somebody might lay there who wants more than words, or whose words do not end."""


def lay_over(own: Path, name: str, *changes: tuple[str, str]) -> Path:
    """Copy a shipped file into one's own folder, with changes."""
    text = (SHIPPED / name).read_text("utf-8")
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    path = own / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")
    return path


def test_it_says_an_associations_own_words(tmp_path: Path) -> None:
    """The file of one's own is read, in its language only; all others are ours."""
    lay_over(tmp_path, "fr/offer_available.j2", ("{{ me.name }}", "très cher {{ me.name }}"))
    own, context = Texts(PROGRAMME, tmp_path), Sample().context("offer_available", "volunteer")
    assert "très cher Inès" in own.render("offer_available", context).text
    assert "très cher" not in TEXTS.render("offer_available", context).text
    english = Sample().context("offer_available", "volunteer", "en")
    assert own.render("offer_available", english) == TEXTS.render("offer_available", english)
    assert find_faults(PROGRAMME, tmp_path) == []


def test_it_takes_all_our_files_as_ones_own(tmp_path: Path) -> None:
    """A copy of everything is sound: the check has nothing against what we ship."""
    for name in TEXTS.list_names():
        lay_over(tmp_path, name)
    assert find_faults(PROGRAMME, tmp_path) == []


def test_it_lets_files_lie_there_that_are_no_messages(tmp_path: Path) -> None:
    """A note to oneself, what a version control keeps and the training are no faults."""
    for name in ("README.md", ".git/config", "fr/training/1-nous.md"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("x", "utf-8")
    assert find_faults(PROGRAMME, tmp_path) == []


@pytest.mark.parametrize(
    ("name", "change", "said"),
    [
        ("fr/menu.j2", ("{% if need %}", "{% if need"), "fr/menu.j2, line "),
        ("fr/sorry.j2", ("menu::", "casino::"), "fr/sorry.j2, line 3: this button leads nowhere; ours here carry"),
        ("fr/sorry.j2", ("menu::", "menu:x:"), "fr/sorry.j2, line 3: this button leads nowhere"),
        ("fr/help_weak.j2", ("Non merci => contact::no\n", ""), "a button is missing that people need"),
        ("fr/offer_available.j2", ("{{ me.name }}", "{{ me.nickname }}"), "has no attribute 'nickname'"),
        ("fr/_buttons.j2", ("=> help::", "=> helpp::"), "fr/_buttons.j2, line "),
        ("fr/need_field.j2", ("{{ b.back() }}", ""), "fr/need_field.j2: not the buttons of our message"),
        ("fr/problem_text.j2", ("", "{{ nobody }}"), "'nobody' is undefined"),
        ("fr/toast_saved.j2", ("", "{{ nobody }}"), "'nobody' is undefined"),
        ("fr/file_data.j2", ("{{ programme.name }}", "{{ programme.nickname }}"), "has no attribute 'nickname'"),
    ],
)
def test_it_names_the_file_and_the_line_of_what_would_not_do(
    name: str, change: tuple[str, str], said: str, tmp_path: Path
) -> None:
    """A template that cannot be read, a button that nobody listens to, a fact that is not there: each is told."""
    lay_over(tmp_path, name, change)
    found = find_faults(PROGRAMME, tmp_path)
    assert any(said in fault for fault in found), found
    assert all(fault.startswith(name) for fault in found), found


def test_words_that_reach_beyond_their_facts_are_refused(tmp_path: Path) -> None:
    """At the start, as faults with their files; whoever would read them reads our words all the same."""
    sample, occasions = Sample(), dict[str, tuple[str, Context]]()
    for kind, _side, context in list_samples(sample, "fr"):
        occasions.setdefault(TEXTS.find_file(kind, context), (kind, context))
    plain = [name for name in occasions if not TEXTS.read_labels(name)]
    for hostile, name in zip(HOSTILE, plain, strict=False):
        lay_over(tmp_path, name).write_text(f"{hostile}{(SHIPPED / name).read_text('utf-8')}", "utf-8")
    tried = plain[: len(HOSTILE)]
    found = find_faults(PROGRAMME, tmp_path)
    assert sorted(fault.partition(",")[0] for fault in found) == sorted(tried), found
    own = Texts(PROGRAMME, tmp_path)
    for kind, context in map(occasions.__getitem__, tried):
        assert own.render(kind, context) == replace(TEXTS.render(kind, context), is_substitute=True)


def test_it_guesses_the_file_that_was_meant(tmp_path: Path) -> None:
    """A misspelt file would never be read: it is named, with the nearest name."""
    lay_over(tmp_path, "fr/welcome.j2").rename(tmp_path / "fr" / "welcom.j2")
    assert find_faults(PROGRAMME, tmp_path) == [
        "fr/welcom.j2: no message is read from this file, did you mean fr/welcome.j2?"
    ]


def test_nothing_starts_on_words_that_would_not_do(tmp_path: Path) -> None:
    """Words and training of one's own are checked with the settings, all faults at once."""
    lay_over(tmp_path, "fr/sorry.j2", ("menu::", "casino::"))
    with pytest.raises(BadSettings) as told:
        settings.read({"BINOME_TEXTS": str(tmp_path)})
    assert [fault.partition(",")[0] for fault in told.value.faults] == ["BINOME_TEXTS: fr/sorry.j2"]
    (tmp_path / "fr" / "training").mkdir()
    (tmp_path / "fr" / "training" / "1.md").write_text("No title\n", "utf-8")
    with pytest.raises(BadSettings) as told:
        settings.read({"BINOME_TEXTS": str(tmp_path)})
    assert "fr/training/1.md, line 1: begin with a title, for example # Your role" in told.value.faults


def test_ones_own_training_takes_the_place_of_ours(tmp_path: Path) -> None:
    """With a training in one's own folder, none of our modules is read in that language."""
    for language in ("fr", "en"):
        (tmp_path / language / "training").mkdir(parents=True)
        (tmp_path / language / "training" / "1.md").write_text("# Nous\nBonjour.\n", "utf-8")
    found = settings.read({"BINOME_TEXTS": str(tmp_path)}).programme
    assert [screen.title for screen in found.find_screens("fr")] == ["Nous"]


def test_other_words_to_agree_to_are_another_edition(tmp_path: Path) -> None:
    """In that language alone: whoever agreed before did not agree to them."""
    lay_over(tmp_path, "fr/_consent.j2", ("L'équipe peut les lire.", "L'équipe les lit."))
    ours, own = TEXTS.agreements, Texts(PROGRAMME, tmp_path).agreements
    assert {name for name in ours if own[name] != ours[name]} == {"fr/welcome"}
    assert "L'équipe les lit." in normalise(own["fr/welcome"].words)
    assert max(len(edition) for edition, _words in own.values()) <= 12


def read_limits(texts: Texts, language: str, side: ReaderSide) -> tuple[str, str]:
    """Return what the first page of a kit and that of its limits say."""
    first = Sample().context("kit", side, language)
    assert isinstance(first, KitContext)
    return texts.render("kit", first).text, texts.render("kit", turn_to(first, "limits")).text


@pytest.mark.parametrize("name", ["fr/_kit_limits.j2", "fr/_kit_limits.young.j2", "en/_kit_limits.j2"])
def test_what_holds_beside_every_kit_stays_ours(tmp_path: Path, name: str) -> None:
    """Other words under its name are refused at the start, and read nowhere if they came later."""
    (tmp_path / name[:2]).mkdir()
    (tmp_path / name).write_text("Tout est permis.\n---\n", "utf-8")
    assert find_faults(PROGRAMME, tmp_path) == [f"{name}: these words keep people safe and stay ours, remove the file"]
    for side in SIDES:
        assert read_limits(Texts(PROGRAMME, tmp_path), name[:2], side) == read_limits(TEXTS, name[:2], side)


def test_no_page_of_a_kit_can_leave_it_out(tmp_path: Path) -> None:
    """It is put below whatever an association says on its pages, with its button above the way back."""
    lay_over(tmp_path, "fr/kit.j2")
    (tmp_path / "fr/kit.j2").write_text("Chez nous\n---\n⬅️ Retour => menu::back", "utf-8")
    first = Sample().context("kit", "young")
    assert isinstance(first, KitContext)
    shown = Texts(PROGRAMME, tmp_path).render("kit", first)
    assert shown.text == "Chez nous\n\n🛟 Jamais de mot de passe, de papier, d’argent ni de secret."
    assert [data for row in shown.rows for _label, data in row] == ["kit:limits:cv_letter", "menu::back"]
    assert "papier d’identité" in read_limits(Texts(PROGRAMME, tmp_path), "fr", "young")[1]
