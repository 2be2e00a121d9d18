"""The programme's lists as files may name their entries: by id or by words, in any language; others as written."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from documents.values import fold_cached
from mentoring.programme import Catalogue, Programme


@dataclass(frozen=True, slots=True)
class Entries:
    """The entries of one list, and those that people wrote beside it."""

    catalogue: Catalogue
    known: Mapping[str, str]
    """How an entry may be written -> its id."""
    own: dict[str, str] = field(default_factory=dict)
    nearest: dict[str, tuple[str, ...]] = field(default_factory=dict)
    """What people wrote -> the entries that it was taken for."""

    def find(self, written: str) -> str:
        """Return the id of an entry of the programme, or nothing."""
        return self.known.get(fold_cached(written), "")

    def resolve(self, written: str) -> str:
        """Return the id of an entry, of one's own too."""
        key = fold_cached(written)
        if key in self.known or not key:
            return self.known.get(key, "")
        # Of several spellings always the same one, whatever the order of the lines.
        self.own[key] = min(self.own.get(key, written), written)
        return key

    def describe_all(self) -> dict[str, str]:
        """Return how each id reads for the matcher: its words in every language."""
        return {key: " ".join(words.values()) for key, words in self.catalogue.items()} | self.own

    def find_label(self, key: str, language: str) -> str:
        """Return the words of an entry for a reader."""
        words = self.catalogue.get(key, {})
        return words.get(language) or next(iter(words.values()), "") or self.own.get(key, key)


@dataclass(frozen=True, slots=True)
class ProgrammeLists:
    """The lists of a programme, and the words that stand for others in it."""

    topics: Entries
    fields: Entries
    levels: Entries
    regions: Entries
    synonyms: Mapping[str, str]

    def list_own(self) -> list[str]:
        """Return what people wrote that is in no list."""
        return sorted(
            {words for one in (self.topics, self.fields, self.levels, self.regions) for words in one.own.values()}
        )


def build_lists(programme: Programme) -> ProgrammeLists:
    """Return the lists of a programme."""
    return ProgrammeLists(
        _build_entries(programme.topics),
        _build_entries(programme.fields),
        _build_entries(programme.levels),
        _build_entries(programme.regions),
        programme.synonyms,
    )


def _build_entries(catalogue: Catalogue) -> Entries:
    written = {fold_cached(label): key for key, words in catalogue.items() for label in words.values()}
    return Entries(catalogue, written | {fold_cached(key): key for key in catalogue})
