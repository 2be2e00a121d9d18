"""The programme file: the shipped one is right, and of a wrong one every fault is named at once."""

import copy
import re
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from mentoring.errors import BadSettings
from mentoring.gates import CHECK_KINDS
from mentoring.programme import CATALOGUES, MAX_KEY_BYTES, Programme, parse
from tests.mentoring.examples import DOCUMENT, PROGRAMME


def find_faults(change: dict[str, Any]) -> list[str]:
    """Return what is said of the shipped file after a change; a key may name a section: ``rhythm.quiet_from``."""
    document = copy.deepcopy(DOCUMENT)
    for path, value in change.items():
        *sections, key = path.split(".")
        table = document
        for section in sections:
            table = table[section]
        table[key] = value
    try:
        parse(document)
    except BadSettings as error:
        return error.faults
    return []


def test_the_shipped_programme_is_right() -> None:
    """What ships can be used as it is, in its languages, with the catalogue that the model programme has."""
    assert find_faults({}) == []
    assert len(PROGRAMME.topics) == 11
    assert (PROGRAMME.minimum_age, PROGRAMME.maximum_age) == (16, 25)
    for name in CATALOGUES:
        for words in getattr(PROGRAMME, name).values():
            assert set(words) == set(PROGRAMME.languages)


def test_what_is_left_out_has_a_default() -> None:
    """Name, contact and the four catalogues are enough, and the shipped values are the defaults."""
    least = {key: DOCUMENT[key] for key in ("name", "contact", *CATALOGUES)}
    programme = parse(least)
    assert (programme.rhythm, programme.delays) == (PROGRAMME.rhythm, PROGRAMME.delays)
    assert (programme.pairing, programme.zone) == (PROGRAMME.pairing, PROGRAMME.zone)
    assert (programme.duty, programme.vetting) == (PROGRAMME.duty, PROGRAMME.vetting)


def test_all_faults_are_named_at_once() -> None:
    """Whoever edits the file sees in one go what to mend, whatever sections it is in."""
    said = find_faults(
        {
            "name": "",
            "minimum_age": 50,
            "zone": "Paris",
            "colour": "blue",
            "delays.snooze_days": "three",
            "rhythm.quiet_from": 24,
            "pairing.region_weight": 2,
            "pairing.minors": "some",
            "vetting.required_for_minors": ["passport"],
            "topics.back": "Retour",
            "regions.abroad": {"fr": "Ailleurs", "zone": "Mars/Olympus"},
        }
    )
    assert [fault.partition(":")[0] for fault in said] == [
        "name",
        "minimum_age",
        "colour",
        "rhythm.quiet_from",
        "delays.snooze_days",
        "pairing.region_weight",
        "pairing.minors",
        "vetting.required_for_minors",
        "topics.back",
        "zone",
        "regions.abroad.zone",
    ]


def test_a_closed_day_is_a_day_of_the_year() -> None:
    """The leap day is one; another order, a day that no year has and a whole date are named as they were written."""
    assert find_faults({"closed_on": ["12-25", "02-29"]}) == []
    assert find_faults({"closed_on": ["12-25", "25-12", "02-30", "2026-12-25", "5-1"]}) == [
        "closed_on: '25-12' is not written as 12-25",
        "closed_on: '02-30' is not written as 12-25",
        "closed_on: '2026-12-25' is not written as 12-25",
        "closed_on: '5-1' is not written as 12-25",
    ]


def test_an_empty_file_names_all_that_is_missing() -> None:
    """A file with nothing in it is told what has no default."""
    with pytest.raises(BadSettings) as caught:
        parse({})
    assert [fault.partition(":")[0] for fault in caught.value.faults] == ["name", "contact", *CATALOGUES]


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        ({"langages": ["fr"]}, "langages: unknown, did you mean languages?"),
        ({"delays.volunteer_hour": 3}, "delays.volunteer_hour: unknown, did you mean volunteer_hours?"),
        ({"rhythm.colour": 3}, "rhythm.colour: unknown"),
        ({"region_zones": {}}, "region_zones: unknown"),
    ],
)
def test_an_unknown_key_is_named_with_what_was_meant(change: dict[str, Any], fault: str) -> None:
    """A slip of the pen is not silently ignored."""
    assert [said.partition(", did you mean region")[0] for said in find_faults(change)] == [fault]


def test_who_answers_for_the_data_is_checked_with_the_rest() -> None:
    """A slip in a name, a wrong type and words that no telephone shows are named together, and nothing else."""
    said = find_faults(
        {
            "privacy.controler": "Association Exemple",
            "privacy.basis": "consent",
            "privacy.hosting": {"fr": "x" * 301, "en": "x"},
            "privacy.address": "x" * 301,
        }
    )
    assert said == [
        "privacy.basis: 'consent' is not a table of words between quotes",
        "privacy.controler: unknown, did you mean controller?",
        "privacy.address: more than 300 characters, people read it on a telephone",
        "privacy.hosting: more than 300 characters, people read it on a telephone",
    ]
    assert PROGRAMME.privacy.list_missing() == ["controller", "address", "hosting"]


def test_what_people_write_there_is_kept_by_what_they_want() -> None:
    """An association's own sentences are read as they stand; of those for something unknown the nearest is named."""
    own = {"late": ["je suis dans la navette"], "none": ["stop ou encore"]}
    assert parse(DOCUMENT | {"intents": own}).intents == {
        "late": ("je suis dans la navette",),
        "none": ("stop ou encore",),
    }
    said = find_faults({"intents": {"lates": ["oups"], "colour": ["bleu"], "pause": "une pause"}, "minimum_age": 50})
    assert said[0] == "minimum_age: 50 is not between 13 and 18"
    assert said[1] == "intents.lates: unknown, did you mean late?"
    assert said[2].startswith("intents.colour: unknown, write one of late, cannot_come")
    assert said[3] == 'intents.pause: give what people write, for example ["je suis dans le bus"]'


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("name", 3),
        ("name", True),
        ("contact", ["a@example.org"]),
        ("zone", 1),
        ("zone", ["Europe/Paris"]),
        ("languages", "fr"),
        ("languages", [1, 2]),
        ("languages", []),
        ("minimum_age", "16"),
        ("minimum_age", 16.5),
        ("delays.snooze_days", True),
        ("pairing.glance", 1),
        ("pairing.glance", "yes"),
        ("pairing.minors", True),
        ("meeting_link", 5),
        ("staff_hours", "9-18"),
        ("staff_hours", {"fr": 9}),
        ("synonyms", {"parcoursup": ["orientation"]}),
        ("intents", ["late"]),
        ("intents", 3),
        ("intents.late", "je suis dans le bus"),
        ("intents.late", []),
        ("intents.late", [""]),
        ("intents.late", [3]),
        ("intents.none", {"fr": "mdr"}),
        ("rhythm.soon_minutes", None),
        ("pairing.minimum_score", "low"),
        ("rhythm", 3),
        ("topics", ["exams"]),
        ("topics.exams", 3),
        ("topics.exams", {"fr": 3}),
        ("topics.exams", {}),
        ("regions.spm", {"zone": "America/Miquelon"}),
        ("regions.spm", {"fr": "Saint-Pierre", "zone": []}),
    ],
)
def test_a_value_of_the_wrong_kind_is_one_fault_that_names_its_place(key: str, value: object) -> None:
    """Whatever is written, the answer is a sentence that begins with the place, never a traceback."""
    said = find_faults({key: value})
    assert said, "nothing was said"
    assert all(fault.startswith(f"{key}") for fault in said)


@pytest.mark.parametrize(
    ("key", "fits", "too_much"),
    [
        ("minimum_age", 13, 12),
        ("rhythm.quiet_until", 0, -1),
        ("rhythm.quiet_from", 23, 24),
        ("rhythm.session_minutes", 480, 481),
        ("delays.volunteer_hours", 1, 0),
        ("pairing.minimum_score", 1, 1.01),
        ("pairing.minimum_score", 0, float("nan")),
        ("pairing.region_weight", 1, 1.01),
        ("pairing.region_weight", 0, -0.01),
    ],
)
def test_a_number_out_of_its_range_is_named_with_the_range(key: str, fits: float, too_much: float) -> None:
    """The last value that fits is taken, the next is not."""
    assert find_faults({key: fits}) == []
    (fault,) = find_faults({key: too_much})
    assert re.search(rf"^{key}: .* is not between .* and", fault)


def test_the_night_begins_after_the_evening() -> None:
    """Two shifts that begin at the same hour, or in the wrong order, are one fault."""
    assert find_faults({"duty.evening_from": 20, "duty.night_from": 21}) == []
    for night in (18, 20):
        said = find_faults({"duty.evening_from": 20, "duty.night_from": night})
        assert [fault.partition(":")[0] for fault in said] == ["duty.night_from"]


def test_one_of_a_few_words_is_asked_for_by_naming_them() -> None:
    """The first session is opened by the coordinator or freely; people under 18 go to everybody or to the cleared."""
    assert find_faults({"kick_off": "mentor"}) == ["kick_off: 'mentor' is not one of free, coordinator"]
    assert find_faults({"kick_off": "coordinator"}) == []
    assert find_faults({"pairing.minors": "nobody"}) == ["pairing.minors: 'nobody' is not one of everybody, cleared"]
    assert find_faults({"pairing.minors": "cleared"}) == []


def test_the_checks_that_are_required_are_kinds_that_exist() -> None:
    """None need be required; what the bot does not know is named with what it knows, and each kind has its months."""
    assert find_faults({"vetting.required": [], "vetting.required_for_minors": []}) == []
    (said,) = find_faults({"vetting.required": ["identity", "passport"]})
    assert said.startswith("vetting.required: 'passport': no such kind of check, the kinds are identity, interview")
    assert [PROGRAMME.vetting.get_months(kind) for kind in CHECK_KINDS] == [0, 0, 0, 36, 36]


def test_the_youngest_are_not_older_than_the_oldest() -> None:
    """Two ages that exclude everybody are a fault."""
    assert find_faults({"minimum_age": 18, "maximum_age": 17}) == ["minimum_age: 18 is above maximum_age, 17"]
    assert find_faults({"minimum_age": 18, "maximum_age": 18}) == []


@pytest.mark.parametrize("zone", ["Paris", "europe/paris", "", "Europe", "../../etc/passwd", "x" * 300])
def test_a_zone_must_be_one_that_clocks_know(zone: str) -> None:
    """The staff's zone, and that of each region, is one of the world's, named as the world names it."""
    assert [fault.split(":")[0] for fault in find_faults({"zone": zone})] == ["zone"]
    region = {"fr": "La Réunion", "zone": zone}
    assert [fault.split(":")[0] for fault in find_faults({"regions.reunion": region})] == ["regions.reunion.zone"]


@pytest.mark.parametrize("key", ["x" * (MAX_KEY_BYTES + 1), "démarches", "two words", "a:b", "a-b", "", "back", "done"])
def test_a_key_must_fit_in_a_button(key: str) -> None:
    """Keys are short and plain, and none is the name of another button of the same question."""
    document = copy.deepcopy(DOCUMENT)
    document["topics"][key] = "Chevaux"
    with pytest.raises(BadSettings) as caught:
        parse(document)
    assert [fault.startswith(f"topics.{key}: ") for fault in caught.value.faults] == [True]
    assert find_faults({"topics." + "x" * MAX_KEY_BYTES: "Chevaux"}) == []


@pytest.mark.parametrize(
    ("link", "fits"),
    [
        ("", True),
        ("https://meet.example.org/{place}", True),
        ("https://meet.example.org/", False),
        ("https://meet.example.org/{room}", False),
        ("https://meet.example.org/{place}?{}", False),
        ("https://meet.example.org/{place", False),
        ("https://meet.example.org/{place}#}", False),
    ],
)
def test_the_meeting_link_holds_the_place_and_no_other_gap(link: str, fits: bool) -> None:
    """Each binôme gets its own address, made when both have said yes: nothing may go wrong then."""
    assert [fault.split(":")[0] for fault in find_faults({"meeting_link": link})] == ([] if fits else ["meeting_link"])
    if fits:
        assert "{" not in link.format(place="102-abc")


def test_a_region_lives_by_its_own_clock_or_the_programmes() -> None:
    """Regions overseas name their zone; the others, unknown ones too, follow the staff's."""
    assert PROGRAMME.find_zone("spm") == "America/Miquelon"
    assert {PROGRAMME.find_zone(region) for region in ("bretagne", "gone", None, "")} == {"Europe/Paris"}
    assert all(ZoneInfo(PROGRAMME.find_zone(region)) for region in PROGRAMME.regions)


def test_words_are_found_in_the_language_or_in_the_first_that_exists() -> None:
    """An entry without a translation is shown in the language it has, one that left the catalogue by its key."""
    programme = Programme("P", "c", topics={"exams": {"fr": "Examens", "en": "Exams"}, "horses": {"fr": "Chevaux"}})
    assert programme.find_label("topics", "exams", "en") == "Exams"
    assert programme.find_label("topics", "horses", "en") == "Chevaux"
    assert programme.find_label("topics", "gone", "en") == "gone"
    assert programme.said({}, "fr") == ""
