"""Messages as people read them."""

import html
import re

from mentoring.contexts import Context
from tests.plain_words import normalise
from tests.texts.samples import PROGRAMME
from texts import Texts

TEXTS = Texts(PROGRAMME)


def make_plain(text: str) -> str:
    """Return the words as they are read, whatever keeps them together on a line, with the apostrophe of a keyboard."""
    return normalise(html.unescape(re.sub(r"<[^>]+>", "", text)))


def list_buttons(kind: str, context: Context) -> list[tuple[str, str]]:
    """Return a message's buttons as (label, data)."""
    return [(make_plain(label), data) for row in TEXTS.render(kind, context).rows for label, data in row]
