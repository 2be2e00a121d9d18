"""Every message: its words and its buttons in one file, a folder a language."""

from texts.render import Rendered, Texts

__all__ = ["Rendered", "Texts"]
