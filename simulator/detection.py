"""Entities that Telegram finds by itself in plain words: addresses, commands and mentions."""

import re

from simulator.chats import Json
from simulator.formatting import count_utf16, sort_entities

PATTERNS = {
    "url": re.compile(r"https?://[^\s<>\"']*[^\s<>\"'.,;:!?)»]|\bt\.me/[^\s<>\"']*[^\s<>\"'.,;:!?)»]"),
    "bot_command": re.compile(r"(?<![\w/<>@])/[A-Za-z0-9_]{1,64}(?:@\w{3,32})?(?![\w/<>])"),
    "mention": re.compile(r"(?<![\w/@])@[A-Za-z]\w{3,31}"),
}


def add_detected(text: str, entities: list[Json]) -> list[Json]:
    """Return the given entities and those found in the words, leaving alone code and links that are already there."""
    closed = [each for each in entities if each["type"] in ("code", "pre", "text_link")]
    found: list[Json] = []
    for kind, pattern in PATTERNS.items():
        for match in pattern.finditer(text):
            entity = {"type": kind, "offset": count_utf16(text[: match.start()]), "length": count_utf16(match.group())}
            if not any(is_overlapping(entity, other) for other in closed + found):
                found.append(entity)
    return sort_entities(entities + found)


def is_overlapping(one: Json, other: Json) -> bool:
    """Return whether two entities share a character."""
    starts_before: bool = one["offset"] < other["offset"] + other["length"]
    ends_after: bool = other["offset"] < one["offset"] + one["length"]
    return starts_before and ends_after
