"""What leaves as a file: one maker for each name that a kind of message may carry.

A maker gets the context of its message, which holds all that it needs: it is called in a thread, after the transaction.
What it makes is kept nowhere.
"""

import html
import re
from collections.abc import Callable
from dataclasses import dataclass

from documents.data_export import build_json, build_page
from mentoring.case_contexts import CaseFileContext
from mentoring.contexts import Context
from mentoring.message_kinds import DocumentName
from mentoring.own_data import DataContext
from storage.crypto.sealed_zip import build_sealed_zip
from texts import Texts

MAX_DOCUMENT_BYTES = 50_000_000
"""Telegram takes no more from a bot."""
TOO_LARGE = "file_too_large"
"""What is said instead of a larger one."""


@dataclass(frozen=True, slots=True)
class Document:
    """A file as it is sent."""

    name: str
    content: bytes


Maker = Callable[[Texts, Context], Document]


def make_case_file(texts: Texts, context: Context) -> Document:
    """Return all that a case keeps, sealed with the passphrase that its reader is sent apart."""
    assert isinstance(context, CaseFileContext)
    words = html.unescape(re.sub(r"<[^>]*>", "", texts.render_file("case", context)))
    return Document("cas.zip", build_sealed_zip("cas.txt", words.encode() + b"\n", context.passphrase))


def make_data_page(texts: Texts, context: Context) -> Document:
    """Return all that is held about its reader, as a page to read and to print."""
    title = html.unescape(texts.render_file("data_title", context))
    return Document("binome.html", build_page(context.me.language, title, texts.render_file("data", context)))


def make_data_file(texts: Texts, context: Context) -> Document:
    """Return the same for another program."""
    assert isinstance(context, DataContext)
    title, left_out = texts.render_file("data_title", context), texts.render_file("left_out", context)
    return Document("binome.json", build_json(context.data, context.now, html.unescape(title), html.unescape(left_out)))


MAKERS: dict[DocumentName, Maker] = {
    "case_file": make_case_file,
    "data_page": make_data_page,
    "data_file": make_data_file,
}
