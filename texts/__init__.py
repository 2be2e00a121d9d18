"""Every message: its words and its buttons in one file a language, fr/ and en/."""

from texts.render import Rendered, Texts

__all__ = ["Rendered", "Texts"]
