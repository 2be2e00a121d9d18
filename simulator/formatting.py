"""Telegram's HTML into plain text and entities, whose offsets count UTF-16 units as Telegram's do."""

import re
from dataclasses import dataclass
from typing import NoReturn

from simulator.chats import Json
from simulator.refusals import CANT_PARSE, Refusal

TYPES = {
    "b": "bold",
    "strong": "bold",
    "i": "italic",
    "em": "italic",
    "u": "underline",
    "ins": "underline",
    "s": "strikethrough",
    "strike": "strikethrough",
    "del": "strikethrough",
    "code": "code",
    "pre": "pre",
    "a": "text_link",
    "blockquote": "blockquote",
    "span": "spoiler",
    "tg-spoiler": "spoiler",
}
CHARACTER_OF = {"lt": "<", "gt": ">", "amp": "&", "quot": '"'}
REFERENCE = re.compile(r"&(?:#x([0-9a-fA-F]{1,6})|#([0-9]{1,7})|(lt|gt|amp|quot));?")
NAME = re.compile(r"<(/?)([^\s>]*)")
TAG = re.compile(r"<(/?)([^\s>]*)([^>\"']*(?:\"[^\"]*\"[^>\"']*|'[^']*'[^>\"']*)*)>")
ATTRIBUTE = re.compile(r"""\s*([^\s=>/"']+)(?:\s*=\s*("[^"]*"|'[^']*'|[A-Za-z0-9.\-]*))?""")


def count_utf16(text: str) -> int:
    """Return how many UTF-16 units the text has."""
    return len(text) + sum(1 for char in text if char > "\uffff")


@dataclass
class OpenTag:
    """A start tag whose end has not come yet."""

    name: str
    attributes: dict[str, str]
    offset: int


class HtmlReader:
    """Reads one HTML text; refuses with Telegram's words and byte offsets."""

    def __init__(self, html: str) -> None:
        self.html = html
        self.text: list[str] = []
        self.length = 0
        self.open: list[OpenTag] = []
        self.entities: list[Json] = []

    def read(self) -> tuple[str, list[Json]]:
        """Return the plain text and its entities in order."""
        position = 0
        while position < len(self.html):
            if self.html[position] == "<":
                position = self.read_tag(position)
            else:
                following = self.html.find("<", position)
                end = following if following >= 0 else len(self.html)
                self.add(resolve_references(self.html[position:end]))
                position = end
        if self.open:
            refuse(f'Can\'t find end tag corresponding to start tag "{self.open[-1].name}"')
        return "".join(self.text), sort_entities(self.entities)

    def add(self, text: str) -> None:
        """Append plain text."""
        self.text.append(text)
        self.length += count_utf16(text)

    def read_tag(self, position: int) -> int:
        """Read the tag at this place; return the place after it."""
        at = f"at byte offset {len(self.html[:position].encode())}"
        beginning = NAME.match(self.html, position)
        assert beginning is not None  # the caller saw the "<"
        slash, name = beginning.groups()
        if not slash and beginning.end() < len(self.html) and name.lower() not in TYPES:
            refuse(f'Unsupported start tag "{name.lower()}" {at}')
        whole = TAG.match(self.html, position)
        if whole is None:
            refuse(f"Unclosed {'end' if slash else 'start'} tag {at}")
        if slash:
            self.end_tag(name, at)
        else:
            self.open_tag(name.lower(), whole.group(3), at)
        return whole.end()

    def open_tag(self, name: str, attributes_text: str, at: str) -> None:
        """Open a tag."""
        attributes = {key: resolve_references(value.strip("\"'")) for key, value in ATTRIBUTE.findall(attributes_text)}
        if name == "span" and attributes.get("class") != "tg-spoiler":
            refuse(f'Tag "span" must have class "tg-spoiler" {at}')
        self.open.append(OpenTag(name, attributes, self.length))

    def end_tag(self, name: str, at: str) -> None:
        """Close the tag opened last."""
        if not self.open:
            refuse(f"Unexpected end tag {at}")
        opened = self.open.pop()
        if name and name != opened.name:
            refuse(f'Unmatched end tag {at}, expected "</{opened.name}>", found "</{name}>"')
        if self.length > opened.offset:
            self.close_tag(opened)

    def close_tag(self, tag: OpenTag) -> None:
        """Turn a closed tag into its entity."""
        entity: Json = {"type": TYPES[tag.name], "offset": tag.offset, "length": self.length - tag.offset}
        if tag.name == "a":
            entity["url"] = tag.attributes.get("href") or self.read_text_since(tag.offset)
            if not is_link(entity["url"]):
                return
        if tag.name == "blockquote" and "expandable" in tag.attributes:
            entity["type"] = "expandable_blockquote"
        if tag.name == "pre" and self.entities and is_same_place(self.entities[-1], entity):
            entity |= {"language": self.entities.pop()["language"]}
        language = tag.attributes.get("class", "")
        if tag.name == "code" and language.startswith("language-"):
            entity["language"] = language.removeprefix("language-")
        self.entities.append(entity)

    def read_text_since(self, offset: int) -> str:
        """Return the plain text from an offset on."""
        return "".join(self.text).encode("utf-16-le")[offset * 2 :].decode("utf-16-le")


def parse_html(html: str) -> tuple[str, list[Json]]:
    """Return plain text, without blanks around it, and entities of a text in Telegram's HTML."""
    text, entities = HtmlReader(html).read()
    return trim(text, [remove_language(entity) for entity in entities])


def remove_language(entity: Json) -> Json:
    """Return an entity without its language unless it is a `pre`: `code` on its own has none."""
    return {key: value for key, value in entity.items() if key != "language" or entity["type"] == "pre"}


def trim(text: str, entities: list[Json]) -> tuple[str, list[Json]]:
    """Return the text without blanks at both ends, as Telegram sends it, and the entities moved along."""
    before, end = count_utf16(text) - count_utf16(text.lstrip()), count_utf16(text.strip())
    moved = []
    for entity in entities:
        first = max(entity["offset"] - before, 0)
        last = min(entity["offset"] + entity["length"] - before, end)
        if last > first:
            moved.append(entity | {"offset": first, "length": last - first})
    return text.strip(), moved


def resolve_references(text: str) -> str:
    """Return a text whose character references are replaced, as far as Telegram knows them."""
    return REFERENCE.sub(resolve_reference, text)


def resolve_reference(found: re.Match[str]) -> str:
    """Return the character that a reference stands for, the reference itself when Telegram does not know it."""
    hexadecimal, decimal, name = found.groups()
    if name:
        return CHARACTER_OF[name]
    code = int(hexadecimal, 16) if hexadecimal else int(decimal)
    is_character = 0 < code < 0x110000 and not 0xD800 <= code < 0xE000
    return chr(code) if is_character else found.group()


def is_link(url: str) -> bool:
    """Return whether Telegram makes a link of this address; of others it shows the words only."""
    return re.match(r"(https?://[^\s/]+|tg://\S+|[\w-]+(\.[\w-]+)+)", url) is not None


def is_same_place(inner: Json, outer: Json) -> bool:
    """Return whether a code with a language fills the whole of a `pre`."""
    return "language" in inner and all(inner[key] == outer[key] for key in ("offset", "length"))


def sort_entities(entities: list[Json]) -> list[Json]:
    """Return entities by place, the outer before the inner."""
    return sorted(entities, key=lambda entity: (entity["offset"], -entity["length"]))


def refuse(why: str) -> NoReturn:
    """Refuse the text for this reason."""
    raise Refusal(CANT_PARSE, why=why)
