"""How columns may be headed, in French and English, and which field each is."""

from collections.abc import Collection, Mapping, Sequence

from documents.cells import fold_cached

Columns = Mapping[str, Sequence[str]]
"""Field -> how its column may be headed beside its own name; an earlier name goes before a later one."""
COMMON_COLUMNS: dict[str, Sequence[str]] = {
    "id": ("identifiant", "référence", "réf", "numéro", "code"),
    "text": ("texte", "mots", "message", "demande", "description", "attente"),
    "region": (),
    "slots": ("créneaux", "créneau", "disponibilités", "horaires"),
    "modes": ("mode", "modalités", "modalité"),
    "languages": ("langues", "langue", "language"),
}
TOPICS = ("topics", "thèmes", "thème", "sujets", "sujet")
NEED_COLUMNS: Columns = COMMON_COLUMNS | {
    "needs": ("besoins", "besoin", *TOPICS),
    "field": ("fields", "domaine", "domaines", "domaine d'études", "filière", "filières"),
    "level": ("niveau", "niveau d'études"),
    "waiting_days": ("jours d'attente", "attente en jours", "jours"),
    "minor": ("mineur·e", "mineur", "mineure"),
}
OFFER_COLUMNS: Columns = COMMON_COLUMNS | {
    "helps": ("aides", "aide", *TOPICS, "competences"),
    "fields": ("field", "domaine", "domaines", "filière", "filières"),
    "capacity": ("capacité", "places", "nombre de jeunes"),
    "minors": ("mineurs", "mineur·e·s", "mineures"),
}


class Headings:
    """The columns of one side, found by what heads them."""

    def __init__(self, columns: Columns) -> None:
        self.columns = columns
        self._known = _index_names(columns)
        self._others = _index_names(OFFER_COLUMNS if columns is NEED_COLUMNS else NEED_COLUMNS)
        self._found: dict[tuple[str, ...], dict[str, str]] = {}

    def find_field(self, heading: str) -> str:
        """Return the field that a heading means, or nothing."""
        return self._known.get(_normalise(heading), (0, ""))[1]

    def map_fields(self, headings: tuple[str, ...]) -> Mapping[str, str]:
        """Return the heading of each field; where two mean the same, the one that is more its own."""
        if headings not in self._found:
            known = ((self._known[_normalise(heading)], heading) for heading in headings if self.find_field(heading))
            self._found[headings] = {field: heading for (_, field), heading in sorted(known, reverse=True)}
        return self._found[headings]

    def has_other_side(self, headings: Collection[str]) -> bool:
        """Return whether these are the columns of the other side: the two files were given the wrong way round."""
        said = set(map(_normalise, headings))
        return bool(said & (self._others.keys() - self._known)) and not said & (self._known.keys() - self._others)


def _index_names(columns: Columns) -> dict[str, tuple[int, str]]:
    return {
        fold_cached(name): (rank, field)
        for field, names in columns.items()
        for rank, name in enumerate((field.replace("_", " "), *names))
    }


def _normalise(heading: str) -> str:
    return fold_cached(heading.replace("_", " "))
