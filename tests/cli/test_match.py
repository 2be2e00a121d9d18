"""Two spreadsheets in, binômes out: whatever their format and the order of their lines."""

import random
import signal
from dataclasses import replace
from io import StringIO
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from cli.sheets.progress import show_progress
from documents.words import WORDS
from matching.conditions import CONDITION_ORDER
from tests.cli.spreadsheets import FORMATS, NEEDS, OFFERS, PROGRAMME, SheetFolder, read
from tests.cli.test_settings import run_binome
from tests.programs import start_command

PARTS = (
    "days", "parts", "faults", "fields", "account", "named", "left", "extra", "steps", "counted", "summary", "fairness",
    "why", "instead",
)  # fmt: skip


@pytest.fixture
def desk(tmp_path: Path) -> SheetFolder:
    """Return an empty folder to work in."""
    return SheetFolder(tmp_path)


def test_the_command_matches_two_files_and_says_how_it_went(tmp_path: Path) -> None:
    """One line a binôme is written; the summary tells matched, unmatched and why, certificate, seconds, memory."""
    desk = SheetFolder(tmp_path)
    needs, offers = desk.write_file("needs.jsonl", NEEDS), desk.write_file("offers.csv", OFFERS)
    told = run_binome(tmp_path, "match", str(needs), str(offers), "-o", "result.jsonl", "--language", "en")
    assert (told.returncode, told.stderr) == (0, "")
    assert [sorted(line) for line in read(tmp_path / "result.jsonl")] == [["need", "offer", "reasons", "score"]] * 2
    for words in ("Binômes: 2 (40% of the needs)", "Unmatched: 3", "no slot in common: 1 (J-3)", "gap 0.0000%", " MB"):
        assert words in told.stdout


def test_it_needs_no_bot_and_leaves_nothing_behind(tmp_path: Path) -> None:
    """Settings of the bot do not matter to it, and it makes neither key nor database."""
    desk = SheetFolder(tmp_path)
    needs, offers = desk.write_file("needs.csv", NEEDS), desk.write_file("offers.csv", OFFERS)
    told = run_binome(
        tmp_path, "match", str(needs), str(offers), "-o", "r.csv", BINOME_TELEGRAM_TOKEN="?", BINOME_X="?"
    )
    assert told.returncode == 0
    assert {path.name for path in tmp_path.iterdir()} == {"needs.csv", "offers.csv", "r.csv"}


@pytest.mark.parametrize(
    "arguments", [["--rank", "0"], ["--rank", "many"], ["--rank", "1" * 5000], ["--language", "xx"]]
)
def test_an_option_that_makes_no_sense_is_refused(tmp_path: Path, arguments: list[str]) -> None:
    """The command says how it is used, and writes nothing."""
    told = run_binome(tmp_path, "match", "needs.csv", "offers.csv", "-o", "r.csv", *arguments)
    assert told.returncode == 2
    assert "utilisation" in told.stderr
    assert "Traceback" not in told.stderr


def test_a_programme_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    """A wrong programme file ends the command as it ends the others."""
    told = run_binome(tmp_path, "match", "n.csv", "o.csv", "-o", "r.csv", "--programme", "nowhere.toml")
    assert told.returncode == 2
    assert "nowhere.toml" in told.stderr


@pytest.mark.parametrize("written", FORMATS)
@pytest.mark.parametrize("given", FORMATS)
def test_every_format_tells_the_same(desk: SheetFolder, given: str, written: str) -> None:
    """The same people give the same binômes, from each format into each."""
    usual = desk.match_lines(NEEDS, OFFERS)
    needs, offers = desk.write_file(f"n.{given}", NEEDS), desk.write_file(f"o.{given}", OFFERS)
    assert desk.match(needs, offers, f"again.{written}") == 0
    again = [line | {"score": float(line["score"])} for line in read(desk.folder / f"again.{written}")]
    assert again == usual
    assert {(line["need"], line["offer"]) for line in usual} == {("J-1", "V-1"), ("J-10", "V-2")}


@pytest.mark.parametrize("seed", range(5))
@pytest.mark.parametrize("options", [{}, {"rank": 2}])
def test_the_order_of_the_lines_changes_nothing(desk: SheetFolder, seed: int, options: dict[str, Any]) -> None:
    """Lines in any order give the same file, byte for byte, even where people say exactly the same."""
    chance = random.Random(seed)
    needs = [*NEEDS, *({"id": f"T-{at}", "text": "oral", "needs": ["Oraux", "Théâtre"]} for at in range(4))]
    offers = [*OFFERS, *({"id": at, "text": "oral", "helps": ["THEATRE", "orals"]} for at in range(3))]
    desk.match_lines(needs, offers, **options)
    usual = (desk.folder / "result.jsonl").read_bytes()
    desk.match_lines(chance.sample(needs, len(needs)), chance.sample(offers, len(offers)), **options)
    assert (desk.folder / "result.jsonl").read_bytes() == usual


def test_lines_come_as_people_count(desk: SheetFolder) -> None:
    """J-10 comes after J-9; an id that is a number stays one."""
    needs = [{"id": name, "text": "oral", "needs": ["orals"]} for name in ("J-10", 12, "J-9", 3)]
    found = desk.match_lines(needs, [OFFERS[1] | {"capacity": 9}])
    assert [line["need"] for line in found] == [3, 12, "J-9", "J-10"]


def test_what_a_pair_shares_is_told_in_plain_words(desk: SheetFolder) -> None:
    """Reasons name topic, words, evening and region, in French, or in English when asked."""
    french = {line["need"]: line["reasons"] for line in desk.match_lines(NEEDS, OFFERS)}["J-1"]
    about, slot, region = french.split(" · ")
    assert {"CV et lettre", "alternance"} <= set(about.split(", "))
    assert (slot, region) == ("mardi soir", "Bretagne")
    english = {line["need"]: line["reasons"] for line in desk.match_lines(NEEDS, OFFERS, language="en")}["J-1"]
    assert "CV and letter" in english
    assert english.endswith("Tuesday evening · Brittany")


def test_a_ranking_gives_each_need_its_best_offers(desk: SheetFolder) -> None:
    """One line a need, its best offers first, whoever else may want them; nobody fits, nobody is named."""
    offers = [
        *OFFERS,
        {"id": "V-4", "text": "je sais écouter", "helps": ["orals", "morale", "exams"]} | {"minors": True},
    ]
    scores = {(line["need"], line["offer"]): line["score"] for line in desk.match_lines(NEEDS, OFFERS)}
    found = {line["id"]: line["offers"] for line in desk.match_lines(NEEDS, OFFERS, rank=2)}
    assert found["J-10"][0]["score"] == scores["J-10", "V-2"]
    found = {line["id"]: line["offers"] for line in desk.match_lines(NEEDS, offers, rank=2)}
    assert list(found) == ["J-1", "J-2", "J-3", "J-10", "J-11"]
    assert [offer["id"] for offer in found["J-2"]] == ["V-2", "V-4"]
    assert [offer["id"] for offer in found["J-10"]] == ["V-2", "V-4"]
    assert found["J-3"][0]["score"] < PROGRAMME.pairing.minimum_score
    assert found["J-11"] == []
    assert found["J-2"][0]["score"] > found["J-2"][1]["score"] > 0
    assert sorted(found["J-2"][0]) == ["id", "reasons", "score"]


@pytest.mark.parametrize("written", ["csv", "xlsx"])
def test_a_ranking_in_a_table_has_one_line_a_need(desk: SheetFolder, written: str) -> None:
    """Offers stand side by side, best first; who has none keeps an empty line."""
    needs, offers = desk.write_file("n.csv", NEEDS), desk.write_file("o.csv", OFFERS)
    assert desk.match(needs, offers, f"r.{written}", rank=1) == 0
    lines = read(desk.folder / f"r.{written}")
    assert [line["id"] for line in lines] == ["J-1", "J-2", "J-3", "J-10", "J-11"]
    assert [line.get("offer_1") for line in lines] == ["V-1", "V-2", None, "V-2", None]
    assert set(lines[0]) == {"id", "offer_1", "score_1", "reasons_1"}


def test_a_ranking_names_the_best_there_is_however_little_it_shares(desk: SheetFolder) -> None:
    """What is too little for the bot to propose is shown to whoever chooses."""
    long = "comptabilité, bilan, fiscalité, paie, gestion, tableur, audit, trésorerie, facturation, budget et natation"
    needs, offers = [{"id": "n", "text": "natation synchronisée et plongeon"}], [{"id": "v", "text": long}]
    strict = replace(PROGRAMME, pairing=replace(PROGRAMME.pairing, minimum_score=0.9))
    assert desk.match_pairs(needs, offers, programme=strict) == set()
    [line] = desk.match_lines(needs, offers, rank=1, programme=strict)
    assert [one["id"] for one in line["offers"]] == ["v"]


def test_who_is_not_matched_is_told_why(desk: SheetFolder) -> None:
    """A second file names each need without a binôme, what stands in the way, and what changing that would open."""
    needs, offers = desk.write_file("n.csv", NEEDS), desk.write_file("o.csv", OFFERS)
    assert desk.match(needs, offers, unmatched=desk.folder / "alone.jsonl", language="en") == 0
    assert {line["need"]: (line["why"], line["opens"]) for line in read(desk.folder / "alone.jsonl")} == {
        "J-2": ("offers suit, but their places are taken", 0),
        "J-3": ("no slot in common", 1),
        "J-11": ("no language in common", 1),
    }


def test_what_is_not_said_is_what_people_expect(desk: SheetFolder) -> None:
    """Without slots any hour fits, without a way of meeting it is at a distance, without a language it is French."""
    assert desk.match_pairs([{"id": "a", "text": "oral", "needs": ["orals"]}], [OFFERS[1]]) == {("a", "V-2")}
    for other in ({"modes": ["in_person"]}, {"languages": ["en"]}, {"capacity": 0}):
        assert desk.match_pairs([{"id": "a", "text": "oral", "needs": ["orals"]}], [OFFERS[1] | other]) == set()


def test_a_programme_of_ones_own_is_read(desk: SheetFolder) -> None:
    """Its topics are known by id and by words, and read as it writes them."""
    own = replace(PROGRAMME, topics={"t1": {"fr": "Permis, conduite"}}, languages=("fr",))
    needs, offers = [{"id": 1, "text": "", "needs": "Permis, Conduite"}], [{"id": 2, "text": "", "helps": ["t1"]}]
    [line] = desk.match_lines(needs, offers, programme=own)
    assert line["reasons"] == "Permis, conduite"


def test_topics_outside_the_programme_are_taken_as_written(
    desk: SheetFolder, capsys: pytest.CaptureFixture[str]
) -> None:
    """Two who name the same thing find each other, capitals and accents apart, and the summary names it."""
    needs = [{"id": "n", "text": "", "needs": ["Théâtre"], "region": "Hainaut"}]
    [line] = desk.match_lines(needs, [{"id": "v", "text": "", "helps": ["theatre"], "region": "hainaut"}])
    assert line["reasons"] == "Théâtre · Hainaut"
    assert "Théâtre" in capsys.readouterr().out


def test_no_words_become_a_formula(desk: SheetFolder) -> None:
    """An id that begins with + stays an id in a workbook, and reasons never begin with =."""
    needs, offers = (
        [{"id": "+1+1", "text": "", "needs": ["=HYPERLINK"]}],
        [{"id": "@v", "text": "", "helps": ["=hyperlink"]}],
    )
    paths = desk.write_file("n.jsonl", needs), desk.write_file("o.jsonl", offers)
    assert desk.match(*paths, "r.xlsx") == 0
    [line] = read(desk.folder / "r.xlsx")
    assert openpyxl.load_workbook(desk.folder / "r.xlsx").worksheets[0]["A2"].data_type == "s"
    assert (line["need"], line["offer"], line["reasons"]) == ("+1+1", "@v", "HYPERLINK")


def test_a_result_takes_the_place_of_the_old_one(desk: SheetFolder) -> None:
    """What was there is written over, whole, and only its owner may read it."""
    (desk.folder / "result.jsonl").write_text("old\n" * 1000)
    assert len(desk.match_lines(NEEDS, OFFERS)) == 2
    assert {path.name for path in desk.folder.iterdir()} == {"needs.jsonl", "offers.jsonl", "result.jsonl"}


def test_who_stops_it_finds_nothing_written(tmp_path: Path) -> None:
    """Ctrl-C ends it with the status that shells expect, and no file is begun."""
    desk = SheetFolder(tmp_path)
    many = [{"id": at, "text": f"oral de français numéro {at}"} for at in range(3000)]
    needs, offers = desk.write_file("n.jsonl", many), desk.write_file("o.jsonl", many)
    with start_command(tmp_path, "match", str(needs), str(offers), "-o", "r.csv", "--language", "en") as program:
        assert program.stdout is not None
        assert any("3000 needs, 3000 offers" in line for line in program.stdout)
        program.send_signal(signal.SIGINT)
        _, said = program.communicate()
    assert program.returncode == 130
    assert "Nothing was written" in said
    assert {path.name for path in tmp_path.iterdir()} == {"n.jsonl", "o.jsonl"}


class _Screen(StringIO):
    """A screen that somebody watches."""

    def isatty(self) -> bool:
        """Return True."""
        return True


def test_a_bar_shows_how_far_long_work_is() -> None:
    """It is drawn on a screen and wiped in the end, and passes on what it counts."""
    screen = _Screen()
    assert list(show_progress("abcd", 4, "Writing", screen, delay=-1)) == list("abcd")
    assert "Writing ██████·" in screen.getvalue()
    assert "1/4" in screen.getvalue()
    assert screen.getvalue().endswith(" \r")


def test_no_bar_is_drawn_where_nobody_watches() -> None:
    """A log is not filled with bars, and short work on a screen shows none."""
    log, screen = StringIO(), _Screen()
    assert [*show_progress("ab", 2, "", log, delay=-1), *show_progress("cd", 2, "", screen, delay=3600)] == list("abcd")
    assert (log.getvalue(), screen.getvalue()) == ("", "")


def test_both_languages_say_the_same_things() -> None:
    """Each sentence exists in French and English, and each condition of the matcher has one."""
    french, english = WORDS.values()
    assert french.keys() == english.keys()
    assert [sorted(french[part]) for part in PARTS] == [sorted(english[part]) for part in PARTS]
    assert french["usage"]["options"].keys() == english["usage"]["options"].keys()
    assert {*CONDITION_ORDER, "offers", "taken", "silent"} == set(french["why"])
