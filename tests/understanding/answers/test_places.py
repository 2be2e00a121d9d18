"""Where somebody lives: regions, departments, towns, and what is abroad."""

import pytest

from mentoring.programme import Catalogue
from tests.understanding.answers.readings import PROGRAMME, list_misses, split
from understanding.answers.make_places import list_departments, list_foreign_towns, list_towns
from understanding.answers.places import read_region
from understanding.shipped_files import read_shipped


def read_shipped_region(text: str) -> str | None:
    """Return the region of the shipped programme."""
    return read_region(text, PROGRAMME.regions, PROGRAMME.synonyms)


REGIONS = {
    "ara": "Lyon | j'habite à Lyon | lyon 7eme | 69003 | 01 | la Drôme | st etienne | Clermont | je suis lyonnaise",
    "bfc": "Dijon | 21 | franche comté",
    "bretagne": "35 | 35000 | bzh | rennes | St Malo | petit village à côté de Rennes | finistere | en Bretagne",
    "cvl": "Tours | Tours (37) | Centre | j'habite à Tours",
    "corse": "2A | 2b | 20200 | Ajaccio",
    "grand_est": "l'Alsace | 67 | Metz",
    "hdf": "59 | Roubaix | chti | dans le nord",
    "idf": "Paris | paris 13 | j'habite Paris | à Paris dans le 20e | du 93 | le 9-3 | 75011 | idf"
    " | region parisienne | Aulnay",
    "normandie": "Le Havre | la normandi | 76",
    "na": "Bordeaux | je vis à limoge | pays basque | les Landes",
    "occitanie": "jsui sur toulouse | 34 | Toulouse, pas loin de Montauban",
    "pdl": "Nantes | 85 | Le Mans",
    "paca": "PACA | Nice | 06 | marseille 15 | aix | côte d'azur",
    "guadeloupe": "971 | 971 Pointe à pitre | gwada",
    "martinique": "972 | Fort-de-France",
    "guyane": "973 | Cayenne en guyane",
    "reunion": "974 | La Réunion | Saint-Paul | je suis réunionnais",
    "mayotte": "976 | Mamoudzou",
    "spm": "975 | Saint-Pierre-et-Miquelon",
    "caledonie": "988 | Nouméa",
    "polynesie": "987 | Tahiti",
    "abroad": "Bruxelles | je vis à Bruxelles | Maroc | au Sénégal | London | Londres | Suisse | à l'étranger"
    " | Montréal",
}


@pytest.mark.parametrize("region", REGIONS)
def test_a_region_is_read_by_its_places(region: str) -> None:
    """By name and short form, number, postal code, department, town, and who lives there."""
    assert list_misses(read_shipped_region, split(REGIONS[region]), region) == {}


def test_homonyms_are_told_apart_by_what_stands_beside() -> None:
    """Two towns of a like size share « Saint-Denis »: alone it tells nothing."""
    assert read_shipped_region("Saint-Denis") is None
    assert (
        list_misses(read_shipped_region, split("Saint-Denis 93 | st denis (93) | j'habite à Saint-Denis (93)"), "idf")
        == {}
    )
    assert list_misses(read_shipped_region, split("Saint-Denis de la Réunion | saint-denis 974"), "reunion") == {}


def test_where_somebody_lives_counts_not_where_they_come_from() -> None:
    """« Je viens de Lyon mais j'habite à Lille »."""
    texts = (
        "je viens de Lyon mais j'habite à Lille | j'habite à Lille mais je suis né à Lyon"
        " | je suis marocain mais j'habite à Lille"
    )
    assert list_misses(read_shipped_region, split(texts), "hdf") == {}
    assert read_shipped_region("entre Paris et Lyon") is None


def test_what_is_no_place_is_left() -> None:
    """An age is no department, « c'est trop cher » not the Cher."""
    texts = """
        j'ai 35 ans | 17 ans | 00 | 99 | 100 | 12345678 | c'est trop cher | chez mes parents | en ville
        | en France | le sud
        | je sais pas | c'est quoi ma région | pourquoi vous demandez ça | Léa | oui |
    """
    assert list_misses(read_shipped_region, split(texts), None) == {}


def test_an_association_has_its_own_regions() -> None:
    """Its labels and synonyms are read without code; regions that it lacks are not answered."""
    regions: Catalogue = {
        "lyon": {"fr": "Métropole de Lyon", "en": "Lyon area"},
        "ailleurs": {"fr": "Autre territoire"},
    }
    assert read_region("métropole de lyon", regions) == "lyon"
    assert read_region("villeurbanne", regions) is None
    assert read_region("villeurbanne", regions, {"villeurbanne": "métropole de Lyon"}) == "lyon"


def test_every_department_has_its_region() -> None:
    """Those of the mainland, Corsica and overseas; each is of a region of the shipped programme."""
    rows = [line.split("\t") for line in read_shipped("answers/lexicon/departments.tsv").splitlines()]
    mainland = {f"{number:02d}" for number in range(1, 96)} - {"20"}
    overseas = {"971", "972", "973", "974", "975", "976", "987", "988"}
    assert mainland | overseas | {"2A", "2B"} <= {row[0] for row in rows}
    assert {row[1] for row in rows} <= set(PROGRAMME.regions)


def test_large_towns_have_their_place() -> None:
    """Nearly every town above 20,000 people has coordinates; their sources stand beside the file."""
    rows = [line.split("\t") for line in read_shipped("answers/lexicon/places.tsv").splitlines()]
    large = [row for row in rows if len(row) == 5 and int(row[2]) >= 20_000]
    assert len(large) > 450
    assert sum(not row[3] for row in large) < 10
    assert "`places.tsv`" in read_shipped("answers/lexicon/README.md")


def test_places_are_made_from_official_rows() -> None:
    """A town takes the coordinates of its namesake in its own region whose people are nearest in number."""
    commune = {"type": "commune-actuelle", "zone": "metro", "region": "76", "departement": "09"}
    communes = [
        {**commune, "code": "93066", "nom": "Saint-Denis", "departement": "93", "region": "11", "population": 149077},
        {**commune, "code": "09122", "nom": "Foix", "population": 9934},
        {**commune, "code": "09001", "nom": "Aigues-Juntes", "population": 61},
    ]
    town = {
        "name": "Saint-Denis",
        "alternatenames": [],
        "population": 138595,
        "latitude": 48.93564,
        "longitude": 2.35387,
    }
    cities = [
        {**town, "countrycode": "FR", "admin1code": "11"},
        {**town, "countrycode": "RE", "admin1code": "RE", "latitude": -20.88},
        {**town, "name": "Liège", "countrycode": "BE", "admin1code": "WAL"},
    ]
    towns = list(list_towns(communes, cities, frozenset({"09122"})))
    assert towns == [("Saint-Denis", "93", "149077", "48.936", "2.354"), ("Foix", "09", "9934", "", "")]
    assert list(list_foreign_towns(cities, frozenset())) == [("Liège", "BE", "138595")]
    assert list(list_departments([{"code": "35", "region": "53", "nom": "Ille-et-Vilaine"}])) == [
        ("35", "bretagne", "Ille-et-Vilaine")
    ]
