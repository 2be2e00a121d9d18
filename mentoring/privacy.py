"""What /privacy says: who answers for the data, and the pages that it has."""

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from typing import Literal, get_args

PrivacyPage = Literal["", "rights", "readers", "kept", "matching", "worries", "telegram", "consent"]
"""The first page, and those that its buttons lead to."""
PAGES: tuple[PrivacyPage, ...] = get_args(PrivacyPage)
AGREED_TO = ("welcome", "begin_need", "begin_offer")
"""Kinds of message that say what is kept of whoever taps the button below: the tap agrees."""
MAX_CHARACTERS = 300
"""A page is one message: what an association writes must leave room for the rest of it."""
EXPECTED = ("controller", "address", "hosting")
"""What the law wants to be told by name, and no program can know."""


@dataclass(frozen=True, slots=True)
class PrivacyNotice:
    """Who answers for the data. What is left empty is said in general words, which stay true.

    `officer`: how the data officer is reached, where there is one; `basis`: the legal basis, where it is not the
    consent that the welcome asks for; `hosting`: who runs the server, and in which country.
    """

    controller: str = ""
    address: str = ""
    officer: str = ""
    basis: Mapping[str, str] = field(default_factory=dict)
    hosting: Mapping[str, str] = field(default_factory=dict)
    authority: str = "CNIL"
    authority_address: str = "3 place de Fontenoy, TSA 80715, 75334 Paris Cedex 07"
    authority_site: str = "www.cnil.fr/plaintes"

    def list_missing(self) -> list[str]:
        """Return the settings that people should read and that nobody wrote yet."""
        return [name for name in EXPECTED if not getattr(self, name)]

    def list_long(self) -> list[str]:
        """Return the settings that are too long to be read."""
        written = {item.name: getattr(self, item.name) for item in fields(self)}
        said = {name: [words] if isinstance(words, str) else words.values() for name, words in written.items()}
        return [name for name, all_words in said.items() if any(len(words) > MAX_CHARACTERS for words in all_words)]


def parse_page(choice: str) -> PrivacyPage:
    """Return the page that a button names; the first for anything else."""
    return next((page for page in PAGES if page == choice), "")
