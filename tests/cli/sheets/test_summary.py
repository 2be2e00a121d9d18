"""What is said of a round of two files, group by group."""

from pathlib import Path
from typing import Any

import pytest

from tests.cli.spreadsheets import SheetFolder


def test_the_summary_tells_whom_the_round_leaves_out(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The share of each group that found somebody, flagged when half of it waits twice as long; small ones together."""
    orals = {"text": "oral", "needs": ["orals"]}
    needs: list[dict[str, Any]] = [
        *({"id": f"a{at}", "region": "bretagne", "waiting_days": 2, **orals} for at in range(30)),
        *({"id": f"b{at}", "region": "corse", "waiting_days": 30, "slots": ["mon-noon"], **orals} for at in range(20)),
        *({"id": f"c{at}", "region": "mayotte" if at < 3 else "guyane", **orals} for at in range(10)),
    ]
    SheetFolder(tmp_path).match_lines(
        needs, [{"id": "v", "helps": ["orals"], "text": "", "slots": ["tue-noon"], "capacity": 50}]
    )
    said = capsys.readouterr().out
    for told in ("⚠️ Corse 0 % de 20", "Bretagne 100 % de 30", "autres 100 % de 10"):
        assert told in said
    assert "Mayotte" not in said
    assert "âge" not in said


def _build_waited(days: list[int], **fields: Any) -> list[dict[str, Any]]:
    """Return needs that suit, each with how long it has waited."""
    usual = {"text": "oral", "needs": ["orals"]}
    return [usual | {"id": f"{fields}{at}", "waiting_days": wait, **fields} for at, wait in enumerate(days)]


ORALS = {"id": "v", "text": "", "helps": ["orals"], "slots": ["tue-noon"], "capacity": 50}


def test_the_summary_tells_how_long_half_of_each_group_waits(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Beside the share that found somebody stands the median wait; where fewer than half did, more than so long."""
    needs = [
        *_build_waited([4] * 15, region="bretagne"),
        *_build_waited([9] * 15, region="idf"),
        *_build_waited([30] * 12, region="corse", slots=["mon-noon"]),
        *_build_waited([0] * 12, region="paca"),
    ]
    SheetFolder(tmp_path).match_lines(needs, [ORALS])
    said = capsys.readouterr().out
    for told in (
        "Bretagne 100 % de 15 (4 jours)", "Île-de-France 100 % de 15 (9 jours)", "Corse 0 % de 12 (plus de 30 jours)",
        "Provence-Alpes-Côte d’Azur 100 % de 12\n", "- ensemble : 9 jours",
    ):  # fmt: skip
        assert told in said


def _match_one_need(
    folder: Path, capsys: pytest.CaptureFixture[str], need: dict[str, Any], offer: dict[str, Any]
) -> str:
    """Return the summary of one need and some offers alike."""
    offers = [ORALS | {"slots": [], "id": at} | offer for at in range(12)]
    SheetFolder(folder).match_lines([{"id": "J-1", "text": "oral", "needs": ["orals"]} | need], offers)
    return capsys.readouterr().out


@pytest.mark.parametrize(
    ("need", "offer", "told"),
    [
        ({"modes": ["in_person"], "region": "corse"}, {}, "en visio, offres en plus : 12 pour J-1"),
        ({"region": "corse"}, {"modes": ["in_person"], "region": "corse"}, "en personne, offres en plus : 12 pour J-1"),
        ({"slots": ["mon-noon"]}, {"slots": ["tue-noon"]}, "avec d'autres créneaux, offres en plus : 12 pour J-1"),
        ({"languages": ["eu"]}, {}, "dans une autre langue, offres en plus : 12 pour J-1"),
        ({}, {"capacity": 0}, "avec une place de plus, offres en plus : 12 pour J-1"),
    ],
)
def test_the_summary_tells_what_would_open_offers(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], need: dict[str, Any], offer: dict[str, Any], told: str
) -> None:
    """Which way of meeting, or what else, and how many offers that brings to whom."""
    assert told in _match_one_need(tmp_path, capsys, need, offer)


def test_nothing_is_promised_where_nothing_would_open(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Where several conditions block together no offer is counted."""
    both = {"languages": ["eu"], "slots": ["mon-noon"]}
    assert "offres en plus" not in _match_one_need(tmp_path, capsys, both, {"slots": ["tue-noon"]})


@pytest.mark.parametrize("text", ["", "help me please", "besoin d'aide svp"])
def test_a_need_that_says_nothing_is_told_apart(tmp_path: Path, capsys: pytest.CaptureFixture[str], text: str) -> None:
    """That no offer is on its subject would be false: it has none yet."""
    said = _match_one_need(tmp_path, capsys, {"text": text, "needs": []}, {})
    assert "le besoin ne dit pas encore sur quoi : 1 (J-1)" in said
    assert "en disant sur quoi, offres en plus : 12 pour J-1" in said


def test_a_need_on_a_subject_that_nobody_offers_is_told_so(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Its words are understood: it is the offers that lack."""
    said = _match_one_need(tmp_path, capsys, {"text": "soudure", "needs": []}, {"helps": ["morale"]})
    assert "aucune offre sur ce sujet : 1 (J-1)" in said


def test_one_of_a_thing_is_told_as_one(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Plurals are for several; none is one in French."""
    desk = SheetFolder(tmp_path)
    desk.match_lines([{"id": "a", "text": "oral"}], [ORALS | {"capacity": 0}])
    assert "1 besoin, 1 offre, 0 place\n" in capsys.readouterr().out
    desk.match_lines([{"id": "a", "text": "oral"}], [ORALS | {"capacity": 0}], language="en")
    assert "1 need, 1 offer, 0 places\n" in capsys.readouterr().out
