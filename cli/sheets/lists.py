"""The programme's lists as files may name their entries: by id or by words, in any language; others as written."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from documents.cells import plain
from matching import Vocabulary
from mentoring.programme import Catalogue, Programme


@dataclass(frozen=True, slots=True)
class Entries:
    """The entries of one list, and those that people wrote beside it."""

    catalogue: Catalogue
    known: Mapping[str, str]
    """How an entry may be written -> its id."""
    own: dict[str, str] = field(default_factory=dict)

    def key(self, written: str) -> str:
        """Give the id of an entry."""
        key = plain(written)
        if key in self.known or not key:
            return self.known.get(key, "")
        # Of several spellings always the same one, whatever the order of the lines.
        self.own[key] = min(self.own.get(key, written), written)
        return key

    def knows(self, written: str) -> bool:
        """Tell whether the programme has this entry."""
        return plain(written) in self.known

    def said(self) -> dict[str, str]:
        """Give how each id reads for the matcher: its words in every language."""
        return {key: " ".join(words.values()) for key, words in self.catalogue.items()} | self.own

    def label(self, key: str, language: str) -> str:
        """Give the words of an entry for a reader."""
        words = self.catalogue.get(key, {})
        return words.get(language) or next(iter(words.values()), "") or self.own.get(key, key)


@dataclass(frozen=True, slots=True)
class Lists:
    """The lists of a programme."""

    topics: Entries
    fields: Entries
    levels: Entries
    regions: Entries

    def vocabulary(self, synonyms: Mapping[str, str]) -> Vocabulary:
        """Give how all ids read, once every line was read."""
        return Vocabulary(self.topics.said(), self.fields.said(), self.regions.said(), dict(synonyms))

    def own(self) -> list[str]:
        """Give what people wrote that is in no list."""
        return sorted(
            {words for one in (self.topics, self.fields, self.levels, self.regions) for words in one.own.values()}
        )


def lists_of(programme: Programme) -> Lists:
    """Give the lists of a programme."""
    return Lists(*map(_entries, (programme.topics, programme.fields, programme.levels, programme.regions)))


def _entries(catalogue: Catalogue) -> Entries:
    written = {plain(label): key for key, words in catalogue.items() for label in words.values()}
    return Entries(catalogue, written | {plain(key): key for key in catalogue})
