"""What the programme decides holds at the desk as in the bot: what a region counts, who accompanies people under 18."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from mentoring.programme import Programme
from tests.cli.spreadsheets import PROGRAMME, SheetFolder, SheetLine, read

ORALS: SheetLine = {"id": "n", "text": "oral de français", "needs": ["orals"]}
OFFER: SheetLine = {"text": "professeure de français", "helps": ["orals"]}
EVERYBODY = replace(PROGRAMME, pairing=replace(PROGRAMME.pairing, minors="everybody"))


@pytest.fixture
def desk(tmp_path: Path) -> SheetFolder:
    """Return an empty folder to work in."""
    return SheetFolder(tmp_path)


def _programme(weight: float) -> Programme:
    return replace(PROGRAMME, pairing=replace(PROGRAMME.pairing, region_weight=weight))


@pytest.mark.parametrize("near", ["a", "b"])
def test_of_two_offers_alike_the_near_one_goes_first(desk: SheetFolder, near: str) -> None:
    """The same region counts at a distance, too, as much as the programme says."""
    offers = [OFFER | {"id": name, "region": "bretagne" if name == near else "corse"} for name in ("a", "b")]
    assert desk.match_pairs([ORALS | {"region": "bretagne"}], offers) == {("n", near)}


def test_a_region_may_count_for_nothing(desk: SheetFolder) -> None:
    """Where its weight is 0, near and far have the same score; where it is not, the near one has more."""
    offers = [OFFER | {"id": name, "region": name} for name in ("bretagne", "corse")]
    for weight, alike in ((0.0, True), (0.5, False)):
        needs = [ORALS | {"region": "corse"}]
        [line] = desk.match_lines(needs, offers, rank=2, programme=_programme(weight))
        first, second = line["offers"]
        assert (first["score"] == second["score"]) is alike
        assert alike or first["id"] == "corse"


@pytest.mark.parametrize(
    ("programme", "said", "matched"),
    [
        (PROGRAMME, {}, False),
        (PROGRAMME, {"minors": False}, False),
        (PROGRAMME, {"minors": True}, True),
        (PROGRAMME, {"mineurs": "oui"}, True),
        (EVERYBODY, {}, True),
        (EVERYBODY, {"minors": False}, True),
    ],
)
def test_people_under_18_go_where_the_programme_allows(
    desk: SheetFolder, programme: Programme, said: dict[str, Any], matched: bool
) -> None:
    """Only to offers that are cleared for them, where the programme asks for it; to everybody where it does not."""
    found = desk.match_pairs([ORALS | {"minor": True}], [OFFER | {"id": "v"} | said], programme=programme, minors="")
    assert found == ({("n", "v")} if matched else set())


def test_who_is_of_age_goes_to_everybody(desk: SheetFolder) -> None:
    """The rule about people under 18 keeps nobody else waiting."""
    assert desk.match_pairs([ORALS | {"minor": False}], [OFFER | {"id": "v"}], minors="") == {("n", "v")}


def test_a_ranking_keeps_the_rule_about_people_under_18(desk: SheetFolder) -> None:
    """An offer that is not cleared is not in their list either."""
    offers = [OFFER | {"id": "a"}, OFFER | {"id": "b", "minors": "yes"}]
    [line] = desk.match_lines([ORALS | {"minor": True}], offers, rank=2, minors="")
    assert [one["id"] for one in line["offers"]] == ["b"]


def test_the_rule_about_people_under_18_is_named_to_who_stays_alone(desk: SheetFolder) -> None:
    """What stands in the way is said, and how many offers a clearance would open."""
    needs, offers = (
        desk.write_file("n.jsonl", [ORALS | {"minor": True}]),
        desk.write_file("o.jsonl", [OFFER | {"id": "v"}]),
    )
    assert desk.match(needs, offers, unmatched=desk.folder / "u.jsonl", language="en", minors="") == 0
    [line] = read(desk.folder / "u.jsonl")
    assert (line["why"], line["opens"]) == ("the offers that suit do not accompany minors", 1)
