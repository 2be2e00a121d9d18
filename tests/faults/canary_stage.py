"""Who types words that exist nowhere else, and the words."""

from dataclasses import dataclass, field
from itertools import product
from string import ascii_lowercase

from tests.town import Town, Visitor

BEGINNING_OF_WORDS = "Qanari"
SUFFIXES = ["".join(letters) for letters in product(ascii_lowercase, repeat=3)]


@dataclass(slots=True)
class Canaries:
    """What was typed: field or flow -> a word of letters alone, so that it passes for a name."""

    planted: dict[str, str] = field(default_factory=dict)

    def plant(self, where: str) -> str:
        """Return a new word for a field or a flow."""
        return self.planted.setdefault(where, f"{BEGINNING_OF_WORDS}{SUFFIXES[7 * len(self.planted)]}")


@dataclass(frozen=True, slots=True)
class Stage:
    """The people who type, and what each of them types where."""

    town: Town
    stranger: Visitor
    outsider: Visitor
    canaries: Canaries
    newcomers: list[Visitor] = field(default_factory=list)

    async def send(self, who: Visitor, data: str) -> None:
        """Tap what stands in some message of somebody."""
        await who.send_data(data, (await who.messages())[-1]["message_id"])
