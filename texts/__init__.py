"""Every message: its words and its buttons in one file, a folder a language."""

from texts.render import RenderedMessage, Texts

__all__ = ["RenderedMessage", "Texts"]
