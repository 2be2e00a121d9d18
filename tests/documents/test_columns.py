"""Which column is what: by the words that head it and by what stands in it; what is not understood is asked about."""

import csv
import io
from collections.abc import Sequence
from pathlib import Path

import pytest

from documents.words import HEADINGS, LANGUAGES, PHRASES
from mentoring.form_rules import fold
from tests.cli.spreadsheets import list_fields, read_sides

HOURS = ["lundi soir", "mardi midi", "jeudi soir"]
TEXTS = [
    "Je prépare un oral de français au lycée et je manque de confiance.",
    "Je voudrais changer de filière mais je ne sais pas encore laquelle.",
    "J'aimerais refaire mon CV avant les entretiens du mois de mai.",
]
TOPICS = ["Oraux", "Orientation", "CV et lettre"]
NAMES = ["Élise Marchal", "Noé Dubreuil", "Ana Le Goff"]
EMAILS = ["elise@example.org", "noe@example.org", "ana@example.org"]
UNDERSTOOD: dict[str, tuple[str, Sequence[object], str]] = {
    "a full question for hours": ("À quels moments de la semaine es-tu disponible ?", HOURS, "slots"),
    "an English question for hours": ("When could you meet?", ["Monday evening", "Tuesday noon", "after 6"], "slots"),
    "hours under any heading": ("Colonne 7", HOURS, "slots"),
    "a text asked for": ("Que cherches-tu ?", TEXTS, "text"),
    "topics asked for": ("Que cherches-tu ?", TOPICS, "topics"),
    "goals": ("Goals", ["CV", "Exams", "Interview"], "topics"),
    "skills": ("Skills", ["CV", "Exams", "Interview"], "topics"),
    "a presentation": ("Présentation", TEXTS, "text"),
    "a name": ("NOM Prénom", NAMES, "name"),
    "an English name": ("What is your full name?", NAMES, "name"),
    "an address": ("Courriel", EMAILS, "email"),
    "an address under any heading": ("Contact", EMAILS, "email"),
    "one address for all": ("E-mail", ["desk@example.org"] * 3, ""),
    "a date of birth": ("Né(e) le", ["04/11/2009", "12/02/2001", "01/01/2010"], "birth"),
    "an age": ("How old are you?", [17, 18, 21], "age"),
    "ages in words": ("Ton âge", ["17 ans", "18 ans", "21 ans"], "age"),
    "minors": ("Mineur·e", ["oui", "non", "non"], "minor"),
    "a town": ("Dans quelle ville habites-tu ?", ["Rennes", "Lyon", "Brest"], "region"),
    "a postal code": ("CP", ["35000", "69001", "2A004"], "region"),
    "ways of meeting": ("Tu préfères…", ["visio", "présentiel", "les deux"], "modes"),
    "languages with levels": ("Langues", ["français (natif), anglais B2", "français", "espagnol"], "languages"),
    "a level": ("Tu es en…", ["Terminale", "Licence 2", "BTS"], "level"),
    "a field": ("Filière", ["Droit", "Informatique", "Santé"], "field"),
    "a timestamp": ("Horodateur", ["2026/11/20 10:00", "2026/11/21 10:00", "2026/11/22 10:00"], ""),
    "consent": ("J'accepte que l'association conserve mes réponses", ["Oui", "Oui", "Oui"], ""),
    "whoever paid": ("Email payeur", EMAILS, ""),
    "a telephone": ("Téléphone", ["06 01 02 03 04", "06 01 02 03 05", "06 01 02 03 06"], ""),
}


def _write(path: Path, headings: Sequence[str], *columns: Sequence[object]) -> Path:
    written = io.StringIO()
    csv.writer(written).writerows([headings, *zip(*columns, strict=True)])
    path.write_text(written.getvalue(), encoding="utf-8")
    return path


@pytest.mark.parametrize("name", UNDERSTOOD)
def test_a_column_is_what_its_words_and_cells_say(tmp_path: Path, name: str) -> None:
    """Full questions of forms, short headings of workbooks, either language; what does not count is left alone."""
    heading, cells, field = UNDERSTOOD[name]
    other = ("Besoin exprimé", TOPICS) if field == "text" else ("Explique-nous ta situation", TEXTS)
    [side], said = read_sides(_write(tmp_path / "n.csv", [other[0], heading], other[1], cells))
    assert said == ""
    assert list_fields(side)[heading] == field


OFFERED: dict[str, tuple[str, Sequence[object], str]] = {
    "places": ("Combien de jeunes pouvez-vous accompagner ?", ["2 jeunes max", "1", "0"], "capacity"),
    "how many they have": ("Jeunes déjà suivis", [1, 2, 0], ""),
    "who may accompany minors": ("Habilité·e à accompagner des mineurs", ["oui", "non", "oui"], "minors"),
    "a check is not enough": ("Casier B3 fourni", ["oui", "non", "oui"], ""),
    "what they can help with": ("Sur quoi pouvez-vous aider ?", TOPICS, "topics"),
}


@pytest.mark.parametrize("name", OFFERED)
def test_a_column_of_volunteers_is_what_it_says(tmp_path: Path, name: str) -> None:
    """Only what says that somebody may accompany minors lets them: a paper that was seen does not."""
    heading, cells, field = OFFERED[name]
    path = _write(tmp_path / "o.csv", ["En quelques mots", heading], TEXTS, cells)
    (_, side), _ = read_sides(path, path)
    assert list_fields(side)[heading] == field


def test_columns_of_one_kind_are_read_together(tmp_path: Path) -> None:
    """Texts are joined, branches of a form that are headed alike too, first names stand before last names."""
    path = _write(
        tmp_path / "n.csv",
        ["Prénom", "Nom", "Explique-nous ta situation", "Autre chose à nous dire ?", "Domaine ?", "Domaine ?2"],
        ["Élise", "Noé", "Ana"], ["Marchal", "Dubreuil", "Le Goff"], TEXTS, ["", "Merci d'avance à vous", ""],
        ["Droit", "", "Santé"], ["", "Informatique", ""],
    )  # fmt: skip
    [side], said = read_sides(path)
    assert said == ""
    people = side.reading.people
    assert [person.name for person in people] == NAMES
    assert people[1].text == f"{TEXTS[1]}\nMerci d'avance à vous"
    assert [person.field for person in people] == ["law", "computing", "health"]


GRIDS: dict[str, tuple[list[str], list[list[str]]]] = {
    "days that hold parts": (
        ["Dispo [Lundi]", "Dispo [Mardi]", "Dispo [Jeudi]"], [["Soir", "", ""], ["", "Midi", "Soir"]],
    ),
    "slots that are ticked": (
        ["Quand ? - lundi soir", "Quand ? - mardi midi", "Quand ? - jeudi soir"], [["X", "", ""], ["non", "X", "✓"]],
    ),
    "bare days": (["Lundi", "Mardi", "Jeudi"], [["soir", "", "-"], ["", "12h-14h", "18h-20h"]]),
}  # fmt: skip


@pytest.mark.parametrize("name", GRIDS)
def test_a_grid_of_days_is_read(tmp_path: Path, name: str) -> None:
    """Whatever stands in the cells: parts of the day, hours, crosses."""
    headings, rows = GRIDS[name]
    path = _write(tmp_path / "n.csv", ["Besoin", *headings], TOPICS[:2], *zip(*rows, strict=True))
    [side], said = read_sides(path)
    assert said == ""
    assert [person.slots for person in side.reading.people] == [{"mon-evening"}, {"tue-noon", "thu-evening"}]


def test_choices_that_head_columns_are_ticked(tmp_path: Path) -> None:
    """Topics, languages and ways of meeting, a column each; the entries of a cell may stand between slashes."""
    path = _write(
        tmp_path / "n.csv",
        ["Nom", "Besoins [CV et lettre]", "Besoins [Oraux]", "Langues [Français]", "Langues [Anglais]"],
        NAMES[:2], ["X", ""], ["X", "X"], ["X", "X"], ["", "X"],
    )  # fmt: skip
    [side], said = read_sides(path)
    assert said == ""
    assert [set(person.topics) for person in side.reading.people] == [{"cv_letter", "orals"}, {"orals"}]
    assert [set(person.languages or ()) for person in side.reading.people] == [{"fr"}, {"fr", "en"}]


def test_the_language_of_a_form_is_nobodys(tmp_path: Path) -> None:
    """A form notes in which language it was shown."""
    path = _write(
        tmp_path / "n.csv", ["Date de soumission", "Langue", "Besoin"], ["2026-11-20"] * 3, ["fr"] * 3, TOPICS
    )
    [side], _ = read_sides(path)
    assert list_fields(side)["Langue"] == ""


def test_a_legend_of_a_heading_says_what_its_signs_mean(tmp_path: Path) -> None:
    """« D = distance » heads cells of single letters."""
    path = _write(tmp_path / "n.csv", ["Besoin", "Mode (D = distance, P = présentiel)"], TOPICS, ["D", "P", "D/P"])
    [side], said = read_sides(path)
    assert said == ""
    assert [person.modes for person in side.reading.people] == [{"remote"}, {"in_person"}, {"remote", "in_person"}]


DOUBTS: dict[str, tuple[str, list[str], str]] = {
    "hours": ("Disponibilités", ["plan A", "plan B", "plan C"], "hours"),
    "ways of meeting": ("Modalités", ["bleu", "vert", "bleu"], "way of meeting"),
    "ages": ("Date de naissance", ["demander", "à voir", "?"], "date of birth"),
}


@pytest.mark.parametrize("name", DOUBTS)
def test_a_hard_condition_that_is_not_understood_stops_the_work(tmp_path: Path, name: str) -> None:
    """Nobody is matched against it in silence; one sentence says how to tell what the column is."""
    heading, cells, field = DOUBTS[name]
    path = _write(tmp_path / "n.csv", ["Besoin", heading], TOPICS, cells)
    _, said = read_sides(path)
    assert (
        f'“{heading}”: this column may answer "{field}", and its cells cannot be read, for example "{cells[0]}"' in said
    )
    assert f'--as "{heading}=ignored"' in said
    assert len(said.splitlines()) == 2
    [side], said = read_sides(path, columns={fold(heading): "ignored"})
    assert (said, list_fields(side)[heading]) == ("", "")


def test_a_column_is_what_somebody_says_it_is(tmp_path: Path) -> None:
    """What is asked for goes before words and cells; cells that do not fit are then named one by one."""
    path = _write(tmp_path / "n.csv", ["Besoin", "Notes de Léa"], TOPICS, ["lundi soir", "17", "jeudi midi"])
    [side], said = read_sides(path, columns={"notes de lea": "slots"})
    assert list_fields(side)["Notes de Léa"] == "slots"
    assert 'line 3, “Notes de Léa”: "17" is no slot' in said


LEFT: dict[str, tuple[list[str], list[str], dict[int, str]]] = {
    "a draft": (["Brouillon"], ["0", "1", "0"], {3: "status"}),
    "a preview": (["Response Type"], ["IP Address", "Survey Preview", "IP Address"], {3: "status"}),
    "cancelled": (["Statut"], ["Validé", "Annulé", "Validé"], {3: "status"}),
    "not active": (["Actif"], ["Vrai", "Faux", "Vrai"], {3: "status"}),
    "withdrawn on a day": (["Désistement"], ["", "12/11/2026", ""], {3: "status"}),
}


@pytest.mark.parametrize("name", LEFT)
def test_a_line_that_does_not_count_is_left_out_and_told(tmp_path: Path, name: str) -> None:
    """Drafts, tests, cancelled orders, people who left."""
    headings, cells, left_out = LEFT[name]
    path = _write(tmp_path / "n.csv", ["Nom", "Besoin", *headings], NAMES, TOPICS, cells)
    [side], said = read_sides(path)
    assert said == ""
    assert dict(side.reading.left_out) == left_out
    assert len(side.reading.people) == 2


AGES = {
    "ticks alone": ("Mineur·e", ["X", "", ""], [True, False, False]),
    "said of some": ("Mineur·e", ["oui", "non", ""], [True, False, None]),
    "asked the other way": ("Over 18?", ["yes", "no", ""], [False, True, None]),
    "ticks of adults": ("Majeur·e", ["X", "", ""], [False, None, None]),
    "a range that tells nothing": ("Tranche d'âge", ["15-17", "18-25", "16-20"], [True, False, None]),
    "less than an age": ("Âge", ["moins de 18 ans", "18 ans et plus", "19"], [True, False, False]),
}


@pytest.mark.parametrize("name", AGES)
def test_an_age_that_is_not_told_stays_unknown(tmp_path: Path, name: str) -> None:
    """Only where those under 18 are ticked does an empty cell say that somebody is of age."""
    heading, cells, minors = AGES[name]
    [side], said = read_sides(_write(tmp_path / "n.csv", ["Besoin", heading], TOPICS, cells))
    assert said == ""
    assert [person.minor for person in side.reading.people] == minors


TWICE = {
    "the same address": ([*EMAILS[:2], "ELISE@example.org"], ["Élise", "Noé", "Élise"], [(2, 4)], ["Noé", "Élise"]),
    "an address of a family": ([*EMAILS[:2], EMAILS[0]], ["Élise", "Noé", "Tom"], [], ["Élise", "Noé", "Tom"]),
}


@pytest.mark.parametrize("name", TWICE)
def test_the_same_person_twice_is_named_and_the_later_line_counts(tmp_path: Path, name: str) -> None:
    """Addresses are compared without case; two names that share one are two people."""
    emails, names, twice, kept = TWICE[name]
    [side], _ = read_sides(_write(tmp_path / "n.csv", ["E-mail", "Prénom", "Besoin"], emails, names, TOPICS))
    assert (side.reading.twice, [person.name for person in side.reading.people]) == (twice, kept)


def test_two_people_with_one_id_stay_two(tmp_path: Path) -> None:
    """They are named, and called by their names."""
    path = _write(tmp_path / "n.csv", ["Code jeune", "Nom", "Besoin"], ["J1", "J2", "J1"], NAMES, TOPICS)
    [side], _ = read_sides(path)
    assert side.reading.same_id == [("J1", 2, 4)]
    assert len(side.reading.people) == 3


def test_tables_of_words_hold_no_accents_and_no_capitals() -> None:
    """They are compared with folded words: anything else would never be found."""
    written = [word for head in HEADINGS for word in head["words"]]
    written += [phrase.pattern for phrase in PHRASES.values()] + [
        name for names in LANGUAGES.values() for name in names
    ]
    plain = [word.replace(r"\w", "").replace(r"\b", "").replace(r"\d", "") for word in written]
    assert [word for word in plain if word != word.casefold() or not word.isascii()] == []
