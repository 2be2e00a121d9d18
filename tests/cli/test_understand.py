"""`binome understand`: one line of JSON in, one out; the programme is all that it reads."""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.cli.test_settings import run_binome
from tests.data.said import report
from tests.test_house import ROOT

KEYS = {
    "distress", "intents", "offered", "answer", "remark", "number", "age", "birth", "role", "need_text", "first_name",
    "slots", "weekly", "date", "moment", "field", "level", "region",
}  # fmt: skip
SAID = [
    {"text": "mardi 19h30 ou jeudi 18h", "now": "2027-03-10T14:00 (Wed)", "unknown": 1},
    {"text": "demain même heure", "now": "2027-03-10T14:00+01:00", "session": "2027-03-12T18:00"},
    {"text": "je veux mourir", "role": "young", "lang": "fr"},
    {"text": "moi c'est Léa", "at": "first_name"},
    {"text": "oui, c'était super"},
]


def understand(folder: Path, *lines: object, **environment: str) -> tuple[int, list[dict[str, Any]], str]:
    """Return the status of the command, the JSON objects that it prints for some lines, and its complaints."""
    file = folder / "said.jsonl"
    file.write_text("\n".join(line if isinstance(line, str) else json.dumps(line) for line in lines), "utf-8")
    told = run_binome(folder, "understand", str(file), **environment)
    return told.returncode, [json.loads(line) for line in told.stdout.splitlines()], told.stderr


def test_each_line_is_answered_by_one(tmp_path: Path) -> None:
    """Each of the same keys; neither key nor database is made, and the bot's settings do not matter."""
    status, found, complaints = understand(tmp_path, *SAID, "", BINOME_TELEGRAM_TOKEN="?", BINOME_X="?")
    assert (status, complaints, len(found)) == (0, "", len(SAID))
    assert all(one.keys() == KEYS for one in found)
    assert found[0]["weekly"] == [
        {"weekday": "tue", "hour": 19, "minute": 30},
        {"weekday": "thu", "hour": 18, "minute": 0},
    ]
    assert found[1]["moment"] == "2027-03-11T18:00"
    assert (found[2]["distress"]["level"], found[2]["distress"]["category"]) == ("strong", "suicide")
    assert (found[3]["first_name"], found[4]["answer"]) == ("Léa", "yes")
    assert {path.name for path in tmp_path.iterdir()} == {"said.jsonl"}


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("{", "JSON object with a text"),
        ("[1]", "JSON object with a text"),
        ('{"text": 4}', "JSON object with a text"),
        ('{"text": "x", "at": 3}', '"at" is to be text'),
        ('{"text": "x", "now": "tomorrow"}', "2027-03-10T14:00"),
    ],
)
def test_a_line_that_cannot_be_read_is_named_and_the_others_are_answered(tmp_path: Path, line: str, words: str) -> None:
    """What is printed keeps its place: line by line, with an error where there is no reading."""
    status, found, complaints = understand(tmp_path, SAID[0], line, SAID[2])
    assert (status, len(found)) == (1, 3)
    assert words in found[1]["error"]
    assert complaints.startswith("line 2: ")
    assert found[2]["distress"]


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    """No traceback: a sentence."""
    told = run_binome(tmp_path, "understand", "nowhere.jsonl")
    assert told.returncode == 1
    assert "nowhere.jsonl" in told.stderr
    assert "Traceback" not in told.stderr


def test_an_association_s_own_words_change_the_answer_without_code(tmp_path: Path) -> None:
    """Its synonyms, its labels and its examples of intents, by its programme file alone."""
    said = [{"text": "bidulerie", "at": "field"}, {"text": "le bac à sable fuit", "role": "young"}]
    shipped = (ROOT / "programme.toml").read_text("utf-8")
    before = understand(tmp_path, *said)[1]
    own = shipped.replace("[synonyms]\n", '[synonyms]\nbidulerie = "ingénierie"\n').replace(
        "[intents]\n", '[intents]\nlink_problem = ["le bac à sable fuit"]\n'
    )
    (tmp_path / "own.toml").write_text(own, "utf-8")
    after = understand(tmp_path, *said, BINOME_PROGRAMME=str(tmp_path / "own.toml"))[1]
    assert (before[0]["field"], after[0]["field"]) == (None, "engineering")
    assert "link_problem" not in before[1]["offered"]
    assert after[1]["offered"][:1] == ["link_problem"]


def test_the_sets_are_those_that_were_frozen() -> None:
    """Each set has the SHA-256 that its page gives, but for what is written to learn from alone."""
    page = (report.HERE / "README.md").read_text("utf-8")
    frozen = [path for path in report.HERE.glob("*.jsonl") if "_own_" not in path.name]
    for path in frozen:
        assert f"| `{path.name}` |" in page
        assert report.compute_digest(path) in page, path.name
