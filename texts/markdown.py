"""The little Markdown that an association writes, as Telegram's HTML; the rest is shown as typed."""

import html
import re

from markupsafe import Markup

# In this order, and no tag inside italics: tags are then closed in the order in which they were opened.
MARKS = (
    (re.compile(r"\*\*(?=\S)(.+?)(?<=\S)\*\*"), r"<b>\1</b>"),
    (re.compile(r"(?<![\w*])\*(?=[^\s*])([^*<\n]+?)(?<=\S)\*(?![\w*])"), r"<i>\1</i>"),
    (re.compile(r"(?<!\w)_(?=[^\s_])([^_<\n]+?)(?<=\S)_(?!\w)"), r"<i>\1</i>"),
)
LINK = re.compile(r"\[([^\]\n]+)\]\((https?://[^\s)\"]+)\)")
ITEM = re.compile(r"(?m)^ *[-*] +")
BREAKABLE = re.compile(r"(?<=«) | (?=[?!:;»](?!=))|(?<=\d) (?=h\b)|(?<=\d h) (?=\d)")
NO_BREAK = "\u00a0"
APOSTROPHE = re.compile(r"(?<=[^\W\d_])'(?=[^\W\d_]|\{\{|<[bi]>)")
"""Within a word or before a fact: never the quote of a tag or of Jinja's."""
PLURAL = re.compile(r"(?<=s)'(?= [a-z])")
"""After an English plural: outside Jinja's braces alone, where it would be the end of ``'s'``."""
CODE = re.compile(r"(\{\{.*?\}\}|\{%.*?%\})", re.DOTALL)


def set_apostrophes(source: str) -> str:
    """Return words of ours, or an association's, with the apostrophe of print: « l’équipe »; what people type stays."""
    pieces = re.split(CODE, APOSTROPHE.sub("’", source))
    return "".join(piece if at % 2 else PLURAL.sub("’", piece) for at, piece in enumerate(pieces))


def keep_together(words: str) -> str:
    """Return a text that no line end can part where French keeps together: a sign and its word, « 18 h 30 »."""
    return BREAKABLE.sub(NO_BREAK, words)


def render_markdown(words: str) -> Markup:
    """Return bold, italics, lists and web links as Telegram shows them."""
    escaped = html.escape(ITEM.sub("• ", keep_together(set_apostrophes(words))), quote=False)
    pieces = re.split(LINK, escaped)
    # Marks are looked for outside addresses: an underscore there is part of the address.
    said = [_apply_marks(piece) for piece in pieces]
    for at in range(1, len(pieces), 3):
        said[at : at + 2] = [f'<a href="{pieces[at + 1]}">{_apply_marks(pieces[at])}</a>', ""]
    return Markup("".join(said))


def _apply_marks(escaped: str) -> str:
    for mark, tag in MARKS:
        escaped = mark.sub(tag, escaped)
    return escaped
