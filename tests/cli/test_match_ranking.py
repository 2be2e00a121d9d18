"""`--rank K` gives whoever chooses as many possible offers as they asked for, however little was said."""

from pathlib import Path

import pytest

from tests.cli.spreadsheets import PROGRAMME, SheetFolder, SheetLine

OFFERS: list[SheetLine] = [
    {"id": "a", "text": "Professeure de français, préparation des oraux", "helps": ["orals"]},
    {"id": "b", "text": "Juriste, licence de droit", "fields": ["law"], "region": "corse"},
    {"id": "c", "text": "Comptable en entreprise", "slots": ["mon-noon"], "region": "corse"},
    {"id": "d", "text": "Infirmière", "languages": ["en"]},
    {"id": "e", "text": "Menuisier", "capacity": 0},
]


@pytest.fixture
def desk(tmp_path: Path) -> SheetFolder:
    """Return an empty folder to work in."""
    return SheetFolder(tmp_path)


def _rank(desk: SheetFolder, need: SheetLine, k: int) -> list[tuple[str, float]]:
    [line] = desk.match_lines([{"id": "n", "text": "", **need}], OFFERS, rank=k)
    return [(one["id"], one["score"]) for one in line["offers"]]


@pytest.mark.parametrize("text", ["", "help me please", "???"])
def test_who_says_nothing_yet_is_still_given_possible_offers(desk: SheetFolder, text: str) -> None:
    """Those that meet all conditions, at a score of 0, in the order of their ids."""
    assert _rank(desk, {"text": text}, 9) == [("a", 0), ("b", 0), ("c", 0)]
    assert _rank(desk, {"text": text, "slots": ["tue-noon"]}, 9) == [("a", 0), ("b", 0)]
    assert _rank(desk, {"text": text}, 2) == [("a", 0), ("b", 0)]


def test_where_nothing_else_is_known_the_same_field_and_region_go_first(desk: SheetFolder) -> None:
    """They bring no score by themselves, but whoever chooses sees the nearest first."""
    assert [name for name, _ in _rank(desk, {"region": "corse"}, 9)] == ["b", "c", "a"]
    assert [name for name, _ in _rank(desk, {"field": "law"}, 9)] == ["b", "a", "c"]


def test_offers_that_share_something_keep_their_places(desk: SheetFolder) -> None:
    """Others only follow those that were found by what they share."""
    first, *others = _rank(desk, {"text": "oral de français", "needs": ["orals"]}, 9)
    assert first[0] == "a"
    assert first[1] > max(score for _, score in others)
    assert sorted(name for name, _ in others) == ["b", "c"]


def test_a_round_proposes_nobody_who_shares_nothing(desk: SheetFolder) -> None:
    """What fills a ranking is no binôme."""
    assert desk.match_pairs([{"id": "n", "text": "help me please"}], OFFERS) == set()
    assert PROGRAMME.pairing.minimum_score > 0


def test_many_needs_are_each_given_their_own(desk: SheetFolder) -> None:
    """Needs that say something and needs that say nothing keep their lines, over many of both."""
    needs: list[SheetLine] = [
        {"id": at, "text": "oral de français", "needs": ["orals"]} if at % 3 else {"id": at, "text": ""}
        for at in range(1, 601)
    ]
    lines = desk.match_lines(needs, OFFERS, rank=3)
    assert [line["id"] for line in lines] == list(range(1, 601))
    assert {bool(line["offers"][0]["score"]) == bool(line["id"] % 3) for line in lines} == {True}
    assert {len(line["offers"]) for line in lines} == {3}
